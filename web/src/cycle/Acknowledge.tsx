import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { cycleGet, type PlanningCycle } from "../api/cycle";
import { meetingSend, type StepKind } from "../api/meeting";
import type { Finding } from "../api/types";
import { t } from "../i18n";
import { count } from "../parts/format";
import { sayProblem } from "../parts/Problem";
import { useRefusal } from "../people/session";
import { ReasonDialog } from "./ReasonDialog";

const stagesOf: Partial<Record<StepKind, readonly string[]>> = {
  demand_review: ["cleanse", "forecast", "consensus"],
  supply_review: ["supply"],
  reconciliation: ["finance", "kpi"],
};

/** Error findings of the stages of a step, by code, each to be acknowledged with a comment. */
export function Acknowledge({ cycle, step }: { cycle: PlanningCycle; step: StepKind }) {
  const stages = useQuery(cycleGet.stages(cycle.scenarios[0] ?? 0));
  const [asked, setAsked] = useState<string | null>(null);
  const refusal = useRefusal("work_on_cycle");
  const send = useMutation({
    mutationFn: ({ key, comment }: { key: string; comment: string }) =>
      meetingSend.acknowledge(cycle.id, { kind: "finding", key, comment }),
    onSuccess: () => setAsked(null),
    onError: sayProblem,
  });
  const found = new Map<string, Finding[]>();
  for (const stage of stages.data ?? [])
    if (stagesOf[step]?.includes(stage.stage))
      for (const one of stage.findings) if (one.severity === "error") found.set(one.code, [...(found.get(one.code) ?? []), one]);
  const open = [...found].filter(
    ([code, all]) => (cycle.acknowledgements?.findLast((one) => one.kind === "finding" && one.key === code)?.count ?? 0) < all.length,
  );
  return (
    <div className="acknowledge">
      {open.map(([code, all]) => (
        <Button
          key={code}
          size="compact-xs"
          variant="default"
          disabled={!!refusal}
          title={refusal ?? all[0]!.message}
          onClick={() => setAsked(code)}
        >
          {t("Acknowledge {{n}} × {{code}}", { n: count(all.length), code })}
        </Button>
      ))}
      {asked && (
        <ReasonDialog
          title={t("Acknowledge {{code}}", { code: asked })}
          label={t("Why we go on knowing it")}
          confirm={t("Acknowledge")}
          pending={send.isPending}
          onConfirm={(comment) => send.mutate({ key: asked, comment })}
          onClose={() => setAsked(null)}
        >
          <p>{t("Somebody looked at these findings and goes on. When more of them come, they count again.")}</p>
          <ul>
            {(found.get(asked) ?? []).slice(0, 5).map((one, index) => (
              <li key={index}>{one.message}</li>
            ))}
          </ul>
        </ReasonDialog>
      )}
    </div>
  );
}
