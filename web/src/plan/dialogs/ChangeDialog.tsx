import { Button, Checkbox, Group, Modal, Radio, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Entry } from "../../api/types";
import { t } from "../../i18n";
import { readTyped } from "../grid/typed";

export interface Change {
  rule: "set" | "add" | "multiply";
  value: number;
  text: string;
  more: Partial<Entry>;
}

interface Props {
  opened: boolean;
  onClose: () => void;
  /** What the change goes to, in words. */
  about: string;
  measures: { value: string; label: string }[];
  onApply: (change: Change) => void;
}

/** A change with its circumstances: why, spread how, until when. */
export function ChangeDialog({ opened, onClose, about, measures, onApply }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={t("Change the selection")} size="md">
      {opened && <ChangeForm about={about} measures={measures} onApply={onApply} onClose={onClose} />}
    </Modal>
  );
}

function ChangeForm({ about, measures, onApply, onClose }: Omit<Props, "opened">) {
  const [text, setText] = useState("+10%");
  const [reason, setReason] = useState("");
  const [spread, setSpread] = useState<"standard" | "equal" | "like">("standard");
  const [like, setLike] = useState<string | null>(null);
  const [whole, setWhole] = useState(false);
  const [expires, setExpires] = useState("");
  const typed = readTyped(text);
  const bad = typed.problem ?? (typed.rule === "reset" ? t("Write what changes, as +10%, -5%, *1.2, +100 or 1200.") : null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (bad || typed.value === undefined || typed.problem !== undefined) return;
        const more: Partial<Entry> = { spread, whole, reason: reason.trim() || null, expires: expires || null };
        if (spread === "like") more.like = like;
        onApply({ rule: typed.rule, value: typed.value, text, more });
        onClose();
      }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {about}
        </Text>
        <TextInput label={t("Change")} value={text} onChange={(event) => setText(event.currentTarget.value)} error={bad} data-autofocus />
        <Radio.Group label={t("Spread over the parts")} value={spread} onChange={(value) => setSpread(value as typeof spread)}>
          <Stack gap={6} mt={4}>
            <Radio size="xs" value="standard" label={t("As the measure says")} />
            <Radio size="xs" value="equal" label={t("Equally")} />
            <Radio size="xs" value="like" label={t("Like another measure")} />
          </Stack>
        </Radio.Group>
        {spread === "like" && <Select label={t("Like")} data={measures} value={like} onChange={setLike} searchable required />}
        <Checkbox
          size="xs"
          label={t("Whole numbers only; the sum is kept")}
          checked={whole}
          onChange={(event) => setWhole(event.currentTarget.checked)}
        />
        <Textarea label={t("Reason")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} autosize minRows={2} />
        <TextInput
          label={t("Expires")}
          description={t("From this day on the entry no longer counts. Empty: it stays.")}
          type="date"
          value={expires}
          onChange={(event) => setExpires(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("Cancel")}
          </Button>
          <Button type="submit" disabled={!!bad || (spread === "like" && !like)}>
            {t("Apply")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
