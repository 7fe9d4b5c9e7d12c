import type { CapacityFix, LimitingResource, SupplyReview } from "../api/supply";
import { t } from "../i18n";
import { bucketLabel, count, money, percent, plural } from "../parts/format";

/** The name people know a resource by: its description with the code behind it. */
export function nameOf(resource: { resource: string; title?: string | null }): string {
  return resource.title ? `${resource.title} (${resource.resource})` : resource.resource;
}

/** The label of the period a review speaks of. */
export function periodOf(review: SupplyReview): string {
  const known = review.periods.find((one) => one.from === review.from && one.to === review.to);
  return known?.label ? bucketLabel(known.label) : t("the whole horizon");
}

/** What buckets are called: months and weeks where their labels say so. */
export function bucketWord(label: string | undefined): string {
  if (label && /^\d{4}-\d{2}$/.test(label)) return t("months");
  return label && /^\d{4}-W\d{2}/.test(label) ? t("weeks") : t("buckets");
}

/** How tight it is at its worst: what demand asks for where that is more than the plan works. */
export function worstOf(limit: LimitingResource): number {
  return Math.max(limit.worstLoad ?? 0, limit.worstWanted ?? 0);
}

/** Which resource limits the period, and how much. */
export function limitSentence(review: SupplyReview, bucket: (index: number) => string, unit: string): string {
  const period = periodOf(review);
  const first = review.limits[0];
  if (!first)
    return review.resources === 0
      ? t("No resource is in the data: production is not limited by hours.")
      : t("No resource limits {{period}}: all {{count}} machines and labour pools have hours left in every bucket.", {
          period,
          count: count(review.resources - review.withoutCapacity),
        });
  const buckets = review.to - review.from + 1;
  const values = {
    name: nameOf(first),
    period,
    over: first.overBuckets,
    full: first.fullBuckets,
    buckets,
    unit,
    worst: bucket(first.worstBucket),
    share: percent(worstOf(first), 0),
  };
  if (first.overload > 0.5)
    return t("{{name}} limits {{period}}: planned beyond capacity and overtime, worst {{worst}} at {{share}}.", values);
  if (first.overBuckets > 0)
    return t(
      "{{name}} limits {{period}}: demand asks for more than its capacity in {{over}} of {{buckets}} {{unit}}, worst {{worst}} at {{share}}.",
      values,
    );
  return t("{{name}} limits {{period}}: fully used in {{full}} of {{buckets}} {{unit}}, worst {{worst}}.", values);
}

/** What the limit costs: demand late or lost because of it, or that none is. */
export function costSentence(review: SupplyReview): string {
  const first = review.limits[0];
  if (!first) return "";
  if (first.shortageValue > 0)
    return t("Demand worth {{value}} is late or lost because of it.", { value: money(first.shortageValue, review.currency) });
  if (first.overload > 0.5) return t("{{hours}} h of its plan cannot be worked.", { hours: count(first.overload) });
  return first.hoursOver > 0.5
    ? t("Nothing is late because of it: {{hours}} h are made earlier, in stock or in overtime.", { hours: count(first.hoursOver) })
    : t("Nothing is late because of it.");
}

/** What the cheaper way to mend it costs, as an estimate. */
export function fixSentence(fix: CapacityFix, currency: string): string {
  if (!(fix.hours >= 1) || fix.cost === null) return "";
  const values = { hours: count(fix.hours), cost: money(fix.cost, currency) };
  if (fix.isShift) return t("Cheapest fix: an added shift, about {{cost}} (estimate; {{hours}} h are missing).", values);
  return t("Cheapest fix: {{hours}} h of overtime, about {{cost}} (estimate).", values);
}

/** Says that the plan works what is asked beyond capacity with the overtime it has already; nothing where hours are missing or none are asked. */
export function coveredSentence(limit: LimitingResource): string {
  if (limit.hoursOver <= 0.5 || limit.overload > 0.5 || limit.shortageValue > 0 || limit.fix.hours >= 1) return "";
  return t("No more hours are needed: the overtime allowed and what is made earlier carry it.");
}

/** What one more hour is worth against what it costs; nothing where the plan does not tell. */
export function worthSentence(limit: LimitingResource, currency: string): string {
  if (limit.hourWorth === null || limit.hourWorth === undefined) return "";
  const worth = money(limit.hourWorth, currency);
  return limit.fix.overtimeRate === null
    ? t("One more hour is worth {{worth}} to the plan.", { worth })
    : t("One more hour is worth {{worth}} to the plan; an hour of overtime costs {{rate}}.", {
        worth,
        rate: money(limit.fix.overtimeRate, currency),
      });
}

/** All demand of the period that is late or lost. */
export function shortageSentence(review: SupplyReview): string {
  const number = review.shortages.reduce((sum, one) => sum + one.count, 0);
  return number === 0
    ? t("All demand of the period is served in time.")
    : t("In all {{shortages}} worth {{value}} are late or lost.", {
        shortages: plural(number, t("shortage"), t("shortages")),
        value: money(review.shortageValue, review.currency),
      });
}
