import type { PlanningCycle } from "../api/cycle";
import type { CycleRecord, CycleStep, GateCheck, InputFunction, StepKind } from "../api/meeting";
import type { Role } from "../api/types";

/** How a step stands on a day. */
export type StepState = "closed" | "late" | "current" | "waiting";

/** Today as an ISO date, where the reader is. */
export function today(now = new Date()): string {
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
}

/** Days from one ISO date to another; below zero when the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The steps of a cycle, in their order. */
export const stepsOf = (cycle: PlanningCycle): CycleStep[] => cycle.steps ?? [];

/** The first step that is not closed: what the cycle is about now. */
export function currentStep(cycle: PlanningCycle): CycleStep | undefined {
  return stepsOf(cycle).find((one) => !one.closedBy);
}

export function stateOf(cycle: PlanningCycle, step: CycleStep, day: string): StepState {
  if (step.closedBy) return "closed";
  if (cycle.state !== "closed" && step.due < day) return "late";
  return currentStep(cycle)?.kind === step.kind ? "current" : "waiting";
}

/** A thing somebody has to do in the cycle. */
export interface Duty {
  key: string;
  kind: "step" | "submission" | "action" | "decision" | "verdict";
  text: string;
  /** Name of the person, or the role where nobody is named. */
  who: string;
  named: boolean;
  due: string | null;
  /** The page where it is done. */
  to: string;
}

export const pageOf: Record<StepKind, string> = {
  data: "/data",
  product_review: "/product",
  demand_review: "/demand",
  supply_review: "/supply",
  reconciliation: "/finance",
  executive_review: "/executive",
};

const roleOf: Record<InputFunction, Role> = { sales: "sales", marketing: "marketing", finance: "finance" };

/** Everything that is open in a cycle, the earliest due first. */
export function duties(cycle: PlanningCycle): Duty[] {
  const found: Duty[] = [];
  if (cycle.state === "closed") return found;
  const now = currentStep(cycle);
  const demand = stepsOf(cycle).find((one) => one.kind === "demand_review");
  for (const step of stepsOf(cycle))
    if (!step.closedBy && (cycle.state === "open" || step.kind === "executive_review"))
      found.push({
        key: `step-${step.kind}`,
        kind: "step",
        text: step.kind,
        who: step.owner ?? step.role ?? "",
        named: step.owner !== null,
        due: step.due,
        to: pageOf[step.kind],
      });
  if (cycle.state === "open" && demand && !demand.closedBy)
    for (const one of cycle.rules?.mustSubmit ?? [])
      if (!cycle.submissions?.some((done) => done.function === one && !done.withdrawnBy))
        found.push({ key: `submit-${one}`, kind: "submission", text: one, who: roleOf[one], named: false, due: demand.due, to: "/demand" });
  if (cycle.state === "open" && now?.kind === "executive_review")
    found.push({ key: "verdict", kind: "verdict", text: "", who: "executive", named: false, due: now.due, to: "/executive" });
  for (const one of cycle.records ?? [])
    if (one.status === "open" && (one.kind === "action" || one.kind === "decision"))
      found.push({
        key: `record-${one.number}`,
        kind: one.kind,
        text: one.text,
        who: one.owner ?? (one.kind === "decision" ? "executive" : ""),
        named: one.owner !== null,
        due: one.date,
        to: "/cycle?tab=records",
      });
  return found.sort((a, b) => (a.due ?? "9999").localeCompare(b.due ?? "9999"));
}

/** True when it is the person's to do: named, or in the role where nobody is named. */
export function isMine(duty: Duty, name: string | undefined, roles: readonly string[]): boolean {
  return duty.named ? duty.who === name : roles.includes(duty.who);
}

/** Actions and decisions whose day is over first, then open ones by date, then what is done. */
export function sortRecords(records: readonly CycleRecord[], day: string): CycleRecord[] {
  const rank = (one: CycleRecord) => (one.status !== "open" ? 2 : isOverdue(one, day) ? 0 : 1);
  return records.toSorted((a, b) => rank(a) - rank(b) || (a.date ?? "9999").localeCompare(b.date ?? "9999") || a.number - b.number);
}

export function isOverdue(record: CycleRecord, day: string): boolean {
  return record.status === "open" && record.date !== null && record.date < day && (record.kind === "action" || record.kind === "decision");
}

/** The page on which what a check of a gate holds is mended; undefined where the page of the cycle itself is it. */
export function mendedAt(check: GateCheck, step: StepKind): string | undefined {
  const pages: Record<string, string> = {
    data_gate: "/data/findings?severity=error",
    plan_on_snapshot: "/data/snapshots",
    product_decisions: "/product",
    submissions: "/demand",
    shortages_explained: "/supply",
    unserved_demand: "/supply",
    budget_gap: "/finance",
    kpis_known: "/kpi",
    plan_of_record: "/executive",
    stages_current: "/plan",
    findings_acknowledged: pageOf[step],
  };
  return pages[check.name];
}

/** The weeks of a month, Monday first, as ISO dates; days of the months beside it fill the first and the last week. */
export function weeksOf(month: string): string[][] {
  const [year, number] = month.split("-").map(Number) as [number, number];
  const first = Date.UTC(year, number - 1, 1);
  const start = first - ((new Date(first).getUTCDay() + 6) % 7) * 86_400_000;
  const end = Date.UTC(year, number, 0);
  const weeks: string[][] = [];
  for (let at = start; at <= end; at += 7 * 86_400_000)
    weeks.push(Array.from({ length: 7 }, (_, index) => new Date(at + index * 86_400_000).toISOString().slice(0, 10)));
  return weeks;
}

export function monthAfter(month: string, months: number): string {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}
