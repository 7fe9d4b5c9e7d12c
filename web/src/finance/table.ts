import type { PeriodFigures, Statement, StatementLine } from "../api/finance";
import type { PlanStructure } from "../api/types";

export const periods = ["bucket", "quarter", "year"] as const;
export type Period = (typeof periods)[number];

export interface Column {
  label: string;
  from: number;
  to: number;
  /** What stands in it: what came, what is planned, or both. */
  kind: "actual" | "plan" | "both";
}

export interface Value {
  value: number | null;
  budget: number | null;
  /** True where only the rest of the period is known. */
  part: boolean;
}

const kindOf = (from: number, to: number, firstPlanned: number): Column["kind"] =>
  to < firstPlanned ? "actual" : from >= firstPlanned ? "plan" : "both";

/** The columns of a statement: its buckets, quarters or fiscal years from the fiscal year in which the plan starts on. */
export function columnsOf(statement: Statement, structure: PlanStructure, period: Period): Column[] {
  const { firstPlanned } = structure;
  const year = structure.fiscalYears.find((one) => one.firstIndex + one.count > firstPlanned);
  const start = Math.max(statement.first, year?.firstIndex ?? statement.first);
  if (period === "bucket")
    return structure.buckets.slice(start, statement.last + 1).map((bucket) => ({
      label: bucket.label,
      from: bucket.index,
      to: bucket.index,
      kind: kindOf(bucket.index, bucket.index, firstPlanned),
    }));
  const figures = period === "quarter" ? statement.lines[0]?.quarters : statement.lines[0]?.years;
  return (figures ?? [])
    .filter((one) => one.last >= start)
    .map((one) => ({ label: one.label, from: one.first, to: one.last, kind: kindOf(one.first, one.last, firstPlanned) }));
}

/** The value of a line in a column; actual and plan of a bucket that the cut-off splits together. */
export function valueIn(line: StatementLine, column: Column, statement: Statement, period: Period): Value {
  if (period === "bucket") {
    const at = column.from - statement.first;
    const [actual, plan] = [line.actual[at] ?? null, line.plan[at] ?? null];
    const value = actual !== null && plan !== null && !line.atEnd && !line.share ? actual + plan : (plan ?? actual);
    return { value, budget: line.budget[at] ?? null, part: false };
  }
  const figures: PeriodFigures | undefined = (period === "quarter" ? line.quarters : line.years).find((one) => one.first === column.from);
  return {
    value: figures?.total ?? null,
    budget: figures?.budget ?? null,
    part:
      !line.atEnd &&
      figures !== undefined &&
      (!figures.complete || (column.kind === "both" && figures.actual === null && figures.total !== null)),
  };
}

export const lineOf = (statement: Statement | undefined, measure: string) => statement?.lines.find((line) => line.measure === measure);

export const yearOf = (line: StatementLine | undefined, label: string) => line?.years.find((year) => year.label === label);
