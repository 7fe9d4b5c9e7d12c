import type { CycleRecord, Minutes } from "../api/meeting";
import { figureText } from "../executive/figures";
import { t } from "../i18n";
import { bucketLabel, compact, count, day, none, percent, plural, words } from "../parts/format";

/** A part of the minutes: a heading, a sentence, a table. The page, the PDF and the slides show the same. */
export interface MinutesPart {
  title: string;
  text?: string;
  columns: string[];
  rows: string[][];
}

/** The minutes as parts, in the order of a meeting: result, decisions, what is left to do, how it came about. Parts with nothing in them are left out. */
export function minutesParts(minutes: Minutes, name: (who: string | null) => string, scenario: (id: number) => string): MinutesPart[] {
  const parts: MinutesPart[] = [
    {
      title: t("Cycle"),
      text: t("Planned from {{first}} on. Opened by {{who}} on {{day}}; {{state}} on {{now}}.", {
        first: day(minutes.firstPlanned),
        who: name(minutes.openedBy),
        day: day(minutes.openedAt),
        state: t(words(minutes.state)).toLowerCase(),
        now: day(minutes.asOf),
      }),
      columns: [],
      rows: [],
    },
    {
      title: t("Verdicts"),
      columns: [t("Verdict"), t("Scenario, revision"), t("By"), t("Comment"), t("Figures over the horizon")],
      rows: minutes.verdicts.map((one) => [
        t(words(one.verdict)),
        `${scenario(one.scenario)}, ${one.revision}`,
        `${name(one.by)}, ${day(one.at)}`,
        [one.comment, one.despite.length > 0 ? `${t("Although")}: ${one.despite.join(" ")} ${one.despiteReason ?? ""}` : null]
          .filter(Boolean)
          .join(" · "),
        one.figures
          .filter((figure) => figure.period === "horizon" && figure.value !== null)
          .map((figure) => `${t(figure.title)}: ${figureText(figure.value, figure.unit)}`)
          .join("; "),
      ]),
    },
    records(t("Decisions"), minutes.decisions, name),
    records(t("Still to decide"), minutes.toDecide, name),
    records(t("Actions"), minutes.actions, name),
    {
      title: t("Risks"),
      columns: [t("Text"), t("Status"), t("Owner"), t("Likelihood"), t("Effect"), t("What became of it")],
      rows: minutes.risks.map((one) => [
        one.text,
        t(words(one.status)),
        name(one.owner) || none,
        one.likelihood === null ? none : percent(one.likelihood, 0),
        one.effect === null ? none : count(one.effect),
        one.outcome ?? "",
      ]),
    },
    records(t("Assumptions"), minutes.assumptions, name),
    {
      title: t("Product decisions"),
      columns: [t("Decision"), t("Reason"), t("By"), t("State")],
      rows: minutes.productDecisions.map((one) => [
        [t(words(one.choice)), one.item, one.relatedItem ? `(${one.relatedItem})` : "", one.date ? day(one.date) : ""]
          .filter(Boolean)
          .join(" "),
        one.reason,
        name(one.by ?? null),
        one.withdrawnBy ? t("Withdrawn") : one.appliedIn ? t("In the plan") : t("Waiting"),
      ]),
    },
    {
      title: t("Steps"),
      columns: [t("Step"), t("Owner"), t("Due"), t("Closed"), t("Late"), t("Gate overridden")],
      rows: minutes.steps.map((one) => [
        t(words(one.kind)),
        name(one.owner) || none,
        day(one.due),
        one.closedBy ? `${name(one.closedBy)}, ${day(one.closedAt)}` : t("Open"),
        one.daysLate > 0 ? plural(one.daysLate, t("day"), t("days")) : none,
        one.override ? `${one.override.reason} (${name(one.override.by)}; ${one.override.reasons.join(" ")})` : none,
      ]),
    },
    {
      title: t("Submissions"),
      columns: [t("Function"), t("By"), t("State"), t("Comment")],
      rows: minutes.submissions.map((one) => [
        t(words(one.function)),
        `${name(one.by)}, ${day(one.at)}`,
        one.withdrawnBy ? t("Withdrawn") : t("Submitted"),
        one.comment ?? "",
      ]),
    },
    {
      title: t("Acknowledged"),
      columns: [t("What"), t("By"), t("Comment")],
      rows: minutes.acknowledgements.map((one) => [
        one.kind === "finding" ? `${count(one.count)} × ${one.key}` : `${t("Shortage")} ${one.key}`,
        `${name(one.by)}, ${day(one.at)}`,
        one.comment,
      ]),
    },
    {
      title: t("Who did what"),
      text: t("Who sat at the table is not recorded; what people did is."),
      columns: [t("Person"), t("Did")],
      rows: minutes.people.map((one) => [
        name(one.name),
        [
          one.closed.length > 0 ? t("closed {{steps}}", { steps: one.closed.map((step) => t(words(step))).join(", ") }) : "",
          one.submitted.length > 0
            ? t("submitted for {{functions}}", { functions: one.submitted.map((each) => t(words(each))).join(", ") })
            : "",
          one.records > 0 ? plural(one.records, t("record written"), t("records written")) : "",
          one.productDecisions > 0 ? plural(one.productDecisions, t("product decision"), t("product decisions")) : "",
          one.ticked > 0 ? plural(one.ticked, t("item of a checklist done"), t("items of checklists done")) : "",
          one.acknowledged > 0 ? plural(one.acknowledged, t("acknowledgement"), t("acknowledgements")) : "",
          one.verdicts > 0 ? plural(one.verdicts, t("verdict"), t("verdicts")) : "",
          one.name === minutes.openedBy ? t("opened the cycle") : "",
        ]
          .filter(Boolean)
          .join("; "),
      ]),
    },
    ...changes(minutes),
  ];
  return parts.filter((one) => one.rows.length > 0 || (one.text && one.columns.length === 0));
}

function records(title: string, found: readonly CycleRecord[], name: (who: string | null) => string): MinutesPart {
  return {
    title,
    columns: [t("Text"), t("Status"), t("Owner"), t("Date"), t("What became of it")],
    rows: found.map((one) => [one.text, t(words(one.status)), name(one.owner) || none, day(one.date), one.outcome ?? ""]),
  };
}

function changes(minutes: Minutes): MinutesPart[] {
  return (minutes.changed?.waterfalls ?? []).map((one) => ({
    title: t("What changed since the last cycle: {{what}}", { what: one.isRevenue ? t("Revenue") : `${t("Volume")} (${one.unit})` }),
    text: t("Over {{first}} to {{last}}, which both plans plan.", {
      first: bucketLabel(minutes.changed!.firstLabel),
      last: bucketLabel(minutes.changed!.lastLabel),
    }),
    columns: [t("Cause"), one.unit],
    rows: [
      [t("Last plan of record"), compact(one.from)],
      ...one.bars.filter((bar) => bar.value !== 0).map((bar) => [t(words(bar.cause)), `${bar.value > 0 ? "+" : ""}${compact(bar.value)}`]),
      [t("This plan"), compact(one.to)],
    ],
  }));
}
