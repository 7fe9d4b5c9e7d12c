import { expect, test } from "vitest";
import { entityLink, firstPart } from "./entityLink";
import { nextSort } from "./Grid";
import { headingOf } from "./Problem";
import { records } from "./records";

test("a header pressed again turns the order round, then takes it away", () => {
  expect(nextSort(undefined, "item")).toBe("item");
  expect(nextSort("item", "item")).toBe("-item");
  expect(nextSort("-item", "item")).toBe("");
  expect(nextSort("family", "item")).toBe("item");
});

test("an item has its page, other entities are a search in their table", () => {
  expect(entityLink("items", "BK-R93R/48")).toBe("/data/items/BK-R93R%2F48");
  expect(entityLink("suppliers", "S 1")).toBe("/data/tables/suppliers?search=S%201");
  expect(entityLink("budget", "")).toBe("/data/tables/budget");
});

test("an entity of several keys is searched by its first part", () => {
  expect(firstPart("BK-1 / P1")).toBe("BK-1");
  expect(firstPart("A → B → A")).toBe("A");
  expect(firstPart("HL-U509-R")).toBe("HL-U509-R");
});

test("rows become objects by column name", () => {
  const page = { total: 1, asOf: "2025-05-31", columns: ["item", "unit"], rows: [["A", null]], importIds: [1], lines: [2] };
  expect(records(page)).toEqual([{ item: "A", unit: null }]);
  expect(records(undefined)).toEqual([]);
});

test("a refusal is headed in words for people, not by what HTTP calls it", () => {
  expect(headingOf({ title: "Bad Request", detail: "All 479 values are locked." })).toBe("Not done");
  expect(headingOf({ title: "The server cannot be reached." })).toBe("The server cannot be reached.");
  expect(headingOf({})).toBe("Something went wrong");
});
