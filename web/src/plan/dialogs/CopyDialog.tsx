import { Button, Group, Modal, NumberInput, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Entry } from "../../api/types";

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
    <Modal opened={opened} onClose={onClose} title="Copy values into the selection" size="sm">
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
        <Select label="From the measure" data={measures} value={like} onChange={setLike} searchable allowDeselect={false} />
        <Select
          label="Of the"
          allowDeselect={false}
          value={when}
          onChange={(value) => setWhen(value ?? "year")}
          data={[
            { value: "same", label: "same buckets" },
            { value: "year", label: "same buckets of last year" },
            { value: "other", label: "buckets so many before" },
          ]}
        />
        {when === "other" && (
          <NumberInput label="Buckets before" value={shift} onChange={setShift} min={1} max={120} allowDecimal={false} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" data-autofocus disabled={!like || !Number.isInteger(back)}>
            Copy
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
