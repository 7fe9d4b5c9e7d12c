import { Autocomplete, Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { PlanningCycle } from "../api/cycle";
import { type CycleStep, meetingSend } from "../api/meeting";
import { t } from "../i18n";
import { words } from "../parts/format";
import { ProblemAlert } from "../parts/Problem";
import { roleWord, useKnownPeople } from "./names";

/** Says who is responsible for a step and when it is due. */
export function Assign({ cycle, step, onClose }: { cycle: PlanningCycle; step: CycleStep; onClose: () => void }) {
  const people = useKnownPeople();
  const [owner, setOwner] = useState(step.owner ?? "");
  const [due, setDue] = useState(step.due);
  const assign = useMutation({
    mutationFn: () => meetingSend.assign(cycle.id, step.kind, { due, owner: owner.trim() || null }),
    onSuccess: onClose,
  });
  return (
    <Modal opened onClose={onClose} title={t("{{step}}: owner and due date", { step: t(words(step.kind)) })} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          assign.mutate();
        }}
      >
        <Stack gap="sm">
          <Autocomplete
            label={t("Owner")}
            description={t("Left empty, it is whoever has the role {{role}}.", { role: roleWord(step.role ?? "") })}
            data={people}
            value={owner}
            onChange={setOwner}
            data-autofocus
          />
          <TextInput type="date" label={t("Due")} required value={due} onChange={(event) => setDue(event.currentTarget.value)} />
          {assign.error && <ProblemAlert error={assign.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("Cancel")}
            </Button>
            <Button type="submit" loading={assign.isPending}>
              {t("Save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
