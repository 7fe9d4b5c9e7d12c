import type { FamilySheet, PeriodFigures } from "../api/finance";
import { comparedAt, difference, rowOf, valueAt } from "./lines";

/** The fiscal years a reader asks about: that in which the plan starts, and the one after it where the plan has most of it. */
export function yearsToTell(sheet: FamilySheet, firstPlanned: number): PeriodFigures[] {
  const years = rowOf(sheet, "sales")?.years ?? [];
  return years.filter((year) => year.last >= firstPlanned && year.complete).slice(0, 2);
}

export interface SheetFacts {
  years: { label: string; total: number; budget: number | null; gap: number | null; yearBefore: number | null }[];
  /** The planned bucket in which stock covers least, and how many months. */
  lowest: { bucket: number; months: number } | null;
  /** The planned bucket with most backorders. */
  late: { bucket: number; quantity: number } | null;
  /** Sales of past buckets against the plans of record that held for them. */
  missed: { buckets: number; share: number } | null;
}

/** What the first sentence of a sheet tells. */
export function factsOf(sheet: FamilySheet, firstPlanned: number): SheetFacts {
  const past = firstPlanned - sheet.first;
  const [sales, coverage, backorders] = [rowOf(sheet, "sales"), rowOf(sheet, "coverage"), rowOf(sheet, "backorders")];
  const best = (values: readonly (number | null)[] | undefined, better: (one: number, other: number) => boolean) => {
    let found = -1;
    values?.forEach((value, at) => {
      if (at >= past && value !== null && (found < 0 || better(value, values[found]!))) found = at;
    });
    return found;
  };
  const low = best(coverage?.plan, (one, other) => one < other);
  const high = best(backorders?.plan, (one, other) => one > other);
  let [came, planned, buckets] = [0, 0, 0];
  for (let at = 0; sales && at < past; at++) {
    const [actual, recorded] = [valueAt(sales, at), comparedAt(sales, at, past, "record")];
    if (actual === null || recorded === null) continue;
    [came, planned, buckets] = [came + actual, planned + recorded, buckets + 1];
  }
  return {
    years: yearsToTell(sheet, firstPlanned)
      .filter((year) => year.total !== null)
      .map((year) => ({
        label: year.label,
        total: year.total!,
        budget: year.budget,
        gap: difference(year.total, year.budget).share,
        yearBefore: year.yearBefore,
      })),
    lowest: low >= 0 ? { bucket: sheet.first + low, months: coverage!.plan[low]! } : null,
    late: high >= 0 && backorders!.plan[high]! > 0 ? { bucket: sheet.first + high, quantity: backorders!.plan[high]! } : null,
    missed: buckets > 0 && planned !== 0 ? { buckets, share: difference(came, planned).share! } : null,
  };
}
