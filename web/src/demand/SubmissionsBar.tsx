import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { PlanningCycle } from "../api/cycle";
import { demandSend, type InputFunction } from "../api/demand";
import { get } from "../api/queries";
import type { Scenario } from "../api/types";
import { t } from "../i18n";
import { instant } from "../parts/format";
import { sayDone, sayProblem } from "../parts/Problem";
import { Tag } from "../parts/Tag";
import { useRefusal } from "../people/session";
import { functions, refusalFor, standing } from "./submissions";

/** What each function has submitted in the open cycle, and the way to submit and to take it back. */
export function SubmissionsBar({ scenario, cycle }: { scenario: Scenario; cycle: PlanningCycle | undefined }) {
  const refusal = useRefusal("submit_input");
  const roles = useQuery(get.session()).data?.person?.roles.map((one) => one.role) ?? [];
  const change = useMutation({
    mutationFn: ({ what, take }: { what: InputFunction; take: boolean }) =>
      take ? demandSend.withdraw(cycle!.id, what) : demandSend.submit(cycle!.id, scenario.id, what),
    onSuccess: (_, { what, take }) =>
      sayDone(
        take ? t("{{what}}: input taken back", { what: functions[what] }) : t("{{what}}: input submitted", { what: functions[what] }),
      ),
    onError: sayProblem,
  });
  if (cycle?.state !== "open")
    return <p className="quiet small demand-line">{t("No cycle is open: inputs count as they are typed, nobody submits them.")}</p>;
  const foreign = !cycle.scenarios.includes(scenario.id);
  return (
    <section className="demand-submissions" aria-label={t("Submissions of cycle {{name}}", { name: cycle.name })}>
      <span className="quiet small">{t("Inputs of cycle {{name}}", { name: cycle.name })}</span>
      {(Object.keys(functions) as InputFunction[]).map((what) => {
        const given = standing(cycle, what);
        const must = cycle.rules?.mustSubmit?.includes(what) ?? true;
        const why = foreign
          ? t("The cycle {{name}} does not work on this scenario.", { name: cycle.name })
          : (refusal ?? refusalFor(what, roles));
        return (
          <span key={what} className="demand-submission">
            <b>{functions[what]}</b>
            {given ? (
              <Tag tone="ok" title={given.comment ?? undefined}>
                {t("submitted by {{by}}, {{at}}", { by: given.by, at: instant(given.at) })}
              </Tag>
            ) : (
              <Tag tone={must ? "warning" : "quiet"}>{must ? t("not submitted") : t("need not submit")}</Tag>
            )}
            <Button
              size="compact-xs"
              variant={given || !must ? "default" : "light"}
              disabled={why !== undefined || change.isPending}
              title={
                why ??
                (given
                  ? t("Take the input back to change it.")
                  : t("What is typed for {{what}} now counts as submitted.", { what: functions[what] }))
              }
              onClick={() => change.mutate({ what, take: given !== undefined })}
            >
              {given ? t("Take back") : t("Submit")}
            </Button>
          </span>
        );
      })}
    </section>
  );
}
