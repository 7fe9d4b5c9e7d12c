import type { EChartsOption } from "echarts/types/dist/shared";
import type { ApprovedPlan, Comparison } from "../../api/scenarios";
import { t } from "../../i18n";
import type { ChartColors } from "../../parts/chartColors";
import { percent } from "../../parts/format";
import { fontFamily } from "../../theme";
import { type FigureUnit, figureText } from "./comparison";

export interface TradeOff {
  key: string;
  title: string;
  x: string;
  y: string;
}

/** Two figures that usually cannot both be had. */
export const tradeOffs: TradeOff[] = [
  { key: "cash", title: t("Service against cash"), x: "cash_lowest", y: "service_in_time" },
  { key: "working_capital", title: t("Service against working capital"), x: "working_capital_end", y: "service_in_time" },
  { key: "utilisation", title: t("Margin against utilisation"), x: "utilisation_average", y: "margin" },
];

export interface TradePoint {
  name: string;
  x: number;
  y: number;
  record: boolean;
}

export interface TradePicture {
  points: TradePoint[];
  x: { title: string; unit: FigureUnit; target: number | null };
  y: { title: string; unit: FigureUnit; target: number | null };
  /** Plans without one of the two figures. */
  missing: string[];
}

/** A point for each plan that has both figures over the horizon, and one for the plan of record as it was approved. */
export function pictureOf(comparison: Comparison, trade: TradeOff, record: ApprovedPlan | undefined): TradePicture | undefined {
  const [x, y] = [trade.x, trade.y].map((figure) => comparison.rows.find((row) => row.figure === figure));
  if (!x || !y) return undefined;
  const points: TradePoint[] = [];
  const missing: string[] = [];
  comparison.plans.forEach((name, plan) => {
    const [a, b] = [x.plans[plan]?.horizon.value ?? null, y.plans[plan]?.horizon.value ?? null];
    if (a === null || b === null) missing.push(name);
    else points.push({ name, x: a, y: b, record: false });
  });
  const approved = (figure: string) =>
    record?.approval.figures?.find((one) => one.name === figure && one.period === "horizon")?.value ?? null;
  const [a, b] = [approved(trade.x), approved(trade.y)];
  if (record && a !== null && b !== null)
    points.push({ name: t("Plan of record {{name}}", { name: record.cycleName }), x: a, y: b, record: true });
  return {
    points,
    x: { title: x.title, unit: x.unit, target: x.target?.value ?? null },
    y: { title: y.title, unit: y.unit, target: y.target?.value ?? null },
    missing,
  };
}

/** Bounds of an axis: all points and the target with a margin around them, so that labels fit. */
export function boundsOf(values: readonly number[], target: number | null): [number, number] {
  const all = target === null ? values : [...values, target];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const margin = (high - low || Math.abs(high) * 0.1 || 1) * 0.18;
  return [low - margin, high + margin];
}

/** Sides of the labels, so that those of points close to each other do not cover one another. */
export function labelSides(points: readonly TradePoint[], [xLow, xHigh]: [number, number], [yLow, yHigh]: [number, number]) {
  const sides = ["top", "bottom", "right", "left"] as const;
  const taken: number[] = [];
  points.forEach((point, at) => {
    const near = points.slice(0, at).flatMap((other, i) => {
      const close = Math.abs(point.x - other.x) / (xHigh - xLow) < 0.3 && Math.abs(point.y - other.y) / (yHigh - yLow) < 0.12;
      return close ? [taken[i]!] : [];
    });
    const free = sides.findIndex((_, side) => !near.includes(side));
    taken.push(Math.max(free, 0));
  });
  return taken.map((side) => sides[side]!);
}

/** Values of an axis, with as many digits as tell its ticks apart. */
function axisText(value: number, unit: FigureUnit, currency: string, low: number, high: number): string {
  const narrow = (high - low) / Math.max(Math.abs(low), Math.abs(high), 1e-12) < 0.1;
  if (unit === "percent") return percent(value, high - low < 0.02 ? 2 : high - low < 0.1 ? 1 : 0);
  return figureText(value, unit, currency, narrow);
}

export function tradeOption(picture: TradePicture, currency: string, colors: ChartColors): EChartsOption {
  const { points, x, y } = picture;
  const [xLow, xHigh] = boundsOf(
    points.map((one) => one.x),
    x.target,
  );
  const [yLow, yHigh] = boundsOf(
    points.map((one) => one.y),
    y.target,
  );
  const sides = labelSides(points, [xLow, xHigh], [yLow, yHigh]);
  const axis = (unit: FigureUnit, title: string, low: number, high: number) => ({
    type: "value" as const,
    name: t(title).split(/\s*:/)[0]!,
    nameLocation: "middle" as const,
    nameTextStyle: { color: colors.text, fontSize: 12 },
    min: low,
    max: high,
    axisLabel: {
      color: colors.quiet,
      hideOverlap: true,
      showMinLabel: false,
      showMaxLabel: false,
      formatter: (value: number) => axisText(value, unit, currency, low, high),
    },
    splitLine: { lineStyle: { color: colors.line } },
  });
  const line = (at: "xAxis" | "yAxis", value: number | null, unit: FigureUnit) =>
    value === null
      ? []
      : [
          {
            [at]: value,
            label: {
              position: "insideEndTop" as const,
              formatter: t("target {{value}}", { value: figureText(value, unit, currency, false) }),
              color: colors.text,
              fontSize: 11,
            },
          },
        ];
  return {
    textStyle: { fontFamily },
    grid: { left: 44, right: 24, top: 22, bottom: 36, containLabel: true },
    tooltip: {
      trigger: "item",
      confine: true,
      backgroundColor: colors.surface,
      borderColor: colors.line,
      textStyle: { color: colors.text, fontSize: 12 },
      formatter: (at) => {
        const point = points[(Array.isArray(at) ? at[0] : at)?.dataIndex ?? -1];
        return point
          ? [point.name, figureText(point.y, y.unit, currency, false), figureText(point.x, x.unit, currency, false)].join(" · ")
          : "";
      },
    },
    xAxis: { ...axis(x.unit, x.title, xLow, xHigh), nameGap: 26 },
    yAxis: { ...axis(y.unit, y.title, yLow, yHigh), nameGap: 84 },
    series: [
      {
        type: "scatter",
        symbolSize: 14,
        data: points.map((point, at) => ({
          value: [point.x, point.y],
          name: point.name,
          label: { position: sides[at] },
          symbol: point.record ? "diamond" : "circle",
          itemStyle: { color: point.record ? colors.quiet : colors.series[at % colors.series.length] },
        })),
        label: { show: true, formatter: "{b}", color: colors.text, fontSize: 12 },
        markLine: {
          silent: true,
          symbol: "none",
          lineStyle: { color: colors.accent, type: "dashed", width: 1.4 },
          data: [...line("xAxis", x.target, x.unit), ...line("yAxis", y.target, y.unit)],
        },
      },
    ],
  };
}
