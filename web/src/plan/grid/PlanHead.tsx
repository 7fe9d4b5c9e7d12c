// biome-ignore-all lint/a11y/useSemanticElements: a table cannot draw only the part that is in view.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and points at its active cell.

import { useMemo } from "react";
import { t } from "../../i18n";
import { bucketLabel } from "../../parts/format";
import { type Column, zoneBands } from "./columns";

const zoneWords = { past: t("Past"), frozen: t("Frozen"), flexible: t("Flexible"), strategic: t("Strategic") };

/** The head of the planning grid: the label of each column, and above it the zone it is in. */
export function PlanHead(props: { columns: readonly Column[]; first: number; last: number; pinned: number; width: number }) {
  const { columns, first, last, pinned, width } = props;
  const bands = useMemo(() => zoneBands(columns), [columns]);
  return (
    <div className="plan-head" role="rowgroup" style={{ width }}>
      <div role="row" aria-rowindex={1}>
        <div role="columnheader" aria-colindex={1} className="plan-name head">
          {t("Member")}
        </div>
        <div role="columnheader" aria-colindex={2} className="plan-measure head">
          {t("Measure")}
        </div>
        {columns.slice(first, last + 1).map((column, index) => (
          <div
            key={column.key}
            role="columnheader"
            aria-colindex={first + index + 3}
            aria-label={`${bucketLabel(column.label)}, ${zoneWords[column.zone].toLowerCase()}`}
            data-label={column.label}
            className={`plan-cell head ${column.kind} ${column.firstPlanned ? "cut" : ""}`}
            style={{ left: pinned + column.left, width: column.width }}
            title={column.firstPlanned ? t("The first bucket of the plan: the cut-off lies before it.") : undefined}
          >
            {bucketLabel(column.label)}
          </div>
        ))}
      </div>
      <div className="plan-bands" aria-hidden>
        {bands.map((band) => (
          <div key={band.left} className={`plan-band ${band.zone}`} style={{ left: pinned + band.left, width: band.width }}>
            <span>{zoneWords[band.zone]}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
