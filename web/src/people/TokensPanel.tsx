import { Button, CopyButton, Group, NumberInput, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get, queryClient, send } from "../api/queries";
import type { Token, TokenScope } from "../api/types";
import { t } from "../i18n";
import { ConfirmButton } from "../parts/confirm";
import { instant } from "../parts/format";
import { Grid } from "../parts/Grid";
import { Panel } from "../parts/Page";
import { ProblemAlert, sayProblem } from "../parts/Problem";
import { Loading } from "../parts/States";
import { Tag } from "../parts/Tag";
import { texts } from "./texts";

function stateOf(token: Token) {
  if (token.revokedAt) return <Tag tone="quiet">{t("revoked")}</Tag>;
  return new Date(token.expiresAt) < new Date() ? <Tag tone="quiet">{t("expired")}</Tag> : <Tag tone="ok">{t("can be used")}</Tag>;
}

/** One's own tokens. The text of a new one is shown once. */
export function TokensPanel() {
  const tokens = useQuery(get.tokens());
  const [name, setName] = useState("");
  const [scope, setScope] = useState<TokenScope>("read");
  const [days, setDays] = useState(90);
  const renew = () => queryClient.invalidateQueries({ queryKey: ["tokens"] });
  const create = useMutation({
    mutationFn: () => send.createToken({ name: name.trim(), scope, days }),
    onSuccess: () => {
      setName("");
      return renew();
    },
  });
  const revoke = useMutation({ mutationFn: send.revokeToken, onSuccess: renew, onError: sayProblem });
  return (
    <Panel title={t("Tokens")}>
      <Stack className="pad" gap="sm">
        <Text size="sm" c="dimmed">
          {texts.tokens}
        </Text>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate();
          }}
        >
          <Group align="flex-end" gap="xs">
            <TextInput
              size="xs"
              label={t("Name")}
              placeholder={t("nightly import")}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Select
              size="xs"
              w={130}
              label={t("Scope")}
              allowDeselect={false}
              data={["read", "edit", "administer"]}
              value={scope}
              onChange={(value) => value && setScope(value as TokenScope)}
            />
            <NumberInput
              size="xs"
              w={90}
              label={t("Days")}
              min={1}
              max={366}
              value={days}
              onChange={(value) => typeof value === "number" && setDays(value)}
            />
            <Button type="submit" size="xs" loading={create.isPending} disabled={!name.trim()}>
              {t("Make a token")}
            </Button>
          </Group>
        </form>
        {create.error && <ProblemAlert error={create.error} />}
        {create.data && (
          <div className="note note-ok" role="status">
            <div>
              {texts.secret}
              <div className="mono secret">{create.data.secret}</div>
            </div>
            <CopyButton value={create.data.secret}>
              {({ copied, copy }) => (
                <Button size="compact-xs" variant="default" onClick={copy}>
                  {copied ? t("Copied") : t("Copy")}
                </Button>
              )}
            </CopyButton>
          </div>
        )}
        {tokens.error && <ProblemAlert error={tokens.error} onRetry={() => tokens.refetch()} />}
        {tokens.isLoading && <Loading what={t("tokens")} />}
      </Stack>
      {tokens.data && tokens.data.length > 0 && (
        <Grid
          label={t("Tokens")}
          rows={tokens.data}
          rowKey={(token) => token.id}
          columns={[
            { key: "name", header: t("Name"), cell: (token) => token.name },
            { key: "scope", header: t("Scope"), cell: (token) => token.scope },
            { key: "state", header: t("State"), cell: stateOf },
            { key: "expires", header: t("Expires"), cell: (token) => instant(token.expiresAt) },
            { key: "used", header: t("Last used"), cell: (token) => instant(token.lastUsedAt) },
            {
              key: "revoke",
              header: "",
              right: true,
              cell: (token) =>
                token.revokedAt ? null : (
                  <ConfirmButton
                    label={t("Revoke")}
                    title={t("Revoke the token {{name}}?", { name: token.name })}
                    text={t("The program that uses it stops working at once.")}
                    confirm={t("Revoke")}
                    danger
                    onConfirm={() => revoke.mutate(token.id)}
                  />
                ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
