import type { EChartsOption } from "echarts/types/dist/shared";
import type { KeyFigure, KpiTable, KpiTrend } from "../api/kpi";
import { t } from "../i18n";
import type { ChartColors } from "../parts/chartColors";
import { bucketLabel, day } from "../parts/format";
import { fontFamily } from "../theme";
import { lagsOf, valueText } from "./figures";

function frame(colors: ChartColors, unit: string, labels: string[]): EChartsOption {
  return {
    color: colors.series,
    textStyle: { fontFamily },
    grid: { left: 12, right: 60, top: 30, bottom: 6, containLabel: true },
    tooltip: {
      trigger: "axis",
      confine: true,
      backgroundColor: colors.surface,
      borderColor: colors.line,
      textStyle: { color: colors.text, fontSize: 12 },
      valueFormatter: (value) => valueText(typeof value === "number" ? value : null, unit),
    },
    xAxis: {
      type: "category",
      data: labels,
      axisLabel: { color: colors.quiet, hideOverlap: true },
      axisLine: { lineStyle: { color: colors.line } },
      axisTick: { show: false },
    },
    yAxis: {
      type: "value",
      scale: true,
      axisLabel: { color: colors.quiet, formatter: (value: number) => valueText(value, unit) },
      splitLine: { lineStyle: { color: colors.line } },
    },
  };
}

function targetLine(trend: KpiTrend, colors: ChartColors) {
  if (trend.targetValue === null) return undefined;
  return {
    silent: true,
    symbol: "none",
    lineStyle: { color: colors.quiet, type: "dashed" as const, width: 1.2 },
    label: { formatter: t("target"), color: colors.quiet, fontSize: 11 },
    data: [{ yAxis: trend.targetValue }],
  };
}

/** The figure bucket by bucket, with its target and where the plan begins. */
export function bucketOption(trend: KpiTrend, colors: ChartColors): EChartsOption {
  const start = trend.buckets.findIndex((one) => one.bucket >= trend.firstPlanned);
  const line = targetLine(trend, colors);
  return {
    ...frame(
      colors,
      trend.unit,
      trend.buckets.map((one) => bucketLabel(one.label)),
    ),
    series: [
      {
        type: "line",
        name: t(trend.title),
        data: trend.buckets.map((one) => one.value),
        symbolSize: 6,
        lineStyle: { width: 2 },
        markLine: line && {
          ...line,
          data: [
            ...line.data,
            ...(start > 0
              ? [{ xAxis: start, lineStyle: { color: colors.accent, type: "solid" as const }, label: { formatter: t("plan begins") } }]
              : []),
          ],
        },
      },
    ],
  };
}

/** The figure as each plan of record had it, and as the plan shown has it. */
export function planOption(trend: KpiTrend, colors: ChartColors): EChartsOption {
  return {
    ...frame(
      colors,
      trend.unit,
      trend.plans.map((one) => one.plan ?? t("this plan, {{day}}", { day: day(one.cutOff) })),
    ),
    series: [
      {
        type: "bar",
        barMaxWidth: 34,
        name: t(trend.title),
        data: trend.plans.map((one) => one.value),
        markLine: targetLine(trend, colors),
      },
    ],
  };
}

/** Accuracy, bias and value added of the forecasts by how far ahead they were made. */
export function lagOption(table: KpiTable, colors: ChartColors): EChartsOption {
  const lags = lagsOf(table);
  const of = (name: string) => lags.map((lag) => table.rows[0]?.figures.find((one) => one.name === name && one.lag === lag)?.value ?? null);
  const series: [string, string][] = [
    ["forecast_accuracy", t("Forecast accuracy")],
    ["bias", t("Bias")],
    ["forecast_value_added", t("Forecast value added")],
  ];
  return {
    ...frame(
      colors,
      "%",
      lags.map((lag) => t("lag {{n}}", { n: lag })),
    ),
    grid: { left: 12, right: 20, top: 34, bottom: 6, containLabel: true },
    legend: { top: 2, left: 8, textStyle: { color: colors.text, fontSize: 12 }, icon: "roundRect", itemWidth: 12, itemHeight: 6 },
    series: series.map(([name, title]) => ({ type: "bar", name: title, barMaxWidth: 26, data: of(name) })),
  };
}

/** Whether any lag has a value. */
export const measuredByLag = (table: KpiTable) =>
  (table.rows[0]?.figures ?? []).some((one: KeyFigure) => one.lag > 0 && one.value !== null);
