import { Checkbox, Select } from "@mantine/core";
import type { PortfolioPage, PortfolioRow } from "../api/product";
import type { PlanStructure } from "../api/types";
import { t } from "../i18n";
import { count, none, percent, quantity, words } from "../parts/format";
import { Grid } from "../parts/Grid";
import { Panel } from "../parts/Page";
import { Pager } from "../parts/Pager";
import { SearchBox } from "../parts/SearchBox";
import { Empty } from "../parts/States";
import { Tag } from "../parts/Tag";
import { type ProductState, signed } from "./state";

export const pageSize = 50;

interface Props {
  page: PortfolioPage;
  structure: PlanStructure;
  state: ProductState;
  onChange: (changes: Partial<ProductState>) => void;
}

/** The portfolio row by row, the largest value first; opening a row chooses it for a decision. */
export function PortfolioPanel({ page, structure, state, onChange }: Props) {
  const item = page.level === "item";
  const money = (value: number | null) => (value === null ? none : count(value));
  return (
    <Panel
      title={t("Portfolio")}
      aside={
        <div className="filters">
          <SearchBox value={state.search} onChange={(search) => onChange({ search, skip: "0" })} label={t("Search the portfolio")} />
          {item && (
            <Checkbox
              size="xs"
              label={t("Candidates for delisting ({{count}})", { count: count(page.candidates) })}
              checked={state.candidates === "yes"}
              onChange={(event) => onChange({ candidates: event.currentTarget.checked ? "yes" : "", skip: "0" })}
            />
          )}
          <Select
            size="xs"
            w={150}
            aria-label={t("Rows of the portfolio")}
            value={state.level}
            allowDeselect={false}
            data={structure.attributes
              .filter((one) => one.name !== "resource" && one.name !== "supplier")
              .map((one) => ({ value: one.name, label: one.title }))}
            onChange={(level) => level && onChange({ level, skip: "0", at: "", candidates: "" })}
          />
        </div>
      }
    >
      <Grid<PortfolioRow>
        label={t("Portfolio")}
        maxHeight={430}
        rows={page.rows}
        rowKey={(one) => one.member}
        rowClass={(one) => (one.member === state.at ? "product-chosen" : undefined)}
        onOpen={(one) => onChange({ at: one.member })}
        sort={state.sort}
        onSort={(sort) => onChange({ sort, skip: "0" })}
        empty={<Empty title={t("Nothing matches")}>{t("No row is in this class or has this name. Maybe show all.")}</Empty>}
        columns={[
          {
            key: "member",
            header: t(words(page.level)),
            sort: "member",
            pinned: true,
            cell: (one) => (
              <button type="button" className="link product-member" onClick={() => onChange({ at: one.member })}>
                {page.titles[one.member] ?? (one.member || t("(none)"))}
                {page.titles[one.member] && <span className="quiet small"> {one.member}</span>}
              </button>
            ),
          },
          { key: "class", header: t("Class"), cell: (one) => <b>{`${one.abc}${one.xyz ?? ""}`}</b> },
          {
            key: "value",
            header: t("Value, 12 months ({{unit}})", { unit: page.unit }),
            hint: t("Orders of the last 12 months at net prices."),
            right: true,
            sort: "value",
            cell: (one) => count(one.value),
          },
          { key: "share", header: t("Share"), right: true, cell: (one) => percent(one.share) },
          {
            key: "growth",
            header: t("Growth"),
            hint: t("Last 12 months over the 12 before."),
            right: true,
            sort: "growth",
            cell: (one) => signed(one.growth),
          },
          {
            key: "planned",
            header: t("Planned growth"),
            hint: t("Plan of the next 12 months over the last 12."),
            right: true,
            sort: "planned_growth",
            cell: (one) => signed(one.plannedGrowth),
          },
          {
            key: "margin",
            header: t("Margin ({{unit}})", { unit: page.unit }),
            hint: t("Value less standard cost, of the last 12 months."),
            right: true,
            sort: "margin",
            cell: (one) => money(one.margin),
          },
          {
            key: "marginShare",
            header: t("Margin, %"),
            right: true,
            sort: "margin_share",
            cell: (one) => (one.marginShare === null ? none : signed(one.marginShare).replace("+", "")),
          },
          {
            key: "variation",
            header: t("Variation"),
            hint: t("Standard deviation of demand by month over its mean, over two years at most. s: its season was taken out."),
            right: true,
            sort: "variation",
            cell: (one) => (one.variation === null ? none : `${quantity(one.variation, 2)}${one.isSeasonal ? " s" : ""}`),
          },
          { key: "stage", header: t("Life cycle"), cell: (one) => (one.stage ? t(words(one.stage)) : none) },
          {
            key: "sold",
            header: t("First – last sale"),
            cell: (one) => (one.firstSale ? `${one.firstSale.slice(0, 7)} – ${one.lastSale?.slice(0, 7)}` : none),
          },
          {
            key: "stock",
            header: t("Stock ({{unit}})", { unit: page.unit }),
            hint: t("At the cut-off, at standard cost."),
            right: true,
            sort: "stock_value",
            cell: (one) => money(one.stockValue),
          },
          {
            key: "coverage",
            header: t("Coverage (months)"),
            hint: t("How long the stock lasts at the demand planned for the next year."),
            right: true,
            sort: "coverage",
            cell: (one) => quantity(one.coverageMonths, 1),
          },
          {
            key: "delist",
            header: t("Candidate for delisting"),
            hint: t(
              "Class C, falling by more than 5 %, margin below half of the portfolio's, sold for more than a year, no component of anything sold.",
            ),
            wrap: true,
            cell: (one) =>
              one.delist && (
                <span className="product-delist">
                  <Tag tone="warning">{t("delist?")}</Tag> {one.delist.why}{" "}
                  {t("Effect in a year: value −{{value}} {{unit}}, margin {{margin}}; stock lasts {{months}} months.", {
                    value: count(one.delist.valueLost),
                    unit: page.unit,
                    margin: one.delist.marginLost === null ? none : count(-one.delist.marginLost),
                    months: quantity(one.delist.monthsToRunOut, 1),
                  })}
                </span>
              ),
          },
        ]}
      />
      {page.total > pageSize && (
        <Pager
          total={page.total}
          skip={Number(state.skip) || 0}
          take={pageSize}
          what={t("rows")}
          onSkip={(skip) => onChange({ skip: String(skip) })}
        />
      )}
    </Panel>
  );
}
