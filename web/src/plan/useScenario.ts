import { useQuery } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { useSearchParams } from "react-router";
import { planGet } from "../api/plan";
import type { Scenario } from "../api/types";

const place = "concord.scenario";
const inAddress = "scenario";
const listeners = new Set<() => void>();

// An address that names a scenario wins over the last visit, before anything is asked for.
const asked = typeof window === "undefined" ? null : new URLSearchParams(window.location.search).get(inAddress);
if (asked !== null && /^\d{1,15}$/.test(asked)) localStorage.setItem(place, asked);

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

/**
 * Keeps the address and the choice together, so that an address can be sent: one that names a scenario chooses it once, and the scenario chosen
 * is written into the address of a page that shows one. Called once, by the frame of all pages.
 */
export function useScenarioInAddress(shows: boolean) {
  const { scenario, scenarios } = useScenario();
  const [parameters, setParameters] = useSearchParams();
  const wanted = parameters.get(inAddress);
  const known = scenarios.data?.some((one) => String(one.id) === wanted) ?? false;
  const shown = scenario?.id;
  useEffect(() => {
    if (known && wanted !== null) chooseScenario(Number(wanted));
  }, [known, wanted]);
  useEffect(() => {
    if (!shows || shown === undefined || wanted === String(shown)) return;
    // An address that names a known scenario was answered by choosing it; what is left is a choice made on the page, or an address without one.
    if (known && chosen() === Number(wanted)) return;
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        after.set(inAddress, String(shown));
        return after;
      },
      { replace: true },
    );
  }, [shows, shown, wanted, known, setParameters]);
}
