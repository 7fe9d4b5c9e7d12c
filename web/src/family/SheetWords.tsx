import { Button } from "@mantine/core";
import type { FamilySheet } from "../api/finance";
import type { PlanStructure } from "../api/types";
import { t } from "../i18n";
import { bucketLabel, compact, fixed, percent } from "../parts/format";
import type { SheetFacts } from "./findings";

interface Props {
  name: string;
  sheet: FamilySheet;
  structure: PlanStructure;
  facts: SheetFacts;
  onMoney: () => void;
}

const against = (share: number, what: string) =>
  Math.abs(share) < 0.0005
    ? t("as in {{what}}", { what })
    : share < 0
      ? t("{{share}} below {{what}}", { share: percent(-share), what })
      : t("{{share}} above {{what}}", { share: percent(share), what });

/** The sheet in a few sentences, before any table. */
export function SheetWords({ name, sheet, structure, facts, onMoney }: Props) {
  const label = (bucket: number) => bucketLabel(structure.buckets[bucket]);
  const unit = sheet.unitText ?? "";
  const noTotal = sheet.unitText === null ? sheet.rows.find((row) => row.name === "sales")?.noPlan : null;
  const sentences = [
    ...facts.years.map((year) =>
      year.gap !== null
        ? t("{{year}}: sales of {{total}} expected, {{against}}.", {
            year: bucketLabel(year.label),
            total: compact(year.total, unit),
            against: against(year.gap, t("the budget")),
          })
        : t("{{year}}: sales of {{total}} expected; no budget to compare with.", {
            year: bucketLabel(year.label),
            total: compact(year.total, unit),
          }),
    ),
    facts.lowest &&
      t("Stock covers least at the end of {{bucket}}: {{months}} months of demand.", {
        bucket: label(facts.lowest.bucket),
        months: fixed(facts.lowest.months, 1),
      }),
    facts.late
      ? t("Most is late at the end of {{bucket}}: {{quantity}}.", {
          bucket: label(facts.late.bucket),
          quantity: compact(facts.late.quantity, unit),
        })
      : null,
    facts.missed &&
      t("Over {{n}} past buckets sales came {{against}}.", {
        n: facts.missed.buckets,
        against: against(facts.missed.share, t("the plans of record")),
      }),
  ].filter((one): one is string => !!one);
  return (
    <div className="family-words">
      <p className="lead">
        <b>{name}</b> {sentences.slice(0, 2).join(" ")}
      </p>
      {sentences.length > 2 && <p>{sentences.slice(2).join(" ")}</p>}
      {noTotal && (
        <div className="note note-warning">
          <span>{noTotal}</span>
          <Button size="compact-sm" onClick={onMoney}>
            {t("Show money")}
          </Button>
        </div>
      )}
      {sheet.notes.length > 0 && <p className="quiet small">{sheet.notes.join(" ")}</p>}
    </div>
  );
}
