import { Alert, Button, Group, Loader, MultiSelect, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link } from "react-router";
import { cycleGet } from "../api/cycle";
import { meetingSend, type StepKind } from "../api/meeting";
import { get, queryClient } from "../api/queries";
import { t } from "../i18n";
import { day, duration, words } from "../parts/format";
import { Panel } from "../parts/Page";
import { ProblemAlert, sayDone } from "../parts/Problem";
import { useRefusal } from "../people/session";
import { useScenario } from "../plan/useScenario";
import { useKnownPeople } from "./names";

const steps: readonly StepKind[] = ["data", "product_review", "demand_review", "supply_review", "reconciliation", "executive_review"];

/** Opens a cycle on a data snapshot: the first one, or the next. */
export function OpenCycle({ first, onDone }: { first: boolean; onDone?: () => void }) {
  const snapshots = useQuery(get.snapshots());
  const records = useQuery(cycleGet.plansOfRecord());
  const { scenarios } = useScenario();
  const people = useKnownPeople();
  const refusal = useRefusal("run_cycle");
  const newest = snapshots.data?.toSorted((a, b) => b.id - a.id) ?? [];
  const [snapshot, setSnapshot] = useState<string | null>(null);
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<string[] | null>(null);
  const [owners, setOwners] = useState<Partial<Record<StepKind, string>>>({});
  const [holidays, setHolidays] = useState("");
  const used = snapshot ?? (newest[0] ? String(newest[0].id) : null);
  const of = newest.find((one) => String(one.id) === used);
  const hasRecord = (records.data?.length ?? 0) > 0;
  const known = scenarios.data?.filter((one) => !one.archived) ?? [];
  const works = chosen ?? (hasRecord || !known[0] ? [] : [String(known[0].id)]);
  const proposed = of ? nextMonth(of.asOf) : "";
  const days = holidays.split(/[\s,;]+/).filter(Boolean);
  const open = useMutation({
    mutationFn: () =>
      meetingSend.open({
        name: (name || proposed).trim(),
        snapshotId: Number(used),
        scenarios: works.length > 0 ? works.map(Number) : null,
        owners: Object.fromEntries(Object.entries(owners).filter(([, who]) => who)) as Record<string, string>,
        holidays: days,
      }),
    onSuccess: async (made) => {
      sayDone(t("The cycle {{name}} is open.", { name: made.name }));
      await queryClient.invalidateQueries();
      onDone?.();
    },
  });
  const seconds = useSeconds(open.isPending);
  return (
    <Panel title={first ? t("Open the first cycle") : t("Open the next cycle")}>
      <form
        className="pad"
        onSubmit={(event) => {
          event.preventDefault();
          open.mutate();
        }}
      >
        <Stack gap="sm" maw={760}>
          <p className="flat">
            {t(
              "A cycle is one month's run from the data to an approved plan: six steps, each with an owner, a due date and a gate. It plans on a data snapshot, so that the facts stay the same while people work.",
            )}
          </p>
          {snapshots.error && <ProblemAlert error={snapshots.error} onRetry={() => snapshots.refetch()} />}
          {snapshots.data?.length === 0 && (
            <Alert color="yellow" title={t("No data snapshot yet")}>
              <Link className="link" to="/data/snapshots">
                {t("Freeze the data first")}
              </Link>
            </Alert>
          )}
          <Group grow align="flex-start">
            <Select
              label={t("Data snapshot")}
              description={
                <Link className="link" to="/data/snapshots">
                  {t("Make a new one")}
                </Link>
              }
              allowDeselect={false}
              data={newest.map((one) => ({ value: String(one.id), label: `${one.name} (${day(one.asOf)})` }))}
              value={used}
              onChange={setSnapshot}
            />
            <TextInput
              label={t("Name of the cycle")}
              description={t("Usually its month")}
              maxLength={100}
              placeholder={proposed}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          </Group>
          <MultiSelect
            label={t("Scenarios it works on")}
            description={
              hasRecord
                ? t("Left empty, it works on a new one, made from the last plan of record on the new data. What people typed stays.")
                : t("The first is the leading one: gates look at it.")
            }
            data={known.map((one) => ({ value: String(one.id), label: one.name }))}
            value={works}
            onChange={setChosen}
          />
          <fieldset className="owners">
            <legend>{t("Owners of the steps")}</legend>
            {steps.map((step) => (
              <Select
                key={step}
                size="xs"
                label={t(words(step))}
                placeholder={t("whoever has the role")}
                clearable
                searchable
                data={people}
                value={owners[step] ?? null}
                onChange={(value) => setOwners({ ...owners, [step]: value ?? undefined })}
              />
            ))}
          </fieldset>
          <Textarea
            label={t("Holidays")}
            description={t("Days that are no working days, as 2026-12-25, one after the other: due dates count working days.")}
            autosize
            error={days.some((one) => !/^\d{4}-\d{2}-\d{2}$/.test(one)) ? t("A day is written as 2026-12-25.") : undefined}
            value={holidays}
            onChange={(event) => setHolidays(event.currentTarget.value)}
          />
          {open.error && <ProblemAlert error={open.error} />}
          {open.isPending && (
            <div className="note" role="status" aria-live="polite">
              <Group gap="sm">
                <Loader size="xs" />
                {t("Opening: the plan takes the data of the snapshot, and what people typed is spread again. {{time}}", {
                  time: duration(seconds * 1000),
                })}
              </Group>
            </div>
          )}
          <Group>
            <Button
              type="submit"
              loading={open.isPending}
              disabled={!!refusal || !used || (works.length === 0 && !hasRecord)}
              title={refusal}
            >
              {t("Open the cycle")}
            </Button>
            {onDone && (
              <Button variant="default" onClick={onDone} disabled={open.isPending}>
                {t("Cancel")}
              </Button>
            )}
            {refusal && <span className="quiet small">{refusal}</span>}
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}

/** The month after a cut-off: 2026-10-31 is 2026-11. */
export function nextMonth(asOf: string): string {
  return new Date(Date.parse(`${asOf}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 7);
}

function useSeconds(running: boolean): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (!running) return;
    setSeconds(0);
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return seconds;
}
