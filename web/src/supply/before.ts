import type { Comparison } from "../api/supply";
import { type Delta, deltaOf, deltaText, type FigureUnit } from "../plan/scenarios/comparison";

/** What a change of capacity is judged by, in the order shown. */
const wanted = [
  "service_in_time",
  "fill_rate",
  "lost_demand",
  "backorders_end",
  "backorders_highest",
  "utilisation_average",
  "utilisation_peak",
  "overtime",
  "overtime_cost",
  "production_cost",
  "holding_cost",
  "revenue",
  "gross_margin_percent",
  "stock_value_average",
  "working_capital_end",
  "cash_end",
];

export interface Pair {
  figure: string;
  title: string;
  unit: FigureUnit;
  before: number | null;
  after: number | null;
  delta: Delta | undefined;
  note: string;
  good: boolean | null;
}

/** The rows of a comparison of two plans that changed or that people ask for first, those asked for first. */
export function pairsOf(comparison: Comparison, most = 14): Pair[] {
  const pairs = comparison.rows.map((row) => {
    const [before, after] = row.plans;
    const [was, is] = [before?.horizon.value ?? null, after?.horizon.value ?? null];
    const delta = deltaOf(is, was, row.unit, row.better);
    return {
      figure: row.figure,
      title: row.title,
      unit: row.unit,
      before: was,
      after: is,
      delta,
      note: after?.horizon.notMeasurable ?? after?.horizon.note ?? "",
      good: delta?.verdict === "better" ? true : delta?.verdict === "worse" ? false : null,
    };
  });
  const changed = (one: Pair) => one.delta !== undefined && one.delta.verdict !== "same";
  const rank = (name: string) => {
    const at = wanted.indexOf(name);
    return at < 0 ? wanted.length : at;
  };
  return pairs
    .filter((one) => one.before !== null || one.after !== null)
    .toSorted((a, b) => Number(changed(b)) - Number(changed(a)) || rank(a.figure) - rank(b.figure))
    .slice(0, most);
}

/** What changed, as people read it: shares in points, and "the same" for what solving leaves of crumbs. */
export function changeText(pair: Pair, currency: string): string {
  return pair.delta ? deltaText(pair.delta, pair.unit, currency, true) : "";
}
