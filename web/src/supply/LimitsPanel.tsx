import { useQuery } from "@tanstack/react-query";
import { type SupplyLimit, supplyGet } from "../api/supply";
import type { Scenario } from "../api/types";
import { t } from "../i18n";
import { bucketLabel, none, percent, quantity } from "../parts/format";
import { Grid, type GridColumn } from "../parts/Grid";
import { Panel } from "../parts/Page";
import { Pager } from "../parts/Pager";
import { ProblemAlert } from "../parts/Problem";
import { Empty, Loading } from "../parts/States";
import { Tag } from "../parts/Tag";
import { useUrlState } from "../parts/urlState";
import { kindText } from "./texts";

const take = 20;
const defaults = { lskip: "0" };

/** Suppliers, lanes, docks and storage at their limit in the period. */
export function LimitsPanel({ scenario, currency, from, to }: { scenario: Scenario; currency: string; from: number; to: number }) {
  const [state, change] = useUrlState(defaults);
  const skip = Number(state.lskip);
  const limits = useQuery(supplyGet.limits(scenario.id, { from, to, skip, take }));
  const page = limits.data;
  const columns: GridColumn<SupplyLimit>[] = [
    { key: "kind", header: t("Kind"), cell: (one) => kindText(one.kind) },
    { key: "name", header: t("Which"), wrap: true, cell: (one) => one.name },
    {
      key: "state",
      header: t("State"),
      cell: (one) => ((one.worst ?? 0) > 1.001 ? <Tag tone="warning">{t("beyond its limit")}</Tag> : <Tag tone="info">{t("full")}</Tag>),
    },
    { key: "when", header: t("When"), wrap: true, cell: (one) => one.buckets.map(bucketLabel).join(", ") },
    {
      key: "worst",
      header: t("Worst"),
      right: true,
      cell: (one) => (one.worst === null ? none : `${bucketLabel(one.worstBucket)} · ${percent(one.worst, 0)}`),
    },
    {
      key: "load",
      header: t("Load / limit"),
      hint: t("In base units of suppliers, pallets of lanes and storage"),
      right: true,
      cell: (one) => `${quantity(one.load, 0)} / ${quantity(one.capacity, 0)}`,
    },
    {
      key: "relief",
      header: t("One more unit, {{currency}}", { currency }),
      hint: t("What one more unit of it is worth to the plan, penalties included"),
      right: true,
      cell: (one) => (one.relief > 0 ? quantity(one.relief, 2) : none),
    },
  ];
  return (
    <Panel>
      {limits.error && <ProblemAlert error={limits.error} onRetry={() => limits.refetch()} />}
      {!page && !limits.error && <Loading what={t("the limits")} />}
      {page && (
        <Grid
          label={t("Suppliers, lanes and storage at their limit")}
          columns={columns}
          rows={page.rows}
          rowKey={(one) => `${one.kind}|${one.name}`}
          maxHeight={420}
          empty={
            <Empty title={t("None is at its limit")}>{t("In this period no supplier, lane, dock or storage holds the plan up.")}</Empty>
          }
        />
      )}
      {page && page.total > take && (
        <div className="pad">
          <Pager total={page.total} skip={skip} take={take} onSkip={(next) => change({ lskip: String(next) })} what={t("limits")} />
        </div>
      )}
    </Panel>
  );
}
