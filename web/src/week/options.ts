import type { EChartsOption } from "echarts/types/dist/shared";
import type { ExceptionSum, WeeklyException } from "../api/week";
import { t } from "../i18n";
import type { ChartColors } from "../parts/chartColors";
import { compact, count, day, quantity } from "../parts/format";
import { fontFamily } from "../theme";
import { kindText, stacked } from "./week";

const tooltip = (colors: ChartColors) => ({
  trigger: "axis" as const,
  confine: true,
  backgroundColor: colors.surface,
  borderColor: colors.line,
  textStyle: { color: colors.text, fontSize: 12 },
});

/** Value at risk by family, supplier or plant, a stack of kinds; the largest on top. */
export function riskOption(sums: readonly ExceptionSum[], currency: string, colors: ChartColors): EChartsOption {
  const { entities, kinds, values } = stacked(sums);
  return {
    color: colors.series,
    textStyle: { fontFamily },
    grid: { left: 12, right: 24, top: 34, bottom: 4, containLabel: true },
    legend: { type: "scroll", top: 2, textStyle: { color: colors.text, fontSize: 12 }, icon: "roundRect", itemWidth: 12, itemHeight: 8 },
    tooltip: { ...tooltip(colors), valueFormatter: (value) => `${count(typeof value === "number" ? value : null)} ${currency}` },
    xAxis: {
      type: "value",
      axisLabel: { color: colors.quiet, formatter: (value: number) => compact(value) },
      splitLine: { lineStyle: { color: colors.line } },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: entities,
      axisLabel: { color: colors.text, width: 170, overflow: "truncate" },
      axisLine: { lineStyle: { color: colors.line } },
      axisTick: { show: false },
    },
    series: kinds.map((kind, index) => ({
      type: "bar" as const,
      name: kindText(kind),
      stack: "risk",
      barMaxWidth: 20,
      data: values[index],
    })),
  };
}

/** Plan and actual of an exception, week by week. */
export function trendOption(one: WeeklyException, colors: ChartColors): EChartsOption {
  const line = (name: string, data: number[], color: string, type: "solid" | "dashed") => ({
    type: "line" as const,
    name,
    data,
    color,
    symbolSize: 6,
    lineStyle: { color, width: 2, type },
  });
  return {
    textStyle: { fontFamily },
    grid: { left: 12, right: 16, top: 34, bottom: 4, containLabel: true },
    legend: { top: 2, textStyle: { color: colors.text, fontSize: 12 } },
    tooltip: { ...tooltip(colors), valueFormatter: (value) => `${quantity(typeof value === "number" ? value : null, 0)} ${one.unit}` },
    xAxis: {
      type: "category",
      data: one.trend.map((point) => day(point.asOf)),
      axisLabel: { color: colors.quiet, hideOverlap: true },
      axisLine: { lineStyle: { color: colors.line } },
    },
    yAxis: {
      type: "value",
      name: one.unit,
      nameTextStyle: { color: colors.quiet },
      axisLabel: { color: colors.quiet, formatter: (value: number) => compact(value) },
      splitLine: { lineStyle: { color: colors.line } },
    },
    series: [
      line(
        t("Plan by then"),
        one.trend.map((point) => point.planned),
        colors.quiet,
        "dashed",
      ),
      line(
        t("Actual"),
        one.trend.map((point) => point.actual),
        colors.accent,
        "solid",
      ),
    ],
  };
}
