import { describe, expect, it } from "vitest";
import type { BridgeBars, Statement, StatementLine } from "../api/finance";
import type { PlanStructure } from "../api/types";
import { barsOf, biggestCause, gapOf } from "./bridge";
import { columnsOf, valueIn } from "./table";

const bars: BridgeBars = { budget: 100, soFar: -30, volume: 10, mix: 0, price: -5, cost: 0, notBudgeted: 0, expected: 75 };

describe("the bridge", () => {
  it("hangs each cause where the one before ended and ends at what is expected", () => {
    const found = barsOf(bars);
    expect(found.map((bar) => bar.key)).toEqual(["budget", "soFar", "volume", "price", "expected"]);
    expect(found.slice(1, -1).map((bar) => [bar.from, bar.to])).toEqual([
      [100, 70],
      [70, 80],
      [80, 75],
    ]);
    expect(found.at(-1)!.to).toBe(75);
  });

  it("names the cause that moves most towards the gap, not the largest against it", () => {
    expect(biggestCause(bars)).toEqual({ cause: "soFar", value: -30 });
    expect(biggestCause({ ...bars, soFar: 30, price: -65, volume: 10 })).toEqual({ cause: "price", value: -65 });
    expect(biggestCause({ ...bars, soFar: 0, volume: 0, price: 0, expected: 100 })).toBeNull();
    expect(gapOf(bars)).toBe(-25);
  });
});

const year = (label: string, first: number, last: number, actual: number | null, plan: number | null, complete = true) => ({
  label,
  first,
  last,
  actual,
  plan,
  total: actual === null && plan === null ? null : (actual ?? 0) + (plan ?? 0),
  budget: 50,
  yearBefore: null,
  complete,
});

/** Four buckets, 2 is the first that is planned; the fiscal year has them all. */
const structure = {
  firstPlanned: 2,
  buckets: [0, 1, 2, 3].map((index) => ({ index, label: `B${index}` })),
  fiscalYears: [{ label: "FY1", firstIndex: 0, count: 4 }],
} as unknown as PlanStructure;

function line(more: Partial<StatementLine>): StatementLine {
  return {
    measure: "revenue",
    title: "Revenue",
    block: "profit",
    actualMeasure: "actual_revenue",
    atEnd: false,
    share: false,
    actual: [1, 2, 3, null],
    plan: [null, null, 4, 5],
    budget: [2, 2, 2, null],
    quarters: [],
    years: [year("FY1", 0, 3, 6, 9)],
    why: null,
    note: null,
    ...more,
  };
}

describe("the statement", () => {
  const statement = { first: 0, last: 3, lines: [line({})] } as unknown as Statement;

  it("shows what came, what is planned, and of a split bucket both", () => {
    const columns = columnsOf(statement, structure, "bucket");
    expect(columns.map((column) => column.kind)).toEqual(["actual", "actual", "plan", "plan"]);
    expect(columns.map((column) => valueIn(line({}), column, statement, "bucket").value)).toEqual([1, 2, 7, 5]);
    expect(valueIn(line({ atEnd: true }), columns[2]!, statement, "bucket").value).toBe(4);
    expect(valueIn(line({}), columns[3]!, statement, "bucket").budget).toBeNull();
  });

  it("marks totals of which only the rest is known, and only those", () => {
    const [column] = columnsOf(statement, structure, "year");
    expect(column).toMatchObject({ label: "FY1", kind: "both" });
    expect(valueIn(line({}), column!, statement, "year")).toEqual({ value: 15, budget: 50, part: false });
    expect(valueIn(line({ years: [year("FY1", 0, 3, null, 9)] }), column!, statement, "year").part).toBe(true);
    expect(valueIn(line({ years: [year("FY1", 0, 3, 6, 9, false)] }), column!, statement, "year").part).toBe(true);
    expect(valueIn(line({ atEnd: true, years: [year("FY1", 0, 3, null, 9)] }), column!, statement, "year").part).toBe(false);
    expect(valueIn(line({ years: [] }), column!, statement, "year").value).toBeNull();
  });
});
