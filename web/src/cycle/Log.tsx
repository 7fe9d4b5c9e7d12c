import type { PlanningCycle } from "../api/cycle";
import { t } from "../i18n";
import { day, instant, none, words } from "../parts/format";
import { Grid } from "../parts/Grid";
import { Empty } from "../parts/States";
import { Tag } from "../parts/Tag";
import { useNames } from "./names";

/** What happened in the cycle, newest first. */
export function Log({ cycle }: { cycle: PlanningCycle }) {
  const name = useNames();
  return (
    <Grid
      label={t("Log of the cycle")}
      maxHeight={420}
      rows={cycle.log?.toReversed() ?? []}
      rowKey={(_, index) => index}
      columns={[
        { key: "at", header: t("When"), cell: (row) => instant(row.at) },
        { key: "who", header: t("Who"), cell: (row) => name(row.who) },
        { key: "what", header: t("What"), wrap: true, cell: (row) => row.what },
        { key: "reason", header: t("Why"), wrap: true, cell: (row) => row.reason ?? "" },
      ]}
    />
  );
}

/** What the product review decided; it is decided on the page of products. */
export function ProductDecisions({ cycle }: { cycle: PlanningCycle }) {
  const name = useNames();
  return (
    <Grid
      label={t("Product decisions")}
      maxHeight={420}
      rows={cycle.productDecisions ?? []}
      rowKey={(row) => row.number ?? row.item}
      empty={
        <Empty title={t("No product decision yet")}>
          {t("Launches, replacements and ends of life are decided on the page of products.")}
        </Empty>
      }
      columns={[
        { key: "choice", header: t("Decision"), cell: (row) => t(words(row.choice)) },
        { key: "item", header: t("Item"), cell: (row) => row.item },
        { key: "related", header: t("Like, or in place of"), cell: (row) => row.relatedItem ?? none },
        { key: "date", header: t("Date"), cell: (row) => day(row.date) },
        { key: "reason", header: t("Reason"), wrap: true, cell: (row) => row.reason },
        { key: "by", header: t("By"), cell: (row) => name(row.by) },
        {
          key: "state",
          header: t("State"),
          cell: (row) =>
            row.withdrawnBy ? (
              <Tag tone="quiet">{t("Withdrawn")}</Tag>
            ) : row.appliedIn ? (
              <Tag tone="ok">{t("In the plan")}</Tag>
            ) : row.choice === "keep" ? (
              <Tag tone="quiet">{t("Nothing to change")}</Tag>
            ) : (
              <Tag tone="warning">{t("Not in the plan yet")}</Tag>
            ),
        },
      ]}
    />
  );
}
