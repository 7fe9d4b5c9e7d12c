import { expect, test } from "vitest";
import type { PlanningCycle } from "../api/cycle";
import type { CycleRecord } from "../api/meeting";
import { currentStep, daysBetween, duties, isMine, mendedAt, monthAfter, sortRecords, stateOf, stepsOf, weeksOf } from "./progress";

const step = (kind: string, due: string, closedBy: string | null = null, owner: string | null = null) => ({
  kind,
  due,
  closedBy,
  owner,
  role: "product",
});
const record = (number: number, kind: string, date: string | null, status = "open", owner: string | null = null) =>
  ({ number, kind, text: `r${number}`, date, status, owner }) as CycleRecord;
const cycle = {
  state: "open",
  steps: [
    step("data", "2026-11-02", "clara"),
    step("product_review", "2026-11-04"),
    step("demand_review", "2026-11-09", null, "nora"),
    step("executive_review", "2026-11-20"),
  ],
  rules: { mustSubmit: ["sales", "marketing"] },
  submissions: [{ function: "sales", withdrawnBy: null }],
  records: [
    record(1, "action", "2026-11-03", "open", "sven"),
    record(2, "risk", null),
    record(3, "decision", null),
    record(4, "action", "2026-11-01", "done"),
  ],
} as unknown as PlanningCycle;

test("A step is closed, late, current or waiting", () => {
  expect(currentStep(cycle)?.kind).toBe("product_review");
  expect(stepsOf(cycle).map((one) => stateOf(cycle, one, "2026-11-05"))).toEqual(["closed", "late", "waiting", "waiting"]);
  expect(stateOf(cycle, stepsOf(cycle)[1]!, "2026-11-04")).toBe("current");
  expect(daysBetween("2026-11-30", "2026-12-02")).toBe(2);
});

test("Duties are what is open, the earliest first, each somebody's", () => {
  const open = duties(cycle);
  expect(open.map((one) => one.key)).toEqual([
    "record-1",
    "step-product_review",
    "step-demand_review",
    "submit-marketing",
    "step-executive_review",
    "record-3",
  ]);
  expect(open.filter((one) => isMine(one, "nora", ["product"])).map((one) => one.key)).toEqual([
    "step-product_review",
    "step-demand_review",
    "step-executive_review",
  ]);
  expect(open.filter((one) => isMine(one, "marta", ["marketing"])).map((one) => one.key)).toEqual(["submit-marketing"]);
  expect(duties({ ...cycle, state: "closed" })).toEqual([]);
});

test("Overdue records come first, done ones last", () => {
  expect(sortRecords(cycle.records!, "2026-11-05").map((one) => one.number)).toEqual([1, 2, 3, 4]);
  expect(
    sortRecords([record(1, "action", "2026-12-01"), record(2, "action", "2026-11-01"), record(3, "risk", "2026-10-01")], "2026-11-05").map(
      (one) => one.number,
    ),
  ).toEqual([2, 3, 1]);
});

test("A held check leads to the page that mends it", () => {
  expect(mendedAt({ name: "budget_gap", outcome: "held", message: "" }, "reconciliation")).toBe("/finance");
  expect(mendedAt({ name: "findings_acknowledged", outcome: "held", message: "" }, "supply_review")).toBe("/supply");
  expect(mendedAt({ name: "checklist", outcome: "held", message: "" }, "data")).toBeUndefined();
});

test("A month is whole weeks from Monday", () => {
  const weeks = weeksOf("2026-11");
  expect(weeks[0]![0]).toBe("2026-10-26");
  expect(weeks.at(-1)!.at(-1)).toBe("2026-12-06");
  expect(weeks).toHaveLength(6);
  expect(weeksOf("2027-02")).toHaveLength(4);
  expect(monthAfter("2026-12", 1)).toBe("2027-01");
  expect(monthAfter("2026-01", -1)).toBe("2025-12");
});
