import { decimal, locale } from "../../i18n";
import { written } from "../../parts/format";
import type { Row } from "./rows";

const formats = [0, 1, 2].map((digits) => new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }));
const known = new WeakMap<object, Map<number, number>>();

/** A number with so many decimals, 0 to 2, thousands separated. */
export const number = (value: number, digits: number): string => written(formats[digits]!, value);

/** Decimals of a row, 0 to 2: all its cells have the same, none where the values are whole or large. */
export function digitsOf(row: Row): number {
  const { cells, node } = row;
  const byRow = known.get(cells) ?? new Map<number, number>();
  known.set(cells, byRow);
  const found = byRow.get(node.index);
  if (found !== undefined) return found;
  const width = node.answer.to - node.answer.from + 1;
  let largest = 0;
  let whole = true;
  for (let at = node.index * width; at < (node.index + 1) * width; at++) {
    const value = cells.values[at];
    if (value === null || value === undefined) continue;
    largest = Math.max(largest, Math.abs(value));
    whole &&= Math.abs(value - Math.round(value)) < 1e-9;
  }
  const digits = whole || largest >= 100 ? 0 : largest >= 10 ? 1 : 2;
  byRow.set(node.index, digits);
  return digits;
}

/** A value in full, for the line below the grid: two decimals where it is large, up to six where they say something. */
export const exact = (value: number): string =>
  written(new Intl.NumberFormat(locale, { maximumFractionDigits: Math.abs(value) >= 100 ? 2 : Math.abs(value) >= 1 ? 4 : 6 }), value);

/** A value as an editor begins with it: all its digits, no groups, the language's decimal separator. */
export const editable = (value: number): string => String(Number(value.toPrecision(12))).replace(".", decimal);
