import type { Comparison, ComparisonRow, HeadlineFigure } from "../api/meeting";
import { t } from "../i18n";
import { compact, percent, quantity } from "../parts/format";

/** The figures of a card, in the order an executive asks for them. */
export const cardFigures: readonly string[] = [
  "revenue",
  "budget_gap",
  "margin",
  "margin_percent",
  "service_in_time",
  "stock_value_end",
  "working_capital_end",
  "cash_lowest",
  "utilisation_peak",
  "overtime_cost",
];

/** The unit of a row of the comparison, for people. */
export function unitOf(row: ComparisonRow, currency: string): string {
  return row.unit === "money" ? currency : row.unit === "percent" ? "%" : row.unit === "hours" ? "h" : row.unit === "days" ? t("days") : "";
}

/** A value with its unit: 1.2 M EUR, 97.1 %. */
export function figureText(value: number | null | undefined, unit: string | null): string {
  if (unit === "%") return percent(value);
  if (unit === "ratio" || unit === "") return quantity(value);
  return compact(value, unit ?? "");
}

/** How much of a figure's size a change must be to be spoken of. */
const negligible = 0.0005;

export interface Change {
  /** The change with its unit; of a share in points. */
  text: string;
  arrow: "▲" | "▼" | "=";
  /** How it is to be taken, in words too: colour is never the only sign. */
  word: string;
  tone: "ok" | "error" | "quiet";
}

/** A value beside the one it is compared with. */
export function changeOf(
  value: number | null,
  other: number | null | undefined,
  unit: string,
  better: ComparisonRow["better"],
): Change | undefined {
  if (value === null || other === null || other === undefined) return undefined;
  const delta = value - other;
  const size = Math.max(Math.abs(value), Math.abs(other));
  if (size === 0 || Math.abs(delta) <= negligible * size) return { text: t("the same"), arrow: "=", word: t("the same"), tone: "quiet" };
  const sign = delta > 0 ? "+" : "−";
  const text = unit === "%" ? `${sign}${quantity(Math.abs(delta) * 100, 1)} ${t("points")}` : `${sign}${figureText(Math.abs(delta), unit)}`;
  const good = better === "neither" ? null : delta > 0 === (better === "higher");
  return {
    text,
    arrow: delta > 0 ? "▲" : "▼",
    word: good === null ? (delta > 0 ? t("more") : t("less")) : good ? t("better") : t("worse"),
    tone: good === null ? "quiet" : good ? "ok" : "error",
  };
}

/** The rows of a comparison that stand on a card, in its order. */
export function rowsOf(comparison: Comparison | undefined): ComparisonRow[] {
  return cardFigures.flatMap((name) => comparison?.rows.filter((row) => row.figure === name) ?? []);
}

/** The value of a row for a plan over a period: the horizon, or a fiscal year. */
export function figureOf(row: ComparisonRow, plan: number, period: string, years: readonly string[]) {
  const of = row.plans[plan];
  if (!of) return undefined;
  return period === "horizon" ? of.horizon : of.years[years.indexOf(period)];
}

/** What was approved of a figure over a period. */
export function approvedOf(figures: readonly HeadlineFigure[] | undefined, name: string, period: string): HeadlineFigure | undefined {
  return figures?.find((one) => one.name === name && one.period === period);
}

/**
 * The scenarios to choose among: those the address names, else those of the cycle, the leading one first. Where the cycle has but one, others that
 * are not archived stand beside it, the newest first: one option is no choice.
 */
export function optionsOf(
  cycle: readonly number[],
  scenarios: readonly { id: number; archived: boolean }[],
  asked: string,
  most: number,
): number[] {
  const known = new Set(scenarios.map((one) => one.id));
  const named = asked
    .split(",")
    .map(Number)
    .filter((id) => known.has(id));
  if (named.length > 0) return [...new Set(named)].slice(0, most);
  const own = cycle.filter((id) => known.has(id));
  if (own.length > 1) return own.slice(0, most);
  const others = scenarios.filter((one) => !one.archived).map((one) => one.id);
  return [...new Set([...own, ...others.toSorted((a, b) => b - a)])].slice(0, most);
}

/** Points of a line that fits a box; nothing where there are not two values. */
export function sparkline(values: readonly (number | null)[], width: number, height: number): string {
  const known = values
    .map((value, index) => ({ value, index }))
    .filter((one): one is { value: number; index: number } => one.value !== null);
  if (known.length < 2) return "";
  const all = known.map((one) => one.value);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const step = width / Math.max(1, values.length - 1);
  return known
    .map(
      (one) =>
        `${(one.index * step).toFixed(1)},${(high === low ? height / 2 : height - ((one.value - low) / (high - low)) * height).toFixed(1)}`,
    )
    .join(" ");
}
