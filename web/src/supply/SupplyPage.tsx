import "./supply.css";
import { Button, SegmentedControl, Select, Tabs } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { supplyGet } from "../api/supply";
import { t } from "../i18n";
import { bucketLabel } from "../parts/format";
import { Panel } from "../parts/Page";
import { Pager } from "../parts/Pager";
import { ProblemAlert } from "../parts/Problem";
import { SearchBox } from "../parts/SearchBox";
import { Empty, Loading } from "../parts/States";
import { useUrlState } from "../parts/urlState";
import { PlanFrame, type Planned } from "../plan/PlanFrame";
import { ActDrawer } from "./ActDrawer";
import { BeforeAfter } from "./BeforeAfter";
import { Headline } from "./Headline";
import { HeatLegend, HeatMap } from "./HeatMap";
import type { Heat } from "./heat";
import { LimitsPanel } from "./LimitsPanel";
import { LimitsTable } from "./LimitsTable";
import { ResourcePanel } from "./ResourcePanel";
import { ShortagesPanel } from "./ShortagesPanel";
import { StockPanel } from "./StockPanel";
import { bucketWord } from "./sentence";

const defaults = { from: "", to: "", resource: "", bucket: "", heat: "plan", search: "", skip: "0", tab: "shortages", before: "" };
const take = 15;

/** The supply review: which resource limits the next quarter, what it costs, and what would mend it. */
export function SupplyPage() {
  return (
    <PlanFrame title={t("Supply")} about={t("Load against capacity, shortages with their cause, and what it costs to mend them.")}>
      {(plan) => <Review key={plan.scenario.id} {...plan} />}
    </PlanFrame>
  );
}

function Review({ scenario, structure, cycle }: Planned) {
  const [state, change] = useUrlState(defaults);
  const [acting, { open: act, close: acted }] = useDisclosure(false);
  const number = (text: string) => (text === "" ? undefined : Number(text));
  const review = useQuery(supplyGet.review(scenario.id, number(state.from), number(state.to)));
  const skip = Number(state.skip);
  const capacity = useQuery(supplyGet.capacity(scenario.id, { search: state.search || undefined, skip, take }));
  if (review.error) return <ProblemAlert error={review.error} onRetry={() => review.refetch()} />;
  const data = review.data;
  if (!data) return <Loading what={t("the supply review")} />;
  if (!data.computed)
    return (
      <div className="panel">
        <Empty title={t("Supply is not computed yet")}>
          {t("Press Compute now above: the page shows what limits the plan once its supply is computed.")}
        </Empty>
      </div>
    );
  const resource = state.resource || data.limits[0]?.resource || capacity.data?.resources[0]?.resource || "";
  const limit = data.limits.find((one) => one.resource === resource);
  const bucket = number(state.bucket) ?? limit?.worstBucket ?? null;
  const open = (name: string, at?: number) => change({ resource: name, bucket: at === undefined ? "" : String(at) });
  const label = (index: number) => bucketLabel(structure.buckets[index]);
  return (
    <>
      <Panel
        title={t("What limits the plan")}
        aside={
          <Select
            size="xs"
            w={230}
            aria-label={t("Period")}
            allowDeselect={false}
            value={`${data.from}-${data.to}`}
            data={data.periods.map((one) => ({
              value: `${one.from}-${one.to}`,
              label: one.label
                ? `${bucketLabel(one.label)}${one === data.periods[0] ? ` · ${t("next quarter")}` : ""}`
                : t("Whole horizon"),
            }))}
            onChange={(value) => {
              const [from, to] = (value ?? "").split("-");
              const first = value === `${data.periods[0]?.from}-${data.periods[0]?.to}`;
              change({ from: first ? "" : from, to: first ? "" : to, bucket: "" });
            }}
          />
        }
      >
        <Headline review={data} label={label} unit={bucketWord(structure.buckets[data.from]?.label)} onAct={act} onOpen={open} />
        <LimitsTable
          review={data}
          label={label}
          chosen={resource}
          onOpen={open}
          onAct={(name) => {
            open(name);
            act();
          }}
        />
      </Panel>
      <BeforeAfter scenario={scenario} cycle={cycle} before={state.before} onBefore={(before) => change({ before })} />
      {data.resources > 0 && (
        <Panel
          title={t("Load against capacity")}
          aside={
            <div className="filters">
              <HeatLegend />
              <SegmentedControl
                size="xs"
                aria-label={t("What the map shows")}
                value={state.heat}
                onChange={(heat) => change({ heat })}
                data={[
                  { value: "plan", label: t("Planned") },
                  { value: "wanted", label: t("Asked for by demand") },
                ]}
              />
              <SearchBox
                value={state.search}
                onChange={(search) => change({ search, skip: "" })}
                label={t("Search resources")}
                width={180}
              />
            </div>
          }
        >
          <div className="pad">
            {capacity.error && <ProblemAlert error={capacity.error} onRetry={() => capacity.refetch()} />}
            {capacity.data && capacity.data.total > 0 && (
              <HeatMap page={capacity.data} heat={state.heat as Heat} resource={resource} bucket={bucket} onOpen={open} />
            )}
            {capacity.data?.total === 0 && <Empty title={t("No resource matches")}>{t("Maybe search for another name.")}</Empty>}
            {capacity.data && capacity.data.total > take && (
              <Pager
                total={capacity.data.total}
                skip={skip}
                take={take}
                onSkip={(next) => change({ skip: String(next) })}
                what={t("resources")}
              />
            )}
          </div>
        </Panel>
      )}
      {resource && (
        <ResourcePanel
          scenario={scenario}
          resource={resource}
          bucket={bucket}
          currency={data.currency}
          aside={
            <Button size="xs" leftSection={<IconPlus size={14} />} onClick={act}>
              {t("Add hours")}
            </Button>
          }
        />
      )}
      <Tabs value={state.tab} onChange={(tab) => change({ tab: tab ?? "shortages" })} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="shortages">{t("Shortages")}</Tabs.Tab>
          <Tabs.Tab value="limits">{t("Suppliers, lanes and storage")}</Tabs.Tab>
          <Tabs.Tab value="stock">{t("Stock")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="shortages" pt="sm">
          <ShortagesPanel scenario={scenario} currency={data.currency} from={data.from} to={data.to} />
        </Tabs.Panel>
        <Tabs.Panel value="limits" pt="sm">
          <LimitsPanel scenario={scenario} currency={data.currency} from={data.from} to={data.to} />
        </Tabs.Panel>
        <Tabs.Panel value="stock" pt="sm">
          <StockPanel scenario={scenario} structure={structure} />
        </Tabs.Panel>
      </Tabs>
      <ActDrawer
        opened={acting}
        onClose={acted}
        scenario={scenario}
        cycle={cycle}
        structure={structure}
        currency={data.currency}
        resource={resource}
        from={bucket ?? data.from}
        to={limit && limit.worstBucket === bucket ? data.to : (bucket ?? data.to)}
        missing={limit?.fix.hours ?? 0}
        onApplied={(before) => change({ before: String(before) })}
      />
    </>
  );
}
