import { ActionIcon, Button, Group, Indicator, Popover, Progress, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconActivity, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { datasetChanged, get, queryClient, send } from "../api/queries";
import type { Job } from "../api/types";
import { t } from "../i18n";
import { instant, percent } from "../parts/format";
import { sayProblem } from "../parts/Problem";
import { Tag, type Tone } from "../parts/Tag";
import { useRefusal } from "../people/session";
import { busy, ended } from "./jobs";

const tones: Record<Job["state"], Tone> = { queued: "quiet", running: "info", succeeded: "ok", failed: "error", cancelled: "quiet" };

/** Long work of everybody: progress, cancel, and a word when it ended. When one ends, everything on screen is asked for again. */
export function JobTray() {
  const jobs = useQuery({ ...get.jobs(), refetchInterval: (query) => (query.state.data?.some(busy) ? 600 : 5000) });
  const refusal = useRefusal("import_data");
  const before = useRef<Job[]>(undefined);
  useEffect(() => {
    if (!jobs.data) return;
    const done = ended(before.current, jobs.data);
    before.current = jobs.data;
    if (done.length === 0) return;
    void datasetChanged();
    for (const job of done) {
      if (job.state === "failed")
        notifications.show({
          color: "red",
          title: t("{{title}}: failed", { title: job.title }),
          message: [job.problem?.detail ?? job.problem?.title, job.problem?.hint].filter(Boolean).join(" "),
          autoClose: 15_000,
        });
    }
  }, [jobs.data]);

  const running = jobs.data?.filter(busy) ?? [];
  const shown = [...running, ...(jobs.data?.filter((job) => !busy(job)) ?? [])].slice(0, 8);
  return (
    <Popover position="bottom-end" width={380} shadow="md" trapFocus>
      <Indicator disabled={running.length === 0} processing size={9} color="petrol.6">
        <Popover.Target>
          <ActionIcon
            variant="default"
            size="md"
            aria-label={running.length ? t("Work: {{running}} running", { running: running.length }) : t("Work: nothing running")}
          >
            <IconActivity size={16} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown>
        <Stack gap="sm">
          {shown.length === 0 && (
            <Text size="sm" c="dimmed">
              {t("Nothing has run since the server started.")}
            </Text>
          )}
          {shown.map((job) => (
            <div key={job.id}>
              <Group justify="space-between" wrap="nowrap" gap="xs">
                <Text size="sm" fw={600} truncate>
                  {job.title}
                </Text>
                <Tag tone={tones[job.state]}>{t(job.state)}</Tag>
              </Group>
              {busy(job) ? (
                <Group gap="xs" wrap="nowrap">
                  <Progress value={job.share * 100} flex={1} aria-label={t("Progress of {{title}}", { title: job.title })} />
                  <Text size="xs" className="numbers">
                    {percent(job.share, 0)}
                  </Text>
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    disabled={!!refusal}
                    title={refusal}
                    leftSection={<IconX size={12} />}
                    onClick={() => send.cancelJob(job.id).then(() => queryClient.invalidateQueries({ queryKey: ["jobs"] }), sayProblem)}
                  >
                    {t("Cancel")}
                  </Button>
                </Group>
              ) : null}
              <Text size="xs" c="dimmed" lineClamp={2}>
                {busy(job)
                  ? [job.stage, job.detail].filter(Boolean).join(" · ")
                  : [instant(job.finishedAt), job.problem?.detail].filter(Boolean).join(" · ")}
              </Text>
            </div>
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
