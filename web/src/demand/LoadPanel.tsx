import { Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { cycleGet } from "../api/cycle";
import { demandGet } from "../api/demand";
import type { Members, PlanStructure, Scenario } from "../api/types";
import { t } from "../i18n";
import { bucketLabel, compact, count, percent } from "../parts/format";
import { ProblemAlert } from "../parts/Problem";
import { Empty, Loading } from "../parts/States";
import { Tag } from "../parts/Tag";
import { lowestStock, peaksOf } from "./load";

const most = 8;

/** What the part asks of resources and stock, as consensus is now and as it was when supply was planned: before anybody plans supply again. */
export function LoadPanel({ scenario, structure, part }: { scenario: Scenario; structure: PlanStructure; part: Members }) {
  const query = useQuery(demandGet.roughLoad(scenario.id, part));
  const stages = useQuery(cycleGet.stages(scenario.id));
  const load = query.data;
  const label = (bucket: number) => bucketLabel(structure.buckets[bucket]);
  const peaks = load ? peaksOf(load) : [];
  const lowest = load && lowestStock(load);
  const changed = load?.changed.reduce((sum, value) => sum + value, 0) ?? 0;
  const waits = stages.data?.some((one) => one.stage === "consensus" && one.freshness !== "current");
  return (
    <aside className="panel plan-side" aria-label={t("Load and stock of the part")}>
      <div className="plan-side-head">
        <Title order={2} size="h5">
          {t("Load and stock")}
        </Title>
        {query.isFetching && <Tag tone="info">{t("refreshing …")}</Tag>}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <section className="plan-side-body" aria-label={t("Load and stock of the part")} tabIndex={0}>
        {query.error && <ProblemAlert error={query.error} onRetry={() => query.refetch()} />}
        {query.isLoading && <Loading what={t("load and stock")} />}
        {load && (
          <>
            <p className="demand-change">
              {load.supplyRevision === null
                ? t("Supply is not planned yet: load is that of the consensus, without limits.")
                : Math.abs(changed) < 0.5
                  ? t("Consensus here is what supply was planned from.")
                  : t("Consensus here is {{value}} {{direction}} what supply was planned from.", {
                      value: compact(Math.abs(changed), load.changedUnit),
                      direction: changed > 0 ? t("above") : t("below"),
                    })}
            </p>
            {waits && (
              <p className="quiet small">
                {t(
                  "Inputs typed since consensus was computed count here after Compute now; what is typed on the consensus counts at once.",
                )}
              </p>
            )}
            {lowest && (
              <p>
                {t("Stock of these items falls to {{after}} {{unit}} at the end of {{bucket}}", {
                  after: count(lowest.after),
                  unit: load.stock!.unit,
                  bucket: label(lowest.bucket),
                })}
                {Math.abs(lowest.after - lowest.before) >= 0.5 &&
                  ` (${t("in the supply plan {{before}}", { before: count(lowest.before) })})`}
                {lowest.safety !== null && lowest.safety > 0 && `, ${t("safety stock {{safety}}", { safety: count(lowest.safety) })}`}.{" "}
                {lowest.after < 0 ? (
                  <Tag tone="error">{t("shortage")}</Tag>
                ) : lowest.safety !== null && lowest.after < lowest.safety ? (
                  <Tag tone="warning">{t("below safety stock")}</Tag>
                ) : null}
              </p>
            )}
            {peaks.length === 0 && (
              <Empty title={t("No resource is asked for")}>
                {t("Nothing of this part is made or stored on a resource the plan knows.")}
              </Empty>
            )}
            <ul className="demand-loads">
              {peaks.slice(0, most).map((peak) => (
                <li key={peak.resource}>
                  <div className="explain-pair">
                    <b>{peak.resource}</b>
                    {peak.used !== null && (
                      <Tag tone={peak.used > 1 ? "error" : peak.used > 0.9 ? "warning" : "quiet"}>
                        {peak.used > 1 ? t("over capacity") : peak.used > 0.9 ? t("nearly full") : t("has room")}
                      </Tag>
                    )}
                  </div>
                  <div>
                    {t("asked for {{value}} {{unit}} in {{bucket}}", {
                      value: count(peak.asked),
                      unit: t(peak.unit),
                      bucket: label(peak.bucket),
                    })}
                  </div>
                  <div className="numbers">
                    {peak.used === null
                      ? t("all demand: {{before}} → {{after}}, no limit", { before: count(peak.before), after: count(peak.after) })
                      : t("all demand: {{before}} → {{after}} of capacity {{capacity}}", {
                          before: percent(peak.usedBefore, 0),
                          after: percent(peak.used, 0),
                          capacity: count(peak.capacity),
                        })}
                  </div>
                </li>
              ))}
            </ul>
            {peaks.length + load.moreResources > most && (
              <p className="quiet small">{t("and {{more}} more resources", { more: count(peaks.length + load.moreResources - most) })}</p>
            )}
            <p className="quiet small">
              {t(
                "Rough load: every item by its preferred way, set back by lead times, net of stock, without limits. Before: consensus as supply was planned from it.",
              )}
            </p>
          </>
        )}
      </section>
    </aside>
  );
}
