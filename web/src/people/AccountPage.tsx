import "./people.css";
import { Button, Group, PasswordInput, Stack } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get, send } from "../api/queries";
import { t } from "../i18n";
import { Page, Panel } from "../parts/Page";
import { ProblemAlert, sayDone } from "../parts/Problem";
import { roleText } from "./session";
import { TokensPanel } from "./TokensPanel";
import { texts } from "./texts";

function PasswordPanel() {
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const change = useMutation({
    mutationFn: () => send.changePassword({ current, password }),
    onSuccess: () => {
      sayDone(t("Your password is changed"), t("Other sessions of yours have ended."));
      setCurrent("");
      setPassword("");
      setAgain("");
    },
  });
  return (
    <Panel title={t("Password")}>
      <form
        className="pad"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <Stack gap="sm" maw={420}>
          <PasswordInput
            label={t("Current password")}
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            label={t("New password")}
            description={texts.password}
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <PasswordInput
            label={t("New password once more")}
            autoComplete="new-password"
            error={again && again !== password ? t("The two differ.") : undefined}
            value={again}
            onChange={(event) => setAgain(event.currentTarget.value)}
          />
          {change.error && <ProblemAlert error={change.error} />}
          <Group>
            <Button type="submit" size="xs" loading={change.isPending} disabled={!current || !password || again !== password}>
              {t("Change the password")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}

export function AccountPage() {
  const session = useQuery(get.session()).data;
  const person = session?.person;
  return (
    <Page title={texts.account} about={texts.accountAbout}>
      {session?.mode === "local" && <div className="note">{texts.local}</div>}
      {person && session.mode !== "local" && (
        <>
          <Panel title={person.displayName}>
            <dl className="fact pad">
              <dt>{t("Signs in as")}</dt>
              <dd>{person.name}</dd>
              <dt>{t("Roles")}</dt>
              <dd>
                {person.roles.length === 0 && t("none: ask an administrator for one")}
                {person.roles.map((role) => (
                  <div key={roleText(role)}>{roleText(role)}</div>
                ))}
              </dd>
            </dl>
          </Panel>
          {session.mode === "accounts" && <PasswordPanel />}
          <TokensPanel />
        </>
      )}
    </Page>
  );
}
