import type { FindingGroup } from "../../api/types";

const rank: Record<string, number> = { error: 0, warning: 1, info: 2 };

/** Errors first, then by count, then by name: the order in which people work them off. */
export function bySeverityAndCount(groups: readonly FindingGroup[]): FindingGroup[] {
  return [...groups].sort((a, b) => (rank[a.severity] ?? 3) - (rank[b.severity] ?? 3) || b.count - a.count || a.code.localeCompare(b.code));
}
