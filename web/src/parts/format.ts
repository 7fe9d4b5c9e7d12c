import { language, locale, t } from "../i18n";

/** Texts for values, as the language of the page writes them. Dates stay ISO in tables of facts, as they are in files and filters. */
export const none = "–";

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const plurals = new Intl.PluralRules(locale);

/** Between a number and its unit, where no line may break. */
const joint = "\u00a0";

/** A number below zero as it is printed: with a minus, which is as wide as a plus, and not with a hyphen. */
export function written(format: Intl.NumberFormat, value: number): string {
  return format.format(value).replace("-", "−");
}

/** A number with exactly so many decimals. */
export function fixed(value: number, decimals: number): string {
  return written(new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }), value);
}

/** A count: 1,234,567. Empty values are a dash, never 0. */
export function count(value: number | null | undefined): string {
  return value === null || value === undefined || !Number.isFinite(value) ? none : written(whole, value);
}

/** A quantity with at most so many decimals; more for small values, so that 0.0004 does not read as 0. */
export function quantity(value: number | null | undefined, decimals = 2): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return none;
  const size = Math.abs(value);
  const digits = size !== 0 && size < 10 ** -decimals ? Math.min(12, Math.ceil(-Math.log10(size)) + 1) : decimals;
  return written(new Intl.NumberFormat(locale, { maximumFractionDigits: digits }), value);
}

/** A share 0..1 as percent. It never rounds up to 100 % nor down to 0 %: "all" and "none" must be true. */
export function percent(share: number | null | undefined, decimals = 1): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return none;
  const step = 10 ** decimals;
  let value = Math.round(share * 100 * step) / step;
  if (value >= 100 && share < 1) value = 100 - 1 / step;
  if (value <= 0 && share > 0) value = 1 / step;
  return `${fixed(value, decimals)}${language === "fr" ? "\u202f" : " "}%`;
}

/** A data quality score of 0 to 100, rounded down as everywhere: 100 says that nothing failed, and a score that holds the gate never reads as its threshold. */
export function score(value: number | null | undefined, decimals = 2): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return none;
  const step = 10 ** decimals;
  return fixed(Math.floor(value * step + 1e-6) / step, decimals);
}

export function bytes(value: number): string {
  const byte = language === "fr" ? "o" : "B";
  if (value < 1000) return `${value} ${byte}`;
  const units = ["k", "M", "G", "T"];
  let size = value;
  let unit = -1;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${fixed(size, size < 10 ? 1 : 0)} ${units[unit]}${byte}`;
}

/** An amount with its currency: 1,234 EUR. Cents only where asked for. */
export function money(value: number | null | undefined, currency: string, decimals = 0): string {
  return value === null || value === undefined || !Number.isFinite(value) ? none : `${fixed(value, decimals)}${joint}${currency}`;
}

const sizes: [number, string][] = [
  [1e9, language === "fr" ? "Md" : "bn"],
  [1e6, "M"],
  [1e3, "k"],
];

/** A value for the head of a page, in two or three digits, with its unit: 1.2 M EUR. Tables show it in full. */
export function compact(value: number | null | undefined, unit = ""): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return none;
  const after = unit === "" ? "" : `${joint}${unit}`;
  const digits = (scaled: number) =>
    written(new Intl.NumberFormat(locale, { maximumFractionDigits: Math.abs(scaled) < 99.95 ? 1 : 0 }), scaled);
  // A size begins where the one below would round up to 1000 of it.
  const size = sizes.find(([least]) => Math.abs(value) >= least * (least === 1e3 ? 1 : 0.9995));
  return size ? `${digits(value / size[0])}${joint}${size[1]}${after}` : `${digits(value)}${after}`;
}

const dayFormat = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const monthFormat = new Intl.DateTimeFormat(locale, { month: "short", year: "numeric", timeZone: "UTC" });

/** A day for people, from its ISO date: 5 Nov 2026. */
export function day(date: string | null | undefined): string {
  if (!date) return none;
  const read = new Date(`${date.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(read.getTime()) ? date : dayFormat.format(read);
}

/** The label of a bucket, or of a quarter or year of them, for people: 2026-11 is Nov 2026, in French FY2026-Q1 is Ex. 2026-T1. Weeks stay as ISO writes them. */
export function bucketLabel(bucket: string | { label: string } | null | undefined): string {
  const label = typeof bucket === "string" ? bucket : bucket?.label;
  if (!label) return none;
  if (/^\d{4}-\d{2}$/.test(label)) return monthFormat.format(new Date(`${label}-01T00:00:00Z`));
  return language === "fr" ? label.replace(/^FY(\d{4})/, "Ex. $1").replace(/-Q(\d)$/, "-T$1") : label;
}

const instantFormat = new Intl.DateTimeFormat(locale, {
  day: "2-digit",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});

/** An instant in the reader's time zone. */
export function instant(value: string | null | undefined): string {
  if (!value) return none;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? value : instantFormat.format(date);
}

/** "3 s", "2 min 05 s", "1 h 02 min". */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, "0")} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

/** A word of the data model for people: stock_and_orders is "Stock and orders". */
export function words(name: string | null | undefined): string {
  if (!name) return none;
  const text = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[_-]+/g, " ")
    .toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "1 order", "2 orders": a count with its word, both words given in the language of the page, which also decides what counts as one. */
export function plural(n: number, one: string, many: string): string {
  return `${count(n)} ${wordFor(n, one, many)}`;
}

/** The word that goes with a count shown elsewhere. */
export function wordFor(n: number, one: string, many: string): string {
  return plurals.select(n) === "one" ? one : many;
}

/** A cell of a table as text: numbers with separators, booleans as words, null as empty. */
export function cell(value: string | number | boolean | null | undefined, type?: string): string {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "boolean") return value ? t("yes") : t("no");
  if (type === "number" || type === "integer") {
    const n = typeof value === "number" ? value : Number(value);
    return Number.isFinite(n) ? quantity(n, 4) : String(value);
  }
  return String(value);
}
