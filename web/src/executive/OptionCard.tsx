import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { PlanningCycle } from "../api/cycle";
import { type Approval, type Comparison, type HeadlineFigure, meetingGet, type Proposal, type Verdict } from "../api/meeting";
import { planGet } from "../api/plan";
import type { Scenario } from "../api/types";
import { t } from "../i18n";
import { words } from "../parts/format";
import { ProblemAlert } from "../parts/Problem";
import { Tag, type Tone } from "../parts/Tag";
import { useRefusal } from "../people/session";
import { Freshness } from "../plan/Freshness";
import { approvedOf, changeOf, figureOf, figureText, rowsOf, unitOf } from "./figures";
import { Sparkline } from "./Sparkline";

const targets: Record<string, { tone: Tone; text: string }> = {
  met: { tone: "ok", text: t("target met") },
  near: { tone: "warning", text: t("near the target") },
  missed: { tone: "error", text: t("target missed") },
};

const lines = ["revenue", "stock_value", "cash"];

interface Props {
  cycle: PlanningCycle;
  scenario: Scenario;
  /** Its place in the comparison; the others are compared with the first. */
  place: number;
  comparison: Comparison;
  period: string;
  approved: readonly HeadlineFigure[] | undefined;
  onJudge: (verdict: Verdict, proposal: Proposal) => void;
}

/** One option: its figures against targets, the first option and the last plan of record, the doubts about it, and the verdict. */
export function OptionCard({ cycle, scenario, place, comparison, period, approved, onJudge }: Props) {
  const proposal = useQuery(meetingGet.proposal(cycle.id, scenario.id, scenario.head));
  const structure = useQuery(planGet.structure(scenario.id));
  const from = structure.data?.firstPlanned;
  const cells = useQuery({
    ...planGet.cells(scenario.id, { measures: lines, level: [], from, unit: "money", subtotals: false, actuals: false, periods: false }),
    enabled: from !== undefined,
  });
  const may = useRefusal("approve_plan");
  const inCycle = cycle.scenarios.includes(scenario.id);
  const refusal =
    may ??
    (cycle.state !== "open"
      ? t("The cycle has its plan of record, or is closed: nothing is judged any more.")
      : inCycle
        ? undefined
        : t("The cycle does not work on this scenario. The coordinator adds it on the cycle page."));
  const last: Approval | undefined = cycle.approvals?.findLast((one) => one.scenario === scenario.id);
  const doubts = proposal.data?.doubts ?? [];
  const drivers = comparison.drivers[place] ?? [];
  const judge = (verdict: Verdict) => proposal.data && onJudge(verdict, proposal.data);
  return (
    <section className="panel option" aria-label={scenario.name}>
      <header className="option-head">
        <h2>
          <Link className="link" to={`/scenarios?scenario=${scenario.id}`}>
            {scenario.name}
          </Link>
        </h2>
        <Group gap={6}>
          {place === 0 && <Tag tone="info">{t("the others are compared with this")}</Tag>}
          {!inCycle && <Tag tone="quiet">{t("not in the cycle")}</Tag>}
          {last && <Tag tone={last.verdict === "approved" ? "ok" : "warning"}>{t(words(last.verdict))}</Tag>}
        </Group>
        {scenario.description && <p className="quiet small flat">{scenario.description}</p>}
        {drivers.length > 0 && (
          <details className="small">
            <summary>{t("What is different in it ({{n}})", { n: drivers.length })}</summary>
            <ul>
              {drivers.map((one) => (
                <li key={one.name}>
                  <b>{one.name}</b>: {one.assumption}
                </li>
              ))}
            </ul>
          </details>
        )}
      </header>
      <table className="option-figures">
        <tbody>
          {rowsOf(comparison).map((row) => {
            const unit = unitOf(row, comparison.currency);
            const value = figureOf(row, place, period, comparison.years);
            const first =
              place > 0 ? changeOf(value?.value ?? null, figureOf(row, 0, period, comparison.years)?.value, unit, row.better) : undefined;
            const was = approvedOf(approved, row.figure, period);
            const before = changeOf(value?.value ?? null, was?.value, unit, row.better);
            const target = value?.target ? targets[value.target] : undefined;
            return (
              <tr key={row.figure}>
                <th scope="row" title={value?.note ?? undefined}>
                  {shortTitles[row.figure] ?? t(row.title)}
                  {target && (
                    <>
                      {" "}
                      <Tag tone={target.tone} title={row.target ? `${t("Target")}: ${figureText(row.target.value, unit)}` : undefined}>
                        {target.text}
                      </Tag>
                    </>
                  )}
                </th>
                <td className="right">
                  <b>{value?.value === null || value === undefined ? t("not measurable") : figureText(value.value, unit)}</b>
                  {first && (
                    <div className={`small c-${first.tone}`}>
                      {first.arrow === "=" ? `= ${first.text}` : `${first.arrow} ${first.text}, ${first.word}`}
                    </div>
                  )}
                  {before && (
                    <div className="small quiet" title={t("Against the last plan of record")}>
                      {t("plan of record")}: {before.text}
                    </div>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="option-lines">
        {cells.data?.measures.map((one) => (
          <div key={one.name}>
            <div className="quiet small">{t(one.title)}</div>
            <Sparkline label={t("{{measure}} over the horizon", { measure: t(one.title) })} values={one.values} />
          </div>
        ))}
      </div>
      <div className="option-doubts">
        {proposal.error && <ProblemAlert error={proposal.error} onRetry={() => proposal.refetch()} />}
        {proposal.data &&
          (doubts.length === 0 ? (
            <p className="flat">
              <Tag tone="ok">{t("Nothing stands against it")}</Tag>
            </p>
          ) : (
            <>
              <p className="flat">
                <Tag tone="warning">{t("What stands against approving it")}</Tag>
              </p>
              <ul>
                {doubts.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            </>
          ))}
        {inCycle && cycle.state === "open" && <Freshness scenario={scenario} />}
      </div>
      <Group gap="xs" className="option-foot">
        <Button size="sm" disabled={!!refusal || !proposal.data} title={refusal} onClick={() => judge("approved")}>
          {t("Approve")}
        </Button>
        <Button size="sm" variant="default" disabled={!!refusal || !proposal.data} title={refusal} onClick={() => judge("sent_back")}>
          {t("Send back")}
        </Button>
        <Button size="sm" variant="default" disabled={!!refusal || !proposal.data} title={refusal} onClick={() => judge("rejected")}>
          {t("Reject")}
        </Button>
        {refusal && <span className="quiet small">{refusal}</span>}
      </Group>
    </section>
  );
}

/** Titles as they fit a card. */
export const shortTitles: Record<string, string> = {
  revenue: t("Revenue"),
  budget_gap: t("Revenue against budget"),
  margin: t("Margin"),
  margin_percent: t("Margin, of revenue"),
  service_in_time: t("Served in time"),
  stock_value_end: t("Stock value at the end"),
  working_capital_end: t("Working capital at the end"),
  cash_lowest: t("Lowest cash"),
  utilisation_peak: t("Fullest resource"),
  overtime_cost: t("Overtime cost"),
};
