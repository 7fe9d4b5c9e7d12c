import "./family.css";
import { SegmentedControl, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { financeGet } from "../api/finance";
import type { Members, Unit } from "../api/types";
import { FigureDrawer, useFigure } from "../finance/FigureDrawer";
import { t } from "../i18n";
import { Chart } from "../parts/Chart";
import type { ChartColors } from "../parts/chartColors";
import { Panel } from "../parts/Page";
import { ProblemAlert } from "../parts/Problem";
import { Loading } from "../parts/States";
import { useUrlState } from "../parts/urlState";
import type { Planned } from "../plan/PlanFrame";
import { factsOf } from "./findings";
import { comparisonAtFirst, comparisons, linesOf } from "./lines";
import { MemberPicker } from "./MemberPicker";
import { sheetOption } from "./option";
import { SheetTable } from "./SheetTable";
import { SheetWords } from "./SheetWords";
import { YearTable } from "./YearTable";

const defaults = { attribute: "family", member: "", unit: "planning_units", compare: "", lag: "1", measure: "", from: "", to: "" };

/** What stands in the place of plain texts, so that a language is read once. */
const comparisonTitles = () => ({ record: t("Plan of record"), budget: t("Budget"), year: t("Year before") });

export function SheetView({ scenario, structure }: Planned) {
  const [state, change] = useUrlState(defaults);
  const attributes = structure.attributes.filter((one) => one.measures.includes("consensus_demand"));
  const attribute = attributes.some((one) => one.name === state.attribute) ? state.attribute : (attributes[0]?.name ?? "item");
  const lag = Math.max(1, Math.min(24, Number(state.lag) || 1));
  const query = useQuery(financeGet.sheet(scenario.id, { attribute, member: state.member || undefined, unit: state.unit, lag }));
  const sheet = query.data;
  const comparison = comparisons.find((one) => one === state.compare) ?? (sheet ? comparisonAtFirst(sheet) : "record");
  const lines = useMemo(
    () => (sheet ? linesOf(sheet, structure.firstPlanned, comparison) : []),
    [sheet, structure.firstPlanned, comparison],
  );
  const option = useCallback((colors: ChartColors) => (sheet ? sheetOption(sheet, structure, colors) : {}), [sheet, structure]);
  const figure = useFigure(state, change);
  const name = sheet ? (sheet.title ?? sheet.member ?? t("All that is sold")) : "";
  return (
    <>
      <div className="filters">
        <MemberPicker
          scenario={scenario.id}
          attribute={attribute}
          member={state.member}
          sheet={sheet}
          onChange={(member) => change({ member, measure: "" }, { push: true })}
        />
        <Select
          size="xs"
          w={170}
          aria-label={t("Families are told apart by")}
          value={attribute}
          data={attributes.map((one) => ({ value: one.name, label: `${t(one.title)} (${one.members})` }))}
          onChange={(value) => value && change({ attribute: value, member: "", measure: "" })}
          allowDeselect={false}
          searchable
        />
        <SegmentedControl
          size="xs"
          aria-label={t("Unit")}
          value={state.unit}
          data={[
            { value: "planning_units", label: t("Planning units") },
            { value: "money", label: structure.currency },
          ]}
          onChange={(unit) => change({ unit })}
        />
        <SegmentedControl
          size="xs"
          aria-label={t("Compare with")}
          value={comparison}
          data={comparisons.map((one) => ({ value: one, label: comparisonTitles()[one] }))}
          onChange={(compare) => change({ compare })}
        />
        {(sheet?.plans.length ?? 0) > 0 && comparison === "record" && (
          <Select
            size="xs"
            w={190}
            aria-label={t("How far ahead the past was planned")}
            value={String(lag)}
            data={[1, 2, 3, 6].map((one) => ({
              value: String(one),
              label: one === 1 ? t("newest plan of the time") : t("planned {{n}} or more buckets ahead", { n: one }),
            }))}
            onChange={(value) => value && change({ lag: value })}
            allowDeselect={false}
          />
        )}
      </div>
      {query.error && <ProblemAlert error={query.error} onRetry={() => query.refetch()} />}
      {!sheet && !query.error && <Loading what={t("the sheet")} />}
      {sheet && (
        <>
          <SheetWords
            name={name}
            sheet={sheet}
            structure={structure}
            facts={factsOf(sheet, structure.firstPlanned)}
            onMoney={() => change({ unit: "money" })}
          />
          <div className="family-top">
            <Panel>
              <div className="pad">
                <Chart
                  option={option}
                  height={330}
                  label={t("Sales, production and stock of {{name}} by bucket; the table below has the values", { name })}
                />
              </div>
            </Panel>
            <YearTable sheet={sheet} structure={structure} onOpen={(measure, from, to) => figure.open({ measure, from, to })} />
          </div>
          <SheetTable
            sheet={sheet}
            structure={structure}
            lines={lines}
            comparison={comparison}
            onOpen={(measure, bucket) => figure.open({ measure, from: bucket, to: bucket })}
          />
          <FigureDrawer
            scenario={scenario}
            structure={structure}
            figure={figure.shown}
            part={(sheet.part ?? {}) as Members}
            unit={state.unit as Unit}
            onClose={figure.close}
          />
        </>
      )}
    </>
  );
}
