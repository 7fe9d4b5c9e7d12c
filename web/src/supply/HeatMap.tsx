import { useRef, useState } from "react";
import type { CapacityPage } from "../api/supply";
import { t } from "../i18n";
import { bucketLabel, count, none, percent } from "../parts/format";
import { type Heat, levelOf, shareOf, signs, step } from "./heat";

interface Props {
  page: CapacityPage;
  heat: Heat;
  /** The cell that is open: a resource, and a bucket of the calendar. */
  resource: string;
  bucket: number | null;
  onOpen: (resource: string, bucket: number) => void;
}

/** Load against capacity, resource by bucket, tightest first. Arrow keys move, Enter opens; every cell says its share in digits. */
export function HeatMap({ page, heat, resource, bucket, onOpen }: Props) {
  const [at, setAt] = useState<[number, number]>([0, 0]);
  const table = useRef<HTMLTableElement>(null);
  const [row, column] = [Math.min(at[0], page.resources.length - 1), Math.min(at[1], page.buckets.length - 1)];
  const move = (next: [number, number]) => {
    setAt(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next[0]}-${next[1]}"]`)?.focus();
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section className="heat-scroll" tabIndex={0} aria-label={t("Load against capacity")}>
      <table className="heat" ref={table}>
        <thead>
          <tr>
            <th scope="col" className="pinned">
              {t("Resource")}
            </th>
            {page.buckets.map((label) => (
              <th key={label} scope="col">
                {bucketLabel(label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.resources.map((use, r) => (
            <tr key={use.resource}>
              <th scope="row" className="pinned">
                <button
                  type="button"
                  className="link"
                  onClick={() => onOpen(use.resource, page.from + column)}
                  aria-current={use.resource === resource}
                >
                  {use.title ?? use.resource}
                </button>
                <span className="quiet small"> {use.resource}</span>
              </th>
              {page.buckets.map((label, b) => {
                const share = shareOf(use, b, heat);
                const level = levelOf(share);
                const open = use.resource === resource && page.from + b === bucket;
                const text =
                  share === null
                    ? use.capacity[b] === null
                      ? t("no capacity stated")
                      : none
                    : `${percent(share, 0)}: ${count(heat === "plan" ? use.load[b] : use.wanted[b])} h / ${count(use.capacity[b])} h`;
                return (
                  <td key={label}>
                    <button
                      type="button"
                      data-cell={`${r}-${b}`}
                      className={`heat-cell heat-${level} ${open ? "open" : ""}`}
                      tabIndex={r === row && b === column ? 0 : -1}
                      title={`${use.title ?? use.resource} · ${bucketLabel(label)}\n${text}`}
                      onFocus={() => setAt([r, b])}
                      onClick={() => onOpen(use.resource, page.from + b)}
                      onKeyDown={(event) => {
                        const next = step(event.key, r, b, page.resources.length, page.buckets.length);
                        if (!next) return;
                        event.preventDefault();
                        move(next);
                      }}
                    >
                      <span className="sr">{`${use.title ?? use.resource}, ${bucketLabel(label)}: ${text}`}</span>
                      <span aria-hidden>{share === null ? none : Number.isFinite(share) ? count(Math.round(share * 100)) : "∞"}</span>
                      {signs[level] && <i aria-hidden>{signs[level]}</i>}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The scale of the map, with the signs. */
export function HeatLegend() {
  return (
    <ul className="heat-legend" aria-label={t("Scale")}>
      <li className="quiet">{t("Load in % of capacity")}</li>
      {(
        [
          ["low", t("below 50")],
          ["middle", t("50 to 85")],
          ["high", t("85 to 100")],
          ["full", t("full")],
          ["over", t("over 100")],
        ] as const
      ).map(([level, text]) => (
        <li key={level}>
          <span className={`heat-cell heat-${level}`} aria-hidden>
            {signs[level]}
          </span>
          {text}
        </li>
      ))}
    </ul>
  );
}
