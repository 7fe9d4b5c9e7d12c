import "./tables.css";
import { Anchor, Breadcrumbs, Button, Select } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearchParams } from "react-router";
import { download } from "../../api/client";
import { get } from "../../api/queries";
import type { TableColumn, TableInfo, TableRows } from "../../api/types";
import { t } from "../../i18n";
import { cell, count, words } from "../../parts/format";
import { Grid, type GridColumn } from "../../parts/Grid";
import { Page } from "../../parts/Page";
import { Pager } from "../../parts/Pager";
import { ProblemAlert } from "../../parts/Problem";
import { SearchBox } from "../../parts/SearchBox";
import { Empty, Loading } from "../../parts/States";
import { useUrlState } from "../../parts/urlState";
import { FilterBar } from "./FilterBar";
import { texts } from "./texts";

const defaults = { search: "", sort: "", skip: "0", snapshot: "" };
const take = 100;

type Row = { cells: TableRows["rows"][number]; importId: number | undefined; line: number | undefined };

function hintOf(column: TableColumn): string {
  const facts = [
    column.description,
    column.unit && t("Unit: {{unit}}", { unit: column.unit }),
    column.key ? t("Part of the key") : column.required ? t("Required") : t("Optional"),
    column.references && t("Found in {{table}}", { table: t(words(column.references)) }),
    column.choices.length > 0 && t("One of: {{choices}}", { choices: column.choices.join(", ") }),
  ];
  return facts.filter(Boolean).join("\n");
}

function Value({ value, column }: { value: Row["cells"][number]; column: TableColumn | undefined }) {
  const text = cell(value, column?.type);
  if (text === "") return <span className="quiet">–</span>;
  if (column && (column.references === "items" || column.name === "item"))
    return (
      <Link className="link" to={`/data/items/${encodeURIComponent(text)}`}>
        {text}
      </Link>
    );
  if (column?.references)
    return (
      <Link className="link" to={`/data/tables/${column.references}?search=${encodeURIComponent(text)}`}>
        {text}
      </Link>
    );
  return <span title={text.length > 50 ? text : undefined}>{text}</span>;
}

function columnsOf(table: TableInfo, names: readonly string[]): GridColumn<Row>[] {
  const columns = names.map((name, index): GridColumn<Row> => {
    const column = table.columns.find((one) => one.name === name);
    return {
      key: name,
      header: (
        <span>
          {column?.key ? <b>{name}</b> : name}
          {column?.unit && <span className="unit">{column.unit}</span>}
        </span>
      ),
      hint: column ? hintOf(column) : undefined,
      right: column?.type === "number" || column?.type === "integer",
      pinned: index === 0 && column?.key,
      sort: name,
      cell: (row) => <Value value={row.cells[index] ?? null} column={column} />,
    };
  });
  columns.push({
    key: "#origin",
    header: t("Import, line"),
    hint: t("The import the row came with, and its line in the file"),
    right: true,
    cell: (row) =>
      row.importId ? (
        <Link className="link" to={`/data/imports?import=${row.importId}`}>
          {row.importId}
          {row.line ? `, ${count(row.line)}` : ""}
        </Link>
      ) : (
        ""
      ),
  });
  return columns;
}

export function TablePage() {
  const name = useParams().table ?? "";
  const [state, change] = useUrlState(defaults);
  const [parameters, setParameters] = useSearchParams();
  const filters = parameters.getAll("filter");
  const tables = useQuery(get.tables());
  const snapshots = useQuery(get.snapshots());
  const table = tables.data?.find((one) => one.name === name);
  const filter = { search: state.search, sort: state.sort, filter: filters, snapshot: state.snapshot ? Number(state.snapshot) : undefined };
  const page = useQuery({ ...get.rows(name, { ...filter, skip: Number(state.skip), take }), enabled: !!table });
  if (tables.data && !table)
    return (
      <Page title={name}>
        <Empty
          title={t("There is no table {{name}}", { name })}
          action={
            <Link className="link" to="/data/tables">
              {t("All tables")}
            </Link>
          }
        />
      </Page>
    );
  const rows =
    page.data?.rows.map((cells, index): Row => ({ cells, importId: page.data.importIds[index], line: page.data.lines[index] })) ?? [];
  return (
    <Page
      title={table?.title ?? t(words(name))}
      about={
        <>
          <Breadcrumbs separator="›" className="crumbs">
            <Anchor component={Link} to="/data/tables" className="link" size="sm">
              {t("Master data")}
            </Anchor>
            <span>{t(words(table?.area))}</span>
          </Breadcrumbs>
          {table && `${table.description} ${texts.asOfRules[table.asOfRule] ?? ""}`}
        </>
      }
      actions={
        <Button
          size="xs"
          variant="default"
          component="a"
          download
          leftSection={<IconDownload size={14} />}
          href={download("/api/v1/tables/{name}.csv", { name, query: { snapshot: state.snapshot } })}
        >
          {t("CSV")}
        </Button>
      }
    >
      {(tables.error || page.error) && <ProblemAlert error={tables.error ?? page.error} onRetry={() => page.refetch()} />}
      {table && (
        <div className="filters">
          <SearchBox
            value={state.search}
            onChange={(search) => change({ search, skip: "" })}
            label={t("Search {{title}}", { title: table.title.toLowerCase() })}
          />
          <FilterBar
            columns={table.columns}
            filters={filters}
            onChange={(next) =>
              setParameters((before) => {
                const after = new URLSearchParams(before);
                after.delete("filter");
                after.delete("skip");
                for (const one of next) after.append("filter", one);
                return after;
              })
            }
          />
          {snapshots.data && snapshots.data.length > 0 && (
            <Select
              aria-label={t("Dataset")}
              w={220}
              clearable
              placeholder={t("Live dataset")}
              data={snapshots.data.map((one) => ({ value: String(one.id), label: t("Snapshot {{name}}", { name: one.name }) }))}
              value={state.snapshot || null}
              onChange={(snapshot) => change({ snapshot: snapshot ?? "", skip: "" })}
            />
          )}
          {table.rejected > 0 && (
            <Link className="link small c-error" to={`/data/rejected-rows?table=${name}`}>
              {t("{{rejected}} rejected", { rejected: count(table.rejected) })}
            </Link>
          )}
          <span className="spacer" />
          {page.data && (
            <Pager
              total={page.data.total}
              skip={Number(state.skip)}
              take={take}
              onSkip={(skip) => change({ skip: String(skip) })}
              what={t("rows")}
            />
          )}
        </div>
      )}
      {(tables.isLoading || page.isLoading) && <Loading what={t("rows")} />}
      {table && page.data && (
        <Grid
          label={t("{{title}}: rows", { title: table.title })}
          maxHeight="calc(var(--screen) - 215px)"
          columns={columnsOf(table, page.data.columns)}
          rows={rows}
          rowKey={(_, index) => index}
          sort={state.sort}
          onSort={(sort) => change({ sort, skip: "" })}
          empty={
            <div className="panel">
              <Empty title={texts.emptyTitle}>
                {state.search || filters.length > 0
                  ? t("Nothing matches the search and filters.")
                  : t("No import has brought rows of this table.")}
              </Empty>
            </div>
          }
        />
      )}
    </Page>
  );
}
