import { describe, expect, test } from "vitest";
import type { RejectedRow } from "../../api/types";
import { columnOrder, correction, edit, parseBlock, paste, shownValue, without } from "./drafts";

const row = (id: number, values: Record<string, string | null>, field: string | null = null): RejectedRow => ({
  id,
  importId: 1,
  table: "sales_history",
  file: "a.csv",
  line: id,
  values,
  problems: [{ code: "UNKNOWN_REFERENCE", field, value: null, message: "", advice: "" }],
  state: "open",
  repairedBy: null,
});
const columns = ["item", "quantity", "unit"];
const first = row(1, { item: "X", quantity: "5", unit: null });
const second = row(2, { item: "Y", quantity: "6", unit: "EA" });

describe("typing", () => {
  test("a change is shown, the old value typed again is no change", () => {
    const changed = edit({}, first, "item", "A");
    expect(shownValue(changed, first, "item")).toBe("A");
    expect(shownValue(changed, first, "quantity")).toBe("5");
    expect(edit(changed, first, "item", "X")).toEqual({});
  });

  test("an empty cell stays no change", () => {
    expect(edit({}, first, "unit", "")).toEqual({});
  });
});

describe("pasting", () => {
  test("a block of a spreadsheet ends with a line end", () => {
    expect(parseBlock("A\t1\r\nB\t2\r\n")).toEqual([
      ["A", "1"],
      ["B", "2"],
    ]);
  });

  test("it is laid over the grid from a cell on, and cut at its edges", () => {
    const drafts = paste({}, [first, second], columns, 1, 1, [
      ["7", "PC", "beyond"],
      ["8", "CS"],
    ]);
    expect(drafts).toEqual({ 2: { quantity: "7", unit: "PC" } });
  });
});

test("a correction carries all columns, empty ones as null", () => {
  expect(correction(edit({}, first, "item", " A "), first, columns)).toEqual({
    rejectedRowId: 1,
    values: { item: "A", quantity: "5", unit: null },
  });
});

test("repaired rows lose their drafts, others keep theirs", () => {
  const drafts = edit(edit({}, first, "item", "A"), second, "item", "B");
  expect(without(drafts, [1])).toEqual({ 2: { item: "B" } });
});

test("columns with a problem come first, then the key, then the table's order", () => {
  const definition = [
    { name: "order", key: true },
    { name: "item", key: false },
    { name: "customer", key: false },
  ];
  expect(columnOrder(definition, [row(1, {}, "customer")])).toEqual(["customer", "order", "item"]);
});
