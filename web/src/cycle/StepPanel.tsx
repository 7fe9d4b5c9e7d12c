import { Button, Checkbox, Group, TextInput } from "@mantine/core";
import { IconCheck, IconHelpCircle, IconX } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import type { PlanningCycle } from "../api/cycle";
import { type CycleStep, meetingGet, meetingSend } from "../api/meeting";
import { t } from "../i18n";
import { day, plural, words } from "../parts/format";
import { Panel } from "../parts/Page";
import { ProblemAlert, sayDone, sayProblem } from "../parts/Problem";
import { Loading } from "../parts/States";
import { Tag } from "../parts/Tag";
import { useRefusal } from "../people/session";
import { useScenario } from "../plan/useScenario";
import { Acknowledge } from "./Acknowledge";
import { Assign } from "./Assign";
import { roleWord, useMe, useNames } from "./names";
import { mendedAt, pageOf, stepsOf } from "./progress";
import { ReasonDialog } from "./ReasonDialog";

const outcomes = {
  passed: { icon: IconCheck, tone: "ok" },
  held: { icon: IconX, tone: "error" },
  not_measurable: { icon: IconHelpCircle, tone: "quiet" },
} as const;

type Asked = "close" | "reopen" | "assign" | null;

/** One step: what its gate says, what is to do, and the way to close it. */
export function StepPanel({ cycle, step }: { cycle: PlanningCycle; step: CycleStep }) {
  const { scenarios } = useScenario();
  const head = scenarios.data?.find((one) => one.id === cycle.scenarios[0])?.head;
  const gate = useQuery(meetingGet.gate(cycle.id, step.kind, head));
  const me = useMe();
  const name = useNames();
  const [asked, setAsked] = useState<Asked>(null);
  const work = useRefusal("work_on_cycle");
  const run = useRefusal("run_cycle");
  const mine = step.owner === me.name || me.roles.includes(step.role ?? "") || me.roles.includes("coordinator");
  const over = cycle.state === "closed" || (cycle.state === "approved" && step.kind !== "executive_review");
  const refusal =
    work ??
    (over
      ? t("The steps of this cycle are over.")
      : mine
        ? undefined
        : t("This step belongs to {{who}}; the coordinator may close it too.", {
            who: step.owner ? name(step.owner) : roleWord(step.role ?? ""),
          }));
  const held = gate.data?.checks.filter((one) => one.outcome === "held") ?? [];
  const authority = me.roles.includes("coordinator") || me.roles.includes("executive");
  const close = useMutation({
    mutationFn: (reason: string | null) => meetingSend.closeStep(cycle.id, step.kind, reason),
    onSuccess: () => {
      setAsked(null);
      sayDone(t("{{step}} is closed.", { step: t(words(step.kind)) }));
    },
    onError: sayProblem,
  });
  const reopen = useMutation({
    mutationFn: (reason: string) => meetingSend.reopen(cycle.id, step.kind, reason),
    onSuccess: () => setAsked(null),
    onError: sayProblem,
  });
  const later = stepsOf(cycle)
    .slice(stepsOf(cycle).findIndex((one) => one.kind === step.kind) + 1)
    .filter((one) => one.closedBy);
  const closeRefusal =
    refusal ??
    (held.length > 0 && !authority ? t("Its gate is held. Coordinator or executive may override it, with a reason.") : undefined);
  return (
    <Panel
      title={t(words(step.kind))}
      aside={
        <Group gap="xs">
          <Button size="compact-sm" variant="default" component={Link} to={pageOf[step.kind]}>
            {t("Go to the page")}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setAsked("assign")} disabled={!!run || over} title={run}>
            {t("Owner and due date")}
          </Button>
          {step.closedBy ? (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => setAsked("reopen")}
              disabled={!!run || cycle.state !== "open"}
              title={run}
            >
              {t("Open again")}
            </Button>
          ) : (
            <Button
              size="compact-sm"
              onClick={() => (held.length > 0 ? setAsked("close") : close.mutate(null))}
              loading={close.isPending}
              disabled={!!closeRefusal || !gate.data}
              title={closeRefusal}
            >
              {held.length > 0 ? t("Close in spite of the gate") : t("Close the step")}
            </Button>
          )}
        </Group>
      }
    >
      <div className="pad step-body">
        {step.override && (
          <div className="note note-warning">
            <span>
              {t("Closed although its gate was held, by {{who}}: {{reason}}", {
                who: name(step.override.by),
                reason: step.override.reason,
              })}
            </span>
          </div>
        )}
        <h3 className="part-title">{t("Gate")}</h3>
        {gate.error && <ProblemAlert error={gate.error} onRetry={() => gate.refetch()} />}
        {gate.isLoading && <Loading what={t("the gate")} />}
        <ul className="checks">
          {gate.data?.checks.map((check) => {
            const { icon: Icon, tone } = outcomes[check.outcome];
            const to = check.outcome === "held" ? mendedAt(check, step.kind) : undefined;
            return (
              <li key={check.name} className={`check check-${check.outcome}`}>
                <Icon size={16} className={`c-${tone}`} aria-hidden />
                <div>
                  <b>{t(words(check.name))}</b> <Tag tone={tone}>{t(words(check.outcome))}</Tag>
                  <div className="small">{check.message}</div>
                </div>
                {to && (
                  <Link className="link" to={to}>
                    {t("Mend it")}
                  </Link>
                )}
                {check.name === "findings_acknowledged" && check.outcome === "held" && <Acknowledge cycle={cycle} step={step.kind} />}
              </li>
            );
          })}
        </ul>
        <Checklist cycle={cycle} step={step} refusal={step.closedBy ? t("The step is closed.") : refusal} />
      </div>
      {asked === "assign" && <Assign cycle={cycle} step={step} onClose={() => setAsked(null)} />}
      {asked === "close" && (
        <ReasonDialog
          title={t("Close {{step}} although its gate is held", { step: t(words(step.kind)) })}
          label={t("Why that does not matter; it is kept with the step")}
          confirm={t("Close the step")}
          pending={close.isPending}
          onConfirm={close.mutate}
          onClose={() => setAsked(null)}
        >
          {t("{{checks}} the gate:", { checks: plural(held.length, t("check holds"), t("checks hold")) })}
          <ul>
            {held.map((one) => (
              <li key={one.name}>{one.message}</li>
            ))}
          </ul>
        </ReasonDialog>
      )}
      {asked === "reopen" && (
        <ReasonDialog
          title={t("Open {{step}} again", { step: t(words(step.kind)) })}
          label={t("Why; it is kept with the cycle")}
          confirm={t("Open again")}
          pending={reopen.isPending}
          onConfirm={reopen.mutate}
          onClose={() => setAsked(null)}
        >
          {t("It was closed by {{who}} on {{day}}.", { who: name(step.closedBy), day: day(step.closedAt) })}{" "}
          {later.length > 0 &&
            t("These stand on it and open too: {{steps}}.", { steps: later.map((one) => t(words(one.kind))).join(", ") })}
        </ReasonDialog>
      )}
    </Panel>
  );
}

function Checklist({ cycle, step, refusal }: { cycle: PlanningCycle; step: CycleStep; refusal?: string }) {
  const [text, setText] = useState("");
  const name = useNames();
  const tick = useMutation({
    mutationFn: ({ item, done }: { item: number; done: boolean }) => meetingSend.tick(cycle.id, step.kind, item, done),
    onError: sayProblem,
  });
  const add = useMutation({
    mutationFn: () => meetingSend.addItem(cycle.id, step.kind, text.trim()),
    onSuccess: () => setText(""),
    onError: sayProblem,
  });
  return (
    <>
      <h3 className="part-title">{t("Checklist")}</h3>
      <ul className="ticks">
        {step.checklist.map((item, index) => (
          <li key={`${index}-${item.text}`} title={refusal}>
            <Checkbox
              size="sm"
              label={t(item.text)}
              description={item.tickedBy ? `${name(item.tickedBy)}, ${day(item.tickedAt)}` : undefined}
              checked={item.tickedBy !== null}
              disabled={!!refusal || tick.isPending}
              onChange={(event) => tick.mutate({ item: index, done: event.currentTarget.checked })}
            />
          </li>
        ))}
      </ul>
      <form
        className="add-line"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) add.mutate();
        }}
      >
        <TextInput
          size="xs"
          flex={1}
          aria-label={t("Something to do in this step")}
          placeholder={t("Something to do in this step")}
          value={text}
          disabled={!!refusal}
          title={refusal}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button size="xs" variant="default" type="submit" loading={add.isPending} disabled={!!refusal || text.trim() === ""}>
          {t("Add")}
        </Button>
      </form>
    </>
  );
}
