import { useQuery } from "@tanstack/react-query";
import { get, queryClient } from "../api/queries";
import type { Permission, RoleInPart, Session } from "../api/types";
import { t } from "../i18n";
import { words } from "../parts/format";

/** Why the person may not do something, for a button that is shown but cannot be pressed; undefined when the person may. */
export function useRefusal(permission: Permission): string | undefined {
  return useQuery(get.session()).data?.refusals[permission];
}

/** Somebody else is there now: what the one before has seen is forgotten. */
export async function became(session: Session | undefined) {
  if (session) queryClient.setQueryData(get.session().queryKey, session);
  else await queryClient.refetchQueries({ queryKey: ["session"] });
  await queryClient.resetQueries({ predicate: (query) => query.queryKey[0] !== "session" });
}

/** "sales, only region British Isles" */
export function roleText(role: RoleInPart): string {
  const part = Object.entries(role.part ?? {}).map(([attribute, members]) => `${t(words(attribute)).toLowerCase()} ${members.join(", ")}`);
  return t(words(role.role)).toLowerCase() + (part.length > 0 ? `, ${t("only")} ${part.join("; ")}` : "");
}

export function rolesText(roles: readonly RoleInPart[]): string {
  return roles.map(roleText).join(" · ");
}

/** The page to go to after signing in: one of this app's own, never another site. */
export function destination(wanted: string | null): string {
  return wanted && /^\/(?![/\\])/.test(wanted) && !wanted.startsWith("/signin") && !wanted.startsWith("/setup") ? wanted : "/";
}

/** A part as it is typed: "British Isles, Southern Europe". */
export function membersOf(text: string): string[] {
  return [
    ...new Set(
      text
        .split(",")
        .map((member) => member.trim())
        .filter(Boolean),
    ),
  ];
}
