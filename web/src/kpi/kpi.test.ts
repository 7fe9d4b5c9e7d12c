import { describe, expect, it } from "vitest";
import type { KeyFigure, KpiTable } from "../api/kpi";
import { firstLevel, lagShown, lagsOf, levelBelow, lookOf, sentenceOf, shownFigures, shownValue, valueText } from "./figures";
import { targetDraft, targetOrder } from "./targets";

const figure = (more: Partial<KeyFigure> = {}): KeyFigure =>
  ({
    name: "otif",
    title: "OTIF",
    lag: 0,
    unit: "%",
    value: 0.9,
    firstBucket: 0,
    byBucket: [],
    target: null,
    targetValue: null,
    threshold: null,
    status: "open",
    notMeasurable: null,
    ...more,
  }) as KeyFigure;

const table = (figures: KeyFigure[]) =>
  ({ rows: [{ members: [], figures }], valueAdded: [], weights: "", findings: [] }) as unknown as KpiTable;

describe("key figures", () => {
  it("shows the worst first, forecasts at one lag only, what cannot be measured last", () => {
    const all = table([
      figure({ name: "a", status: "met" }),
      figure({ name: "b", lag: 1, status: "missed" }),
      figure({ name: "b", lag: 2, status: "met" }),
      figure({ name: "c", notMeasurable: "there is no plan" }),
      figure({ name: "d", status: "near" }),
      figure({ name: "e" }),
    ]);
    expect(shownFigures(all, 1).map((one) => one.name)).toEqual(["b", "d", "a", "e", "c"]);
    expect(lagsOf(all)).toEqual([1, 2]);
  });

  it("begins with the first lag that has a value", () => {
    const all = table([figure({ lag: 1, value: null }), figure({ lag: 2, value: 0.7 })]);
    expect(lagShown(all, "")).toBe(2);
    expect(lagShown(all, "1")).toBe(1);
    expect(lagShown(all, "9")).toBe(2);
  });

  it("says in a sentence which miss their target", () => {
    const missed = figure({ value: 0.9, targetValue: 0.95, status: "missed" });
    expect(sentenceOf([missed, figure({ targetValue: 0.8, status: "met" }), figure({ notMeasurable: "x", value: null })])).toBe(
      "1 of 3 key figures misses its target: OTIF (90.0 %, target 95.0 %). 1 is not measurable.",
    );
    expect(sentenceOf([figure()])).toBe("No key figure has a target yet.");
    expect(sentenceOf([figure({ targetValue: 0.9, status: "met" })])).toBe("No key figure misses its target.");
  });

  it("never reads as its target without meeting it", () => {
    expect(shownValue(figure({ value: 0.9498, targetValue: 0.95, status: "near" }))).toBe("94.98 %");
    expect(shownValue(figure({ value: 0.9502, targetValue: 0.95, status: "met" }))).toBe("95.0 %");
  });

  it("has a shape and a word for each status, and units with each value", () => {
    const looks = [
      ...(["missed", "near", "met", "open"] as const).map((status) => lookOf({ status, notMeasurable: null })),
      lookOf({ status: "open", notMeasurable: "x" }),
    ];
    expect(new Set(looks.map((look) => look.shape)).size).toBe(5);
    expect(new Set(looks.map((look) => look.word)).size).toBe(5);
    expect(valueText(8.64, "turns a year")).toBe("8.6 a year");
    expect(valueText(1_250_000, "EUR")).toBe("1.3\u00a0M\u00a0EUR");
    expect(valueText(null, "%")).toBe("–");
  });

  it("breaks families down first, and anything but items into items", () => {
    expect(firstLevel(["item", "channel", "family"])).toBe("family");
    expect(firstLevel(["location", "resource"])).toBe("resource");
    expect(firstLevel([])).toBeUndefined();
    expect(levelBelow(["item", "family"], "family")).toBe("item");
    expect(levelBelow(["item", "family"], "item")).toBeUndefined();
    expect(levelBelow(["resource"], "resource")).toBeUndefined();
  });
});

describe("targets", () => {
  const target = {
    measure: "gross_margin_percent",
    level: null,
    member: null,
    from: "2026-01-01",
    to: null,
    value: 34.5,
    threshold: 31,
    owner: "Ada",
  };

  it("types shares in percent and sends them in the scale of the record", () => {
    const own = figure({ name: "margin_percent", target, targetValue: 0.345, threshold: 0.31 });
    expect(targetDraft(own)).toEqual({ value: 34.5, threshold: 31, owner: "Ada" });
    expect(targetOrder(own, { value: 36, threshold: null, owner: " Ada " }, "2026-11-01")).toEqual({
      measure: "gross_margin_percent",
      level: "",
      member: "",
      from: "2026-01-01",
      to: "",
      value: 36,
      threshold: null,
      owner: "Ada",
    });
  });

  it("makes a record of the key figure's own name where there was none", () => {
    expect(targetOrder(figure(), { value: 95, threshold: 92, owner: "" }, "2026-11-01")).toMatchObject({
      measure: "otif",
      from: "2026-11-01",
      value: 0.95,
      threshold: 0.92,
    });
    expect(targetOrder(figure({ unit: "days" }), { value: 20, threshold: 30, owner: "" }, "2026-11-01").value).toBe(20);
  });
});
