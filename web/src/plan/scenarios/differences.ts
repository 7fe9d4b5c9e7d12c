import type { EChartsOption } from "echarts/types/dist/shared";
import type { MeasureDiff } from "../../api/types";
import { t } from "../../i18n";
import type { ChartColors } from "../../parts/chartColors";
import { quantity } from "../../parts/format";
import { fontFamily } from "../../theme";

export interface Difference {
  key: string;
  title: string;
  unit: string | null;
  from: number | null;
  to: number | null;
  /** To less from; a missing value counts 0. */
  difference: number;
  /** The difference over from; null where from is 0 or missing. */
  share: number | null;
}

/** The rows of a comparison by their totals, the largest differences first. Rows that differ within but not in total stay at the end. */
export function differences(diff: MeasureDiff): Difference[] {
  return diff.rows
    .map((row) => {
      const difference = (row.toTotal ?? 0) - (row.fromTotal ?? 0);
      const member = row.members.join(", ") || t("All");
      return {
        key: row.members.join("\u001f"),
        title: row.title && row.title !== member ? `${row.title} (${member})` : member,
        unit: row.unit,
        from: row.fromTotal,
        to: row.toTotal,
        difference,
        share: row.fromTotal ? difference / row.fromTotal : null,
      };
    })
    .toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
}

const most = 12;

/** The largest differences as bars, more to the right and less to the left. */
export function differenceOption(rows: readonly Difference[], colors: ChartColors): EChartsOption {
  const shown = rows.slice(0, most).toReversed();
  return {
    textStyle: { fontFamily },
    grid: { left: 12, right: 24, top: 8, bottom: 6, containLabel: true },
    tooltip: {
      trigger: "axis",
      confine: true,
      backgroundColor: colors.surface,
      borderColor: colors.line,
      textStyle: { color: colors.text, fontSize: 12 },
      valueFormatter: (value) => quantity(typeof value === "number" ? value : null, 1),
    },
    xAxis: {
      type: "value",
      axisLabel: { color: colors.quiet, hideOverlap: true, formatter: (value: number) => quantity(value, 1) },
      splitLine: { lineStyle: { color: colors.line } },
    },
    yAxis: {
      type: "category",
      data: shown.map((row) => row.title),
      axisLabel: { color: colors.text, width: 220, overflow: "truncate" },
      axisLine: { lineStyle: { color: colors.line } },
      axisTick: { show: false },
    },
    series: [
      {
        type: "bar",
        barMaxWidth: 16,
        data: shown.map((row) => ({
          value: row.difference,
          itemStyle: { color: row.difference < 0 ? colors.series[4] : colors.accent },
        })),
      },
    ],
  };
}
