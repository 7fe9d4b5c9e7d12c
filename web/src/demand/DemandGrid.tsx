import "../plan/plan.css";
import { Button, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { get } from "../api/queries";
import type { PlanStructure, Scenario } from "../api/types";
import { t } from "../i18n";
import { Panel } from "../parts/Page";
import { ProblemAlert } from "../parts/Problem";
import { Empty, Loading } from "../parts/States";
import { coordinatesOf, valueAt } from "../plan/grid/edits";
import { PlanGrid } from "../plan/grid/PlanGrid";
import { areaOf, placeOf, type Selection } from "../plan/grid/selection";
import { PlanDialogs } from "../plan/PlanDialogs";
import { ExplainPanel } from "../plan/panels/ExplainPanel";
import { StatusLine } from "../plan/StatusLine";
import { useEdits } from "../plan/useEdits";
import { useGestures } from "../plan/useGestures";
import { usePlanData } from "../plan/usePlanData";
import { measureTitles, type View } from "../plan/view";
import { LoadPanel } from "./LoadPanel";
import { type DemandState, type DemandView, treeBelow } from "./state";

const measures = [
  "sales_history",
  "statistical_forecast",
  "event_effect",
  "sales_input",
  "marketing_input",
  "finance_input",
  "consensus_demand",
  "order_backlog",
  "budget_quantity",
];

interface Props {
  scenario: Scenario;
  structure: PlanStructure;
  state: DemandState;
  view: DemandView;
  onChange: (changes: Partial<DemandState>) => void;
}

/** The part chosen as a planning grid: each function types its input, the demand planner overrides the consensus; beside it what that asks of resources and stock. */
export function DemandGrid({ scenario, structure, state, view, onChange }: Props) {
  const sheetView = useMemo<View>(
    () => ({
      level: treeBelow(view.part, structure),
      measures: measures.filter((name) => structure.measures.some((one) => one.name === name)),
      unit: view.unit,
      filter: view.part,
      from: Math.max(0, structure.firstPlanned - 3),
      to: structure.buckets.length - 1,
      quarters: false,
      years: true,
      depth: 0,
    }),
    [view.part, view.unit, structure],
  );
  const registry = useQuery(get.measures());
  const measureTitle = useMemo(() => measureTitles(registry.data), [registry.data]);
  const data = usePlanData(scenario.id, structure, sheetView);
  const edits = useEdits(scenario.id);
  const [selection, setSelection] = useState<Selection | null>(null);
  const grid = useRef<{ focus: () => void }>(null);
  const { rows, columns } = data;
  const area = useMemo(() => {
    if (!selection) return undefined;
    const rowAt = new Map(rows.map((row, index) => [row.key, index]));
    const columnAt = new Map(columns.map((column, index) => [column.key, index]));
    const active = placeOf(selection.active, rowAt, columnAt);
    return active && { active, ...areaOf(placeOf(selection.anchor, rowAt, columnAt) ?? active, active) };
  }, [selection, rows, columns]);
  const [row, column] = [area && rows[area.active.row], area && columns[area.active.column]];
  const sheet = useMemo(
    () => ({ rows, columns, structure, unit: view.unit, filter: view.part }),
    [rows, columns, structure, view.unit, view.part],
  );
  const explain = () => onChange({ side: state.side === "explain" ? "load" : "explain" });
  const gestures = useGestures({ sheet, edits, toggle: data.toggle, explain });
  const values = useMemo(() => {
    if (!area) return [];
    const buckets = columns.slice(Math.max(0, area.left), area.right + 1).filter((one) => one.kind === "bucket");
    return rows.slice(area.top, area.bottom + 1).flatMap((one) => buckets.map((at) => valueAt(one, at)));
  }, [area, rows, columns]);
  const explained = useMemo(() => {
    if (!row || !column) return null;
    // What stands in past buckets of a plan is what came of it.
    const actual = column.zone === "past" ? registry.data?.find((one) => one.name === row.cells.name)?.actual : undefined;
    return {
      measure: actual ?? row.cells.name,
      coordinates: coordinatesOf(row, view.part),
      from: column.from,
      to: column.to,
      unit: view.unit,
    };
  }, [row, column, view.part, view.unit, registry.data]);
  return (
    <Panel
      title={t("Inputs and consensus")}
      aside={
        <div className="filters">
          <span className="quiet small">{t("Type, paste, drag to fill; + opens items; e explains; Ctrl+Z undoes")}</span>
          <Button size="compact-xs" variant="default" onClick={() => gestures.perform("change", area)}>
            {t("Change by rule …")}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => gestures.perform("undo", area)}>
            {t("Undo")}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => gestures.perform("redo", area)}>
            {t("Redo")}
          </Button>
          <SegmentedControl
            size="xs"
            aria-label={t("Beside the grid")}
            value={state.side === "explain" ? "explain" : "load"}
            onChange={(side) => onChange({ side })}
            data={[
              { value: "load", label: t("Load and stock") },
              { value: "explain", label: t("Explain") },
            ]}
          />
        </div>
      }
    >
      {!!data.error && <ProblemAlert error={data.error} onRetry={() => data.refetch()} />}
      <div className="plan-work demand-work">
        <div className="plan-main">
          <div className="plan-box demand-box">
            {data.loading && <Loading what={t("the plan")} />}
            {data.answer && rows.length === 0 && (
              <Empty title={t("Nothing is planned here")}>{t("No series of the plan belongs to this part.")}</Empty>
            )}
            {rows.length > 0 && (
              <PlanGrid
                label={t("Inputs and consensus of the part")}
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
        </div>
        {state.side === "explain" ? (
          <ExplainPanel
            scenario={scenario.id}
            cell={explained}
            structure={structure}
            measureTitle={measureTitle}
            onClose={() => onChange({ side: "load" })}
          />
        ) : (
          <LoadPanel scenario={scenario} structure={structure} part={view.part} />
        )}
      </div>
      <PlanDialogs
        gestures={gestures}
        edits={edits}
        structure={structure}
        view={sheetView}
        measureTitle={measureTitle}
        onClosed={() => grid.current?.focus()}
      />
    </Panel>
  );
}
