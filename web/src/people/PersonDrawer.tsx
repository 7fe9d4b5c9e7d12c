import { Button, Drawer, Group, PasswordInput, Stack, Switch, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { queryClient, send } from "../api/queries";
import type { Person } from "../api/types";
import { t } from "../i18n";
import { ConfirmButton } from "../parts/confirm";
import { instant, plural } from "../parts/format";
import { Panel } from "../parts/Page";
import { ProblemAlert, sayDone, sayProblem } from "../parts/Problem";
import { draftOf, RolesEditor, roleOf } from "./RolesEditor";
import { texts } from "./texts";

/** One person: name, roles, whether the person is let in, password and tokens. */
export function PersonDrawer({ person, onClose }: { person: Person; onClose: () => void }) {
  const [displayName, setDisplayName] = useState(person.displayName);
  const [disabled, setDisabled] = useState(person.disabled);
  const [drafts, setDrafts] = useState(person.roles.map(draftOf));
  const [password, setPassword] = useState("");
  const save = useMutation({
    mutationFn: () => send.changePerson(person.id, { displayName: displayName.trim(), disabled, roles: drafts.map(roleOf) }),
    onSuccess: async (changed) => {
      sayDone(t("{{displayName}} is changed", { displayName: changed.displayName }));
      onClose();
      await queryClient.invalidateQueries();
    },
  });
  const reset = useMutation({
    mutationFn: () => send.resetPassword(person.id, password),
    onSuccess: async () => {
      sayDone(t("{{displayName}} has a new password", { displayName: person.displayName }));
      setPassword("");
      await queryClient.invalidateQueries({ queryKey: ["people"] });
    },
  });
  const revoke = useMutation({
    mutationFn: () => send.revokeTokensOf(person.id),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["people"] }),
    onError: sayProblem,
  });
  return (
    <Drawer opened onClose={onClose} position="right" size={620} title={person.displayName}>
      <Stack>
        <dl className="fact">
          <dt>{t("Signs in as")}</dt>
          <dd>{person.name}</dd>
          <dt>{t("Here since")}</dt>
          <dd>{instant(person.createdAt)}</dd>
          {person.lockedUntil && (
            <>
              <dt>{t("Locked until")}</dt>
              <dd>
                {t("{{lockedUntil}}, after too many wrong passwords. A new password lifts the lock.", {
                  lockedUntil: instant(person.lockedUntil),
                })}
              </dd>
            </>
          )}
        </dl>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          <Stack gap="sm">
            <TextInput label={t("Name")} required value={displayName} onChange={(event) => setDisplayName(event.currentTarget.value)} />
            <RolesEditor drafts={drafts} onChange={setDrafts} />
            <Switch
              label={t("May sign in")}
              description={t("Whoever may not is signed out at once; what the person did stays.")}
              checked={!disabled}
              onChange={(event) => setDisabled(!event.currentTarget.checked)}
            />
            {save.error && <ProblemAlert error={save.error} />}
            <Group justify="flex-end">
              <Button type="submit" loading={save.isPending} disabled={!displayName.trim()}>
                {t("Save")}
              </Button>
            </Group>
          </Stack>
        </form>
        {!person.demo && (
          <Panel title={t("New password")}>
            <form
              className="pad"
              onSubmit={(event) => {
                event.preventDefault();
                reset.mutate();
              }}
            >
              <Stack gap="sm">
                <PasswordInput
                  label={t("Password")}
                  description={texts.password}
                  autoComplete="new-password"
                  value={password}
                  onChange={(event) => setPassword(event.currentTarget.value)}
                />
                {reset.error && <ProblemAlert error={reset.error} />}
                <Group justify="flex-end">
                  <Button type="submit" variant="default" loading={reset.isPending} disabled={!password}>
                    {t("Set the password")}
                  </Button>
                </Group>
              </Stack>
            </form>
          </Panel>
        )}
        {person.tokens > 0 && (
          <Group justify="space-between">
            <span>{plural(person.tokens, t("token can be used."), t("tokens can be used."))}</span>
            <ConfirmButton
              label={t("Revoke all tokens")}
              title={t("Revoke the tokens of {{displayName}}?", { displayName: person.displayName })}
              text={t("Programs that use them stop working at once.")}
              confirm={t("Revoke")}
              danger
              loading={revoke.isPending}
              onConfirm={() => revoke.mutate()}
            />
          </Group>
        )}
      </Stack>
    </Drawer>
  );
}
