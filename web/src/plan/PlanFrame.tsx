import { Button, Progress } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { Link } from "react-router";
import type { PlanningCycle } from "../api/cycle";
import { planGet } from "../api/plan";
import { get } from "../api/queries";
import type { Job, PlanStructure, Scenario } from "../api/types";
import { useCycle } from "../cycle/useCycle";
import { t } from "../i18n";
import { Page } from "../parts/Page";
import { ProblemAlert } from "../parts/Problem";
import { Empty, Loading } from "../parts/States";
import { busy } from "../shell/jobs";
import { Freshness } from "./Freshness";
import { useScenario } from "./useScenario";

export interface Planned {
  scenario: Scenario;
  structure: PlanStructure;
  /** The cycle people work in; undefined where plans are made without one. */
  cycle: PlanningCycle | undefined;
}

interface Props {
  title: string;
  about?: ReactNode;
  actions?: (plan: Planned) => ReactNode;
  /** True where the page says itself how old its figures are. */
  bare?: boolean;
  children: (plan: Planned) => ReactNode;
}

/** What every page of a step of the cycle begins with: the scenario chosen, its structure, and whether its figures are as new as what they stand on. */
export function PlanFrame({ title, about, actions, bare, children }: Props) {
  const { scenario, scenarios } = useScenario();
  const { cycle } = useCycle();
  const structure = useQuery({ ...planGet.structure(scenario?.id ?? 0), enabled: scenario !== undefined });
  useEffect(() => {
    document.title = `${title} · Concord`;
  }, [title]);
  const making = useDemoJob();
  const error = scenarios.error ?? structure.error;
  const plan = scenario && structure.data ? { scenario, structure: structure.data, cycle } : undefined;
  return (
    <Page title={title} about={about} actions={plan && actions?.(plan)}>
      {error && (
        <ProblemAlert
          error={error}
          onRetry={() => {
            void scenarios.refetch();
            if (scenario) void structure.refetch();
          }}
        />
      )}
      {making && <Making job={making} />}
      {!error && !making && !plan && scenarios.data?.length === 0 && (
        <div className="panel">
          <Empty
            title={t("No plan yet")}
            action={
              <Button size="xs" component={Link} to="/plan">
                {t("Start a plan")}
              </Button>
            }
          >
            {t("A plan starts from a data snapshot. This page shows what is computed of it.")}
          </Empty>
        </div>
      )}
      {!error && !making && !plan && scenarios.data?.length !== 0 && <Loading what={t("the plan")} />}
      {plan && !making && !bare && <Freshness scenario={plan.scenario} />}
      {plan && !making && children(plan)}
    </Page>
  );
}

/** The job that makes the demo company, while it runs: until its end the pages would show half a cycle. */
function useDemoJob(): Job | undefined {
  const jobs = useQuery({ ...get.jobs(), refetchInterval: (query) => (query.state.data?.some(busy) ? 600 : 5000) });
  return jobs.data?.find((one) => one.kind === "demo" && busy(one));
}

function Making({ job }: { job: Job }) {
  return (
    <div className="panel pad" role="status" aria-live="polite">
      <b>{t("The demo company is being made")}</b>
      <p className="quiet">
        {t("Four cycles are planned with its figures, which takes about a minute. The data pages can be looked at meanwhile.")}
      </p>
      <Progress value={job.share * 100} aria-label={t("Progress of the demo company")} />
      <p className="small quiet">{job.detail || job.stage}</p>
    </div>
  );
}
