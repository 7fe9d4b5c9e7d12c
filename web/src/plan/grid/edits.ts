import type { EntryBody, Members, PlanStructure, Unit } from "../contract";
import type { Column } from "./columns";
import type { Row } from "./rows";

/** Whether a cell may be typed into, and if not, why. */
export interface Verdict {
  allowed: boolean;
  reason: string;
  /** Roles that may do it all the same, with a reason on record. */
  overrides: readonly string[];
  /** The buckets an edit goes to: for a total those at its end that may be edited. */
  from: number;
  to: number;
}

const past = "The past is what happened: it is not planned.";

/** The value of a cell; null where there is none. */
export function valueAt(row: Row, column: Column): number | null {
  const { answer, index } = row.node;
  if (column.kind === "bucket") return row.cells.values[index * (answer.to - answer.from + 1) + column.index] ?? null;
  const [values, count] =
    column.kind === "quarter" ? [row.cells.quarters, answer.quarterLabels.length] : [row.cells.years, answer.yearLabels.length];
  return values[index * count + column.index] ?? null;
}

function inBucket(row: Row, structure: PlanStructure, bucket: number): Omit<Verdict, "from" | "to"> {
  const zone = structure.buckets[bucket]?.zone ?? "past";
  const edit = row.cells.editable.find((one) => one.zone === zone);
  if (!edit) return { allowed: false, reason: zone === "past" ? past : `Nothing is edited in the ${zone} zone.`, overrides: [] };
  const refused = row.cells.refused[row.node.index];
  if (edit.allowed && refused) return { allowed: false, reason: refused, overrides: [] };
  return edit;
}

/** May this cell be typed into? A total may when its last buckets may. */
export function verdictAt(row: Row, column: Column, structure: PlanStructure): Verdict {
  const noTotal = row.cells.noTotal[row.node.index];
  if (noTotal) return { allowed: false, reason: noTotal, overrides: [], from: column.from, to: column.to };
  const last = inBucket(row, structure, column.to);
  let from = column.to;
  while (from > column.from) {
    const before = inBucket(row, structure, from - 1);
    if (before.allowed !== last.allowed || before.overrides.join() !== last.overrides.join()) break;
    from--;
  }
  return { allowed: last.allowed, reason: last.reason, overrides: last.overrides, from, to: column.to };
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
  edit: { rule: EntryBody["rule"]; value?: number; unit: Unit; filter: Members },
): EntryBody {
  const { from, to } = verdictAt(row, column, structure);
  const entry: EntryBody = {
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
  const fixed = edit.rule === "set" ? sumBetween(row, column.from, from - 1) : 0;
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
export function joined(entries: readonly EntryBody[]): EntryBody[] {
  const result: EntryBody[] = [];
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
