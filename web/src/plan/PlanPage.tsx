import { useQuery } from "@tanstack/react-query";
import { planGet } from "../api/plan";
import { t } from "../i18n";
import { Page } from "../parts/Page";
import { ProblemAlert } from "../parts/Problem";
import { Loading } from "../parts/States";
import { PlanSheet } from "./PlanSheet";
import { StartPlan } from "./StartPlan";
import { texts } from "./texts";
import { useScenario } from "./useScenario";

/** The planner's home: the planning grid of the scenario chosen in the head of the page, or the way to a first plan. */
export function PlanPage() {
  const { scenario, scenarios } = useScenario();
  const started = useQuery(planGet.status());
  const structure = useQuery({ ...planGet.structure(scenario?.id ?? 0), enabled: scenario !== undefined });
  const error = scenarios.error ?? structure.error ?? started.error;
  if (scenario && structure.data) return <PlanSheet key={scenario.id} scenario={scenario} structure={structure.data} />;
  return (
    <Page title={texts.title}>
      {error ? (
        <ProblemAlert
          error={error}
          onRetry={() => {
            void scenarios.refetch();
            void started.refetch();
            if (scenario) void structure.refetch();
          }}
        />
      ) : started.data && !started.data.started ? (
        <StartPlan />
      ) : (
        <Loading what={t("the plan")} />
      )}
    </Page>
  );
}
