import type { EChartsOption } from "echarts/types/dist/shared";
import type { PortfolioPage } from "../api/product";
import { t } from "../i18n";
import type { ChartColors } from "../parts/chartColors";
import { compact, percent } from "../parts/format";
import { fontFamily } from "../theme";

const [smallest, largest] = [6, 46];

/** Diameter [px] of a bubble: its area follows the value. */
export function diameter(value: number, most: number): number {
  return most > 0 ? Math.max(smallest, Math.sqrt(Math.max(0, value) / most) * largest) : smallest;
}

/** Ends of an axis that show all but a few outliers, which are drawn at the edge. */
export function ends(values: readonly number[], withZero: boolean): [number, number] {
  if (values.length === 0) return [-0.5, 0.5];
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  const [low, high] = withZero ? [Math.min(0, at(0.02)), Math.max(0, at(0.98))] : [at(0.02), at(0.98)];
  const room = Math.max(0.05, (high - low) * 0.08);
  return [Math.floor((low - room) * 20) / 20, Math.ceil((high + room) * 20) / 20];
}

/** Growth against margin, the size is the value. */
export function bubbleOption(page: PortfolioPage, selected: string, colors: ChartColors): EChartsOption {
  const rows = page.bubbles;
  const most = Math.max(0, ...rows.map((one) => one.value));
  const x = ends(
    rows.map((one) => one.growth ?? 0),
    true,
  );
  const y = ends(
    rows.map((one) => one.marginShare ?? 0),
    false,
  );
  const inside = (value: number, [low, high]: [number, number]) => Math.min(high, Math.max(low, value));
  const axis = {
    type: "value" as const,
    axisLabel: { color: colors.quiet, formatter: (value: number) => `${Math.round(value * 100)} %` },
    splitLine: { lineStyle: { color: colors.line } },
    nameTextStyle: { color: colors.quiet },
    nameLocation: "middle" as const,
  };
  const line = { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: colors.quiet, type: "dashed" as const } };
  return {
    textStyle: { fontFamily },
    grid: { left: 64, right: 20, top: 14, bottom: 46 },
    tooltip: { confine: true, backgroundColor: colors.surface, borderColor: colors.line, textStyle: { color: colors.text, fontSize: 12 } },
    xAxis: { ...axis, min: x[0], max: x[1], name: t("Growth, last 12 months over the 12 before"), nameGap: 28 },
    yAxis: { ...axis, min: y[0], max: y[1], name: t("Margin, share of value"), nameGap: 46 },
    series: (["A", "B", "C"] as const).map((abc, at) => ({
      type: "scatter" as const,
      name: abc,
      symbol: (["circle", "rect", "triangle"] as const)[at],
      color: colors.series[[0, 1, 4][at]!],
      data: rows
        .filter((one) => one.abc === abc)
        .map((one) => ({
          name: one.member,
          value: [inside(one.growth ?? 0, x), inside(one.marginShare ?? 0, y)],
          symbolSize: diameter(one.value, most),
          itemStyle: {
            opacity: 0.7,
            borderColor: one.member === selected ? colors.text : colors.surface,
            borderWidth: one.member === selected ? 3 : 1,
          },
          tooltip: {
            formatter: () => {
              const title = page.titles[one.member] ?? one.member;
              const safe = title.replace(/[&<>]/g, (mark) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[mark]!);
              return `${safe}<br>${compact(one.value, page.unit)}, ${t("growth")} ${percent(one.growth, 0)}, ${t("margin")} ${percent(one.marginShare, 0)}`;
            },
          },
        })),
      markLine:
        at === 0
          ? { ...line, data: [{ xAxis: 0 }, ...(page.marginShare === null ? [] : [{ yAxis: inside(page.marginShare, y) }])] }
          : undefined,
    })),
  };
}
