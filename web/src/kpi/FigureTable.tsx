import type { KeyFigure } from "../api/kpi";
import type { PlanStructure } from "../api/types";
import { t } from "../i18n";
import { bucketLabel, none } from "../parts/format";
import { Grid } from "../parts/Grid";
import { sparkPoints } from "../plan/scenarios/comparison";
import { lookOf, periodOf, shownValue, valueText } from "./figures";

interface Props {
  figures: readonly KeyFigure[];
  chosen: string;
  structure: PlanStructure;
  onOpen: (figure: string) => void;
}

/** Every key figure with its status in colour, shape and word, its target and its course. */
export function FigureTable({ figures, chosen, structure, onOpen }: Props) {
  const label = (bucket: number) => bucketLabel(structure.buckets[bucket]?.label);
  return (
    <Grid
      label={t("Key figures against target")}
      rows={figures}
      rowKey={(one) => one.name}
      rowClass={(one) => (one.name === chosen ? "chosen" : undefined)}
      onOpen={(one) => onOpen(one.name)}
      columns={[
        { key: "status", header: t("Status"), cell: (one) => <Status figure={one} /> },
        {
          key: "name",
          header: t("Key figure"),
          wrap: true,
          cell: (one) => (
            <>
              <button type="button" className="link" aria-current={one.name === chosen || undefined} onClick={() => onOpen(one.name)}>
                {t(one.title)}
              </button>
              {one.target?.owner && <div className="quiet small">{one.target.owner}</div>}
            </>
          ),
        },
        {
          key: "value",
          header: t("Value"),
          right: true,
          cell: (one) => <b title={periodOf(one, label)}>{shownValue(one)}</b>,
        },
        {
          key: "target",
          header: t("Target"),
          hint: t("What management wants; red from the threshold on."),
          right: true,
          cell: (one) =>
            one.targetValue === null ? (
              <span className="quiet">{none}</span>
            ) : (
              <>
                {valueText(one.targetValue, one.unit)}
                {one.threshold !== null && (
                  <div className="quiet small">{t("red from {{value}}", { value: valueText(one.threshold, one.unit) })}</div>
                )}
              </>
            ),
        },
        { key: "trend", header: t("Course"), cell: (one) => <Course figure={one} label={label} /> },
      ]}
    />
  );
}

export function Status({ figure }: { figure: Pick<KeyFigure, "status" | "notMeasurable"> }) {
  const look = lookOf(figure);
  return (
    <span className={`tag tag-${look.tone}`}>
      <span aria-hidden>{look.shape}</span> {look.word}
    </span>
  );
}

const [width, height] = [56, 22];

/** The figure bucket by bucket, its target as a dashed line. */
function Course({ figure, label }: { figure: KeyFigure; label: (bucket: number) => string }) {
  const known = figure.byBucket.filter((value) => value !== null);
  if (known.length < 2) return <span className="quiet">{none}</span>;
  const all = figure.targetValue === null ? known : [...known, figure.targetValue];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const points = sparkPoints(figure.byBucket, low, high, width, height);
  const first = figure.byBucket.findIndex((value) => value !== null);
  const last = figure.byBucket.findLastIndex((value) => value !== null);
  const text = (at: number) => `${valueText(figure.byBucket[at], figure.unit)} (${label(figure.firstBucket + at)})`;
  const said = `${text(first)} → ${text(last)}`;
  const target = figure.targetValue === null ? undefined : sparkPoints([figure.targetValue], low, high, width, height)[0]?.[1];
  return (
    <svg width={width + 4} height={height + 4} role="img" aria-label={said}>
      <title>{said}</title>
      {target !== undefined && (
        <line x1={2} x2={width + 2} y1={target + 2} y2={target + 2} stroke="var(--quiet)" strokeDasharray="3 3" strokeWidth={1} />
      )}
      <polyline
        points={points.map(([x, y]) => `${(x + 2).toFixed(1)},${(y + 2).toFixed(1)}`).join(" ")}
        fill="none"
        stroke="var(--link)"
        strokeWidth={1.6}
        strokeLinejoin="round"
      />
    </svg>
  );
}
