import type { EChartsOption } from "echarts/types/dist/shared";
import type { PlanStructure } from "../../api/types";
import { t } from "../../i18n";
import type { ChartColors } from "../../parts/chartColors";
import { bucketLabel, quantity } from "../../parts/format";
import { fontFamily } from "../../theme";
import type { Row } from "../grid/rows";

/** The most lines a chart shows before it becomes a tangle. */
export const mostLines = 8;

/** Buckets of a fiscal year: 12 for months. */
export function yearLength(structure: PlanStructure): number {
  const counts = new Map<number, number>();
  for (const bucket of structure.buckets) counts.set(bucket.fiscalYear, (counts.get(bucket.fiscalYear) ?? 0) + 1);
  return Math.max(1, ...counts.values());
}

/** The values of a row over the window, by bucket. Sales history ends at the cut-off: beyond it there are only the orders known so far. */
export function seriesOf(row: Row, structure: PlanStructure): (number | null)[] {
  const { answer, index } = row.node;
  const width = answer.to - answer.from + 1;
  const values = row.cells.values.slice(index * width, (index + 1) * width);
  if (row.cells.name !== "sales_history") return values;
  return values.map((value, at) => (answer.from + at < structure.firstPlanned ? value : null));
}

/** Points between which no line can be drawn get a dot, or nobody would see them. */
function lonely(values: readonly (number | null)[]) {
  return values.map((value, at) => ({
    value,
    symbol: value !== null && (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null ? "circle" : "none",
    symbolSize: 6,
  }));
}

/** The selected rows over time. Of a single one last year stands behind as a ghost, a year later. */
export function chartOption(
  rows: readonly Row[],
  structure: PlanStructure,
  measureTitle: (name: string) => string,
  colors: ChartColors,
): EChartsOption {
  const { from, to } = rows[0]!.node.answer;
  const labels = structure.buckets.slice(from, to + 1).map(bucketLabel);
  const members = new Set(rows.map((row) => row.node.key));
  const measures = new Set(rows.map((row) => row.cells.name));
  const name = (row: Row) =>
    members.size === 1
      ? measureTitle(row.cells.name)
      : measures.size === 1
        ? row.node.title
        : `${row.node.title}, ${measureTitle(row.cells.name)}`;
  const year = yearLength(structure);
  const past =
    rows.length <= 4 ? (rows.find((row) => row.cells.name === "sales_history") ?? (rows.length === 1 ? rows[0] : undefined)) : undefined;
  const ghost = past
    ? [...Array<null>(Math.min(year, labels.length)).fill(null), ...seriesOf(past, structure)].slice(0, labels.length)
    : [];
  const cutOff = structure.firstPlanned > from && structure.firstPlanned <= to ? structure.firstPlanned - from : undefined;
  const units = new Set(rows.map((row) => row.cells.units[row.node.index]).filter(Boolean));
  const unit = units.size === 1 ? ` ${[...units][0]}` : "";
  return {
    color: colors.series,
    textStyle: { fontFamily },
    grid: { left: 12, right: 16, top: 34, bottom: 6, containLabel: true },
    legend: {
      type: "scroll",
      top: 2,
      left: 8,
      right: 90,
      textStyle: { color: colors.text, fontSize: 12 },
      icon: "roundRect",
      itemWidth: 12,
      itemHeight: 4,
      pageTextStyle: { color: colors.quiet },
    },
    tooltip: {
      trigger: "axis",
      confine: true,
      backgroundColor: colors.surface,
      borderColor: colors.line,
      textStyle: { color: colors.text, fontSize: 12 },
      valueFormatter: (value) => quantity(typeof value === "number" ? value : null, 1),
    },
    xAxis: {
      type: "category",
      data: labels,
      boundaryGap: false,
      axisLabel: { color: colors.quiet, hideOverlap: true },
      axisLine: { lineStyle: { color: colors.line } },
      axisTick: { show: false },
    },
    yAxis: {
      type: "value",
      axisLabel: { color: colors.quiet, formatter: (value: number) => `${quantity(value, 1)}${unit}` },
      splitLine: { lineStyle: { color: colors.line } },
    },
    series: [
      ...rows.map((row, at) => ({
        type: "line" as const,
        name: name(row),
        data: lonely(seriesOf(row, structure)),
        lineStyle: { width: 2, type: row.cells.name === "statistical_forecast" ? ("dashed" as const) : ("solid" as const) },
        markLine:
          at === 0 && cutOff !== undefined
            ? {
                silent: true,
                symbol: "none",
                lineStyle: { color: colors.accent, type: "solid" as const, width: 1 },
                label: { formatter: t("Cut-off"), color: colors.quiet, fontSize: 11 },
                data: [{ xAxis: cutOff }],
              }
            : undefined,
      })),
      ...(ghost.some((value) => value !== null)
        ? [
            {
              type: "line" as const,
              name: t("Last year"),
              data: ghost,
              showSymbol: false,
              color: colors.quiet,
              lineStyle: { width: 1.2, type: "dotted" as const, opacity: 0.8 },
            },
          ]
        : []),
    ],
  };
}
