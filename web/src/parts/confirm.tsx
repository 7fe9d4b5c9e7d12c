import { Button, Group, Modal, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import { t } from "../i18n";

/** A button that asks before it acts. */
export function ConfirmButton(props: {
  label: ReactNode;
  title: string;
  text: ReactNode;
  confirm: string;
  onConfirm: () => void;
  loading?: boolean;
  danger?: boolean;
  disabled?: boolean;
  /** Why the person may not: the button is shown and cannot be pressed. */
  refusal?: string;
  icon?: ReactNode;
}) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={props.icon}
        onClick={open}
        loading={props.loading}
        disabled={props.disabled || !!props.refusal}
        title={props.refusal}
      >
        {props.label}
      </Button>
      <Modal opened={opened} onClose={close} title={props.title} centered>
        <Text size="sm" component="div">
          {props.text}
        </Text>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close} data-autofocus>
            {t("Cancel")}
          </Button>
          <Button
            color={props.danger ? "red.8" : undefined}
            onClick={() => {
              close();
              props.onConfirm();
            }}
          >
            {props.confirm}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
