import { Button, Drawer, Group, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { cycleMoved, type PlanningCycle } from "../api/cycle";
import { type WeeklyException, weekSend } from "../api/week";
import { t } from "../i18n";
import { Chart } from "../parts/Chart";
import type { ChartColors } from "../parts/chartColors";
import { bucketLabel, count, day, money, none, quantity } from "../parts/format";
import { Grid } from "../parts/Grid";
import { ProblemAlert, sayDone } from "../parts/Problem";
import { useRefusal } from "../people/session";
import { trendOption } from "./options";
import { actionOf, kindText, markOf } from "./week";

interface Props {
  exception: WeeklyException | undefined;
  currency: string;
  cycle: PlanningCycle | undefined;
  revision: number;
  onClose: () => void;
}

/** One exception: plan and actual by week, its items, what to do, and the action it raises. */
export function ExceptionDrawer({ exception, onClose, ...rest }: Props) {
  return (
    <Drawer
      opened={exception !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={exception ? `${kindText(exception.kind)} · ${exception.entity} · ${bucketLabel(exception.bucket)}` : ""}
    >
      {exception && <Detail key={exception.id} exception={exception} {...rest} />}
    </Drawer>
  );
}

function Detail({ exception, currency, cycle, revision }: Omit<Props, "onClose" | "exception"> & { exception: WeeklyException }) {
  const option = useCallback((colors: ChartColors) => trendOption(exception, colors), [exception]);
  return (
    <Stack gap="sm">
      <p>{exception.message}</p>
      {exception.trend.length > 1 && (
        <Chart option={option} height={200} label={t("Plan and actual by week, in {{unit}}", { unit: exception.unit })} />
      )}
      <Grid
        label={t("By week")}
        rows={exception.trend.toReversed()}
        rowKey={(point) => point.asOf}
        columns={[
          { key: "day", header: t("Facts up to"), cell: (point) => day(point.asOf) },
          {
            key: "planned",
            header: t("Plan by then, {{unit}}", { unit: exception.unit }),
            right: true,
            cell: (point) => quantity(point.planned, 0),
          },
          {
            key: "actual",
            header: t("Actual, {{unit}}", { unit: exception.unit }),
            right: true,
            cell: (point) => quantity(point.actual, 0),
          },
          { key: "money", header: t("Deviation, {{currency}}", { currency }), right: true, cell: (point) => count(point.money) },
        ]}
      />
      <div>
        <b>{t("What to do")}</b>
        {exception.steps.length > 0 ? (
          <ul className="week-steps">
            {exception.steps.map((step) => (
              <li key={step.text}>{step.text}</li>
            ))}
          </ul>
        ) : (
          <p className="quiet">{exception.advice}</p>
        )}
      </div>
      {exception.items.length > 0 && (
        <Grid
          label={t("Largest parts")}
          rows={exception.items}
          rowKey={(item) => item.entity}
          columns={[
            { key: "entity", header: t("Largest parts"), wrap: true, cell: (item) => item.entity },
            { key: "planned", header: t("Plan by now"), right: true, cell: (item) => quantity(item.planned, 1) },
            { key: "actual", header: t("Actual"), right: true, cell: (item) => quantity(item.actual, 1) },
            { key: "unit", header: t("Unit"), cell: (item) => <span className="quiet">{item.unit}</span> },
            { key: "money", header: currency, right: true, cell: (item) => (item.money === null ? none : count(item.money)) },
          ]}
        />
      )}
      {exception.moreItems > 0 && <p className="quiet small">{t("And {{count}} more.", { count: count(exception.moreItems) })}</p>}
      <Action exception={exception} currency={currency} cycle={cycle} revision={revision} />
    </Stack>
  );
}

function Action({ exception, currency, cycle, revision }: Omit<Props, "onClose" | "exception"> & { exception: WeeklyException }) {
  const there = actionOf(cycle, exception.id);
  const refusal = useRefusal("work_on_cycle");
  const [text, setText] = useState(exception.steps[0]?.text ?? exception.message);
  const [owner, setOwner] = useState("");
  const [due, setDue] = useState("");
  const raise = useMutation({
    mutationFn: () =>
      weekSend.record(cycle!.id, {
        kind: "action",
        text: `${text.trim()} ${markOf(exception.id)}`,
        owner: owner.trim() || null,
        date: due || null,
        revisions: [revision],
      }),
    onSuccess: async () => {
      await cycleMoved();
      sayDone(t("Action raised"), t("It stands among the actions of the cycle."));
    },
  });
  if (there)
    return (
      <div className="note note-ok">
        {t("Action raised by {{author}}: {{text}}", { author: there.author, text: there.text.replace(markOf(exception.id), "").trim() })}
        {there.owner && ` · ${there.owner}`}
        {there.date && ` · ${day(there.date)}`}
      </div>
    );
  if (cycle?.state !== "open") return <p className="quiet">{t("An action can be raised while a cycle is open.")}</p>;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        raise.mutate();
      }}
    >
      <Stack gap="xs">
        <b>{t("Raise an action, {{value}} at risk", { value: money(Math.abs(exception.money), currency) })}</b>
        {raise.error && <ProblemAlert error={raise.error} />}
        <Textarea
          label={t("What is to be done")}
          required
          autosize
          minRows={2}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group grow>
          <TextInput label={t("Owner")} required value={owner} onChange={(event) => setOwner(event.currentTarget.value)} />
          <TextInput label={t("Due")} type="date" required value={due} onChange={(event) => setDue(event.currentTarget.value)} />
        </Group>
        <Group justify="flex-end">
          <Button type="submit" loading={raise.isPending} disabled={!!refusal || text.trim() === ""} title={refusal}>
            {t("Raise the action")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
