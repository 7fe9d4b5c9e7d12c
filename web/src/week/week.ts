import type { PlanningCycle } from "../api/cycle";
import type { ExceptionSum, WeeklyException, WeeklyPage } from "../api/week";
import { t } from "../i18n";
import { bucketLabel, count, day, money, percent } from "../parts/format";

export type Kind = WeeklyException["kind"];

export const kinds: Kind[] = [
  "supply_at_risk",
  "late_receipts",
  "demand_pace",
  "orders_beyond_plan",
  "production",
  "stock_below_plan",
  "stock_above_plan",
];

/** Kinds of exceptions as people say them. */
export function kindText(kind: Kind): string {
  return {
    supply_at_risk: t("Supply at risk"),
    late_receipts: t("Late receipts"),
    demand_pace: t("Demand off the plan"),
    orders_beyond_plan: t("Orders beyond the plan"),
    production: t("Production off the plan"),
    stock_below_plan: t("Stock below the plan"),
    stock_above_plan: t("Stock above the plan"),
  }[kind];
}

/** What the week is about, in a sentence: how many exceptions, their value, and the largest. */
export function weekSentence(page: WeeklyPage): string {
  if (page.bucket === null)
    return t("There are facts up to {{day}}; the plan of record begins on {{first}}: nothing can be compared yet.", {
      day: day(page.asOf),
      first: day(page.first),
    });
  const first = page.rows[0];
  if (!first) return t("By {{day}} nothing deviates from the plan of record enough to act on.", { day: day(page.asOf) });
  return t("By {{day}}, {{count}} exceptions worth {{value}}; the largest: {{kind}}, {{entity}}, {{money}}.", {
    day: day(page.asOf),
    count: count(page.total),
    value: money(page.value, page.currency),
    kind: kindText(first.kind).toLowerCase(),
    entity: first.entity,
    money: money(Math.abs(first.money), page.currency),
  });
}

/** How far the bucket is that is looked at. */
export function elapsedText(page: WeeklyPage): string {
  return page.bucket === null
    ? ""
    : t("{{share}} of {{bucket}} has passed.", { share: percent(page.elapsed, 0), bucket: bucketLabel(page.bucket) });
}

/** Values at risk as a table of entities by kinds: the entities of most value, and what the others have together. */
export function stacked(sums: readonly ExceptionSum[], most = 12): { entities: string[]; kinds: Kind[]; values: number[][] } {
  const totals = new Map<string, number>();
  for (const one of sums) totals.set(one.entity, (totals.get(one.entity) ?? 0) + one.value);
  const entities = [...totals.entries()]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, most)
    .map(([entity]) => entity);
  const used = kinds.filter((kind) => sums.some((one) => one.kind === kind && entities.includes(one.entity)));
  return {
    entities,
    kinds: used,
    values: used.map((kind) =>
      entities.map((entity) => sums.filter((one) => one.kind === kind && one.entity === entity).reduce((sum, one) => sum + one.value, 0)),
    ),
  };
}

/** The mark by which an action names the exception it comes from. */
export const markOf = (id: string) => `[${id}]`;

/** The action of a cycle that was raised from an exception, if there is one. */
export function actionOf(cycle: PlanningCycle | undefined, id: string) {
  return cycle?.records?.find((one) => one.kind === "action" && one.text.includes(markOf(id)));
}

/** Whether a deviation grows or shrinks against the week before; null where that is not known. */
export function trendOf(one: WeeklyException): "grows" | "shrinks" | "steady" | null {
  const [before, now] = [one.trend.at(-2), one.trend.at(-1)];
  if (!before || !now) return null;
  const change = Math.abs(now.money) - Math.abs(before.money);
  if (Math.abs(change) < 0.05 * Math.max(Math.abs(now.money), Math.abs(before.money))) return "steady";
  return change > 0 ? "grows" : "shrinks";
}
