import type { EChartsOption } from "echarts/types/dist/shared";
import type { Waterfall } from "../api/meeting";
import { t } from "../i18n";
import type { ChartColors } from "../parts/chartColors";
import { compact, words } from "../parts/format";

export interface Bar {
  label: string;
  /** Where the bar begins and ends on the axis. */
  from: number;
  to: number;
  /** What is written on it: a total, or a change. */
  value: number;
  total: boolean;
}

/** The bars of a waterfall: the two totals and what lies between; causes that changed nothing are left out. */
export function barsOf(waterfall: Waterfall, from: string, to: string): Bar[] {
  const bars: Bar[] = [{ label: from, from: 0, to: waterfall.from, value: waterfall.from, total: true }];
  let at = waterfall.from;
  for (const one of waterfall.bars) {
    if (one.value === 0) continue;
    bars.push({ label: t(words(one.cause)), from: at, to: at + one.value, value: one.value, total: false });
    at += one.value;
  }
  bars.push({ label: to, from: 0, to: waterfall.to, value: waterfall.to, total: true });
  return bars;
}

/** A floor below which all bars are cut off, so that changes show beside large totals: 0 when they are large anyway. */
export function floorOf(bars: readonly Bar[]): number {
  const all = bars.flatMap((one) => (one.total ? [one.to] : [one.from, one.to]));
  const [low, high] = [Math.min(...all), Math.max(...all)];
  if (low <= 0 || high - low > low / 2) return 0;
  const step = 10 ** Math.floor(Math.log10(low));
  return Math.max(0, Math.floor((low - (high - low) * 1.5) / (step / 10)) * (step / 10));
}

/** The picture of a waterfall. */
export function waterfallOption(bars: readonly Bar[], unit: string): (colors: ChartColors) => EChartsOption {
  const floor = floorOf(bars);
  return (colors) => ({
    grid: { left: 64, right: 16, top: 24, bottom: 64 },
    tooltip: {
      trigger: "item",
      formatter: (one) => {
        const bar = bars[(one as { dataIndex: number }).dataIndex];
        return bar ? `${bar.label}: ${bar.total ? "" : bar.value > 0 ? "+" : ""}${compact(bar.value, unit)}` : "";
      },
    },
    xAxis: {
      type: "category",
      data: bars.map((one) => one.label),
      axisLabel: { color: colors.text, interval: 0, width: 92, overflow: "break" },
      axisLine: { lineStyle: { color: colors.line } },
    },
    yAxis: {
      type: "value",
      min: floor,
      axisLabel: { color: colors.quiet, formatter: (value: number) => compact(value) },
      splitLine: { lineStyle: { color: colors.line } },
      name: unit,
      nameTextStyle: { color: colors.quiet },
    },
    series: [
      {
        type: "bar",
        stack: "waterfall",
        silent: true,
        itemStyle: { color: "transparent" },
        data: bars.map((one) => (one.total ? floor : Math.min(one.from, one.to))),
      },
      {
        type: "bar",
        stack: "waterfall",
        barMaxWidth: 56,
        data: bars.map((one) => ({
          value: one.total ? one.to - floor : Math.abs(one.value),
          itemStyle: { color: one.total ? colors.series[0] : one.value > 0 ? colors.series[3] : colors.series[9] },
        })),
        label: {
          show: true,
          position: "top",
          color: colors.text,
          formatter: (one) => {
            const bar = bars[one.dataIndex]!;
            return `${bar.total ? "" : bar.value > 0 ? "+" : ""}${compact(bar.value)}`;
          },
        },
      },
    ],
  });
}
