/** What somebody decided of a conflict; an own value that is not typed yet decides nothing. */
export type Choice = { take: "ours" | "theirs" } | { take: "value"; value: number | undefined };

/** The decisions to send, and how many conflicts are still open. */
export function resolutionsOf(ids: readonly string[], choices: ReadonlyMap<string, Choice>) {
  const resolutions: { conflict: string; take: "ours" | "theirs" | "value"; value?: number }[] = [];
  for (const conflict of ids) {
    const choice = choices.get(conflict);
    if (!choice) continue;
    if (choice.take !== "value") resolutions.push({ conflict, take: choice.take });
    else if (choice.value !== undefined) resolutions.push({ conflict, take: "value", value: choice.value });
  }
  return { resolutions, open: ids.length - resolutions.length };
}
