import { SegmentedControl, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { Link } from "react-router";
import { get } from "../../api/queries";
import { t } from "../../i18n";
import { Chart } from "../../parts/Chart";
import type { ChartColors } from "../../parts/chartColors";
import { bucketLabel, count, quantity, words } from "../../parts/format";
import { Grid } from "../../parts/Grid";
import { Page, Panel } from "../../parts/Page";
import { ProblemAlert } from "../../parts/Problem";
import { SearchBox } from "../../parts/SearchBox";
import { Empty, Loading } from "../../parts/States";
import { useUrlState } from "../../parts/urlState";
import { historyOption, isRest, sumOf } from "./option";
import { texts } from "./texts";

const defaults = { by: "family", bucket: "month", top: "12", as: "stack", family: "" };

export function HistoryPage() {
  const [state, change] = useUrlState(defaults);
  const history = useQuery(get.history({ groupBy: state.by, bucket: state.bucket, top: Number(state.top), family: state.family }));
  const data = history.data;
  const option = useCallback(
    (colors: ChartColors) => historyOption(data!, colors, state.as === "line" ? "line" : "stack"),
    [data, state.as],
  );
  return (
    <Page
      title={texts.title}
      about={
        <>
          {texts.about} {data?.unitNote}
        </>
      }
    >
      <div className="filters">
        <SegmentedControl size="xs" aria-label={t("By")} value={state.by} onChange={(by) => change({ by })} data={texts.groups} />
        <SegmentedControl
          size="xs"
          aria-label={t("Bucket")}
          value={state.bucket}
          onChange={(bucket) => change({ bucket })}
          data={texts.buckets}
        />
        <SegmentedControl size="xs" aria-label={t("Picture")} value={state.as} onChange={(as) => change({ as })} data={texts.pictures} />
        <Select
          aria-label={t("How many series")}
          w={110}
          allowDeselect={false}
          value={state.top}
          onChange={(top) => change({ top: top ?? "12" })}
          data={["5", "8", "12", "20", "40"].map((value) => ({ value, label: t("Top {{value}}", { value }) }))}
        />
        <SearchBox value={state.family} onChange={(family) => change({ family })} label={t("Only this family")} width={190} />
      </div>
      {history.error && <ProblemAlert error={history.error} onRetry={() => history.refetch()} />}
      {history.isLoading && <Loading what={t("the history")} />}
      {data && data.series.length === 0 && (
        <div className="panel">
          <Empty title={texts.emptyTitle}>{texts.emptyText}</Empty>
        </div>
      )}
      {data && data.series.length > 0 && (
        <>
          <Panel>
            <Chart
              option={option}
              height={380}
              label={t("Sales quantity by {{by}} and {{bucket}}", {
                by: t(words(state.by)).toLowerCase(),
                bucket: t(words(state.bucket)).toLowerCase(),
              })}
            />
          </Panel>
          <Grid
            label={t("Sales quantity by series and bucket")}
            maxHeight={460}
            rows={data.series}
            rowKey={(series) => series.name}
            columns={[
              {
                key: "name",
                header: texts.groups.find((group) => group.value === state.by)?.label ?? state.by,
                pinned: true,
                cell: (series) =>
                  state.by === "item" && !isRest(series.name) ? (
                    <Link className="link" to={`/data/items/${encodeURIComponent(series.name)}`}>
                      {series.name}
                    </Link>
                  ) : (
                    series.name
                  ),
              },
              { key: "sum", header: t("All"), right: true, cell: (series) => <b>{quantity(sumOf(series.values), 0)}</b> },
              ...data.buckets.map((bucket, index) => ({
                key: bucket,
                header: bucketLabel(bucket),
                right: true,
                cell: (series: (typeof data.series)[number]) =>
                  series.values[index] ? quantity(series.values[index], 0) : <span className="quiet">0</span>,
              })),
            ]}
            footer={
              <tr>
                <td className="pinned">{t("Sum shown")}</td>
                <td className="right">{count(data.series.reduce((sum, series) => sum + sumOf(series.values), 0))}</td>
                {data.buckets.map((bucket, index) => (
                  <td key={bucket} className="right">
                    {count(data.series.reduce((sum, series) => sum + (series.values[index] ?? 0), 0))}
                  </td>
                ))}
              </tr>
            }
          />
        </>
      )}
    </Page>
  );
}
