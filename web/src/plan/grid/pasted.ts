import { type Decimal, decimal as decimalHere } from "../../i18n";
import { readNumber } from "./typed";

/** A block of cells from a spreadsheet. Undefined cells were empty: what stands there stays. */
export interface PastedBlock {
  values: (number | undefined)[][];
  /** The decimal separator the block was read with. */
  decimal: Decimal;
  /** The first number that could be read either way, when nothing in the block tells how. */
  ambiguous?: string;
  /** Cells that are no numbers, at most a few. */
  bad: { row: number; column: number; text: string }[];
}

const mostBad = 5;

/** Rows and columns of a clipboard text: tabs between cells, quotes around cells with line breaks, as spreadsheets write it. */
export function splitCells(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const at = text[i]!;
    if (quoted) {
      if (at === '"' && text[i + 1] === '"') {
        cell += '"';
        i++;
      } else if (at === '"') quoted = false;
      else cell += at;
    } else if (at === '"' && cell === "") quoted = true;
    else if (at === "\t") {
      row.push(cell);
      cell = "";
    } else if (at === "\n") {
      row.push(cell);
      rows.push(row);
      [row, cell] = [[], ""];
    } else if (at !== "\r") cell += at;
  }
  if (cell !== "" || row.length > 0) {
    row.push(cell);
    rows.push(row);
  }
  return rows;
}

/**
 * Reads a pasted block. The decimal separator is the one that the unambiguous numbers of the block show; when they show none,
 * `decimal` is taken and the block says that it is ambiguous.
 */
export function readBlock(text: string, decimal: Decimal = decimalHere): PastedBlock {
  const cells = splitCells(text);
  const filled = cells.flat().filter((cell) => cell.trim() !== "");
  const fits = (separator: Decimal) => filled.filter((cell) => needs(cell) === separator).length;
  const [points, commas] = [fits("."), fits(",")];
  const shown: Decimal = points === commas ? decimal : points > commas ? "." : ",";
  const ambiguous = points === commas ? filled.find((cell) => readNumber(cell, shown).ambiguous) : undefined;
  const bad: PastedBlock["bad"] = [];
  const values = cells.map((row, r) =>
    row.map((cell, c) => {
      if (cell.trim() === "") return undefined;
      const { value } = readNumber(cell, shown);
      if (value === null && bad.length < mostBad) bad.push({ row: r, column: c, text: cell.trim() });
      return value ?? undefined;
    }),
  );
  return { values, decimal: shown, ambiguous: ambiguous?.trim(), bad };
}

/** The decimal separator a number can only have been written with, if any. */
function needs(cell: string): Decimal | undefined {
  const [point, comma] = [readNumber(cell, "."), readNumber(cell, ",")];
  if (point.value === null || point.ambiguous) return undefined;
  if (!/[.,]/.test(cell) || point.value !== comma.value) return undefined;
  // Both readings agree, so only one of them was possible: the one in which the last separator parts the decimals, or groups by three.
  const last = Math.max(cell.lastIndexOf("."), cell.lastIndexOf(","));
  const groups = (cell.match(/[.,]/g) ?? []).length > 1 && new Set(cell.match(/[.,]/g)).size === 1;
  const separator = cell[last] as Decimal;
  return groups ? (separator === "." ? "," : ".") : separator;
}

/** A block as clipboard text; numbers in full, so that no spreadsheet rounds them, with the decimal separator that one of this language reads. */
export function writeBlock(values: readonly (readonly (number | null)[])[]): string {
  const written = (value: number | null) => (value === null ? "" : String(value).replace(".", decimalHere));
  return values.map((row) => row.map(written).join("\t")).join("\n");
}
