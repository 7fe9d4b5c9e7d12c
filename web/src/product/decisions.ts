import type { ProductDecision, ProductDecisionOrder } from "../api/product";
import { t } from "../i18n";
import { day } from "../parts/format";

export type Choice = ProductDecisionOrder["choice"];

export const choices: Record<Choice, { title: string; date: string | null; related: string | null }> = {
  keep: { title: t("Keep"), date: null, related: null },
  launch: { title: t("Launch"), date: t("First day of sale"), related: t("Like item") },
  replace: { title: t("Replace"), date: t("The successor takes over on"), related: t("Predecessor") },
  delist: { title: t("Delist"), date: t("Last day of sale"), related: null },
};

export interface Draft {
  choice: Choice;
  item: string;
  relatedItem: string;
  date: string;
  /** Percent of the related item's demand. */
  share: string;
  reason: string;
  description: string;
}

export const emptyDraft = (item: string): Draft => ({
  choice: "keep",
  item,
  relatedItem: "",
  date: "",
  share: "100",
  reason: "",
  description: "",
});

/** What is still to be filled in before a decision can be recorded; undefined when nothing is. */
export function missingIn(draft: Draft): string | undefined {
  const kind = choices[draft.choice];
  if (draft.item.trim() === "") return t("Name the item.");
  if (kind.date && !/^\d{4}-\d{2}-\d{2}$/.test(draft.date)) return t("Give the date.");
  if (draft.choice === "replace" && draft.relatedItem.trim() === "") return t("Name the predecessor.");
  const share = Number(draft.share);
  if (kind.related && draft.relatedItem.trim() !== "" && !(share >= 0 && share <= 100)) return t("The share is 0 to 100 %.");
  return draft.reason.trim() === "" ? t("Say why.") : undefined;
}

/** The order to send for a draft. */
export function orderOf(draft: Draft) {
  const kind = choices[draft.choice];
  const related = kind.related ? draft.relatedItem.trim() : "";
  return {
    choice: draft.choice,
    item: draft.item.trim(),
    reason: draft.reason.trim(),
    relatedItem: related || undefined,
    date: kind.date ? draft.date : undefined,
    share: related ? Number(draft.share) / 100 : 1,
    description: draft.choice === "launch" && draft.description.trim() !== "" ? draft.description.trim() : undefined,
  };
}

/** What was decided, in a line. */
export function sentence(one: Pick<ProductDecision, "choice" | "item" | "relatedItem" | "date">): string {
  const values = { item: one.item, related: one.relatedItem ?? "", date: day(one.date) };
  switch (one.choice) {
    case "launch":
      return one.relatedItem ? t("Launch {{item}} on {{date}}, like {{related}}", values) : t("Launch {{item}} on {{date}}", values);
    case "replace":
      return t("Replace {{related}} by {{item}} from {{date}} on", values);
    case "delist":
      return t("Delist {{item}} after {{date}}", values);
    default:
      return t("Keep {{item}}", values);
  }
}

export type Standing = "withdrawn" | "kept" | "applied" | "open";

/** How far a decision is: keeping changes nothing in the plan, the others are applied to a scenario. */
export function standingOf(one: Pick<ProductDecision, "withdrawnBy" | "choice" | "appliedIn">): Standing {
  if (one.withdrawnBy) return "withdrawn";
  if (one.choice === "keep") return "kept";
  return one.appliedIn ? "applied" : "open";
}
