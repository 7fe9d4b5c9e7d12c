import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams, EChartsOption } from "echarts/types/dist/shared";
import type { Statement } from "../api/finance";
import type { PlanStructure } from "../api/types";
import { t } from "../i18n";
import type { ChartColors } from "../parts/chartColors";
import { bucketLabel, compact, money } from "../parts/format";
import { fontFamily } from "../theme";
import type { Bar } from "./bridge";
import { lineOf } from "./table";

const axisStyle = (colors: ChartColors) => ({
  axisLabel: { color: colors.quiet, hideOverlap: true },
  axisLine: { lineStyle: { color: colors.line } },
  axisTick: { show: false },
});

const tip = (colors: ChartColors) => ({
  confine: true,
  backgroundColor: colors.surface,
  borderColor: colors.line,
  textStyle: { color: colors.text, fontSize: 12 },
});

/** A waterfall: totals stand on the lower edge, causes hang between before and after, each with its amount in words. */
export function bridgeOption(
  bars: readonly Bar[],
  names: Record<Bar["key"], string>,
  currency: string,
  colors: ChartColors,
): EChartsOption {
  const ends = bars.flatMap((bar) => (bar.total ? [bar.to] : [bar.from, bar.to]));
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  // Causes are small beside totals: the axis begins where they can be told apart, and says so by not starting at zero.
  const room = Math.max((most - least) * 1.2, Math.abs(most) * 0.02);
  const floor = least > 0 && least - room > 0 ? least - room : Math.min(0, least);
  const render = (_: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
    const bar = bars[Number(api.value(0))]!;
    const from = api.coord([api.value(0), bar.total ? floor : bar.from]);
    const to = api.coord([api.value(0), bar.to]);
    const size = api.size!([1, 0]) as number[];
    const width = Math.min(70, size[0]! * 0.62);
    const top = Math.min(from[1]!, to[1]!);
    const value = bar.total ? bar.to : bar.to - bar.from;
    const fill = bar.total ? colors.accent : value < 0 ? colors.series[9]! : colors.series[8]!;
    return {
      type: "group" as const,
      children: [
        {
          type: "rect" as const,
          shape: { x: to[0]! - width / 2, y: top, width, height: Math.max(2, Math.abs(from[1]! - to[1]!)) },
          style: { fill },
        },
        {
          type: "text" as const,
          style: {
            text: `${!bar.total && value > 0 ? "+" : ""}${compact(value)}`,
            x: to[0]!,
            y: top - 6,
            align: "center" as const,
            verticalAlign: "bottom" as const,
            fill: colors.text,
            fontFamily,
            fontSize: 12,
            fontWeight: 600,
          },
        },
      ],
    };
  };
  return {
    textStyle: { fontFamily },
    grid: { left: 8, right: 8, top: 26, bottom: 8, containLabel: true },
    tooltip: {
      ...tip(colors),
      trigger: "item",
      formatter: (item) => {
        const bar = bars[(item as { dataIndex: number }).dataIndex]!;
        return `${names[bar.key]}: <b>${money(bar.total ? bar.to : bar.to - bar.from, currency)}</b>`;
      },
    },
    xAxis: {
      type: "category",
      data: bars.map((bar) => names[bar.key]),
      ...axisStyle(colors),
      axisLabel: { color: colors.text, interval: 0, fontSize: 12, width: 92, overflow: "break" },
    },
    yAxis: {
      type: "value",
      min: floor,
      max: most + (most - floor) * 0.08,
      axisLabel: { color: colors.quiet, formatter: (value: number) => compact(value), showMinLabel: false, showMaxLabel: false },
      splitLine: { lineStyle: { color: colors.line } },
    },
    series: [{ type: "custom", renderItem: render, data: bars.map((bar, at) => [at, bar.to]), encode: { x: 0, y: 1 } }],
  };
}

/** Cash at the end of each bucket, the least that is allowed, and the low point. */
export function cashOption(statement: Statement, structure: PlanStructure, colors: ChartColors): EChartsOption {
  const cash = lineOf(statement, "cash");
  const first = structure.firstPlanned - statement.first;
  const at = (values: readonly (number | null)[]) => values.slice(first);
  const buckets = structure.buckets.slice(structure.firstPlanned, statement.last + 1);
  const ceilings = at(statement.ceilings);
  const low = statement.lowBucket - structure.firstPlanned;
  return {
    color: colors.series,
    textStyle: { fontFamily },
    legend: { top: 0, right: 8, textStyle: { color: colors.text, fontSize: 12 }, itemWidth: 16, itemHeight: 8 },
    grid: { left: 8, right: 14, top: 34, bottom: 4, containLabel: true },
    tooltip: {
      ...tip(colors),
      trigger: "axis",
      valueFormatter: (value) => money(typeof value === "number" ? value : null, statement.currency),
    },
    xAxis: { type: "category", data: buckets.map((bucket) => bucketLabel(bucket)), ...axisStyle(colors) },
    yAxis: {
      type: "value",
      axisLabel: { color: colors.quiet, formatter: (value: number) => compact(value) },
      splitLine: { lineStyle: { color: colors.line } },
    },
    series: [
      {
        type: "line",
        name: t("Cash"),
        data: at(cash?.plan ?? []),
        showSymbol: false,
        lineStyle: { width: 2.4 },
        areaStyle: { opacity: 0.12 },
        markPoint:
          low >= 0
            ? {
                symbol: "circle",
                symbolSize: 9,
                itemStyle: { color: colors.series[9] },
                label: {
                  formatter: `${t("Low point")} ${compact(statement.lowCash)}`,
                  color: colors.text,
                  position: low > buckets.length / 2 ? "left" : "right",
                  fontWeight: 600,
                },
                data: [{ coord: [low, statement.lowCash] }],
              }
            : undefined,
        markLine: {
          silent: true,
          symbol: "none",
          lineStyle: { color: colors.quiet, type: "solid", width: 1 },
          label: { show: false },
          data: [{ yAxis: 0 }],
        },
      },
      ...(ceilings.some((value) => value !== null)
        ? [
            {
              type: "line" as const,
              name: t("Least cash allowed"),
              data: ceilings,
              showSymbol: false,
              step: "middle" as const,
              color: colors.series[9],
              lineStyle: { width: 1.6, type: "dashed" as const },
            },
          ]
        : []),
    ],
  } as EChartsOption;
}

/** What binds capital: stock and receivables up, payables down, and what is left of them. */
export function capitalOption(statement: Statement, structure: PlanStructure, colors: ChartColors): EChartsOption {
  const first = structure.firstPlanned - statement.first;
  const buckets = structure.buckets.slice(structure.firstPlanned, statement.last + 1);
  const values = (measure: string, sign = 1) =>
    (lineOf(statement, measure)?.plan ?? []).slice(first).map((value) => (value === null ? null : sign * value));
  const bar = (name: string, data: (number | null)[], color: string) => ({
    type: "bar" as const,
    name,
    stack: "capital",
    data,
    color,
    barMaxWidth: 24,
  });
  return {
    textStyle: { fontFamily },
    legend: { top: 0, textStyle: { color: colors.text, fontSize: 12 }, itemWidth: 14, itemHeight: 8 },
    grid: { left: 8, right: 14, top: 34, bottom: 4, containLabel: true },
    tooltip: {
      ...tip(colors),
      trigger: "axis",
      valueFormatter: (value) => money(typeof value === "number" ? value : null, statement.currency),
    },
    xAxis: { type: "category", data: buckets.map((bucket) => bucketLabel(bucket)), ...axisStyle(colors) },
    yAxis: {
      type: "value",
      axisLabel: { color: colors.quiet, formatter: (value: number) => compact(value) },
      splitLine: { lineStyle: { color: colors.line } },
    },
    series: [
      bar(t("Stock value"), values("stock_value"), colors.series[5]!),
      bar(t("Receivables"), values("receivables"), colors.series[2]!),
      bar(t("Payables"), values("payables", -1), colors.series[1]!),
      {
        type: "line",
        name: t("Working capital"),
        data: values("working_capital"),
        color: colors.text,
        showSymbol: false,
        lineStyle: { width: 2.2 },
      },
    ],
  } as EChartsOption;
}
