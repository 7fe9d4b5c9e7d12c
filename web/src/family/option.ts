import type { EChartsOption } from "echarts/types/dist/shared";
import type { FamilySheet } from "../api/finance";
import type { PlanStructure } from "../api/types";
import { t } from "../i18n";
import type { ChartColors } from "../parts/chartColors";
import { bucketLabel, compact, quantity } from "../parts/format";
import { fontFamily } from "../theme";
import { comparedAt, rowOf, valueAt } from "./lines";

/** Sales, production and purchase above; stock with its safety stock and backorders below; the cut-off as a line through both. */
export function sheetOption(sheet: FamilySheet, structure: PlanStructure, colors: ChartColors): EChartsOption {
  const buckets = structure.buckets.slice(sheet.first, sheet.last + 1);
  const past = structure.firstPlanned - sheet.first;
  const labels = buckets.map((bucket) => bucketLabel(bucket));
  const row = (name: string) => rowOf(sheet, name);
  const values = (name: string) => {
    const found = row(name);
    return found ? buckets.map((_, at) => valueAt(found, at)) : [];
  };
  const compared = (name: string, comparison: "record" | "budget") => {
    const found = row(name);
    return found ? buckets.map((_, at) => comparedAt(found, at, past, comparison)) : [];
  };
  const some = (list: readonly (number | null)[]) => list.some((value) => value !== null);
  const line = (name: string, data: (number | null)[], color: string, more: object = {}) =>
    some(data) ? [{ type: "line" as const, name, data, color, showSymbol: false, lineStyle: { width: 2, color }, ...more }] : [];
  const bars = (name: string, data: (number | null)[], color: string) =>
    some(data)
      ? [
          {
            type: "bar" as const,
            name,
            stack: "in",
            color,
            barMaxWidth: 22,
            // The plan is lighter than what came.
            data: data.map((value, at) => ({ value, itemStyle: { opacity: at < past ? 0.85 : 0.5 } })),
          },
        ]
      : [];
  const cutOff = (label: boolean) => ({
    silent: true,
    symbol: "none",
    lineStyle: { color: colors.accent, type: "solid" as const, width: 1 },
    label: { show: label, formatter: t("Cut-off"), color: colors.quiet, fontSize: 11 },
    data: past > 0 && past < buckets.length ? [{ xAxis: past }] : [],
  });
  const top = [
    ...bars(t("Production"), values("production"), colors.series[1]!),
    ...bars(t("Purchase"), values("purchase"), colors.series[11]!),
    ...line(t("Sales"), values("sales"), colors.series[0]!, { lineStyle: { width: 2.6 } }),
    ...line(t("Demand"), values("demand"), colors.series[2]!, { lineStyle: { width: 1.4 } }),
    ...line(t("Sales, plan of record"), compared("sales", "record"), colors.series[4]!, {
      lineStyle: { width: 1.8, type: "dotted" },
    }),
    ...line(t("Sales, budget"), compared("sales", "budget"), colors.quiet, {
      step: "middle" as const,
      lineStyle: { width: 1.4, type: "dashed" },
    }),
  ];
  const bottom = [
    ...line(t("Stock"), values("stock"), colors.series[5]!, { areaStyle: { opacity: 0.3 } }),
    ...line(t("Safety stock"), values("safety_stock"), colors.quiet, { lineStyle: { width: 1.2, type: "dashed" } }),
    ...line(t("Backorders"), values("backorders"), colors.series[9]!),
  ];
  const unit = sheet.unitText ?? "";
  const axis = (index: number) => ({
    type: "category" as const,
    gridIndex: index,
    data: labels,
    axisLabel: { color: colors.quiet, hideOverlap: true, show: index === 1 },
    axisLine: { lineStyle: { color: colors.line } },
    axisTick: { show: false },
  });
  const scale = (index: number, name: string) => ({
    type: "value" as const,
    gridIndex: index,
    name: unit === "" ? name : `${name}, ${unit}`,
    nameTextStyle: { color: colors.quiet, align: "left" as const },
    splitNumber: 3,
    axisLabel: { color: colors.quiet, formatter: (value: number) => compact(value) },
    splitLine: { lineStyle: { color: colors.line } },
  });
  return {
    color: colors.series,
    textStyle: { fontFamily },
    legend: {
      type: "scroll",
      top: 0,
      textStyle: { color: colors.text, fontSize: 12 },
      itemWidth: 16,
      itemHeight: 8,
      pageTextStyle: { color: colors.quiet },
    },
    grid: [
      { left: 56, right: 14, top: 58, height: "40%" },
      { left: 56, right: 14, top: "71%", bottom: 24 },
    ],
    axisPointer: { link: [{ xAxisIndex: "all" }] },
    tooltip: {
      trigger: "axis",
      confine: true,
      backgroundColor: colors.surface,
      borderColor: colors.line,
      textStyle: { color: colors.text, fontSize: 12 },
      valueFormatter: (value) => `${quantity(typeof value === "number" ? value : null, 0)} ${unit}`,
    },
    xAxis: [axis(0), axis(1)],
    yAxis: [scale(0, t("In the bucket")), scale(1, t("At its end"))],
    series: [
      ...top.map((one, at) => ({ ...one, xAxisIndex: 0, yAxisIndex: 0, markLine: at === 0 ? cutOff(true) : undefined })),
      ...bottom.map((one, at) => ({ ...one, xAxisIndex: 1, yAxisIndex: 1, markLine: at === 0 ? cutOff(false) : undefined })),
    ],
  } as EChartsOption;
}
