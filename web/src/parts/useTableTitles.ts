import { useQuery } from "@tanstack/react-query";
import { get } from "../api/queries";
import { t } from "../i18n";
import { words } from "./format";

/** Titles of tables by name; a name whose title is not known yet is spelt out. */
export function useTableTitles(): (table: string) => string {
  const tables = useQuery(get.tables());
  return (table) => tables.data?.find((one) => one.name === table)?.title ?? t(words(table));
}
