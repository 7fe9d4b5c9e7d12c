import { Button, Group, Modal, NumberInput, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { datasetChanged, get, send } from "../../api/queries";
import type { QualityOfArea, Thresholds } from "../../api/types";
import { t } from "../../i18n";
import { ProblemAlert, sayDone } from "../../parts/Problem";
import { useRefusal } from "../../people/session";

/** The thresholds with one set, or taken away by null. */
export function withScore(byArea: Readonly<Record<string, number>>, area: string, score: number | null): Record<string, number> {
  const { [area]: _, ...others } = byArea;
  return score === null ? others : { ...others, [area]: score };
}

/** Below its threshold an area holds the data gate. */
export function ThresholdsButton({ areas }: { areas: QualityOfArea[] }) {
  const [opened, { open, close }] = useDisclosure(false);
  const refusal = useRefusal("manage_data");
  const stored = useQuery({ ...get.thresholds(), enabled: opened });
  const [draft, setDraft] = useState<Thresholds>();
  const shown = draft ?? stored.data;
  const save = useMutation({
    mutationFn: send.setThresholds,
    onSuccess: () => {
      close();
      setDraft(undefined);
      sayDone(t("Thresholds saved"));
      return datasetChanged();
    },
  });
  const input = (label: string, value: number | null, change: (score: number | null) => void) => (
    <NumberInput
      key={label}
      size="xs"
      label={label}
      min={0}
      max={100}
      step={1}
      decimalScale={1}
      value={value ?? ""}
      onChange={(next) => change(typeof next === "number" ? next : null)}
    />
  );
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={open} disabled={!!refusal} title={refusal}>
        {t("Thresholds")}
      </Button>
      <Modal opened={opened} onClose={close} title={t("Thresholds of the data gate")} size="sm">
        <Text size="sm" c="dimmed" mb="sm">
          {t("A score below its threshold holds the gate: a snapshot then needs a reason. Empty: the default of the area.")}
        </Text>
        {stored.error && <ProblemAlert error={stored.error} />}
        {shown && (
          <Stack gap="xs">
            {input(t("Overall"), shown.overall, (overall) => overall !== null && setDraft({ ...shown, overall }))}
            {areas.map((area) =>
              input(area.title, shown.byArea[area.area ?? ""] ?? null, (score) =>
                setDraft({ ...shown, byArea: withScore(shown.byArea, area.area ?? "", score) }),
              ),
            )}
          </Stack>
        )}
        {save.error && <ProblemAlert error={save.error} />}
        <Group justify="flex-end" mt="md">
          <Button variant="default" size="xs" onClick={close}>
            {t("Cancel")}
          </Button>
          <Button size="xs" disabled={!draft} loading={save.isPending} onClick={() => draft && save.mutate(draft)}>
            {t("Save")}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
