import pptxgen from "pptxgenjs";
import type { Pack } from "../../api/meeting";
import type { SupplyReview } from "../../api/supply";
import { type Bar, floorOf } from "../../cycle/waterfallOption";
import { t } from "../../i18n";
import { chartColors } from "../../parts/chartColors";
import { day } from "../../parts/format";
import { fileName, leavesOf, type PackChart, type PackLeaf, type PackTable } from "./contents";

const colors = chartColors.light;
const hex = (color: string) => color.slice(1).toUpperCase();
const palette = colors.series.map(hex);
const [left, width] = [0.45, 12.43];
const rowsOnSlide = 16;

/** Writes the pack as slides with native charts and tables, and hands the file to the browser. */
export async function saveSlides(
  pack: Pack,
  review: SupplyReview | null,
  name: (who: string | null) => string,
  scenario: (id: number) => string,
) {
  await slidesOf(pack, review, name, scenario).writeFile({ fileName: `${fileName(pack)}.pptx` });
}

export function slidesOf(
  pack: Pack,
  review: SupplyReview | null,
  name: (who: string | null) => string,
  scenario: (id: number) => string,
): pptxgen {
  const deck = new pptxgen();
  deck.layout = "LAYOUT_WIDE";
  deck.title = fileName(pack);
  deck.defineSlideMaster({
    title: "LEAF",
    background: { color: "FFFFFF" },
    objects: [
      { line: { x: left, y: 0.95, w: width, h: 0, line: { color: hex(colors.accent), width: 1.5 } } },
      {
        text: {
          text: `${pack.cycle} · ${day(pack.minutes.asOf)}`,
          options: { x: left, y: 7.08, w: 8, h: 0.3, fontSize: 10, color: hex(colors.quiet) },
        },
      },
    ],
    slideNumber: { x: 12.3, y: 7.08, fontSize: 10, color: hex(colors.quiet) },
  });
  const front = deck.addSlide();
  front.background = { color: hex(colors.accent) };
  front.addText(t("Sales & Operations Planning: {{cycle}}", { cycle: pack.cycle }), {
    x: 0.8,
    y: 2.4,
    w: 11.7,
    h: 1,
    fontSize: 36,
    bold: true,
    color: "FFFFFF",
  });
  front.addText([`${t("Pack")} · ${day(pack.minutes.asOf)}`, pack.scenarios.join(" · ")].join("\n"), {
    x: 0.8,
    y: 3.5,
    w: 11.7,
    h: 1,
    fontSize: 18,
    color: "FFFFFF",
  });
  for (const leaf of leavesOf(pack, review, name, scenario)) addLeaf(deck, leaf);
  return deck;
}

function addLeaf(deck: pptxgen, leaf: PackLeaf) {
  const slide = start(deck, leaf.title);
  let y = 1.05;
  const notes = [...(leaf.text ? [leaf.text] : []), ...(leaf.points ?? [])];
  if (notes.length > 0) {
    const height = 0.3 * notes.length + 0.1;
    slide.addText(
      notes.map((text, index) => ({ text, options: { breakLine: index < notes.length - 1, bullet: index > 0 || !leaf.text } })),
      { x: left, y, w: width, h: height, fontSize: 13, color: hex(colors.text), valign: "top" },
    );
    y += height;
  }
  const wide = leaf.table && leaf.table.columns.length > 10;
  if (leaf.chart) {
    addChart(deck, slide, leaf.chart, y, leaf.table ? (wide ? 4 : 2.9) : 5.8);
    y += leaf.table ? (wide ? 4.05 : 2.95) : 5.8;
  }
  if (!leaf.table) return;
  // What does not fit below the picture stands on slides of its own.
  const room = Math.max(0, Math.floor((6.95 - y) / 0.3) - 1);
  const first = Math.min(leaf.table.rows.length, room);
  if (first > 0) addTable(slide, leaf.table, leaf.table.rows.slice(0, first), y);
  for (let at = first; at < leaf.table.rows.length; at += rowsOnSlide)
    addTable(start(deck, leaf.title), leaf.table, leaf.table.rows.slice(at, at + rowsOnSlide), 1.1);
}

function start(deck: pptxgen, title: string): pptxgen.Slide {
  const slide = deck.addSlide({ masterName: "LEAF" });
  slide.addText(title, { x: left, y: 0.3, w: width, h: 0.6, fontSize: 24, bold: true, color: hex(colors.text), margin: 0 });
  return slide;
}

function addTable(slide: pptxgen.Slide, table: PackTable, rows: readonly string[][], y: number) {
  const many = table.columns.length > 10;
  const fontSize = many ? 8 : 11;
  const first = many ? 2.1 : table.numbersFrom === 1 ? 4.2 : undefined;
  const align = (column: number) => (column >= table.numbersFrom ? "right" : "left");
  slide.addTable(
    [
      table.columns.map((text, column) => ({
        text,
        options: { bold: true, fill: { color: "F0F2F5" }, align: align(column) as "left" | "right", color: hex(colors.quiet) },
      })),
      ...rows.map((row) => row.map((text, column) => ({ text, options: { align: align(column) as "left" | "right" } }))),
    ],
    {
      x: left,
      y,
      w: width,
      fontSize,
      color: hex(colors.text),
      border: { type: "solid", color: hex(colors.line), pt: 0.5 },
      margin: many ? 0.03 : 0.05,
      valign: "middle",
      colW: first ? [first, ...table.columns.slice(1).map(() => (width - first) / (table.columns.length - 1))] : undefined,
    },
  );
}

/** Thousands and millions as the axis of a native chart writes them. */
function formatOf(values: readonly number[], unit: string): string {
  if (unit === "%") return '0"%"';
  const most = Math.max(...values.map(Math.abs), 0);
  return most >= 2e6 ? '#,##0.0,,"M"' : most >= 2e4 ? '#,##0,"k"' : "#,##0";
}

function addChart(deck: pptxgen, slide: pptxgen.Slide, chart: PackChart, y: number, height: number) {
  const box = { x: left, y, w: width, h: height };
  const common = {
    ...box,
    catAxisLabelFontSize: 10,
    valAxisLabelFontSize: 10,
    catAxisLabelColor: hex(colors.text),
    valAxisLabelColor: hex(colors.quiet),
    valAxisTitle: chart.unit,
    showValAxisTitle: true,
    valAxisTitleFontSize: 10,
    valGridLine: { color: hex(colors.line), size: 0.5 },
  };
  if (chart.kind === "waterfall") {
    const bars = chart.bars;
    const labels = bars.map((one) => one.label);
    const floor = floorOf(bars);
    const values = (pick: (bar: Bar) => number) => bars.map(pick);
    slide.addChart(
      deck.ChartType.bar,
      [
        // The bars stand on one that has the colour of the slide.
        { name: " ", labels, values: values((one) => (one.total ? floor : Math.min(one.from, one.to))) },
        { name: t("Total"), labels, values: values((one) => (one.total ? one.to - floor : 0)) },
        { name: t("More"), labels, values: values((one) => (!one.total && one.value > 0 ? one.value : 0)) },
        { name: t("Less"), labels, values: values((one) => (!one.total && one.value < 0 ? -one.value : 0)) },
      ],
      {
        ...common,
        barGrouping: "stacked",
        barGapWidthPct: 40,
        chartColors: ["FFFFFF", palette[0]!, palette[3]!, palette[9]!],
        valAxisMinVal: floor,
        valGridLine: { style: "none" },
        valAxisLabelFormatCode: formatOf(
          chart.bars.map((one) => one.to),
          chart.unit,
        ),
      },
    );
    return;
  }
  const all = chart.series.flatMap((one) => one.values).filter((one): one is number => one !== null);
  const data = (line: boolean) =>
    chart.series
      .filter((one) => (one.line ?? false) === line)
      // The library takes no gaps; a missing value is written as an empty cell.
      .map((one) => ({ name: one.name, labels: chart.labels, values: one.values.map((value) => value ?? (null as unknown as number)) }));
  const [bars, lines] = [data(false), data(true)];
  const options = {
    ...common,
    showLegend: true,
    legendPos: "b" as const,
    legendFontSize: 11,
    valAxisLabelFormatCode: formatOf(all, chart.unit),
  };
  if (bars.length > 0 && lines.length > 0)
    slide.addChart(
      [
        { type: deck.ChartType.bar, data: bars, options: { chartColors: palette.slice(0, bars.length), barGapWidthPct: 50 } },
        { type: deck.ChartType.line, data: lines, options: { chartColors: palette.slice(bars.length), lineSize: 2.25 } },
      ] as pptxgen.IChartMulti[],
      // Of several types the options stand in the second place; its type does not know that.
      options as unknown as [],
    );
  else if (lines.length > 0) slide.addChart(deck.ChartType.line, lines, { ...options, chartColors: palette, lineSize: 2.25 });
  else slide.addChart(deck.ChartType.bar, bars, { ...options, chartColors: palette, barGapWidthPct: 50 });
}
