import { expect, test } from "vitest";
import { readBlock, splitCells, writeBlock } from "./pasted";
import { readNumber, readTyped } from "./typed";

test("a number is read as people and spreadsheets write it", () => {
  expect(readNumber("1,234.5").value).toBe(1234.5);
  expect(readNumber("1.234,5").value).toBe(1234.5);
  expect(readNumber("1 234 567").value).toBe(1234567);
  expect(readNumber("1'234").value).toBe(1234);
  expect(readNumber("0,5").value).toBe(0.5);
  expect(readNumber("(12)").value).toBe(-12);
  expect(readNumber("12-").value).toBe(-12);
  expect(readNumber("€ 3.2k").value).toBe(3200);
  expect(readNumber("1.5m").value).toBe(1_500_000);
  expect(readNumber("1.234.567").value).toBe(1234567);
  expect(Object.is(readNumber("-0").value, 0)).toBe(true);
});

test("what is no number is none", () => {
  for (const text of ["", "abc", "1.2.3", "12,34,5", "1e5", "--1", "1,2345,678"]) expect(readNumber(text).value).toBeNull();
});

test("three digits after the only separator may be decimals or a group", () => {
  expect(readNumber("1,234")).toEqual({ value: 1234, ambiguous: true });
  expect(readNumber("1,234", ",")).toEqual({ value: 1.234, ambiguous: true });
  expect(readNumber("1,23").ambiguous).toBe(false);
  expect(readNumber("1234").ambiguous).toBe(false);
  expect(readNumber("0,234")).toEqual({ value: 0.234, ambiguous: false });
});

test("what is typed says how it changes the cell", () => {
  expect(readTyped("1200")).toEqual({ rule: "set", value: 1200 });
  expect(readTyped("=1200")).toEqual({ rule: "set", value: 1200 });
  expect(readTyped("=-5")).toEqual({ rule: "set", value: -5 });
  expect(readTyped("+10%")).toEqual({ rule: "multiply", value: 1.1 });
  expect(readTyped("-5 %")).toEqual({ rule: "multiply", value: 0.95 });
  expect(readTyped("*1.2")).toEqual({ rule: "multiply", value: 1.2 });
  expect(readTyped("/4")).toEqual({ rule: "multiply", value: 0.25 });
  expect(readTyped("+100")).toEqual({ rule: "add", value: 100 });
  expect(readTyped("-100")).toEqual({ rule: "add", value: -100 });
  expect(readTyped("  ")).toEqual({ rule: "reset" });
});

test("what cannot be read says what can", () => {
  expect(readTyped("10%").problem).toContain("+10%");
  expect(readTyped("much").problem).toContain("Maybe");
  expect(readTyped("/0").problem).toBeDefined();
});

test("cells of a spreadsheet, with quotes and line breaks", () => {
  expect(splitCells('1\t2\r\n3\t"a\n""b"""\r\n')).toEqual([
    ["1", "2"],
    ["3", 'a\n"b"'],
  ]);
  expect(splitCells("")).toEqual([]);
});

test("one unambiguous number tells how the whole block is written", () => {
  expect(readBlock("1.234\t0,5").values).toEqual([[1234, 0.5]]);
  expect(readBlock("1,234\t0.5").values).toEqual([[1234, 0.5]]);
  expect(readBlock("1.234\t1.234.567").values).toEqual([[1234, 1234567]]);
  expect(readBlock("1.234\t2.345").ambiguous).toBe("1.234");
  expect(readBlock("1.234\t0,5").ambiguous).toBeUndefined();
});

test("empty cells stay, and cells that are no numbers are named", () => {
  const block = readBlock("1\t\nx\t2");
  expect(block.values).toEqual([
    [1, undefined],
    [undefined, 2],
  ]);
  expect(block.bad).toEqual([{ row: 1, column: 0, text: "x" }]);
});

test("what is copied reads the same when it is pasted", () => {
  const values = [
    [1234.5, null],
    [0.25, -3],
  ];
  expect(readBlock(writeBlock(values)).values).toEqual([
    [1234.5, undefined],
    [0.25, -3],
  ]);
});
