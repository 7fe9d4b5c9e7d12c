import type { Bridge, Statement } from "../api/finance";
import type { PlanStructure } from "../api/types";
import { t } from "../i18n";
import { bucketLabel, compact, percent } from "../parts/format";
import { biggestCause, type Cause, rowOfBridge } from "./bridge";
import { lineOf, yearOf } from "./table";

/** What a bar of the bridge is called, in a sentence. */
export const causeNames = (): Record<Cause, string> => ({
  soFar: t("what came so far"),
  volume: t("volume"),
  mix: t("product mix"),
  price: t("price"),
  cost: t("unit cost"),
  notBudgeted: t("products without a budget"),
});

interface Props {
  statement: Statement;
  structure: PlanStructure;
  year: string;
  bridge: Bridge | undefined;
}

/** The meeting's question in a few sentences: what is expected of the year, what separates it from the budget, and whether the cash is there. */
export function FinanceWords({ statement, structure, year, bridge }: Props) {
  const { currency } = statement;
  const [revenue, margin, share] = ["revenue", "margin", "margin_percent"].map((measure) => yearOf(lineOf(statement, measure), year));
  const bars = rowOfBridge(bridge, "")?.revenue;
  const cause = biggestCause(bars);
  const gap = revenue?.budget !== null && revenue?.budget !== undefined && revenue.total !== null ? revenue.total - revenue.budget : null;
  const first = [
    revenue?.total === null || revenue?.total === undefined
      ? t("{{year}}: the plan has no revenue.", { year: bucketLabel(year) })
      : gap === null || !revenue.complete
        ? t("{{year}}: revenue of {{total}} expected{{part}}; no budget of the whole year to compare with.", {
            year: bucketLabel(year),
            total: compact(revenue.total, currency),
            part: revenue.complete ? "" : ` ${t("in the buckets planned")}`,
          })
        : gap < 0
          ? t("{{year}}: revenue of {{total}} expected, {{gap}} ({{share}}) below budget", {
              year: bucketLabel(year),
              total: compact(revenue.total, currency),
              gap: compact(-gap, currency),
              share: percent(-gap / revenue.budget!),
            })
          : t("{{year}}: revenue of {{total}} expected, {{gap}} ({{share}}) above budget", {
              year: bucketLabel(year),
              total: compact(revenue.total, currency),
              gap: compact(gap, currency),
              share: percent(gap / revenue.budget!),
            }),
    gap !== null && revenue?.complete
      ? cause
        ? t(", most of it {{cause}} ({{value}}).", { cause: causeNames()[cause.cause], value: compact(cause.value, currency) })
        : "."
      : "",
  ].join("");
  const second = [
    margin?.total !== null && margin?.total !== undefined && share?.total !== null && share?.total !== undefined
      ? t("Margin {{margin}}, {{share}} of revenue.", { margin: compact(margin.total, currency), share: percent(share.total) })
      : "",
    statement.lowBucket < 0
      ? t("The plan has no cash figures.")
      : statement.fundingNeed > 0
        ? t("Cash falls lowest at the end of {{bucket}}: {{need}} must be funded.", {
            bucket: bucketLabel(structure.buckets[statement.lowBucket]),
            need: compact(statement.fundingNeed, currency),
          })
        : t("Cash is lowest at the end of {{bucket}}: {{cash}}; nothing must be funded.", {
            bucket: bucketLabel(structure.buckets[statement.lowBucket]),
            cash: compact(statement.lowCash, currency),
          }),
  ];
  return (
    <div className="finance-words">
      <p className="lead">{first}</p>
      <p>{second.filter(Boolean).join(" ")}</p>
      {statement.openingCash === 0 && statement.lowBucket >= 0 && (
        <p className="quiet small">
          {t("Opening cash is 0: no other is stated in the planning rules, so cash is what the plan brings from the cut-off on.")}
        </p>
      )}
    </div>
  );
}
