import type { Comparison } from "../api/supply";

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
  unit: string;
  before: number | null;
  after: number | null;
  delta: number | null;
  note: string;
  good: boolean | null;
}

/** The rows of a comparison of two plans that changed or that people ask for first, those asked for first. */
export function pairsOf(comparison: Comparison, most = 14): Pair[] {
  const pairs = comparison.rows.map((row) => {
    const [before, after] = row.plans;
    const delta = after?.delta ?? null;
    return {
      figure: row.figure,
      title: row.title,
      unit: row.unit,
      before: before?.horizon.value ?? null,
      after: after?.horizon.value ?? null,
      delta,
      note: after?.horizon.notMeasurable ?? after?.horizon.note ?? "",
      good:
        delta === null || Math.abs(delta) <= 5e-4 * Math.abs(before?.horizon.value ?? 0) || delta === 0 || row.better === "neither"
          ? null
          : row.better === "higher"
            ? delta > 0
            : delta < 0,
    };
  });
  const rank = (name: string) => {
    const at = wanted.indexOf(name);
    return at < 0 ? wanted.length : at;
  };
  return pairs
    .filter((one) => one.before !== null || one.after !== null)
    .toSorted((a, b) => Number(!a.delta) - Number(!b.delta) || rank(a.figure) - rank(b.figure))
    .slice(0, most);
}
