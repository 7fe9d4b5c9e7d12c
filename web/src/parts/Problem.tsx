import { Alert, Button, Group, List, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle } from "@tabler/icons-react";
import { ApiProblem } from "../api/client";

/** What went wrong, in the server's words, with its hint. */
export function ProblemAlert({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = error instanceof ApiProblem ? error.problem : { title: error instanceof Error ? error.message : String(error) };
  const fields = Object.entries(problem.errors ?? {}).flatMap(([field, messages]) => messages.map((message) => ({ field, message })));
  return (
    <Alert className="problem" icon={<IconAlertTriangle aria-hidden />} title={problem.title ?? "Something went wrong"} role="alert">
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
            Try again
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
    title: problem.title ?? "Something went wrong",
    message: [problem.detail === problem.title ? null : problem.detail, problem.hint].filter(Boolean).join(" "),
    autoClose: 12_000,
  });
}

export function sayDone(title: string, message = "") {
  notifications.show({ color: "teal", title, message });
}
