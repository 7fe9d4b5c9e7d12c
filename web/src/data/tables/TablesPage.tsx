import "./tables.css";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { get } from "../../api/queries";
import { t } from "../../i18n";
import { count, words } from "../../parts/format";
import { Grid } from "../../parts/Grid";
import { Page, Panel } from "../../parts/Page";
import { ProblemAlert } from "../../parts/Problem";
import { SearchBox } from "../../parts/SearchBox";
import { Loading } from "../../parts/States";
import { useUrlState } from "../../parts/urlState";
import { texts } from "./texts";

const defaults = { search: "" };

export function TablesPage() {
  const tables = useQuery(get.tables());
  const [state, change] = useUrlState(defaults);
  const wanted = state.search.toLowerCase();
  const found = (tables.data ?? []).filter((table) =>
    `${table.name} ${table.title} ${table.description} ${table.columns.map((column) => column.name).join(" ")}`
      .toLowerCase()
      .includes(wanted),
  );
  return (
    <Page
      title={texts.title}
      about={texts.about}
      actions={<SearchBox value={state.search} onChange={(search) => change({ search })} label={t("Search tables and columns")} />}
    >
      {tables.error && <ProblemAlert error={tables.error} onRetry={() => tables.refetch()} />}
      {tables.isLoading && <Loading what={t("tables")} />}
      {texts.areaOrder.map((area) => {
        const rows = found.filter((table) => table.area === area);
        if (rows.length === 0) return null;
        return (
          <Panel
            key={area}
            title={t(words(area))}
            aside={
              <span className="quiet small numbers">
                {count(rows.reduce((sum, table) => sum + table.rows, 0))} {t("rows")}
              </span>
            }
          >
            <Grid
              label={t(words(area))}
              rows={rows}
              rowKey={(table) => table.name}
              columns={[
                {
                  key: "title",
                  header: t("Table"),
                  width: 230,
                  cell: (table) => (
                    <Link className="link" to={`/data/tables/${table.name}`}>
                      {table.title}
                    </Link>
                  ),
                },
                { key: "description", header: t("Holds"), wrap: true, cell: (table) => <span className="quiet">{table.description}</span> },
                {
                  key: "asof",
                  header: t("As-of rule"),
                  hint: t("How the table is seen as of the cut-off"),
                  width: 110,
                  cell: (table) => <span title={texts.asOfRules[table.asOfRule]}>{t(words(table.asOfRule))}</span>,
                },
                { key: "columns", header: t("Columns"), right: true, width: 80, cell: (table) => table.columns.length },
                {
                  key: "rows",
                  header: t("Rows"),
                  right: true,
                  width: 110,
                  cell: (table) => (table.rows > 0 ? <b>{count(table.rows)}</b> : <span className="quiet">–</span>),
                },
                {
                  key: "rejected",
                  header: t("Rejected"),
                  right: true,
                  width: 90,
                  cell: (table) =>
                    table.rejected > 0 ? (
                      <Link className="link c-error" to={`/data/rejected-rows?table=${table.name}`}>
                        {count(table.rejected)}
                      </Link>
                    ) : (
                      <span className="quiet">–</span>
                    ),
                },
              ]}
            />
          </Panel>
        );
      })}
    </Page>
  );
}
