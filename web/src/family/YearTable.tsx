import type { FamilySheet, PeriodFigures, SheetRow } from "../api/finance";
import type { PlanStructure } from "../api/types";
import { t } from "../i18n";
import { bucketLabel, count, fixed, none } from "../parts/format";
import { Panel } from "../parts/Page";
import { difference } from "./lines";

interface Props {
  sheet: FamilySheet;
  structure: PlanStructure;
  onOpen: (measure: string, from: number, to: number) => void;
}

/** A difference in percent with its sign; a dash where there is nothing to compare. */
export const signed = (share: number | null): string =>
  share === null ? none : `${share > 0 ? "+" : share < 0 ? "−" : ""}${fixed(Math.abs(share) * 100, 1)} %`;

/** Sales, production and purchase by fiscal year: what came, what is planned of the rest, and what that is beside the budget and the year before. */
export function YearTable({ sheet, structure, onOpen }: Props) {
  const rows = sheet.rows.filter(
    (row) => (row.name === "sales" || row.block === "production") && row.years.some((year) => year.total !== null),
  );
  const last = (row: SheetRow) =>
    row.years.filter(
      (year) => year.last >= structure.firstPlanned || year === row.years.findLast((one) => one.last < structure.firstPlanned),
    );
  const shown = (year: PeriodFigures, value: number | null) => (year.complete || year.plan !== null ? count(value) : none);
  return (
    <Panel title={t("Fiscal years")} aside={<span className="quiet small">{sheet.unitText}</span>}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <section className="grid-scroll family-years" tabIndex={0} aria-label={t("Fiscal years")}>
        <table className="grid">
          <thead>
            <tr>
              <th scope="col">{t("Year")}</th>
              <th scope="col" className="right" title={t("Actual to date and plan to go together")}>
                {t("Expected")}
              </th>
              <th scope="col" className="right">
                {t("Budget")}
              </th>
              <th scope="col" className="right">
                {t("to budget")}
              </th>
              <th scope="col" className="right">
                {t("to year before")}
              </th>
              <th scope="col" className="right" title={t("Up to the cut-off")}>
                {t("Actual to date")}
              </th>
              <th scope="col" className="right">
                {t("Plan to go")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => [
              <tr key={row.name} className="family-block">
                <th scope="rowgroup" colSpan={7}>
                  {t(row.title)}
                </th>
              </tr>,
              ...last(row).map((year) => (
                <tr key={`${row.name} ${year.label}`}>
                  <td>
                    {bucketLabel(year.label)}
                    {!year.complete && <span className="quiet"> {t("in part")}</span>}
                  </td>
                  <td className="right">
                    {row.measure && year.total !== null ? (
                      <button type="button" className="link" onClick={() => onOpen(row.measure!, year.first, year.last)}>
                        <b>{shown(year, year.total)}</b>
                      </button>
                    ) : (
                      none
                    )}
                  </td>
                  <td className="right">{count(year.budget)}</td>
                  <td className="right">{signed(year.complete ? difference(year.total, year.budget).share : null)}</td>
                  <td className="right">{signed(year.complete ? difference(year.total, year.yearBefore).share : null)}</td>
                  <td className="right">{count(year.actual)}</td>
                  <td className="right">{count(year.plan)}</td>
                </tr>
              )),
            ])}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}
