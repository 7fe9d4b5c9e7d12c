import "./finance.css";
import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { ApiProblem } from "../api/client";
import { financeGet } from "../api/finance";
import { t } from "../i18n";
import { Chart } from "../parts/Chart";
import type { ChartColors } from "../parts/chartColors";
import { bucketLabel } from "../parts/format";
import { Panel } from "../parts/Page";
import { ProblemAlert } from "../parts/Problem";
import { Empty, Loading } from "../parts/States";
import { useUrlState } from "../parts/urlState";
import type { Planned } from "../plan/PlanFrame";
import { BridgePanel } from "./BridgePanel";
import { Checks } from "./Checks";
import { FigureDrawer, useFigure } from "./FigureDrawer";
import { FinanceWords } from "./FinanceWords";
import { capitalOption, cashOption } from "./option";
import { StatementTable } from "./StatementTable";
import { type Period, periods } from "./table";

const defaults = { year: "", period: "quarter", bridge: "revenue", part: "", level: "family", measure: "", from: "", to: "" };

export function FinanceView({ scenario, structure }: Planned) {
  const [state, change] = useUrlState(defaults);
  const query = useQuery(financeGet.statement(scenario.id));
  const statement = query.data;
  const years = structure.fiscalYears.filter((one) => one.firstIndex + one.count > structure.firstPlanned);
  const year = years.find((one) => one.label === state.year) ?? years[0];
  const level = structure.attributes.some((one) => one.name === state.level) ? state.level : "item";
  const bridge = useQuery({
    ...financeGet.bridge(scenario.id, { from: year?.firstIndex, to: year ? year.firstIndex + year.count - 1 : undefined, level }),
    enabled: year !== undefined && statement !== undefined,
  });
  const period: Period = periods.find((one) => one === state.period) ?? "quarter";
  const figure = useFigure(state, change);
  const cash = useCallback((colors: ChartColors) => (statement ? cashOption(statement, structure, colors) : {}), [statement, structure]);
  const capital = useCallback(
    (colors: ChartColors) => (statement ? capitalOption(statement, structure, colors) : {}),
    [statement, structure],
  );
  const missing = query.error instanceof ApiProblem && query.error.problem.code === "not_computed";
  if (missing)
    return (
      <div className="panel">
        <Empty title={t("No figures in money yet")}>
          {t("The stage finance has not been computed for this scenario. Compute it above; it needs a supply plan, prices and costs.")}
        </Empty>
      </div>
    );
  if (query.error) return <ProblemAlert error={query.error} onRetry={() => query.refetch()} />;
  if (!statement || !year) return <Loading what={t("the plan in money")} />;
  return (
    <>
      <div className="filters">
        <SegmentedControl
          size="xs"
          aria-label={t("Fiscal year")}
          value={year.label}
          data={years.map((one) => ({ value: one.label, label: bucketLabel(one.label) }))}
          onChange={(value) => change({ year: value === years[0]?.label ? "" : value, part: "" })}
        />
        <span className="quiet small">
          {t("All amounts in {{currency}}; totals are sums of rounded lines.", { currency: statement.currency })}
        </span>
      </div>
      <FinanceWords statement={statement} structure={structure} year={year.label} bridge={bridge.data} />
      <div className="finance-two">
        <BridgePanel
          bridge={bridge.data}
          error={bridge.error}
          structure={structure}
          level={level}
          which={state.bridge === "margin" ? "margin" : "revenue"}
          part={state.part}
          year={bucketLabel(year.label)}
          onChange={change}
          onRetry={() => bridge.refetch()}
        />
        <Panel title={t("Cash at the end of each bucket")} aside={<span className="quiet small">{statement.currency}</span>}>
          <div className="pad">
            <Chart option={cash} height={210} label={t("Cash by bucket; the statement below has the values")} />
            <h3 className="finance-sub">{t("Working capital")}</h3>
            <Chart option={capital} height={210} label={t("Working capital by bucket; the statement below has the values")} />
          </div>
        </Panel>
      </div>
      <StatementTable
        statement={statement}
        structure={structure}
        period={period}
        onPeriod={(value) => change({ period: value })}
        onOpen={(measure, from, to) => figure.open({ measure, from, to })}
      />
      <Checks statement={statement} />
      <FigureDrawer scenario={scenario} structure={structure} figure={figure.shown} part={{}} unit="money" onClose={figure.close} />
    </>
  );
}
