/** Forecast accuracy of a step: one minus absolute error over demand; null where nothing was ordered. */
export function accuracy(error: number, demand: number): number | null {
  return demand > 0 ? 1 - error / demand : null;
}
