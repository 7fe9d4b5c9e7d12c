import { describe, expect, it } from "vitest";
import type { Comparison, Driver } from "../../api/scenarios";
import { bestOf, comparedOf, deltaOf, deltaText, headline, sparkPoints } from "./comparison";
import { differingDrivers } from "./DriverTable";
import { deedOf, flawOf, fromDraft, toDraft, withRest } from "./drivers";
import { boundsOf, labelSides, pictureOf, tradeOffs } from "./tradeOffs";

const driver = (more: Partial<Driver> = {}): Driver => ({
  name: "Low demand",
  kind: "demand",
  part: {},
  firstBucket: 12,
  lastBucket: 23,
  value: 0.9,
  assumption: "They order less.",
  ...more,
});

const figure = (value: number | null, byBucket: (number | null)[] = []) => ({
  horizon: { value, notMeasurable: value === null ? "not measurable, because it was not computed" : null, note: null, target: null },
  delta: null,
  years: [{ value: value === null ? null : value / 2, notMeasurable: null, note: null, target: null }],
  byBucket,
});

const comparison = {
  plans: ["Central", "Cautious", "New"],
  years: ["FY2026"],
  currency: "EUR",
  buckets: ["2026-11", "2026-12"],
  drivers: [[], [driver()], []],
  rows: [
    {
      figure: "service_in_time",
      title: "Service",
      group: "Service",
      unit: "percent",
      better: "higher",
      target: null,
      plans: [figure(0.95), figure(0.97), figure(null)],
    },
    {
      figure: "margin",
      title: "Margin",
      group: "Result",
      unit: "money",
      better: "higher",
      target: null,
      plans: [figure(1000), figure(800), figure(null)],
    },
    {
      figure: "cash_lowest",
      title: "Cash, lowest",
      group: "Cash",
      unit: "money",
      better: "higher",
      target: null,
      plans: [figure(50), figure(50.01), figure(null)],
    },
    {
      figure: "utilisation_average",
      title: "Utilisation",
      group: "Capacity",
      unit: "percent",
      better: "neither",
      target: null,
      plans: [figure(0.8), figure(0.7), figure(null)],
    },
  ],
} as unknown as Comparison;

describe("comparison", () => {
  it("says whether a difference is better, in points for shares and in percent of the reference for others", () => {
    expect(deltaOf(0.97, 0.95, "percent", "higher")).toMatchObject({ verdict: "better", share: null });
    expect(deltaOf(800, 1000, "money", "higher")).toMatchObject({ difference: -200, share: -0.2, verdict: "worse" });
    expect(deltaOf(800, 1000, "money", "lower")?.verdict).toBe("better");
    expect(deltaOf(0.7, 0.8, "percent", "neither")?.verdict).toBe("lower");
    expect(deltaOf(1000.4, 1000, "money", "higher")?.verdict).toBe("same");
    expect(deltaOf(0.9504, 0.95, "percent", "higher")?.verdict).toBe("same");
    expect(deltaOf(5, 0, "money", "lower")).toMatchObject({ share: null, verdict: "worse" });
    expect(deltaOf(null, 5, "money", "lower")).toBeUndefined();
  });

  it("writes a difference with its sign and its unit", () => {
    expect(deltaText(deltaOf(800, 1000, "money", "higher")!, "money", "EUR", true)).toBe("−200\u00a0EUR (−20.0 %)");
    expect(deltaText(deltaOf(0.97, 0.95, "percent", "higher")!, "percent", "EUR", true)).toBe("+2 points");
  });

  it("names the best plan of each figure and leaves out what does not differ", () => {
    expect(bestOf(comparison, "margin", "")).toMatchObject({ plan: 0, value: 1000 });
    expect(bestOf(comparison, "margin", "FY2026")).toMatchObject({ value: 500 });
    expect(bestOf(comparison, "cash_lowest", "")).toBeUndefined();
    expect(bestOf(comparison, "utilisation_average", "")).toBeUndefined();
    expect(headline(comparison, "")).toBe("Cautious serves best (97.0 % in time); Central earns the most margin (1\u00a0k\u00a0EUR).");
  });

  it("compares what the address names, else the scenarios of the cycle, else all that are open", () => {
    const all = [1, 2, 3].map((id) => ({ id, archived: id === 3 }));
    expect(comparedOf(all, "3,1", undefined).map((one) => one.id)).toEqual([3, 1]);
    expect(comparedOf(all, "99", [1, 2]).map((one) => one.id)).toEqual([1, 2]);
    expect(comparedOf(all, "", [1]).map((one) => one.id)).toEqual([1, 2]);
  });

  it("draws a line over all buckets on the common scale, without the gaps", () => {
    expect(sparkPoints([0, null, 10], 0, 20, 100, 10)).toEqual([
      [0, 10],
      [100, 5],
    ]);
  });
});

describe("drivers", () => {
  it("says what a driver does in words", () => {
    expect(deedOf("demand", 0.9, "EUR")).toBe("Demand 10 % less");
    expect(deedOf("lead_time", 1.256, "EUR")).toBe("Lead times of suppliers 25.6 % longer");
    expect(deedOf("price", 1, "EUR")).toBe("Net selling prices unchanged");
    expect(deedOf("supply_events", 0, "EUR")).toBe("No supply event happens");
    expect(deedOf("cash_ceiling", -500, "EUR")).toBe("Cash never below −500\u00a0EUR");
  });

  it("is the same after it was shown as a change in percent and sent back", () => {
    const one = driver({ value: 0.931, part: { channel: ["Dealer"], region: ["North"] } });
    expect(toDraft(one).change).toBe(-6.9);
    expect(withRest(toDraft(one), one)).toEqual(one);
    const cash = driver({ kind: "cash_ceiling", value: -1e6 });
    expect(fromDraft(toDraft(cash))).toEqual(cash);
  });

  it("says what stands against a draft", () => {
    const draft = toDraft(driver());
    expect(flawOf(draft, [draft])).toBeUndefined();
    expect(flawOf({ ...draft, name: " " }, [])).toBe("It needs a name.");
    expect(flawOf(draft, [draft, { ...draft, name: "low demand" }])).toContain("Two drivers");
    expect(flawOf({ ...draft, change: -101 }, [])).toContain("100 %");
    expect(flawOf({ ...draft, last: 11 }, [])).toContain("ends before");
  });

  it("lists only the drivers that are not the same in all plans", () => {
    const common = driver({ name: "Events" });
    expect(differingDrivers([[common], [common, driver()]])).toEqual(["Low demand"]);
    expect(differingDrivers([[driver()], [driver({ value: 0.8 })]])).toEqual(["Low demand"]);
    expect(differingDrivers([[driver()], [driver({ assumption: "Said otherwise." })]])).toEqual([]);
  });
});

describe("trade-offs", () => {
  it("has a point for each plan with both figures and names the others", () => {
    const picture = pictureOf(comparison, tradeOffs[2]!, undefined)!;
    expect(picture.points).toEqual([
      { name: "Central", x: 0.8, y: 1000, record: false },
      { name: "Cautious", x: 0.7, y: 800, record: false },
    ]);
    expect(picture.missing).toEqual(["New"]);
  });

  it("leaves room around points and target, also where all are one", () => {
    expect(boundsOf([0, 100], 200)).toEqual([-36, 236]);
    const [low, high] = boundsOf([50], null);
    expect(low).toBeLessThan(50);
    expect(high).toBeGreaterThan(50);
  });

  it("puts the labels of points that lie together on different sides", () => {
    const at = (x: number) => ({ name: "", x, y: 1, record: false });
    expect(labelSides([at(1), at(1.1), at(9)], [0, 10], [0, 2])).toEqual(["top", "bottom", "top"]);
  });
});
