import { Button, Group, Modal, Text } from "@mantine/core";
import type { Blocker } from "react-router";
import { t } from "../../i18n";
import { plural } from "../../parts/format";

/** Asks before typed corrections are lost by going to another page. */
export function LeaveDialog({ blocker, changed }: { blocker: Blocker; changed: number }) {
  return (
    <Modal opened={blocker.state === "blocked"} onClose={() => blocker.reset?.()} title={t("Leave without submitting?")} centered>
      <Text size="sm">{plural(changed, t("changed row would be lost."), t("changed rows would be lost."))}</Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" data-autofocus onClick={() => blocker.reset?.()}>
          {t("Stay")}
        </Button>
        <Button color="red.8" onClick={() => blocker.proceed?.()}>
          {t("Leave")}
        </Button>
      </Group>
    </Modal>
  );
}
