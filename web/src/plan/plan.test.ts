import { expect, test } from "vitest";
import type { MeasureDiff, PlanStructure, Scenario } from "../api/types";
import type { Row } from "./grid/rows";
import { seriesOf } from "./panels/chartOption";
import { deed } from "./panels/ExplainPanel";
import { differences } from "./scenarios/differences";
import { resolutionsOf } from "./scenarios/resolutions";
import { shownScenario } from "./useScenario";
import { readFilter, readView, viewDefaults, windowAtFirst, writeFilter } from "./view";

const structure = {
  firstPlanned: 14,
  buckets: Array.from({ length: 30 }, (_, index) => ({
    index,
    label: String(index),
    fiscalYear: 2024 + Math.floor(index / 12),
    fiscalQuarter: Math.floor((index % 12) / 3) + 1,
    zone: null,
  })),
  attributes: ["category", "family", "item", "region"].map((name) => ({ name, title: name, members: 3, measures: [] })),
  measures: [
    { name: "sales_history", hasValues: true },
    { name: "statistical_forecast", hasValues: false },
    { name: "sales_input", hasValues: false },
    { name: "consensus_demand", hasValues: false },
  ],
} as unknown as PlanStructure;

test("a page begins a year before the plan, at the start of a quarter", () => {
  expect(windowAtFirst(structure)).toEqual({ from: 0, to: 29 });
  expect(windowAtFirst({ ...structure, firstPlanned: 17 })).toEqual({ from: 3, to: 29 });
});

test("what the address says is read against what the plan has", () => {
  const view = readView(
    { ...viewDefaults, level: "family,colour", measures: "sales_input,nope", from: "20", to: "10", totals: "years" },
    structure,
  );
  expect(view).toMatchObject({ level: ["family"], measures: ["sales_input"], from: 10, to: 20, quarters: false, years: true });
  const first = readView(viewDefaults, structure);
  expect(first.level).toEqual(["category", "family", "item"]);
  expect(first.measures).toEqual(["sales_history", "sales_input", "consensus_demand"]);
});

test("a filter survives the address, and nonsense is none", () => {
  const known = new Set(["family"]);
  const filter = { family: ["Road, fast", "A:B"] };
  expect(readFilter(writeFilter(filter), known)).toEqual(filter);
  expect(writeFilter({ family: [] })).toBe("");
  for (const text of ["{", "[]", '{"colour":["x"]}', '{"family":"x"}', '{"family":[1]}']) expect(readFilter(text, known)).toEqual({});
});

test("the leading scenario of the cycle is shown to who has chosen none, or one that is put away since", () => {
  const scenarios = [
    { id: 1, archived: false },
    { id: 2, archived: true },
    { id: 3, archived: false },
    { id: 4, archived: false },
  ] as Scenario[];
  const shown = (named: number, kept: number, leading: number | undefined) => shownScenario(scenarios, { named, kept, leading })?.id;
  expect(shown(0, 0, 4)).toBe(4);
  expect(shown(0, 3, 4)).toBe(3);
  expect(shown(0, 2, 4)).toBe(4);
  expect(shown(0, 9, 4)).toBe(4);
  expect(shown(2, 3, 4)).toBe(2);
  expect(shown(9, 3, 4)).toBe(3);
  expect(shown(0, 0, 2)).toBe(1);
  expect(shown(0, 0, undefined)).toBe(1);
  expect(shownScenario([scenarios[1]!], { named: 0, kept: 0, leading: undefined })?.id).toBe(2);
  expect(shownScenario([], { named: 1, kept: 1, leading: 1 })).toBeUndefined();
});

test("a merge is ready when every conflict is decided; an own value that is not typed decides nothing", () => {
  const choices = new Map([
    ["a", { take: "ours" as const }],
    ["b", { take: "value" as const, value: undefined }],
    ["c", { take: "value" as const, value: 0 }],
  ]);
  expect(resolutionsOf(["a", "b", "c", "d"], choices)).toEqual({
    resolutions: [
      { conflict: "a", take: "ours" },
      { conflict: "c", take: "value", value: 0 },
    ],
    open: 2,
  });
});

test("the largest difference comes first, up or down; without a first value there is no percentage", () => {
  const row = (member: string, fromTotal: number | null, toTotal: number | null) => ({
    members: [member],
    title: null,
    unit: "EA",
    from: [],
    to: [],
    fromTotal,
    toTotal,
  });
  const diff = {
    name: "m",
    title: "M",
    reason: null,
    differentRows: 3,
    rows: [row("a", 10, 12), row("b", 50, 20), row("c", null, 5)],
  } as MeasureDiff;
  expect(differences(diff).map((one) => [one.title, one.difference, one.share])).toEqual([
    ["b", -30, -0.6],
    ["c", 5, null],
    ["a", 2, 0.2],
  ]);
});

test("an entry is told in words", () => {
  const entry = { like: null, shift: 0 };
  const title = (name: string) => name;
  expect(deed({ ...entry, rule: "set", value: 1200 }, title)).toBe("set to 1,200");
  expect(deed({ ...entry, rule: "multiply", value: 0.95 }, title)).toBe("−5 %");
  expect(deed({ ...entry, rule: "add", value: 30 }, title)).toBe("+30");
  expect(deed({ rule: "copy", value: 1, like: "budget", shift: 12 }, title)).toBe("copied from budget 12 buckets back");
});

test("sales history ends at the cut-off in a chart; a plan goes on", () => {
  const row = (name: string) =>
    ({ node: { index: 1, answer: { from: 12, to: 15 } }, cells: { name, values: [0, 0, 0, 0, 90, 80, 7, 1] } }) as unknown as Row;
  expect(seriesOf(row("sales_history"), structure)).toEqual([90, 80, null, null]);
  expect(seriesOf(row("consensus_demand"), structure)).toEqual([90, 80, 7, 1]);
});
