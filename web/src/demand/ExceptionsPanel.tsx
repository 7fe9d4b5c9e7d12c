import { MultiSelect, SegmentedControl, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type DemandException, type DemandExceptionList, demandGet, partText } from "../api/demand";
import type { PlanStructure, Scenario } from "../api/types";
import { t } from "../i18n";
import { compact, count, percent } from "../parts/format";
import { Grid } from "../parts/Grid";
import { Panel } from "../parts/Page";
import { Pager } from "../parts/Pager";
import { ProblemAlert } from "../parts/Problem";
import { Empty, Loading } from "../parts/States";
import { Tag } from "../parts/Tag";
import { FilterPicker, FilterTags } from "../plan/pickers/FilterPicker";
import { writeFilter } from "../plan/view";
import { headline, kindOf, kinds, nameOf } from "./exceptions";
import { type DemandState, type DemandView, partOf } from "./state";

const page = 20;

interface Props {
  scenario: Scenario;
  structure: PlanStructure;
  state: DemandState;
  view: DemandView;
  onChange: (changes: Partial<DemandState>, options?: { push?: boolean }) => void;
}

/** What the demand review should look at, by value at stake, at any level. */
export function ExceptionsPanel({ scenario, structure, state, view, onChange }: Props) {
  const skip = Math.max(0, Number(state.skip) || 0);
  const query = useQuery(
    demandGet.exceptions(scenario.id, {
      level: view.level,
      filter: partText(view.filter),
      kind: state.kind || undefined,
      lag: Number(state.lag) || 1,
      skip,
      take: page,
    }),
  );
  const list = query.data;
  const open = (one: DemandException) => onChange({ at: writeFilter(partOf(view.level, one.members)) }, { push: true });
  return (
    <>
      {list && !state.kind && skip === 0 && <p className="demand-headline">{headline(list)}</p>}
      <Panel
        title={t("Exceptions, by value at stake")}
        aside={
          <div className="filters">
            <FilterTags
              structure={structure}
              filter={view.filter}
              onChange={(filter) => onChange({ filter: writeFilter(filter), skip: "0" })}
            />
            <FilterPicker
              scenario={scenario.id}
              structure={structure}
              level={view.level}
              filter={view.filter}
              onChange={(filter) => onChange({ filter: writeFilter(filter), skip: "0" })}
            />
            <MultiSelect
              size="xs"
              aria-label={t("Parts are told by")}
              className="demand-level"
              maxValues={4}
              value={view.level}
              data={structure.attributes.map((one) => ({ value: one.name, label: one.title }))}
              onChange={(level) => level.length > 0 && onChange({ level: level.join(), skip: "0", at: "" })}
            />
            <Select
              size="xs"
              w={150}
              aria-label={t("Lag of the forecast error")}
              value={state.lag}
              allowDeselect={false}
              data={["1", "2", "3", "4", "5", "6"].map((lag) => ({ value: lag, label: t("Error at lag {{lag}}", { lag }) }))}
              onChange={(lag) => lag && onChange({ lag })}
            />
          </div>
        }
      >
        <Kinds list={list} kind={state.kind} onKind={(kind) => onChange({ kind, skip: "0" })} />
        {query.error && <ProblemAlert error={query.error} onRetry={() => query.refetch()} />}
        {query.isLoading && <Loading what={t("the exceptions")} />}
        {list && (
          <Grid
            label={t("Exceptions of the demand review")}
            maxHeight={268}
            rows={list.rows}
            rowKey={(one, at) => `${at} ${one.kind} ${one.members.join("|")}`}
            rowClass={(one) => (writeFilter(partOf(view.level, one.members)) === state.at ? "demand-chosen" : undefined)}
            onOpen={open}
            empty={
              <Empty title={t("No exception of this kind")}>
                {t("Every part of this level is within the limits. Maybe look at a finer level.")}
              </Empty>
            }
            columns={[
              {
                key: "part",
                header: t("Part of the plan"),
                cell: (one) => (
                  <button type="button" className="link demand-part" onClick={() => open(one)}>
                    {nameOf(one, list.titles)}
                  </button>
                ),
              },
              {
                key: "kind",
                header: t("Kind"),
                cell: (one) => (
                  <Tag tone={kindOf(one.kind).tone} title={kindOf(one.kind).about}>
                    {kindOf(one.kind).title}
                  </Tag>
                ),
              },
              {
                key: "stake",
                header: t("At stake ({{unit}})", { unit: list.unit }),
                hint: t("What the plan may be wrong by. Missing inputs: the usual error of the forecast of the next quarter."),
                right: true,
                cell: (one) => (one.atStake === null ? "–" : count(one.atStake)),
              },
              {
                key: "share",
                header: t("Share"),
                hint: t("Of what it is compared with: demand, the nearest comparison, forecast and events."),
                right: true,
                cell: (one) => percent(one.share, 0),
              },
              { key: "why", header: t("Why"), wrap: true, cell: (one) => one.why },
            ]}
          />
        )}
        {list && (
          <div className="demand-foot">
            <span className="quiet small">{t("Errors are measured by: {{basis}}.", { basis: list.basis })}</span>
            {list.total > page && (
              <Pager
                total={list.total}
                skip={skip}
                take={page}
                what={t("exceptions")}
                onSkip={(next) => onChange({ skip: String(next) })}
              />
            )}
          </div>
        )}
      </Panel>
    </>
  );
}

function Kinds({ list, kind, onKind }: { list: DemandExceptionList | undefined; kind: string; onKind: (kind: string) => void }) {
  const of = (name: string) => list?.kinds.find((one) => one.kind === name);
  const all = list?.kinds.reduce((sum, one) => sum + one.count, 0);
  return (
    <div className="demand-kinds">
      <SegmentedControl
        size="xs"
        aria-label={t("Kind of exception")}
        value={kind}
        onChange={onKind}
        data={[
          { value: "", label: `${t("All")} ${count(all)}` },
          ...kinds.map((one) => ({
            value: one.kind,
            label: (
              <span title={one.about}>
                {one.title} {count(of(one.kind)?.count)}
                <span className="quiet"> {of(one.kind)?.count ? compact(of(one.kind)!.atStake, list!.unit) : ""}</span>
              </span>
            ),
          })),
        ]}
      />
    </div>
  );
}
