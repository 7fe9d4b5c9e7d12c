import { useCallback } from "react";
import type { PortfolioPage } from "../api/product";
import { t } from "../i18n";
import { Chart } from "../parts/Chart";
import type { ChartColors } from "../parts/chartColors";
import { count, percent } from "../parts/format";
import { Panel } from "../parts/Page";
import { Empty } from "../parts/States";
import { bubbleOption } from "./bubbles";
import { abcClasses, fieldOf, type ProductState, xyzClasses } from "./state";

interface Props {
  page: PortfolioPage;
  state: ProductState;
  onChange: (changes: Partial<ProductState>) => void;
}

/** The range at a glance: the ABC/XYZ matrix, and growth against margin. */
export function PicturePanels({ page, state, onChange }: Props) {
  const option = useCallback((colors: ChartColors) => bubbleOption(page, state.at, colors), [page, state.at]);
  const { rules } = page;
  return (
    <div className="product-pictures">
      <Panel
        title={t("Value and variability")}
        aside={
          (state.abc || state.xyz) && (
            <button type="button" className="link small" onClick={() => onChange({ abc: "", xyz: "", skip: "0" })}>
              {t("Show all")}
            </button>
          )
        }
      >
        <table className="product-matrix">
          <thead>
            <tr>
              <td />
              {xyzClasses.map((xyz) => (
                <th key={xyz} scope="col">
                  {xyz}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {abcClasses.map((abc) => (
              <tr key={abc}>
                <th scope="row">{abc}</th>
                {xyzClasses.map((xyz) => {
                  const field = fieldOf(page, abc, xyz);
                  const on = state.abc === abc && state.xyz === xyz;
                  return (
                    <td key={xyz}>
                      <button
                        type="button"
                        aria-pressed={on}
                        onClick={() => onChange(on ? { abc: "", xyz: "", skip: "0" } : { abc, xyz, skip: "0" })}
                      >
                        <span className="sr">{t("Class {{abc}}{{xyz}}, rows and their share of the value:", { abc, xyz })} </span>
                        <b className="numbers">{count(field.count)}</b>
                        <span className="small quiet numbers">{percent(field.share)}</span>
                        <span className="product-share" style={{ width: `${Math.min(100, field.share * 100)}%` }} aria-hidden />
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
        <p className="quiet small product-note">
          {t(
            "A: the rows that make the first {{a}} of the last 12 months' value, B: up to {{b}}, C: the rest. X: demand by month varies by less than {{x}} of its mean, Y: less than {{y}}, Z: more; a season is taken out first.",
            {
              a: percent(rules.a, 0),
              b: percent(rules.b, 0),
              x: percent(rules.x, 0),
              y: percent(rules.y, 0),
            },
          )}
        </p>
      </Panel>
      <Panel
        title={t("Growth against margin")}
        aside={<span className="quiet small">{t("Size: value. ● A ■ B ▲ C. Dashed: no growth, margin of the portfolio.")}</span>}
      >
        {page.bubbles.length === 0 ? (
          <Empty title={t("Nothing to draw")}>{t("Growth needs two years of history, margin a price and a standard cost.")}</Empty>
        ) : (
          <Chart
            option={option}
            height={288}
            label={t("Growth against margin; the same values stand in the table below")}
            onPick={(event) => typeof event.name === "string" && onChange({ at: event.name })}
          />
        )}
      </Panel>
    </div>
  );
}
