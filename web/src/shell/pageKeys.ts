import { useEffect, useSyncExternalStore } from "react";

export interface PageKey {
  keys: readonly string[];
  does: string;
}

let shown: readonly PageKey[] = [];
const listeners = new Set<() => void>();

function show(keys: readonly PageKey[]) {
  shown = keys;
  for (const listener of listeners) listener();
}

/** Names the keys a page understands beside those of every page, for the list of keys. The list must be a constant. */
export function usePageKeys(keys: readonly PageKey[]) {
  useEffect(() => {
    show(keys);
    return () => show([]);
  }, [keys]);
}

/** The keys of the page that is open. */
export function useShownKeys(): readonly PageKey[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}
