import { Button, Group, Modal, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { planSend } from "../../api/plan";
import { queryClient } from "../../api/queries";
import type { Scenario } from "../../api/types";
import { t } from "../../i18n";
import { ProblemAlert, sayDone } from "../../parts/Problem";
import { chooseScenario } from "../useScenario";

interface Props {
  opened: boolean;
  onClose: () => void;
  scenarios: readonly Scenario[];
  /** The scenario it starts from, unless another is chosen. */
  from: number;
}

/** Makes a scenario from the head of another, and shows it. */
export function NewScenario({ opened, onClose, ...rest }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={t("New scenario")} size="sm">
      {opened && <Form onClose={onClose} {...rest} />}
    </Modal>
  );
}

function Form({ onClose, scenarios, from }: Omit<Props, "opened">) {
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [origin, setOrigin] = useState(String(from));
  const create = useMutation({
    mutationFn: () => planSend.create({ name: name.trim(), description: description.trim() || null, fromScenario: Number(origin) }),
    onSuccess: async (made) => {
      await queryClient.invalidateQueries({ queryKey: ["scenarios"] });
      chooseScenario(made.id);
      sayDone(t("Scenario {{name}} made", { name: made.name }), t("It is shown now; what you type stays in it until it is merged."));
      onClose();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <Stack gap="sm">
        {create.error && <ProblemAlert error={create.error} />}
        <TextInput label={t("Name")} required value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
        <Textarea
          label={t("What it is for")}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
          autosize
          minRows={2}
        />
        <Select
          label={t("Starts from")}
          size="sm"
          allowDeselect={false}
          value={origin}
          onChange={(value) => value && setOrigin(value)}
          data={scenarios.map((one) => ({ value: String(one.id), label: one.name }))}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("Cancel")}
          </Button>
          <Button type="submit" loading={create.isPending} disabled={name.trim() === ""}>
            {t("Make the scenario")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
