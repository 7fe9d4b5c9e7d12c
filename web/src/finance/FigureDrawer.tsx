import "../plan/plan.css";
import "./figure.css";
import { Anchor, Breadcrumbs, Drawer, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { financeGet } from "../api/finance";
import { get } from "../api/queries";
import type { Measure, Members, PlanStructure, Scenario, Unit } from "../api/types";
import { t } from "../i18n";
import { bucketLabel, count, percent, quantity } from "../parts/format";
import { ProblemAlert } from "../parts/Problem";
import { Loading } from "../parts/States";
import { ExplainPanel } from "../plan/panels/ExplainPanel";
import { measureTitles, writeFilter } from "../plan/view";

export interface Figure {
  measure: string;
  from: number;
  to: number;
}

type InAddress = { measure: string; from: string; to: string };

/** The figure that is opened, as it stands in the address. */
export function useFigure(state: InAddress, change: (changes: Partial<InAddress>) => void) {
  const [from, to] = [Number(state.from), Number(state.to)];
  const shown: Figure | null =
    state.measure !== "" && Number.isInteger(from) && Number.isInteger(to) ? { measure: state.measure, from, to } : null;
  return {
    shown,
    open: (figure: Figure) => change({ measure: figure.measure, from: String(figure.from), to: String(figure.to) }),
    close: () => change({ measure: "", from: "", to: "" }),
  };
}

/** The ways a total is taken apart first: what companies steer by, where the measure is told apart by it. */
const first = ["family", "item", "resource", "supplier", "channel", "region", "location", "category"];

/** The attributes a measure can be taken apart by, those people ask for first at the head. */
export function waysApart(structure: PlanStructure, measure: string, taken: readonly string[]): { value: string; label: string }[] {
  const rank = (name: string) => (first.includes(name) ? first.indexOf(name) : first.length);
  return structure.attributes
    .filter((one) => one.measures.includes(measure) && !taken.includes(one.name))
    .sort((one, other) => rank(one.name) - rank(other.name))
    .map((one) => ({ value: one.name, label: `${t(one.title)} (${one.members})` }));
}

/** Whether parts of a measure make its total: not of a ratio, nor of what does not add up over time. */
const adds = (measure: Measure | undefined) =>
  measure?.overMembers === "sum" && (measure.overTime === "sum" || measure.overTime === "last");

interface Props {
  scenario: Scenario;
  structure: PlanStructure;
  figure: Figure | null;
  /** The part of the plan the figure is of. */
  part: Members;
  unit: Unit;
  onClose: () => void;
}

/** What a figure is made of: its parts, the largest first, down to the item, and where its value comes from. */
export function FigureDrawer({ scenario, structure, figure, part, unit, onClose }: Props) {
  const registry = useQuery(get.measures());
  const title = measureTitles(registry.data);
  const key = figure ? `${figure.measure} ${figure.from} ${figure.to} ${JSON.stringify(part)}` : "";
  return (
    <Drawer opened={figure !== null} onClose={onClose} position="right" size={560} title={figure ? t(title(figure.measure)) : ""}>
      {figure && (
        <Apart
          key={key}
          scenario={scenario}
          structure={structure}
          figure={figure}
          part={part}
          unit={unit}
          onClose={onClose}
          measure={registry.data?.find((one) => one.name === figure.measure)}
          title={title}
        />
      )}
    </Drawer>
  );
}

function Apart(props: Omit<Props, "figure"> & { figure: Figure; measure: Measure | undefined; title: (name: string) => string }) {
  const { scenario, structure, figure, part, unit, measure, title, onClose } = props;
  const [path, setPath] = useState<{ attribute: string; member: string }[]>([]);
  const single = Object.entries(part).filter(([, members]) => members.length === 1);
  const ways = waysApart(structure, figure.measure, [...path.map((one) => one.attribute), ...single.map(([name]) => name)]);
  const [wish, setWish] = useState<string | null>(null);
  const attribute = ways.some((one) => one.value === wish) ? wish! : ways[0]?.value;
  const filter: Members = { ...part };
  for (const one of path) filter[one.attribute] = [one.member];
  const query = useQuery({
    ...financeGet.contributions(scenario.id, {
      measure: figure.measure,
      attribute: attribute ?? "",
      from: figure.from,
      to: figure.to,
      filter,
      unit,
    }),
    enabled: attribute !== undefined && adds(measure),
  });
  const found = query.data;
  const most = Math.max(0, ...(found?.rows.map((row) => Math.abs(row.value)) ?? []));
  // What stands in past buckets of a plan is what came of it: that is explained then.
  const past = figure.to < structure.firstPlanned;
  const explained = {
    measure: past && measure?.actual ? measure.actual : figure.measure,
    coordinates: filter,
    from: past ? figure.from : Math.max(figure.from, measure?.actual ? structure.firstPlanned : figure.from),
    to: figure.to,
    unit,
  };
  const period =
    figure.from === figure.to
      ? bucketLabel(structure.buckets[figure.from])
      : `${bucketLabel(structure.buckets[figure.from])} – ${bucketLabel(structure.buckets[figure.to])}`;
  const level = structure.attributes.some((one) => one.name === "family") ? "family,item" : "item";
  const grid = `/plan?${new URLSearchParams({ scenario: String(scenario.id), level, measures: figure.measure, unit, filter: writeFilter(filter) })}`;
  return (
    <div className="figure">
      <Breadcrumbs separator="›" className="small">
        <Anchor component="button" type="button" size="sm" onClick={() => setPath([])}>
          {single.length > 0 ? single.map(([, members]) => members[0]).join(", ") : t("All")}
        </Anchor>
        {path.map((one, at) => (
          <Anchor key={one.attribute} component="button" type="button" size="sm" onClick={() => setPath(path.slice(0, at + 1))}>
            {one.member}
          </Anchor>
        ))}
      </Breadcrumbs>
      <div className="figure-head">
        <span>
          {period}
          {found?.total !== null && found?.total !== undefined && (
            <b className="numbers">
              {" "}
              {quantity(found.total, 0)} {found.unit}
            </b>
          )}
        </span>
        <Link className="link" to={grid}>
          {t("Open in the planning grid")}
        </Link>
      </div>
      {adds(measure) && attribute !== undefined && (
        <>
          <Select
            size="xs"
            label={t("Made of, by")}
            data={ways}
            value={attribute}
            onChange={setWish}
            allowDeselect={false}
            searchable
            comboboxProps={{ withinPortal: false }}
          />
          {query.isLoading && <Loading what={t("the parts")} />}
          {query.error && <ProblemAlert error={query.error} onRetry={() => query.refetch()} />}
          {found?.reason && <p className="quiet">{found.reason}</p>}
          {found && found.rows.length > 0 && (
            <ol className="figure-parts" aria-label={t("Parts, the largest first")}>
              {found.rows.map((row) => {
                const share = found.total ? row.value / found.total : null;
                return (
                  <li key={row.member}>
                    <button
                      type="button"
                      onClick={() => setPath([...path, { attribute, member: row.member }])}
                      title={t("Only {{member}}", { member: row.member })}
                    >
                      <span className="figure-name">
                        {row.title && row.title !== row.member ? `${row.title} (${row.member})` : row.member}
                      </span>
                      <span className="figure-bar" aria-hidden>
                        <i
                          className={row.value < 0 ? "below" : ""}
                          style={{ width: `${most > 0 ? (100 * Math.abs(row.value)) / most : 0}%` }}
                        />
                      </span>
                      <span className="numbers">{quantity(row.value, 0)}</span>
                      <span className="numbers quiet">{share !== null && share >= 0 ? percent(share) : ""}</span>
                    </button>
                  </li>
                );
              })}
              {found.count > found.rows.length && (
                <li className="quiet">
                  {t("{{n}} more, together {{value}}", { n: count(found.count - found.rows.length), value: quantity(found.rest, 0) })}
                </li>
              )}
            </ol>
          )}
        </>
      )}
      <ExplainPanel
        scenario={scenario.id}
        cell={explained}
        structure={structure}
        measureTitle={(name) => t(title(name))}
        onClose={onClose}
      />
    </div>
  );
}
