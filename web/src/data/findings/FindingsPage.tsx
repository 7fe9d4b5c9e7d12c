import "./findings.css";
import { Button, SegmentedControl, Select } from "@mantine/core";
import { IconDownload, IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { download } from "../../api/client";
import { get } from "../../api/queries";
import type { Finding } from "../../api/types";
import { t } from "../../i18n";
import { entityLink } from "../../parts/entityLink";
import { count, day, instant, words } from "../../parts/format";
import { Grid, type GridColumn } from "../../parts/Grid";
import { Page } from "../../parts/Page";
import { Pager } from "../../parts/Pager";
import { ProblemAlert } from "../../parts/Problem";
import { SearchBox } from "../../parts/SearchBox";
import { Empty, Loading } from "../../parts/States";
import { severityTone, Tag } from "../../parts/Tag";
import { useUrlState } from "../../parts/urlState";
import { useRunChecks } from "../../parts/useRunChecks";
import { useTableTitles } from "../../parts/useTableTitles";
import { useRefusal } from "../../people/session";
import { texts as overview } from "../overview/texts";
import { CheckNote } from "./CheckNote";
import { GroupList } from "./GroupList";
import { groupsOf } from "./groups";
import { texts } from "./texts";

const defaults = { code: "", severity: "", area: "", search: "", skip: "0" };
const take = 100;

const columnsOf = (title: (table: string) => string): GridColumn<Finding>[] => [
  {
    key: "severity",
    header: t("Severity"),
    cell: (finding) => <Tag tone={severityTone[finding.severity] ?? "quiet"}>{t(finding.severity)}</Tag>,
  },
  {
    key: "entity",
    header: t("Entity"),
    width: 190,
    wrap: true,
    cell: (finding) => (
      <>
        <Link className="link" to={entityLink(finding.table, finding.entity)}>
          {finding.entity || title(finding.table)}
        </Link>
        <div className="quiet small">{title(finding.table)}</div>
      </>
    ),
  },
  {
    key: "field",
    header: t("Field and value"),
    cell: (finding) => (
      <>
        {finding.field ?? ""}
        <div className="quiet small">{finding.value ?? ""}</div>
      </>
    ),
  },
  {
    key: "message",
    header: t("Message and advice"),
    width: "55%",
    wrap: true,
    cell: (finding) => (
      <>
        {finding.message}
        <div className="quiet small">{finding.advice}</div>
      </>
    ),
  },
  {
    key: "origin",
    header: t("Import, line"),
    right: true,
    cell: (finding) =>
      finding.importId ? (
        <Link className="link" to={`/data/imports?import=${finding.importId}`}>
          {finding.importId}
          {finding.line > 0 && `, ${count(finding.line)}`}
        </Link>
      ) : (
        ""
      ),
  },
];

export function FindingsPage() {
  const [state, change] = useUrlState(defaults);
  const filter = { code: state.code, severity: state.severity, area: state.area, search: state.search };
  const page = useQuery(get.findings({ ...filter, skip: Number(state.skip), take }));
  const run = useRunChecks();
  const refusal = useRefusal("import_data");
  const title = useTableTitles();
  const data = page.data;
  const runButton = (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconRefresh size={14} />}
      loading={run.isPending}
      disabled={!!refusal}
      title={refusal}
      onClick={() => run.mutate()}
    >
      {t("Run the checks")}
    </Button>
  );
  return (
    <Page
      title={texts.title}
      about={
        <>
          {texts.about}
          {data?.checkedAt && (
            <span className="numbers">
              {" "}
              {t("Checked {{checkedAt}}, as of {{asOf}}.", { checkedAt: instant(data.checkedAt), asOf: day(data.asOf) })}
            </span>
          )}
        </>
      }
      actions={
        <>
          {runButton}
          <Button
            size="xs"
            variant="default"
            component="a"
            href={download("/api/v1/findings.csv", { query: filter })}
            download
            leftSection={<IconDownload size={14} />}
          >
            {t("CSV")}
          </Button>
        </>
      }
    >
      {data?.stale && data.checkedAt && (
        <div className="note note-warning" role="status">
          <span>{texts.stale}</span>
          {runButton}
        </div>
      )}
      {page.error && <ProblemAlert error={page.error} onRetry={() => page.refetch()} />}
      {page.isLoading && <Loading what={t("findings")} />}
      {data && !data.checkedAt && (
        <div className="panel">
          <Empty title={texts.neverTitle} action={runButton}>
            {texts.neverText}
          </Empty>
        </div>
      )}
      {data?.checkedAt && (
        <>
          <div className="filters">
            <SegmentedControl
              size="xs"
              aria-label={t("Severity")}
              value={state.severity}
              onChange={(severity) => change({ severity, skip: "" })}
              data={[
                { value: "", label: t("All") },
                ...["error", "warning", "info"].map((severity) => ({
                  value: severity,
                  label: `${t(words(severity))} ${count(data.bySeverity.find((one) => one.severity === severity)?.count ?? 0)}`,
                })),
              ]}
            />
            <Select
              aria-label={t("Area")}
              placeholder={t("All areas")}
              clearable
              w={180}
              value={state.area || null}
              data={overview.areaOrder.map((area) => ({ value: area, label: t(words(area)) }))}
              onChange={(area) => change({ area: area ?? "", code: "", skip: "" })}
            />
            <SearchBox value={state.search} onChange={(search) => change({ search, skip: "" })} label={t("Search findings")} />
            {(state.code || state.area || state.severity || state.search) && (
              <Button size="xs" variant="subtle" onClick={() => change({ code: "", area: "", severity: "", search: "", skip: "" })}>
                {t("All findings")}
              </Button>
            )}
            <span className="spacer" />
            <Pager
              total={data.total}
              skip={Number(state.skip)}
              take={take}
              onSkip={(skip) => change({ skip: String(skip) })}
              what={t("findings")}
            />
          </div>
          <div className="columns findings-columns">
            <GroupList
              groups={groupsOf(data.byCode, state.severity, state.area)}
              chosen={state.code}
              onChoose={(code) => change({ code, skip: "" })}
            />
            <div className="findings-rows">
              {state.code && <CheckNote code={state.code} />}
              <Grid
                label={t("Findings")}
                maxHeight="calc(var(--screen) - 240px)"
                columns={columnsOf(title)}
                rows={data.rows}
                rowKey={(_, index) => index}
                empty={
                  <div className="panel">
                    <Empty title={texts.emptyTitle}>{texts.emptyText}</Empty>
                  </div>
                }
              />
            </div>
          </div>
        </>
      )}
    </Page>
  );
}
