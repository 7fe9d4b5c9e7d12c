import { Button, Group } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { PlanningCycle } from "../api/cycle";
import { type InputFunction, meetingSend } from "../api/meeting";
import { t } from "../i18n";
import { instant, words } from "../parts/format";
import { Grid, type GridColumn } from "../parts/Grid";
import { sayDone, sayProblem } from "../parts/Problem";
import { Tag } from "../parts/Tag";
import { useRefusal } from "../people/session";
import { useScenario } from "../plan/useScenario";
import { useMe, useNames } from "./names";
import { stepsOf } from "./progress";
import { ReasonDialog } from "./ReasonDialog";

const functions: readonly InputFunction[] = ["sales", "marketing", "finance"];

/** What each function submitted, and the way to submit and to take back. */
export function Submissions({ cycle }: { cycle: PlanningCycle }) {
  const me = useMe();
  const name = useNames();
  const { scenarios } = useScenario();
  const [asked, setAsked] = useState<{ one: InputFunction; back: boolean } | null>(null);
  const may = useRefusal("submit_input");
  const settled = stepsOf(cycle).find((one) => one.kind === "demand_review")?.closedBy;
  const send = useMutation({
    mutationFn: ({ one, back, text }: { one: InputFunction; back: boolean; text: string }) =>
      back ? meetingSend.withdraw(cycle.id, one, text || null) : meetingSend.submit(cycle.id, { function: one, comment: text || null }),
    onSuccess: (_, { one, back }) => {
      setAsked(null);
      sayDone(
        back
          ? t("The input of {{function}} is withdrawn.", { function: t(words(one)) })
          : t("The input of {{function}} is submitted.", { function: t(words(one)) }),
      );
    },
    onError: sayProblem,
  });
  const rows = functions.map((one) => ({
    one,
    needed: cycle.rules?.mustSubmit?.includes(one) ?? false,
    stands: cycle.submissions?.findLast((done) => done.function === one && !done.withdrawnBy),
    last: cycle.submissions?.findLast((done) => done.function === one),
  }));
  const refusal = (one: InputFunction) =>
    may ??
    (cycle.state !== "open"
      ? t("The steps of this cycle are over.")
      : settled
        ? t("The demand review is closed: inputs are settled.")
        : me.roles.includes(one) || me.roles.includes("coordinator")
          ? undefined
          : t("Only {{function}} submits this, or the coordinator on its behalf.", { function: t(words(one)) }));
  const columns: GridColumn<(typeof rows)[number]>[] = [
    { key: "function", header: t("Function"), cell: (row) => <b>{t(words(row.one))}</b> },
    {
      key: "state",
      header: t("State"),
      cell: (row) =>
        row.stands ? (
          <Tag tone="ok">{t("Submitted")}</Tag>
        ) : row.last ? (
          <Tag tone="warning">{t("Withdrawn")}</Tag>
        ) : (
          <Tag tone={row.needed ? "warning" : "quiet"}>{row.needed ? t("Missing") : t("Not asked for")}</Tag>
        ),
    },
    { key: "by", header: t("By"), cell: (row) => (row.stands ? `${name(row.stands.by)}, ${instant(row.stands.at)}` : "") },
    {
      key: "where",
      header: t("Scenario, revision"),
      cell: (row) =>
        row.stands
          ? `${scenarios.data?.find((one) => one.id === row.stands!.scenario)?.name ?? row.stands.scenario}, ${row.stands.revision}`
          : "",
    },
    { key: "comment", header: t("Comment"), wrap: true, cell: (row) => row.stands?.comment ?? "" },
    {
      key: "do",
      header: <span className="sr">{t("What to do")}</span>,
      right: true,
      cell: (row) => (
        <Group gap={6} justify="flex-end" wrap="nowrap">
          {row.stands && (
            <Button
              size="compact-xs"
              variant="default"
              disabled={!!refusal(row.one)}
              title={refusal(row.one)}
              onClick={() => setAsked({ one: row.one, back: true })}
            >
              {t("Withdraw")}
            </Button>
          )}
          <Button
            size="compact-xs"
            variant={row.stands ? "default" : "filled"}
            disabled={!!refusal(row.one)}
            title={refusal(row.one)}
            onClick={() => setAsked({ one: row.one, back: false })}
          >
            {row.stands ? t("Submit again") : t("Submit")}
          </Button>
        </Group>
      ),
    },
  ];
  return (
    <>
      <Grid label={t("Submissions by function")} columns={columns} rows={rows} rowKey={(row) => row.one} />
      {asked && (
        <ReasonDialog
          title={
            asked.back
              ? t("Withdraw the input of {{function}}", { function: t(words(asked.one)) })
              : t("Submit the input of {{function}}", { function: t(words(asked.one)) })
          }
          label={t("Comment")}
          required={false}
          confirm={asked.back ? t("Withdraw") : t("Submit")}
          pending={send.isPending}
          onConfirm={(text) => send.mutate({ ...asked, text })}
          onClose={() => setAsked(null)}
        >
          {asked.back
            ? t("The gate of the demand review is held until it is submitted again.")
            : t("The input counts as it is now in the scenario {{scenario}}. When it changes afterwards, the gate says so.", {
                scenario: scenarios.data?.find((one) => one.id === cycle.scenarios[0])?.name ?? "",
              })}
        </ReasonDialog>
      )}
    </>
  );
}
