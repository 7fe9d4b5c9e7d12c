import { describe, expect, test } from "vitest";
import type { DemandExceptionList, RoughLoad, TimelineEvent } from "../api/demand";
import type { CellsAnswer, PlanBucket, PlanStructure } from "../api/types";
import { lastYear, linesOf, valuesOf, writeLines } from "./chart";
import { headline, nameOf, totals } from "./exceptions";
import { lowestStock, peaksOf } from "./load";
import { demandDefaults, partOf, readDemand, treeBelow } from "./state";
import { refusalFor, standing } from "./submissions";
import { barsOf, shareAt } from "./timeline";

const month = (at: number): PlanBucket => {
  const [year, of] = [2025 + Math.floor(at / 12), at % 12];
  const iso = (y: number, m: number, d: number) => new Date(Date.UTC(y, m, d)).toISOString().slice(0, 10);
  return {
    index: at,
    label: iso(year, of, 1).slice(0, 7),
    first: iso(year, of, 1),
    last: iso(year, of + 1, 0),
    fiscalYear: year,
    fiscalQuarter: Math.floor(of / 3) + 1,
    zone: at < 12 ? null : "flexible",
  };
};

const structure = {
  buckets: Array.from({ length: 24 }, (_, at) => month(at)),
  firstPlanned: 12,
  cutOff: "2025-12-31",
  attributes: ["family", "item", "channel", "region"].map((name) => ({ name, title: name, members: 2 })),
} as unknown as PlanStructure;

describe("the address of the page", () => {
  test("an empty one tells parts by family, channel and region, and shows everything", () => {
    const view = readDemand(demandDefaults, structure);
    expect(view).toEqual({ level: ["family", "channel", "region"], filter: {}, part: {}, unit: "money" });
  });

  test("the part is what was chosen within the filter; what the plan does not know is left out", () => {
    const view = readDemand(
      { ...demandDefaults, level: "item,nonsense", filter: '{"region":["North"]}', at: '{"family":["Road"]}' },
      structure,
    );
    expect(view.level).toEqual(["item"]);
    expect(view.part).toEqual({ region: ["North"], family: ["Road"] });
  });

  test("below a part are the levels it is not held to", () => {
    expect(treeBelow(partOf(["family", "channel"], ["Road", "Retail"]), structure)).toEqual(["item", "region"]);
    expect(treeBelow({ item: ["R1"] }, structure)).toEqual(["channel", "region"]);
    expect(treeBelow({}, structure)[0]).toBe("family");
  });

  test("lines at their first choice are not written; none at all is", () => {
    expect(writeLines(linesOf(""))).toBe("");
    expect(linesOf(writeLines(["sales_input", "sales_history"]))).toEqual(["sales_history", "sales_input"]);
    expect(linesOf(writeLines([]))).toEqual([]);
  });
});

describe("the first sentence", () => {
  const list: DemandExceptionList = {
    level: ["family"],
    unit: "EUR",
    basis: "",
    groups: 3,
    total: 2,
    kinds: [
      { kind: "bias", count: 1, atStake: 200_000 },
      { kind: "missing_input", count: 1, atStake: 900_000 },
    ],
    rows: [
      { kind: "missing_input", members: [], atStake: 900_000, signed: null, share: null, functions: ["sales"], why: "" },
      { kind: "bias", members: ["RB"], atStake: 200_000, signed: -200_000, share: 0.2, functions: [], why: "" },
    ],
    titles: { RB: "Road Bikes" },
  };

  test("what is missing is counted, and its worth, which is the error of the others, is not added", () => {
    expect(totals(list)).toEqual({ count: 2, atStake: 200_000 });
    expect(headline(list)).toMatch(/^2 exceptions in 3 parts .* Look first at Road Bikes: bias, 200.k.EUR\.$/);
  });

  test("one is one, not many", () => {
    const one = { ...list, groups: 1, kinds: [list.kinds[0]!] };
    expect(headline(one)).toMatch(/^1 exception in 1 part of the demand plan/);
  });

  test("a plan without exceptions says so", () => {
    expect(headline({ ...list, kinds: [], rows: [] })).toContain("Nothing in the demand plan stands out");
  });

  test("members without a title keep their name, an empty one is none", () => {
    expect(nameOf({ members: ["RB", ""] }, list.titles)).toBe("Road Bikes · (none)");
    expect(nameOf({ members: ["", "", ""] }, list.titles)).toBe("Everything without attributes");
  });
});

describe("the chart", () => {
  const values = Array.from({ length: 24 }, (_, at) => at);
  const answer = {
    from: 0,
    to: 23,
    rows: [{ members: [] }],
    measures: [
      { name: "sales_history", values },
      { name: "consensus_demand", values },
    ],
  } as unknown as CellsAnswer;

  test("history ends at the cut-off, last year is history a year later", () => {
    expect(valuesOf(answer, "sales_history", structure, 10)).toEqual([10, 11, ...Array<null>(12).fill(null)]);
    expect(valuesOf(answer, "consensus_demand", structure, 22)).toEqual([22, 23]);
    expect(lastYear(answer, structure, 11).slice(0, 3)).toEqual([null, 0, 1]);
  });
});

describe("the time line", () => {
  const event = (id: string, from: string, to: string | null): TimelineEvent => ({
    id,
    kind: "promotion",
    description: null,
    part: "everything",
    from,
    to,
    effectPercent: null,
    quantity: null,
    money: null,
    isStated: true,
  });

  test("the middle of a month stands at its point", () => {
    expect(shareAt("2025-02-15", structure.buckets)).toBeCloseTo(1 / 23, 2);
    expect(shareAt("2024-01-01", structure.buckets)).toBe(0);
    expect(shareAt("2030-01-01", structure.buckets)).toBe(1);
  });

  test("events at the same time stand in rows of their own, those still to come first; what has no room is counted", () => {
    const events = [
      event("past", "2025-03-01", "2025-05-31"),
      event("now", "2026-03-01", "2026-05-31"),
      event("too", "2026-04-01", "2026-04-30"),
      event("other", "2024-01-01", "2024-02-01"),
      { ...event("in force since", "2024-01-01", "2024-02-01"), to: null },
    ];
    const { bars, hidden } = barsOf(events, structure.buckets, 2, structure.cutOff);
    expect(bars.map((bar) => [bar.event.id, bar.lane])).toEqual([
      ["now", 0],
      ["too", 1],
      ["past", 0],
    ]);
    expect(hidden).toBe(0);
    expect(barsOf(events, structure.buckets, 1, structure.cutOff).hidden).toBe(1);
  });
});

describe("load and stock", () => {
  const load: RoughLoad = {
    firstBucket: 12,
    supplyRevision: 3,
    changed: [0, 500, 0],
    changedUnit: "EUR",
    resources: [
      { resource: "Line", kind: "machine", asked: [10, 30, 20], before: [90, 80, 95], after: [90, 110, 95], capacity: [100, 100, 100] },
      { resource: "Dock", kind: "receiving", asked: [0, 5, 9], before: [1, 5, 9], after: [1, 5, 9], capacity: [10, 10, 10] },
    ],
    moreResources: 0,
    stock: { unit: "PCE", before: [50, 40, 60], after: [50, 10, 30], safety: [20, 20, null] },
  };

  test("a resource is told in the bucket that changed most, else in its fullest", () => {
    const [line, dock] = peaksOf(load);
    expect(line).toMatchObject({ bucket: 13, asked: 30, unit: "hours", usedBefore: 0.8, used: 1.1 });
    expect(dock).toMatchObject({ bucket: 14, asked: 9, unit: "units", used: 0.9 });
  });

  test("the lowest stock is that furthest below its safety stock", () => {
    expect(lowestStock(load)).toEqual({ bucket: 13, before: 40, after: 10, safety: 20 });
    expect(lowestStock({ ...load, stock: null })).toBeNull();
  });
});

describe("submissions", () => {
  const given = (by: string, withdrawnBy: string | null) =>
    ({ function: "sales", scenario: 1, revision: 1, by, role: "sales", at: "", comment: null, withdrawnBy, withdrawnAt: null }) as const;

  test("the last one that was not taken back stands", () => {
    expect(standing({ submissions: [given("a", null), given("b", "b")] }, "sales")?.by).toBe("a");
    expect(standing({ submissions: [given("a", "a")] }, "sales")).toBeUndefined();
  });

  test("a function submits for itself, the coordinator for all", () => {
    expect(refusalFor("sales", ["sales"])).toBeUndefined();
    expect(refusalFor("finance", ["coordinator"])).toBeUndefined();
    expect(refusalFor("finance", ["sales"])).toContain("Only finance");
  });
});
