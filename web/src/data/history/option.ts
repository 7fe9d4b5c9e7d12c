import type { EChartsOption } from "echarts/types/dist/shared";
import type { History } from "../../api/types";
import type { ChartColors } from "../../parts/chartColors";
import { bucketLabel, quantity } from "../../parts/format";
import { fontFamily } from "../../theme";

/** The history as lines, a stack of areas, or bars. Missing values stay gaps. */
export function historyOption(history: History, colors: ChartColors, kind: "line" | "stack" | "bar"): EChartsOption {
  const many = history.series.length > 1;
  return {
    color: colors.series,
    textStyle: { fontFamily },
    grid: { left: 12, right: 16, top: many ? 44 : 14, bottom: 8, containLabel: true },
    legend: many
      ? {
          type: "scroll",
          top: 4,
          textStyle: { color: colors.text, fontSize: 12 },
          icon: "roundRect",
          itemWidth: 12,
          itemHeight: 8,
          pageTextStyle: { color: colors.quiet },
        }
      : undefined,
    tooltip: {
      trigger: "axis",
      confine: true,
      order: "valueDesc",
      backgroundColor: colors.surface,
      borderColor: colors.line,
      textStyle: { color: colors.text, fontSize: 12 },
      valueFormatter: (value) => quantity(typeof value === "number" ? value : null, 1),
    },
    xAxis: {
      type: "category",
      data: history.buckets.map(bucketLabel),
      boundaryGap: kind === "bar",
      axisLabel: { color: colors.quiet, hideOverlap: true },
      axisLine: { lineStyle: { color: colors.line } },
      axisTick: { show: false },
    },
    yAxis: {
      type: "value",
      axisLabel: { color: colors.quiet, formatter: (value: number) => quantity(value, 1) },
      splitLine: { lineStyle: { color: colors.line } },
    },
    series: history.series.map((series) =>
      kind === "bar"
        ? {
            type: "bar" as const,
            name: series.name,
            data: series.values,
            barMaxWidth: 26,
            itemStyle: { color: colors.accent, borderRadius: [2, 2, 0, 0] },
          }
        : {
            type: "line" as const,
            color: isRest(series.name) ? colors.quiet : undefined,
            name: series.name,
            data: series.values,
            showSymbol: false,
            lineStyle: { width: kind === "stack" ? 0.5 : 1.8 },
            stack: kind === "stack" ? "all" : undefined,
            areaStyle: kind === "stack" ? { opacity: 0.75 } : undefined,
            emphasis: { focus: "series" as const },
          },
    ),
  };
}

/** The series that holds what the largest groups leave. */
export const isRest = (name: string): boolean => /^Other( \(|$)/.test(name);

/** Sum of a series; missing values count nothing. */
export const sumOf = (values: readonly (number | null)[]): number => values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
