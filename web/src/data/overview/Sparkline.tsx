import { t } from "../../i18n";
import { instant, score } from "../../parts/format";

export interface Point {
  at: string;
  value: number;
}

/** Positions of a line in a box of the given size; one point is a flat line. The scale spans the values, at least two points of a hundred. */
export function linePoints(values: readonly number[], width: number, height: number): [number, number][] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const middle = (low + high) / 2;
  const span = Math.max(high - low, 2);
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  return values.map((value, index) => [
    values.length > 1 ? index * step : width / 2,
    height / 2 - ((value - middle) / span) * (height - 6),
  ]);
}

/** The overall score of the last check runs. */
export function Sparkline({ points }: { points: Point[] }) {
  const width = 220;
  const height = 44;
  if (points.length < 2) return null;
  const positions = linePoints(
    points.map((point) => point.value),
    width - 8,
    height,
  );
  const last = positions[positions.length - 1]!;
  const first = points[0]!;
  const end = points[points.length - 1]!;
  return (
    <svg
      width={width}
      height={height}
      role="img"
      aria-label={t("Data quality from {{first}} on {{firstDay}} to {{last}} on {{lastDay}}", {
        first: score(first.value),
        firstDay: instant(first.at),
        last: score(end.value),
        lastDay: instant(end.at),
      })}
    >
      <title>{`${score(first.value)} (${instant(first.at)}) → ${score(end.value)} (${instant(end.at)})`}</title>
      <polyline
        points={positions.map(([x, y]) => `${x + 4},${y}`).join(" ")}
        fill="none"
        stroke="var(--link)"
        strokeWidth={1.8}
        strokeLinejoin="round"
      />
      <circle cx={last[0] + 4} cy={last[1]} r={3.2} fill="var(--link)" />
    </svg>
  );
}
