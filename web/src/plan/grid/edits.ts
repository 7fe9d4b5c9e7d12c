import type { Entry, Members, PlanStructure, Unit } from "../../api/types";
import { t } from "../../i18n";
import type { Column } from "./columns";
import type { Row } from "./rows";

/** Whether a cell may be typed into, and if not, why. */
export interface Verdict {
  allowed: boolean;
  reason: string;
  /** True when the caller may do it all the same, with a reason on record. */
  mayOverride: boolean;
  /** The buckets an edit goes to: for a total those at its end that may be edited. */
  from: number;
  to: number;
}

/** The value of a cell; null where there is none. */
export function valueAt(row: Row, column: Column): number | null {
  const { answer, index } = row.node;
  if (column.kind === "bucket") return row.cells.values[index * (answer.to - answer.from + 1) + column.index] ?? null;
  const [values, count] =
    column.kind === "quarter" ? [row.cells.quarters, answer.quarterLabels.length] : [row.cells.years, answer.yearLabels.length];
  return values[index * count + column.index] ?? null;
}

const closed = { allowed: false, mayOverride: false };

function inBucket(row: Row, structure: PlanStructure, bucket: number): Omit<Verdict, "from" | "to"> {
  const zone = structure.buckets[bucket]?.zone ?? null;
  const edit = row.cells.editable.find((one) => one.zone === zone);
  if (!edit) return { ...closed, reason: t("Nothing is edited here.") };
  const refused = row.cells.refused[row.node.index];
  if (edit.allowed && refused) return { ...closed, reason: refused };
  return edit;
}

/** May this cell be typed into? A total may when its last buckets may. */
export function verdictAt(row: Row, column: Column, structure: PlanStructure): Verdict {
  const { from: first, to } = column;
  const noTotal = row.cells.noTotal[row.node.index];
  if (noTotal) return { ...closed, reason: noTotal, from: first, to };
  if (first < row.node.answer.from || to > row.node.answer.to)
    return { ...closed, reason: t("A part of it is outside of the buckets shown. Show them all to type a total."), from: first, to };
  const last = inBucket(row, structure, to);
  let from = to;
  while (from > first) {
    const before = inBucket(row, structure, from - 1);
    if (before.allowed !== last.allowed || before.mayOverride !== last.mayOverride) break;
    from--;
  }
  return { allowed: last.allowed, reason: last.reason, mayOverride: last.mayOverride, from, to };
}

/** How much of a cell is locked; a total is where all its buckets are. */
export function lockAt(row: Row, column: Column): "none" | "part" | "all" {
  const { locked, series } = row.cells;
  const { answer, index } = row.node;
  if (locked.length === 0) return "none";
  const width = answer.to - answer.from + 1;
  let [some, all] = [false, true];
  for (let bucket = Math.max(column.from, answer.from); bucket <= Math.min(column.to, answer.to); bucket++) {
    const count = locked[index * width + bucket - answer.from] ?? 0;
    some ||= count > 0;
    all &&= count > 0 && count === series[index];
  }
  return all ? "all" : some ? "part" : "none";
}

/** True when some series of a cell has another value than the stage wrote. */
export function editedAt(row: Row, column: Column): boolean {
  const { answer, index } = row.node;
  return column.kind === "bucket" && (row.cells.edited[index * (answer.to - answer.from + 1) + column.index] ?? 0) > 0;
}

/** The part of the plan a row stands for: its members within the filter. */
export function coordinatesOf(row: Row, filter: Members): Members {
  return { ...filter, ...Object.fromEntries(row.node.path.map(([attribute, member]) => [attribute, [member]])) };
}

/** What an edit does, as an entry: the rule for the buckets of a cell that may be edited. */
export function entryOf(
  row: Row,
  column: Column,
  structure: PlanStructure,
  edit: { rule: Entry["rule"]; value?: number; unit: Unit; filter: Members },
): Entry {
  const { from, to } = verdictAt(row, column, structure);
  const entry: Entry = {
    measure: row.cells.name,
    coordinates: coordinatesOf(row, edit.filter),
    from,
    to,
    rule: edit.rule,
    unit: edit.unit,
  };
  if (edit.value === undefined) return entry;
  if (column.kind === "bucket") return { ...entry, value: edit.value };
  // A typed total counts what stands in its buckets that are not edited; what is left goes to the others.
  const fixed = edit.rule === "set" && row.cells.overTime === "sum" ? sumBetween(row, column.from, from - 1) : 0;
  return { ...entry, value: edit.rule === "multiply" ? edit.value : edit.value - fixed, total: edit.rule !== "multiply" };
}

/** Sum of the buckets of a row; without any 0. */
export function sumBetween(row: Row, from: number, to: number): number {
  const { answer, index } = row.node;
  const width = answer.to - answer.from + 1;
  let sum = 0;
  for (let bucket = from; bucket <= to; bucket++) sum += row.cells.values[index * width + bucket - answer.from] ?? 0;
  return sum;
}

/** Entries for neighbouring buckets that do the same become one. */
export function joined(entries: readonly Entry[]): Entry[] {
  const result: Entry[] = [];
  for (const entry of entries) {
    const last = result.at(-1);
    const same =
      last &&
      !last.total &&
      !entry.total &&
      last.to + 1 === entry.from &&
      last.rule === entry.rule &&
      last.value === entry.value &&
      last.measure === entry.measure &&
      last.shift === entry.shift &&
      JSON.stringify(last.coordinates) === JSON.stringify(entry.coordinates);
    if (same) last.to = entry.to;
    else result.push({ ...entry });
  }
  return result;
}
