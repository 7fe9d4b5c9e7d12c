import { Center, Loader, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { t } from "../i18n";

export function Loading({ what }: { what: string }) {
  return (
    <Center py="xl" role="status" aria-live="polite">
      <Loader size="sm" mr="sm" />
      <Text c="dimmed" size="sm">
        {t("Loading {{what}} …", { what })}
      </Text>
    </Center>
  );
}

/** An empty state that says why it is empty and what to do. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <Stack align="center" gap={6} py="xl" px="md" className="empty">
      <Text fw={600}>{title}</Text>
      {children && (
        <Text c="dimmed" size="sm" ta="center" maw={520} component="div">
          {children}
        </Text>
      )}
      {action}
    </Stack>
  );
}
