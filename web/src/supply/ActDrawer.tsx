import { Button, Drawer, Group, NumberInput, SegmentedControl, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { PlanningCycle } from "../api/cycle";
import { cycleSend } from "../api/cycle";
import { planSend } from "../api/plan";
import { queryClient } from "../api/queries";
import { supplyGet, supplySend } from "../api/supply";
import type { PlanStructure, Scenario } from "../api/types";
import { t } from "../i18n";
import { bucketLabel } from "../parts/format";
import { ProblemAlert, sayDone } from "../parts/Problem";
import { useRefusal } from "../people/session";
import { chooseScenario, useScenario } from "../plan/useScenario";
import { type ActKind, addsText, freeName, isShared, weekly } from "./act";

interface Props {
  opened: boolean;
  onClose: () => void;
  scenario: Scenario;
  cycle: PlanningCycle | undefined;
  structure: PlanStructure;
  currency: string;
  resource: string;
  /** Buckets proposed. */
  from: number;
  to: number;
  /** Hours that are missing in them. */
  missing: number;
  /** Tells the scenario it came from, once the change is made. */
  onApplied: (before: number) => void;
}

/** Gives a resource more hours: says what that adds and costs, makes it on a scenario of one's own, and plans again. */
export function ActDrawer({ opened, onClose, ...rest }: Props) {
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size="md" title={t("Add hours to {{name}}", { name: rest.resource })}>
      {opened && <Form onClose={onClose} {...rest} />}
    </Drawer>
  );
}

function Form({ onClose, scenario, cycle, structure, currency, resource, from, to, missing, onApplied }: Omit<Props, "opened">) {
  const { scenarios } = useScenario();
  const all = scenarios.data ?? [];
  const shared = isShared(scenario, cycle, all);
  const refusal = useRefusal("manage_scenarios");
  const computeRefusal = useRefusal("edit_plan");
  const [kind, setKind] = useState<ActKind>("overtime");
  const [first, setFirst] = useState(Math.min(from, to));
  const [last, setLast] = useState(Math.max(from, to));
  const days = daysBetween(structure, first, last);
  const [overtime, setOvertime] = useState<number | string>(missing > 0.05 ? weekly(missing, days) : 10);
  const [shift, setShift] = useState<number | string>("");
  const [more, setMore] = useState<number | string>(10);
  const [reason, setReason] = useState("");
  const [name, setName] = useState(() =>
    freeName(
      `${scenario.name}: ${t("more hours on {{name}}", { name: resource })}`,
      all.map((one) => one.name),
    ),
  );
  const amount = kind === "overtime" ? Number(overtime) : kind === "shift" ? Number(shift || 0) : 1 + Number(more) / 100;
  const order = { resource, kind, amount, from: first, to: Math.max(first, last), reason: reason.trim() || t("Supply review") };
  const preview = useQuery(supplyGet.change(scenario.id, order));
  const apply = useMutation({
    mutationFn: async () => {
      const change = preview.data!;
      const target = shared
        ? (await planSend.create({ name: name.trim(), description: order.reason, fromScenario: scenario.id })).id
        : scenario.id;
      if (change.driver) await supplySend.setDrivers(target, [...(await supplySend.drivers(target)), change.driver]);
      else await supplySend.patch(target, change.patches, `${what(kind)} ${resource}: ${order.reason}`.slice(0, 300));
      await cycleSend.compute(target);
      return target;
    },
    onSuccess: async (target) => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ["scenarios"] }),
        queryClient.invalidateQueries({ queryKey: ["jobs"] }),
        queryClient.invalidateQueries({ queryKey: ["plan", target] }),
      ]);
      onApplied(scenario.id);
      if (shared) chooseScenario(target);
      sayDone(t("Planning again"), t("Progress stands above; before and after are compared as soon as it is done."));
      onClose();
    },
  });
  const planned = structure.buckets.filter((one) => one.zone !== null);
  const options = planned.map((one) => ({ value: String(one.index), label: bucketLabel(one) }));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        apply.mutate();
      }}
    >
      <Stack gap="sm">
        <SegmentedControl
          aria-label={t("How")}
          value={kind}
          onChange={(value) => setKind(value as ActKind)}
          data={[
            { value: "overtime", label: t("Overtime") },
            { value: "shift", label: t("Another shift") },
            { value: "factor", label: t("More capacity") },
          ]}
        />
        <Group grow>
          <Select
            label={t("From")}
            allowDeselect={false}
            value={String(first)}
            data={options}
            onChange={(value) => setFirst(Number(value))}
          />
          <Select
            label={t("To")}
            allowDeselect={false}
            value={String(Math.max(first, last))}
            data={options.filter((one) => Number(one.value) >= first)}
            onChange={(value) => setLast(Number(value))}
          />
        </Group>
        {kind === "overtime" && (
          <NumberInput
            label={t("Overtime to allow beside what is allowed, hours a week")}
            description={t("Over all heads. The plan takes of it what pays.")}
            min={1}
            max={100000}
            value={overtime}
            onChange={setOvertime}
          />
        )}
        {kind === "shift" && (
          <NumberInput
            label={t("Hours a day and head")}
            description={t("Leave it empty for a shift like the one there is; same weekdays and heads.")}
            min={0}
            max={24}
            decimalScale={2}
            value={shift}
            onChange={setShift}
          />
        )}
        {kind === "factor" && (
          <NumberInput
            label={t("More of all its hours, %")}
            description={t("As by another machine, or faster work. It costs the regular hour only.")}
            min={-100}
            max={1000}
            decimalScale={1}
            value={more}
            onChange={setMore}
          />
        )}
        <Textarea
          label={t("Why")}
          placeholder={t("Kept with the change")}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          autosize
          minRows={2}
        />
        {shared && (
          <TextInput
            label={t("Name of the scenario it is made on")}
            description={t("{{name}} is shared and stays as it is: the change goes to a scenario made from here.", { name: scenario.name })}
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        {preview.error && <ProblemAlert error={preview.error} />}
        {preview.data && !preview.error && (
          <div className="note" role="status">
            {addsText(preview.data, currency)}
          </div>
        )}
        {apply.error && <ProblemAlert error={apply.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("Cancel")}
          </Button>
          <Button
            type="submit"
            loading={apply.isPending}
            disabled={!preview.data || !!preview.error || !!refusal || !!computeRefusal || (shared && name.trim() === "")}
            title={refusal ?? computeRefusal}
          >
            {shared ? t("Make the scenario and plan again") : t("Change and plan again")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function what(kind: ActKind): string {
  return kind === "overtime" ? "Overtime on" : "Another shift on";
}

/** Calendar days of some buckets that are planned. */
function daysBetween(structure: PlanStructure, first: number, last: number): number {
  const begin = structure.buckets[first]?.first;
  const end = structure.buckets[Math.max(first, last)]?.last;
  return begin && end ? (Date.parse(end) - Date.parse(begin)) / 86_400_000 + 1 : 1;
}
