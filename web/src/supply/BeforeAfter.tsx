import { Button, Group, Select } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { PlanningCycle } from "../api/cycle";
import { cycleGet } from "../api/cycle";
import { meetingSend } from "../api/meeting";
import { planSend } from "../api/plan";
import { queryClient } from "../api/queries";
import { supplyGet } from "../api/supply";
import type { Scenario } from "../api/types";
import { t } from "../i18n";
import { count, none, percent, quantity } from "../parts/format";
import { Grid, type GridColumn } from "../parts/Grid";
import { Panel } from "../parts/Page";
import { ProblemAlert, sayDone, sayProblem } from "../parts/Problem";
import { Loading } from "../parts/States";
import { useRefusal } from "../people/session";
import { useScenario } from "../plan/useScenario";
import { isShared } from "./act";
import { changeText, type Pair, pairsOf } from "./before";

interface Props {
  scenario: Scenario;
  cycle: PlanningCycle | undefined;
  /** The scenario it is compared with; empty for the leading one. */
  before: string;
  onBefore: (before: string) => void;
}

/** What a scenario of one's own changed against the one it came from, once it is computed. Nothing on the leading scenario. */
export function BeforeAfter({ scenario, cycle, before, onBefore }: Props) {
  const { scenarios } = useScenario();
  const all = (scenarios.data ?? []).filter((one) => !one.archived && one.id !== scenario.id);
  const other = all.find((one) => String(one.id) === before) ?? all.find((one) => isShared(one, cycle, scenarios.data ?? [])) ?? all[0];
  const stages = useQuery(cycleGet.stages(scenario.id));
  const current = stages.data?.every((one) => one.freshness === "current") ?? false;
  const shared = isShared(scenario, cycle, scenarios.data ?? []);
  const comparison = useQuery({ ...supplyGet.beside(other?.id ?? 0, scenario.id), enabled: !shared && other !== undefined && current });
  const refusal = useRefusal("edit_plan");
  const mayNotAdd = useRefusal("run_cycle");
  const add = useMutation({
    mutationFn: (id: number) => meetingSend.addScenario(id, scenario.id),
    onSuccess: () => sayDone(t("In the cycle"), t("The executive review shows it as an option beside the others.")),
    onError: sayProblem,
  });
  const undo = useMutation({
    mutationFn: () => planSend.undo(scenario.id),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ["plan", scenario.id] });
      sayDone(t("Taken back"), t("Press Compute now to plan again without it."));
    },
    onError: sayProblem,
  });
  if (shared || !other) return null;
  const inCycle = cycle?.scenarios.includes(scenario.id) ?? false;
  const currency = comparison.data?.currency ?? "";
  const value = (pair: Pair, figure: number | null) => {
    if (figure === null) return none;
    return pair.unit === "percent" ? percent(figure, 1) : pair.unit === "money" ? count(figure) : quantity(figure, 1);
  };
  const columns: GridColumn<Pair>[] = [
    {
      key: "figure",
      header: t("Figure"),
      cell: (one) => (
        <span title={one.note || undefined}>
          {t(one.title)}{" "}
          <span className="quiet small">
            {one.unit === "money" ? currency : one.unit === "percent" ? "" : one.unit === "hours" ? "h" : t(one.unit)}
          </span>
        </span>
      ),
    },
    { key: "before", header: other.name, right: true, cell: (one) => value(one, one.before) },
    { key: "after", header: scenario.name, right: true, cell: (one) => <b>{value(one, one.after)}</b> },
    {
      key: "delta",
      header: t("Difference"),
      right: true,
      cell: (one) => (
        <span className={one.good === null ? "" : one.good ? "better" : "worse"}>
          {one.good === null ? "" : one.good ? "✓ " : "✗ "}
          {changeText(one, currency)}
        </span>
      ),
    },
  ];
  return (
    <Panel
      className="before-after"
      title={t("Before and after, over the horizon")}
      aside={
        <Group gap="xs">
          <Select
            size="xs"
            w={240}
            aria-label={t("Compared with")}
            allowDeselect={false}
            value={String(other.id)}
            data={all.map((one) => ({ value: String(one.id), label: t("Compared with {{name}}", { name: one.name }) }))}
            onChange={(id) => onBefore(id ?? "")}
          />
          {current && cycle?.state === "open" && !inCycle && (
            <Button size="xs" disabled={!!mayNotAdd} title={mayNotAdd} loading={add.isPending} onClick={() => add.mutate(cycle.id)}>
              {t("Add it to the cycle")}
            </Button>
          )}
          {inCycle && (
            <Button size="xs" component={Link} to={`/executive?scenario=${scenario.id}`}>
              {t("Compare the options")}
            </Button>
          )}
          <Button size="xs" variant="default" loading={undo.isPending} disabled={!!refusal} title={refusal} onClick={() => undo.mutate()}>
            {t("Undo the last change")}
          </Button>
        </Group>
      }
    >
      {!current && <p className="pad quiet">{t("The difference is shown once this scenario is planned again.")}</p>}
      {comparison.error && <ProblemAlert error={comparison.error} onRetry={() => comparison.refetch()} />}
      {current && comparison.isLoading && <Loading what={t("the comparison")} />}
      {current && comparison.data && (
        <Grid
          label={t("Before and after")}
          columns={columns}
          rows={pairsOf(comparison.data)}
          rowKey={(one) => one.figure}
          maxHeight={330}
        />
      )}
    </Panel>
  );
}
