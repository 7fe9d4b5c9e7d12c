import { useComputedColorScheme } from "@mantine/core";
import { BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart } from "echarts/charts";
import {
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  TooltipComponent,
  VisualMapComponent,
} from "echarts/components";
import { type ECElementEvent, type ECharts, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { EChartsOption } from "echarts/types/dist/shared";
import { useEffect, useRef } from "react";
import { type ChartColors, chartColors } from "./chartColors";

use([
  BarChart,
  CustomChart,
  HeatmapChart,
  LineChart,
  ScatterChart,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  TooltipComponent,
  VisualMapComponent,
  SVGRenderer,
]);

interface Props {
  option: (colors: ChartColors) => EChartsOption;
  height: number;
  /** Only names it: the numbers behind it belong in a table beside or below. */
  label: string;
  /** What a click on a part of the picture does. What it leads to must be reachable by keyboard elsewhere on the page. */
  onPick?: (event: ECElementEvent) => void;
}

/** A chart that follows its box and the colour scheme. */
export function Chart({ option, height, label, onPick }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(undefined);
  const pick = useRef(onPick);
  pick.current = onPick;
  const scheme = useComputedColorScheme("light");
  useEffect(() => {
    const made = init(box.current!, null, { renderer: "svg" });
    chart.current = made;
    made.on("click", (event) => pick.current?.(event as ECElementEvent));
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(box.current!);
    return () => {
      observer.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption({ animation: false, ...option(chartColors[scheme]) }, { notMerge: true });
  }, [option, scheme]);
  return <div ref={box} role="img" aria-label={label} style={{ height, width: "100%" }} />;
}
