import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { get } from "../api/queries";
import { t } from "../i18n";
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
            label={t("Who")}
            data-search
            value={state.who}
            onChange={(event) => change({ who: event.currentTarget.value, skip: "0" })}
          />
          <TextInput
            size="xs"
            label={t("Change")}
            placeholder="createPerson"
            value={state.operation}
            onChange={(event) => change({ operation: event.currentTarget.value, skip: "0" })}
          />
          {date("from", t("First day"))}
          {date("to", t("Last day"))}
          {filtered && (
            <Button size="xs" variant="default" onClick={() => change({ who: "", operation: "", from: "", to: "", skip: "0" })}>
              {t("Clear")}
            </Button>
          )}
          <span className="spacer" />
          {audit.data && (
            <Pager total={audit.data.total} skip={skip} take={take} what={t("changes")} onSkip={(to) => change({ skip: String(to) })} />
          )}
        </div>
      )}
      {audit.error && <ProblemAlert error={audit.error} onRetry={() => audit.refetch()} />}
      {audit.isLoading && <Loading what={t("the audit log")} />}
      {audit.data && (
        <Grid
          label={t("Audit log")}
          rows={audit.data.rows}
          rowKey={(row) => row.id}
          empty={
            <div className="panel">
              <Empty title={filtered ? t("Nothing passes the filter") : t("Nothing has been changed yet")} />
            </div>
          }
          columns={[
            { key: "at", header: t("When"), cell: (row) => instant(row.at) },
            {
              key: "who",
              header: t("Who"),
              cell: (row) => (
                <button type="button" className="link" onClick={() => change({ who: row.who, skip: "0" })}>
                  {row.who}
                </button>
              ),
            },
            {
              key: "operation",
              header: t("Change"),
              cell: (row) => (
                <button
                  type="button"
                  className="link"
                  title={row.operation}
                  onClick={() => change({ operation: row.operation, skip: "0" })}
                >
                  {t(words(row.operation))}
                </button>
              ),
            },
            {
              key: "status",
              header: t("Outcome"),
              cell: (row) => (
                <Tag tone={row.status < 300 ? "ok" : "error"} title={t("HTTP status {{status}}", { status: row.status })}>
                  {row.status < 300 ? t("done") : t("refused")}
                </Tag>
              ),
            },
            {
              key: "summary",
              header: t("What"),
              wrap: true,
              cell: (row) => <span className="mono">{row.summary === "{}" ? "" : row.summary}</span>,
            },
            { key: "path", header: t("Address"), cell: (row) => <span className="mono">{row.path}</span> },
            { key: "origin", header: t("From"), cell: (row) => row.origin },
          ]}
        />
      )}
    </Page>
  );
}
