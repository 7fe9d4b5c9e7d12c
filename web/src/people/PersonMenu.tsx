import { Button, Menu } from "@mantine/core";
import { IconCheck, IconLogout, IconUser } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { get, send } from "../api/queries";
import { t } from "../i18n";
import { sayDone, sayProblem } from "../parts/Problem";
import { became, rolesText } from "./session";

/** Who you are, at the top of every page; in the demo company also who you could be. */
export function PersonMenu() {
  const session = useQuery(get.session()).data;
  const choose = useMutation({
    mutationFn: send.switchPerson,
    onSuccess: async (now) => {
      await became(now);
      sayDone(t("You are {{displayName}} now", { displayName: now.person?.displayName ?? "" }), rolesText(now.person?.roles ?? []));
    },
    onError: sayProblem,
  });
  const signOut = useMutation({ mutationFn: send.signOut, onSuccess: () => became(undefined), onError: sayProblem });
  if (!session?.person) return null;
  const { person, mode, demoPeople } = session;
  return (
    <Menu position="bottom-end" width={mode === "demo" ? 360 : 240} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconUser size={15} aria-hidden />}
          loading={choose.isPending}
          data-tour={mode === "demo" ? "person" : undefined}
        >
          {person.displayName}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{mode === "local" ? t("This machine; nobody has an account") : rolesText(person.roles) || t("no role")}</Menu.Label>
        {mode !== "local" && (
          <Menu.Item component={Link} to="/account">
            {t("Account")}
          </Menu.Item>
        )}
        {mode === "demo" && (
          <>
            <Menu.Divider />
            <Menu.Label>{t("Be somebody else of the demo company")}</Menu.Label>
            {demoPeople.map((one) => (
              <Menu.Item
                key={one.name}
                onClick={() => choose.mutate(one.name)}
                leftSection={one.name === person.name ? <IconCheck size={14} aria-label={t("you are")} /> : <span style={{ width: 14 }} />}
              >
                {one.displayName} <span className="quiet small">{rolesText(one.roles)}</span>
              </Menu.Item>
            ))}
          </>
        )}
        {mode === "accounts" && (
          <Menu.Item leftSection={<IconLogout size={15} aria-hidden />} onClick={() => signOut.mutate()}>
            {t("Sign out")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
