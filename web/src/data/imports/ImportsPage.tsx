import "./imports.css";
import { Button, Group } from "@mantine/core";
import { IconDatabaseImport, IconFileSpreadsheet } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { download } from "../../api/client";
import { get } from "../../api/queries";
import type { ImportInfo } from "../../api/types";
import { t } from "../../i18n";
import { count, instant, words } from "../../parts/format";
import { Grid, type GridColumn } from "../../parts/Grid";
import { Page } from "../../parts/Page";
import { ProblemAlert } from "../../parts/Problem";
import { SearchBox } from "../../parts/SearchBox";
import { Empty, Loading } from "../../parts/States";
import { Tag } from "../../parts/Tag";
import { useUrlState } from "../../parts/urlState";
import { useRefusal } from "../../people/session";
import { totals } from "./counts";
import { ImportDrawer } from "./ImportDrawer";
import { statusTone, texts } from "./texts";

const defaults = { import: "", search: "" };

export function ImportsPage() {
  const refusal = useRefusal("import_data");
  const imports = useQuery(get.imports());
  const [state, change] = useUrlState(defaults);
  const wanted = state.search.toLowerCase();
  const rows = (imports.data ?? []).filter((one) =>
    `${one.id} ${one.title} ${one.author} ${one.mapping} ${one.status}`.toLowerCase().includes(wanted),
  );
  const number = (key: string, header: string, value: (info: ImportInfo) => number, tone = ""): GridColumn<ImportInfo> => ({
    key,
    header,
    right: true,
    cell: (info) => <span className={value(info) === 0 ? "quiet" : tone}>{count(value(info))}</span>,
  });
  const columns: GridColumn<ImportInfo>[] = [
    {
      key: "title",
      header: t("Import"),
      cell: (info) => (
        <button type="button" className="link" onClick={() => change({ import: String(info.id) }, { push: true })}>
          {info.id} · {info.title}
        </button>
      ),
    },
    { key: "kind", header: t("Kind"), cell: (info) => t(words(info.kind)).toLowerCase() },
    { key: "when", header: t("When"), cell: (info) => instant(info.createdAt) },
    { key: "who", header: t("Who"), cell: (info) => info.author },
    { key: "mapping", header: t("Mapping"), cell: (info) => info.mapping },
    number("read", t("Read"), (info) => info.read ?? 0),
    number("accepted", t("Accepted"), (info) => info.accepted ?? 0),
    number("rejected", t("Rejected"), (info) => info.rejected ?? 0, "c-error"),
    number("added", t("Added"), (info) => totals(info.tables).added),
    number("changed", t("Changed"), (info) => totals(info.tables).changed),
    number("unchanged", t("Unchanged"), (info) => totals(info.tables).unchanged),
    { key: "status", header: t("Status"), cell: (info) => <Tag tone={statusTone[info.status]}>{t(words(info.status)).toLowerCase()}</Tag> },
  ];
  const start = refusal ? (
    <Button size="xs" leftSection={<IconDatabaseImport size={15} />} disabled title={refusal}>
      {t("New import")}
    </Button>
  ) : (
    <Button size="xs" component={Link} to="/data/imports/new" leftSection={<IconDatabaseImport size={15} />}>
      {t("New import")}
    </Button>
  );
  return (
    <Page
      title={texts.title}
      about={texts.about}
      actions={
        <>
          <SearchBox value={state.search} onChange={(search) => change({ search })} label={t("Search imports")} width={200} />
          <Button
            size="xs"
            variant="default"
            component="a"
            href={download("/api/v1/template.xlsx")}
            download
            leftSection={<IconFileSpreadsheet size={15} />}
          >
            {t("Template workbook")}
          </Button>
          {start}
        </>
      }
    >
      {imports.error && <ProblemAlert error={imports.error} onRetry={() => imports.refetch()} />}
      {imports.isLoading && <Loading what={t("imports")} />}
      {imports.data && (
        <Grid
          label={t("Imports")}
          columns={columns}
          rows={rows}
          rowKey={(info) => info.id}
          rowClass={(info) => (String(info.id) === state.import ? "chosen" : undefined)}
          onOpen={(info) => change({ import: String(info.id) }, { push: true })}
          empty={
            imports.data.length === 0 ? (
              <div className="panel">
                <Empty title={texts.emptyTitle} action={<Group mt="sm">{start}</Group>}>
                  {texts.emptyText}
                </Empty>
              </div>
            ) : (
              <div className="panel">
                <Empty title={t("No import matches")} />
              </div>
            )
          }
        />
      )}
      <ImportDrawer id={state.import ? Number(state.import) : undefined} onClose={() => change({ import: "" })} />
    </Page>
  );
}
