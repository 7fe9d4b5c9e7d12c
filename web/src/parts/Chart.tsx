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

const pointed = ["mousemove", "mousedown", "mouseup", "click", "dblclick", "wheel"];

/** Tells the chart where in its own pixels the pointer is: browsers say it in pixels of the window, which are others where the page is larger. */
function inOwnPixels(event: Event) {
  const box = event.currentTarget as HTMLElement;
  const { left, top, width } = box.getBoundingClientRect();
  const larger = width / box.offsetWidth;
  if (Math.abs(larger - 1) < 0.01) return;
  const { clientX, clientY } = event as MouseEvent;
  Object.defineProperty(event, "offsetX", { value: (clientX - left) / larger });
  Object.defineProperty(event, "offsetY", { value: (clientY - top) / larger });
}

/** A chart that follows its box and the colour scheme. */
export function Chart({ option, height, label, onPick }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(undefined);
  const pick = useRef(onPick);
  pick.current = onPick;
  const scheme = useComputedColorScheme("light");
  useEffect(() => {
    const element = box.current!;
    const made = init(element, null, { renderer: "svg" });
    chart.current = made;
    for (const type of pointed) element.addEventListener(type, inOwnPixels, { capture: true, passive: true });
    made.on("click", (event) => pick.current?.(event as ECElementEvent));
    const observer = new ResizeObserver(() => made.resize({ animation: { duration: 0 } }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      for (const type of pointed) element.removeEventListener(type, inOwnPixels, { capture: true });
      made.dispose();
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption({ animation: false, ...option(chartColors[scheme]) }, { notMerge: true });
  }, [option, scheme]);
  return <div ref={box} role="img" aria-label={label} style={{ height, width: "100%" }} />;
}
