import { Link } from "react-router";
import type { TableInfo } from "../../api/types";
import { t } from "../../i18n";
import { count, words } from "../../parts/format";
import { Panel } from "../../parts/Page";
import { texts } from "./texts";

/** Rows of each table, by area; empty tables are named too, quietly: they are what a KPI may miss. */
export function RowCounts({ tables }: { tables: TableInfo[] }) {
  const areas = texts.areaOrder.filter((area) => tables.some((table) => table.area === area));
  return (
    <Panel
      title={t("Rows by area")}
      aside={
        <span className="quiet small numbers">
          {count(tables.reduce((sum, table) => sum + table.rows, 0))} {t("rows")}
        </span>
      }
    >
      <div className="areas pad">
        {areas.map((area) => (
          <div key={area}>
            <h3 className="area-name">{t(words(area))}</h3>
            {tables
              .filter((table) => table.area === area)
              .map((table) => (
                <div key={table.name} className="area-row">
                  <Link className={table.rows > 0 ? "link" : "link quiet"} to={`/data/tables/${table.name}`}>
                    {table.title}
                  </Link>
                  <span className={`numbers ${table.rows === 0 ? "quiet" : ""}`}>{table.rows === 0 ? "–" : count(table.rows)}</span>
                </div>
              ))}
          </div>
        ))}
      </div>
    </Panel>
  );
}
