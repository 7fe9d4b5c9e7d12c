import { Button, Group, Popover, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCalendarEvent } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { datasetChanged, get, send } from "../../api/queries";
import { ProblemAlert, sayDone } from "../../parts/Problem";
import { useRefusal } from "../../people/session";
import { texts } from "./texts";

/** The cut-off: what it is, why, and a way to change it. */
export function AsOf() {
  const setting = useQuery(get.asOf());
  const refusal = useRefusal("manage_data");
  const [opened, { toggle, close }] = useDisclosure(false);
  const [date, setDate] = useState("");
  const save = useMutation({
    mutationFn: send.setAsOf,
    onSuccess: (saved) => {
      close();
      sayDone(`Cut-off ${saved.effective}`, "Scores and findings are of before until the checks have run again.");
      return datasetChanged();
    },
  });
  if (!setting.data) return null;
  const { effective, source, asOf } = setting.data;
  return (
    <Popover opened={opened} onChange={(open) => !open && close()} position="bottom-end" width={300} trapFocus shadow="md">
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconCalendarEvent size={15} />}
          disabled={!!refusal}
          title={refusal}
          onClick={() => {
            setDate(asOf ?? effective);
            toggle();
          }}
        >
          Cut-off {effective} ({texts.sources[source] ?? source})
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate(date || null);
          }}
        >
          <TextInput
            type="date"
            label="Cut-off"
            description={texts.asOfHelp}
            value={date}
            onChange={(event) => setDate(event.currentTarget.value)}
            data-autofocus
          />
          {save.error && <ProblemAlert error={save.error} />}
          <Group mt="sm" justify="space-between">
            <Button size="xs" variant="default" onClick={() => save.mutate(null)} disabled={!asOf}>
              Latest fact
            </Button>
            <Button size="xs" type="submit" loading={save.isPending}>
              Set
            </Button>
          </Group>
          <Text size="xs" c="dimmed" mt={6}>
            Snapshots that exist keep their own date.
          </Text>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
