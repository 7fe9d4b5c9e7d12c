import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { get } from "../../api/queries";
import type { TableInfo } from "../../api/types";
import { t } from "../../i18n";
import { cell, count } from "../../parts/format";
import { Grid } from "../../parts/Grid";
import { Panel } from "../../parts/Page";
import { type Cell, records } from "../../parts/records";

const take = 50;

/** The rows of a table that speak of the item; nothing when there are none. Columns that are empty throughout are left out. */
export function Related({ item, table }: { item: string; table: TableInfo }) {
  const rows = useQuery(get.rows(table.name, { filter: [`item:eq:${item}`], take }));
  const found = records(rows.data);
  if (found.length === 0) return null;
  const columns = table.columns.filter(
    (column) => column.name !== "item" && found.some((row) => row[column.name] !== null && row[column.name] !== ""),
  );
  return (
    <Panel
      title={table.title}
      aside={
        <Link className="link small" to={`/data/tables/${table.name}?filter=${encodeURIComponent(`item:eq:${item}`)}`}>
          {t("{{total}} in the table", { total: count(rows.data?.total) })}
        </Link>
      }
    >
      <Grid
        label={table.title}
        maxHeight={260}
        rows={found}
        rowKey={(_, index) => index}
        columns={columns.map((column) => ({
          key: column.name,
          header: column.name,
          hint: [column.description, column.unit].filter(Boolean).join("\n"),
          right: column.type === "number" || column.type === "integer",
          cell: (row: Record<string, Cell>) => {
            const text = cell(row[column.name], column.type);
            return column.references === "items" && text ? (
              <Link className="link" to={`/data/items/${encodeURIComponent(text)}`}>
                {text}
              </Link>
            ) : (
              text
            );
          },
        }))}
      />
    </Panel>
  );
}
