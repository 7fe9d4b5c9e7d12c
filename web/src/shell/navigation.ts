import {
  IconAlertTriangle,
  IconBuildingFactory2,
  IconCalendar,
  IconCalendarWeek,
  IconCamera,
  IconChartBubble,
  IconChartHistogram,
  IconChartLine,
  IconCoins,
  IconDatabaseImport,
  IconGauge,
  IconGavel,
  IconGitBranch,
  IconHistory,
  IconLayoutGrid,
  IconListSearch,
  IconRefresh,
  IconReportAnalytics,
  IconRulerMeasure,
  IconTable,
  IconTargetArrow,
  IconTopologyStar3,
  IconUsers,
} from "@tabler/icons-react";
import type { Permission } from "../api/types";
import { t } from "../i18n";

export interface Destination {
  to: string;
  label: string;
  /** Pressed after "g". */
  key: string;
  icon: typeof IconGauge;
  count?: "rejected" | "errors";
  /** Shows a scenario: its address names which. */
  plan?: boolean;
  /** In the menu only while one of its step's pages is open. */
  inner?: boolean;
  /** Shown only to whom the page shows anything. */
  needs?: Permission;
}

export interface Step {
  title: string;
  pages: Destination[];
  /** Named where the pages are folded away until they are asked for. */
  folds?: string;
}

/** The menu, in the order of the cycle. */
export const steps: Step[] = [
  {
    title: t("Cycle"),
    pages: [
      { to: "/cycle", label: t("Cycle"), key: "y", icon: IconRefresh, plan: true },
      { to: "/family", label: t("Families"), key: "a", icon: IconReportAnalytics, plan: true },
    ],
  },
  {
    title: t("Data"),
    pages: [
      { to: "/data", label: t("Overview"), key: "o", icon: IconGauge },
      { to: "/data/imports", label: t("Imports"), key: "i", icon: IconDatabaseImport, inner: true },
      { to: "/data/findings", label: t("Findings"), key: "f", icon: IconListSearch, inner: true },
      { to: "/data/rejected-rows", label: t("Rejected rows"), key: "r", icon: IconAlertTriangle, count: "rejected", inner: true },
      { to: "/data/tables", label: t("Master data"), key: "m", icon: IconTable, inner: true },
      { to: "/data/network", label: t("Supply network"), key: "n", icon: IconTopologyStar3, inner: true },
      { to: "/data/history", label: t("History"), key: "h", icon: IconChartLine, inner: true },
      { to: "/data/snapshots", label: t("Snapshots"), key: "s", icon: IconCamera, inner: true },
    ],
  },
  { title: t("Product review"), pages: [{ to: "/product", label: t("Portfolio"), key: "u", icon: IconChartBubble, plan: true }] },
  {
    title: t("Demand review"),
    pages: [
      { to: "/demand", label: t("Demand"), key: "d", icon: IconChartHistogram, plan: true },
      { to: "/plan", label: t("Planning grid"), key: "p", icon: IconLayoutGrid, plan: true },
    ],
  },
  { title: t("Supply review"), pages: [{ to: "/supply", label: t("Supply"), key: "v", icon: IconBuildingFactory2, plan: true }] },
  {
    title: t("Reconciliation"),
    pages: [
      { to: "/finance", label: t("Finance"), key: "e", icon: IconCoins, plan: true },
      { to: "/scenarios", label: t("Scenarios"), key: "b", icon: IconGitBranch, plan: true },
    ],
  },
  { title: t("Executive review"), pages: [{ to: "/executive", label: t("Decision"), key: "x", icon: IconGavel, plan: true }] },
  {
    title: t("Execution"),
    pages: [
      { to: "/week", label: t("Week"), key: "t", icon: IconCalendarWeek },
      { to: "/kpi", label: t("Key figures"), key: "j", icon: IconTargetArrow, plan: true },
    ],
  },
  {
    title: t("Reference"),
    folds: "reference",
    pages: [
      { to: "/reference/calendar", label: t("Calendar"), key: "c", icon: IconCalendar },
      { to: "/reference/measures", label: t("Measures"), key: "k", icon: IconRulerMeasure },
    ],
  },
  {
    title: t("Administration"),
    folds: "administration",
    pages: [
      { to: "/people", label: t("People"), key: "w", icon: IconUsers, needs: "manage_people" },
      { to: "/audit", label: t("Audit log"), key: "l", icon: IconHistory, needs: "read_audit" },
    ],
  },
];

/** The menu of somebody who lacks these permissions, on a page. */
export function menuFor(lacking: Readonly<Record<string, string>>, here?: string): Step[] {
  return steps
    .map((step) => {
      const open = step.pages.some((page) => page.to === here);
      return { ...step, pages: step.pages.filter((page) => (!page.needs || !(page.needs in lacking)) && (open || !page.inner)) };
    })
    .filter((step) => step.pages.length > 0);
}

export const keys = new Map(steps.flatMap((step) => step.pages.map((page) => [page.key, page.to] as const)));

const pages = new Map(steps.flatMap((step) => step.pages.map((page) => [page.to, page] as const)));

/** Whether a page shows a scenario. */
export function showsPlan(path: string): boolean {
  return pages.get(currentPage(path) ?? "")?.plan ?? false;
}

/** The menu entry a path belongs to: the longest one that starts it; an item belongs to the master data. */
export function currentPage(path: string): string | undefined {
  if (path.startsWith("/data/items")) return "/data/tables";
  return [...keys.values()].filter((to) => path === to || path.startsWith(`${to}/`)).sort((a, b) => b.length - a.length)[0];
}
