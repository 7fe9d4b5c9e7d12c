import { useQuery } from "@tanstack/react-query";
import { cycleGet } from "../api/cycle";

/** The cycle people work in: the one that is open, else the newest; undefined while there is none. */
export function useCycle() {
  const all = useQuery(cycleGet.cycles());
  const shown = all.data?.find((one) => one.state === "open") ?? all.data?.[0];
  const cycle = useQuery({ ...cycleGet.cycle(shown?.id ?? 0), enabled: shown !== undefined });
  return { cycle: cycle.data, none: all.data?.length === 0, error: all.error ?? cycle.error, refetch: cycle.refetch };
}
