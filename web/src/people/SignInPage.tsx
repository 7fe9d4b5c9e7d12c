import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Navigate, useNavigate, useSearchParams } from "react-router";
import { get, send } from "../api/queries";
import { t } from "../i18n";
import { ProblemAlert } from "../parts/Problem";
import { Entrance } from "./Entrance";
import { became, destination, rolesText } from "./session";
import { texts } from "./texts";

export function SignInPage() {
  const session = useQuery(get.session());
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const to = destination(parameters.get("to"));
  const signIn = useMutation({
    mutationFn: () => send.signIn({ name: name.trim(), password }),
    onSuccess: async (now) => {
      await became(now);
      navigate(to, { replace: true });
    },
    onError: () => setPassword(""),
  });
  const choose = useMutation({
    mutationFn: send.switchPerson,
    onSuccess: async (now) => {
      await became(now);
      navigate(to, { replace: true });
    },
  });
  if (session.data?.mode === "set_up") return <Navigate to="/setup" replace />;
  if (session.data?.person && session.data.mode !== "demo" && !signIn.isPending) return <Navigate to={to} replace />;
  return (
    <Entrance title={texts.signIn}>
      {session.error && <ProblemAlert error={session.error} onRetry={() => session.refetch()} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate();
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={t("Name")}
            required
            autoFocus
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <PasswordInput
            label={t("Password")}
            required
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {signIn.error && <ProblemAlert error={signIn.error} />}
          <Button type="submit" loading={signIn.isPending} disabled={!name.trim() || !password}>
            {t("Sign in")}
          </Button>
        </Stack>
      </form>
      {session.data?.mode === "demo" && (
        <Stack gap={4} mt="md">
          {choose.error && <ProblemAlert error={choose.error} />}
          {session.data.demoPeople.map((person) => (
            <Button key={person.name} variant="default" size="xs" justify="flex-start" onClick={() => choose.mutate(person.name)}>
              {person.displayName}, {rolesText(person.roles)}
            </Button>
          ))}
        </Stack>
      )}
    </Entrance>
  );
}
