import { Button, Group } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type Approval, meetingGet, releaseAddress } from "../api/meeting";
import { t } from "../i18n";
import { instant, words } from "../parts/format";
import { Panel } from "../parts/Page";
import { ProblemAlert } from "../parts/Problem";
import { Loading } from "../parts/States";
import { Tag } from "../parts/Tag";
import { useNames } from "./names";

/** The plan of record: who approved it, its fingerprint, and what is released of it. */
export function Released({ approval }: { approval: Approval }) {
  const release = useQuery(meetingGet.release(approval.revision));
  const name = useNames();
  return (
    <Panel title={t("Plan of record")}>
      <div className="pad">
        <dl className="fact">
          <dt>{t("Approved")}</dt>
          <dd>
            {name(approval.by)}, {instant(approval.at)}
          </dd>
          <dt>{t("Revision")}</dt>
          <dd>{approval.revision}</dd>
          <dt>{t("Fingerprint")}</dt>
          <dd className="mono">{approval.fingerprint}</dd>
          {approval.comment && (
            <>
              <dt>{t("Comment")}</dt>
              <dd>{approval.comment}</dd>
            </>
          )}
          {approval.despite.length > 0 && (
            <>
              <dt>{t("Although")}</dt>
              <dd>
                {approval.despite.join(" ")} <b>{approval.despiteReason}</b>
              </dd>
            </>
          )}
        </dl>
        <h3 className="part-title">{t("Release")}</h3>
        {release.isLoading && <Loading what={t("the release")} />}
        {release.error && <ProblemAlert error={release.error} onRetry={() => release.refetch()} />}
        {release.data && (
          <>
            <p className="flat small">
              <Tag tone={release.data.passed ? "ok" : "warning"}>
                {release.data.passed ? t("The detail is the plan") : t("The detail differs from the plan")}
              </Tag>{" "}
              {t("CSV files for the ERP, from the plan of record:")}
            </p>
            <Group gap="xs" mt="xs">
              {release.data.tables.map((table) => (
                <Button
                  key={table}
                  size="compact-sm"
                  variant="default"
                  component="a"
                  href={releaseAddress(approval.revision, table)}
                  download
                  leftSection={<IconDownload size={14} />}
                >
                  {t(words(table))}
                </Button>
              ))}
            </Group>
          </>
        )}
      </div>
    </Panel>
  );
}
