import { Button, Group, Modal, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { queryClient, send } from "../api/queries";
import { t } from "../i18n";
import { ProblemAlert, sayDone } from "../parts/Problem";
import { type RoleDraft, RolesEditor, roleOf } from "./RolesEditor";
import { texts } from "./texts";

/** Makes an account. On a server without any it is the first, and so an administrator's. */
export function NewPerson({ first, onClose }: { first: boolean; onClose: () => void }) {
  const [name, setName] = useState("");
  const [displayName, setDisplayName] = useState("");
  const [password, setPassword] = useState("");
  const [drafts, setDrafts] = useState<RoleDraft[]>([{ role: first ? "administrator" : "viewer", attribute: "", members: "", others: {} }]);
  const create = useMutation({
    mutationFn: () =>
      send.createPerson({ name: name.trim(), displayName: displayName.trim() || name.trim(), password, roles: drafts.map(roleOf) }),
    onSuccess: async (person) => {
      sayDone(t("{{displayName}} has an account now", { displayName: person.displayName }));
      onClose();
      await queryClient.invalidateQueries();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t("New person")} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={t("Name to sign in with")}
            description={t("Such as nora.lind. It stays.")}
            required
            data-autofocus
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t("Name")}
            description={t("As people say it, such as Nora Lind.")}
            value={displayName}
            onChange={(event) => setDisplayName(event.currentTarget.value)}
          />
          <PasswordInput
            label={t("First password")}
            description={texts.password}
            required
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <RolesEditor drafts={drafts} onChange={setDrafts} />
          {create.error && <ProblemAlert error={create.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("Cancel")}
            </Button>
            <Button type="submit" loading={create.isPending} disabled={!name.trim() || !password}>
              {t("Make the account")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
