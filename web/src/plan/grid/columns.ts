import type { CellsAnswer, PlanBucket, PlanStructure, Zone } from "../../api/types";
import { language } from "../../i18n";

/** A column of the planning grid: a bucket, or the total of the buckets of a fiscal quarter or year. */
export interface Column {
  /** As b12, q3, y1; the same as long as the window is the same. */
  key: string;
  kind: "bucket" | "quarter" | "year";
  label: string;
  /** Of the bucket, quarter or year within the answer's arrays. */
  index: number;
  /** First and last bucket it covers, by the index of the plan. */
  from: number;
  to: number;
  zone: Zone | "past";
  /** The first bucket of the plan: the cut-off lies before it. */
  firstPlanned: boolean;
  left: number;
  width: number;
}

export interface ColumnWidths {
  bucket: number;
  total: number;
}

/** Runs of buckets with the same key, in order. */
function runs(buckets: readonly PlanBucket[], key: (bucket: PlanBucket) => string): PlanBucket[][] {
  const found: PlanBucket[][] = [];
  for (const bucket of buckets) {
    const last = found.at(-1);
    if (last && key(last[0]!) === key(bucket)) last.push(bucket);
    else found.push([bucket]);
  }
  return found;
}

/** Fiscal quarters of a window: runs of its buckets, in order. */
export const quartersOf = (buckets: readonly PlanBucket[]) => runs(buckets, (one) => `${one.fiscalYear} ${one.fiscalQuarter}`);

/** Fiscal years of a window: runs of its buckets, in order. */
export const yearsOf = (buckets: readonly PlanBucket[]) => runs(buckets, (one) => `${one.fiscalYear}`);

/** The columns of a window: buckets in order, each quarter and year followed by its total where these are shown. */
export function columnsOf(
  structure: PlanStructure,
  answer: Pick<CellsAnswer, "from" | "to" | "quarterLabels" | "yearLabels">,
  show: { quarters: boolean; years: boolean },
  widths: ColumnWidths,
): Column[] {
  const window = structure.buckets.filter((bucket) => bucket.index >= answer.from && bucket.index <= answer.to);
  const columns: Column[] = [];
  let left = 0;
  const add = (column: Omit<Column, "left" | "width" | "firstPlanned">) => {
    const width = column.kind === "bucket" ? widths.bucket : widths.total;
    columns.push({ ...column, left, width, firstPlanned: column.kind === "bucket" && column.from === structure.firstPlanned });
    left += width;
  };
  // A total is of the whole quarter or year, whatever part of it the window shows.
  const total = (kind: "quarter" | "year", label: string, index: number) => {
    const group = (kind === "quarter" ? structure.quarters : structure.fiscalYears).find((one) => one.label === label);
    if (!group) return;
    const [from, to] = [group.firstIndex, group.firstIndex + group.count - 1];
    add({ key: `${kind[0]}${from}`, kind, label, index, from, to, zone: structure.buckets[to]?.zone ?? "past" });
  };
  const quarterEnds = new Map(quartersOf(window).map((run, index) => [run.at(-1)!.index, { run, index }]));
  const yearEnds = new Map(yearsOf(window).map((run, index) => [run.at(-1)!.index, { run, index }]));
  for (const bucket of window) {
    const { index, label } = bucket;
    add({ key: `b${index}`, kind: "bucket", label, index: index - answer.from, from: index, to: index, zone: bucket.zone ?? "past" });
    const quarter = quarterEnds.get(index);
    if (show.quarters && quarter) total("quarter", answer.quarterLabels[quarter.index] ?? "", quarter.index);
    const year = yearEnds.get(index);
    if (show.years && year) total("year", answer.yearLabels[year.index] ?? "", year.index);
  }
  return columns;
}

/** Neighbouring columns of the same zone, for the band above the labels. */
export function zoneBands(columns: readonly Column[]): { zone: Column["zone"]; left: number; width: number }[] {
  const bands: { zone: Column["zone"]; left: number; width: number }[] = [];
  for (const column of columns) {
    const last = bands.at(-1);
    if (last && last.zone === column.zone) last.width += column.width;
    else bands.push({ zone: column.zone, left: column.left, width: column.width });
  }
  return bands;
}

/** Index of the first and last column that a stretch of pixels touches. */
export function columnsBetween(columns: readonly Column[], left: number, right: number): [number, number] {
  let first = 0;
  while (first < columns.length - 1 && columns[first]!.left + columns[first]!.width <= left) first++;
  let last = first;
  while (last < columns.length - 1 && columns[last + 1]!.left < right) last++;
  return [first, last];
}

// "sept. 2026" is the longest label of a month in French, "Sept 2026" in English.
const [narrow, wide, digit, margins] = [language === "fr" ? 84 : 76, 160, 7.8, 30];

/** Widths [px] that fit the longest number of an answer, so that no column cuts one off. */
export function widthsFor(answer: Pick<CellsAnswer, "measures">): ColumnWidths {
  const widthOf = (lists: (readonly (number | null)[])[], least: number) => {
    let largest = 0;
    for (const values of lists) for (const value of values) largest = Math.max(largest, Math.abs(value ?? 0));
    const digits = Math.max(1, Math.ceil(Math.log10(largest + 1)));
    return Math.round(Math.min(wide, Math.max(least, (digits + Math.floor((digits - 1) / 3)) * digit + margins)));
  };
  return {
    bucket: widthOf(
      answer.measures.map((one) => one.values),
      narrow,
    ),
    total: widthOf(
      answer.measures.flatMap((one) => [one.quarters, one.years]),
      narrow + 22,
    ),
  };
}
