import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { PlanningCycle } from "../api/cycle";
import { meetingGet } from "../api/meeting";
import { t } from "../i18n";
import { day, plural, words } from "../parts/format";
import { useScenario } from "../plan/useScenario";
import { useNames } from "./names";
import { currentStep, duties } from "./progress";
import { standing } from "./StepLine";

/** Where we are, in two sentences. */
export function Standing({ cycle, today }: { cycle: PlanningCycle; today: string }) {
  const step = currentStep(cycle);
  const name = useNames();
  const { scenarios } = useScenario();
  const head = scenarios.data?.find((one) => one.id === cycle.scenarios[0])?.head;
  const gate = useQuery({ ...meetingGet.gate(cycle.id, step?.kind ?? "data", head), enabled: step !== undefined });
  const late = duties(cycle).filter((one) => one.due !== null && one.due < today);
  const approval = cycle.approvals?.find((one) => one.verdict === "approved");
  if (cycle.state === "closed" && !approval) return <p className="standing">{t("The cycle was closed without a plan of record.")}</p>;
  if (approval)
    return (
      <p className="standing">
        {t("The plan is approved: {{scenario}}, revision {{revision}}, is the plan of record, by {{who}} on {{day}}.", {
          scenario: scenarios.data?.find((one) => one.id === approval.scenario)?.name ?? approval.scenario,
          revision: approval.revision,
          who: name(approval.by),
          day: day(approval.at),
        })}{" "}
        {cycle.state === "closed" ? t("The cycle is closed.") : t("Next: release it, close the executive review, open the next cycle.")}
      </p>
    );
  const held = gate.data?.checks.filter((one) => one.outcome === "held").length;
  return (
    <p className="standing">
      {step
        ? t("We are at {{step}}: {{due}}.", { step: t(words(step.kind)), due: standing("current", step.due, today).toLowerCase() })
        : t("All steps are closed.")}{" "}
      {held !== undefined &&
        (held === 0
          ? t("Nothing holds its gate: it can be closed.")
          : t("{{checks}} its gate.", { checks: plural(held, t("check holds"), t("checks hold")) }))}{" "}
      {late.length === 0 ? t("Nothing is late.") : t("{{things}} late.", { things: plural(late.length, t("thing is"), t("things are")) })}
      {step?.kind === "executive_review" && (
        <>
          {" "}
          <Link className="link" to="/executive">
            {t("To the decision")}
          </Link>
        </>
      )}
    </p>
  );
}
