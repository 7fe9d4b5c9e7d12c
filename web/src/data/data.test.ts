import { describe, expect, test } from "vitest";
import type { FindingCount, Network, NetworkNode } from "../api/types";
import { around, daysBetween } from "./calendar/days";
import { bySeverityAndCount, groupsOf } from "./findings/groups";
import { sumOf } from "./history/option";
import { totals } from "./imports/counts";
import { titleOf, withFiles } from "./imports/files";
import { formula, totals as totalsOf } from "./measures/measure";
import { crowd, foldAbove, networkGraph, nodeLink } from "./network/networkGraph";
import { topGroups } from "./overview/NextSteps";
import { linePoints } from "./overview/Sparkline";
import { withScore } from "./overview/ThresholdsButton";
import { parseFilter, spellFilter } from "./tables/filters";

const group = (code: string, severity: FindingCount["severity"], count: number): FindingCount => ({
  code,
  severity,
  count,
  title: code,
  area: "products",
  population: 100,
  kept: count,
});

describe("findings", () => {
  const groups = [group("A", "warning", 90), group("B", "error", 2), group("C", "info", 500), group("D", "error", 7)];

  test("errors come first, then the larger count", () => {
    expect(bySeverityAndCount(groups).map((one) => one.code)).toEqual(["D", "B", "A", "C"]);
  });

  test("what to do next leaves infos out", () => {
    expect(topGroups(groups, 2).map((one) => one.code)).toEqual(["D", "B"]);
    expect(topGroups(groups, 9).map((one) => one.code)).toEqual(["D", "B", "A"]);
  });

  test("an empty filter takes all", () => {
    expect(groupsOf(groups, "", "")).toHaveLength(4);
    expect(groupsOf(groups, "error", "products")).toHaveLength(2);
    expect(groupsOf(groups, "error", "finance")).toHaveLength(0);
  });
});

describe("imports", () => {
  test("counts add up over tables", () => {
    const table = {
      table: "items",
      mode: "delta" as const,
      read: 5,
      accepted: 4,
      rejected: 1,
      duplicates: 0,
      added: 3,
      changed: 1,
      unchanged: 0,
    };
    expect(totals([table, { ...table, table: "units" }])).toEqual({
      read: 10,
      accepted: 8,
      rejected: 2,
      duplicates: 0,
      added: 6,
      changed: 2,
      unchanged: 0,
    });
  });

  test("a file dropped again takes the place of the older one", () => {
    const old = new File(["1"], "a.csv");
    const fresh = new File(["12"], "a.csv");
    const other = new File(["3"], "b.csv");
    expect(withFiles([old, other], [fresh])).toEqual([other, fresh]);
  });

  test("the title names the one file, or how many", () => {
    expect(titleOf([{ name: "a.xlsx" }], "canonical")).toBe("a.xlsx");
    expect(titleOf([{ name: "a" }, { name: "b" }], "adventureworks")).toBe("adventureworks: 2 files");
  });
});

describe("table filters", () => {
  test("values may hold colons", () => {
    expect(parseFilter("note:contains:a:b")).toEqual({ column: "note", operator: "contains", value: "a:b" });
    expect(spellFilter({ column: "note", operator: "contains", value: "a:b" })).toBe("note:contains:a:b");
  });

  test("empty needs no value", () => {
    expect(spellFilter({ column: "family", operator: "empty", value: "x" })).toBe("family:empty:");
    expect(parseFilter("family:empty:")).toEqual({ column: "family", operator: "empty", value: "" });
    expect(parseFilter("nonsense")).toBeNull();
  });
});

describe("network", () => {
  const supplier = (n: number): NetworkNode => ({ id: `supplier:${n}`, kind: "supplier", key: String(n), label: `S${n}`, facts: [] });
  const plant: NetworkNode = {
    id: "plant:P1",
    kind: "plant",
    key: "P1",
    label: "Plant",
    facts: [{ name: "Stock", value: "5", unit: "EA" }],
  };
  const edge = (n: number) => ({
    from: `supplier:${n}`,
    to: "plant:P1",
    kind: "supply" as const,
    mode: null,
    leadTimeDays: 3,
    costPerPallet: null,
    currency: null,
    quantity: 10,
    items: 1,
  });
  const many: Network = {
    nodes: [...Array.from({ length: foldAbove + 1 }, (_, n) => supplier(n)), plant],
    edges: Array.from({ length: foldAbove + 1 }, (_, n) => edge(n)),
    unitNote: "",
  };

  test("a crowd is one box with one arrow, and a list", () => {
    const folded = networkGraph(many);
    expect(folded.nodes.map((node) => node.id)).toEqual(["plant:P1", "#supplier"]);
    expect(folded.edges).toHaveLength(1);
    expect(folded.edges[0]!.tip).toContain("250");
    const list = crowd(many, "supplier");
    expect(list).toHaveLength(foldAbove + 1);
    expect(list[0]).toMatchObject({ links: 1, leadTime: [3, 3], quantity: 10 });
  });

  test("few of a kind are drawn one by one", () => {
    const few = { ...many, nodes: many.nodes.slice(-foldAbove), edges: [edge(5)] };
    expect(networkGraph(few).nodes).toHaveLength(foldAbove);
    expect(networkGraph(few).edges[0]!.label).toBe("3 d");
  });

  test("a box tells its facts and leads to its rows", () => {
    expect(networkGraph(many).nodes[0]!.tip).toContain("Stock: 5 EA");
    expect(nodeLink(plant)).toBe("/data/tables/locations?search=P1");
    expect(nodeLink(supplier(1))).toBe("/data/tables/suppliers?search=1");
  });
});

test("a missing value of a series counts nothing", () => {
  expect(sumOf([1, null, 2])).toBe(3);
});

test("a sparkline stays in its box and does not magnify noise", () => {
  const flat = linePoints([90, 90.01], 100, 40);
  expect(Math.abs(flat[0]![1] - flat[1]![1])).toBeLessThan(1);
  const steep = linePoints([10, 90], 100, 40);
  expect(steep).toEqual([
    [0, 37],
    [100, 3],
  ]);
});

test("a threshold is set or taken away", () => {
  expect(withScore({ demand: 90 }, "network", 80)).toEqual({ demand: 90, network: 80 });
  expect(withScore({ demand: 90 }, "demand", null)).toEqual({});
});

describe("reference", () => {
  test("both ends of a bucket count", () => {
    expect(daysBetween("2024-02-01", "2024-02-29")).toBe(29);
    expect(daysBetween("2025-03-30", "2025-03-30")).toBe(1);
    expect(around("2025-05-28")).toEqual({ from: "2025-01-01", to: "2027-12-31" });
  });

  test("a ratio names its measures, and a measure may have no total", () => {
    expect(formula({ numerator: "abs_error", denominator: "sales", complement: true })).toBe("1 - abs_error / sales");
    expect(totalsOf({ overMembers: "none", overTime: "none" })).toBe("no total");
    expect(totalsOf({ overMembers: "sum", overTime: "last" })).toBe("sum / last");
  });
});
