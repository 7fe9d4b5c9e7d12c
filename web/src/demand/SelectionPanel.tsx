import { SegmentedControl, useComputedColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { type DemandPicture, demandGet } from "../api/demand";
import { planGet } from "../api/plan";
import type { PlanStructure, Scenario } from "../api/types";
import { t } from "../i18n";
import { Chart } from "../parts/Chart";
import { type ChartColors, chartColors } from "../parts/chartColors";
import { bucketLabel, count, day, quantity, words } from "../parts/format";
import { Panel } from "../parts/Page";
import { ProblemAlert } from "../parts/Problem";
import { Empty, Loading } from "../parts/States";
import { texts as planTexts } from "../plan/texts";
import { chartEdges, demandOption, type Line, lines, linesOf, pictured, strokeOf, windowOf, writeLines } from "./chart";
import type { DemandState, DemandView } from "./state";
import { barsOf } from "./timeline";

interface Props {
  scenario: Scenario;
  structure: PlanStructure;
  state: DemandState;
  view: DemandView;
  onChange: (changes: Partial<DemandState>, options?: { push?: boolean }) => void;
}

/** The part chosen over time: history, forecast with its fan, what the functions say, and what moves demand. */
export function SelectionPanel({ scenario, structure, state, view, onChange }: Props) {
  const shown = useMemo(() => linesOf(state.lines), [state.lines]);
  const { asked, to } = windowOf(structure);
  const cells = useQuery(
    planGet.cells(scenario.id, {
      measures: pictured.filter((name) => structure.measures.some((one) => one.name === name)),
      level: [],
      filter: view.part,
      from: asked,
      to,
      unit: view.unit,
      subtotals: false,
      actuals: false,
      periods: false,
    }),
  );
  const picture = useQuery(demandGet.picture(scenario.id, view.part, view.unit));
  const answer = cells.data;
  const option = useCallback(
    (colors: ChartColors) => (answer ? demandOption(answer, picture.data, structure, shown, colors) : {}),
    [answer, picture.data, structure, shown],
  );
  const title = Object.keys(view.part).length === 0 ? t("The whole plan") : Object.values(view.part).flat().join(" · ");
  const consensus = answer?.measures.find((one) => one.name === "consensus_demand") ?? answer?.measures[0];
  const [unit, noTotal] = [consensus?.units[0], consensus?.noTotal[0]];
  return (
    <Panel
      title={<span id="demand-part">{title}</span>}
      aside={
        <div className="filters">
          {state.at && (
            <button type="button" className="link small" onClick={() => onChange({ at: "" })}>
              {t("Show the whole plan")}
            </button>
          )}
          <SegmentedControl
            size="xs"
            aria-label={t("Unit")}
            value={view.unit}
            onChange={(next) => onChange({ unit: next })}
            data={planTexts.units.map((one) => ({ value: one.value, label: one.label }))}
          />
        </div>
      }
    >
      <Switches shown={shown} onChange={(next) => onChange({ lines: writeLines(next) })} />
      {cells.error && <ProblemAlert error={cells.error} onRetry={() => cells.refetch()} />}
      {cells.isLoading && <Loading what={t("the demand plan")} />}
      {noTotal && <Empty title={t("These items have no total in this unit")}>{noTotal}</Empty>}
      {answer && answer.rows.length > 0 && !noTotal && (
        <>
          <div className="demand-unit quiet small">{t("{{unit}} per bucket", { unit: unit ?? "" })}</div>
          <Chart
            option={option}
            height={250}
            label={t("Demand of {{title}} over time; the same values stand in the grid below", { title })}
          />
          <Timeline picture={picture.data} structure={structure} />
          {picture.data && picture.data.fan.series > 1 && shown.includes("fan") && (
            <p className="quiet small demand-line">
              {t("Interval of {{count}} series, their errors taken as independent of each other: with a common cause it is wider.", {
                count: count(picture.data.fan.series),
              })}
            </p>
          )}
        </>
      )}
    </Panel>
  );
}

/** The lines, each with its colour and stroke, to switch on and off. */
function Switches({ shown, onChange }: { shown: readonly Line[]; onChange: (next: Line[]) => void }) {
  const colors = chartColors[useComputedColorScheme("light")];
  return (
    <fieldset className="demand-switches" aria-label={t("Lines of the chart")}>
      {lines.map((one) => {
        const on = shown.includes(one.name);
        const stroke = strokeOf(one.name, colors);
        return (
          <button
            key={one.name}
            type="button"
            aria-pressed={on}
            className="demand-switch"
            onClick={() => onChange(on ? shown.filter((name) => name !== one.name) : [...shown, one.name])}
          >
            <span
              className={one.name === "fan" ? "demand-band" : "demand-stroke"}
              style={{ borderColor: stroke.color, borderStyle: stroke.type }}
              aria-hidden
            />
            {one.title}
          </button>
        );
      })}
    </fieldset>
  );
}

const lanes = 5;
const laneHeight = 20;

/** Promotions, launches and ends of life under the chart, on the same time. */
function Timeline({ picture, structure }: { picture: DemandPicture | undefined; structure: PlanStructure }) {
  const { from, to } = windowOf(structure);
  const { bars, hidden } = useMemo(
    () => barsOf(picture?.events ?? [], structure.buckets.slice(from, to + 1), lanes, structure.cutOff),
    [picture, structure, from, to],
  );
  if (!picture) return null;
  if (bars.length === 0)
    return (
      <p className="quiet small demand-line">
        {t("No promotion, launch or end of life touches this part between {{from}} and {{to}}.", {
          from: bucketLabel(structure.buckets[from]),
          to: bucketLabel(structure.buckets[to]),
        })}
      </p>
    );
  const more = hidden + picture.moreEvents;
  return (
    <>
      <ul
        className="demand-timeline"
        aria-label={t("Events")}
        style={{
          marginLeft: chartEdges.left,
          marginRight: chartEdges.right,
          height: (1 + Math.max(...bars.map((bar) => bar.lane))) * laneHeight,
        }}
      >
        {bars.map(({ event, left, width, lane }) => {
          const text = [
            t(words(event.kind)),
            event.description ?? event.part,
            `${day(event.from)} – ${event.to ? day(event.to) : t("open")}`,
            event.effectPercent !== null ? `${event.effectPercent > 0 ? "+" : ""}${quantity(event.effectPercent)} %` : "",
            event.quantity !== null ? t("{{value}} planning units in the plan", { value: quantity(event.quantity, 0) }) : "",
          ]
            .filter(Boolean)
            .join(" · ");
          return (
            <li
              key={`${event.id} ${event.kind}`}
              className={`demand-event demand-event-${event.kind}`}
              style={{ left: `${left * 100}%`, width: `${width * 100}%`, top: lane * laneHeight }}
              title={text}
            >
              {width > 0.04 && <span aria-hidden>{event.description ?? `${t(words(event.kind))} ${event.part}`}</span>}
              <span className="sr">{text}</span>
            </li>
          );
        })}
      </ul>
      <p className="quiet small demand-line demand-legend">
        {(["promotion", "price_change", "launch", "end_of_life"] as const)
          .filter((kind) => bars.some((bar) => bar.event.kind === kind))
          .map((kind) => (
            <span key={kind}>
              <span className={`demand-key demand-event-${kind}`} aria-hidden /> {t(words(kind))}
            </span>
          ))}
        {more > 0 && <span>{t("and {{more}} more", { more: count(more) })}</span>}
      </p>
    </>
  );
}
