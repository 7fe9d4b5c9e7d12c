import { t } from "../../i18n";

export const texts = {
  title: t("Rejected rows"),
  about: t("Rows an import could not accept: kept with file, line and reason. Correct the marked cells and submit them again."),
  emptyTitle: t("Nothing waits for repair"),
  emptyText: t("Every row that was read is part of the dataset, was repaired, or was dismissed."),
  keys: t("Enter goes down, Ctrl+Enter submits the row; a block copied from a spreadsheet is pasted over the cells."),
  resubmitText: t(
    "All open rows of this choice are tried again with the values they have: useful after the missing items or customers came with another import.",
  ),
  dismissText: t("Dismissed rows are kept and can be reopened, but nobody is asked for them again."),
};
