import { t } from "../../i18n";

/** Adds files to those chosen so far; a file of the same name takes the place of the older one. */
export function withFiles(before: readonly File[], added: readonly File[]): File[] {
  const names = new Set(added.map((file) => file.name));
  return [...before.filter((file) => !names.has(file.name)), ...added];
}

/** A title people recognise: the one file's name, or how many there are. */
export function titleOf(files: readonly { name: string }[], mapping: string): string {
  if (files.length === 0) return "";
  return files.length === 1 ? files[0]!.name : t("{{mapping}}: {{files}} files", { mapping, files: files.length });
}

/** The name an edited mapping gives itself; the text may have comments and need not be valid yet. */
export function mappingName(json: string | undefined): string | undefined {
  return json === undefined ? undefined : /"name"\s*:\s*"([^"\\]+)"/i.exec(json)?.[1];
}
