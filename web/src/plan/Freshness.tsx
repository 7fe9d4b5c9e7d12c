import { Button, Group, Progress } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { cycleGet, cycleSend } from "../api/cycle";
import { get, queryClient, send } from "../api/queries";
import type { Scenario } from "../api/types";
import { t } from "../i18n";
import { percent } from "../parts/format";
import { sayProblem } from "../parts/Problem";
import { useRefusal } from "../people/session";
import { busy } from "../shell/jobs";
import { stageTitle } from "./stageTitle";

/** Computes what is missing or stale of a scenario: the job while it runs, and the way to start and to stop it. */
export function useCompute(scenario: Scenario) {
  const jobs = useQuery({ ...get.jobs(), refetchInterval: (query) => (query.state.data?.some(busy) ? 600 : 5000) });
  const job = jobs.data?.find((one) => one.kind === "compute" && busy(one) && one.title.includes(`'${scenario.name}'`));
  const start = useMutation({
    mutationFn: () => cycleSend.compute(scenario.id),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["jobs"] }),
    onError: sayProblem,
  });
  const cancel = () => job && send.cancelJob(job.id).then(() => queryClient.invalidateQueries({ queryKey: ["jobs"] }), sayProblem);
  return { job, start: start.mutate, starting: start.isPending, cancel };
}

/** Says when the figures of a scenario are older than what they stand on, and computes them anew, with progress and cancel. Nothing while all is current. */
export function Freshness({ scenario }: { scenario: Scenario }) {
  const stages = useQuery(cycleGet.stages(scenario.id));
  const { job, start, starting, cancel } = useCompute(scenario);
  const refusal = useRefusal("edit_plan");
  const old = stages.data?.filter((one) => one.freshness !== "current") ?? [];
  if (job)
    return (
      <div className="note" role="status" aria-live="polite">
        <span>
          {t("Computing")} {job.stage.replace(/^Computing: /, "")} {job.detail && <span className="quiet">· {job.detail}</span>}
        </span>
        <Group gap="sm" wrap="nowrap" miw={260}>
          <Progress value={job.share * 100} flex={1} aria-label={t("Progress of the computation")} />
          <span className="numbers small">{percent(job.share, 0)}</span>
          <Button size="compact-xs" variant="default" onClick={cancel} disabled={!!refusal} title={refusal}>
            {t("Cancel")}
          </Button>
        </Group>
      </div>
    );
  if (old.length === 0) return null;
  const missing = old.some((one) => one.freshness === "missing");
  return (
    <div className="note note-warning" role="status">
      <span>
        {missing
          ? t("Not computed yet: {{stages}}.", { stages: old.map((one) => stageTitle(one.stage)).join(", ") })
          : t("Older than what it stands on: {{stages}}.", { stages: old.map((one) => stageTitle(one.stage)).join(", ") })}
      </span>
      <Button size="compact-sm" onClick={() => start()} loading={starting} disabled={!!refusal} title={refusal}>
        {t("Compute now")}
      </Button>
    </div>
  );
}
