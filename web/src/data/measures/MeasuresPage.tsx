import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/queries";
import type { Measure } from "../../api/types";
import { t } from "../../i18n";
import { plural, words } from "../../parts/format";
import { Grid, type GridColumn } from "../../parts/Grid";
import { Page, Panel } from "../../parts/Page";
import { ProblemAlert } from "../../parts/Problem";
import { SearchBox } from "../../parts/SearchBox";
import { Empty, Loading } from "../../parts/States";
import { useUrlState } from "../../parts/urlState";
import { formula, stages, totals } from "./measure";
import { texts } from "./texts";

const defaults = { search: "" };

const columns: GridColumn<Measure>[] = [
  {
    key: "title",
    header: t("Measure"),
    width: 190,
    wrap: true,
    cell: (measure) => (
      <>
        <b>{measure.title}</b>
        <div className="mono quiet">{measure.name}</div>
      </>
    ),
  },
  {
    key: "description",
    header: t("Meaning"),
    width: "40%",
    wrap: true,
    cell: (measure) => (
      <>
        {measure.description}
        {measure.numerator && <div className="mono quiet">{formula(measure)}</div>}
      </>
    ),
  },
  {
    key: "unit",
    header: t("Unit"),
    width: 120,
    cell: (measure) => (
      <>
        {t(words(measure.unit))}
        {measure.sign === "any" && <div className="quiet small">{t("may be negative")}</div>}
      </>
    ),
  },
  {
    key: "grain",
    header: t("By"),
    hint: t("The dimensions it has values for, all by bucket"),
    width: 170,
    cell: (measure) =>
      measure.grain
        .map((one) => t(words(one)))
        .join(", ")
        .toLowerCase(),
  },
  { key: "totals", header: t("Totals"), hint: t("Over members / over time"), width: 110, cell: totals },
  {
    key: "editors",
    header: t("Typed by"),
    hint: t("Who may type values, and in which zones; a typed total is spread over its parts"),
    width: 210,
    wrap: true,
    cell: (measure) =>
      measure.editors.length === 0 ? (
        <span className="quiet">{t("nobody")}</span>
      ) : (
        <>
          {measure.editors
            .map((one) => t(words(one)))
            .join(", ")
            .toLowerCase()}
          <div className="quiet small">
            {measure.editZones.join(", ")}
            {measure.spread !== "none" &&
              `; ${t("spread {{rule}}", { rule: t(words(measure.spread)).toLowerCase() })}${measure.spreadBy ? ` ${measure.spreadBy}` : ""}`}
          </div>
        </>
      ),
  },
];

export function MeasuresPage() {
  const measures = useQuery(get.measures());
  const [state, change] = useUrlState(defaults);
  const wanted = state.search.toLowerCase();
  const found = (measures.data ?? []).filter((measure) =>
    `${measure.name} ${measure.title} ${measure.description} ${measure.unit}`.toLowerCase().includes(wanted),
  );
  return (
    <Page
      title={texts.title}
      about={texts.about}
      actions={<SearchBox value={state.search} onChange={(search) => change({ search })} label={t("Search measures")} />}
    >
      {measures.error && <ProblemAlert error={measures.error} onRetry={() => measures.refetch()} />}
      {measures.isLoading && <Loading what={t("measures")} />}
      {measures.data && found.length === 0 && (
        <Panel>
          <Empty title={t("No measure matches")} />
        </Panel>
      )}
      {stages(found).map(([stage, rows]) => (
        <Panel
          key={stage}
          title={texts.stages[stage] ?? t(words(stage))}
          aside={<span className="quiet small">{plural(rows.length, t("measure"), t("measures"))}</span>}
        >
          <Grid label={texts.stages[stage] ?? stage} rows={rows} rowKey={(measure) => measure.name} columns={columns} />
        </Panel>
      ))}
    </Page>
  );
}
