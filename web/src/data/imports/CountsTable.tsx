import { Link } from "react-router";
import type { ImportTableCounts } from "../../api/types";
import { t } from "../../i18n";
import { count, words } from "../../parts/format";
import { Grid } from "../../parts/Grid";
import { useTableTitles } from "../../parts/useTableTitles";
import { totals } from "./counts";

/** What an import did, table by table. */
export function CountsTable({ tables, importId }: { tables: ImportTableCounts[]; importId: number }) {
  const sum = totals(tables);
  const title = useTableTitles();
  const number = (key: keyof typeof sum, header: string, hint: string) => ({
    key,
    header,
    hint,
    right: true,
    cell: (row: ImportTableCounts) => <span className={Number(row[key]) === 0 ? "quiet" : ""}>{count(Number(row[key]))}</span>,
  });
  return (
    <Grid
      label={t("Counts by table")}
      rows={tables}
      rowKey={(row) => row.table}
      columns={[
        {
          key: "table",
          header: t("Table"),
          cell: (row) => (
            <Link className="link" to={`/data/tables/${row.table}`}>
              {title(row.table)}
            </Link>
          ),
        },
        {
          key: "mode",
          header: t("Mode"),
          hint: t("Delta adds and changes rows; replace states the whole table."),
          cell: (row) => t(words(row.mode)).toLowerCase(),
        },
        number("read", t("Read"), t("Rows the mapping delivered")),
        number("accepted", t("Accepted"), t("Rows that passed the row checks")),
        {
          key: "rejected",
          header: t("Rejected"),
          hint: t("Rows kept as rejected rows, to be repaired"),
          right: true,
          cell: (row) =>
            row.rejected > 0 ? (
              <Link className="link c-error" to={`/data/rejected-rows?import=${importId}&table=${row.table}`}>
                {count(row.rejected)}
              </Link>
            ) : (
              <span className="quiet">0</span>
            ),
        },
        number("duplicates", t("Duplicates"), t("Rows dropped because an equal row came earlier in the same import")),
        number("added", t("Added"), t("Accepted rows with a new key")),
        number("changed", t("Changed"), t("Accepted rows that gave a known key other values")),
        number("unchanged", t("Unchanged"), t("Accepted rows that say what was known")),
      ]}
      footer={
        tables.length > 1 && (
          <tr>
            <td>{t("All tables")}</td>
            <td />
            {(["read", "accepted", "rejected", "duplicates", "added", "changed", "unchanged"] as const).map((key) => (
              <td key={key} className="right">
                {count(sum[key])}
              </td>
            ))}
          </tr>
        )
      }
    />
  );
}
