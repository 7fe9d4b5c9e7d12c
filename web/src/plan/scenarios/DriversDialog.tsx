import { Button, Group, Modal, Select, Stack, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { cycleSend } from "../../api/cycle";
import { planSend } from "../../api/plan";
import { queryClient } from "../../api/queries";
import { type Driver, scenariosGet, scenariosSend } from "../../api/scenarios";
import type { PlanStructure, Scenario } from "../../api/types";
import { t } from "../../i18n";
import { ProblemAlert, sayDone } from "../../parts/Problem";
import { Loading } from "../../parts/States";
import { useRefusal } from "../../people/session";
import { planMoved } from "../useEdits";
import { DriverRow } from "./DriverRow";
import { type DraftDriver, driverTemplates, flawOf, toDraft, withRest } from "./drivers";

interface Props {
  /** The scenario whose drivers are edited; with `make`, that a new one is made from. Null while the dialog is closed. */
  scenario: Scenario | null;
  make: boolean;
  structure: PlanStructure;
  onClose: () => void;
  onSaved: (id: number) => void;
}

/** What is different in a scenario on purpose: for a new one, or for one there is. */
export function DriversDialog({ scenario, make, structure, onClose, onSaved }: Props) {
  const drivers = useQuery({ ...scenariosGet.drivers(scenario?.id ?? 0), enabled: scenario !== null });
  return (
    <Modal
      opened={scenario !== null}
      onClose={onClose}
      title={make ? t("New scenario from drivers") : t("Drivers of {{name}}", { name: scenario?.name ?? "" })}
      size={1100}
    >
      {drivers.error && <ProblemAlert error={drivers.error} onRetry={() => drivers.refetch()} />}
      {scenario && drivers.isLoading && <Loading what={t("the drivers")} />}
      {scenario && drivers.data && (
        <Form
          key={scenario.id}
          scenario={scenario}
          make={make}
          known={drivers.data}
          structure={structure}
          onClose={onClose}
          onSaved={onSaved}
        />
      )}
    </Modal>
  );
}

function Form({ scenario, make, known, structure, onClose, onSaved }: Props & { scenario: Scenario; known: readonly Driver[] }) {
  const [name, setName] = useState("");
  const [drafts, setDrafts] = useState<DraftDriver[]>(() => known.map(toDraft));
  const mayCompute = !useRefusal("edit_plan");
  const last = structure.buckets.findLastIndex((bucket) => bucket.zone !== null);
  const flaws = drafts.map((draft) => flawOf(draft, drafts));
  const save = useMutation({
    mutationFn: async (compute: boolean) => {
      const wanted = drafts.map((draft) =>
        withRest(
          draft,
          known.find((one) => one.name === draft.name && Object.keys(one.part)[0] === draft.attribute),
        ),
      );
      const target = make ? await planSend.create({ name: name.trim(), description: null, fromScenario: scenario.id }) : scenario;
      await scenariosSend.setDrivers(target.id, wanted);
      if (compute) await cycleSend.compute(target.id);
      return target;
    },
    onSuccess: async (target, computed) => {
      await Promise.all([planMoved(target.id), queryClient.invalidateQueries({ queryKey: ["jobs"] })]);
      sayDone(
        make ? t("Scenario {{name}} made", { name: target.name }) : t("Drivers of {{name}} saved", { name: target.name }),
        computed ? t("It is being computed.") : t("Its figures are out of date until it is computed."),
      );
      onSaved(target.id);
      onClose();
    },
  });
  const add = (title: string) => {
    const template = driverTemplates().find((one) => one.title === title);
    const base = template?.title ?? t("Driver");
    let free = base;
    for (let n = 2; drafts.some((one) => one.name === free); n++) free = `${base} ${n}`;
    setDrafts([
      ...drafts,
      {
        name: free,
        kind: template?.kind ?? "demand",
        attribute: "",
        members: [],
        first: structure.firstPlanned,
        last,
        change: template?.change ?? -10,
        assumption: template?.assumption ?? "",
      },
    ]);
  };
  const bad = flaws.some(Boolean) || (make && (name.trim() === "" || drafts.length === 0));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!bad) save.mutate(mayCompute);
      }}
    >
      <Stack gap="sm">
        {save.error && <ProblemAlert error={save.error} />}
        {make && (
          <TextInput
            label={t("Name")}
            description={t("It starts from {{name}} as it is now.", { name: scenario.name })}
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
        )}
        {drafts.length === 0 && <div className="quiet">{t("Nothing is different on purpose yet. Add a driver.")}</div>}
        {drafts.map((draft, at) => (
          <DriverRow
            key={at}
            scenario={scenario.id}
            structure={structure}
            draft={draft}
            flaw={flaws[at]}
            onChange={(changed) => setDrafts(drafts.map((one, i) => (i === at ? changed : one)))}
            onRemove={() => setDrafts(drafts.filter((_, i) => i !== at))}
          />
        ))}
        <Group justify="space-between" align="flex-end">
          <Group align="flex-end" gap="xs">
            <Select
              size="xs"
              w={240}
              aria-label={t("Add a driver from a template")}
              placeholder={t("Add a driver from a template")}
              value={null}
              data={driverTemplates().map((one) => one.title)}
              onChange={(title) => title && add(title)}
            />
            <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => add("")}>
              {t("Own driver")}
            </Button>
          </Group>
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("Cancel")}
            </Button>
            {mayCompute && (
              <Button variant="default" disabled={bad} loading={save.isPending} onClick={() => save.mutate(false)}>
                {t("Save only")}
              </Button>
            )}
            <Button type="submit" disabled={bad} loading={save.isPending}>
              {mayCompute ? t("Save and compute") : t("Save")}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
