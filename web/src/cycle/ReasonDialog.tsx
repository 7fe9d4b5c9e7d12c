import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { t } from "../i18n";

interface Props {
  title: string;
  /** Says exactly what will happen. */
  children: ReactNode;
  label: string;
  confirm: string;
  /** False where the reason may stay empty. */
  required?: boolean;
  danger?: boolean;
  pending?: boolean;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** Asks for a reason before something is done that is kept for good. */
export function ReasonDialog({ title, children, label, confirm, required = true, danger, pending, onConfirm, onClose }: Props) {
  const [reason, setReason] = useState("");
  return (
    <Modal opened onClose={onClose} title={title} centered size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm(reason.trim());
        }}
      >
        <Stack gap="sm">
          <div>{children}</div>
          <Textarea
            label={label}
            required={required}
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("Cancel")}
            </Button>
            <Button type="submit" color={danger ? "red.8" : undefined} loading={pending} disabled={required && reason.trim() === ""}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
