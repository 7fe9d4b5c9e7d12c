import type { PlanningCycle } from "../api/cycle";
import type { WeeklyException, WeeklyPage } from "../api/week";
import { t } from "../i18n";
import { compact, count, none, percent, quantity } from "../parts/format";
import { Grid, type GridColumn } from "../parts/Grid";
import { Empty } from "../parts/States";
import { Tag } from "../parts/Tag";
import { actionOf, kindText, trendOf } from "./week";

interface Props {
  page: WeeklyPage;
  cycle: PlanningCycle | undefined;
  open: string;
  onOpen: (id: string) => void;
}

const arrows = { grows: "↗", shrinks: "↘", steady: "→" };

/** The exceptions by value, each with the first thing to do and the action it raised. */
export function ExceptionTable({ page, cycle, open, onOpen }: Props) {
  const columns: GridColumn<WeeklyException>[] = [
    { key: "kind", header: t("Kind"), cell: (one) => kindText(one.kind) },
    {
      key: "entity",
      header: t("Where"),
      cell: (one) => (
        <button type="button" className="link" onClick={() => onOpen(one.id)}>
          {one.entity}
        </button>
      ),
    },
    {
      key: "money",
      header: t("Value, {{currency}}", { currency: page.currency }),
      hint: t("The deviation at net price, of stock and receipts at standard cost"),
      right: true,
      cell: (one) => <b>{count(one.money)}</b>,
    },
    { key: "planned", header: t("Plan by now"), right: true, cell: (one) => quantity(one.planned, 0) },
    { key: "actual", header: t("Actual"), right: true, cell: (one) => quantity(one.actual, 0) },
    { key: "unit", header: t("Unit"), cell: (one) => <span className="quiet">{one.unit}</span> },
    {
      key: "relative",
      header: t("Deviation"),
      right: true,
      cell: (one) =>
        one.relative === null ? none : `${one.relative > 0 ? "+" : one.relative < 0 ? "−" : ""}${percent(Math.abs(one.relative), 0)}`,
    },
    {
      key: "trend",
      header: t("Against last week"),
      cell: (one) => {
        const trend = trendOf(one);
        if (trend === null) return none;
        return (
          <span title={one.trend.map((point) => `${point.asOf}: ${compact(point.money, page.currency)}`).join("\n")}>
            {arrows[trend]} {trend === "grows" ? t("grows") : trend === "shrinks" ? t("shrinks") : t("steady")}
          </span>
        );
      },
    },
    { key: "do", header: t("What to do"), wrap: true, cell: (one) => one.steps[0]?.text ?? <span className="quiet">{one.advice}</span> },
    {
      key: "action",
      header: t("Action"),
      cell: (one) => {
        const action = actionOf(cycle, one.id);
        return action ? (
          <Tag tone={action.status === "open" ? "info" : "ok"} title={action.text}>
            {action.owner ?? t("raised")}
          </Tag>
        ) : (
          <span className="quiet">{none}</span>
        );
      },
    },
  ];
  return (
    <Grid
      label={t("Exceptions")}
      columns={columns}
      rows={page.rows}
      rowKey={(one) => one.id}
      rowClass={(one) => (one.id === open ? "chosen" : undefined)}
      onOpen={(one) => onOpen(one.id)}
      maxHeight={560}
      empty={<Empty title={t("No exception matches")}>{t("Maybe take a filter away.")}</Empty>}
    />
  );
}
