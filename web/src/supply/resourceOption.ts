import type { EChartsOption } from "echarts/types/dist/shared";
import type { ResourceInfo } from "../api/supply";
import { t } from "../i18n";
import type { ChartColors } from "../parts/chartColors";
import { bucketLabel, quantity } from "../parts/format";
import { fontFamily } from "../theme";

/** Hours of capacity and of the overtime allowed on top of it; null where capacity is not known. */
export function mostHours(info: ResourceInfo): (number | null)[] {
  return info.use.capacity.map((hours, b) => (hours === null ? null : hours + (info.use.overtimeLimit[b] ?? 0)));
}

/** Load by family as a stack, below the lines of capacity, capacity with overtime, and what demand asks for. The bucket that is open is marked. */
export function resourceOption(info: ResourceInfo, bucket: number | null, colors: ChartColors): EChartsOption {
  const labels = info.buckets.map(bucketLabel);
  const at = bucket === null ? -1 : bucket - info.from;
  const line = (name: string, data: (number | null)[], color: string, type: "solid" | "dashed" | "dotted", width: number) => ({
    type: "line" as const,
    name,
    data,
    step: "middle" as const,
    showSymbol: false,
    color,
    lineStyle: { color, type, width },
    z: 5,
  });
  const stacks = info.families.length > 0 ? info.families : [{ family: t("Load"), hours: info.use.load.map((hours) => hours ?? 0) }];
  return {
    color: colors.series,
    textStyle: { fontFamily },
    grid: { left: 12, right: 16, top: 46, bottom: 6, containLabel: true },
    legend: {
      type: "scroll",
      top: 2,
      textStyle: { color: colors.text, fontSize: 12 },
      icon: "roundRect",
      itemWidth: 12,
      itemHeight: 8,
      pageTextStyle: { color: colors.quiet },
    },
    tooltip: {
      trigger: "axis",
      confine: true,
      backgroundColor: colors.surface,
      borderColor: colors.line,
      textStyle: { color: colors.text, fontSize: 12 },
      valueFormatter: (value) => `${quantity(typeof value === "number" ? value : null, 0)} h`,
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
      name: "h",
      nameTextStyle: { color: colors.quiet },
      axisLabel: { color: colors.quiet, formatter: (value: number) => quantity(value, 0) },
      splitLine: { lineStyle: { color: colors.line } },
    },
    series: [
      ...stacks.map((one, index) => ({
        type: "bar" as const,
        name: one.family ?? t("Released orders"),
        stack: "load",
        data: one.hours,
        barMaxWidth: 34,
        markArea:
          index === 0 && at >= 0
            ? { silent: true, itemStyle: { color: colors.line, opacity: 0.45 }, data: [[{ xAxis: at }, { xAxis: at }]] as never }
            : undefined,
      })),
      line(t("Capacity"), info.use.capacity, colors.text, "solid", 2),
      line(t("Capacity and overtime allowed"), mostHours(info), colors.quiet, "dashed", 1.5),
      line(t("Asked for by demand"), info.use.wanted, colors.accent, "dotted", 2),
    ],
  };
}
