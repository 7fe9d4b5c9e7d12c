import { ActionIcon, Group } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { type KeyboardEvent, useRef, useState } from "react";
import type { PlanningCycle } from "../api/cycle";
import { locale, t } from "../i18n";
import { bucketLabel, day as dayText } from "../parts/format";
import { Panel } from "../parts/Page";
import { dutyText } from "./DutyList";
import { currentStep, duties, monthAfter, stepsOf, weeksOf } from "./progress";

const weekday = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });
const moves: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** The month with what is due on which day. Arrow keys go from day to day. */
export function MonthCalendar({ cycle, today }: { cycle: PlanningCycle; today: string }) {
  const [chosen, setChosen] = useState(() => currentStep(cycle)?.due ?? today);
  const [month, setMonth] = useState(chosen.slice(0, 7));
  const body = useRef<HTMLTableSectionElement>(null);
  const open = duties(cycle);
  const closed = stepsOf(cycle).filter((one) => one.closedBy && one.closedAt);
  const weeks = weeksOf(month);
  const on = (date: string) => open.filter((one) => one.due === date);
  const go = (date: string) => {
    setChosen(date);
    setMonth(date.slice(0, 7));
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>(`[data-day="${date}"]`)?.focus());
  };
  const keys = (event: KeyboardEvent, date: string) => {
    const by = moves[event.key];
    if (by === undefined) return;
    event.preventDefault();
    go(new Date(Date.parse(`${date}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10));
  };
  const here = on(chosen);
  return (
    <Panel
      title={bucketLabel(month)}
      aside={
        <Group gap={4}>
          <ActionIcon size="sm" variant="default" aria-label={t("Month before")} onClick={() => setMonth(monthAfter(month, -1))}>
            <IconChevronLeft size={14} />
          </ActionIcon>
          <ActionIcon size="sm" variant="default" aria-label={t("Month after")} onClick={() => setMonth(monthAfter(month, 1))}>
            <IconChevronRight size={14} />
          </ActionIcon>
        </Group>
      }
    >
      <div className="pad">
        <table className="month" aria-label={t("Due dates of the cycle")}>
          <thead>
            <tr>
              {weeks[0]!.map((date) => (
                <th key={date} scope="col">
                  {weekday.format(new Date(`${date}T00:00:00Z`))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={body}>
            {weeks.map((week) => (
              <tr key={week[0]}>
                {week.map((date) => {
                  const due = on(date);
                  const done = closed.filter((one) => one.closedAt!.slice(0, 10) === date).length;
                  return (
                    <td key={date}>
                      <button
                        type="button"
                        data-day={date}
                        className={`month-day ${date.startsWith(month) ? "" : "beside"} ${date === today ? "today" : ""} ${due.length > 0 ? (date < today ? "late" : "due") : ""}`}
                        tabIndex={date === chosen || (!weeks.flat().includes(chosen) && date === week[0] && week === weeks[0]) ? 0 : -1}
                        aria-pressed={date === chosen}
                        title={due.map(dutyText).join("\n") || undefined}
                        onClick={() => go(date)}
                        onKeyDown={(event) => keys(event, date)}
                      >
                        <span className="sr">{`${dayText(date)}: ${due.map(dutyText).join(", ") || t("nothing due")}`}</span>
                        <span aria-hidden>{Number(date.slice(8))}</span>
                        <span className="month-mark" aria-hidden>
                          {due.length > 0 ? (due.length > 1 ? due.length : "●") : done > 0 ? "✓" : ""}
                        </span>
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
        <p className="small flat" aria-live="polite">
          <b>{dayText(chosen)}</b>: {here.length === 0 ? t("nothing due") : here.map(dutyText).join(" · ")}
        </p>
      </div>
    </Panel>
  );
}
