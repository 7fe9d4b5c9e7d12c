import { describe, expect, test } from "vitest";
import { bucketLabel, bytes, cell, compact, count, day, duration, money, none, percent, plural, quantity, score, words } from "./format";

describe("numbers", () => {
  test("counts have thousands separators, and nothing is not zero", () => {
    expect(count(1234567)).toBe("1,234,567");
    expect(count(0)).toBe("0");
    expect(count(null)).toBe(none);
    expect(count(Number.NaN)).toBe(none);
  });

  test("a small quantity does not read as zero", () => {
    expect(quantity(0.0004)).toBe("0.0004");
    expect(quantity(0)).toBe("0");
    expect(quantity(1234.567)).toBe("1,234.57");
    expect(quantity(-2.5)).toBe("−2.5");
  });

  test("a share is 100 % only when it is all, and 0 % only when it is none", () => {
    expect(percent(1)).toBe("100.0 %");
    expect(percent(0.99999)).toBe("99.9 %");
    expect(percent(0.00001)).toBe("0.1 %");
    expect(percent(0)).toBe("0.0 %");
    expect(percent(0.5, 0)).toBe("50 %");
  });

  test("a score is rounded down: 100 only when nothing failed, never a threshold it did not reach", () => {
    expect(score(99.999)).toBe("99.99");
    expect(score(100)).toBe("100.00");
    expect(score(79.996)).toBe("79.99");
    expect(score(87.25, 1)).toBe("87.2");
    expect(score(64.1, 1)).toBe("64.1");
    expect(score(null)).toBe(none);
  });
});

describe("texts", () => {
  test("bytes and durations", () => {
    expect(bytes(999)).toBe("999 B");
    expect(bytes(1500)).toBe("1.5 kB");
    expect(bytes(999_999)).toBe("1.0 MB");
    expect(bytes(12_400_000)).toBe("12 MB");
    expect(duration(3400)).toBe("3 s");
    expect(duration(125_000)).toBe("2 min 05 s");
    expect(duration(3_725_000)).toBe("1 h 02 min");
  });

  test("words of the data model", () => {
    expect(words("stock_and_orders")).toBe("Stock and orders");
    expect(words("MISSING_COST")).toBe("Missing cost");
    expect(words("")).toBe(none);
    expect(plural(1, "row", "rows")).toBe("1 row");
    expect(plural(2, "row", "rows")).toBe("2 rows");
    expect(plural(0, "entry", "entries")).toBe("0 entries");
  });

  test("cells follow the type of their column", () => {
    expect(cell("1234.5", "number")).toBe("1,234.5");
    expect(cell("2025-05-31", "date")).toBe("2025-05-31");
    expect(cell("abc", "number")).toBe("abc");
    expect(cell(null, "text")).toBe("");
    expect(cell("007", "text")).toBe("007");
  });
});

describe("for people", () => {
  test("days and buckets", () => {
    expect(day("2026-11-05")).toBe("5 Nov 2026");
    expect(day(null)).toBe(none);
    expect(day("soon")).toBe("soon");
    expect(bucketLabel("2026-11")).toBe("Nov 2026");
    expect(bucketLabel({ label: "2026-W05a" })).toBe("2026-W05a");
    expect(bucketLabel("FY2026-Q1")).toBe("FY2026-Q1");
  });

  test("money and heads of pages", () => {
    expect(money(1234.4, "EUR")).toBe("1,234\u00a0EUR");
    expect(money(1234.4, "EUR", 2)).toBe("1,234.40\u00a0EUR");
    expect(compact(1_234_567)).toBe("1.2\u00a0M");
    expect(compact(-4_500, "EUR")).toBe("−4.5\u00a0k\u00a0EUR");
    expect(compact(999_960)).toBe("1\u00a0M");
    expect(compact(3_400_000_000)).toBe("3.4\u00a0bn");
    expect(compact(812)).toBe("812");
    expect(compact(null)).toBe(none);
  });
});
