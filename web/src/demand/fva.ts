import { t } from "../i18n";

/** Forecast accuracy of a step: one minus absolute error over demand; null where nothing was ordered. */
export function accuracy(error: number, demand: number): number | null {
  return demand > 0 ? 1 - error / demand : null;
}

const inputs: Record<string, string> = {
  "Sales input against statistical forecast": t("Sales input against statistical forecast"),
  "Marketing input against statistical forecast": t("Marketing input against statistical forecast"),
  "Finance input against statistical forecast": t("Finance input against statistical forecast"),
};

/** What a step is called. */
export const stepTitle = (step: string) => inputs[step] ?? t(step);
