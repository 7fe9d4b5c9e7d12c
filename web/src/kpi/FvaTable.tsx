import type { FvaStep } from "../api/kpi";
import { t } from "../i18n";
import { percent, quantity } from "../parts/format";
import { Grid } from "../parts/Grid";
import { Empty } from "../parts/States";

/** The error with and without each step: what forecast, consensus and each function's input gained or cost. */
export function FvaTable({ steps, weights }: { steps: readonly FvaStep[]; weights: string }) {
  return (
    <Grid
      label={t("Forecast value added by step")}
      rows={steps}
      rowKey={(one) => one.step}
      empty={<Empty title={t("Not measured at this lag")} />}
      columns={[
        { key: "step", header: t("Step"), wrap: true, cell: (one) => t(one.step) },
        { key: "before", header: t("Error without it"), hint: weights, right: true, cell: (one) => quantity(one.before, 0) },
        { key: "after", header: t("Error with it"), hint: weights, right: true, cell: (one) => quantity(one.after, 0) },
        {
          key: "value",
          header: t("Accuracy gained"),
          right: true,
          cell: (one) => {
            const value = one.value ?? null;
            return (
              <b className={value === null || value === 0 ? "" : value > 0 ? "c-ok" : "c-error"}>
                {value === null ? percent(null) : `${value > 0 ? "▲ +" : value < 0 ? "▼ −" : ""}${percent(Math.abs(value))}`}
              </b>
            );
          },
        },
      ]}
    />
  );
}
