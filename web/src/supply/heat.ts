import type { ResourceUse } from "../api/supply";

/** What the heat map shows: the hours of the plan, or what demand would ask for if nothing limited it. */
export type Heat = "plan" | "wanted";

/** Load over capacity of a bucket [1 = 100 %]; null where either is not known. */
export function shareOf(use: ResourceUse, bucket: number, heat: Heat): number | null {
  const hours = heat === "plan" ? use.load[bucket] : use.wanted[bucket];
  const capacity = use.capacity[bucket];
  if (capacity === null || capacity === undefined || hours === null || hours === undefined) return null;
  if (capacity <= 0) return hours > 0 ? Number.POSITIVE_INFINITY : null;
  return hours / capacity;
}

export type HeatLevel = "none" | "low" | "middle" | "high" | "full" | "over";

/** Steps of the scale: empty below half, calm below 85 %, tight below 100 %, full at it, over beyond it. A thousandth is rounding. */
export function levelOf(share: number | null): HeatLevel {
  if (share === null) return "none";
  if (share > 1.001) return "over";
  if (share >= 0.999) return "full";
  if (share >= 0.85) return "high";
  return share >= 0.5 ? "middle" : "low";
}

/** A sign beside the number, so that the scale reads without its colours. */
export const signs: Record<HeatLevel, string> = { none: "", low: "", middle: "", high: "", full: "●", over: "▲" };

/** The cell the arrow keys lead to; null for keys that move nothing. */
export function step(key: string, row: number, column: number, rows: number, columns: number): [number, number] | null {
  switch (key) {
    case "ArrowUp":
      return [Math.max(0, row - 1), column];
    case "ArrowDown":
      return [Math.min(rows - 1, row + 1), column];
    case "ArrowLeft":
      return [row, Math.max(0, column - 1)];
    case "ArrowRight":
      return [row, Math.min(columns - 1, column + 1)];
    case "Home":
      return [row, 0];
    case "End":
      return [row, columns - 1];
    default:
      return null;
  }
}
