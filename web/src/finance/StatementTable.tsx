import { SegmentedControl } from "@mantine/core";
import { Fragment } from "react";
import type { Statement, StatementLine } from "../api/finance";
import type { PlanStructure } from "../api/types";
import { t } from "../i18n";
import { bucketLabel, count, fixed, none } from "../parts/format";
import { Panel } from "../parts/Page";
import { type Column, columnsOf, type Period, valueIn } from "./table";

interface Props {
  statement: Statement;
  structure: PlanStructure;
  period: Period;
  onPeriod: (period: Period) => void;
  onOpen: (measure: string, from: number, to: number) => void;
}

const blocks: Record<string, () => string> = {
  profit: () => t("Profit"),
  spending: () => t("What the plan spends (in the standard cost already)"),
  cash: () => t("Cash"),
  working_capital: () => t("Working capital"),
};

const kinds = (): Record<Column["kind"], string> => ({ actual: t("actual"), plan: t("plan"), both: t("actual and plan") });

/** The statement by bucket, quarter or fiscal year. Every figure opens what it is made of. */
export function StatementTable({ statement, structure, period, onPeriod, onOpen }: Props) {
  const columns = columnsOf(statement, structure, period);
  const text = (line: StatementLine, value: number | null) =>
    value === null ? none : line.share ? `${fixed(100 * value, 1)} %` : count(value);
  const days = (values: readonly (number | null)[], column: Column) => values[column.to - statement.first] ?? null;
  let block = "";
  return (
    <Panel
      title={t("Statement")}
      aside={
        <div className="filters">
          <span className="quiet small">{statement.currency}</span>
          <SegmentedControl
            size="xs"
            aria-label={t("Periods")}
            value={period}
            data={[
              { value: "bucket", label: t("Buckets") },
              { value: "quarter", label: t("Quarters") },
              { value: "year", label: t("Fiscal years") },
            ]}
            onChange={(value) => onPeriod(value as Period)}
          />
        </div>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <section className="grid-scroll finance-statement" tabIndex={0} aria-label={t("Statement")}>
        <table className="grid">
          <thead>
            <tr>
              <th scope="col" className="pinned">
                {statement.currency}
              </th>
              {columns.map((column) => (
                <th key={column.label} scope="col" className="right">
                  {bucketLabel(column.label)}
                  <span className="finance-kind">{kinds()[column.kind]}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {statement.lines.map((line) => {
              const opens = line.block !== block;
              block = line.block;
              const values = columns.map((column) => valueIn(line, column, statement, period));
              const budgeted = values.some((one) => one.budget !== null);
              return (
                <Fragment key={line.measure}>
                  {opens && (
                    <tr className="finance-block">
                      <th scope="rowgroup" className="pinned">
                        {blocks[line.block]?.()}
                      </th>
                      <td colSpan={columns.length} />
                    </tr>
                  )}
                  <tr className="finance-line">
                    <th scope="row" className="pinned" title={line.note ?? undefined}>
                      {t(line.title)}
                      {line.atEnd && <span className="quiet small"> {t("at the end")}</span>}
                      {line.note && <span className="quiet small"> {t("in part")}</span>}
                    </th>
                    {values.map((one, at) => {
                      const column = columns[at]!;
                      return (
                        <td
                          key={column.label}
                          className="right"
                          title={
                            one.value === null && line.why
                              ? t("Not measurable, because {{why}}", { why: line.why })
                              : one.part
                                ? t("Only of the buckets planned: the rest is not known")
                                : undefined
                          }
                        >
                          {one.value === null ? (
                            none
                          ) : (
                            <button type="button" className="link" onClick={() => onOpen(line.measure, column.from, column.to)}>
                              {text(line, one.value)}
                              {one.part && " *"}
                            </button>
                          )}
                        </td>
                      );
                    })}
                  </tr>
                  {budgeted && (
                    <tr className="finance-budget">
                      <th scope="row" className="pinned">
                        {t("to budget")}
                      </th>
                      {values.map((one, at) => {
                        const gap = one.value !== null && one.budget !== null && !one.part ? one.value - one.budget : null;
                        return (
                          <td
                            key={columns[at]!.label}
                            className="right"
                            title={one.budget === null ? undefined : `${t("Budget")} ${text(line, one.budget)}`}
                          >
                            {gap === null
                              ? none
                              : line.share
                                ? t("{{points}} points", { points: `${gap > 0 ? "+" : ""}${fixed(100 * gap, 1)}` })
                                : `${gap > 0 ? "+" : ""}${count(gap)}`}
                            {gap !== null && !line.share && one.budget! > 0 && (
                              <span className="finance-share">{`${gap > 0 ? "+" : ""}${fixed((100 * gap) / one.budget!, 1)} %`}</span>
                            )}
                          </td>
                        );
                      })}
                    </tr>
                  )}
                </Fragment>
              );
            })}
            {(
              [
                [t("Days of stock"), statement.days.stock, t("Stock value over the cost of sales of a day, of the last 90 days")],
                [t("Days of receivables"), statement.days.receivables, t("Receivables over the revenue of a day, of the last 90 days")],
                [t("Days of payables"), statement.days.payables, t("Payables over the purchase cost of a day, of the last 90 days")],
              ] as const
            ).map(([name, values, hint]) => (
              <tr key={name} className="finance-line">
                <th scope="row" className="pinned" title={hint}>
                  {name} <span className="quiet small">{t("at the end")}</span>
                </th>
                {columns.map((column) => {
                  const value = days(values, column);
                  return (
                    <td key={column.label} className="right">
                      {value === null ? none : `${count(value)} ${t("days")}`}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {columns.some((column) => statement.lines.some((line) => valueIn(line, column, statement, period).part)) && (
        <p className="quiet small finance-foot">
          {t("* Only of the buckets planned: what came before the cut-off is not known, or the plan does not reach the end of the period.")}
        </p>
      )}
    </Panel>
  );
}
