import type { TableRows } from "../api/types";

export type Cell = TableRows["rows"][number][number];

/** Rows of the table browser as objects by column name. */
export function records(rows: TableRows | undefined): Record<string, Cell>[] {
  if (!rows) return [];
  return rows.rows.map((cells) => Object.fromEntries(rows.columns.map((column, index) => [column, cells[index] ?? null])));
}
