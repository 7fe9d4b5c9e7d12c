import { describe, expect, test } from "vitest";
import type { PlanningCycle } from "../api/cycle";
import type { Comparison, LimitingResource, ResourceUse, SupplyReview } from "../api/supply";
import type { Scenario } from "../api/types";
import { freeName, isShared, weekly } from "./act";
import { changeText, pairsOf } from "./before";
import { levelOf, shareOf, step } from "./heat";
import { bucketWord, costSentence, coveredSentence, fixSentence, limitSentence, nameOf } from "./sentence";

const use = { load: [50, 120, 10, null], wanted: [80, 90, 5, 1], capacity: [100, 100, 0, 100] } as unknown as ResourceUse;

const limit = {
  resource: "L1",
  title: "Line 1",
  fullBuckets: 2,
  overBuckets: 1,
  worstBucket: 4,
  worstLoad: 1,
  worstWanted: 1.12,
  hoursOver: 30,
  overload: 0,
  shortageValue: 0,
  hourWorth: null,
  fix: { hours: 30, late: false, overtimeRate: 50, overtimeCost: 1500, shiftCost: 2000, cost: 1500, isShift: false },
} as unknown as LimitingResource;

const review = (limits: LimitingResource[], resources = 3) =>
  ({
    limits,
    resources,
    withoutCapacity: 1,
    currency: "EUR",
    periods: [{ label: "Q1", from: 3, to: 5 }],
    from: 3,
    to: 5,
  }) as unknown as SupplyReview;

const label = (bucket: number) => `B${bucket}`;

describe("heat map", () => {
  test("a share is load over capacity, and nothing where either is not known", () => {
    expect([0, 1, 2, 3].map((bucket) => shareOf(use, bucket, "plan"))).toEqual([0.5, 1.2, Number.POSITIVE_INFINITY, null]);
    expect(shareOf(use, 1, "wanted")).toBe(0.9);
  });
  test("steps of the scale: full is within a thousandth of capacity", () => {
    expect([null, 0.2, 0.5, 0.85, 0.9995, 1.01].map(levelOf)).toEqual(["none", "low", "middle", "high", "full", "over"]);
  });
  test("arrow keys stay on the map", () => {
    expect(step("ArrowRight", 0, 2, 2, 3)).toEqual([0, 2]);
    expect(step("ArrowDown", 0, 2, 2, 3)).toEqual([1, 2]);
    expect(step("End", 1, 0, 2, 3)).toEqual([1, 2]);
    expect(step("a", 0, 0, 2, 3)).toBeNull();
  });
});

describe("sentences", () => {
  test("names the resource, how many buckets and the worst, by what demand asks for", () => {
    expect(limitSentence(review([limit]), label, bucketWord("2027-01"))).toBe(
      "Line 1 (L1) limits Q1: demand asks for more than its capacity in 1 of 3 months, worst B4 at 112 %.",
    );
    expect(costSentence(review([limit]))).toContain("Nothing is late because of it: 30 h");
    expect(costSentence(review([{ ...limit, shortageValue: 1200 }]))).toContain("1,200");
  });
  test("says so when nothing limits, and when there is no resource", () => {
    expect(limitSentence(review([]), label, "months")).toContain("No resource limits Q1: all 2 machines");
    expect(limitSentence(review([], 0), label, "months")).toContain("No resource is in the data");
  });
  test("the fix is the cheaper of both and an estimate; none for less than an hour", () => {
    expect(fixSentence(limit.fix, "EUR")).toMatch(/^Cheapest fix: 30 h of overtime, about 1,500.EUR \(estimate\)\.$/);
    expect(fixSentence({ ...limit.fix, isShift: true, cost: 900 }, "EUR")).toContain("an added shift");
    expect(fixSentence({ ...limit.fix, hours: 0.4 }, "EUR")).toBe("");
    expect(coveredSentence(limit)).toBe("");
    expect(coveredSentence({ ...limit, fix: { ...limit.fix, hours: 0 } })).toContain("No more hours are needed");
    expect(coveredSentence({ ...limit, shortageValue: 9, fix: { ...limit.fix, hours: 0 } })).toBe("");
  });
  test("a resource without a description goes by its code", () => {
    expect(nameOf({ resource: "L1", title: null })).toBe("L1");
    expect([bucketWord("2027-W03"), bucketWord("P1")]).toEqual(["weeks", "buckets"]);
  });
});

describe("acting", () => {
  const scenarios = [
    { id: 1, archived: true },
    { id: 2, archived: false },
    { id: 3, archived: false },
  ] as Scenario[];
  test("the leading scenario of an open cycle is shared, without one the first", () => {
    const cycle = { state: "open", scenarios: [3, 2] } as unknown as PlanningCycle;
    expect(scenarios.map((one) => isShared(one, cycle, scenarios))).toEqual([false, false, true]);
    expect(scenarios.map((one) => isShared(one, undefined, scenarios))).toEqual([false, true, false]);
    expect(scenarios.map((one) => isShared(one, { ...cycle, state: "approved" } as PlanningCycle, scenarios))).toEqual([
      false,
      false,
      true,
    ]);
  });
  test("a name gets a number when it is taken, whatever its case", () => {
    expect(freeName("A: more", ["a: MORE", "A: more 2"])).toBe("A: more 3");
    expect(freeName("B", [])).toBe("B");
  });
  test("hours missing in a month as whole hours a week", () => {
    expect(weekly(30, 30)).toBe(7);
    expect(weekly(0.1, 30)).toBe(1);
  });
});

test("before and after begins with what changed, and knows what is better", () => {
  const row = (figure: string, better: string, before: number | null, after: number | null) => ({
    figure,
    title: figure,
    unit: "money",
    better,
    plans: [
      { horizon: { value: before } },
      { horizon: { value: after }, delta: before === null || after === null ? null : after - before },
    ],
  });
  const comparison = {
    rows: [
      row("revenue", "higher", 10, 10),
      row("overtime", "lower", 5, 9),
      row("service_in_time", "higher", 1, 2),
      row("gone", "higher", null, null),
    ],
  } as unknown as Comparison;
  expect(pairsOf(comparison).map((one) => [one.figure, one.good])).toEqual([
    ["service_in_time", true],
    ["overtime", false],
    ["revenue", null],
  ]);
});

test("a crumb of the solver is no change and no verdict; shares differ in points", () => {
  const row = (figure: string, unit: string, before: number, after: number) => ({
    figure,
    title: figure,
    unit,
    better: "lower",
    plans: [{ horizon: { value: before } }, { horizon: { value: after }, delta: after - before }],
  });
  const comparison = {
    rows: [
      row("backorders_end", "money", 5437, 5437.2),
      row("utilisation_average", "percent", 0.519, 0.51899),
      row("utilisation_peak", "percent", 1.165, 1.364),
      row("turns", "ratio", 9.15, 9.1498),
    ],
  } as unknown as Comparison;
  expect(pairsOf(comparison).map((one) => [one.figure, one.good, changeText(one, "EUR")])).toEqual([
    ["utilisation_peak", false, "+19.9 points"],
    ["backorders_end", null, "the same"],
    ["utilisation_average", null, "the same"],
    ["turns", null, "the same"],
  ]);
});
