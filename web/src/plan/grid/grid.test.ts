import { expect, test } from "vitest";
import type { CellsAnswer, MeasureCells, PlanStructure } from "../../api/types";
import { columnsBetween, columnsOf, widthsFor, zoneBands } from "./columns";
import { coordinatesOf, editedAt, entryOf, joined, lockAt, valueAt, verdictAt } from "./edits";
import { fillValues, pastedInto, reachOf, type Sheet, sameForAll } from "./gestures";
import { nodeKey, nodesOf, openBelow, rowsOf, type Tree } from "./rows";
import { filled, moved } from "./selection";

// A plan of nine months, January to September: three past, the rest by zones.
const zones = [null, null, null, "frozen", "flexible", "flexible", "strategic", "strategic", "strategic"] as const;
const structure = {
  firstPlanned: 3,
  currency: "EUR",
  buckets: zones.map((zone, index) => ({
    index,
    label: `2026-0${index + 1}`,
    first: "",
    last: "",
    fiscalYear: 2026,
    fiscalQuarter: Math.floor(index / 3) + 1,
    zone,
  })),
  quarters: [0, 3, 6].map((firstIndex, at) => ({ label: `FY2026-Q${at + 1}`, firstIndex, count: 3 })),
  fiscalYears: [{ label: "FY2026", firstIndex: 0, count: 9 }],
  attributes: [],
  measures: [],
} as unknown as PlanStructure;

const closed = { allowed: false, mayOverride: false };
const editable = [
  { zone: null, ...closed, reason: "past" },
  { zone: "frozen" as const, allowed: false, mayOverride: true, reason: "frozen" },
  { zone: "flexible" as const, allowed: true, mayOverride: false, reason: "" },
  { zone: "strategic" as const, allowed: true, mayOverride: false, reason: "" },
];

/** Cells of rows that have the given first value and one more in each bucket. */
function cells(name: string, starts: number[], more: Partial<MeasureCells> = {}): MeasureCells {
  const values = starts.flatMap((start) => zones.map((_, at) => start + at));
  const quarters = starts.flatMap((start) => [0, 3, 6].map((first) => 3 * start + 3 * first + 3));
  const years = starts.map((start) => 9 * start + 36);
  const shape = { title: name, unitKind: "base_units", overTime: "sum", reason: null, locked: [], edited: [], refused: [], editable };
  const base = {
    name,
    values,
    quarters,
    years,
    units: starts.map(() => "EA"),
    noTotal: starts.map(() => null),
    outside: starts.map(() => 0),
    series: starts.map(() => 2),
  };
  return { ...base, ...shape, ...more } as MeasureCells;
}

function answer(rows: string[][], measures: MeasureCells[]): CellsAnswer {
  return {
    revision: 1,
    head: 1,
    from: 0,
    to: 8,
    unit: "planning_units",
    rows: rows.map((members) => ({ depth: members.length, members, title: null })),
    quarterLabels: ["FY2026-Q1", "FY2026-Q2", "FY2026-Q3"],
    yearLabels: ["FY2026"],
    measures,
  };
}

const top = answer([[], ["Bikes"], ["Parts"]], [cells("input", [100, 60, 40])]);
const tree: Tree = { level: ["category", "family"], top, depth: 1, below: new Map(), open: new Set(), closed: new Set() };
const columns = columnsOf(structure, top, { quarters: true, years: true }, { bucket: 70, total: 90 });
const sheet = (rows = rowsOf(nodesOf(tree), ["input"])): Sheet => ({ rows, columns, structure, unit: "planning_units", filter: {} });
const column = (key: string) => columns.find((one) => one.key === key)!;

test("each quarter and year is followed by its total", () => {
  expect(columns.map((one) => one.key)).toEqual(["b0", "b1", "b2", "q0", "b3", "b4", "b5", "q3", "b6", "b7", "b8", "q6", "y0"]);
  expect(columns.at(-1)!.left).toBe(9 * 70 + 3 * 90);
  expect(column("b3").firstPlanned).toBe(true);
  expect(zoneBands(columns).map((band) => band.zone)).toEqual(["past", "frozen", "flexible", "strategic"]);
});

test("a total at the edge of the window is still of the whole quarter", () => {
  const part = columnsOf(
    structure,
    { ...top, from: 4, quarterLabels: ["FY2026-Q2", "FY2026-Q3"] },
    { quarters: true, years: false },
    { bucket: 70, total: 90 },
  );
  expect(part.map((one) => one.key)).toEqual(["b4", "b5", "q3", "b6", "b7", "b8", "q6"]);
  expect([part[2]!.from, part[2]!.to]).toEqual([3, 5]);
});

test("columns are wide enough for the longest number", () => {
  const small = widthsFor(top);
  expect(small).toEqual({ bucket: 76, total: 98 });
  const large = widthsFor({ measures: [cells("revenue", [15_000_000])] });
  expect(large.bucket).toBeGreaterThan(small.bucket);
  expect(large.total).toBeGreaterThan(small.total);
});

test("columns in view are found by pixels", () => {
  expect(columnsBetween(columns, 0, 71)).toEqual([0, 1]);
  expect(columnsBetween(columns, 69, 70)).toEqual([0, 0]);
  expect(columnsBetween(columns, 10_000, 11_000)).toEqual([12, 12]);
});

test("children of an opened member come from an answer of their own", () => {
  expect(nodesOf(tree).map((one) => one.key)).toEqual(["", "Bikes", "Parts"]);
  const below = answer(
    [
      ["Bikes", "City"],
      ["Bikes", "Road"],
    ],
    [cells("input", [20, 40])],
  );
  const opened = { ...tree, open: new Set(["Bikes"]) };
  expect(openBelow(opened)).toEqual(["Bikes"]);
  const nodes = nodesOf({ ...opened, below: new Map([["Bikes", below]]) });
  expect(nodes.map((one) => one.key)).toEqual(["", "Bikes", nodeKey(["Bikes", "City"]), nodeKey(["Bikes", "Road"]), "Parts"]);
  expect(nodes[2]!.path).toEqual([
    ["category", "Bikes"],
    ["family", "City"],
  ]);
  expect(nodes[2]!.opens).toBe(false);
});

test("a closed member hides everything below it", () => {
  const deep = {
    ...tree,
    top: answer([[], ["Bikes"], ["Bikes", "City"], ["Parts"], ["Parts", "Wheels"]], [cells("input", [1, 2, 3, 4, 5])]),
    depth: 2,
  };
  expect(nodesOf({ ...deep, closed: new Set(["Bikes"]) }).map((one) => one.title)).toEqual(["All", "Bikes", "Parts", "Wheels"]);
  expect(nodesOf({ ...deep, closed: new Set([""]) }).map((one) => one.title)).toEqual(["All"]);
});

test("a measure that has no values at this level has no line", () => {
  const two = answer([[]], [cells("input", [1]), cells("stock", [1], { reason: "Stock has no channel." })]);
  expect(rowsOf(nodesOf({ ...tree, top: two }), ["stock", "input"]).map((row) => row.cells.name)).toEqual(["input"]);
});

test("values are read by bucket, quarter and year", () => {
  const bikes = sheet().rows[1]!;
  expect(valueAt(bikes, column("b4"))).toBe(64);
  expect(valueAt(bikes, column("q3"))).toBe(63 + 64 + 65);
  expect(valueAt(bikes, column("y0"))).toBe(9 * 60 + 36);
});

test("a total is typed into where its last buckets are open", () => {
  const bikes = sheet().rows[1]!;
  expect(verdictAt(bikes, column("b1"), structure)).toMatchObject({ allowed: false, reason: "past" });
  expect(verdictAt(bikes, column("b3"), structure)).toMatchObject({ allowed: false, mayOverride: true });
  expect(verdictAt(bikes, column("q3"), structure)).toMatchObject({ allowed: true, from: 4, to: 5 });
  expect(verdictAt(bikes, column("y0"), structure)).toMatchObject({ allowed: true, from: 4, to: 8 });
});

test("no total, no edit; and a part outside of one's right says so", () => {
  const rows = (more: Partial<MeasureCells>) => rowsOf(nodesOf({ ...tree, top: answer([[]], [cells("input", [1], more)]) }), ["input"]);
  expect(verdictAt(rows({ noTotal: ["no total of bikes and tyres"] })[0]!, column("b5"), structure).reason).toBe(
    "no total of bikes and tyres",
  );
  expect(verdictAt(rows({ refused: ["only North"] })[0]!, column("b5"), structure)).toMatchObject({ allowed: false, reason: "only North" });
});

test("a typed total leaves what is fixed out, a factor does not", () => {
  const bikes = sheet().rows[1]!;
  const set = entryOf(bikes, column("q3"), structure, { rule: "set", value: 300, unit: "planning_units", filter: {} });
  expect(set).toMatchObject({ from: 4, to: 5, value: 300 - 63, total: true, coordinates: { category: ["Bikes"] } });
  const more = entryOf(bikes, column("q3"), structure, { rule: "multiply", value: 1.1, unit: "planning_units", filter: {} });
  expect(more).toMatchObject({ from: 4, to: 5, value: 1.1, total: false });
});

test("the part of a row is its members within the filter", () => {
  const bikes = sheet().rows[1]!;
  expect(coordinatesOf(bikes, { region: ["North"], category: ["Bikes", "Parts"] })).toEqual({ region: ["North"], category: ["Bikes"] });
});

test("locks and edits are told by bucket, locks by total too", () => {
  const locked = zones.map((_, at) => (at === 4 ? 2 : at === 5 ? 1 : 0));
  const edited = zones.map((_, at) => (at === 4 ? 1 : 0));
  const row = rowsOf(nodesOf({ ...tree, top: answer([[]], [cells("input", [1], { locked, edited })]) }), ["input"])[0]!;
  expect(["b3", "b4", "b5", "q3"].map((key) => lockAt(row, column(key)))).toEqual(["none", "all", "part", "part"]);
  expect(["b4", "b5", "q3"].map((key) => editedAt(row, column(key)))).toEqual([true, false, false]);
});

test("neighbouring buckets that get the same become one entry", () => {
  const all = sheet();
  const at = (key: string) => columns.indexOf(column(key));
  const area = { top: 1, bottom: 2, left: at("b4"), right: at("b6") };
  const reach = reachOf(all, area);
  expect(reach.cells).toHaveLength(6);
  const edit = sameForAll(all, reach.cells, "multiply", 1.1, "+10%");
  expect(edit.entries.map((one) => [one.coordinates, one.from, one.to])).toEqual([
    [{ category: ["Bikes"] }, 4, 6],
    [{ category: ["Parts"] }, 4, 6],
  ]);
  expect(joined([])).toEqual([]);
});

test("cells that may not be edited are counted, and whether all of them may be overridden", () => {
  const all = sheet();
  const at = (key: string) => columns.indexOf(column(key));
  const frozen = { top: 1, bottom: 1, left: at("b3"), right: at("b3") };
  expect(reachOf(all, frozen)).toMatchObject({ cells: [], refused: 1, mayOverride: true, reason: "frozen" });
  expect(reachOf(all, { ...frozen, left: at("b2") })).toMatchObject({ refused: 2, mayOverride: false, reason: "past" });
});

test("a pasted block goes from the corner on, or fills the selection when it fits", () => {
  const all = sheet();
  const at = (key: string) => columns.indexOf(column(key));
  const corner = { top: 1, bottom: 1, left: at("b6"), right: at("b6") };
  const block = pastedInto(
    all,
    [
      [1, 2],
      [undefined, 4],
      [5, 6],
    ],
    corner,
  );
  expect(block.edit.entries.map((one) => [one.coordinates!.category![0], one.from, one.value])).toEqual([
    ["Bikes", 6, 1],
    ["Bikes", 7, 2],
    ["Parts", 7, 4],
  ]);
  expect(block.outside).toBe(2);
  const one = pastedInto(all, [[9]], { ...corner, bottom: 2, right: at("b7") });
  expect(one.edit.entries.map((entry) => [entry.from, entry.to, entry.value])).toEqual([
    [6, 7, 9],
    [6, 7, 9],
  ]);
  expect(pastedInto(all, [[9]], { top: 1, bottom: 1, left: 0, right: 0 })).toMatchObject({ refused: 1, reason: "past" });
});

test("filling to the right passes over totals", () => {
  const all = sheet();
  const at = (key: string) => columns.indexOf(column(key));
  const from = { top: 1, bottom: 1, left: at("b5"), right: at("b5") };
  const to = { ...from, left: at("q3"), right: at("b7") };
  const { edit } = pastedInto(all, fillValues(all, from, to), to);
  expect(edit.entries.map((one) => [one.from, one.to, one.value])).toEqual([[6, 7, 65]]);
});

test("a drag of the handle extends to the side that is further", () => {
  const area = { top: 2, bottom: 3, left: 4, right: 5 };
  expect(filled(area, { row: 6, column: 6 })).toEqual({ top: 4, bottom: 6, left: 4, right: 5 });
  expect(filled(area, { row: 3, column: 8 })).toEqual({ top: 2, bottom: 3, left: 6, right: 8 });
  expect(filled(area, { row: 0, column: 4 })).toEqual({ top: 0, bottom: 1, left: 4, right: 5 });
  expect(filled(area, { row: 2, column: 5 })).toBeUndefined();
});

test("keys move within the grid, the name of the row included", () => {
  const last = { row: 9, column: 12 };
  expect(moved({ row: 0, column: 0 }, "ArrowLeft", false, 5, last)).toEqual({ row: 0, column: -1 });
  expect(moved({ row: 8, column: 3 }, "PageDown", false, 5, last)).toEqual({ row: 9, column: 3 });
  expect(moved({ row: 5, column: 3 }, "ArrowRight", true, 5, last)).toEqual({ row: 5, column: 12 });
  expect(moved({ row: 5, column: 3 }, "x", false, 5, last)).toBeUndefined();
});
