import { Button, Group, SegmentedControl } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { Link } from "react-router";
import { type KeyFigure, kpiGet } from "../api/kpi";
import type { PlanStructure } from "../api/types";
import { t } from "../i18n";
import { Chart } from "../parts/Chart";
import type { ChartColors } from "../parts/chartColors";
import { bucketLabel } from "../parts/format";
import { Panel } from "../parts/Page";
import { ProblemAlert } from "../parts/Problem";
import { Loading } from "../parts/States";
import { useRefusal } from "../people/session";
import { bucketOption, planOption } from "./charts";
import { Status } from "./FigureTable";
import { definitionOf, mendOf, periodOf, shownValue } from "./figures";
import type { KpiChange, KpiState } from "./KpiPage";
import { PartsTable } from "./PartsTable";
import { TargetDialog } from "./TargetDialog";

interface Props {
  scenario: number;
  structure: PlanStructure;
  figure: KeyFigure;
  state: KpiState;
  onChange: KpiChange;
}

/** One key figure: what it is, how it moved, who makes it, and its target. */
export function FigureDetail({ scenario, structure, figure, state, onChange }: Props) {
  const [opened, { open, close }] = useDisclosure(false);
  const refusal = useRefusal("manage_scenarios");
  const mend = mendOf(figure.name);
  return (
    <Panel
      title={figure.lag > 0 ? t("{{title}} at lag {{n}}", { title: t(figure.title), n: figure.lag }) : t(figure.title)}
      aside={
        <Group gap="xs">
          <Status figure={figure} />
          <b className="numbers">{shownValue(figure)}</b>
          <Button size="compact-sm" variant="default" onClick={open} disabled={!!refusal} title={refusal}>
            {figure.targetValue === null ? t("Set a target") : t("Change the target")}
          </Button>
        </Group>
      }
    >
      <div className="pad">
        <div className="quiet">
          {definitionOf(figure.name)}{" "}
          {t("Measured from {{period}}.", { period: periodOf(figure, (bucket) => bucketLabel(structure.buckets[bucket]?.label)) })}
        </div>
        {figure.notMeasurable !== null && (
          <div className="note kpi-why">
            <span>{t("Not measurable, because {{why}}.", { why: figure.notMeasurable })}</span>
            <Link className="link" to={mend.to}>
              {mend.text}
            </Link>
          </div>
        )}
      </div>
      {figure.notMeasurable === null && (
        <>
          <Trend scenario={scenario} figure={figure} shown={state.trend} onShow={(trend) => onChange({ trend })} />
          <PartsTable scenario={scenario} figure={figure} state={state} onChange={onChange} />
        </>
      )}
      <TargetDialog opened={opened} onClose={close} scenario={scenario} structure={structure} figure={figure} />
    </Panel>
  );
}

function Trend(props: { scenario: number; figure: KeyFigure; shown: string; onShow: (shown: string) => void }) {
  const { scenario, figure, shown, onShow } = props;
  const trend = useQuery(kpiGet.trend(scenario, figure.name, figure.lag));
  const byPlan = shown === "plans";
  const option = useCallback(
    (colors: ChartColors) => (byPlan ? planOption(trend.data!, colors) : bucketOption(trend.data!, colors)),
    [trend.data, byPlan],
  );
  if (trend.error) return <ProblemAlert error={trend.error} onRetry={() => trend.refetch()} />;
  if (!trend.data) return <Loading what={t("the course")} />;
  return (
    <>
      <Group justify="flex-end" className="pad kpi-trend-head">
        <SegmentedControl
          size="xs"
          aria-label={t("Course")}
          value={byPlan ? "plans" : "buckets"}
          onChange={onShow}
          data={[
            { value: "buckets", label: t("By bucket") },
            { value: "plans", label: t("From plan to plan") },
          ]}
        />
      </Group>
      {byPlan && trend.data.plans.length < 2 ? (
        <div className="pad quiet">{t("There is no plan of record of an earlier cycle to compare with yet.")}</div>
      ) : (
        <Chart option={option} height={200} label={t("Course of {{title}}", { title: t(figure.title) })} />
      )}
    </>
  );
}
