import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { type Shortage, supplyGet } from "../api/supply";
import type { Scenario } from "../api/types";
import { t } from "../i18n";
import { bucketLabel, count, money, none, quantity } from "../parts/format";
import { Grid, type GridColumn } from "../parts/Grid";
import { Panel } from "../parts/Page";
import { Pager } from "../parts/Pager";
import { ProblemAlert } from "../parts/Problem";
import { SearchBox } from "../parts/SearchBox";
import { Empty, Loading } from "../parts/States";
import { useUrlState } from "../parts/urlState";
import { causes, causeText } from "./texts";

interface Props {
  scenario: Scenario;
  currency: string;
  from: number;
  to: number;
}

const take = 20;
const defaults = { cause: "", short: "", sskip: "0" };

/** Demand of the period that is late or lost, the costliest first, with the cause in words. */
export function ShortagesPanel({ scenario, currency, from, to }: Props) {
  const [state, change] = useUrlState(defaults);
  const [open, setOpen] = useState("");
  const skip = Number(state.sskip);
  const shortages = useQuery(
    supplyGet.shortages(scenario.id, { from, to, cause: state.cause || undefined, search: state.short || undefined, skip, take }),
  );
  const page = shortages.data;
  const key = (one: Shortage) => `${one.item}|${one.site}|${one.priority}|${one.bucket}|${one.cause}`;
  const columns: GridColumn<Shortage>[] = [
    {
      key: "item",
      header: t("What"),
      wrap: true,
      cell: (one) => (
        <>
          <button
            type="button"
            className="link"
            aria-expanded={open === key(one)}
            onClick={() => setOpen(open === key(one) ? "" : key(one))}
          >
            {one.item}
          </button>
          {open === key(one) && (
            <div className="small">
              {one.message}
              {one.relief !== null && one.relief > 0 && (
                <> {t("One more unit of it is worth {{value}}.", { value: money(one.relief, currency, 2) })}</>
              )}
              {one.hours !== null && <> {t("Serving it takes {{hours}} h.", { hours: quantity(one.hours, 1) })}</>}{" "}
              <Link
                className="link"
                to={`/plan?measures=consensus_demand,constrained_demand,backorders,stock&search=${encodeURIComponent(one.family ?? one.item)}`}
              >
                {t("Open in the plan")}
              </Link>
            </div>
          )}
        </>
      ),
    },
    { key: "site", header: t("Where"), cell: (one) => one.site },
    { key: "bucket", header: t("Due"), cell: (one) => bucketLabel(one.bucket) },
    {
      key: "quantity",
      header: t("Quantity"),
      hint: t("Late or lost, in the unit it is planned in"),
      right: true,
      cell: (one) => quantity(one.quantity, 1),
    },
    { key: "lost", header: t("Of it lost"), right: true, cell: (one) => (one.lost > 0 ? quantity(one.lost, 1) : none) },
    {
      key: "value",
      header: t("Value, {{currency}}", { currency }),
      hint: t("At net prices"),
      right: true,
      cell: (one) => (one.value === null ? none : <b>{count(one.value)}</b>),
    },
    {
      key: "cause",
      header: t("Cause"),
      wrap: true,
      cell: (one) => (
        <>
          {causeText(one.cause)}
          {one.name && <span className="quiet"> · {one.name}</span>}
          {one.at !== one.bucket && <span className="quiet"> · {bucketLabel(one.at)}</span>}
        </>
      ),
    },
    {
      key: "who",
      header: t("Whom it concerns"),
      wrap: true,
      cell: (one) =>
        [...one.channels, ...one.regions].join(", ") || <span className="quiet">{t("priority {{number}}", { number: one.priority })}</span>,
    },
  ];
  return (
    <Panel
      title={page ? t("{{count}} shortages, {{value}}", { count: count(page.total), value: money(page.value, currency) }) : t("Shortages")}
      aside={
        <div className="filters">
          <Select
            size="xs"
            w={220}
            aria-label={t("Cause")}
            placeholder={t("Every cause")}
            clearable
            value={state.cause || null}
            onChange={(cause) => change({ cause: cause ?? "", sskip: "" })}
            data={causes.map((value) => ({ value, label: causeText(value) }))}
          />
          <SearchBox
            value={state.short}
            onChange={(short) => change({ short, sskip: "" })}
            label={t("Search items and families")}
            width={200}
          />
        </div>
      }
    >
      {shortages.error && <ProblemAlert error={shortages.error} onRetry={() => shortages.refetch()} />}
      {!page && !shortages.error && <Loading what={t("the shortages")} />}
      {page && (
        <Grid
          label={t("Shortages")}
          columns={columns}
          rows={page.rows}
          rowKey={key}
          onOpen={(one) => setOpen(open === key(one) ? "" : key(one))}
          maxHeight={420}
          empty={
            <Empty title={t("Nothing is late or lost")}>
              {state.cause || state.short
                ? t("Maybe take the filter away, or choose another period above.")
                : t("All demand of the period is served in time.")}
            </Empty>
          }
        />
      )}
      {page && page.total > take && (
        <div className="pad">
          <Pager total={page.total} skip={skip} take={take} onSkip={(next) => change({ sskip: String(next) })} what={t("shortages")} />
        </div>
      )}
    </Panel>
  );
}
