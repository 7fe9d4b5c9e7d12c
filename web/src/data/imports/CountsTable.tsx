import { Link } from "react-router";
import type { ImportTableCounts } from "../../api/types";
import { count } from "../../parts/format";
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
      label="Counts by table"
      rows={tables}
      rowKey={(row) => row.table}
      columns={[
        {
          key: "table",
          header: "Table",
          cell: (row) => (
            <Link className="link" to={`/data/tables/${row.table}`}>
              {title(row.table)}
            </Link>
          ),
        },
        { key: "mode", header: "Mode", hint: "Delta adds and changes rows; replace states the whole table.", cell: (row) => row.mode },
        number("read", "Read", "Rows the mapping delivered"),
        number("accepted", "Accepted", "Rows that passed the row checks"),
        {
          key: "rejected",
          header: "Rejected",
          hint: "Rows kept as rejected rows, to be repaired",
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
        number("duplicates", "Duplicates", "Rows dropped because an equal row came earlier in the same import"),
        number("added", "Added", "Accepted rows with a new key"),
        number("changed", "Changed", "Accepted rows that gave a known key other values"),
        number("unchanged", "Unchanged", "Accepted rows that say what was known"),
      ]}
      footer={
        tables.length > 1 && (
          <tr>
            <td>All tables</td>
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
