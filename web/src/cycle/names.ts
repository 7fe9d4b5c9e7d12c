import { useQuery } from "@tanstack/react-query";
import { get } from "../api/queries";
import { t } from "../i18n";
import { words } from "../parts/format";

/** Who is signed in, as the cycle knows people: by name, with the roles that count for all of the plan. */
export function useMe() {
  const session = useQuery(get.session()).data;
  const roles = session?.person?.roles.filter((one) => Object.keys(one.part ?? {}).length === 0).map((one) => one.role as string) ?? [];
  return { name: session?.person?.name, roles };
}

/** Turns names into what people are called, as far as that is known. */
export function useNames(): (name: string | null | undefined) => string {
  const session = useQuery(get.session()).data;
  const known = new Map<string, string>((session?.demoPeople ?? []).map((one) => [one.name, one.displayName]));
  if (session?.person) known.set(session.person.name, session.person.displayName);
  return (name) => (name ? (known.get(name) ?? name) : "");
}

/** People one can give something to, as far as they are known. */
export function useKnownPeople(): string[] {
  const session = useQuery(get.session()).data;
  return [...new Set([...(session?.demoPeople ?? []).map((one) => one.name), ...(session?.person ? [session.person.name] : [])])];
}

/** A role as a person is called who has it: "the supply planner". */
export const roleWord = (role: string) => t(words(role)).toLowerCase();
