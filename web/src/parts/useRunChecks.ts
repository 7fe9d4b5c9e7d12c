import { useMutation } from "@tanstack/react-query";
import { queryClient, send } from "../api/queries";
import { sayProblem } from "./Problem";

/** Starts the checks as a job; the tray shows it and refreshes the screen at its end. */
export function useRunChecks() {
  return useMutation({
    mutationFn: () => send.runChecks(),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["jobs"] }),
    onError: sayProblem,
  });
}
