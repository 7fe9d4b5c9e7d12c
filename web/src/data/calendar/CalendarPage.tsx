import { Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/queries";
import { t } from "../../i18n";
import { bucketLabel, plural } from "../../parts/format";
import { Grid } from "../../parts/Grid";
import { Page, Panel } from "../../parts/Page";
import { ProblemAlert } from "../../parts/Problem";
import { Loading } from "../../parts/States";
import { useUrlState } from "../../parts/urlState";
import { around, daysBetween } from "./days";
import { texts } from "./texts";
import { ZoneRules } from "./ZoneRules";

const defaults = { pattern: "month", from: "", to: "", fiscal: "1" };

export function CalendarPage() {
  const [state, change] = useUrlState(defaults);
  const asOf = useQuery(get.asOf());
  const span = around(asOf.data?.effective ?? "2000-01-01");
  const from = state.from || span.from;
  const to = state.to || span.to;
  const calendar = useQuery({
    ...get.calendar({ pattern: state.pattern, from, to, fiscalStart: Number(state.fiscal) }),
    enabled: !!asOf.data,
    retry: false,
  });
  const zones = useQuery(get.zones());
  const error = asOf.error ?? calendar.error ?? zones.error;
  return (
    <Page title={texts.title} about={texts.about}>
      <div className="filters aligned">
        <Select
          label={t("Buckets")}
          w={210}
          allowDeselect={false}
          value={state.pattern}
          data={texts.patterns}
          onChange={(pattern) => change({ pattern: pattern ?? "month" })}
        />
        <Select
          label={t("Fiscal year starts in")}
          w={150}
          allowDeselect={false}
          value={state.fiscal}
          data={texts.months.map((label, index) => ({ value: String(index + 1), label }))}
          onChange={(fiscal) => change({ fiscal: fiscal ?? "1" })}
        />
        <TextInput size="xs" type="date" label={t("From")} value={from} onChange={(event) => change({ from: event.currentTarget.value })} />
        <TextInput size="xs" type="date" label={t("To")} value={to} onChange={(event) => change({ to: event.currentTarget.value })} />
      </div>
      {error && <ProblemAlert error={error} onRetry={() => calendar.refetch()} />}
      {calendar.isLoading && <Loading what={t("the calendar")} />}
      {zones.data && <ZoneRules zones={zones.data} />}
      {calendar.data && (
        <Panel
          title={t("Buckets")}
          aside={
            <span className="quiet small">
              {plural(calendar.data.buckets.length, t("bucket"), t("buckets"))},{" "}
              {plural(calendar.data.fiscalYears.length, t("fiscal year"), t("fiscal years"))}
            </span>
          }
        >
          <Grid
            label={t("Buckets")}
            maxHeight={560}
            rows={calendar.data.buckets}
            rowKey={(bucket) => bucket.index}
            rowClass={(bucket) =>
              asOf.data && bucket.first <= asOf.data.effective && asOf.data.effective <= bucket.last ? "chosen" : undefined
            }
            columns={[
              { key: "label", header: t("Bucket"), cell: (bucket) => <b>{bucketLabel(bucket)}</b> },
              { key: "first", header: t("First day"), cell: (bucket) => bucket.first },
              { key: "last", header: t("Last day"), cell: (bucket) => bucket.last },
              { key: "days", header: t("Days"), right: true, cell: (bucket) => daysBetween(bucket.first, bucket.last) },
              { key: "year", header: t("Fiscal year"), cell: (bucket) => bucketLabel(`FY${bucket.fiscalYear}`) },
              { key: "quarter", header: t("Quarter"), cell: (bucket) => t("Q{{quarter}}", { quarter: bucket.fiscalQuarter }) },
              { key: "period", header: t("Period"), right: true, cell: (bucket) => bucket.fiscalPeriod },
            ]}
          />
        </Panel>
      )}
    </Page>
  );
}
