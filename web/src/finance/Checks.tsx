import { Link } from "react-router";
import type { Statement } from "../api/finance";
import { t } from "../i18n";
import { count, money, percent } from "../parts/format";
import { Panel } from "../parts/Page";
import { Tag } from "../parts/Tag";

/** Where what is missing is mended. */
const tables: Record<string, string> = {
  "net price": "prices",
  "standard cost": "standard_costs",
  "variable cost": "standard_costs",
  "purchase price": "supplier_items",
  "cost of an hour": "resources",
  "cost of an overtime hour": "resources",
  freight: "lanes",
};

/** Whether the figures agree with the cost the supply plan was chosen by, and what they lack. */
export function Checks({ statement }: { statement: Statement }) {
  const { reconciliation, currency } = statement;
  const apart = reconciliation?.terms.filter((term) => !term.agrees) ?? [];
  // Totals lack what their lines lack: each gap is told once.
  const gaps = statement.missing.filter(
    (one, at, all) => all.findIndex((other) => other.lacks === one.lacks && other.series === one.series) === at,
  );
  return (
    <Panel title={t("Checks")}>
      <div className="pad finance-checks">
        {reconciliation && (
          <details>
            <summary>
              {apart.length === 0 ? (
                <>
                  <Tag tone="ok">{t("Agrees")}</Tag>{" "}
                  {t("The optimiser's cost of the supply plan and these figures agree, term by term, but for rounding.")}
                </>
              ) : (
                <>
                  <Tag tone="error">{t("Differs")}</Tag>{" "}
                  {t("{{n}} cost terms of the supply plan differ, by {{amount}} together.", {
                    n: apart.length,
                    amount: money(
                      apart.reduce((sum, term) => sum + Math.abs(term.unexplained ?? 0), 0),
                      currency,
                      2,
                    ),
                  })}
                </>
              )}
            </summary>
            <table className="grid">
              <thead>
                <tr>
                  <th scope="col">{t("Cost term")}</th>
                  <th scope="col" className="right">
                    {t("Supply plan")}
                  </th>
                  <th scope="col" className="right">
                    {t("Finance")}
                  </th>
                  <th scope="col">{t("Known differences")}</th>
                  <th scope="col" className="right">
                    {t("Left over")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {reconciliation.terms.map((term) => (
                  <tr key={term.term}>
                    <td>{t(term.term)}</td>
                    <td className="right">{money(term.supply, currency, 2)}</td>
                    <td className="right">{money(term.finance, currency, 2)}</td>
                    <td className="wrap">
                      {term.known.map((one) => (
                        <div key={one.reason}>
                          {money(one.amount, currency, 2)} <span className="quiet">{one.reason}</span>
                        </div>
                      ))}
                    </td>
                    <td className="right">{money(term.unexplained, currency, 2)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {statement.penalty !== null && (
              <p className="quiet small">
                {t(
                  "Penalties for late, lost and overloaded amounts steered the supply plan with {{amount}}; they are no cost and in no figure here.",
                  {
                    amount: money(statement.penalty, currency),
                  },
                )}
              </p>
            )}
          </details>
        )}
        {statement.noBudget && (
          <div className="in-text">
            <Tag tone="warning">{t("Budget")}</Tag> {statement.noBudget}{" "}
            <Link className="link" to="/data/tables/budget">
              {t("Open the budget")}
            </Link>
          </div>
        )}
        {gaps.map((one) => (
          <div key={`${one.measure} ${one.lacks}`} className="in-text">
            <Tag tone={one.share >= 0.05 ? "error" : "warning"}>{t("Missing")}</Tag>{" "}
            {t("{{lacks}} of {{n}} series ({{share}} of the quantity), as {{examples}}.", {
              lacks: t(one.lacks),
              n: count(one.series),
              share: percent(one.share),
              examples: one.examples.slice(0, 3).join(", "),
            })}{" "}
            {tables[one.lacks] && (
              <Link className="link" to={`/data/tables/${tables[one.lacks]}?search=${encodeURIComponent(one.examples[0] ?? "")}`}>
                {t("Mend it in the data")}
              </Link>
            )}
          </div>
        ))}
        {statement.findings
          .filter((one) => one.severity !== "info" && !one.code.startsWith("PLAN_WITHOUT"))
          .slice(0, 8)
          .map((one) => (
            <div key={`${one.code} ${one.entity}`}>
              <Tag tone={one.severity === "error" ? "error" : "warning"}>{t(one.severity)}</Tag> {one.message}{" "}
              <span className="quiet">{one.advice}</span>
            </div>
          ))}
      </div>
    </Panel>
  );
}
