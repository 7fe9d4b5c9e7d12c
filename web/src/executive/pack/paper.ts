import { init } from "echarts/core";
import type { EChartsOption } from "echarts/types/dist/shared";
import pdfMake, { type PdfContent } from "pdfmake/build/pdfmake";
import fonts from "pdfmake/build/vfs_fonts";
import type { Pack } from "../../api/meeting";
import type { SupplyReview } from "../../api/supply";
import { waterfallOption } from "../../cycle/waterfallOption";
import { t } from "../../i18n";
import "../../parts/Chart";
import { type ChartColors, chartColors } from "../../parts/chartColors";
import { compact, count, day } from "../../parts/format";
import { fileName, leavesOf, type PackChart, type PackLeaf } from "./contents";

const colors = chartColors.light;
const [width, height] = [770, 250];

/** Writes the pack as PDF, landscape, and hands the file to the browser. */
export async function savePaper(
  pack: Pack,
  review: SupplyReview | null,
  name: (who: string | null) => string,
  scenario: (id: number) => string,
) {
  pdfMake.addVirtualFileSystem(fonts);
  await pdfMake.createPdf(paperOf(pack, leavesOf(pack, review, name, scenario))).download(`${fileName(pack)}.pdf`);
}

function paperOf(pack: Pack, leaves: readonly PackLeaf[]) {
  return {
    pageSize: "A4",
    pageOrientation: "landscape",
    pageMargins: [36, 40, 36, 40],
    info: { title: fileName(pack) },
    defaultStyle: { font: "Roboto", fontSize: 9, color: colors.text },
    styles: { title: { fontSize: 16, bold: true, color: colors.accent, margin: [0, 0, 0, 6] } },
    footer: (page: number, pages: number) => ({
      columns: [
        { text: `${pack.cycle} · ${day(pack.minutes.asOf)}`, color: colors.quiet },
        { text: `${page} / ${pages}`, alignment: "right", color: colors.quiet },
      ],
      margin: [36, 12, 36, 0],
      fontSize: 8,
    }),
    content: [
      { text: t("Sales & Operations Planning: {{cycle}}", { cycle: pack.cycle }), fontSize: 24, bold: true, color: colors.accent },
      { text: `${t("Pack")} · ${day(pack.minutes.asOf)} · ${pack.scenarios.join(" · ")}`, margin: [0, 2, 0, 14], color: colors.quiet },
      ...leaves.flatMap(leafOf),
    ],
  };
}

function leafOf(leaf: PackLeaf, index: number): PdfContent[] {
  // Pictures begin a page; tables follow one another.
  const before = index > 0 && (leaf.chart || index === 1) ? ("before" as const) : undefined;
  return [
    { text: leaf.title, style: "title", pageBreak: before, margin: [0, before ? 0 : 10, 0, 6] },
    ...(leaf.text ? [{ text: leaf.text, margin: [0, 0, 0, 4] }] : []),
    ...(leaf.points && leaf.points.length > 0 ? [{ ul: leaf.points, margin: [0, 0, 0, 6] }] : []),
    ...(leaf.chart ? [{ svg: pictureOf(leaf.chart), width, margin: [0, 0, 0, 6] }] : []),
    ...(leaf.table
      ? [
          {
            fontSize: leaf.table.columns.length > 14 ? 6 : leaf.table.columns.length > 10 ? 7 : 8.5,
            layout: {
              hLineWidth: () => 0.4,
              vLineWidth: () => 0,
              hLineColor: () => colors.line,
              fillColor: (row: number) => (row === 0 ? "#f0f2f5" : null),
              paddingTop: () => 2,
              paddingBottom: () => 2,
              paddingLeft: () => 3,
              paddingRight: () => 3,
            },
            table: {
              headerRows: 1,
              dontBreakRows: true,
              widths: widthsOf(leaf.table.columns.length, leaf.table.numbersFrom),
              body: [
                leaf.table.columns.map((text, column) => ({
                  text,
                  bold: true,
                  alignment: column >= leaf.table!.numbersFrom ? "right" : "left",
                })),
                ...leaf.table.rows.map((row) =>
                  row.map((text, column) => ({ text, alignment: column >= leaf.table!.numbersFrom ? "right" : "left" })),
                ),
              ],
            },
          },
        ]
      : []),
  ];
}

function widthsOf(columns: number, numbersFrom: number): (string | number)[] {
  if (columns > 10) return [90, ...Array.from({ length: columns - 1 }, () => "*")];
  return Array.from({ length: columns }, (_, column) => (numbersFrom < columns && column >= numbersFrom ? "auto" : "*"));
}

/** The picture as the screen draws it, in the colours of paper. */
function pictureOf(chart: PackChart): string {
  const made = init(null, null, { renderer: "svg", ssr: true, width, height });
  const option = chart.kind === "waterfall" ? waterfallOption(chart.bars, chart.unit)(colors) : seriesOption(chart, colors);
  made.setOption({ ...option, animation: false, textStyle: { fontFamily: "Roboto" } });
  const svg = made.renderToSVGString();
  made.dispose();
  return svg;
}

function seriesOption(chart: Extract<PackChart, { kind: "series" }>, paper: ChartColors): EChartsOption {
  return {
    color: paper.series,
    grid: { left: 64, right: 16, top: 28, bottom: 64 },
    legend: { bottom: 0, textStyle: { color: paper.text } },
    xAxis: {
      type: "category",
      data: chart.labels,
      axisLabel: {
        color: paper.text,
        interval: 0,
        width: chart.labels.length > 12 ? 90 : (width - 90) / chart.labels.length,
        overflow: "break",
        fontSize: 9,
        rotate: chart.labels.length > 12 ? 40 : 0,
      },
      axisLine: { lineStyle: { color: paper.line } },
    },
    yAxis: {
      type: "value",
      name: chart.unit,
      nameTextStyle: { color: paper.quiet },
      axisLabel: { color: paper.quiet, formatter: (value: number) => (chart.unit === "%" ? count(value) : compact(value)) },
      splitLine: { lineStyle: { color: paper.line } },
    },
    series: chart.series.map((one) => ({
      type: one.line ? "line" : "bar",
      name: one.name,
      data: one.values,
      symbol: "none",
      lineStyle: one.line ? { width: 2 } : undefined,
    })) as EChartsOption["series"],
  };
}
