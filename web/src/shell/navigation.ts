import {
  IconAlertTriangle,
  IconCalendar,
  IconCamera,
  IconChartLine,
  IconDatabaseImport,
  IconGauge,
  IconGitBranch,
  IconHistory,
  IconLayoutGrid,
  IconListSearch,
  IconRulerMeasure,
  IconTable,
  IconTopologyStar3,
  IconUsers,
} from "@tabler/icons-react";
import type { Permission } from "../api/types";

export interface Destination {
  to: string;
  label: string;
  /** Pressed after "g". */
  key: string;
  icon: typeof IconGauge;
  count?: "rejected" | "errors";
  /** Shown only to whom the page shows anything. */
  needs?: Permission;
}

/** The menu, by S&OP step. A step appears when it exists. */
export const steps: { title: string; pages: Destination[] }[] = [
  {
    title: "Data",
    pages: [
      { to: "/data", label: "Overview", key: "o", icon: IconGauge },
      { to: "/data/imports", label: "Imports", key: "i", icon: IconDatabaseImport },
      { to: "/data/findings", label: "Findings", key: "f", icon: IconListSearch },
      { to: "/data/rejected-rows", label: "Rejected rows", key: "r", icon: IconAlertTriangle, count: "rejected" },
      { to: "/data/tables", label: "Master data", key: "m", icon: IconTable },
      { to: "/data/network", label: "Supply network", key: "n", icon: IconTopologyStar3 },
      { to: "/data/history", label: "History", key: "h", icon: IconChartLine },
      { to: "/data/snapshots", label: "Snapshots", key: "s", icon: IconCamera },
    ],
  },
  {
    title: "Demand review",
    pages: [
      { to: "/plan", label: "Plan", key: "p", icon: IconLayoutGrid },
      { to: "/scenarios", label: "Scenarios", key: "b", icon: IconGitBranch },
    ],
  },
  {
    title: "Reference",
    pages: [
      { to: "/reference/calendar", label: "Calendar", key: "c", icon: IconCalendar },
      { to: "/reference/measures", label: "Measures", key: "k", icon: IconRulerMeasure },
    ],
  },
  {
    title: "Administration",
    pages: [
      { to: "/people", label: "People", key: "w", icon: IconUsers, needs: "manage_people" },
      { to: "/audit", label: "Audit log", key: "l", icon: IconHistory, needs: "read_audit" },
    ],
  },
];

/** The menu of somebody who lacks these permissions. */
export function menuFor(lacking: Readonly<Record<string, string>>) {
  return steps
    .map((step) => ({ ...step, pages: step.pages.filter((page) => !page.needs || !(page.needs in lacking)) }))
    .filter((step) => step.pages.length > 0);
}

export const keys = new Map(steps.flatMap((step) => step.pages.map((page) => [page.key, page.to] as const)));

/** The menu entry a path belongs to: the longest one that starts it; an item belongs to the master data. */
export function currentPage(path: string): string | undefined {
  if (path.startsWith("/data/items")) return "/data/tables";
  return [...keys.values()].filter((to) => path === to || path.startsWith(`${to}/`)).sort((a, b) => b.length - a.length)[0];
}
