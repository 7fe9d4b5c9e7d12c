import "./plan.css";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { planSend } from "../api/plan";
import { get } from "../api/queries";
import type { PlanStructure, Scenario } from "../api/types";
import { t } from "../i18n";
import { Chart } from "../parts/Chart";
import type { ChartColors } from "../parts/chartColors";
import { day } from "../parts/format";
import { ProblemAlert, sayProblem } from "../parts/Problem";
import { Empty, Loading } from "../parts/States";
import { Tag } from "../parts/Tag";
import { useUrlState } from "../parts/urlState";
import { usePageKeys } from "../shell/pageKeys";
import { coordinatesOf, valueAt } from "./grid/edits";
import { PlanGrid } from "./grid/PlanGrid";
import { areaOf, placeOf, type Selection } from "./grid/selection";
import { type BarAction, PlanBar } from "./PlanBar";
import { PlanDialogs } from "./PlanDialogs";
import { chartOption, mostLines } from "./panels/chartOption";
import { ExplainPanel } from "./panels/ExplainPanel";
import { HistoryPanel } from "./panels/HistoryPanel";
import { FilterTags } from "./pickers/FilterPicker";
import { StatusLine } from "./StatusLine";
import { gridKeys, texts } from "./texts";
import { planMoved, useEdits } from "./useEdits";
import { useGestures } from "./useGestures";
import { usePlanData } from "./usePlanData";
import { measureTitles, readView, viewDefaults, writeFilter } from "./view";

/** The planning grid of a scenario, with what belongs to its selection: chart, explanation, history. */
export function PlanSheet({ scenario, structure }: { scenario: Scenario; structure: PlanStructure }) {
  const [state, change] = useUrlState(viewDefaults);
  const view = useMemo(() => readView(state, structure), [state, structure]);
  const registry = useQuery(get.measures());
  const measureTitle = useMemo(() => measureTitles(registry.data), [registry.data]);
  const data = usePlanData(scenario.id, structure, view);
  const edits = useEdits(scenario.id);
  const [selection, setSelection] = useState<Selection | null>(null);
  const [side, setSide] = useState<"explain" | "history" | null>(null);
  const grid = useRef<{ focus: () => void }>(null);
  const { rows, columns } = data;
  usePageKeys(gridKeys);

  useEffect(() => {
    document.title = `${texts.title} · Concord`;
  }, []);

  const rowAt = useMemo(() => new Map(rows.map((row, index) => [row.key, index])), [rows]);
  const columnAt = useMemo(() => new Map(columns.map((column, index) => [column.key, index])), [columns]);
  const place = useMemo(() => {
    const active = selection ? placeOf(selection.active, rowAt, columnAt) : undefined;
    if (!selection || !active) return undefined;
    return { active, area: areaOf(placeOf(selection.anchor, rowAt, columnAt) ?? active, active) };
  }, [selection, rowAt, columnAt]);
  const [active, area] = [place?.active, place?.area];
  const [row, column] = [active && rows[active.row], active && columns[active.column]];

  const sheet = useMemo(
    () => ({ rows, columns, structure, unit: view.unit, filter: view.filter }),
    [rows, columns, structure, view.unit, view.filter],
  );
  const toggleSide = useCallback((which: "explain" | "history") => setSide((now) => (now === which ? null : which)), []);
  const gestures = useGestures({ sheet, edits, toggle: data.toggle, explain: () => toggleSide("explain") });
  const act = (action: BarAction) => {
    if (action === "explain" || action === "history") toggleSide(action);
    else gestures.perform(action, area);
  };

  const charted = useMemo(() => {
    if (rows.length === 0) return [];
    if (area && area.bottom > area.top) return rows.slice(area.top, Math.min(area.bottom + 1, area.top + mostLines));
    const node = (area ? rows[area.top] : rows[0])!.node;
    return rows.filter((one) => one.node === node).slice(0, mostLines);
  }, [rows, area]);
  const option = useCallback(
    (colors: ChartColors) => (charted.length > 0 ? chartOption(charted, structure, measureTitle, colors) : {}),
    [charted, structure, measureTitle],
  );
  const values = useMemo(() => {
    if (!area) return [];
    // Totals beside their buckets would count twice.
    const chosen = columns.slice(Math.max(0, area.left), area.right + 1);
    const buckets = chosen.filter((one) => one.kind === "bucket");
    const counted = buckets.length > 0 ? buckets : chosen;
    return rows.slice(area.top, area.bottom + 1).flatMap((one) => counted.map((at) => valueAt(one, at)));
  }, [area, rows, columns]);
  const explained = useMemo(() => {
    if (!row || !column) return null;
    // What stands in past buckets of a plan is what came of it.
    const actual = column.zone === "past" ? registry.data?.find((one) => one.name === row.cells.name)?.actual : undefined;
    return {
      measure: actual ?? row.cells.name,
      coordinates: coordinatesOf(row, view.filter),
      from: column.from,
      to: column.to,
      unit: view.unit,
    };
  }, [row, column, view.filter, view.unit, registry.data]);
  const absent = (data.answer?.measures ?? []).filter((one) => one.reason !== null);
  const chart = state.chart !== "no";
  return (
    <div className="plan-page">
      <div className="plan-title">
        <h1>{texts.title}</h1>
        <span className="quiet">{t("{{name}}, cut-off {{cutOff}}", { name: scenario.name, cutOff: day(structure.cutOff) })}</span>
        {data.stale && <Tag tone="info">{t("refreshing …")}</Tag>}
        <FilterTags structure={structure} filter={view.filter} onChange={(filter) => change({ filter: writeFilter(filter) })} />
        {absent.map((one) => (
          <Tag key={one.name} tone="quiet" title={one.reason ?? undefined}>
            {t("{{name}} not at this level", { name: measureTitle(one.name) })}
          </Tag>
        ))}
      </div>
      <PlanBar
        scenario={scenario.id}
        structure={structure}
        view={view}
        chart={chart}
        side={side}
        onView={(changes) => change(changes)}
        onDo={act}
        onFold={data.foldAll}
      />
      {!!data.error && <ProblemAlert error={data.error} onRetry={() => data.refetch()} />}
      <div className="plan-work">
        <div className="plan-main">
          <div className="panel plan-box">
            {data.loading && <Loading what={t("the plan")} />}
            {data.answer && rows.length === 0 && (
              <Empty title={absent.length === view.measures.length ? t("None of these measures has values at this level") : texts.noRows}>
                {absent.length > 0 ? absent.map((one) => one.reason).join(" ") : texts.noRowsText}
              </Empty>
            )}
            {rows.length > 0 && (
              <PlanGrid
                label={t("Plan of {{name}}", { name: scenario.name })}
                rows={rows}
                columns={columns}
                structure={structure}
                states={edits.states}
                selection={selection}
                onSelect={setSelection}
                actions={gestures.actions}
                measureTitle={measureTitle}
                handle={grid}
              />
            )}
          </div>
          <StatusLine row={row} column={column} values={values} structure={structure} states={edits.states} measureTitle={measureTitle} />
          {chart && charted.length > 0 && (
            <section className="panel plan-chart">
              <Chart
                option={option}
                height={190}
                label={t("{{title}} over time, with its values in the grid above", { title: charted[0]!.node.title })}
              />
            </section>
          )}
        </div>
        {side === "explain" && (
          <ExplainPanel
            scenario={scenario.id}
            cell={explained}
            structure={structure}
            measureTitle={measureTitle}
            onClose={() => setSide(null)}
          />
        )}
        {side === "history" && (
          <HistoryPanel
            scenario={scenario}
            onClose={() => setSide(null)}
            onRevert={(to) => planSend.revert(scenario.id, to).then(() => planMoved(scenario.id), sayProblem)}
          />
        )}
      </div>
      <PlanDialogs
        gestures={gestures}
        edits={edits}
        structure={structure}
        view={view}
        measureTitle={measureTitle}
        onClosed={() => grid.current?.focus()}
      />
    </div>
  );
}
