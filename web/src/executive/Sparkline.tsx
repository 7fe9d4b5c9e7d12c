import { sparkline } from "./figures";

const [width, height] = [120, 26];

/** A line without an axis: how a figure goes over the horizon. Its numbers are on the pages it leads to. */
export function Sparkline({ label, values }: { label: string; values: readonly (number | null)[] }) {
  const points = sparkline(values, width, height - 4);
  if (!points) return null;
  return (
    <svg width={width} height={height} role="img" aria-label={label} className="spark">
      <polyline points={points} transform="translate(0 2)" />
    </svg>
  );
}
