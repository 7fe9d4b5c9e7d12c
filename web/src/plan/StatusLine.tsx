import type { PlanStructure } from "../api/types";
import { t } from "../i18n";
import { bucketLabel, plural, quantity } from "../parts/format";
import type { Column } from "./grid/columns";
import { valueAt, verdictAt } from "./grid/edits";
import { exact } from "./grid/numbers";
import type { Row } from "./grid/rows";
import { type CellState, cellKey } from "./grid/states";

interface Props {
  row: Row | undefined;
  column: Column | undefined;
  /** Every selected value. */
  values: readonly (number | null)[];
  structure: PlanStructure;
  states: ReadonlyMap<string, CellState>;
  measureTitle: (name: string) => string;
}

/** Below the grid: what the active cell is, its value in full, why it cannot be edited; at the right the sum of the selection. */
export function StatusLine({ row, column, values, structure, states, measureTitle }: Props) {
  const known = values.filter((value): value is number => value !== null);
  const sum = known.reduce((total, value) => total + value, 0);
  let text = "";
  let tone = "quiet";
  if (row && column) {
    const unit = row.cells.units[row.node.index];
    const value = valueAt(row, column);
    const verdict = verdictAt(row, column, structure);
    const state = states.get(cellKey(row.key, column.key));
    const noTotal = row.cells.noTotal[row.node.index];
    const parts = [
      row.node.title,
      measureTitle(row.cells.name),
      bucketLabel(column.label),
      value === null ? t("no value") : `${exact(Number(value.toPrecision(12)))} ${unit ?? ""}`.trim(),
    ];
    text = parts.join(" · ");
    const why = state?.message ?? noTotal ?? (verdict.allowed ? undefined : verdict.reason);
    if (why) text += ` · ${why}`;
    if (state?.kind === "error") tone = "c-error";
    if (verdict.allowed && column.kind !== "bucket" && verdict.from > column.from)
      text += ` · ${t("What is typed goes to {{from}} – {{to}}", { from: bucketLabel(structure.buckets[verdict.from]), to: bucketLabel(structure.buckets[verdict.to]) })}`;
  }
  return (
    <div className="plan-status">
      <span className={tone} role="status">
        {text}
      </span>
      {known.length > 1 && (
        <span className="numbers">
          {t("Sum")} <b>{quantity(sum)}</b> · {t("Average")} <b>{quantity(sum / known.length)}</b> ·{" "}
          {plural(known.length, t("value"), t("values"))}
        </span>
      )}
    </div>
  );
}
