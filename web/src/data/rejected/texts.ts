export const texts = {
  title: "Rejected rows",
  about: "Rows an import could not accept: kept with file, line and reason. Correct the marked cells and submit them again.",
  emptyTitle: "Nothing waits for repair",
  emptyText: "Every row that was read is part of the dataset, was repaired, or was dismissed.",
  keys: "Enter goes down, Ctrl+Enter submits the row; a block copied from a spreadsheet is pasted over the cells.",
  resubmitText:
    "All open rows of this choice are tried again with the values they have: useful after the missing items or customers came with another import.",
  dismissText: "Dismissed rows are kept and can be reopened, but nobody is asked for them again.",
};
