import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { Link } from "react-router";
import type { PlanningCycle } from "../api/cycle";
import { planGet } from "../api/plan";
import type { PlanStructure, Scenario } from "../api/types";
import { useCycle } from "../cycle/useCycle";
import { t } from "../i18n";
import { Page } from "../parts/Page";
import { ProblemAlert } from "../parts/Problem";
import { Empty, Loading } from "../parts/States";
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
      {!error && !plan && scenarios.data?.length === 0 && (
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
      {!error && !plan && scenarios.data?.length !== 0 && <Loading what={t("the plan")} />}
      {plan && !bare && <Freshness scenario={plan.scenario} />}
      {plan && children(plan)}
    </Page>
  );
}
