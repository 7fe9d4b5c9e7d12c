import { expect, test } from "vitest";
import type { PlanningCycle } from "../api/cycle";
import type { ExceptionSum, WeeklyException, WeeklyPage } from "../api/week";
import { actionOf, markOf, stacked, trendOf, weekSentence } from "./week";

const sum = (kind: ExceptionSum["kind"], entity: string, value: number) =>
  ({ kind, entity, value, level: "family", count: 1 }) as ExceptionSum;
const trend = (...money: number[]) => ({ trend: money.map((value) => ({ money: value })) }) as unknown as WeeklyException;

test("value at risk by entity, the largest first, only kinds that are there", () => {
  const found = stacked(
    [sum("production", "A", 5), sum("demand_pace", "B", 20), sum("production", "B", 1), sum("late_receipts", "C", 2)],
    2,
  );
  expect(found.entities).toEqual(["B", "A"]);
  expect(found.kinds).toEqual(["demand_pace", "production"]);
  expect(found.values).toEqual([
    [20, 0],
    [1, 5],
  ]);
});

test("a deviation grows by its size, whatever its sign", () => {
  expect(trendOf(trend(-10, -20))).toBe("grows");
  expect(trendOf(trend(20, 10))).toBe("shrinks");
  expect(trendOf(trend(100, 102))).toBe("steady");
  expect(trendOf(trend(5))).toBeNull();
});

test("an action is found by the mark of the exception it names", () => {
  const cycle = {
    records: [
      { kind: "risk", text: `x ${markOf("a:b:c")}` },
      { kind: "action", text: `Expedite ${markOf("a:b:c")}`, number: 7 },
    ],
  } as unknown as PlanningCycle;
  expect(actionOf(cycle, "a:b:c")?.number).toBe(7);
  expect(actionOf(cycle, "a:b:d")).toBeUndefined();
  expect(actionOf(undefined, "a:b:c")).toBeUndefined();
});

test("the week in a sentence: nothing to compare, nothing found, the largest", () => {
  const page = {
    asOf: "2026-10-31",
    first: "2026-11-01",
    bucket: null,
    rows: [],
    total: 0,
    value: 0,
    currency: "EUR",
  } as unknown as WeeklyPage;
  expect(weekSentence(page)).toContain("nothing can be compared yet");
  expect(weekSentence({ ...page, bucket: "2026-10" })).toContain("nothing deviates");
  const row = { kind: "late_receipts", entity: "V004", money: -500 } as WeeklyException;
  expect(weekSentence({ ...page, bucket: "2026-10", rows: [row], total: 3, value: 900 })).toMatch(
    /3 exceptions worth 900.EUR; the largest: late receipts, V004, 500.EUR\./,
  );
});
