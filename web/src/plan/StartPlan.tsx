import { Button, Group, NumberInput, Select, Stack } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link } from "react-router";
import { ApiProblem } from "../api/client";
import { planSend } from "../api/plan";
import { get, queryClient } from "../api/queries";
import { texts as calendar } from "../data/calendar/texts";
import { t } from "../i18n";
import { day } from "../parts/format";
import { Panel } from "../parts/Page";
import { ProblemAlert } from "../parts/Problem";
import { Empty, Loading } from "../parts/States";
import { busy } from "../shell/jobs";
import { texts } from "./texts";

/** What stands in the place of the grid until there is a plan. */
export function StartPlan() {
  const snapshots = useQuery(get.snapshots());
  const [chosen, setChosen] = useState<string | null>(null);
  const [time, setTime] = useState({ pattern: "month", fiscalStart: 1, horizonMonths: 18, frozenWeeks: 4, flexibleMonths: 3 });
  const length = (name: "horizonMonths" | "frozenWeeks" | "flexibleMonths", label: string, min: number, max: number) => (
    <NumberInput
      label={label}
      size="sm"
      w={172}
      min={min}
      max={max}
      allowDecimal={false}
      value={time[name]}
      onChange={(value) => typeof value === "number" && setTime({ ...time, [name]: value })}
    />
  );
  const start = useMutation({
    mutationFn: (snapshotId: number) => planSend.start({ snapshotId, ...time }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["jobs"] }),
  });
  // The plan is made by a job, which the tray shows; its end makes every page ask anew.
  const jobs = useQuery({ ...get.jobs(), enabled: start.isSuccess, refetchInterval: 600 });
  const job = jobs.data?.find((one) => one.id === start.data?.id);
  const working = start.isPending || (start.isSuccess && (!job || busy(job)));
  const ended = job?.state === "succeeded";
  useEffect(() => {
    if (ended) void queryClient.invalidateQueries();
  }, [ended]);
  const newest = snapshots.data?.toSorted((a, b) => b.id - a.id) ?? [];
  const snapshot = chosen ?? (newest[0] ? String(newest[0].id) : null);
  if (snapshots.isLoading) return <Loading what={t("snapshots")} />;
  return (
    <Panel>
      {snapshots.error && <ProblemAlert error={snapshots.error} onRetry={() => snapshots.refetch()} />}
      {start.error && <ProblemAlert error={start.error} />}
      {job?.problem && <ProblemAlert error={new ApiProblem(job.problem)} />}
      <Empty title={texts.startTitle}>{newest.length > 0 ? texts.startText : texts.noSnapshot}</Empty>
      <Stack align="center" pb="xl">
        {newest.length > 0 ? (
          <>
            <Group align="flex-end">
              <Select
                label={t("Data snapshot")}
                size="sm"
                w={280}
                allowDeselect={false}
                value={snapshot}
                onChange={setChosen}
                data={newest.map((one) => ({
                  value: String(one.id),
                  label: t("{{name}} (as of {{asOf}})", { name: one.name, asOf: day(one.asOf) }),
                }))}
              />
              <Select
                label={t("Buckets")}
                size="sm"
                w={210}
                allowDeselect={false}
                value={time.pattern}
                onChange={(pattern) => pattern && setTime({ ...time, pattern })}
                data={calendar.patterns}
              />
              <Select
                label={t("Fiscal year starts in")}
                size="sm"
                w={160}
                allowDeselect={false}
                value={String(time.fiscalStart)}
                onChange={(month) => month && setTime({ ...time, fiscalStart: Number(month) })}
                data={calendar.months.map((label, index) => ({ value: String(index + 1), label }))}
              />
            </Group>
            <Group align="flex-end">
              {length("horizonMonths", t("Horizon, months"), 3, 36)}
              {length("frozenWeeks", t("Frozen zone, weeks"), 0, 156)}
              {length("flexibleMonths", t("Flexible zone, months"), 0, 36)}
              <Button loading={working || ended} disabled={snapshot === null} onClick={() => start.mutate(Number(snapshot))}>
                {t("Start the plan")}
              </Button>
            </Group>
          </>
        ) : (
          <Button component={Link} to="/data/snapshots">
            {t("Create a snapshot")}
          </Button>
        )}
      </Stack>
    </Panel>
  );
}
