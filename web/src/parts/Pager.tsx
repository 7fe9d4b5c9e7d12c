import { ActionIcon, Group, Text } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
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
    <Group gap="xs" justify="flex-end" component="nav" aria-label={`Pages of ${what}`}>
      <Text size="sm" c="dimmed" className="numbers" aria-live="polite">
        {total === 0 ? `0 ${what}` : `${count(skip + 1)}–${count(last)} of ${count(total)} ${what}`}
      </Text>
      <ActionIcon variant="default" aria-label="Previous page" disabled={skip === 0} onClick={() => onSkip(Math.max(0, skip - take))}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <ActionIcon variant="default" aria-label="Next page" disabled={last >= total} onClick={() => onSkip(skip + take)}>
        <IconChevronRight size={16} />
      </ActionIcon>
    </Group>
  );
}
