import { Drawer, Group, Stack } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { get } from "../../api/queries";
import { t } from "../../i18n";
import { ConfirmButton } from "../../parts/confirm";
import { bytes, duration, instant, plural, words } from "../../parts/format";
import { Panel } from "../../parts/Page";
import { ProblemAlert } from "../../parts/Problem";
import { Loading } from "../../parts/States";
import { Tag } from "../../parts/Tag";
import { useRefusal } from "../../people/session";
import { CountsTable } from "./CountsTable";
import { canRestore, canUndo } from "./counts";
import { FindingList } from "./FindingList";
import { statusTone, texts } from "./texts";
import { useUndo } from "./useUndo";

/** One import: counts by table, files, assumptions, undo and restore. */
export function ImportDrawer({ id, onClose }: { id: number | undefined; onClose: () => void }) {
  const refusal = useRefusal("manage_data");
  const info = useQuery({ ...get.import(id ?? 0), enabled: id !== undefined });
  const { undo, restore } = useUndo();
  const data = info.data?.import;
  const rejected = data?.rejected ?? 0;
  const findings = info.data?.findings ?? [];
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size={920}
      title={data ? t("Import {{id}}: {{title}}", { id: data.id, title: data.title }) : t("Import")}
    >
      {info.error && <ProblemAlert error={info.error} onRetry={() => info.refetch()} />}
      {info.isLoading && <Loading what={t("the import")} />}
      {data && (
        <Stack>
          <Group justify="space-between" align="flex-start">
            <dl className="fact">
              <dt>{t("Status")}</dt>
              <dd>
                <Tag tone={statusTone[data.status]}>{t(words(data.status)).toLowerCase()}</Tag>
              </dd>
              <dt>{t("When")}</dt>
              <dd>
                {instant(data.createdAt)}
                {data.finishedAt && t(", took {{time}}", { time: duration(Date.parse(data.finishedAt) - Date.parse(data.createdAt)) })}
              </dd>
              <dt>{t("Who")}</dt>
              <dd>{data.author}</dd>
              <dt>{t("Mapping")}</dt>
              <dd>{data.mapping}</dd>
            </dl>
            <Group gap="xs">
              {rejected > 0 && (
                <Link className="link" to={`/data/rejected-rows?import=${data.id}`}>
                  {plural(rejected, t("rejected row"), t("rejected rows"))}
                </Link>
              )}
              {canUndo(data) && (
                <ConfirmButton
                  label={t("Undo")}
                  refusal={refusal}
                  icon={<IconArrowBackUp size={15} />}
                  title={t("Undo import {{id}}?", { id: data.id })}
                  text={texts.undoText}
                  confirm={t("Undo the import")}
                  danger
                  loading={undo.isPending}
                  onConfirm={() => undo.mutate(data.id)}
                />
              )}
              {canRestore(data) && (
                <ConfirmButton
                  label={t("Restore")}
                  refusal={refusal}
                  icon={<IconArrowForwardUp size={15} />}
                  title={t("Restore import {{id}}?", { id: data.id })}
                  text={texts.restoreText}
                  confirm={t("Restore the import")}
                  loading={restore.isPending}
                  onConfirm={() => restore.mutate(data.id)}
                />
              )}
            </Group>
          </Group>
          {data.error && <div className="note note-error">{data.error}</div>}
          {data.tables.length > 0 && (
            <Panel title={t("Tables")}>
              <CountsTable tables={data.tables} importId={data.id} />
            </Panel>
          )}
          {findings.length > 0 && (
            <Panel title={t("Assumptions and findings of the mapping")}>
              <FindingList findings={findings} />
            </Panel>
          )}
          {data.files.length > 0 && (
            <Panel title={t("Files")}>
              <ul className="file-list pad">
                {data.files.map((file) => (
                  <li key={file.name}>
                    <span>{file.name}</span>
                    <span className="numbers">{bytes(file.bytes)}</span>
                    <span className="mono quiet" title={`SHA-256 ${file.sha256}`}>
                      {file.sha256.slice(0, 12)}
                    </span>
                  </li>
                ))}
              </ul>
            </Panel>
          )}
        </Stack>
      )}
    </Drawer>
  );
}
