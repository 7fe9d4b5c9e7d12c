import { useQuery } from "@tanstack/react-query";
import { demandGet } from "../api/demand";
import type { Members, Scenario } from "../api/types";
import { t } from "../i18n";
import { count, none, percent } from "../parts/format";
import { Grid } from "../parts/Grid";
import { Panel } from "../parts/Page";
import { ProblemAlert } from "../parts/Problem";
import { Empty, Loading } from "../parts/States";
import { Tag } from "../parts/Tag";
import { accuracy, stepTitle } from "./fva";

/** What each step of the forecast process was good for in the part: by plans of record that have come true. */
export function FvaPanel({ scenario, part }: { scenario: Scenario; part: Members }) {
  const query = useQuery(demandGet.kpi(scenario.id, part));
  const steps = query.data?.valueAdded ?? [];
  const why = query.data?.rows[0]?.figures.find((one) => one.name === "forecast_accuracy")?.notMeasurable;
  return (
    <Panel
      title={t("Forecast value added by step")}
      aside={<span className="quiet small">{t("Share of demand by which a step made the forecast better or worse, cell by cell")}</span>}
    >
      {query.error && <ProblemAlert error={query.error} onRetry={() => query.refetch()} />}
      {query.isLoading && <Loading what={t("the forecast value added")} />}
      {query.data && (
        <Grid
          label={t("Forecast value added by step")}
          maxHeight={260}
          rows={steps}
          rowKey={(one) => `${one.step} ${one.lag}`}
          empty={
            <Empty title={t("Not measurable yet")}>
              {why ? t("Not measurable, because {{why}}.", { why }) : t("No plan of record has come true for this part.")}
            </Empty>
          }
          columns={[
            { key: "step", header: t("Step"), cell: (one) => stepTitle(one.step) },
            { key: "lag", header: t("Lag (buckets)"), right: true, cell: (one) => count(one.lag) },
            { key: "before", header: t("Accuracy without it"), right: true, cell: (one) => percent(accuracy(one.before, one.demand)) },
            { key: "after", header: t("with it"), right: true, cell: (one) => percent(accuracy(one.after, one.demand)) },
            {
              key: "value",
              header: t("Value added"),
              right: true,
              cell: (one) =>
                one.value === null || one.value === undefined ? (
                  none
                ) : (
                  <Tag tone={one.value > 0.0005 ? "ok" : one.value < -0.0005 ? "error" : "quiet"}>
                    {one.value > 0 ? "+" : one.value < 0 ? "−" : ""}
                    {percent(Math.abs(one.value))} {one.value > 0.0005 ? t("better") : one.value < -0.0005 ? t("worse") : t("no change")}
                  </Tag>
                ),
            },
            { key: "cells", header: t("Cells compared"), right: true, cell: (one) => count(one.cells) },
          ]}
        />
      )}
    </Panel>
  );
}
