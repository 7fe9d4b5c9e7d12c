import { Link } from "react-router";
import type { PlanningCycle } from "../api/cycle";
import { t } from "../i18n";
import { day, words } from "../parts/format";
import { Panel } from "../parts/Page";
import { Tag } from "../parts/Tag";
import { roleWord, useMe, useNames } from "./names";
import { type Duty, daysBetween, duties, isMine } from "./progress";

export function dutyText(duty: Duty): string {
  switch (duty.kind) {
    case "step":
      return t("Close {{step}}", { step: t(words(duty.text)) });
    case "submission":
      return t("Submit the input of {{function}}", { function: t(words(duty.text)) });
    case "verdict":
      return t("Judge the plan: approve, reject or send back");
    case "decision":
      return t("Decide: {{text}}", { text: duty.text });
    default:
      return duty.text;
  }
}

/** Nobody reads a list of thirty: what is due within a week, and what is late. */
const ahead = 7;
const most = 12;

/** What is due today and this week, and for whom; first what is the turn of the person signed in. */
export function DutyList({ cycle, today }: { cycle: PlanningCycle; today: string }) {
  const me = useMe();
  const name = useNames();
  const all = duties(cycle);
  const mine = all.filter((one) => isMine(one, me.name, me.roles));
  const due = all.filter((one) => !mine.includes(one) && one.due !== null && daysBetween(today, one.due) <= ahead);
  const rest = all.length - mine.length - due.length;
  const line = (duty: Duty, own: boolean) => (
    <li key={duty.key} className="duty">
      <div>
        <Link className="link" to={duty.to}>
          {dutyText(duty)}
        </Link>
        {!own && <span className="quiet small"> · {duty.named ? name(duty.who) : duty.who ? roleWord(duty.who) : t("nobody named")}</span>}
      </div>
      {duty.due && (
        <Tag tone={duty.due < today ? "error" : duty.due === today ? "warning" : "quiet"}>
          {duty.due < today ? `${t("Late")} · ${day(duty.due)}` : duty.due === today ? t("Today") : day(duty.due)}
        </Tag>
      )}
    </li>
  );
  return (
    <Panel title={t("Your turn")}>
      <div className="pad">
        {mine.length === 0 ? (
          <p className="quiet flat">{t("Nothing waits for you in this cycle.")}</p>
        ) : (
          <ul className="duties">{mine.slice(0, most).map((one) => line(one, true))}</ul>
        )}
        <h3 className="part-title">{t("Late and due this week, of others")}</h3>
        {due.length === 0 ? (
          <p className="quiet flat">{t("Nothing.")}</p>
        ) : (
          <ul className="duties">{due.slice(0, most).map((one) => line(one, false))}</ul>
        )}
        {rest > 0 && <p className="quiet small flat">{t("Later, or without a date: {{n}} more.", { n: rest })}</p>}
      </div>
    </Panel>
  );
}
