import { useQuery } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { useSearchParams } from "react-router";
import { planGet } from "../api/plan";
import type { Scenario } from "../api/types";
import { useCycle } from "../cycle/useCycle";

const place = "concord.scenario";
const inAddress = "scenario";
const listeners = new Set<() => void>();

/**
 * The scenario the address names; 0 is none. It wins over the choice that was kept, and is not kept itself: who opened a link, or was shown the
 * leading scenario, sees the leading one of the next cycle at the next visit.
 */
let named = typeof window === "undefined" ? 0 : scenarioIn(new URLSearchParams(window.location.search).get(inAddress));

function scenarioIn(text: string | null): number {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : 0;
}

const byAddress = () => named;
const kept = () => scenarioIn(localStorage.getItem(place));

function tell() {
  for (const listener of listeners) listener();
}

/** Makes a scenario the one that every page shows, now and at the next visit. */
export function chooseScenario(id: number) {
  localStorage.setItem(place, String(id));
  named = id;
  tell();
}

/** Shows what is shown to somebody who has chosen nothing: for a scenario that is put away. */
export function forgetScenario(id: number) {
  if (kept() === id) localStorage.removeItem(place);
  if (named === id) named = 0;
  tell();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** What may say which scenario is shown; 0 or undefined says nothing. */
export interface Wishes {
  named: number;
  kept: number;
  leading: number | undefined;
}

/**
 * The scenario to show: the one the address names, archived or not; else the one chosen at an earlier visit; else the leading one of the cycle; else
 * the first. What is archived is shown only where it is named, or where there is nothing else.
 */
export function shownScenario(scenarios: readonly Scenario[] | undefined, { named, kept, leading }: Wishes): Scenario | undefined {
  const open = scenarios?.filter((one) => !one.archived);
  return (
    scenarios?.find((one) => one.id === named) ??
    open?.find((one) => one.id === kept) ??
    open?.find((one) => one.id === leading) ??
    open?.[0] ??
    scenarios?.[0]
  );
}

/** The scenario the pages show, and all there are. While it is not known which one the cycle works on, none is shown unless one was chosen. */
export function useScenario() {
  const scenarios = useQuery(planGet.scenarios());
  const { cycle, none, error } = useCycle();
  const wishes = {
    named: useSyncExternalStore(subscribe, byAddress),
    kept: useSyncExternalStore(subscribe, kept),
    leading: cycle?.leadingScenario,
  };
  const shown = shownScenario(scenarios.data, wishes);
  const waiting = !cycle && !none && !error && shown?.id !== wishes.named && shown?.id !== wishes.kept;
  return { scenario: waiting ? undefined : shown, scenarios };
}

/**
 * Keeps the address and the choice together, so that an address can be sent: one that names a scenario shows it, and the scenario shown
 * is written into the address of a page that shows one. Called once, by the frame of all pages.
 */
export function useScenarioInAddress(shows: boolean) {
  const { scenario, scenarios } = useScenario();
  const [parameters, setParameters] = useSearchParams();
  const wanted = parameters.get(inAddress);
  const known = scenarios.data?.some((one) => String(one.id) === wanted) ?? false;
  const shown = scenario?.id;
  useEffect(() => {
    if (!known || named === Number(wanted)) return;
    named = Number(wanted);
    tell();
  }, [known, wanted]);
  useEffect(() => {
    if (!shows || shown === undefined || wanted === String(shown)) return;
    // An address that names a known scenario was answered by showing it; what is left is a choice made on the page, or an address without one.
    if (known && named === Number(wanted)) return;
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
