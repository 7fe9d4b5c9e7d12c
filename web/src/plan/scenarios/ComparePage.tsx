import { SegmentedControl, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { planGet } from "../../api/plan";
import { get } from "../../api/queries";
import type { Diff, MeasureDiff, PlanStructure, Scenario, Unit } from "../../api/types";
import { t } from "../../i18n";
import { Chart } from "../../parts/Chart";
import type { ChartColors } from "../../parts/chartColors";
import { bucketLabel, instant, none, percent, plural, quantity } from "../../parts/format";
import { Grid } from "../../parts/Grid";
import { Page, Panel } from "../../parts/Page";
import { ProblemAlert } from "../../parts/Problem";
import { Empty, Loading } from "../../parts/States";
import { useUrlState } from "../../parts/urlState";
import { useTableTitles } from "../../parts/useTableTitles";
import { hierarchiesOf } from "../hierarchies";
import { deed } from "../panels/ExplainPanel";
import { texts } from "../texts";
import { useScenario } from "../useScenario";
import { measureTitles } from "../view";
import { differenceOption, differences } from "./differences";

const defaults = { a: "", b: "", from: "", to: "", level: "", measure: "", unit: "planning_units" };

/** Two scenarios, or two revisions, side by side: the largest differences first, at any level. */
export function ComparePage() {
  const { scenario, scenarios } = useScenario();
  const structure = useQuery({ ...planGet.structure(scenario?.id ?? 0), enabled: scenario !== undefined });
  const error = scenarios.error ?? structure.error;
  return (
    <Page title={t("Compare")} about={t("What differs between two scenarios or revisions, in the buckets that are planned.")}>
      {error && <ProblemAlert error={error} onRetry={() => Promise.all([scenarios.refetch(), structure.refetch()])} />}
      {scenarios.data && structure.data ? (
        <Comparison scenarios={scenarios.data} structure={structure.data} />
      ) : (
        !error && <Loading what={t("the scenarios")} />
      )}
    </Page>
  );
}

function Comparison({ scenarios, structure }: { scenarios: readonly Scenario[]; structure: PlanStructure }) {
  const [state, change] = useUrlState(defaults);
  const [a, b] = [state.a, state.b].map((id) => scenarios.find((one) => String(one.id) === id));
  const from = a?.head ?? Number(state.from);
  const to = b?.head ?? Number(state.to);
  const level = state.level || (hierarchiesOf(structure)[0]?.level.at(-2) ?? structure.attributes[0]?.name ?? "");
  const ready = from > 0 && to > 0;
  const diff = useQuery({ ...planGet.diff({ from, to, level: level ? [level] : [], unit: state.unit as Unit }), enabled: ready });
  const shown = diff.data?.measures.find((one) => one.name === state.measure) ?? diff.data?.measures.find((one) => one.rows.length > 0);
  const names: [string, string] = [a?.name ?? t("Revision {{id}}", { id: state.from }), b?.name ?? t("Revision {{id}}", { id: state.to })];
  const options = scenarios.map((one) => ({ value: String(one.id), label: one.name }));
  const byRevision = state.from !== "" && !a;
  return (
    <>
      <div className="filters aligned">
        {byRevision ? (
          <b>{t("{{from}} and {{to}}", { from: names[0], to: names[1] })}</b>
        ) : (
          <>
            <Select
              label={t("From")}
              w={200}
              data={options}
              value={a ? state.a : null}
              onChange={(id) => change({ a: id ?? "" })}
              allowDeselect={false}
              searchable
            />
            <Select
              label={t("To")}
              w={200}
              data={options}
              value={b ? state.b : null}
              onChange={(id) => change({ b: id ?? "" })}
              allowDeselect={false}
              searchable
            />
          </>
        )}
        <Select
          label={t("Level")}
          w={170}
          searchable
          allowDeselect={false}
          value={level}
          onChange={(value) => change({ level: value ?? "" })}
          data={structure.attributes.map((one) => ({ value: one.name, label: one.title }))}
        />
        <SegmentedControl
          size="xs"
          aria-label={t("Unit")}
          value={state.unit}
          onChange={(unit) => change({ unit })}
          data={texts.units.map((one) => (one.value === "money" ? { ...one, label: structure.currency } : one))}
        />
        {diff.data && diff.data.measures.length > 0 && (
          <Select
            label={t("Measure")}
            w={220}
            allowDeselect={false}
            value={shown?.name ?? null}
            onChange={(measure) => change({ measure: measure ?? "" })}
            data={diff.data.measures.map((one) => ({ value: one.name, label: `${t(one.title)} (${one.differentRows})` }))}
          />
        )}
      </div>
      {!ready && (
        <Panel>
          <Empty title={t("Choose two scenarios")} />
        </Panel>
      )}
      {diff.error && <ProblemAlert error={diff.error} onRetry={() => diff.refetch()} />}
      {ready && diff.isLoading && <Loading what={t("the comparison")} />}
      {diff.data && !shown && (
        <Panel>
          <Empty title={t("The values are the same")}>
            {diff.data.measures
              .map((one) => one.reason)
              .filter(Boolean)
              .join(" ")}
          </Empty>
        </Panel>
      )}
      {shown && <Differences diff={shown} names={names} />}
      {diff.data && <Typed diff={diff.data} names={names} />}
    </>
  );
}

const value = (n: number | null) => quantity(n);

function Differences({ diff, names }: { diff: MeasureDiff; names: [string, string] }) {
  const rows = differences(diff);
  const option = useCallback((colors: ChartColors) => differenceOption(differences(diff), colors), [diff]);
  const title = t(diff.title);
  const unit = rows[0]?.unit ? ` [${rows[0].unit}]` : "";
  return (
    <>
      <Panel title={t("{{measure}}: the largest differences{{unit}}", { measure: title, unit })}>
        <Chart
          option={option}
          height={Math.min(12, rows.length) * 24 + 40}
          label={t("Differences of {{measure}}, with the numbers in the table below", { measure: title })}
        />
      </Panel>
      <Panel
        aside={<span className="quiet small">{plural(diff.differentRows, t("member differs"), t("members differ"))}</span>}
        title={t("Differences")}
      >
        <Grid
          label={t("Differences of {{measure}}", { measure: title })}
          rows={rows}
          rowKey={(row) => row.key}
          maxHeight={460}
          columns={[
            { key: "member", header: t("Member"), pinned: true, cell: (row) => row.title },
            { key: "from", header: names[0], right: true, cell: (row) => value(row.from) },
            { key: "to", header: names[1], right: true, cell: (row) => value(row.to) },
            {
              key: "difference",
              header: t("Difference"),
              right: true,
              cell: (row) => <b>{(row.difference > 0 ? "+" : "") + value(row.difference)}</b>,
            },
            {
              key: "share",
              header: "%",
              right: true,
              cell: (row) => (row.share === null ? none : (row.share > 0 ? "+" : "") + percent(row.share, 1)),
            },
            { key: "unit", header: t("Unit"), cell: (row) => row.unit },
          ]}
        />
      </Panel>
    </>
  );
}

function Typed({ diff, names }: { diff: Diff; names: [string, string] }) {
  const measureTitle = measureTitles(useQuery(get.measures()).data);
  const tableTitle = useTableTitles();
  const entries = [
    ...diff.onlyInFrom.map((entry) => ({ entry, side: names[0] })),
    ...diff.onlyInTo.map((entry) => ({ entry, side: names[1] })),
  ];
  const patches = [
    ...diff.fromPatches.map((patch) => ({ patch, side: names[0] })),
    ...diff.toPatches.map((patch) => ({ patch, side: names[1] })),
  ];
  if (entries.length === 0 && patches.length === 0) return null;
  return (
    <Panel title={t("What was typed in one of them only")}>
      {entries.length > 0 && (
        <Grid
          label={t("Entries of one side only")}
          rows={entries}
          rowKey={(row) => `${row.side} ${row.entry.id}`}
          maxHeight={320}
          columns={[
            { key: "side", header: t("In"), cell: (row) => row.side },
            { key: "measure", header: t("Measure"), cell: (row) => measureTitle(row.entry.measure) },
            { key: "part", header: t("Part"), cell: (row) => row.entry.part || t("everything") },
            {
              key: "when",
              header: t("Buckets"),
              cell: (row) =>
                row.entry.from === row.entry.to
                  ? bucketLabel(row.entry.fromLabel)
                  : `${bucketLabel(row.entry.fromLabel)} – ${bucketLabel(row.entry.toLabel)}`,
            },
            { key: "deed", header: t("What"), cell: (row) => deed(row.entry, measureTitle) },
            { key: "reason", header: t("Reason"), wrap: true, cell: (row) => row.entry.reason },
            { key: "author", header: t("By"), cell: (row) => `${row.entry.author}, ${instant(row.entry.at)}` },
          ]}
        />
      )}
      {patches.map(({ patch, side }) => (
        <div key={`${side} ${patch.table} ${patch.key.join(" ")}`} className="pad">
          {t("{{scenario}}: master data {{table}} {{key}}", { scenario: side, table: tableTitle(patch.table), key: patch.key.join(" / ") })}{" "}
          {patch.values
            ? Object.entries(patch.values)
                .map(([column, text]) => `${column} = ${text}`)
                .join(", ")
            : t("deleted")}
        </div>
      ))}
    </Panel>
  );
}
