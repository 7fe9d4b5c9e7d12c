import "./rejected.css";
import { Button, FileButton, SegmentedControl } from "@mantine/core";
import { IconCheck, IconDownload, IconRefresh, IconUpload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useBlocker } from "react-router";
import { download } from "../../api/client";
import { get } from "../../api/queries";
import type { RejectedRow } from "../../api/types";
import { t } from "../../i18n";
import { ConfirmButton } from "../../parts/confirm";
import { Facets } from "../../parts/Facets";
import { plural, words } from "../../parts/format";
import { Page } from "../../parts/Page";
import { Pager } from "../../parts/Pager";
import { ProblemAlert } from "../../parts/Problem";
import { Empty, Loading } from "../../parts/States";
import { useUrlState } from "../../parts/urlState";
import { useRefusal } from "../../people/session";
import { correction, type Drafts, without } from "./drafts";
import { LeaveDialog } from "./LeaveDialog";
import { RepairGrid } from "./RepairGrid";
import { texts } from "./texts";
import { useRepair } from "./useRepair";

const defaults = { import: "", table: "", code: "", state: "open", skip: "0" };
const take = 50;

export function RejectedRowsPage() {
  const [state, change] = useUrlState(defaults);
  const refusal = useRefusal("import_data");
  const [drafts, setDrafts] = useState<Drafts>({});
  const [chosen, setChosen] = useState<Set<number>>(new Set());
  const importId = state.import ? Number(state.import) : undefined;
  const overview = useQuery(get.rejectedRows({ importId, state: state.state, take: 1 }));
  const tables = useQuery(get.tables());
  const byTable = [...(overview.data?.byTable ?? [])].sort((a, b) => b.count - a.count);
  // A grid shows one table; without a choice it is the one with most to do.
  const tableName = state.table || byTable[0]?.table || "";
  const table = tables.data?.find((one) => one.name === tableName);
  const page = useQuery({
    ...get.rejectedRows({ importId, table: tableName, code: state.code, state: state.state, skip: Number(state.skip), take }),
    enabled: tableName !== "",
  });
  const ofTable = useQuery({ ...get.rejectedRows({ importId, table: tableName, state: state.state, take: 1 }), enabled: tableName !== "" });
  const { repair, file, resubmit, dismiss, reopen } = useRepair((result) => {
    setDrafts((before) => without(before, result.repaired));
    setChosen(new Set());
  });
  const changed = Object.keys(drafts).length;
  const blocker = useBlocker(({ currentLocation, nextLocation }) => changed > 0 && currentLocation.pathname !== nextLocation.pathname);
  const move = (next: Partial<typeof defaults>) => {
    setChosen(new Set());
    change({ skip: "", ...next });
  };
  const rows = page.data?.rows ?? [];
  const submit = (some: RejectedRow[]) => {
    const columns = table?.columns.map((column) => column.name) ?? [];
    repair.mutate(some.map((row) => correction(drafts, row, columns)));
  };
  const scope = { importId, table: tableName || undefined, code: state.code || undefined };
  return (
    <Page
      title={texts.title}
      about={texts.about}
      actions={
        <>
          <Button
            size="xs"
            variant="default"
            component="a"
            download
            leftSection={<IconDownload size={14} />}
            href={download("/api/v1/rejected-rows.csv", { query: { importId, table: tableName } })}
          >
            {t("CSV to correct")}
          </Button>
          <FileButton accept=".csv,.xlsx" onChange={(one) => one && file.mutate(one)}>
            {(props) => (
              <Button
                {...props}
                size="xs"
                variant="default"
                leftSection={<IconUpload size={14} />}
                loading={file.isPending}
                disabled={!!refusal}
                title={refusal}
              >
                {t("Corrected file")}
              </Button>
            )}
          </FileButton>
          <ConfirmButton
            label={t("Try all again")}
            refusal={refusal}
            icon={<IconRefresh size={14} />}
            title={t("Try all open rows again?")}
            text={texts.resubmitText}
            confirm={t("Try again")}
            disabled={!overview.data?.total || state.state !== "open"}
            loading={resubmit.isPending}
            onConfirm={() => resubmit.mutate(scope)}
          />
        </>
      }
    >
      {(overview.error || page.error) && <ProblemAlert error={overview.error ?? page.error} onRetry={() => overview.refetch()} />}
      <div className="filters">
        <SegmentedControl
          size="xs"
          aria-label={t("State")}
          value={state.state}
          onChange={(value) => move({ state: value, table: "", code: "" })}
          data={["open", "repaired", "dismissed"].map((value) => ({ value, label: t(words(value)) }))}
        />
        {state.import && (
          <Button size="xs" variant="subtle" onClick={() => move({ import: "" })}>
            {t("Only import {{import}}: show all imports", { import: state.import })}
          </Button>
        )}
        <span className="spacer" />
        {page.data && tableName && (
          <Pager
            total={page.data.total}
            skip={Number(state.skip)}
            take={take}
            onSkip={(skip) => change({ skip: String(skip) })}
            what={t("rejected rows")}
          />
        )}
      </div>
      {(overview.isLoading || tables.isLoading) && <Loading what={t("rejected rows")} />}
      {overview.data && overview.data.total === 0 && (
        <div className="panel">
          <Empty
            title={
              state.state === "open"
                ? texts.emptyTitle
                : t("No rows of the state {{state}}", { state: t(words(state.state)).toLowerCase() })
            }
          >
            {state.state === "open" ? texts.emptyText : null}
          </Empty>
        </div>
      )}
      {overview.data && overview.data.total > 0 && (
        <div className="columns rejected-columns">
          <div className="facet-column">
            <Facets
              title={t("Tables")}
              options={byTable.map((one) => ({ value: one.table, label: t(one.title), count: one.count }))}
              chosen={tableName}
              onChoose={(value) => move({ table: value, code: "" })}
            />
            <Facets
              title={t("Reasons")}
              all={t("All reasons")}
              options={(ofTable.data?.byCode ?? []).map((one) => ({
                value: one.code,
                label: t(one.title),
                count: one.count,
              }))}
              chosen={state.code}
              onChoose={(code) => move({ code })}
            />
          </div>
          <div className="repair-column">
            {state.state === "open" && (
              <div className="filters">
                <Button
                  size="xs"
                  disabled={changed === 0 || !!refusal}
                  title={refusal}
                  loading={repair.isPending}
                  leftSection={<IconCheck size={14} />}
                  onClick={() => submit(rows.filter((row) => drafts[row.id]))}
                >
                  {changed > 0
                    ? t("Submit {{changed}}", { changed: plural(changed, t("changed row"), t("changed rows")) })
                    : t("Submit changed rows")}
                </Button>
                <ConfirmButton
                  label={chosen.size > 0 ? t("Dismiss {{chosen}}", { chosen: chosen.size }) : t("Dismiss")}
                  title={t("Dismiss {{chosen}}?", { chosen: plural(chosen.size, t("row"), t("rows")) })}
                  text={texts.dismissText}
                  confirm={t("Dismiss")}
                  refusal={refusal}
                  disabled={chosen.size === 0}
                  onConfirm={() => {
                    dismiss.mutate([...chosen]);
                    setChosen(new Set());
                  }}
                />
                <span className="quiet small">{texts.keys}</span>
              </div>
            )}
            {state.state === "dismissed" && (
              <div className="filters">
                <Button
                  size="xs"
                  disabled={chosen.size === 0 || !!refusal}
                  title={refusal}
                  onClick={() => {
                    reopen.mutate([...chosen]);
                    setChosen(new Set());
                  }}
                >
                  {t("Reopen {{chosen}}", { chosen: plural(chosen.size, t("row"), t("rows")) })}
                </Button>
              </div>
            )}
            {page.isLoading && <Loading what={t("rejected rows")} />}
            {table && page.data && rows.every((row) => row.table === table.name) && (
              <RepairGrid
                key={`${table.name} ${state.code} ${state.skip} ${state.state}`}
                table={table}
                rows={rows}
                drafts={drafts}
                onDrafts={setDrafts}
                chosen={chosen}
                onChosen={setChosen}
                onSubmit={submit}
                submitting={repair.isPending}
              />
            )}
          </div>
        </div>
      )}
      <LeaveDialog blocker={blocker} changed={changed} />
    </Page>
  );
}
