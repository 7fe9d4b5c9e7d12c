import { Button, Group, Modal, NumberInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type KeyFigure, kpiSend } from "../api/kpi";
import type { PlanStructure } from "../api/types";
import { t } from "../i18n";
import { ProblemAlert, sayDone } from "../parts/Problem";
import { planMoved } from "../plan/useEdits";
import { definitionOf } from "./figures";
import { targetDraft, targetOrder } from "./targets";

interface Props {
  opened: boolean;
  onClose: () => void;
  scenario: number;
  structure: PlanStructure;
  figure: KeyFigure;
}

/** Sets what management wants of a key figure, in the scenario shown. */
export function TargetDialog({ opened, onClose, ...rest }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={t("Target of {{title}}", { title: t(rest.figure.title) })} size="sm">
      {opened && <Form onClose={onClose} {...rest} />}
    </Modal>
  );
}

function Form({ onClose, scenario, structure, figure }: Omit<Props, "opened">) {
  const [draft, setDraft] = useState(() => targetDraft(figure));
  const day = structure.buckets[figure.firstBucket]?.first ?? structure.cutOff;
  const save = useMutation({
    mutationFn: () => kpiSend.setTarget(scenario, targetOrder(figure, draft, day)),
    onSuccess: async () => {
      await planMoved(scenario);
      sayDone(t("Target saved"), t("It holds in this scenario; merge it to take it over into others."));
      onClose();
    },
  });
  const unit = figure.unit === "%" ? "%" : t(figure.unit);
  const number = (value: string | number) => (typeof value === "number" ? value : null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (draft.value !== null) save.mutate();
      }}
    >
      <Stack gap="sm">
        {save.error && <ProblemAlert error={save.error} />}
        <div className="quiet small">{definitionOf(figure.name)}</div>
        <NumberInput
          label={t("Target [{{unit}}]", { unit })}
          required
          value={draft.value ?? ""}
          onChange={(value) => setDraft({ ...draft, value: number(value) })}
          data-autofocus
        />
        <NumberInput
          label={t("Red from [{{unit}}]", { unit })}
          description={t("On the worse side of the target; it also says which way is better.")}
          value={draft.threshold ?? ""}
          onChange={(value) => setDraft({ ...draft, threshold: number(value) })}
        />
        <TextInput
          label={t("Owner: who answers for it")}
          value={draft.owner}
          onChange={(event) => setDraft({ ...draft, owner: event.currentTarget.value })}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("Cancel")}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={draft.value === null}>
            {t("Save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
