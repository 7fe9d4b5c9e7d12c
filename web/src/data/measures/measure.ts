import type { Measure } from "../../api/types";
import { t } from "../../i18n";

/** "sum / last": over members, then over time; "no total" where neither makes sense. */
export function totals(measure: Pick<Measure, "overMembers" | "overTime">): string {
  return measure.overMembers === "none" && measure.overTime === "none"
    ? t("no total")
    : `${t(measure.overMembers)} / ${t(measure.overTime)}`;
}

/** A ratio by the measures it is taken from. */
export function formula(measure: Pick<Measure, "numerator" | "denominator" | "complement">): string {
  const ratio = `${measure.numerator} / ${measure.denominator}`;
  return measure.complement ? `1 - ${ratio}` : ratio;
}

/** Measures by the stage that writes them, stages in the order of the registry. */
export function stages(measures: readonly Measure[]): [string, Measure[]][] {
  const found = new Map<string, Measure[]>();
  for (const measure of measures) found.set(measure.writtenBy, [...(found.get(measure.writtenBy) ?? []), measure]);
  return [...found];
}
