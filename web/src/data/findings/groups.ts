import type { FindingCount } from "../../api/types";

const rank: Record<string, number> = { error: 0, warning: 1, info: 2 };

/** Errors first, then by count, then by name: the order in which people work them off. */
export function bySeverityAndCount(groups: readonly FindingCount[]): FindingCount[] {
  return [...groups].sort((a, b) => (rank[a.severity] ?? 3) - (rank[b.severity] ?? 3) || b.count - a.count || a.code.localeCompare(b.code));
}

/** Groups of a severity and an area; an empty filter takes all. */
export function groupsOf(groups: readonly FindingCount[], severity: string, area: string): FindingCount[] {
  return groups.filter(
    (group) => group.count > 0 && (severity === "" || group.severity === severity) && (area === "" || group.area === area),
  );
}
