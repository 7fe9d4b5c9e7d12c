import type { Comparison, ComparisonRow } from "../../api/scenarios";
import { t } from "../../i18n";
import { bucketLabel, day, none } from "../../parts/format";
import { Tag, type Tone } from "../../parts/Tag";
import { type Delta, deltaOf, deltaText, figureOf, figureText, groupsOf, sparkPoints } from "./comparison";

interface Props {
  comparison: Comparison;
  /** Place of the plan the others are compared with. */
  reference: number;
  /** Label of the fiscal year; empty for the horizon. */
  year: string;
  full: boolean;
  onReference: (plan: number) => void;
}

/** Figures whose course over the buckets is drawn. */
const drawn = new Set([
  "service_in_time",
  "backorders_end",
  "stock_value_end",
  "obsolete_stock_value",
  "production_cost",
  "revenue",
  "margin",
  "cash_end",
  "working_capital_end",
  "utilisation_average",
  "overtime",
]);

const statusTone: Record<string, Tone> = { met: "ok", near: "warning", missed: "error" };

/** Scenarios side by side: every figure with its difference to the reference, said by arrow, word and colour, and its course. */
export function ComparisonPanel({ comparison, reference, year, full, onReference }: Props) {
  const { currency } = comparison;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section className="grid-scroll comparison" tabIndex={0} aria-label={t("Comparison of the scenarios")} style={{ maxHeight: 720 }}>
      <table className="grid">
        <thead>
          <tr>
            <th scope="col" className="pinned">
              {year === "" ? t("Figure, over the horizon") : t("Figure, in {{year}}", { year: bucketLabel(year) })}
            </th>
            <th scope="col" className="right">
              {t("Target")}
            </th>
            {comparison.plans.map((plan, at) => (
              <th key={plan} scope="col" className="right">
                <span className="comparison-plan" title={plan}>
                  {plan}
                </span>
                {at === reference ? (
                  <Tag tone="info">{t("reference")}</Tag>
                ) : (
                  <button type="button" className="link small" onClick={() => onReference(at)}>
                    {t("compare with this")}
                  </button>
                )}
              </th>
            ))}
          </tr>
        </thead>
        {groupsOf(comparison.rows).map(({ group, rows }) => (
          <tbody key={group}>
            <tr className="comparison-group">
              <th scope="rowgroup" colSpan={comparison.plans.length + 2}>
                {t(group)}
              </th>
            </tr>
            {rows.map((row) => (
              <tr key={row.figure}>
                <th scope="row" className="pinned comparison-figure">
                  {t(row.title)}
                  <span className="quiet small">
                    {row.better === "higher" ? t("more is better") : row.better === "lower" ? t("less is better") : ""}
                  </span>
                </th>
                <td className="right">
                  {row.target ? (
                    <span
                      title={[
                        row.target.threshold !== null &&
                          t("red from {{value}}", { value: figureText(row.target.threshold, row.unit, currency, true) }),
                        row.target.owner && t("owner {{name}}", { name: row.target.owner }),
                        t("from {{day}}", { day: day(row.target.from) }),
                      ]
                        .filter(Boolean)
                        .join("; ")}
                    >
                      {figureText(row.target.value, row.unit, currency, full)}
                    </span>
                  ) : (
                    <span className="quiet">{none}</span>
                  )}
                </td>
                {comparison.plans.map((plan, at) => (
                  <Cell key={plan} comparison={comparison} row={row} plan={at} reference={reference} year={year} full={full} />
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

type CellProps = Omit<Props, "onReference"> & { row: ComparisonRow; plan: number };

function Cell({ comparison, row, plan, reference, year, full }: CellProps) {
  const value = figureOf(comparison, row, plan, year);
  if (!value || value.value === null)
    return (
      <td className="right quiet" title={value?.notMeasurable ?? undefined}>
        {t("not measurable")}
      </td>
    );
  const delta =
    plan === reference ? undefined : deltaOf(value.value, figureOf(comparison, row, reference, year)?.value, row.unit, row.better);
  return (
    <td className="right" title={value.note ?? undefined}>
      <span className="comparison-value">
        {drawn.has(row.figure) && <Spark comparison={comparison} row={row} plan={plan} />}
        {value.target && value.target !== "met" && <Tag tone={statusTone[value.target] ?? "quiet"}>{t(value.target)}</Tag>}
        {value.target === "met" && (
          <span className="c-ok" title={t("The target is met.")}>
            <span aria-hidden>✓</span>
            <span className="sr">{t("met")}</span>
          </span>
        )}
        <b>{figureText(value.value, row.unit, comparison.currency, full)}</b>
      </span>
      {delta && <DeltaLine delta={delta} row={row} currency={comparison.currency} full={full} />}
    </td>
  );
}

const marks: Record<Delta["verdict"], { arrow: (up: boolean) => string; tone: string }> = {
  better: { arrow: (up) => (up ? "▲" : "▼"), tone: "c-ok" },
  worse: { arrow: (up) => (up ? "▲" : "▼"), tone: "c-error" },
  higher: { arrow: () => "▲", tone: "quiet" },
  lower: { arrow: () => "▼", tone: "quiet" },
  same: { arrow: () => "=", tone: "quiet" },
};

function DeltaLine({ delta, row, currency, full }: { delta: Delta; row: ComparisonRow; currency: string; full: boolean }) {
  const mark = marks[delta.verdict];
  return (
    <div className={`small ${mark.tone}`}>
      <span aria-hidden>{mark.arrow(delta.difference > 0)}</span> {deltaText(delta, row.unit, currency, full)}
      {delta.verdict !== "same" && ` ${t(delta.verdict)}`}
    </div>
  );
}

const [sparkWidth, sparkHeight] = [72, 18];

/** The course of a figure over the buckets; all plans of a row share one scale, so that the lines can be compared. */
function Spark({ comparison, row, plan }: { comparison: Comparison; row: ComparisonRow; plan: number }) {
  const all = row.plans.flatMap((one) => one.byBucket.filter((value) => value !== null));
  const values = row.plans[plan]?.byBucket ?? [];
  if (all.length < 2) return null;
  const points = sparkPoints(values, Math.min(...all), Math.max(...all), sparkWidth, sparkHeight);
  const first = values.findIndex((value) => value !== null);
  const last = values.findLastIndex((value) => value !== null);
  if (first < 0) return null;
  const text = (at: number) => `${figureText(values[at], row.unit, comparison.currency, false)} (${bucketLabel(comparison.buckets[at])})`;
  const said = `${text(first)} → ${text(last)}`;
  return (
    <svg width={sparkWidth + 4} height={sparkHeight + 4} role="img" aria-label={said}>
      <title>{said}</title>
      <polyline
        points={points.map(([x, y]) => `${(x + 2).toFixed(1)},${(y + 2).toFixed(1)}`).join(" ")}
        fill="none"
        stroke="var(--link)"
        strokeWidth={1.4}
        strokeLinejoin="round"
      />
    </svg>
  );
}
