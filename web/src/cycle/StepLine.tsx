import { IconAlertTriangle, IconCircle, IconCircleCheck, IconPlayerPlay } from "@tabler/icons-react";
import type { PlanningCycle } from "../api/cycle";
import type { StepKind } from "../api/meeting";
import { t } from "../i18n";
import { day, wordFor, words } from "../parts/format";
import { roleWord, useNames } from "./names";
import { daysBetween, type StepState, stateOf, stepsOf } from "./progress";

const icons = { closed: IconCircleCheck, late: IconAlertTriangle, current: IconPlayerPlay, waiting: IconCircle };

/** How a step stands, in words. */
export function standing(state: StepState, due: string, today: string): string {
  const left = daysBetween(today, due);
  if (state === "closed") return t("Closed");
  if (left < 0) return t("{{n}} {{days}} late", { n: -left, days: wordFor(-left, t("day"), t("days")) });
  if (left === 0) return t("Due today");
  return t("Due in {{n}} {{days}}", { n: left, days: wordFor(left, t("day"), t("days")) });
}

/** The steps of the cycle in their order; one of them is looked at. */
export function StepLine({
  cycle,
  chosen,
  today,
  onChoose,
}: {
  cycle: PlanningCycle;
  chosen: StepKind;
  today: string;
  onChoose: (step: StepKind) => void;
}) {
  const name = useNames();
  return (
    <ol className="steps" aria-label={t("Steps of the cycle")}>
      {stepsOf(cycle).map((step, index) => {
        const state = stateOf(cycle, step, today);
        const Icon = icons[state];
        return (
          <li key={step.kind} className={`step step-${state}`}>
            <button type="button" aria-pressed={step.kind === chosen} onClick={() => onChoose(step.kind)}>
              <span className="step-name">
                <Icon size={17} aria-hidden />
                {index + 1}. {t(words(step.kind))}
              </span>
              <span className="step-state">{standing(state, step.due, today)}</span>
              <span className="quiet small">
                {step.closedBy
                  ? `${name(step.closedBy)}, ${day(step.closedAt)}`
                  : `${step.owner ? name(step.owner) : roleWord(step.role ?? "")} · ${day(step.due)}`}
              </span>
              {step.override && <span className="small c-warning">{t("Gate overridden")}</span>}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
