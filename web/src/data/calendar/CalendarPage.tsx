import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/queries";
import { Grid } from "../../parts/Grid";
import { Page } from "../../parts/Page";
import { ProblemAlert } from "../../parts/Problem";
import { Loading } from "../../parts/States";
import { useUrlState } from "../../parts/urlState";
import { texts } from "./texts";

const defaults = { pattern: "months", from: "", to: "" };

export function CalendarPage() {
  const [state, change] = useUrlState(defaults);
  const calendar = useQuery(get.calendar(state.pattern, state.from, state.to));
  return (
    <Page title={texts.title} about={texts.about}>
      <div className="filters">
        <SegmentedControl
          size="xs"
          aria-label="Pattern"
          value={state.pattern}
          onChange={(pattern) => change({ pattern })}
          data={texts.patterns}
        />
      </div>
      {calendar.error && <ProblemAlert error={calendar.error} onRetry={() => calendar.refetch()} />}
      {calendar.isLoading && <Loading what="the calendar" />}
      {calendar.data && (
        <Grid
          label="Buckets"
          rows={calendar.data}
          rowKey={(bucket) => bucket.start}
          columns={[
            { key: "label", header: "Bucket", cell: (bucket) => bucket.label },
            { key: "start", header: "First day", cell: (bucket) => bucket.start },
            { key: "end", header: "Last day", cell: (bucket) => bucket.end },
            { key: "year", header: "Fiscal year", cell: (bucket) => bucket.fiscalYear },
            { key: "zone", header: "Zone", cell: (bucket) => bucket.zone },
          ]}
        />
      )}
    </Page>
  );
}
