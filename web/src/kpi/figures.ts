import type { KeyFigure, KpiStatus, KpiTable } from "../api/kpi";
import { t } from "../i18n";
import { compact, money, none, percent, quantity, wordFor } from "../parts/format";
import type { Tone } from "../parts/Tag";

/** The key figures of the company, forecasts at one lag; the worst first, then in the order of the answer. */
export function shownFigures(table: KpiTable, lag: number): KeyFigure[] {
  const rank: Record<KpiStatus, number> = { missed: 0, near: 1, met: 2, open: 3 };
  return (table.rows[0]?.figures ?? [])
    .filter((one) => one.lag === 0 || one.lag === lag)
    .map((figure, at) => ({ figure, at }))
    .toSorted((a, b) => order(a.figure) - order(b.figure) || a.at - b.at)
    .map((one) => one.figure);

  function order(figure: KeyFigure) {
    return rank[figure.status] + (figure.notMeasurable === null ? 0 : 1);
  }
}

/** Lags at which forecasts were asked for, ascending. */
export function lagsOf(table: KpiTable): number[] {
  return [...new Set((table.rows[0]?.figures ?? []).map((one) => one.lag))].filter((lag) => lag > 0).toSorted((a, b) => a - b);
}

/** The lag shown: that of the address, else the first one with a value, else the first. */
export function lagShown(table: KpiTable, address: string): number {
  const lags = lagsOf(table);
  if (lags.includes(Number(address))) return Number(address);
  const measured = table.rows[0]?.figures.find((one) => one.lag > 0 && one.value !== null);
  return measured?.lag ?? lags[0] ?? 0;
}

/** A value of a key figure in its unit. */
export function valueText(value: number | null | undefined, unit: string, full = false): string {
  if (value === null || value === undefined) return none;
  if (unit === "%") return percent(value);
  if (unit === "days") return t("{{n}} days", { n: quantity(value, 1) });
  if (unit === "turns a year") return t("{{n}} a year", { n: quantity(value, 1) });
  return full ? money(value, unit) : compact(value, unit);
}

/** The value of a figure; with one more digit where it would read as its target without meeting it. */
export function shownValue(figure: Pick<KeyFigure, "value" | "unit" | "targetValue" | "status">): string {
  const text = valueText(figure.value, figure.unit);
  const alike = figure.targetValue !== null && text === valueText(figure.targetValue, figure.unit);
  return alike && figure.unit === "%" && (figure.status === "near" || figure.status === "missed") ? percent(figure.value, 2) : text;
}

/** The same number without its unit's words, as it is typed: percent for shares. */
export const typedScale = (unit: string) => (unit === "%" ? 100 : 1);

export interface StatusLook {
  word: string;
  /** A shape of its own for each, so that colour is never the only sign. */
  shape: string;
  tone: Tone;
}

export function lookOf(figure: Pick<KeyFigure, "status" | "notMeasurable">): StatusLook {
  if (figure.notMeasurable !== null) return { word: t("not measurable"), shape: "–", tone: "quiet" };
  if (figure.status === "missed") return { word: t("missed"), shape: "▼", tone: "error" };
  if (figure.status === "near") return { word: t("near"), shape: "◆", tone: "warning" };
  if (figure.status === "met") return { word: t("met"), shape: "●", tone: "ok" };
  return { word: t("no target"), shape: "○", tone: "quiet" };
}

/** All of it in a sentence: how many miss their target, and which. */
export function sentenceOf(figures: readonly KeyFigure[]): string {
  const of = (status: KpiStatus) => figures.filter((one) => one.status === status && one.notMeasurable === null);
  const [missed, near] = [of("missed"), of("near")];
  const name = (one: KeyFigure) =>
    t("{{title}} ({{value}}, target {{target}})", {
      title: t(one.title),
      value: shownValue(one),
      target: valueText(one.targetValue, one.unit),
    });
  const targets = figures.filter((one) => one.targetValue !== null).length;
  const unknown = figures.filter((one) => one.notMeasurable !== null).length;
  const values = { n: missed.length, all: figures.length, names: missed.map(name).join("; ") };
  const parts: string[] = [];
  if (targets === 0) parts.push(t("No key figure has a target yet."));
  else if (missed.length > 0)
    parts.push(
      wordFor(
        missed.length,
        t("{{n}} of {{all}} key figures misses its target: {{names}}.", values),
        t("{{n}} of {{all}} key figures miss their target: {{names}}.", values),
      ),
    );
  else parts.push(t("No key figure misses its target."));
  if (near.length > 0) parts.push(t("Close to it: {{names}}.", { names: near.map(name).join("; ") }));
  if (unknown > 0)
    parts.push(wordFor(unknown, t("{{n}} is not measurable.", { n: unknown }), t("{{n}} are not measurable.", { n: unknown })));
  return parts.join(" ");
}

/** What a key figure is, as a formula in words. */
export function definitionOf(name: string): string {
  const definitions: Record<string, string> = {
    forecast_accuracy: t(
      "One minus the sum of absolute errors over the sum of demand (1 − WAPE), of the plans of record so many buckets ahead.",
    ),
    bias: t("Forecast less demand, over demand. Above zero too much was forecast."),
    forecast_value_added: t(
      "The accuracy gained against the naive forecast: the same season of the year before. Below zero the process made it worse.",
    ),
    fill_rate: t("Quantity delivered in the bucket it was asked for, over the quantity asked."),
    otif: t("Order lines on time and in full, over all order lines."),
    plan_adherence: t("One minus what production deviated from the plan of record, over what the plan said."),
    utilisation: t("Load over capacity, of all resources whose capacity is known."),
    turns: t("Cost of sales of a year over the average stock value."),
    coverage: t("Days the stock lasts at the demand of the 90 days that follow; by value, as unlike items have one."),
    order_backlog: t("All customer orders not yet shipped, at net prices."),
    obsolescence: t(
      "Value of the stock that will expire or that nobody will ask for within a year, over the stock value, at the end of the horizon.",
    ),
    working_capital: t("Stock value plus receivables less payables, at the end of the horizon."),
    margin_percent: t("Margin over revenue, over the horizon."),
    revenue_growth: t("Revenue of the plan over the actual revenue of the same buckets a year before, less one."),
  };
  return definitions[name] ?? "";
}

/** Where what a key figure lacks is mended. */
export function mendOf(name: string): { to: string; text: string } {
  switch (name) {
    case "forecast_accuracy":
    case "bias":
    case "forecast_value_added":
      return { to: "/executive", text: t("Approve a plan: its forecast is measured when its buckets are past.") };
    case "fill_rate":
    case "otif":
      return { to: "/data/imports/new", text: t("Import sales history with the days asked for and shipped.") };
    case "plan_adherence":
      return { to: "/data/imports/new", text: t("Import what was produced, and approve a plan to hold it against.") };
    case "order_backlog":
      return { to: "/data/imports/new", text: t("Import customer orders.") };
    case "revenue_growth":
      return { to: "/data/history", text: t("See how far the history reaches.") };
    default:
      return { to: "/data/findings", text: t("Compute the plan; if that does not help, the findings say what the data lack.") };
  }
}

/** Over which buckets a key figure is measured. */
export function periodOf(figure: KeyFigure, labels: (bucket: number) => string): string {
  const last = figure.firstBucket + figure.byBucket.length - 1;
  return figure.byBucket.length === 0 ? "" : t("{{from}} to {{to}}", { from: labels(figure.firstBucket), to: labels(last) });
}

/** The next level below one: members of any other are broken down into their items. Undefined where there is none. */
export function levelBelow(levels: readonly string[], level: string): string | undefined {
  return level !== "item" && levels.includes("item") ? "item" : undefined;
}

/** The level a breakdown begins with: families where there are any, else resources, else the first. */
export function firstLevel(levels: readonly string[]): string | undefined {
  return ["family", "resource", "category", "location"].find((one) => levels.includes(one)) ?? levels[0];
}
