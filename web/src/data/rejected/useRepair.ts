import { useMutation } from "@tanstack/react-query";
import { datasetChanged, queryClient, send } from "../../api/queries";
import type { RepairResult } from "../../api/types";
import { t } from "../../i18n";
import { plural } from "../../parts/format";
import { sayDone, sayProblem } from "../../parts/Problem";

/** What a repair did, as a sentence. */
export function repairWords(result: RepairResult): string {
  const good = result.repaired.length;
  const bad = result.stillRejected.length;
  const first = good > 0 ? plural(good, t("row accepted"), t("rows accepted")) : t("No row accepted");
  return bad > 0 ? `${first}, ${plural(bad, t("row still rejected"), t("rows still rejected"))}` : first;
}

/** The actions on rejected rows; each refreshes what depends on the dataset. */
export function useRepair(onRepaired: (result: RepairResult) => void) {
  const done = (result: RepairResult) => {
    onRepaired(result);
    sayDone(repairWords(result), result.import ? t("They are part of the dataset as import {{id}}.", { id: result.import.id }) : "");
    return datasetChanged();
  };
  return {
    repair: useMutation({ mutationFn: send.repair, onSuccess: done, onError: sayProblem }),
    file: useMutation({ mutationFn: send.repairFile, onSuccess: done, onError: sayProblem }),
    resubmit: useMutation({
      mutationFn: send.resubmit,
      onSuccess: () => queryClient.invalidateQueries({ queryKey: ["jobs"] }),
      onError: sayProblem,
    }),
    dismiss: useMutation({
      mutationFn: send.dismiss,
      onSuccess: (_, ids) => {
        sayDone(plural(ids.length, t("row dismissed"), t("rows dismissed")), t("Choose the state Dismissed to reopen them."));
        return datasetChanged();
      },
      onError: sayProblem,
    }),
    reopen: useMutation({
      mutationFn: send.reopen,
      onSuccess: (_, ids) => {
        sayDone(plural(ids.length, t("row reopened"), t("rows reopened")));
        return datasetChanged();
      },
      onError: sayProblem,
    }),
  };
}
