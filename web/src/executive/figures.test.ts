import { expect, test } from "vitest";
import type { Comparison, ComparisonRow } from "../api/meeting";
import { approvedOf, changeOf, figureOf, figureText, optionsOf, rowsOf, sparkline } from "./figures";

test("A change has its size, an arrow and a word, and the direction that is better decides its tone", () => {
  expect(changeOf(110e6, 100e6, "EUR", "higher")).toMatchObject({ arrow: "▲", word: "better", tone: "ok" });
  expect(changeOf(110e6, 100e6, "EUR", "lower")).toMatchObject({ arrow: "▲", word: "worse", tone: "error" });
  expect(changeOf(0.9, 0.95, "%", "higher")).toMatchObject({ text: "−5 points", arrow: "▼", word: "worse" });
  expect(changeOf(0.9, 0.95, "%", "neither")).toMatchObject({ word: "less", tone: "quiet" });
  expect(changeOf(100.01, 100, "EUR", "higher")).toMatchObject({ arrow: "=", tone: "quiet" });
  expect(changeOf(0, 0, "EUR", "higher")?.arrow).toBe("=");
  expect(changeOf(null, 1, "EUR", "higher")).toBeUndefined();
  expect(changeOf(1, undefined, "EUR", "higher")).toBeUndefined();
});

test("Figures are read with their unit", () => {
  expect(figureText(0.9951, "%")).toBe("99.5 %");
  expect(figureText(87_123_002, "EUR").replaceAll("\u00a0", " ")).toBe("87.1 M EUR");
  expect(figureText(null, "EUR")).toBe("–");
});

test("Rows of a card come in its order, values by period", () => {
  const row = (figure: string) => ({ figure, plans: [{ horizon: { value: 1 }, years: [{ value: 2 }, { value: 3 }] }] }) as ComparisonRow;
  const comparison = { rows: [row("service_in_time"), row("turns"), row("revenue")], years: ["FY2026", "FY2027"] } as Comparison;
  expect(rowsOf(comparison).map((one) => one.figure)).toEqual(["revenue", "service_in_time"]);
  expect(figureOf(comparison.rows[0]!, 0, "FY2027", comparison.years)?.value).toBe(3);
  expect(figureOf(comparison.rows[0]!, 0, "horizon", comparison.years)?.value).toBe(1);
  expect(figureOf(comparison.rows[0]!, 1, "horizon", comparison.years)).toBeUndefined();
  const figure = { name: "revenue", title: "", period: "FY2027", value: 5, unit: "EUR", note: null };
  expect(approvedOf([figure], "revenue", "FY2027")?.value).toBe(5);
  expect(approvedOf([figure], "revenue", "horizon")).toBeUndefined();
});

test("Options are the cycle's scenarios first, or those the address names", () => {
  const all = [1, 2, 3, 4].map((id) => ({ id, archived: id === 3 }));
  expect(optionsOf([2, 1], all, "", 3)).toEqual([2, 1]);
  expect(optionsOf([2], all, "", 3)).toEqual([2, 4, 1]);
  expect(optionsOf([2], all, "4,1,99,4", 3)).toEqual([4, 1]);
  expect(optionsOf([2, 9], all, "x", 2)).toEqual([2, 4]);
});

test("A sparkline fills its box and leaves gaps out", () => {
  expect(sparkline([0, null, 10], 100, 20)).toBe("0.0,20.0 100.0,0.0");
  expect(sparkline([5, 5], 100, 20)).toBe("0.0,10.0 100.0,10.0");
  expect(sparkline([1], 100, 20)).toBe("");
});
