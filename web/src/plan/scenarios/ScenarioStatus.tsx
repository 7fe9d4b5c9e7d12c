import { Button, Group, Progress } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { cycleGet } from "../../api/cycle";
import type { Scenario } from "../../api/types";
import { t } from "../../i18n";
import { percent } from "../../parts/format";
import { Tag } from "../../parts/Tag";
import { useRefusal } from "../../people/session";
import { useCompute } from "../Freshness";
import { stageTitle } from "../stageTitle";

/** Whether the figures of a scenario are as new as what they stand on; computes them from here, with progress and cancel. */
export function ScenarioStatus({ scenario }: { scenario: Scenario }) {
  const stages = useQuery(cycleGet.stages(scenario.id));
  const { job, start, starting, cancel } = useCompute(scenario);
  const refusal = useRefusal("edit_plan");
  if (job)
    return (
      <Group gap={6} wrap="nowrap" role="status" aria-live="polite">
        <Progress value={job.share * 100} w={70} aria-label={t("Progress of {{name}}", { name: scenario.name })} />
        <span className="numbers small">{percent(job.share, 0)}</span>
        <Button size="compact-xs" variant="default" onClick={cancel} disabled={!!refusal} title={refusal ?? job.stage}>
          {t("Cancel")}
        </Button>
      </Group>
    );
  if (!stages.data) return null;
  const old = stages.data.filter((one) => one.freshness !== "current");
  if (old.length === 0) return <Tag tone="ok">{t("computed")}</Tag>;
  const missing = old.some((one) => one.freshness === "missing");
  return (
    <Group gap={6} wrap="nowrap">
      <Tag tone="warning" title={old.map((one) => stageTitle(one.stage)).join(", ")}>
        {missing ? t("not computed") : t("out of date")}
      </Tag>
      {!scenario.archived && (
        <Button size="compact-xs" variant="default" onClick={() => start()} loading={starting} disabled={!!refusal} title={refusal}>
          {t("Compute")}
        </Button>
      )}
    </Group>
  );
}
