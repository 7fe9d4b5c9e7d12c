import type { EChartsOption } from "echarts/types/dist/shared";
import type { ChartColors } from "../parts/chartColors";
import { quantity } from "../parts/format";
import { fontFamily } from "../theme";

export interface StockLine {
  name: string;
  title: string;
  values: readonly (number | null)[];
}

/** The first line as bars, the others as lines: a stock against what it should be. */
export function stockOption(labels: string[], lines: readonly StockLine[], unit: string, colors: ChartColors): EChartsOption {
  return {
    textStyle: { fontFamily },
    grid: { left: 12, right: 16, top: 34, bottom: 6, containLabel: true },
    legend: { top: 2, textStyle: { color: colors.text, fontSize: 12 }, icon: "roundRect", itemWidth: 12, itemHeight: 6 },
    tooltip: {
      trigger: "axis",
      confine: true,
      backgroundColor: colors.surface,
      borderColor: colors.line,
      textStyle: { color: colors.text, fontSize: 12 },
      valueFormatter: (value) => `${quantity(typeof value === "number" ? value : null, 0)} ${unit}`,
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
      name: unit,
      nameTextStyle: { color: colors.quiet },
      axisLabel: { color: colors.quiet, formatter: (value: number) => quantity(value, 0) },
      splitLine: { lineStyle: { color: colors.line } },
    },
    series: lines.map((line, index) =>
      index === 0
        ? { type: "bar" as const, name: line.title, data: [...line.values], barMaxWidth: 30, itemStyle: { color: colors.series[0] } }
        : {
            type: "line" as const,
            name: line.title,
            data: [...line.values],
            showSymbol: false,
            lineStyle: { color: colors.series[1], width: 2, type: "dashed" as const },
            itemStyle: { color: colors.series[1] },
          },
    ),
  };
}
