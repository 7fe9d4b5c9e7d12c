import { useState } from "react";
import type { PlanningCycle } from "../api/cycle";
import type { CycleRecord } from "../api/meeting";
import { useNames } from "../cycle/names";
import { isOverdue, sortRecords } from "../cycle/progress";
import { RecordDialog } from "../cycle/RecordDialog";
import { t } from "../i18n";
import { compact, day, percent } from "../parts/format";
import { Panel } from "../parts/Page";
import { Tag } from "../parts/Tag";
import { useRefusal } from "../people/session";

const most = 6;

/** The questions that wait for an answer, and the risks that cost most. */
export function Decisions({ cycle, today }: { cycle: PlanningCycle; today: string }) {
  const [edited, setEdited] = useState<CycleRecord | null>(null);
  const refusal = useRefusal("work_on_cycle") ?? (cycle.state === "closed" ? t("The cycle is closed and does not change.") : undefined);
  const name = useNames();
  const open = (kind: string) => sortRecords(cycle.records ?? [], today).filter((one) => one.kind === kind && one.status === "open");
  const questions = open("decision");
  const risks = open("risk").sort((a, b) => (b.likelihood ?? 0) * (b.effect ?? 0) - (a.likelihood ?? 0) * (a.effect ?? 0));
  if (questions.length === 0 && risks.length === 0) return null;
  return (
    <div className="cycle-columns">
      <Panel title={t("To decide")}>
        <ul className="duties pad">
          {questions.length === 0 && <li className="quiet">{t("No open question.")}</li>}
          {questions.slice(0, most).map((one) => (
            <li key={one.number} className="duty">
              <div>
                <button type="button" className="link" onClick={() => setEdited(one)}>
                  {one.text}
                </button>
                {one.owner && <span className="quiet small"> · {name(one.owner)}</span>}
              </div>
              {one.date && <Tag tone={isOverdue(one, today) ? "error" : "quiet"}>{day(one.date)}</Tag>}
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t("Risks that cost most")}>
        <ul className="duties pad">
          {risks.length === 0 && <li className="quiet">{t("No risk is written down.")}</li>}
          {risks.slice(0, most).map((one) => (
            <li key={one.number} className="duty">
              <button type="button" className="link" onClick={() => setEdited(one)}>
                {one.text}
              </button>
              {one.likelihood !== null && one.effect !== null && (
                <Tag tone="warning" title={t("Likelihood, and margin lost when it comes true")}>
                  {percent(one.likelihood, 0)} × {compact(one.effect)}
                </Tag>
              )}
            </li>
          ))}
        </ul>
      </Panel>
      {edited && <RecordDialog cycle={cycle} record={edited} refusal={refusal} onClose={() => setEdited(null)} />}
    </div>
  );
}
