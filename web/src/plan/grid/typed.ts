import { type Decimal, decimal as decimalHere, t } from "../../i18n";

/** What somebody typed into a cell, read. */
export type Typed =
  | { rule: "set" | "add" | "multiply"; value: number; problem?: undefined }
  | { rule: "reset"; value?: undefined; problem?: undefined }
  | { rule?: undefined; value?: undefined; problem: string };

export interface NumberReading {
  /** Null when it is not a number. */
  value: number | null;
  /** True when it could as well be read with the other decimal separator, as 1.234. */
  ambiguous: boolean;
}

/** Spaces of any width and apostrophes group thousands everywhere. */
const grouping = /[\s'’\u00a0\u202f]/g;
const currency = /^[$€£¥]|[$€£¥]$|^(USD|EUR|GBP|CHF|JPY)|(USD|EUR|GBP|CHF|JPY)$/gi;

function plain(digits: string, decimal: Decimal): number | null {
  const group = decimal === "." ? "," : ".";
  const [whole = "", fraction, more] = digits.split(decimal);
  if (more !== undefined || fraction?.includes(group)) return null;
  const groups = whole.split(group);
  if (groups.length > 1 && (groups.slice(1).some((one) => one.length !== 3) || groups[0]!.length > 3 || !/^[1-9]/.test(groups[0]!)))
    return null;
  const text = groups.join("") + (fraction === undefined ? "" : `.${fraction}`);
  return /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : null;
}

/**
 * A number as people and spreadsheets write it: 1,234.5, 1.234,5, 1 234, (12), 12-, 3k, 1.2m, with or without a currency.
 * One that both ways of writing allow is read by the decimal separator given, and said to be ambiguous.
 */
export function readNumber(text: string, decimal: Decimal = decimalHere): NumberReading {
  let rest = text.trim().replace(currency, "").replace(grouping, "").replace(/−/g, "-");
  let sign = 1;
  const bracketed = /^\((.*)\)$/.exec(rest);
  if (bracketed) [rest, sign] = [bracketed[1]!, -1];
  if (/^[-+]/.test(rest)) {
    if (rest.startsWith("-")) sign = -sign;
    rest = rest.slice(1);
  } else if (rest.endsWith("-")) [rest, sign] = [rest.slice(0, -1), -sign];
  const scale = /k$/i.test(rest) ? 1e3 : /m$/i.test(rest) ? 1e6 : 1;
  if (scale > 1) rest = rest.slice(0, -1);
  const other: Decimal = decimal === "." ? "," : ".";
  const [asGiven, asOther] = [plain(rest, decimal), plain(rest, other)];
  const read = asGiven ?? asOther;
  return {
    value: read === null ? null : read === 0 ? 0 : sign * read * scale,
    ambiguous: asGiven !== null && asOther !== null && asGiven !== asOther,
  };
}

/**
 * Reads a typed value: 1200 and =1200 set, +100 and -100 add, +10% and -5% change by a share, *1.2 and /2 multiply, nothing resets.
 * A negative value is set with =-100.
 */
export function readTyped(text: string, decimal: Decimal = decimalHere): Typed {
  const typed = text.trim();
  if (typed === "") return { rule: "reset" };
  const share = /^([-+])(.+)%$/.exec(typed);
  const sign = typed[0]!;
  const operand = share ? share[2]! : /^[=*/+−-]/.test(typed) ? typed.slice(1) : typed;
  const { value } = readNumber(operand, decimal);
  if (value === null)
    return {
      problem: typed.endsWith("%")
        ? t('"{{typed}}" is no change. Maybe write +10% or -5%.', { typed })
        : t('"{{typed}}" is no number. Maybe write 1200, +100, +10% or *1.2.', { typed }),
    };
  if (share) return { rule: "multiply", value: rounded(1 + (share[1] === "-" ? -value : value) / 100) };
  if (sign === "*") return { rule: "multiply", value };
  if (sign === "/") return value === 0 ? { problem: t("Nothing can be divided by 0.") } : { rule: "multiply", value: 1 / value };
  if (sign === "+") return { rule: "add", value };
  if (sign === "-" || sign === "−") return { rule: "add", value: -value };
  return { rule: "set", value };
}

/** 1 + 10 / 100 is 1.1, not 1.1000000000000001. */
const rounded = (value: number): number => Number(value.toPrecision(12));
