import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { planGet } from "../api/plan";
import type { Scenario } from "../api/types";

const place = "concord.scenario";
const listeners = new Set<() => void>();

function chosen(): number {
  return Number(localStorage.getItem(place) ?? 0);
}

/** Makes a scenario the one that every page shows, now and at the next visit. */
export function chooseScenario(id: number) {
  localStorage.setItem(place, String(id));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** The scenario to show: the chosen one, or the first that is not archived where it is gone. */
export function shownScenario(scenarios: readonly Scenario[] | undefined, id: number): Scenario | undefined {
  return scenarios?.find((one) => one.id === id) ?? scenarios?.find((one) => !one.archived) ?? scenarios?.[0];
}

/** The scenario the pages show, and all there are. */
export function useScenario() {
  const scenarios = useQuery(planGet.scenarios());
  const id = useSyncExternalStore(subscribe, chosen);
  return { scenario: shownScenario(scenarios.data, id), scenarios };
}
