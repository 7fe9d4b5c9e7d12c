import { CopyButton, Drawer, Stack, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { get } from "../../api/queries";
import { t } from "../../i18n";
import { count, instant } from "../../parts/format";
import { Grid } from "../../parts/Grid";
import { Panel } from "../../parts/Page";
import { ProblemAlert } from "../../parts/Problem";
import { Loading } from "../../parts/States";
import { QualityThen } from "./QualityThen";

/** One snapshot: what it holds, how good it was, and the fingerprint by which two can be told apart. */
export function SnapshotDrawer({ id, onClose }: { id: number | undefined; onClose: () => void }) {
  const snapshot = useQuery({ ...get.snapshot(id ?? 0), enabled: id !== undefined });
  const data = snapshot.data?.snapshot;
  const tables = snapshot.data?.rows.filter((table) => table.count > 0) ?? [];
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size={880}
      title={data ? t("Snapshot {{name}}", { name: data.name }) : t("Snapshot")}
    >
      {snapshot.error && <ProblemAlert error={snapshot.error} onRetry={() => snapshot.refetch()} />}
      {snapshot.isLoading && <Loading what={t("the snapshot")} />}
      {data && (
        <Stack>
          <dl className="fact">
            <dt>{t("As of")}</dt>
            <dd>{data.asOf}</dd>
            <dt>{t("Made")}</dt>
            <dd>{t("{{createdAt}} by {{author}}", { createdAt: instant(data.createdAt), author: data.author })}</dd>
            {data.note && (
              <>
                <dt>{t("Note")}</dt>
                <dd>{data.note}</dd>
              </>
            )}
            <dt>{t("Imports")}</dt>
            <dd>
              {data.importIds.map((importId) => (
                <Link key={importId} className="link" to={`/data/imports?import=${importId}`}>
                  {importId}{" "}
                </Link>
              ))}
            </dd>
            <dt>{t("Fingerprint")}</dt>
            <dd>
              <CopyButton value={data.fingerprint}>
                {({ copied, copy }) => (
                  <UnstyledButton
                    className="mono"
                    onClick={copy}
                    title={t("Copy; two snapshots with the same fingerprint hold the same facts")}
                  >
                    {data.fingerprint} {copied ? t("copied") : ""}
                  </UnstyledButton>
                )}
              </CopyButton>
            </dd>
          </dl>
          {tables.length > 0 && (
            <Panel title={t("Rows by table")}>
              <Grid
                label={t("Rows by table")}
                maxHeight={420}
                rows={tables}
                rowKey={(table) => table.table}
                columns={[
                  {
                    key: "table",
                    header: t("Table"),
                    cell: (table) => (
                      <Link className="link" to={`/data/tables/${table.table}?snapshot=${data.id}`}>
                        {t(table.title)}
                      </Link>
                    ),
                  },
                  { key: "rows", header: t("Rows"), right: true, cell: (table) => count(table.count) },
                ]}
              />
            </Panel>
          )}
          {data.quality && <QualityThen quality={data.quality} />}
        </Stack>
      )}
    </Drawer>
  );
}
