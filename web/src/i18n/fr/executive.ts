export const executive: Record<string, string> = {
  "What limits the next quarter": "Ce qui limite le prochain trimestre",
  "To the supply review": "Vers la revue de l'offre",
  "Not known yet: the supply plan of {{scenario}} has not been computed.":
    "Pas encore connu : le plan d'approvisionnement et de production de {{scenario}} n'a pas été calculé.",
  "No resource is full in {{period}} in the plan {{scenario}}.": "Aucune ressource n'est saturée en {{period}} dans le plan {{scenario}}.",
  "{{resource}} limits {{period}}: {{load}} of its capacity is asked for in {{bucket}}.":
    "{{resource}} limite {{period}} : {{load}} de sa capacité sont demandés en {{bucket}}.",
  "A shift for the {{hours}} h that are missing costs about {{cost}}.":
    "Une équipe pour les {{hours}} h qui manquent coûte environ {{cost}}.",
  "The {{hours}} h that are missing cost about {{cost}} in overtime.":
    "Les {{hours}} h qui manquent coûtent environ {{cost}} en heures supplémentaires.",
  Tightest: "Au plus serré",
  "Load of the plan": "Charge du plan",
  "Asked for": "Demandé",
  "Hours missing": "Heures manquantes",
  "Cost to fix": "Coût du remède",
  "An estimate, without planning again: the cheaper of overtime and a shift":
    "Une estimation, sans replanifier : le moins cher des heures supplémentaires et d'une équipe",
  "Late or lost because of it": "En retard ou perdu de ce fait",
  "To decide": "À décider",
  "No open question.": "Aucune question ouverte.",
  "Risks that cost most": "Risques les plus coûteux",
  "No risk is written down.": "Aucun risque n'est consigné.",
  "Likelihood, and margin lost when it comes true": "Probabilité, et marge perdue s'il se réalise",
  "What must be decided, the options side by side, and the verdict.": "Ce qui est à décider, les options côte à côte, et le verdict.",
  "No cycle yet": "Aucun cycle encore",
  "Plans are approved in a cycle. Its coordinator opens one on the cycle page.":
    "Les plans s'approuvent dans un cycle. Son coordinateur en ouvre un à la page du cycle.",
  "The options": "Les options",
  "Scenarios to compare": "Scénarios à comparer",
  "Plan of record to compare with: {{name}}, approved {{day}}. Over the whole horizon it began earlier; choose a fiscal year to compare the same months.":
    "Plan de référence auquel comparer : {{name}}, approuvé le {{day}}. Sur tout l'horizon il commençait plus tôt ; choisissez un exercice pour comparer les mêmes mois.",
  "All figures": "Tous les chiffres",
  "All figures of the options": "Tous les chiffres des options",
  Group: "Groupe",
  "Decided: {{scenario}}, revision {{revision}}, is the plan of record of {{cycle}}, approved by {{who}} on {{day}}.":
    "Décidé : {{scenario}}, révision {{revision}}, est le plan de référence de {{cycle}}, approuvé par {{who}} le {{day}}.",
  "Which plan becomes the plan of record of {{cycle}}? {{options}} to choose from, {{decisions}}.":
    "Quel plan devient le plan de référence de {{cycle}} ? {{options}} au choix, {{decisions}}.",
  scenario: "scénario",
  "open question": "question ouverte",
  "open questions": "questions ouvertes",
  "Not ready yet: {{steps}} still open.": "Pas encore prêt, étapes encore ouvertes : {{steps}}.",
  "To the cycle": "Vers le cycle",
  "All steps before are closed.": "Toutes les étapes précédentes sont closes.",
  "Verdicts of this cycle": "Verdicts de ce cycle",
  "None yet.": "Aucun encore.",
  Pack: "Dossier",
  "The pack of {{cycle}}": "Le dossier de {{cycle}}",
  "Headline figures, the scenarios side by side, the plan by family, capacity, the way from the budget, risks, decisions and the minutes, as of now. The first scenario chosen is the one the sheets show.":
    "Chiffres clés, scénarios côte à côte, plan par famille, capacité, passage du budget, risques, décisions et compte rendu, à cet instant. Le premier scénario choisi est celui que montrent les feuilles.",
  PDF: "PDF",
  "Slides (PPTX)": "Diapositives (PPTX)",
  "Workbook (XLSX)": "Classeur (XLSX)",
  "Approved: revision {{revision}} is the plan of record.": "Approuvé : la révision {{revision}} est le plan de référence.",
  "Rejected.": "Rejeté.",
  "Sent back: reconciliation is open again.": "Renvoyé : la réconciliation est rouverte.",
  "This will happen:": "Voici ce qui se passera :",
  "Revision {{revision}} of {{scenario}} becomes the plan of record of the cycle {{cycle}}. It never changes afterwards, and no other plan can be approved in this cycle.":
    "La révision {{revision}} de {{scenario}} devient le plan de référence du cycle {{cycle}}. Elle ne change plus jamais, et aucun autre plan ne peut être approuvé dans ce cycle.",
  "Your name, the day, the figures below and the fingerprint of the plan are kept with it.":
    "Votre nom, le jour, les chiffres ci-dessous et l'empreinte du plan sont conservés avec elle.",
  "Release, weekly check and the next cycle take it as their base.":
    "Le lancement, le contrôle hebdomadaire et le cycle suivant la prennent pour base.",
  "Your verdict and comment are kept. The scenario stays as it is, and people may go on with it.":
    "Votre verdict et votre commentaire sont conservés. Le scénario reste tel quel, et l'on peut y travailler encore.",
  "No plan becomes the plan of record.": "Aucun plan ne devient le plan de référence.",
  "Reconciliation and the executive review are open again. The steps before stay closed.":
    "La réconciliation et la revue de direction sont rouvertes. Les étapes précédentes restent closes.",
  "Your comment tells people what to change. No plan becomes the plan of record.":
    "Votre commentaire dit ce qui est à changer. Aucun plan ne devient le plan de référence.",
  "What stands against approving it": "Ce qui s'oppose à l'approbation",
  "Why that does not matter; it is kept with the approval": "Pourquoi cela n'importe pas ; le motif est conservé avec l'approbation",
  "What is wrong, or is to be changed": "Ce qui ne va pas, ou est à changer",
  "Approve as plan of record": "Approuver comme plan de référence",
  Reject: "Rejeter",
  "Send back": "Renvoyer",
  points: "points",
  "Over the whole horizon, {{first}} to {{last}}.": "Sur tout l'horizon, de {{first}} à {{last}}.",
  "Which plan becomes the plan of record of {{cycle}}? Its first day planned is {{day}}.":
    "Quel plan devient le plan de référence de {{cycle}} ? Le premier jour planifié est le {{day}}.",
  "The cycle {{cycle}} is {{state}}. Its first day planned is {{day}}.":
    "Le cycle {{cycle}} est {{state}}. Le premier jour planifié est le {{day}}.",
  "Over the whole horizon": "Sur tout l'horizon",
  "Revenue and margin by bucket: {{scenario}}": "Chiffre d'affaires et marge par période : {{scenario}}",
  "Stock, working capital and cash: {{scenario}}": "Stock, BFR et trésorerie : {{scenario}}",
  "Families: {{scenario}}": "Familles : {{scenario}}",
  "The largest families over the whole horizon; volumes in the planning unit of each.":
    "Les plus grandes familles sur tout l'horizon ; volumes dans l'unité de planification de chacune.",
  "Capacity: {{scenario}}": "Capacité : {{scenario}}",
  "Load of the plan over capacity, the fullest resources first; 100 % is full without overtime.":
    "Charge du plan sur capacité, les ressources les plus chargées d'abord ; 100 % est plein sans heures supplémentaires.",
  "From the budget to the plan: {{scenario}}": "Du budget au plan : {{scenario}}",
  "Revenue of the buckets that have a budget.": "Chiffre d'affaires des périodes qui ont un budget.",
  "What changed since the last plan of record: {{what}}": "Ce qui a changé depuis le dernier plan de référence : {{what}}",
  "Sales & Operations Planning: {{cycle}}": "Plan industriel et commercial : {{cycle}}",
  Total: "Total",
  More: "Plus",
  Less: "Moins",
  "The cycle has its plan of record, or is closed: nothing is judged any more.":
    "Le cycle a son plan de référence, ou est clos : il n'y a plus de verdict à rendre.",
  "The cycle does not work on this scenario. The coordinator adds it on the cycle page.":
    "Le cycle ne travaille pas sur ce scénario. Le coordinateur l'ajoute à la page du cycle.",
  "the others are compared with this": "les autres lui sont comparés",
  "not in the cycle": "hors du cycle",
  "What is different in it ({{n}})": "Ce qui y diffère ({{n}})",
  "Against the last plan of record": "Par rapport au dernier plan de référence",
  "{{measure}} over the horizon": "{{measure}} sur l'horizon",
  "Nothing stands against it": "Rien ne s'y oppose",
  Approve: "Approuver",
  "Approve {{scenario}}": "Approuver {{scenario}}",
  "Reject {{scenario}}": "Rejeter {{scenario}}",
  "Send {{scenario}} back": "Renvoyer {{scenario}}",
  "target met": "cible atteinte",
  "near the target": "proche de la cible",
  "target missed": "cible manquée",
  "Revenue against budget": "CA par rapport au budget",
  "Served in time": "Servi à temps",
  "Stock value at the end": "Valeur du stock à la fin",
  "Working capital at the end": "BFR à la fin",
  "Lowest cash": "Trésorerie la plus basse",
  "Fullest resource": "Ressource la plus chargée",
};
