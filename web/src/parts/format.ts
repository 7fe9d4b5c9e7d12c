/** Texts for values. English thousands separators; dates of facts stay ISO, as they are in files and filters. */
export const none = "–";

const whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

/** A count: 1,234,567. Empty values are a dash, never 0. */
export function count(value: number | null | undefined): string {
  return value === null || value === undefined || !Number.isFinite(value) ? none : whole.format(value);
}

/** A quantity with at most so many decimals; more for small values, so that 0.0004 does not read as 0. */
export function quantity(value: number | null | undefined, decimals = 2): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return none;
  const size = Math.abs(value);
  const digits = size !== 0 && size < 10 ** -decimals ? Math.min(12, Math.ceil(-Math.log10(size)) + 1) : decimals;
  return new Intl.NumberFormat("en-GB", { maximumFractionDigits: digits }).format(value);
}

/** A share 0..1 as percent. It never rounds up to 100 % nor down to 0 %: "all" and "none" must be true. */
export function percent(share: number | null | undefined, decimals = 1): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return none;
  const step = 10 ** decimals;
  let value = Math.round(share * 100 * step) / step;
  if (value >= 100 && share < 1) value = 100 - 1 / step;
  if (value <= 0 && share > 0) value = 1 / step;
  return `${value.toFixed(decimals)} %`;
}

/** A data quality score of 0 to 100, rounded down as everywhere: 100 says that nothing failed, and a score that holds the gate never reads as its threshold. */
export function score(value: number | null | undefined, decimals = 2): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return none;
  const step = 10 ** decimals;
  return (Math.floor(value * step + 1e-6) / step).toFixed(decimals);
}

export function bytes(value: number): string {
  if (value < 1000) return `${value} B`;
  const units = ["kB", "MB", "GB", "TB"];
  let size = value;
  let unit = -1;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}

const instantFormat = new Intl.DateTimeFormat("en-GB", {
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

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** A cell of a table as text: numbers with separators, booleans as words, null as empty. */
export function cell(value: string | number | boolean | null | undefined, type?: string): string {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (type === "number" || type === "integer") {
    const n = typeof value === "number" ? value : Number(value);
    return Number.isFinite(n) ? quantity(n, 4) : String(value);
  }
  return String(value);
}
