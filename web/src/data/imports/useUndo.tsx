import { useMutation } from "@tanstack/react-query";
import { datasetChanged, send } from "../../api/queries";
import { t } from "../../i18n";
import { sayDone, sayProblem } from "../../parts/Problem";

/** Undo and restore, with a word when done; the other one is the way back. */
export function useUndo() {
  const undo = useMutation({
    mutationFn: send.undoImport,
    onSuccess: (info) => {
      sayDone(t("Import {{id}} undone", { id: info.id }), t("Its rows left the dataset. It can be restored."));
      return datasetChanged();
    },
    onError: sayProblem,
  });
  const restore = useMutation({
    mutationFn: send.restoreImport,
    onSuccess: (info) => {
      sayDone(t("Import {{id}} restored", { id: info.id }), t("Its rows are part of the dataset again."));
      return datasetChanged();
    },
    onError: sayProblem,
  });
  return { undo, restore };
}
