import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/queries";
import type { Measure } from "../../api/types";
import { words } from "../../parts/format";
import { Grid } from "../../parts/Grid";
import { Page } from "../../parts/Page";
import { ProblemAlert } from "../../parts/Problem";
import { SearchBox } from "../../parts/SearchBox";
import { Empty, Loading } from "../../parts/States";
import { useUrlState } from "../../parts/urlState";
import { texts } from "./texts";

const defaults = { search: "" };

export function MeasuresPage() {
  const measures = useQuery(get.measures());
  const [state, change] = useUrlState(defaults);
  const wanted = state.search.toLowerCase();
  const rows = (measures.data ?? []).filter((measure) => Object.values(measure).join(" ").toLowerCase().includes(wanted));
  return (
    <Page
      title={texts.title}
      about={texts.about}
      actions={<SearchBox value={state.search} onChange={(search) => change({ search })} label="Search measures" />}
    >
      {measures.error && <ProblemAlert error={measures.error} onRetry={() => measures.refetch()} />}
      {measures.isLoading && <Loading what="measures" />}
      {measures.data && (
        <Grid
          label="Measures"
          rows={rows}
          rowKey={(measure) => measure.name}
          empty={
            <div className="panel">
              <Empty title="No measure matches" />
            </div>
          }
          columns={[
            { key: "name", header: "Measure", cell: (measure: Measure) => <b>{measure.title ?? words(measure.name)}</b> },
            { key: "unit", header: "Unit", cell: (measure: Measure) => measure.unit },
            { key: "description", header: "Meaning", wrap: true, cell: (measure: Measure) => measure.description },
          ]}
        />
      )}
    </Page>
  );
}
