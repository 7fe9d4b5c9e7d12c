import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { planGet } from "../api/plan";
import type { MeasureCells, PlanStructure, Scenario } from "../api/types";
import { t } from "../i18n";
import { Chart } from "../parts/Chart";
import type { ChartColors } from "../parts/chartColors";
import { bucketLabel, quantity } from "../parts/format";
import { Grid } from "../parts/Grid";
import { Panel } from "../parts/Page";
import { ProblemAlert } from "../parts/Problem";
import { Empty, Loading } from "../parts/States";
import { useUrlState } from "../parts/urlState";
import { type StockLine, stockOption } from "./stockOption";

const defaults = { family: "", site: "" };

/** Projected stock of a family or a site against its safety stock; of a site alone also its pallets against its places. */
export function StockPanel({ scenario, structure }: { scenario: Scenario; structure: PlanStructure }) {
  const [state, change] = useUrlState(defaults);
  const has = (name: string) => structure.attributes.some((one) => one.name === name);
  const families = useQuery({ ...planGet.members(scenario.id, "family", ""), enabled: has("family") });
  const sites = useQuery({ ...planGet.members(scenario.id, "location", ""), enabled: has("location") });
  const family = state.family || families.data?.[0]?.member || "";
  const last = structure.buckets.findLastIndex((one) => one.zone !== null);
  const filter = { ...(family && has("family") ? { family: [family] } : {}), ...(state.site ? { location: [state.site] } : {}) };
  const ready = structure.firstPlanned <= last && (family !== "" || !has("family"));
  const common = { from: structure.firstPlanned, to: last, level: [], subtotals: false, actuals: false, periods: false };
  const cells = useQuery({
    ...planGet.cells(scenario.id, { ...common, measures: ["stock", "safety_stock"], filter, unit: "planning_units" }),
    enabled: ready,
  });
  const places = useQuery({
    ...planGet.cells(scenario.id, {
      ...common,
      measures: ["storage_load", "storage_capacity"],
      filter: { location: [state.site] },
      unit: "item_units",
    }),
    enabled: ready && state.site !== "",
  });
  const labels = structure.buckets.slice(structure.firstPlanned, last + 1).map(bucketLabel);
  const lines = (columns: readonly MeasureCells[] | undefined): StockLine[] =>
    (columns ?? [])
      .filter((one) => one.values.some((value) => value !== null))
      .map((one) => ({ name: one.name, title: t(one.title), values: one.values }));
  const stock = lines(cells.data?.measures);
  const pallets = lines(places.data?.measures);
  const unit = cells.data?.measures[0]?.units[0] ?? "";
  const reason = cells.data?.measures[0]?.noTotal[0] ?? cells.data?.measures[0]?.reason;
  return (
    <Panel
      title={t("Projected stock against safety stock")}
      aside={
        <div className="filters">
          {has("family") && (
            <Select
              size="xs"
              w={220}
              searchable
              allowDeselect={false}
              aria-label={t("Family")}
              value={family}
              onChange={(value) => change({ family: value ?? "" })}
              data={(families.data ?? []).map((one) => ({ value: one.member, label: one.title ?? one.member }))}
            />
          )}
          {has("location") && (
            <Select
              size="xs"
              w={220}
              searchable
              clearable
              placeholder={t("Every site")}
              aria-label={t("Site")}
              value={state.site || null}
              onChange={(value) => change({ site: value ?? "" })}
              data={(sites.data ?? []).map((one) => ({ value: one.member, label: one.title ?? one.member }))}
            />
          )}
        </div>
      }
    >
      {cells.error && <ProblemAlert error={cells.error} onRetry={() => cells.refetch()} />}
      {cells.isLoading && <Loading what={t("the stock")} />}
      {cells.data && stock.length === 0 && (
        <Empty title={t("No stock to show")}>{reason ?? t("Maybe choose another family or site.")}</Empty>
      )}
      {stock.length > 0 && (
        <div className="pad supply-two">
          <StockChart
            labels={labels}
            lines={stock}
            unit={unit}
            height={260}
            title={t("Projected stock and safety stock of {{family}} by bucket, in {{unit}}", { family, unit })}
          />
          <Grid
            label={t("Stock by bucket")}
            maxHeight={260}
            rows={labels.map((label, b) => ({ label, b }))}
            rowKey={(row) => row.label}
            columns={[
              { key: "bucket", header: t("End of"), cell: (row) => row.label },
              ...stock.map((line) => ({
                key: line.name,
                header: `${line.title}, ${unit}`,
                right: true,
                cell: (row: { b: number }) => quantity(line.values[row.b], 0),
              })),
            ]}
          />
        </div>
      )}
      {state.site && pallets.length > 0 && (
        <div className="pad">
          <b>{t("Pallet places at {{site}}, all families", { site: state.site })}</b>
          <StockChart
            labels={labels}
            lines={pallets}
            unit={t("pallets")}
            height={200}
            title={t("Pallets stored at {{site}} against its places", { site: state.site })}
          />
        </div>
      )}
    </Panel>
  );
}

interface ChartProps {
  labels: string[];
  lines: readonly StockLine[];
  unit: string;
  height: number;
  title: string;
}

function StockChart({ labels, lines, unit, height, title }: ChartProps) {
  const option = useCallback((colors: ChartColors) => stockOption(labels, lines, unit, colors), [labels, lines, unit]);
  return <Chart option={option} height={height} label={title} />;
}
