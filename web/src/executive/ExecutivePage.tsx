import { Button, MultiSelect, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { cycleGet, type PlanningCycle } from "../api/cycle";
import { meetingGet, type Proposal, type Verdict } from "../api/meeting";
import { Released } from "../cycle/Released";
import "../cycle/cycle.css";
import { Acknowledge } from "../cycle/Acknowledge";
import { useNames } from "../cycle/names";
import { stepsOf, today } from "../cycle/progress";
import { useCycle } from "../cycle/useCycle";
import { t } from "../i18n";
import { bucketLabel, day, instant, plural, words } from "../parts/format";
import { Grid } from "../parts/Grid";
import { Panel } from "../parts/Page";
import { ProblemAlert } from "../parts/Problem";
import { Empty, Loading } from "../parts/States";
import { Tag } from "../parts/Tag";
import { useUrlState } from "../parts/urlState";
import { PlanFrame } from "../plan/PlanFrame";
import { useScenario } from "../plan/useScenario";
import "./executive.css";
import { Decisions } from "./Decisions";
import { figureOf, figureText, optionsOf, type rowsOf, unitOf } from "./figures";
import { Limits } from "./Limits";
import { OptionCard } from "./OptionCard";
import { PackButton } from "./PackButton";
import { VerdictDialog } from "./VerdictDialog";

const defaults = { options: "", period: "horizon" };

/** As many cards as can be read side by side. */
const most = 4;

/** What must be decided: the options with their effect, the doubts, and the verdict. */
export function ExecutivePage() {
  const { cycle, none, error, refetch } = useCycle();
  return (
    <PlanFrame
      title={t("Decision")}
      about={t("What must be decided, the options side by side, and the verdict.")}
      actions={() => cycle && <PackButton cycle={cycle} />}
    >
      {() => (
        <>
          {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
          {!error && !cycle && !none && <Loading what={t("the cycle")} />}
          {none && (
            <div className="panel">
              <Empty
                title={t("No cycle yet")}
                action={
                  <Button size="xs" component={Link} to="/cycle">
                    {t("Open the first cycle")}
                  </Button>
                }
              >
                {t("Plans are approved in a cycle. Its coordinator opens one on the cycle page.")}
              </Empty>
            </div>
          )}
          {cycle && <Deciding cycle={cycle} />}
        </>
      )}
    </PlanFrame>
  );
}

function Deciding({ cycle }: { cycle: PlanningCycle }) {
  const [state, change] = useUrlState(defaults);
  const { scenarios } = useScenario();
  const records = useQuery(cycleGet.plansOfRecord());
  const [asked, setAsked] = useState<{ verdict: Verdict; proposal: Proposal } | null>(null);
  const known = scenarios.data ?? [];
  const options = optionsOf(cycle.scenarios, known, state.options, most);
  const comparison = useQuery({
    ...meetingGet.comparison(
      options,
      options.map((id) => known.find((one) => one.id === id)?.head),
    ),
    enabled: options.length > 0,
  });
  const approval = cycle.approvals?.find((one) => one.verdict === "approved");
  const before = records.data?.find((one) => one.cycle < cycle.id);
  const name = (id: number) => known.find((one) => one.id === id)?.name ?? String(id);
  // What was decided has its own limits; until then those of the leading scenario are what the meeting speaks of.
  const spoken = known.find((one) => one.id === (approval?.scenario ?? cycle.scenarios[0]));
  const years = comparison.data?.years ?? [];
  const period = state.period === "horizon" || years.includes(state.period) ? state.period : "horizon";
  return (
    <>
      <Question cycle={cycle} options={options.filter((id) => cycle.scenarios.includes(id)).length} />
      {approval && <Released approval={approval} />}
      <Decisions cycle={cycle} today={today()} />
      {spoken && <Limits scenario={spoken} />}
      <div className="option-bar">
        <h2>{t("The options")}</h2>
        <MultiSelect
          size="xs"
          aria-label={t("Scenarios to compare")}
          maxValues={most}
          data={known.filter((one) => !one.archived || options.includes(one.id)).map((one) => ({ value: String(one.id), label: one.name }))}
          value={options.map(String)}
          onChange={(chosen) => change({ options: chosen.join(",") })}
        />
        {years.length > 0 && (
          <SegmentedControl
            size="xs"
            aria-label={t("Period")}
            value={period}
            onChange={(next) => change({ period: next })}
            data={[{ value: "horizon", label: t("Whole horizon") }, ...years.map((year) => ({ value: year, label: bucketLabel(year) }))]}
          />
        )}
      </div>
      {before && (
        <p className="quiet small flat">
          {t(
            "Plan of record to compare with: {{name}}, approved {{day}}. Over the whole horizon it began earlier; choose a fiscal year to compare the same months.",
            {
              name: before.cycleName,
              day: day(before.approval.at),
            },
          )}
        </p>
      )}
      {comparison.error && <ProblemAlert error={comparison.error} onRetry={() => comparison.refetch()} />}
      {comparison.isLoading && <Loading what={t("the comparison")} />}
      {comparison.data && (
        <div className="options" style={{ gridTemplateColumns: `repeat(${Math.min(options.length, most)}, minmax(0, 1fr))` }}>
          {options.map((id, place) => (
            <OptionCard
              key={id}
              cycle={cycle}
              scenario={known.find((one) => one.id === id)!}
              place={place}
              comparison={comparison.data}
              period={period}
              approved={before?.approval.figures}
              onJudge={(verdict, proposal) => setAsked({ verdict, proposal })}
            />
          ))}
        </div>
      )}
      {comparison.data && (
        <Panel title={t("All figures")}>
          <Grid
            label={t("All figures of the options")}
            maxHeight={420}
            rows={comparison.data.rows}
            rowKey={(row) => row.figure}
            columns={[
              { key: "group", header: t("Group"), cell: (row) => t(row.group) },
              { key: "title", header: t("Figure"), wrap: true, cell: (row) => t(row.title) },
              {
                key: "target",
                header: t("Target"),
                right: true,
                cell: (row) => (row.target ? figureText(row.target.value, unitOf(row, comparison.data.currency)) : ""),
              },
              ...comparison.data.plans.map((plan, place) => ({
                key: `plan-${place}`,
                header: plan,
                right: true,
                cell: (row: ReturnType<typeof rowsOf>[number]) => {
                  const value = figureOf(row, place, period, years);
                  return (
                    <span title={value?.notMeasurable ?? value?.note ?? undefined}>
                      {value?.value === null || value === undefined
                        ? t("not measurable")
                        : figureText(value.value, unitOf(row, comparison.data.currency))}
                    </span>
                  );
                },
              })),
            ]}
          />
        </Panel>
      )}
      <Verdicts cycle={cycle} name={name} />
      {asked && <VerdictDialog cycle={cycle} {...asked} scenario={name(asked.proposal.scenario)} onClose={() => setAsked(null)} />}
    </>
  );
}

/** What the meeting is asked, in a sentence. */
function Question({ cycle, options }: { cycle: PlanningCycle; options: number }) {
  const name = useNames();
  const { scenarios } = useScenario();
  const approval = cycle.approvals?.find((one) => one.verdict === "approved");
  const open = stepsOf(cycle).filter((one) => !one.closedBy && one.kind !== "executive_review");
  const toDecide = cycle.records?.filter((one) => one.kind === "decision" && one.status === "open").length ?? 0;
  if (approval)
    return (
      <p className="standing">
        {t("Decided: {{scenario}}, revision {{revision}}, is the plan of record of {{cycle}}, approved by {{who}} on {{day}}.", {
          scenario: scenarios.data?.find((one) => one.id === approval.scenario)?.name ?? approval.scenario,
          revision: approval.revision,
          cycle: cycle.name,
          who: name(approval.by),
          day: day(approval.at),
        })}
      </p>
    );
  return (
    <div className="standing">
      {t("Which plan becomes the plan of record of {{cycle}}? {{options}} to choose from, {{decisions}}.", {
        cycle: cycle.name,
        options: plural(options, t("scenario"), t("scenarios")),
        decisions: plural(toDecide, t("open question"), t("open questions")),
      })}{" "}
      {open.length > 0 ? (
        <>
          {t("Not ready yet: {{steps}} still open.", { steps: open.map((one) => t(words(one.kind))).join(", ") })}{" "}
          <Link className="link" to="/cycle">
            {t("To the cycle")}
          </Link>
        </>
      ) : (
        t("All steps before are closed.")
      )}
      {open.map((one) => (
        <Acknowledge key={one.kind} cycle={cycle} step={one.kind} />
      ))}
    </div>
  );
}

/** What executives said so far. */
function Verdicts({ cycle, name }: { cycle: PlanningCycle; name: (id: number) => string }) {
  const who = useNames();
  const all = cycle.approvals?.toReversed() ?? [];
  return (
    <Panel title={t("Verdicts of this cycle")}>
      <Grid
        label={t("Verdicts of this cycle")}
        rows={all}
        rowKey={(_, index) => index}
        empty={<p className="pad quiet flat">{t("None yet.")}</p>}
        columns={[
          {
            key: "verdict",
            header: t("Verdict"),
            cell: (row) => <Tag tone={row.verdict === "approved" ? "ok" : "warning"}>{t(words(row.verdict))}</Tag>,
          },
          { key: "scenario", header: t("Scenario, revision"), cell: (row) => `${name(row.scenario)}, ${row.revision}` },
          { key: "by", header: t("By"), cell: (row) => `${who(row.by)}, ${instant(row.at)}` },
          { key: "comment", header: t("Comment"), wrap: true, cell: (row) => row.comment ?? "" },
          {
            key: "despite",
            header: t("Although"),
            wrap: true,
            cell: (row) => (row.despite.length > 0 ? `${row.despite.join(" ")} ${row.despiteReason ?? ""}` : ""),
          },
        ]}
      />
    </Panel>
  );
}
