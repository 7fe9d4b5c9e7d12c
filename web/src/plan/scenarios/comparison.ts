import type { Comparison, ComparisonRow, FigureDirection } from "../../api/scenarios";
import { t } from "../../i18n";
import { compact, count, money, percent, quantity } from "../../parts/format";

export type FigureUnit = ComparisonRow["unit"];

/** The value of a figure of a plan over the horizon, or over a fiscal year by its label. */
export function figureOf(comparison: Comparison, row: ComparisonRow, plan: number, year: string) {
  const at = comparison.years.indexOf(year);
  const figure = row.plans[plan];
  return at < 0 ? figure?.horizon : figure?.years[at];
}

/** A figure as people read it; amounts short ("1.2 M EUR") or in full. */
export function figureText(value: number | null | undefined, unit: FigureUnit, currency: string, full: boolean): string {
  if (unit === "percent") return percent(value);
  if (unit === "money") return full ? money(value, currency) : compact(value, currency);
  if (unit === "hours") return value === null || value === undefined ? count(value) : `${quantity(value, 0)} h`;
  if (unit === "days") return value === null || value === undefined ? count(value) : t("{{n}} days", { n: quantity(value, 1) });
  return quantity(value, 1);
}

export type Verdict = "better" | "worse" | "higher" | "lower" | "same";

export interface Delta {
  difference: number;
  /** Over the reference; null for shares, whose difference is in points, and where the reference is 0. */
  share: number | null;
  verdict: Verdict;
}

/** What reads as the same is the same: half of the last digit shown of a share, and of anything else this part of the reference. Solving leaves such crumbs. */
const crumbs = 5e-4;

/** How a figure differs from that of the reference; undefined where one of them is not measurable. */
export function deltaOf(
  value: number | null | undefined,
  reference: number | null | undefined,
  unit: FigureUnit,
  better: FigureDirection,
): Delta | undefined {
  if (value === null || value === undefined || reference === null || reference === undefined) return undefined;
  const difference = value - reference;
  const share = unit === "percent" || reference === 0 ? null : difference / Math.abs(reference);
  const least = unit === "percent" ? crumbs : crumbs * Math.abs(reference);
  if (Math.abs(difference) <= least) return { difference: 0, share: share === null ? null : 0, verdict: "same" };
  const up = difference > 0;
  const verdict = better === "neither" ? (up ? "higher" : "lower") : up === (better === "higher") ? "better" : "worse";
  return { difference, share, verdict };
}

/** A difference with its sign, shares in points. */
export function deltaText(delta: Delta, unit: FigureUnit, currency: string, full: boolean): string {
  if (delta.verdict === "same") return t("the same");
  const sign = delta.difference > 0 ? "+" : "−";
  const size = Math.abs(delta.difference);
  if (unit === "percent") return `${sign}${t("{{n}} points", { n: quantity(size * 100, 1) })}`;
  const share = delta.share === null ? "" : ` (${sign}${percent(Math.abs(delta.share))})`;
  return `${sign}${figureText(size, unit, currency, full)}${share}`;
}

/** Rows under the heading of their group, in the order of the answer. */
export function groupsOf(rows: readonly ComparisonRow[]): { group: string; rows: ComparisonRow[] }[] {
  const groups: { group: string; rows: ComparisonRow[] }[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last?.group === row.group) last.rows.push(row);
    else groups.push({ group: row.group, rows: [row] });
  }
  return groups;
}

/** The plan that is best in a figure; undefined where fewer than two are measured or all are the same. */
export function bestOf(
  comparison: Comparison,
  figure: string,
  year: string,
): { plan: number; value: number; row: ComparisonRow } | undefined {
  const row = comparison.rows.find((one) => one.figure === figure);
  if (!row || row.better === "neither") return undefined;
  const sign = row.better === "higher" ? 1 : -1;
  const values = comparison.plans.map((_, plan) => figureOf(comparison, row, plan, year)?.value ?? null);
  const known = values.flatMap((value, plan) => (value === null ? [] : [{ plan, value }]));
  if (known.length < 2) return undefined;
  const best = known.reduce((a, b) => (b.value * sign > a.value * sign ? b : a));
  const worst = known.reduce((a, b) => (b.value * sign < a.value * sign ? b : a));
  return deltaOf(best.value, worst.value, row.unit, row.better)?.verdict === "same" ? undefined : { ...best, row };
}

/** The comparison in a sentence: who serves best, who earns most, who keeps the most cash. */
export function headline(comparison: Comparison, year: string): string {
  if (comparison.plans.length < 2) return t("Choose a second scenario to compare.");
  const say = (figure: string, sentence: (plan: string, value: string) => string) => {
    const best = bestOf(comparison, figure, year);
    return best && sentence(comparison.plans[best.plan]!, figureText(best.value, best.row.unit, comparison.currency, false));
  };
  const parts = [
    say("service_in_time", (plan, value) => t("{{plan}} serves best ({{value}} in time)", { plan, value })),
    say("margin", (plan, value) => t("{{plan}} earns the most margin ({{value}})", { plan, value })),
    say("cash_lowest", (plan, value) => t("{{plan}} keeps the most cash (never below {{value}})", { plan, value })),
  ].filter((part) => part !== undefined);
  if (parts.length > 0) return `${parts.join("; ")}.`;
  const measured = comparison.rows.some((row) => row.plans.filter((plan) => plan.horizon.value !== null).length > 1);
  return measured
    ? t("The scenarios do not differ in service, margin or cash.")
    : t("Fewer than two of the scenarios are computed: there is nothing to compare yet.");
}

/** The scenarios compared: those of the address that exist; else those of the cycle; else the newest that are not archived. */
export function comparedOf<T extends { id: number; archived: boolean }>(
  all: readonly T[],
  address: string,
  cycle: readonly number[] | undefined,
  most = 8,
): T[] {
  const named = address.split(",").map(Number);
  const found =
    address === "" ? [] : all.filter((one) => named.includes(one.id)).toSorted((a, b) => named.indexOf(a.id) - named.indexOf(b.id));
  if (found.length > 0) return found.slice(0, most);
  const open = all.filter((one) => !one.archived);
  const inCycle = open.filter((one) => cycle?.includes(one.id));
  return (inCycle.length > 1 ? inCycle : open).slice(0, most);
}

/** A line of values by bucket as points in a box; the scale spans all lines that stand beside each other. Gaps are left out. */
export function sparkPoints(
  values: readonly (number | null)[],
  low: number,
  high: number,
  width: number,
  height: number,
): [number, number][] {
  const span = high - low || 1;
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  return values.flatMap((value, index) =>
    value === null ? [] : [[index * step, height - ((value - low) / span) * height] as [number, number]],
  );
}
