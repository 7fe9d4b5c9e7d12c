import { Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { planSend } from "../../api/plan";
import { queryClient } from "../../api/queries";
import type { Scenario } from "../../api/types";
import { t } from "../../i18n";
import { ProblemAlert } from "../../parts/Problem";

/** Gives a scenario another name or says what it is for. */
export function RenameScenario({ scenario, onClose }: { scenario: Scenario | null; onClose: () => void }) {
  return (
    <Modal opened={scenario !== null} onClose={onClose} title={t("Rename the scenario")} size="sm">
      {scenario && <Rename scenario={scenario} onClose={onClose} />}
    </Modal>
  );
}

function Rename({ scenario, onClose }: { scenario: Scenario; onClose: () => void }) {
  const [name, setName] = useState(scenario.name);
  const [description, setDescription] = useState(scenario.description ?? "");
  const save = useMutation({
    mutationFn: () => planSend.change(scenario.id, { name: name.trim(), description: description.trim() }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ["scenarios"] });
      onClose();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack gap="sm">
        {save.error && <ProblemAlert error={save.error} />}
        <TextInput label={t("Name")} required value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
        <Textarea
          label={t("What it is for")}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
          autosize
          minRows={2}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("Cancel")}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ""}>
            {t("Save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
