import { Button, Group, Progress, Stack } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link } from "react-router";
import { ApiProblem } from "../../api/client";
import { datasetChanged, get, send } from "../../api/queries";
import { t } from "../../i18n";
import { duration, percent, plural } from "../../parts/format";
import { Panel } from "../../parts/Page";
import { ProblemAlert, sayProblem } from "../../parts/Problem";
import { Loading } from "../../parts/States";
import { busy } from "../../shell/jobs";
import { CountsTable } from "./CountsTable";
import { FindingList } from "./FindingList";

function Elapsed({ since }: { since: string }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return <span className="quiet small numbers">{duration(now - Date.parse(since))}</span>;
}

function Result({ importId, already }: { importId: number; already: boolean }) {
  const info = useQuery(get.import(importId));
  if (info.error) return <ProblemAlert error={info.error} />;
  if (!info.data) return <Loading what={t("the result")} />;
  const { import: data, findings } = info.data;
  const { accepted = 0, rejected = 0 } = data;
  return (
    <Stack gap="md">
      {already ? (
        <div className="note" role="status">
          <span>
            <b>{t("Already imported.")}</b>{" "}
            {t("The same files came through the same mapping before and are live as import {{id}}: nothing was changed.", { id: data.id })}
          </span>
        </div>
      ) : (
        <div className={`note ${rejected > 0 ? "note-warning" : "note-ok"}`} role="status">
          <span>
            <b>{t("Import {{id}} is live.", { id: data.id })}</b>{" "}
            {t("{{accepted}}, {{rejected}}.", {
              accepted: plural(accepted, t("row accepted"), t("rows accepted")),
              rejected:
                rejected > 0 ? plural(rejected, t("row rejected, to be repaired"), t("rows rejected, to be repaired")) : t("none rejected"),
            })}
          </span>
        </div>
      )}
      <Group gap="sm">
        {rejected > 0 && (
          <Button size="xs" component={Link} to={`/data/rejected-rows?import=${data.id}`}>
            {t("Repair rejected rows")}
          </Button>
        )}
        <Button size="xs" variant="default" component={Link} to="/data/findings">
          {t("Findings")}
        </Button>
        <Button size="xs" variant="default" component={Link} to="/data">
          {t("Overview")}
        </Button>
        <Button size="xs" variant="default" component={Link} to={`/data/imports?import=${data.id}`}>
          {t("All imports")}
        </Button>
        <Button size="xs" variant="subtle" component={Link} to="/data/imports/new">
          {t("Another import")}
        </Button>
      </Group>
      <Panel title={t("What it did")}>
        <CountsTable tables={data.tables} importId={data.id} />
      </Panel>
      {findings.length > 0 && (
        <Panel title={t("Assumptions and findings of the mapping")}>
          <FindingList findings={findings} />
        </Panel>
      )}
    </Stack>
  );
}

/** Step four: the import at work, then what it did. */
export function JobPanel({ id }: { id: string }) {
  const job = useQuery({ ...get.job(id), refetchInterval: (query) => (query.state.data && !busy(query.state.data) ? false : 400) });
  const data = job.data;
  const isBusy = !data || busy(data);
  useEffect(() => {
    if (!isBusy) void datasetChanged();
  }, [isBusy]);
  if (job.error) return <ProblemAlert error={job.error} />;
  if (!data) return <Loading what={t("the import")} />;
  if (busy(data))
    return (
      <Panel title={data.title} aside={data.startedAt ? <Elapsed since={data.startedAt} /> : null}>
        <div className="pad" role="status" aria-live="polite">
          <Group justify="space-between" mb={6}>
            <span>
              {data.state === "queued" ? t("Waiting for its turn") : data.stage} <span className="quiet">{data.detail}</span>
            </span>
            <span className="numbers">{percent(data.share, 0)}</span>
          </Group>
          <Progress value={data.share * 100} size="lg" aria-label={t("Progress of the import")} />
          <Group justify="space-between" mt="sm">
            <span className="quiet small">
              {t("You may leave this page; the import goes on. Nothing is visible until it is complete.")}
            </span>
            <Button size="xs" variant="default" leftSection={<IconX size={14} />} onClick={() => send.cancelJob(id).catch(sayProblem)}>
              {t("Cancel")}
            </Button>
          </Group>
        </div>
      </Panel>
    );
  if (data.state === "succeeded" && data.importId) return <Result importId={data.importId} already={!!data.alreadyImported} />;
  return (
    <Stack>
      {data.state === "cancelled" ? (
        <div className="note" role="status">
          <span>
            <b>{t("Cancelled.")}</b> {t("Nothing of it is in the dataset.")}
          </span>
        </div>
      ) : (
        <ProblemAlert error={new ApiProblem(data.problem ?? { title: t("The import failed."), detail: data.detail })} />
      )}
      <Group>
        <Button size="xs" component={Link} to="/data/imports/new">
          {t("Another import")}
        </Button>
      </Group>
    </Stack>
  );
}
