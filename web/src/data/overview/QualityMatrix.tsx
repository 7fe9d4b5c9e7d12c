import { Link } from "react-router";
import type { QualityOfArea } from "../../api/types";
import { t } from "../../i18n";
import { count, quantity, score, words } from "../../parts/format";
import { Grid, type GridColumn } from "../../parts/Grid";
import { Tag } from "../../parts/Tag";
import { texts } from "./texts";

const dimensions = ["completeness", "validity", "consistency", "timeliness"];

function ScoreBar({ area }: { area: QualityOfArea }) {
  if (area.score === null)
    return (
      <span className="quiet" title={area.notMeasurable ?? undefined}>
        {t("not measurable")}
      </span>
    );
  return (
    <div className="score">
      <span className="score-bar" aria-hidden>
        <i style={{ width: `${area.score}%` }} className={area.held ? "held" : ""} />
        {area.threshold !== null && <b style={{ left: `${area.threshold}%` }} />}
      </span>
      <span className="numbers score-number">{score(area.score)}</span>
    </div>
  );
}

function GateOf({ area }: { area: QualityOfArea }) {
  if (area.threshold === null) return <span className="quiet">{t("no threshold")}</span>;
  if (area.score !== null && area.score < area.threshold)
    return <Tag tone="warning">{t("below {{threshold}}", { threshold: quantity(area.threshold) })}</Tag>;
  return area.held ? (
    <Tag tone="warning">{t("held by a finding")}</Tag>
  ) : (
    <Tag tone="ok">{t("at least {{threshold}}", { threshold: quantity(area.threshold) })}</Tag>
  );
}

function failed(area: QualityOfArea): number {
  return area.dimensions.reduce((sum, dimension) => sum + dimension.checks.reduce((inner, check) => inner + check.failed, 0), 0);
}

/** Score per area with its threshold, and the four dimensions it is made of. */
export function QualityMatrix({ areas }: { areas: QualityOfArea[] }) {
  const columns: GridColumn<QualityOfArea>[] = [
    {
      key: "area",
      header: t("Area"),
      cell: (area) => (
        <Link className="link" to={`/data/findings?area=${area.area}`}>
          {t(area.title)}
        </Link>
      ),
    },
    { key: "score", header: t("Score of 100, and threshold"), width: 260, cell: (area) => <ScoreBar area={area} /> },
    {
      key: "held",
      header: t("Gate"),
      hint: t("An area holds the gate when its score is below the threshold, or by a finding that no score outweighs"),
      cell: (area) => <GateOf area={area} />,
    },
    ...dimensions.map(
      (name): GridColumn<QualityOfArea> => ({
        key: name,
        header: t(words(name)),
        hint: texts.dimensions[name],
        right: true,
        cell: (area) => {
          const dimension = area.dimensions.find((one) => one.dimension === name);
          if (!dimension || dimension.score === null)
            return (
              <span className="quiet" title={dimension?.notMeasurable ?? t("No check of this dimension applies.")}>
                –
              </span>
            );
          const bad = dimension.checks.filter((check) => check.failed > 0);
          return (
            <span
              className={area.threshold !== null && dimension.score < area.threshold ? "c-warning" : ""}
              title={
                bad.length > 0
                  ? bad
                      .map((check) =>
                        t("{{check}}: {{failed}} of {{population}}", {
                          check: t(check.title),
                          failed: count(check.failed),
                          population: count(check.population),
                        }),
                      )
                      .join("\n")
                  : t("{{checks}} checks, nothing failed", { checks: dimension.checks.length })
              }
            >
              {score(dimension.score, 1)}
            </span>
          );
        },
      }),
    ),
    {
      key: "failed",
      header: t("Failures"),
      hint: t("Entities that failed a check, and rows that were rejected."),
      right: true,
      cell: (area) => count(failed(area)),
    },
  ];
  return <Grid label={t("Data quality by area")} columns={columns} rows={areas} rowKey={(area) => area.title} />;
}
