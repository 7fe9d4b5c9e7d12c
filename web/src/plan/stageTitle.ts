import { t } from "../i18n";
import { words } from "../parts/format";

/** What a stage of the computation is called on pages; "kpi" is a word of the program only. */
export function stageTitle(stage: string): string {
  return stage === "kpi" ? t("Key figures") : t(words(stage));
}
