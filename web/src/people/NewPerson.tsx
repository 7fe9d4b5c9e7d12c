import { Button, Group, Modal, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { queryClient, send } from "../api/queries";
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
      sayDone(`${person.displayName} has an account now`);
      onClose();
      await queryClient.invalidateQueries();
    },
  });
  return (
    <Modal opened onClose={onClose} title="New person" size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <Stack gap="sm">
          <TextInput
            label="Name to sign in with"
            description="Such as nora.lind. It stays."
            required
            data-autofocus
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label="Name"
            description="As people say it, such as Nora Lind."
            value={displayName}
            onChange={(event) => setDisplayName(event.currentTarget.value)}
          />
          <PasswordInput
            label="First password"
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
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending} disabled={!name.trim() || !password}>
              Make the account
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
