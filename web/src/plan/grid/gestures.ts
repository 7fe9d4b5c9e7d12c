import type { Entry, Members, PlanStructure, Unit } from "../../api/types";
import type { Edit } from "../useEdits";
import type { Column } from "./columns";
import { entryOf, joined, valueAt, verdictAt } from "./edits";
import type { Row } from "./rows";
import type { Area } from "./selection";
import type { Typed } from "./typed";

export interface Sheet {
  rows: readonly Row[];
  columns: readonly Column[];
  structure: PlanStructure;
  unit: Unit;
  filter: Members;
}

/** Cells of an area that may be typed into, and how many may not, with the first reason. */
export interface Reach {
  cells: { row: Row; column: Column }[];
  refused: number;
  reason?: string;
  /** True when all refused cells may be edited all the same, with a reason. */
  mayOverride: boolean;
  area: Area;
}

/** What of an area can be edited. Totals count where they stand alone; beside their buckets they would say the same twice. */
export function reachOf(sheet: Sheet, area: Area): Reach {
  const columns = sheet.columns.slice(Math.max(0, area.left), area.right + 1);
  const buckets = columns.filter((column) => column.kind === "bucket");
  const reach: Reach = { cells: [], refused: 0, mayOverride: true, area };
  for (const row of sheet.rows.slice(area.top, area.bottom + 1)) {
    for (const column of buckets.length > 0 ? buckets : columns) {
      const verdict = verdictAt(row, column, sheet.structure);
      if (verdict.allowed) {
        reach.cells.push({ row, column });
        continue;
      }
      reach.mayOverride &&= verdict.mayOverride;
      reach.refused++;
      reach.reason ??= verdict.reason;
    }
  }
  return reach;
}

const cellOf = ({ row, column }: { row: Row; column: Column }, text?: string) => ({ row: row.key, column: column.key, text });

/** The same rule for every cell: typed text, a reset, a lock. */
export function sameForAll(
  sheet: Sheet,
  cells: Reach["cells"],
  rule: Entry["rule"],
  value: number | undefined,
  text: string,
  more: Partial<Entry> = {},
): Edit {
  return {
    entries: joined(
      cells.map(({ row, column }) => ({
        ...entryOf(row, column, sheet.structure, { rule, value, unit: sheet.unit, filter: sheet.filter }),
        ...more,
      })),
    ),
    cells: cells.map((cell) => cellOf(cell, text)),
  };
}

/** What was typed into one cell. */
export function typedInto(sheet: Sheet, cells: Reach["cells"], typed: Typed, text: string): Edit | { problem: string } {
  if (typed.problem !== undefined) return { problem: typed.problem };
  return sameForAll(sheet, cells, typed.rule, typed.value, text);
}

/** A pasted block, from the upper left cell of the selection on; a block of one cell, or one that fits several times, fills the selection. */
export function pastedInto(
  sheet: Sheet,
  values: readonly (readonly (number | undefined)[])[],
  area: Area,
): { edit: Edit; outside: number; refused: number; reason?: string } {
  const height = values.length;
  const width = Math.max(0, ...values.map((row) => row.length));
  const [tall, wide] = [area.bottom - area.top + 1, area.right - area.left + 1];
  const repeats = height > 0 && width > 0 && tall % height === 0 && wide % width === 0;
  const [rows, columns] = repeats ? [tall, wide] : [height, width];
  const result: ReturnType<typeof pastedInto> = { edit: { entries: [], cells: [] }, outside: 0, refused: 0 };
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const value = values[r % height]![c % width];
      if (value === undefined) continue;
      const [row, column] = [sheet.rows[area.top + r], sheet.columns[area.left + c]];
      if (!row || !column) {
        result.outside++;
        continue;
      }
      // What was copied together with its totals is pasted without them: the buckets say it already.
      if (column.kind !== "bucket" && columns > 1) continue;
      const verdict = verdictAt(row, column, sheet.structure);
      if (!verdict.allowed) {
        result.refused++;
        result.reason ??= verdict.reason;
        continue;
      }
      result.edit.entries.push(entryOf(row, column, sheet.structure, { rule: "set", value, unit: sheet.unit, filter: sheet.filter }));
      result.edit.cells.push({ row: row.key, column: column.key, text: String(value) });
    }
  }
  result.edit.entries = joined(result.edit.entries);
  return result;
}

/** The values of an area that continue it into another: its last rows or columns over and over. */
export function fillValues(sheet: Sheet, from: Area, to: Area): (number | undefined)[][] {
  const values: (number | undefined)[][] = [];
  const [tall, wide] = [from.bottom - from.top + 1, from.right - from.left + 1];
  const wrap = (n: number, size: number) => ((n % size) + size) % size;
  for (let r = to.top; r <= to.bottom; r++) {
    const line: (number | undefined)[] = [];
    for (let c = to.left; c <= to.right; c++) {
      const row = sheet.rows[from.top + wrap(r - from.top, tall)]!;
      line.push(valueAt(row, sourceColumn(sheet, from, c, wide, wrap)) ?? undefined);
    }
    values.push(line);
  }
  return values;
}

/** Filling along the buckets passes over totals, on both sides. */
function sourceColumn(sheet: Sheet, from: Area, column: number, wide: number, wrap: (n: number, size: number) => number): Column {
  const same = sheet.columns[from.left + wrap(column - from.left, wide)]!;
  if (same.kind === sheet.columns[column]!.kind) return same;
  const alike = sheet.columns.slice(from.left, from.right + 1).filter((one) => one.kind === "bucket");
  return alike[wrap(column - from.left, Math.max(1, alike.length))] ?? same;
}
