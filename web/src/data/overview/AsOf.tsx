import { Button, Group, Popover, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCalendarEvent } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { datasetChanged, get, send } from "../../api/queries";
import { t } from "../../i18n";
import { day } from "../../parts/format";
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
      sayDone(t("Cut-off {{day}}", { day: day(saved.effective) }), t("Scores and findings are of before until the checks have run again."));
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
          {t("Cut-off {{day}} ({{why}})", { day: day(effective), why: texts.sources[source] ?? source })}
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
            label={t("Cut-off")}
            description={texts.asOfHelp}
            value={date}
            onChange={(event) => setDate(event.currentTarget.value)}
            data-autofocus
          />
          {save.error && <ProblemAlert error={save.error} />}
          <Group mt="sm" justify="space-between">
            <Button size="xs" variant="default" onClick={() => save.mutate(null)} disabled={!asOf}>
              {t("Latest fact")}
            </Button>
            <Button size="xs" type="submit" loading={save.isPending}>
              {t("Set")}
            </Button>
          </Group>
          <Text size="xs" c="dimmed" mt={6}>
            {t("Snapshots that exist keep their own date.")}
          </Text>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
