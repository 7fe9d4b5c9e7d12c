import type { Bridge, BridgeBars } from "../api/finance";

export const causes = ["soFar", "volume", "mix", "price", "cost", "notBudgeted"] as const;
export type Cause = (typeof causes)[number];

export interface Bar {
  key: "budget" | "expected" | Cause;
  /** A total stands on zero; the others hang between what was before and after. */
  total: boolean;
  from: number;
  to: number;
}

/** The bars of a waterfall from budget to what is expected, one after another. What is zero has no bar. */
export function barsOf(bars: BridgeBars): Bar[] {
  const all: Bar[] = [{ key: "budget", total: true, from: 0, to: bars.budget }];
  let at = bars.budget;
  for (const cause of causes) {
    if (bars[cause] === 0) continue;
    all.push({ key: cause, total: false, from: at, to: at + bars[cause] });
    at += bars[cause];
  }
  return [...all, { key: "expected", total: true, from: 0, to: bars.expected }];
}

/** What is expected less the budget. */
export const gapOf = (bars: BridgeBars): number => bars.expected - bars.budget;

/** The cause that moves most towards the gap; null where there is no gap, or no bridge. */
export function biggestCause(bars: BridgeBars | undefined): { cause: Cause; value: number } | null {
  const gap = bars ? gapOf(bars) : 0;
  if (!bars || gap === 0) return null;
  const same = causes.filter((cause) => bars[cause] !== 0 && bars[cause] < 0 === gap < 0);
  const most = same.sort((one, other) => Math.abs(bars[other]) - Math.abs(bars[one]))[0];
  return most ? { cause: most, value: bars[most] } : null;
}

/** The bars of a part, or of the company where none is chosen. */
export function rowOfBridge(bridge: Bridge | undefined, member: string) {
  return bridge?.rows.find((row) => (member === "" ? row.members.length === 0 : row.members.at(-1) === member)) ?? bridge?.rows[0];
}
