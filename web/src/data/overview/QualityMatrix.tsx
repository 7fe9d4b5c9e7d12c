import { Link } from "react-router";
import type { QualityArea } from "../../api/types";
import { count, percent, words } from "../../parts/format";
import { Grid, type GridColumn } from "../../parts/Grid";
import { Tag } from "../../parts/Tag";
import { texts } from "./texts";

const dimensions = ["completeness", "validity", "consistency", "timeliness"];

function ScoreBar({ area }: { area: QualityArea }) {
  if (area.score === null || area.score === undefined)
    return (
      <span className="quiet" title={area.notMeasurable ?? undefined}>
        not measurable
      </span>
    );
  return (
    <div className="score">
      <span className="score-bar" aria-hidden>
        <i style={{ width: `${area.score * 100}%` }} className={area.held ? "held" : ""} />
        <b style={{ left: `${area.threshold * 100}%` }} />
      </span>
      <span className="numbers score-number">{percent(area.score)}</span>
    </div>
  );
}

function failed(area: QualityArea): number {
  return area.dimensions.reduce((sum, dimension) => sum + dimension.checks.reduce((inner, check) => inner + check.failed, 0), 0);
}

/** Score per area with its threshold, and the four dimensions it is made of. */
export function QualityMatrix({ areas }: { areas: QualityArea[] }) {
  const columns: GridColumn<QualityArea>[] = [
    {
      key: "area",
      header: "Area",
      cell: (area) => (
        <Link className="link" to={`/data/findings?area=${area.area}`}>
          {area.title}
        </Link>
      ),
    },
    { key: "score", header: "Score and threshold", width: 260, cell: (area) => <ScoreBar area={area} /> },
    {
      key: "held",
      header: "Gate",
      cell: (area) =>
        area.held ? <Tag tone="warning">below {percent(area.threshold, 0)}</Tag> : <Tag tone="ok">holds {percent(area.threshold, 0)}</Tag>,
    },
    ...dimensions.map(
      (name): GridColumn<QualityArea> => ({
        key: name,
        header: words(name),
        hint: texts.dimensions[name],
        right: true,
        cell: (area) => {
          const dimension = area.dimensions.find((one) => one.dimension === name);
          if (!dimension || dimension.score === null || dimension.score === undefined)
            return (
              <span className="quiet" title={dimension?.notMeasurable ?? "No check of this dimension applies."}>
                –
              </span>
            );
          const bad = dimension.checks.filter((check) => check.failed > 0);
          return (
            <span
              className={dimension.score < area.threshold ? "c-warning" : ""}
              title={
                bad.length > 0
                  ? bad.map((check) => `${check.title}: ${count(check.failed)} of ${count(check.population)}`).join("\n")
                  : `${dimension.checks.length} checks, nothing failed`
              }
            >
              {percent(dimension.score)}
            </span>
          );
        },
      }),
    ),
    {
      key: "failed",
      header: "Failures",
      hint: "Entities that failed a check, and rows that were rejected.",
      right: true,
      cell: (area) => count(failed(area)),
    },
  ];
  return <Grid label="Data quality by area" columns={columns} rows={areas} rowKey={(area) => area.area} />;
}
