import { Alert, Button, Group, List, Text } from "@mantine/core";
import { type NotificationData, notifications } from "@mantine/notifications";
import { IconAlertTriangle } from "@tabler/icons-react";
import { ApiProblem } from "../api/client";
import type { Problem } from "../api/types";
import { t } from "../i18n";

/** Headings for people in the place of the names HTTP has for a refusal. */
const headings: Record<string, string> = {
  "Bad Request": t("Not done"),
  Forbidden: t("Not allowed"),
  "Not Found": t("Not found"),
  Conflict: t("Not done"),
  "Unprocessable Entity": t("Not done"),
  "Internal Server Error": t("The server failed"),
};

/** The heading of a refusal: what it is, in words for people. */
export function headingOf(problem: Partial<Problem>): string {
  const title = problem.title || t("Something went wrong");
  return headings[title] ?? title;
}

/** What went wrong, in the server's words, with its hint. */
export function ProblemAlert({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = error instanceof ApiProblem ? error.problem : { title: error instanceof Error ? error.message : String(error) };
  const fields = Object.entries(problem.errors ?? {}).flatMap(([field, messages]) => messages.map((message) => ({ field, message })));
  return (
    <Alert className="problem" icon={<IconAlertTriangle aria-hidden />} title={headingOf(problem)} role="alert">
      {problem.detail && problem.detail !== problem.title && <Text size="sm">{problem.detail}</Text>}
      {fields.length > 0 && (
        <List size="sm" mt={4}>
          {fields.map((one, index) => (
            <List.Item key={index}>
              {one.field && <code>{one.field}</code>} {one.message}
            </List.Item>
          ))}
        </List>
      )}
      {problem.hint && (
        <Text size="sm" mt={4}>
          {problem.hint}
        </Text>
      )}
      {onRetry && (
        <Group mt="xs">
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            {t("Try again")}
          </Button>
        </Group>
      )}
    </Alert>
  );
}

/** A toast for a failed action. */
export function sayProblem(error: unknown) {
  const problem = error instanceof ApiProblem ? error.problem : { title: error instanceof Error ? error.message : String(error) };
  notifications.show({
    color: "red",
    title: headingOf(problem),
    message: [problem.detail === problem.title ? null : problem.detail, problem.hint].filter(Boolean).join(" "),
    autoClose: 12_000,
  });
}

/** Shows a toast in the place of an older one of the same id, which would otherwise stay with its older text. */
export function sayInstead(toast: NotificationData & { id: string }) {
  notifications.hide(toast.id);
  notifications.show(toast);
}

export function sayDone(title: string, message = "") {
  notifications.show({ color: "teal", title, message });
}
