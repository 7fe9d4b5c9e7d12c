import { useEffect } from "react";
import { get, queryClient } from "../api/queries";
import { t } from "../i18n";
import { sayInstead } from "../parts/Problem";
import { madeHere, planMoved } from "./useEdits";

export interface Moved {
  scenario: number;
  head: number;
  author: string;
  kind: string;
  message: string;
}

/** Follows the server's events: when a scenario moves, what is shown of it is asked for again, and changes of others are named. */
export function useLive(shown: number | undefined) {
  useEffect(() => {
    if (shown === undefined) return;
    const source = new EventSource("/api/v1/scenarios/events");
    let connected = false;
    source.addEventListener("open", () => {
      // After a break events may have been missed.
      if (connected) void planMoved(shown);
      connected = true;
    });
    source.addEventListener("moved", (event) => {
      const moved = JSON.parse((event as MessageEvent<string>).data) as Moved;
      if (madeHere(moved.head)) return;
      void planMoved(moved.scenario);
      // The event of a change made here may come before its answer.
      const me = queryClient.getQueryData(get.session().queryKey)?.person?.name;
      if (moved.scenario === shown && moved.author !== me)
        sayInstead({
          id: "plan-live",
          color: "blue",
          title: t("{{author}} changed this scenario", { author: moved.author }),
          message: moved.message,
          autoClose: 5000,
        });
    });
    return () => source.close();
  }, [shown]);
}
