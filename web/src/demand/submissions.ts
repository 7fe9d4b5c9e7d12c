import type { PlanningCycle } from "../api/cycle";
import type { InputFunction } from "../api/demand";
import { t } from "../i18n";

export const functions: Record<InputFunction, string> = { sales: t("Sales"), marketing: t("Marketing"), finance: t("Finance") };

/** What a function has submitted and not taken back; the last one where it did so more than once. */
export function standing(cycle: Pick<PlanningCycle, "submissions">, what: InputFunction) {
  return cycle.submissions?.findLast((one) => one.function === what && !one.withdrawnBy);
}

/** Why a person with these roles may not submit for a function; undefined when the person may. */
export function refusalFor(what: InputFunction, roles: readonly string[]): string | undefined {
  return roles.includes(what) || roles.includes("coordinator")
    ? undefined
    : t("Only {{what}} or the coordinator submits for {{what}}.", { what: functions[what].toLowerCase() });
}
