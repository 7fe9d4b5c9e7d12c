import { ActionIcon, Group, Text } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { t } from "../i18n";
import { count } from "./format";

/** "1–100 of 12,345" with a step back and forth. */
export function Pager({
  total,
  skip,
  take,
  onSkip,
  what,
}: {
  total: number;
  skip: number;
  take: number;
  onSkip: (skip: number) => void;
  what: string;
}) {
  const last = Math.min(total, skip + take);
  return (
    <Group gap="xs" justify="flex-end" component="nav" aria-label={t("Pages of {{what}}", { what })}>
      <Text size="sm" c="dimmed" className="numbers" aria-live="polite">
        {total === 0
          ? `0 ${what}`
          : t("{{skip}}–{{last}} of {{total}} {{what}}", { skip: count(skip + 1), last: count(last), total: count(total), what })}
      </Text>
      <ActionIcon variant="default" aria-label={t("Previous page")} disabled={skip === 0} onClick={() => onSkip(Math.max(0, skip - take))}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <ActionIcon variant="default" aria-label={t("Next page")} disabled={last >= total} onClick={() => onSkip(skip + take)}>
        <IconChevronRight size={16} />
      </ActionIcon>
    </Group>
  );
}
