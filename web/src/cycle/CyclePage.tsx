import { Button, Tabs } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { PlanningCycle } from "../api/cycle";
import { meetingSend, type StepKind } from "../api/meeting";
import { PackButton } from "../executive/PackButton";
import { t } from "../i18n";
import { day, words } from "../parts/format";
import { Panel } from "../parts/Page";
import { ProblemAlert, sayDone, sayProblem } from "../parts/Problem";
import { Loading } from "../parts/States";
import { Tag } from "../parts/Tag";
import { useUrlState } from "../parts/urlState";
import { useRefusal } from "../people/session";
import { PlanFrame } from "../plan/PlanFrame";
import { useScenario } from "../plan/useScenario";
import { Changed } from "./Changed";
import "./cycle.css";
import { DutyList } from "./DutyList";
import { Log, ProductDecisions } from "./Log";
import { MinutesView } from "./MinutesView";
import { MonthCalendar } from "./MonthCalendar";
import { OpenCycle } from "./OpenCycle";
import { currentStep, stepsOf, today as todayOf } from "./progress";
import { ReasonDialog } from "./ReasonDialog";
import { Records } from "./Records";
import { Released } from "./Released";
import { Standing } from "./Standing";
import { StepLine } from "./StepLine";
import { StepPanel } from "./StepPanel";
import { Submissions } from "./Submissions";
import { useCycle } from "./useCycle";

const defaults = { step: "", tab: "records", kind: "all", open: "" };

/** Where the cycle is, what is due, who is late, and what blocks the way. */
export function CyclePage() {
  const { cycle, none, error, refetch } = useCycle();
  const [state, change] = useUrlState(defaults);
  const opening = none || state.open === "yes";
  return (
    <PlanFrame
      title={cycle && !opening ? t("Cycle {{name}}", { name: cycle.name }) : t("Cycle")}
      about={cycle && !opening ? <About cycle={cycle} /> : t("One month's run from the data to an approved plan.")}
      actions={() => cycle && !opening && <Actions cycle={cycle} onNext={() => change({ open: "yes" })} />}
    >
      {() => (
        <>
          {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
          {!error && !cycle && !none && <Loading what={t("the cycle")} />}
          {opening && <OpenCycle first={none} onDone={none ? undefined : () => change({ open: "" })} />}
          {cycle && !opening && <Opened cycle={cycle} state={state} change={change} />}
        </>
      )}
    </PlanFrame>
  );
}

function About({ cycle }: { cycle: PlanningCycle }) {
  const { scenarios } = useScenario();
  const names = cycle.scenarios.map((id) => scenarios.data?.find((one) => one.id === id)?.name ?? id);
  return (
    <>
      <Tag tone={cycle.state === "approved" ? "ok" : cycle.state === "open" ? "info" : "quiet"}>{t(words(cycle.state))}</Tag>{" "}
      {t("Plans from {{day}} on, data snapshot {{snapshot}}. Leading scenario: {{scenario}}.", {
        day: day(cycle.firstPlanned),
        snapshot: cycle.snapshotId,
        scenario: names[0] ?? "",
      })}{" "}
      {names.length > 1 && t("Beside it: {{scenarios}}.", { scenarios: names.slice(1).join(", ") })}
    </>
  );
}

function Actions({ cycle, onNext }: { cycle: PlanningCycle; onNext: () => void }) {
  const refusal = useRefusal("run_cycle");
  const { scenario } = useScenario();
  const [ending, setEnding] = useState(false);
  const approved = cycle.approvals?.some((one) => one.verdict === "approved") ?? false;
  const end = useMutation({
    mutationFn: (reason: string | null) => meetingSend.end(cycle.id, reason),
    onSuccess: () => {
      setEnding(false);
      sayDone(t("The cycle is closed."));
    },
    onError: sayProblem,
  });
  const add = useMutation({ mutationFn: (id: number) => meetingSend.addScenario(cycle.id, id), onError: sayProblem });
  const outside = scenario && cycle.state === "open" && !cycle.scenarios.includes(scenario.id);
  return (
    <>
      {outside && (
        <Button
          size="xs"
          variant="default"
          disabled={!!refusal}
          title={refusal}
          loading={add.isPending}
          onClick={() => add.mutate(scenario.id)}
        >
          {t("Add “{{scenario}}” to the cycle", { scenario: scenario.name })}
        </Button>
      )}
      <PackButton cycle={cycle} />
      {cycle.state !== "closed" && (
        <Button size="xs" variant="default" disabled={!!refusal} title={refusal} onClick={() => setEnding(true)}>
          {t("Close the cycle")}
        </Button>
      )}
      {cycle.state !== "open" && (
        <Button size="xs" disabled={!!refusal} title={refusal} onClick={onNext}>
          {t("Open the next cycle")}
        </Button>
      )}
      {ending && (
        <ReasonDialog
          title={t("Close the cycle {{name}}", { name: cycle.name })}
          label={approved ? t("Comment") : t("Why there is no plan of record; it is kept")}
          required={!approved}
          danger={!approved}
          confirm={t("Close the cycle")}
          pending={end.isPending}
          onConfirm={(reason) => end.mutate(reason || null)}
          onClose={() => setEnding(false)}
        >
          {approved
            ? t("Its records do not change any more. The plan of record stays what it is.")
            : t("Nothing was approved in it. It ends without a plan of record and cannot be opened again.")}
        </ReasonDialog>
      )}
    </>
  );
}

type State = typeof defaults;

function Opened({ cycle, state, change }: { cycle: PlanningCycle; state: State; change: (changes: Partial<State>) => void }) {
  const today = todayOf();
  const chosen = stepsOf(cycle).find((one) => one.kind === state.step) ?? currentStep(cycle) ?? stepsOf(cycle).at(-1)!;
  const approval = cycle.approvals?.find((one) => one.verdict === "approved");
  return (
    <>
      <Standing cycle={cycle} today={today} />
      <StepLine cycle={cycle} chosen={chosen.kind} today={today} onChoose={(step: StepKind) => change({ step })} />
      {approval && (
        <div className="cycle-columns">
          <Released approval={approval} />
          <Panel title={t("What changed since the last plan of record")}>
            <Changed cycle={cycle.id} />
          </Panel>
        </div>
      )}
      <div className="cycle-columns three">
        <StepPanel key={chosen.kind} cycle={cycle} step={chosen} />
        <div className="cycle-side">
          <DutyList cycle={cycle} today={today} />
          <MonthCalendar key={cycle.id} cycle={cycle} today={today} />
        </div>
      </div>
      <section className="panel">
        <Tabs value={state.tab} onChange={(tab) => change({ tab: tab ?? "" })} keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="records">{t("Decisions, risks, actions")}</Tabs.Tab>
            <Tabs.Tab value="submissions">{t("Submissions")}</Tabs.Tab>
            <Tabs.Tab value="products">{t("Product decisions")}</Tabs.Tab>
            <Tabs.Tab value="changed">{t("What changed")}</Tabs.Tab>
            <Tabs.Tab value="minutes">{t("Minutes")}</Tabs.Tab>
            <Tabs.Tab value="log">{t("Log")}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="records">
            <Records cycle={cycle} today={today} shown={state.kind} onShow={(kind) => change({ kind })} />
          </Tabs.Panel>
          <Tabs.Panel value="submissions">
            <Submissions cycle={cycle} />
          </Tabs.Panel>
          <Tabs.Panel value="products">
            <ProductDecisions cycle={cycle} />
          </Tabs.Panel>
          <Tabs.Panel value="changed">
            <Changed cycle={cycle.id} />
          </Tabs.Panel>
          <Tabs.Panel value="minutes">
            <MinutesView cycle={cycle.id} />
          </Tabs.Panel>
          <Tabs.Panel value="log">
            <Log cycle={cycle} />
          </Tabs.Panel>
        </Tabs>
      </section>
    </>
  );
}
