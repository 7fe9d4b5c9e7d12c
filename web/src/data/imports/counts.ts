import type { ImportInfo, ImportTableCounts } from "../../api/types";

export interface Totals {
  read: number;
  accepted: number;
  rejected: number;
  duplicates: number;
  added: number;
  changed: number;
  unchanged: number;
}

/** Sums over the tables of an import. */
export function totals(tables: readonly ImportTableCounts[]): Totals {
  const sum: Totals = { read: 0, accepted: 0, rejected: 0, duplicates: 0, added: 0, changed: 0, unchanged: 0 };
  for (const table of tables) for (const key of Object.keys(sum) as (keyof Totals)[]) sum[key] += Number(table[key]);
  return sum;
}

/** Whether undo or restore applies. */
export const canUndo = (info: Pick<ImportInfo, "status">) => info.status === "live";
export const canRestore = (info: Pick<ImportInfo, "status">) => info.status === "undone";
