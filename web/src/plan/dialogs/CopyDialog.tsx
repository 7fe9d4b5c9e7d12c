import { Button, Group, Modal, NumberInput, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Entry } from "../../api/types";
import { t } from "../../i18n";

interface Props {
  opened: boolean;
  onClose: () => void;
  about: string;
  measures: { value: string; label: string }[];
  /** Buckets of a year, for the values of last year. */
  yearLength: number;
  onApply: (more: Partial<Entry>) => void;
}

/** Takes values over from another measure, or from a year before. */
export function CopyDialog({ opened, onClose, ...rest }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={t("Copy values into the selection")} size="sm">
      {opened && <CopyForm onClose={onClose} {...rest} />}
    </Modal>
  );
}

function CopyForm({ onClose, about, measures, yearLength, onApply }: Omit<Props, "opened">) {
  const [like, setLike] = useState<string | null>(measures[0]?.value ?? null);
  const [when, setWhen] = useState<string>("year");
  const [shift, setShift] = useState<number | string>(yearLength);
  const back = when === "same" ? 0 : when === "year" ? yearLength : Number(shift);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onApply({ like, shift: back });
        onClose();
      }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {about}
        </Text>
        <Select label={t("From the measure")} data={measures} value={like} onChange={setLike} searchable allowDeselect={false} />
        <Select
          label={t("Of the")}
          allowDeselect={false}
          value={when}
          onChange={(value) => setWhen(value ?? "year")}
          data={[
            { value: "same", label: t("same buckets") },
            { value: "year", label: t("same buckets of last year") },
            { value: "other", label: t("buckets so many before") },
          ]}
        />
        {when === "other" && (
          <NumberInput label={t("Buckets before")} value={shift} onChange={setShift} min={1} max={120} allowDecimal={false} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("Cancel")}
          </Button>
          <Button type="submit" data-autofocus disabled={!like || !Number.isInteger(back)}>
            {t("Copy")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
