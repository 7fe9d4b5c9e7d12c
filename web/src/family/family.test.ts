import { describe, expect, it } from "vitest";
import type { FamilySheet, SheetRow } from "../api/finance";
import { factsOf } from "./findings";
import { comparisonAtFirst, difference, linesOf, valueAt } from "./lines";

const none = [null, null, null, null];

function row(name: string, values: Partial<SheetRow>): SheetRow {
  return {
    name,
    title: name,
    block: "sales",
    measure: `${name}_plan`,
    actualMeasure: `${name}_came`,
    atEnd: false,
    plan: none,
    actual: none,
    recorded: none,
    before: none,
    budget: none,
    yearBefore: none,
    years: [],
    noPlan: null,
    noActual: null,
    noBudget: null,
    ...values,
  };
}

/** Buckets 10 to 13; 12 is the first that is planned. */
function sheet(rows: SheetRow[], more: Partial<FamilySheet> = {}): FamilySheet {
  return {
    revision: 1,
    attribute: "family",
    member: "F",
    title: null,
    part: { family: ["F"] },
    unit: "planning_units",
    unitText: "PCE",
    first: 10,
    last: 13,
    rows,
    plans: [],
    before: null,
    notes: [],
    members: 1,
    previous: null,
    next: null,
    ...more,
  };
}

describe("a family sheet", () => {
  it("shows what came in the past and the plan ahead; a bucket the cut-off splits has both", () => {
    const sales = row("sales", { actual: [5, 6, 2, null], plan: [null, null, 4, 7] });
    expect([0, 1, 2, 3].map((at) => valueAt(sales, at))).toEqual([5, 6, 6, 7]);
    expect(valueAt({ ...sales, atEnd: true }, 2)).toBe(4);
  });

  it("sets the past beside the plan of record that held then, and the plan beside that of the last cycle", () => {
    const sales = row("sales", {
      actual: [5, 6, null, null],
      plan: [null, null, 4, 7],
      recorded: [10, null, null, null],
      before: [null, null, 8, null],
    });
    const lines = linesOf(sheet([sales]), 12, "record");
    expect(lines.map((line) => line.kind)).toEqual(["value", "compared", "difference"]);
    expect(lines[2]!.cells.map((cell) => cell.value)).toEqual([-5, null, -4, null]);
    expect(lines[2]!.cells[0]!.share).toBe(-0.5);
    expect(lines[0]!.cells.map((cell) => cell.measure)).toEqual(["sales_came", "sales_came", "sales_plan", "sales_plan"]);
  });

  it("has no line of differences where there is nothing to compare", () => {
    expect(linesOf(sheet([row("stock", { plan: [null, null, 1, 2] })]), 12, "budget").map((line) => line.kind)).toEqual(["value"]);
    expect(difference(4, 0)).toEqual({ value: 4, share: null });
    expect(difference(null, 3).value).toBeNull();
  });

  it("compares at first with plans of record, else the budget, else the year before", () => {
    expect(comparisonAtFirst(sheet([], { before: "October" }))).toBe("record");
    expect(comparisonAtFirst(sheet([row("sales", { budget: [1, null, null, null] })]))).toBe("budget");
    expect(comparisonAtFirst(sheet([row("sales", {})]))).toBe("year");
  });

  it("tells where stock covers least, when most is late, and how far past plans were missed; nothing where nothing is known", () => {
    const found = factsOf(
      sheet([
        row("sales", {
          actual: [8, 9, null, null],
          recorded: [10, null, null, null],
          years: [{ label: "FY2026", first: 10, last: 13, actual: 17, plan: 11, total: 28, budget: 35, yearBefore: null, complete: true }],
        }),
        row("coverage", { plan: [null, null, 1.5, 0.4], actual: [0.1, 0.2, null, null] }),
        row("backorders", { plan: [null, null, 3, 0] }),
      ]),
      12,
    );
    expect(found.lowest).toEqual({ bucket: 13, months: 0.4 });
    expect(found.late).toEqual({ bucket: 12, quantity: 3 });
    expect(found.missed).toEqual({ buckets: 1, share: -0.2 });
    expect(found.years[0]).toMatchObject({ total: 28, gap: -0.2 });
    const empty = factsOf(sheet([]), 12);
    expect(empty).toEqual({ years: [], lowest: null, late: null, missed: null });
  });
});
