import type { FamilySheet, SheetRow } from "../api/finance";

/** What a figure of the sheet is set beside. */
export const comparisons = ["record", "budget", "year"] as const;
export type Comparison = (typeof comparisons)[number];

export interface SheetCell {
  value: number | null;
  /** The difference as a share of what it is compared with; only in lines of differences. */
  share?: number | null;
  /** The measure that explains the value; null where it is computed from others. */
  measure: string | null;
}

export interface SheetLine {
  key: string;
  kind: "value" | "compared" | "difference";
  row: SheetRow;
  cells: SheetCell[];
}

/** What stands in a bucket: what came in the past, the plan ahead; of a bucket that the cut-off splits both together. */
export function valueAt(row: SheetRow, at: number): number | null {
  const [plan, actual] = [row.plan[at] ?? null, row.actual[at] ?? null];
  if (plan === null || actual === null) return plan ?? actual;
  return row.atEnd ? plan : plan + actual;
}

/** What a value is compared with: the plan of record that held for the bucket, the budget, or the year before. */
export function comparedAt(row: SheetRow, at: number, past: number, comparison: Comparison): number | null {
  if (comparison === "budget") return row.budget[at] ?? null;
  if (comparison === "year") return row.yearBefore[at] ?? null;
  return (at < past ? row.recorded[at] : row.before[at]) ?? null;
}

export function difference(value: number | null, other: number | null): { value: number | null; share: number | null } {
  if (value === null || other === null) return { value: null, share: null };
  return { value: value - other, share: other === 0 ? null : (value - other) / Math.abs(other) };
}

/** The lines of the table: each row of the sheet, and below it what it is compared with and the difference, where there is such. */
export function linesOf(sheet: FamilySheet, firstPlanned: number, comparison: Comparison): SheetLine[] {
  const past = firstPlanned - sheet.first;
  return sheet.rows.flatMap((row) => {
    const at = Array.from({ length: sheet.last - sheet.first + 1 }, (_, index) => index);
    const values: SheetLine = {
      key: row.name,
      kind: "value",
      row,
      cells: at.map((index) => ({ value: valueAt(row, index), measure: index < past ? row.actualMeasure : row.measure })),
    };
    const others = at.map((index) => comparedAt(row, index, past, comparison));
    if (others.every((value) => value === null)) return [values];
    return [
      values,
      { key: `${row.name} compared`, kind: "compared", row, cells: others.map((value) => ({ value, measure: null })) },
      {
        key: `${row.name} difference`,
        kind: "difference",
        row,
        cells: at.map((index) => ({ ...difference(values.cells[index]!.value, others[index] ?? null), measure: null })),
      },
    ];
  });
}

/** What the sheet is compared with at first: plans of record where there are some, else the budget, else the year before. */
export function comparisonAtFirst(sheet: FamilySheet): Comparison {
  if (sheet.plans.length > 0 || sheet.before !== null) return "record";
  return sheet.rows.some((row) => row.budget.some((value) => value !== null)) ? "budget" : "year";
}

export const rowOf = (sheet: FamilySheet, name: string) => sheet.rows.find((row) => row.name === name);
