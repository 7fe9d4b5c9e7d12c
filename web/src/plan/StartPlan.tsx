import { Button, Group, Select, Stack } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link } from "react-router";
import { ApiProblem } from "../api/client";
import { planSend } from "../api/plan";
import { get, queryClient } from "../api/queries";
import { Panel } from "../parts/Page";
import { ProblemAlert } from "../parts/Problem";
import { Empty, Loading } from "../parts/States";
import { busy } from "../shell/jobs";
import { texts } from "./texts";

/** What stands in the place of the grid until there is a plan. */
export function StartPlan() {
  const snapshots = useQuery(get.snapshots());
  const [chosen, setChosen] = useState<string | null>(null);
  const start = useMutation({
    mutationFn: (snapshotId: number) => planSend.start({ snapshotId }),
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
  if (snapshots.isLoading) return <Loading what="snapshots" />;
  return (
    <Panel>
      {snapshots.error && <ProblemAlert error={snapshots.error} onRetry={() => snapshots.refetch()} />}
      {start.error && <ProblemAlert error={start.error} />}
      {job?.problem && <ProblemAlert error={new ApiProblem(job.problem)} />}
      <Empty title={texts.startTitle}>{newest.length > 0 ? texts.startText : texts.noSnapshot}</Empty>
      <Stack align="center" pb="xl">
        {newest.length > 0 ? (
          <Group align="flex-end">
            <Select
              label="Data snapshot"
              size="sm"
              w={280}
              allowDeselect={false}
              value={snapshot}
              onChange={setChosen}
              data={newest.map((one) => ({ value: String(one.id), label: `${one.name} (as of ${one.asOf})` }))}
            />
            <Button loading={working || ended} disabled={snapshot === null} onClick={() => start.mutate(Number(snapshot))}>
              Start the plan
            </Button>
          </Group>
        ) : (
          <Button component={Link} to="/data/snapshots">
            Create a snapshot
          </Button>
        )}
      </Stack>
    </Panel>
  );
}
