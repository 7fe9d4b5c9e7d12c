import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { get } from "../api/queries";
import { instant, words } from "../parts/format";
import { Grid } from "../parts/Grid";
import { Page } from "../parts/Page";
import { Pager } from "../parts/Pager";
import { ProblemAlert } from "../parts/Problem";
import { Empty, Loading } from "../parts/States";
import { Tag } from "../parts/Tag";
import { useUrlState } from "../parts/urlState";
import { useRefusal } from "./session";
import { texts } from "./texts";

const defaults = { who: "", operation: "", from: "", to: "", skip: "0" };
const take = 100;

/** Who changed what. A name or a change in the list filters by it when pressed. */
export function AuditPage() {
  const refusal = useRefusal("read_audit");
  const [state, change] = useUrlState(defaults);
  const skip = Number(state.skip) || 0;
  const audit = useQuery({
    ...get.audit({ who: state.who, operation: state.operation, from: state.from, to: state.to, skip, take }),
    enabled: !refusal,
  });
  const date = (key: "from" | "to", label: string) => (
    <TextInput
      size="xs"
      type="date"
      label={label}
      value={state[key]}
      onChange={(event) => change({ [key]: event.currentTarget.value, skip: "0" })}
    />
  );
  const filtered = state.who || state.operation || state.from || state.to;
  return (
    <Page title={texts.audit} about={texts.auditAbout}>
      {refusal && <div className="note note-warning">{refusal}</div>}
      {!refusal && (
        <div className="filters aligned">
          <TextInput
            size="xs"
            label="Who"
            data-search
            value={state.who}
            onChange={(event) => change({ who: event.currentTarget.value, skip: "0" })}
          />
          <TextInput
            size="xs"
            label="Change"
            placeholder="createPerson"
            value={state.operation}
            onChange={(event) => change({ operation: event.currentTarget.value, skip: "0" })}
          />
          {date("from", "First day")}
          {date("to", "Last day")}
          {filtered && (
            <Button size="xs" variant="default" onClick={() => change({ who: "", operation: "", from: "", to: "", skip: "0" })}>
              Clear
            </Button>
          )}
          <span className="spacer" />
          {audit.data && (
            <Pager total={audit.data.total} skip={skip} take={take} what="changes" onSkip={(to) => change({ skip: String(to) })} />
          )}
        </div>
      )}
      {audit.error && <ProblemAlert error={audit.error} onRetry={() => audit.refetch()} />}
      {audit.isLoading && <Loading what="the audit log" />}
      {audit.data && (
        <Grid
          label="Audit log"
          rows={audit.data.rows}
          rowKey={(row) => row.id}
          empty={
            <div className="panel">
              <Empty title={filtered ? "Nothing passes the filter" : "Nothing has been changed yet"} />
            </div>
          }
          columns={[
            { key: "at", header: "When", cell: (row) => instant(row.at) },
            {
              key: "who",
              header: "Who",
              cell: (row) => (
                <button type="button" className="link" onClick={() => change({ who: row.who, skip: "0" })}>
                  {row.who}
                </button>
              ),
            },
            {
              key: "operation",
              header: "Change",
              cell: (row) => (
                <button
                  type="button"
                  className="link"
                  title={row.operation}
                  onClick={() => change({ operation: row.operation, skip: "0" })}
                >
                  {words(row.operation)}
                </button>
              ),
            },
            {
              key: "status",
              header: "Outcome",
              cell: (row) => (
                <Tag tone={row.status < 300 ? "ok" : "error"} title={`HTTP status ${row.status}`}>
                  {row.status < 300 ? "done" : "refused"}
                </Tag>
              ),
            },
            {
              key: "summary",
              header: "What",
              wrap: true,
              cell: (row) => <span className="mono">{row.summary === "{}" ? "" : row.summary}</span>,
            },
            { key: "path", header: "Address", cell: (row) => <span className="mono">{row.path}</span> },
            { key: "origin", header: "From", cell: (row) => row.origin },
          ]}
        />
      )}
    </Page>
  );
}
