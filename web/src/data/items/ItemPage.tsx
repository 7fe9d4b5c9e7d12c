import "./items.css";
import { Anchor, Breadcrumbs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { get } from "../../api/queries";
import { t } from "../../i18n";
import { cell, count, words } from "../../parts/format";
import { Page, Panel } from "../../parts/Page";
import { ProblemAlert } from "../../parts/Problem";
import { records } from "../../parts/records";
import { Empty, Loading } from "../../parts/States";
import { Tag } from "../../parts/Tag";
import { useUrlState } from "../../parts/urlState";
import { HistoryPanel } from "./HistoryPanel";
import { Related } from "./Related";
import { StructurePanel } from "./StructurePanel";
import { texts } from "./texts";

const defaults = { direction: "down", levels: "1" };

/** One item: facts, attributes, structure, history, and the rows of other tables that speak of it. */
export function ItemPage() {
  const item = useParams().item ?? "";
  const [state, change] = useUrlState(defaults);
  const tables = useQuery(get.tables());
  const rows = useQuery(get.rows("items", { filter: [`item:eq:${item}`], take: 1 }));
  const attributes = useQuery(get.rows("item_attributes", { filter: [`item:eq:${item}`], take: 100 }));
  const findings = useQuery(get.findings({ search: item, take: 1 }));
  const facts = records(rows.data)[0];
  const itemTable = tables.data?.find((table) => table.name === "items");
  const about = (
    <Breadcrumbs separator="›">
      <Anchor component={Link} to="/data/tables" className="link" size="sm">
        {t("Master data")}
      </Anchor>
      <Anchor component={Link} to="/data/tables/items" className="link" size="sm">
        {t("Items")}
      </Anchor>
      <span>{facts ? cell(facts.description) : item}</span>
    </Breadcrumbs>
  );
  const error = rows.error ?? tables.error;
  if (error)
    return (
      <Page title={item} about={about}>
        <ProblemAlert error={error} onRetry={() => rows.refetch()} />
      </Page>
    );
  if (!rows.data || !itemTable)
    return (
      <Page title={item} about={about}>
        <Loading what={t("the item")} />
      </Page>
    );
  if (!facts)
    return (
      <Page title={item} about={about}>
        <div className="panel">
          <Empty title={t("There is no item {{item}}", { item })}>
            {t("Maybe it is written differently.")}{" "}
            <Link className="link" to={`/data/tables/items?search=${encodeURIComponent(item)}`}>
              {t("Search the items")}
            </Link>
          </Empty>
        </div>
      </Page>
    );
  const known = itemTable.columns.filter((column) => facts[column.name] !== null && facts[column.name] !== "" && column.name !== "item");
  return (
    <Page
      title={`${item}${facts.description ? ` · ${cell(facts.description)}` : ""}`}
      about={about}
      actions={
        findings.data && findings.data.total > 0 ? (
          <Link to={`/data/findings?search=${encodeURIComponent(item)}`}>
            <Tag tone="warning">{t("{{total}} findings", { total: count(findings.data.total) })}</Tag>
          </Link>
        ) : null
      }
    >
      <div className="columns item-top">
        <Panel title={t("Facts")}>
          <dl className="fact pad">
            {known.map((column) => (
              <div key={column.name} className="pair">
                <dt title={column.description}>{t(words(column.name))}</dt>
                <dd>
                  {column.type === "choice" ? t(words(cell(facts[column.name]))) : cell(facts[column.name], column.type)}
                  {column.unit && <span className="quiet small"> {column.unit}</span>}
                </dd>
              </div>
            ))}
            {records(attributes.data).map((row) => (
              <div key={cell(row.attribute)} className="pair">
                <dt title={t("Item attribute")}>{t(words(cell(row.attribute)))}</dt>
                <dd>{cell(row.value)}</dd>
              </div>
            ))}
          </dl>
        </Panel>
        <HistoryPanel item={item} />
      </div>
      <StructurePanel item={item} direction={state.direction} levels={state.levels} onChange={change} />
      <div className="columns item-related">
        {texts.related.map((name) => {
          const table = tables.data?.find((one) => one.name === name);
          return table ? <Related key={name} item={item} table={table} /> : null;
        })}
      </div>
    </Page>
  );
}
