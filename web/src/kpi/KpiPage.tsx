import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { type KpiTable, kpiGet } from "../api/kpi";
import { t } from "../i18n";
import { Chart } from "../parts/Chart";
import type { ChartColors } from "../parts/chartColors";
import { Panel } from "../parts/Page";
import { ProblemAlert } from "../parts/Problem";
import { Empty, Loading } from "../parts/States";
import { useUrlState } from "../parts/urlState";
import { PlanFrame, type Planned } from "../plan/PlanFrame";
import { lagOption, measuredByLag } from "./charts";
import { FigureDetail } from "./FigureDetail";
import { FigureTable } from "./FigureTable";
import { FvaTable } from "./FvaTable";
import { lagShown, lagsOf, sentenceOf, shownFigures } from "./figures";
import "./kpi.css";

const defaults = { figure: "", lag: "", trend: "buckets", level: "", attribute: "", member: "", skip: "0" };
export type KpiState = typeof defaults;
export type KpiChange = (changes: Partial<KpiState>, options?: { push?: boolean }) => void;

/** How good planning and execution are: every key figure against its target, how it moved, and who makes it. */
export function KpiPage() {
  return (
    <PlanFrame title={t("Key figures")} about={t("Each against its target. Open one to see how it moved and which members make it.")}>
      {(plan) => <Figures {...plan} />}
    </PlanFrame>
  );
}

function Figures({ scenario, structure }: Planned) {
  const [state, change] = useUrlState(defaults);
  const table = useQuery(kpiGet.table(scenario.id));
  if (table.error) return <ProblemAlert error={table.error} onRetry={() => table.refetch()} />;
  if (!table.data) return <Loading what={t("the key figures")} />;
  if (table.data.rows.length === 0)
    return (
      <Panel>
        <Empty title={t("Nothing to measure yet")}>{t("The plan has no demand. Import sales history and start a plan from it.")}</Empty>
      </Panel>
    );
  const lag = lagShown(table.data, state.lag);
  const figures = shownFigures(table.data, lag);
  const chosen = figures.find((one) => one.name === state.figure) ?? figures[0]!;
  return (
    <>
      <p className="page-sentence">{sentenceOf(figures)}</p>
      <div className="kpi-columns">
        <Panel
          title={t("Against target")}
          aside={
            <Select
              size="xs"
              w={220}
              aria-label={t("Forecasts so many buckets ahead")}
              allowDeselect={false}
              value={String(lag)}
              onChange={(value) => change({ lag: value ?? "" })}
              data={lagsOf(table.data).map((one) => ({ value: String(one), label: t("Forecasts at lag {{n}}", { n: one }) }))}
            />
          }
        >
          <FigureTable
            figures={figures}
            chosen={chosen.name}
            structure={structure}
            onOpen={(figure) => change({ figure, level: "", attribute: "", member: "", skip: "0" }, { push: true })}
          />
        </Panel>
        <FigureDetail
          key={`${chosen.name} ${chosen.lag}`}
          scenario={scenario.id}
          structure={structure}
          figure={chosen}
          state={state}
          onChange={change}
        />
      </div>
      <Forecasts table={table.data} lag={lag} />
      {table.data.findings.length > 0 && (
        <Panel title={t("Targets nothing is held against")}>
          <ul className="pad">
            {table.data.findings.map((one) => (
              <li key={one.message}>{one.message}</li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

function Forecasts({ table, lag }: { table: KpiTable; lag: number }) {
  const option = useCallback((colors: ChartColors) => lagOption(table, colors), [table]);
  if (!measuredByLag(table)) return null;
  return (
    <div className="kpi-columns">
      <Panel title={t("Forecasts by how far ahead they were made")}>
        <Chart
          option={option}
          height={240}
          label={t("Accuracy, bias and value added by lag; the numbers of a lag are in the table above")}
        />
      </Panel>
      <Panel title={t("What each step of the forecast was good for, at lag {{n}}", { n: lag })}>
        <FvaTable steps={table.valueAdded.filter((one) => one.lag === lag)} weights={table.weights} />
      </Panel>
    </div>
  );
}
