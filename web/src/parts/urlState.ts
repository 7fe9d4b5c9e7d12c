import { useCallback } from "react";
import { useSearchParams } from "react-router";

/**
 * Filters and selections that live in the URL, so that a page can be bookmarked, sent and gone back to.
 * Absent means the default; a default is never written.
 */
export function useUrlState<T extends Record<string, string>>(
  defaults: T,
): [T, (changes: Partial<T>, options?: { push?: boolean }) => void] {
  const [parameters, setParameters] = useSearchParams();
  const state = readState(parameters, defaults);
  const change = useCallback(
    (changes: Partial<T>, options?: { push?: boolean }) =>
      setParameters((before) => writeState(before, changes, defaults), { replace: !options?.push }),
    [setParameters, defaults],
  );
  return [state, change];
}

export function readState<T extends Record<string, string>>(parameters: URLSearchParams, defaults: T): T {
  const state = { ...defaults };
  for (const key of Object.keys(defaults) as (keyof T & string)[]) state[key] = (parameters.get(key) ?? defaults[key]) as T[typeof key];
  return state;
}

export function writeState<T extends Record<string, string>>(before: URLSearchParams, changes: Partial<T>, defaults: T): URLSearchParams {
  const after = new URLSearchParams(before);
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined || value === "" || value === defaults[key]) after.delete(key);
    else after.set(key, value);
  }
  return after;
}
