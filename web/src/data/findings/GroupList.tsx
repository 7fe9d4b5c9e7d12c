import type { FindingCount } from "../../api/types";
import { t } from "../../i18n";
import { count, percent, words } from "../../parts/format";
import { Grid } from "../../parts/Grid";
import { severityTone, Tag } from "../../parts/Tag";
import { bySeverityAndCount } from "./groups";

/** Findings by check; one that is chosen filters the rows. */
export function GroupList({ groups, chosen, onChoose }: { groups: FindingCount[]; chosen: string; onChoose: (code: string) => void }) {
  return (
    <Grid
      label={t("Findings by check")}
      maxHeight="calc(var(--screen) - 240px)"
      rows={bySeverityAndCount(groups)}
      rowKey={(group) => group.code}
      rowClass={(group) => (group.code === chosen ? "chosen" : undefined)}
      onOpen={(group) => onChoose(group.code === chosen ? "" : group.code)}
      columns={[
        {
          key: "title",
          header: t("Check"),
          wrap: true,
          cell: (group) => (
            <button
              type="button"
              className="link"
              aria-pressed={group.code === chosen}
              onClick={() => onChoose(group.code === chosen ? "" : group.code)}
            >
              <Tag tone={severityTone[group.severity] ?? "quiet"}>{t(group.severity)}</Tag> {t(group.title)}
              <span className="quiet small group-code">
                {group.code}
                {group.area && ` · ${t(words(group.area))}`}
              </span>
            </button>
          ),
        },
        {
          key: "count",
          header: t("Found"),
          hint: t("Entities that fail the check"),
          right: true,
          cell: (group) => <b>{count(group.count)}</b>,
        },
        {
          key: "population",
          header: t("of"),
          hint: t("Entities the check looked at"),
          right: true,
          cell: (group) =>
            group.population > 0 ? <span title={percent(group.count / group.population)}>{count(group.population)}</span> : "–",
        },
      ]}
    />
  );
}
