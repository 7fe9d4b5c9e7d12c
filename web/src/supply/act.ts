import type { PlanningCycle } from "../api/cycle";
import type { CapacityChange } from "../api/supply";
import type { Scenario } from "../api/types";
import { t } from "../i18n";
import { count, money, quantity } from "../parts/format";

export type ActKind = "overtime" | "shift" | "factor";

/** True for the scenario the others stand beside: the leading one of the cycle, or the first there is. It is not changed from here. */
export function isShared(scenario: Scenario, cycle: PlanningCycle | undefined, scenarios: readonly Scenario[]): boolean {
  const leading = cycle?.scenarios[0] ?? scenarios.find((one) => !one.archived)?.id;
  return scenario.id === leading;
}

/** A name that no scenario has yet: the wanted one, else with a number behind it. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const known = new Set(taken.map((name) => name.toLowerCase()));
  if (!known.has(wanted.toLowerCase())) return wanted;
  let number = 2;
  while (known.has(`${wanted} ${number}`.toLowerCase())) number++;
  return `${wanted} ${number}`;
}

/** Overtime a week that brings the hours missing over some days, rounded up to whole hours; at least 1. */
export function weekly(missing: number, days: number): number {
  return Math.max(1, Math.ceil((missing * 7) / Math.max(1, days)));
}

/** What a change adds and costs at most, before it is made. */
export function addsText(change: CapacityChange, currency: string): string {
  const hours = change.hours.reduce((sum, one) => sum + one, 0);
  const adds = t("Adds {{hours}} h in {{buckets}}.", {
    hours: quantity(hours, 0),
    buckets: change.hours.length === 1 ? t("one bucket") : t("{{count}} buckets", { count: count(change.hours.length) }),
  });
  if (change.mostCost === null || change.rate === null) return `${adds} ${t("What an hour costs is not in the data.")}`;
  return `${adds} ${t("Costs at most {{cost}}, if all of them are worked at {{rate}} an hour (estimate).", {
    cost: money(change.mostCost, currency),
    rate: money(change.rate, currency, 2),
  })}`;
}
