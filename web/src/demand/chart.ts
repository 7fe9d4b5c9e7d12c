import type { EChartsOption } from "echarts/types/dist/shared";
import type { DemandPicture } from "../api/demand";
import type { CellsAnswer, PlanStructure } from "../api/types";
import { t } from "../i18n";
import type { ChartColors } from "../parts/chartColors";
import { bucketLabel, compact, quantity } from "../parts/format";
import { yearLength } from "../plan/panels/chartOption";
import { fontFamily } from "../theme";

/** Room left and right of the plot [px]: the time line of events below keeps to the same. */
export const chartEdges = { left: 74, right: 18 };

/** The lines one can switch on, in the order of the legend. */
export const lines = [
  { name: "sales_history", title: t("Sales history"), first: true },
  { name: "cleansed_history", title: t("Cleansed history"), first: false },
  { name: "statistical_forecast", title: t("Statistical forecast"), first: true },
  { name: "fan", title: t("80 and 95 % interval"), first: true },
  { name: "consensus_demand", title: t("Consensus demand"), first: true },
  { name: "last_year", title: t("Last year"), first: true },
  { name: "budget_quantity", title: t("Budget"), first: true },
  { name: "sales_input", title: t("Sales input"), first: false },
  { name: "marketing_input", title: t("Marketing input"), first: false },
  { name: "finance_input", title: t("Finance input"), first: false },
] as const;
export type Line = (typeof lines)[number]["name"];

/** Measures the picture asks for. */
export const pictured = lines.map((one) => one.name).filter((name) => name !== "fan" && name !== "last_year");

/** The lines an address asks for; those a page begins with when it says nothing. */
export function linesOf(text: string): Line[] {
  if (text === "") return lines.filter((one) => one.first).map((one) => one.name);
  const asked = new Set(text.split(","));
  return lines.map((one) => one.name).filter((name) => asked.has(name));
}

/** The address of some lines: empty for those a page begins with. */
export function writeLines(shown: readonly Line[]): string {
  const first = lines.filter((one) => one.first).map((one) => one.name);
  const same = shown.length === first.length && first.every((name) => shown.includes(name));
  return same
    ? ""
    : lines
        .map((one) => one.name)
        .filter((name) => shown.includes(name))
        .join() || "none";
}

/** Buckets the picture shows: two years back, to the end of the plan. A year more is asked for, so that last year has its values. */
export function windowOf(structure: PlanStructure): { from: number; to: number; asked: number } {
  const year = yearLength(structure);
  const from = Math.max(0, structure.firstPlanned - 2 * year);
  return { from, to: structure.buckets.length - 1, asked: Math.max(0, from - year) };
}

/** The values of a measure from a bucket on; past of plans and future of facts are left out. */
export function valuesOf(answer: CellsAnswer, name: string, structure: PlanStructure, from: number): (number | null)[] {
  const cells = answer.measures.find((one) => one.name === name);
  const width = answer.to - answer.from + 1;
  if (!cells || answer.rows.length === 0) return Array<null>(answer.to - from + 1).fill(null);
  const isPast = name === "sales_history" || name === "cleansed_history";
  return cells.values
    .slice(0, width)
    .map((value, at) => (isPast && answer.from + at >= structure.firstPlanned ? null : value))
    .slice(from - answer.from);
}

/** Sales history a year later. */
export function lastYear(answer: CellsAnswer, structure: PlanStructure, from: number): (number | null)[] {
  const year = yearLength(structure);
  const sold = valuesOf(answer, "sales_history", structure, answer.from);
  return Array.from({ length: answer.to - from + 1 }, (_, at) => sold[from + at - year - answer.from] ?? null);
}

const styles: Record<Exclude<Line, "fan">, { color: number | "text" | "quiet"; type: "solid" | "dashed" | "dotted"; width: number }> = {
  sales_history: { color: "text", type: "solid", width: 2 },
  cleansed_history: { color: 10, type: "dashed", width: 1.4 },
  statistical_forecast: { color: 2, type: "dashed", width: 2 },
  consensus_demand: { color: 0, type: "solid", width: 2.6 },
  last_year: { color: "quiet", type: "dotted", width: 1.4 },
  budget_quantity: { color: 1, type: "solid", width: 1.4 },
  sales_input: { color: 4, type: "solid", width: 1.6 },
  marketing_input: { color: 3, type: "solid", width: 1.6 },
  finance_input: { color: 6, type: "solid", width: 1.6 },
};

/** A band between two lists, drawn as a line nobody sees and an area stacked on it. */
function band(name: string, low: readonly (number | null)[], high: readonly (number | null)[], color: string, opacity: number) {
  const shared = { type: "line" as const, stack: name, symbol: "none", silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false } };
  return [
    { ...shared, name: `${name} low`, data: [...low], stackStrategy: "all" as const },
    {
      ...shared,
      name,
      data: high.map((value, at) => (value === null || low[at] == null ? null : value - low[at]!)),
      stackStrategy: "all" as const,
      areaStyle: { color, opacity },
    },
  ];
}

/** History, forecast with its fan, consensus and what else is switched on. */
export function demandOption(
  answer: CellsAnswer,
  picture: DemandPicture | undefined,
  structure: PlanStructure,
  shown: readonly Line[],
  colors: ChartColors,
): EChartsOption {
  const { from, to } = windowOf(structure);
  const labels = structure.buckets.slice(from, to + 1).map((bucket) => bucketLabel(bucket));
  const color = (name: Exclude<Line, "fan">) => {
    const chosen = styles[name].color;
    return chosen === "text" ? colors.text : chosen === "quiet" ? colors.quiet : colors.series[chosen]!;
  };
  const fan = picture?.fan;
  const spread = (values: readonly (number | null)[]) => labels.map((_, at) => values[from + at - (fan?.firstBucket ?? 0)] ?? null);
  const drawn = lines.filter((one) => one.name !== "fan" && shown.includes(one.name));
  return {
    textStyle: { fontFamily },
    grid: { left: chartEdges.left, right: chartEdges.right, top: 12, bottom: 24 },
    tooltip: {
      trigger: "axis",
      confine: true,
      backgroundColor: colors.surface,
      borderColor: colors.line,
      textStyle: { color: colors.text, fontSize: 12 },
      valueFormatter: (value) => quantity(typeof value === "number" ? value : null, 0),
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
      axisLabel: { color: colors.quiet, formatter: (value: number) => compact(value) },
      splitLine: { lineStyle: { color: colors.line } },
    },
    series: [
      ...(fan && shown.includes("fan")
        ? [
            ...band("95", spread(fan.low95), spread(fan.high95), colors.series[2]!, 0.14),
            ...band("80", spread(fan.low80), spread(fan.high80), colors.series[2]!, 0.22),
          ]
        : []),
      ...drawn.map((one, at) => {
        const name = one.name as Exclude<Line, "fan">;
        const values = name === "last_year" ? lastYear(answer, structure, from) : valuesOf(answer, name, structure, from);
        return {
          type: "line" as const,
          name: one.title,
          data: values.map((value, place) => ({
            value,
            // Points between which no line can be drawn get a dot, or nobody would see them.
            symbol: value !== null && (values[place - 1] ?? null) === null && (values[place + 1] ?? null) === null ? "circle" : "none",
            symbolSize: 6,
          })),
          color: color(name),
          lineStyle: { width: styles[name].width, type: styles[name].type },
          markLine:
            at === 0 && structure.firstPlanned > from
              ? {
                  silent: true,
                  symbol: "none",
                  lineStyle: { color: colors.accent, type: "solid" as const, width: 1 },
                  label: { formatter: t("Cut-off"), color: colors.quiet, fontSize: 11, position: "insideEndTop" as const },
                  data: [{ xAxis: structure.firstPlanned - from }],
                }
              : undefined,
        };
      }),
    ],
  };
}

/** The colour and stroke of a line, for its switch. */
export function strokeOf(name: Line, colors: ChartColors): { color: string; type: string } {
  if (name === "fan") return { color: colors.series[2]!, type: "solid" };
  const chosen = styles[name].color;
  return { color: chosen === "text" ? colors.text : chosen === "quiet" ? colors.quiet : colors.series[chosen]!, type: styles[name].type };
}
