import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { get } from "../../api/queries";
import type { FindingCount } from "../../api/types";
import { t } from "../../i18n";
import { count, percent, plural } from "../../parts/format";
import { Panel } from "../../parts/Page";
import { Loading } from "../../parts/States";
import { severityTone, Tag } from "../../parts/Tag";

const rank: Record<string, number> = { error: 0, warning: 1, info: 2 };

/** What costs most first: errors before warnings, then by count. Infos are no work. */
export function topGroups(groups: readonly FindingCount[], most: number): FindingCount[] {
  return groups
    .filter((group) => group.severity !== "info" && group.count > 0)
    .sort((a, b) => (rank[a.severity] ?? 3) - (rank[b.severity] ?? 3) || b.count - a.count)
    .slice(0, most);
}

export function NextSteps() {
  const rejected = useQuery(get.rejectedRows({ take: 1 }));
  const findings = useQuery(get.findings({ take: 1 }));
  const top = topGroups(findings.data?.byCode ?? [], 8);
  return (
    <Panel title={t("What to do next")}>
      {(findings.isLoading || rejected.isLoading) && <Loading what={t("findings")} />}
      <ul className="todo">
        {rejected.data && rejected.data.total > 0 && (
          <li>
            <Tag tone="error">{t("rejected")}</Tag>
            <Link className="link" to="/data/rejected-rows">
              {plural(rejected.data.total, t("rejected row waits for repair"), t("rejected rows wait for repair"))}
            </Link>
            <span className="quiet small">{rejected.data.byTable.map((one) => `${t(one.title)} ${count(one.count)}`).join(", ")}</span>
          </li>
        )}
        {top.map((group) => (
          <li key={group.code}>
            <Tag tone={severityTone[group.severity] ?? "quiet"}>{t(group.severity)}</Tag>
            <Link className="link" to={`/data/findings?code=${group.code}`}>
              {t(group.title)}
            </Link>
            <span className="quiet small numbers">
              {count(group.count)}
              {group.population > 0 &&
                ` ${t("of {{population}} ({{share}})", { population: count(group.population), share: percent(group.count / group.population) })}`}
            </span>
          </li>
        ))}
        {findings.data && rejected.data && top.length === 0 && rejected.data.total === 0 && (
          <li>
            <Tag tone="ok">{t("done")}</Tag> {t("Nothing is waiting: no errors, no warnings, no rejected rows.")}
          </li>
        )}
      </ul>
    </Panel>
  );
}
