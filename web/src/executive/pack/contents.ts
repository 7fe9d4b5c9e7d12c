import type { Minutes, Pack, PackSheet } from "../../api/meeting";
import type { SupplyReview } from "../../api/supply";
import { minutesParts } from "../../cycle/minutes";
import { type Bar, barsOf } from "../../cycle/waterfallOption";
import { t } from "../../i18n";
import { bucketLabel, compact, count, day, none, percent, words } from "../../parts/format";
import { changeOf, figureText, rowsOf, unitOf } from "../figures";
import { shortTitles } from "../OptionCard";

/** One series of a chart of the pack. */
export interface PackSeries {
  name: string;
  values: (number | null)[];
  line?: boolean;
}

export type PackChart =
  | { kind: "series"; labels: string[]; series: PackSeries[]; unit: string }
  | { kind: "waterfall"; bars: Bar[]; unit: string };

export interface PackTable {
  columns: string[];
  rows: string[][];
  /** Columns from this one on are numbers. */
  numbersFrom: number;
}

/** A leaf of the pack: slides and paper show the same ones. */
export interface PackLeaf {
  title: string;
  text?: string;
  points?: string[];
  chart?: PackChart;
  table?: PackTable;
}

/** What the pack says, leaf by leaf: the decision, the options, money, families, capacity, the way from the budget and from the last plan, the minutes. */
export function leavesOf(
  pack: Pack,
  review: SupplyReview | null,
  name: (who: string | null) => string,
  scenario: (id: number) => string,
): PackLeaf[] {
  const leading = pack.scenarios[0] ?? "";
  return [
    decision(pack),
    {
      title: t("All figures"),
      text: t("Over the whole horizon, {{first}} to {{last}}.", {
        first: bucketLabel(pack.buckets[0]),
        last: bucketLabel(pack.buckets.at(-1)),
      }),
      table: {
        columns: [t("Figure"), t("Target"), ...pack.scenarios],
        numbersFrom: 1,
        rows: pack.comparison.rows.map((row) => [
          t(row.title),
          row.target ? figureText(row.target.value, unitOf(row, pack.currency)) : "",
          ...row.plans.map((one) =>
            one.horizon.value === null ? t("not measurable") : figureText(one.horizon.value, unitOf(row, pack.currency)),
          ),
        ]),
      },
    },
    ...money(pack, leading),
    ...families(pack, leading),
    ...limits(review, leading),
    ...capacity(pack, leading),
    ...bridge(pack, leading),
    ...changed(pack.minutes),
    ...minutesParts({ ...pack.minutes, changed: null }, name, scenario).map((part) => ({
      title: `${t("Minutes")}: ${part.title}`,
      text: part.text,
      table: part.rows.length > 0 ? { columns: part.columns, rows: part.rows, numbersFrom: part.columns.length } : undefined,
    })),
  ];
}

function decision(pack: Pack): PackLeaf {
  return {
    title: t("The decision"),
    text:
      pack.state === "open"
        ? t("Which plan becomes the plan of record of {{cycle}}? Its first day planned is {{day}}.", {
            cycle: pack.cycle,
            day: day(pack.firstPlanned),
          })
        : t("The cycle {{cycle}} is {{state}}. Its first day planned is {{day}}.", {
            cycle: pack.cycle,
            state: t(words(pack.state)).toLowerCase(),
            day: day(pack.firstPlanned),
          }),
    points: pack.proposal.doubts.map((one) => `${t("What stands against approving it")}: ${one}`),
    table: {
      columns: [t("Over the whole horizon"), ...pack.scenarios],
      numbersFrom: 1,
      rows: rowsOf(pack.comparison).map((row) => {
        const unit = unitOf(row, pack.currency);
        const first = row.plans[0]?.horizon.value ?? null;
        return [
          shortTitles[row.figure] ?? t(row.title),
          ...row.plans.map((one, place) => {
            const text = one.horizon.value === null ? t("not measurable") : figureText(one.horizon.value, unit);
            const change = place > 0 ? changeOf(one.horizon.value, first, unit, row.better) : undefined;
            return change && change.arrow !== "=" ? `${text} (${change.text}, ${change.word})` : text;
          }),
        ];
      }),
    },
  };
}

const row = (sheet: PackSheet, measure: string) => sheet.rows.find((one) => one.measure === measure);

function money(pack: Pack, leading: string): PackLeaf[] {
  const labels = pack.buckets.map(bucketLabel);
  const series = (measures: [string, boolean][]): PackSeries[] =>
    measures.flatMap(([measure, line]) => {
      const found = row(pack.company, measure);
      return found ? [{ name: t(found.title), values: found.values, line }] : [];
    });
  const leaves: PackLeaf[] = [];
  const sales = series([
    ["revenue", false],
    ["budget_revenue", true],
    ["margin", true],
  ]);
  const stocks = series([
    ["stock_value", false],
    ["working_capital", true],
    ["cash", true],
  ]);
  for (const [title, found] of [
    [t("Revenue and margin by bucket: {{scenario}}", { scenario: leading }), sales],
    [t("Stock, working capital and cash: {{scenario}}", { scenario: leading }), stocks],
  ] as const)
    if (found.length > 0)
      leaves.push({ title, chart: { kind: "series", labels, series: found, unit: pack.currency }, table: bucketTable(labels, found) });
  return leaves;
}

/** The numbers behind a chart, a row a series. */
function bucketTable(labels: string[], series: readonly PackSeries[]): PackTable {
  return {
    columns: ["", ...labels],
    numbersFrom: 1,
    rows: series.map((one) => [one.name, ...one.values.map((value) => (value === null ? none : compact(value)))]),
  };
}

function families(pack: Pack, leading: string): PackLeaf[] {
  const shown = pack.families.filter((one) => one.member !== null);
  if (shown.length === 0) return [];
  const total = (sheet: PackSheet, measure: string) => row(sheet, measure)?.total ?? null;
  const title = (sheet: PackSheet) => sheet.title ?? sheet.member ?? "";
  const inMoney = shown.some((one) => total(one, "revenue") !== null);
  return [
    {
      title: t("Families: {{scenario}}", { scenario: leading }),
      text: t("The largest families over the whole horizon; volumes in the planning unit of each."),
      chart: inMoney
        ? {
            kind: "series",
            labels: shown.map(title),
            unit: pack.currency,
            series: [
              { name: t("Revenue"), values: shown.map((one) => total(one, "revenue")) },
              { name: t("Margin"), values: shown.map((one) => total(one, "margin")) },
            ],
          }
        : undefined,
      table: {
        columns: [t("Family"), t("Unit"), t("Consensus demand"), t("Constrained demand"), t("Production"), t("Revenue"), t("Margin")],
        numbersFrom: 2,
        rows: shown.map((one) => [
          title(one),
          row(one, "consensus_demand")?.unit ?? "",
          ...["consensus_demand", "constrained_demand", "production"].map((measure) => count(total(one, measure))),
          ...["revenue", "margin"].map((measure) => compact(total(one, measure), pack.currency)),
        ]),
      },
    },
  ];
}

/** Load over capacity of a resource by bucket; null where it has no capacity. */
export function utilisation(sheet: PackSheet): (number | null)[] {
  const [load, capacity] = [row(sheet, "load"), row(sheet, "capacity")];
  return (capacity?.values ?? []).map((hours, bucket) => (hours ? (load?.values[bucket] ?? 0) / hours : null));
}

function capacity(pack: Pack, leading: string): PackLeaf[] {
  if (pack.resources.length === 0) return [];
  const labels = pack.buckets.map(bucketLabel);
  const name = (sheet: PackSheet) => sheet.title ?? sheet.member ?? "";
  const known = pack.resources
    .map((one) => ({ name: name(one), values: utilisation(one) }))
    .filter((one) => one.values.some((value) => value !== null));
  if (known.length === 0) return [];
  return [
    {
      title: t("Capacity: {{scenario}}", { scenario: leading }),
      text: t("Load of the plan over capacity, the fullest resources first; 100 % is full without overtime."),
      chart: {
        kind: "series",
        labels,
        unit: "%",
        series: known
          .slice(0, 4)
          .map((one) => ({ name: one.name, values: one.values.map((value) => (value === null ? null : value * 100)), line: true })),
      },
      table: {
        columns: [t("Resource"), ...labels],
        numbersFrom: 1,
        rows: known.map((one) => [one.name, ...one.values.map((value) => percent(value, 0))]),
      },
    },
  ];
}

function limits(review: SupplyReview | null, leading: string): PackLeaf[] {
  if (!review?.computed || review.limits.length === 0) return [];
  return [
    {
      title: t("What limits the next quarter"),
      text: `${leading}: ${bucketLabel(review.periods[0]?.label)}`,
      table: {
        columns: [
          t("Resource"),
          t("Load of the plan"),
          t("Asked for"),
          t("Hours missing"),
          t("Cost to fix"),
          t("Late or lost because of it"),
        ],
        numbersFrom: 1,
        rows: review.limits
          .slice(0, 10)
          .map((one) => [
            one.title ?? one.resource,
            percent(one.worstLoad, 0),
            percent(one.worstWanted, 0),
            `${count(one.fix.hours)} h`,
            compact(one.fix.cost, review.currency),
            compact(one.shortageValue, review.currency),
          ]),
      },
    },
  ];
}

function bridge(pack: Pack, leading: string): PackLeaf[] {
  const found = pack.bridge;
  if (!found) return [];
  const bars: Bar[] = [{ label: t("Budget"), from: 0, to: found.budget, value: found.budget, total: true }];
  let at = found.budget;
  for (const [label, value] of [
    [t("Volume"), found.volume],
    [t("Mix"), found.mix],
    [t("Price"), found.price],
    [t("Not budgeted"), found.notBudgeted],
  ] as const) {
    if (value === 0) continue;
    bars.push({ label, from: at, to: at + value, value, total: false });
    at += value;
  }
  bars.push({ label: t("Plan"), from: 0, to: found.plan, value: found.plan, total: true });
  return [
    {
      title: t("From the budget to the plan: {{scenario}}", { scenario: leading }),
      text: t("Revenue of the buckets that have a budget."),
      chart: { kind: "waterfall", bars, unit: pack.currency },
    },
  ];
}

function changed(minutes: Minutes): PackLeaf[] {
  return (minutes.changed?.waterfalls ?? [])
    .filter((one) => one.from !== 0 || one.to !== 0)
    .toSorted((a, b) => Number(b.isRevenue) - Number(a.isRevenue))
    .slice(0, 3)
    .map((one) => ({
      title: t("What changed since the last plan of record: {{what}}", {
        what: one.isRevenue ? t("Revenue") : `${t("Volume")} (${one.unit})`,
      }),
      text: t("Over {{first}} to {{last}}, which both plans plan.", {
        first: bucketLabel(minutes.changed!.firstLabel),
        last: bucketLabel(minutes.changed!.lastLabel),
      }),
      chart: { kind: "waterfall", bars: barsOf(one, t("Last plan of record"), t("This plan")), unit: one.unit },
    }));
}

/** A name for the file of a pack. */
export function fileName(pack: Pack): string {
  return `${t("Pack")} ${pack.cycle}`.replace(/[^\p{L}\p{N} _-]/gu, "").trim();
}
