import { t } from "../i18n";

/** Things with their titles in the language of the page. The server writes them in English; one the page has no word for stays so. */
export function titled<T extends { title: string }>(things: readonly T[]): T[] {
  return things.map((one) => ({ ...one, title: t(one.title) }));
}
