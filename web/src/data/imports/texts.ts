import type { ImportStatus } from "../../api/types";
import { t } from "../../i18n";
import type { Tone } from "../../parts/Tag";

export const texts = {
  title: t("Imports"),
  about: t("Every row knows the import it came with. An import can be undone and restored."),
  newTitle: t("New import"),
  newAbout: t("Drop the files of one extract together: the mapping finds what it needs among them."),
  emptyTitle: t("No imports yet"),
  emptyText: t("Drop the CSV or XLSX files of your ERP, choose a mapping, look at the first rows before and after, import."),
  undoText: t(
    "Its rows leave the dataset at once. Rows of earlier imports that it replaced are valid again. Snapshots keep what they hold, and the import can be restored.",
  ),
  restoreText: t("Its rows become part of the dataset again."),
  dropHere: t("Drop files here"),
  dropHint: t("CSV (any delimiter and encoding) or XLSX; many at once"),
};

export const statusTone: Record<ImportStatus, Tone> = {
  running: "info",
  live: "ok",
  undone: "quiet",
  failed: "error",
  cancelled: "quiet",
};
