import type { DemandException, DemandExceptionKind, DemandExceptionList } from "../api/demand";
import { t } from "../i18n";
import { compact, count, plural } from "../parts/format";
import type { Tone } from "../parts/Tag";

/** Kinds in the order of the meeting, with what they mean. */
export const kinds: { kind: DemandExceptionKind; title: string; about: string; tone: Tone }[] = [
  {
    kind: "forecast_error",
    title: t("Forecast error"),
    about: t("Absolute error of the part's total over the last half year, at least 20 % of demand."),
    tone: "warning",
  },
  { kind: "bias", title: t("Bias"), about: t("Off on the same side every time, by at least 5 % of demand."), tone: "error" },
  {
    kind: "jump",
    title: t("Jump"),
    about: t("The next quarter is at least 25 % away from last year, from last year with the growth since, and from the last quarter."),
    tone: "warning",
  },
  {
    kind: "missing_input",
    title: t("Missing input"),
    about: t("A function has not submitted, or says nothing of the next quarter although it has an input elsewhere."),
    tone: "info",
  },
  {
    kind: "override",
    title: t("Override"),
    about: t("Consensus is at least 10 % away from statistical forecast and events, over the next year."),
    tone: "info",
  },
];

export const kindOf = (kind: DemandExceptionKind) => kinds.find((one) => one.kind === kind)!;

/** Who or what an exception is about. */
export function nameOf(one: Pick<DemandException, "members">, titles: Readonly<Record<string, string>>): string {
  if (one.members.length === 0) return t("The whole plan");
  if (one.members.length > 0 && one.members.every((member) => member === "")) return t("Everything without attributes");
  return one.members.map((member) => titles[member] ?? (member === "" ? t("(none)") : member)).join(" · ");
}

/** How many exceptions there are of all kinds, and what they are worth together. A missing input is the error of others once more: it is not added. */
export function totals(list: Pick<DemandExceptionList, "kinds">): { count: number; atStake: number } {
  return list.kinds.reduce(
    (sum, one) => ({ count: sum.count + one.count, atStake: sum.atStake + (one.kind === "missing_input" ? 0 : one.atStake) }),
    { count: 0, atStake: 0 },
  );
}

/** The page's first sentence: how much there is to look at, and where to begin. */
export function headline(list: DemandExceptionList): string {
  const all = totals(list);
  if (all.count === 0) return t("Nothing in the demand plan stands out: {{groups}} parts looked at.", { groups: count(list.groups) });
  const begin = t("{{exceptions}} in {{parts}} of the demand plan, {{value}} at stake.", {
    exceptions: plural(all.count, t("exception"), t("exceptions")),
    parts: plural(list.groups, t("part"), t("parts")),
    value: compact(all.atStake, list.unit),
  });
  // What nobody has submitted yet is said above; here it is about where to look.
  const first = list.rows.find((one) => one.members.length > 0);
  if (!first) return begin;
  return `${begin} ${t("Look first at {{name}}: {{kind}}, {{value}}.", {
    name: nameOf(first, list.titles),
    kind: kindOf(first.kind).title.toLowerCase(),
    value: compact(first.atStake, list.unit),
  })}`;
}
