import type { RejectedRow } from "../../api/types";

/** Changed cells by row id. A row without a change has no entry. */
export type Drafts = Readonly<Record<number, Readonly<Record<string, string>>>>;

const original = (row: RejectedRow, column: string) => row.values[column] ?? "";

export function shownValue(drafts: Drafts, row: RejectedRow, column: string): string {
  return drafts[row.id]?.[column] ?? original(row, column);
}

/** One cell typed over. Typing the old value again takes the change away. */
export function edit(drafts: Drafts, row: RejectedRow, column: string, value: string): Drafts {
  const cells = { ...drafts[row.id] };
  if (value === original(row, column)) delete cells[column];
  else cells[column] = value;
  const after = { ...drafts, [row.id]: cells };
  if (Object.keys(cells).length === 0) delete after[row.id];
  return after;
}

/** The cells of a block copied from a spreadsheet: rows by line end, cells by tab. */
export function parseBlock(text: string): string[][] {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => line.split("\t").map((cell) => cell.trim()));
}

/** Lays a block over the grid from a cell on; what reaches beyond the last row or column is dropped. */
export function paste(
  drafts: Drafts,
  rows: readonly RejectedRow[],
  columns: readonly string[],
  atRow: number,
  atColumn: number,
  block: string[][],
): Drafts {
  let after = drafts;
  block.forEach((cells, down) => {
    const row = rows[atRow + down];
    if (!row) return;
    cells.forEach((value, right) => {
      const column = columns[atColumn + right];
      if (column !== undefined) after = edit(after, row, column, value);
    });
  });
  return after;
}

/** The full set of values to submit: what came, with the changes over it, empty cells null. */
export function correction(
  drafts: Drafts,
  row: RejectedRow,
  columns: readonly string[],
): { rejectedRowId: number; values: Record<string, string | null> } {
  const values: Record<string, string | null> = {};
  for (const column of columns) values[column] = shownValue(drafts, row, column).trim() || null;
  return { rejectedRowId: row.id, values };
}

/** Drafts without the rows that were repaired. */
export function without(drafts: Drafts, ids: readonly number[]): Drafts {
  const after = { ...drafts };
  for (const id of ids) delete after[id];
  return after;
}

/** The columns to show: those with a problem first after the key, then the rest in the table's order. */
export function columnOrder(columns: readonly { name: string; key: boolean }[], rows: readonly RejectedRow[]): string[] {
  const bad = new Set(
    rows.flatMap((row) => row.problems.map((problem) => problem.field).filter((field) => field !== null && field !== undefined)),
  );
  const weight = (column: { name: string; key: boolean }) => (bad.has(column.name) ? 0 : column.key ? 1 : 2);
  return columns
    .map((column, index) => ({ column, index }))
    .sort((a, b) => weight(a.column) - weight(b.column) || a.index - b.index)
    .map((one) => one.column.name);
}
