import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Navigate, useNavigate } from "react-router";
import { get, send } from "../api/queries";
import { t } from "../i18n";
import { ProblemAlert } from "../parts/Problem";
import { Entrance } from "./Entrance";
import { became } from "./session";
import { texts } from "./texts";

export function SetUpPage() {
  const session = useQuery(get.session());
  const navigate = useNavigate();
  const [form, setForm] = useState({ code: "", displayName: "", name: "", password: "", again: "" });
  const differ = form.again.length > 0 && form.again !== form.password;
  const setUp = useMutation({
    mutationFn: () =>
      send.setUp({ code: form.code.trim(), name: form.name.trim(), displayName: form.displayName.trim(), password: form.password }),
    onSuccess: async (now) => {
      await became(now);
      navigate("/", { replace: true });
    },
  });
  if (session.data && session.data.mode !== "set_up" && !setUp.isPending) return <Navigate to="/" replace />;
  const field = (key: keyof typeof form) => ({
    required: true,
    value: form[key],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setForm((before) => ({ ...before, [key]: value }));
    },
  });
  return (
    <Entrance title={texts.setUp} about={texts.setUpAbout}>
      {session.error && <ProblemAlert error={session.error} onRetry={() => session.refetch()} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setUp.mutate();
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={t("Set-up code")}
            description={t("It stands in the terminal in which the server was started.")}
            autoComplete="off"
            autoFocus
            {...field("code")}
          />
          <TextInput
            label={t("Your name")}
            description={t("As people say it, such as Nora Lind.")}
            autoComplete="name"
            {...field("displayName")}
          />
          <TextInput
            label={t("Name to sign in with")}
            description={t("Such as nora.lind. It stays.")}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            {...field("name")}
          />
          <PasswordInput label={t("Password")} description={texts.password} autoComplete="new-password" {...field("password")} />
          <PasswordInput
            label={t("Password once more")}
            autoComplete="new-password"
            error={differ ? t("The two differ.") : undefined}
            {...field("again")}
          />
          {setUp.error && <ProblemAlert error={setUp.error} />}
          <Button
            type="submit"
            loading={setUp.isPending}
            disabled={Object.values(form).some((text) => !text.trim()) || form.again !== form.password}
          >
            {t("Set up")}
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}
