import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { FamilySheet } from "../api/finance";
import type { PlanStructure } from "../api/types";
import { t } from "../i18n";
import { bucketLabel, fixed, none, words } from "../parts/format";
import { Panel } from "../parts/Page";
import type { Comparison, SheetCell, SheetLine } from "./lines";
import { signed } from "./YearTable";

interface Props {
  sheet: FamilySheet;
  structure: PlanStructure;
  lines: SheetLine[];
  comparison: Comparison;
  onOpen: (measure: string, bucket: number) => void;
}

const blocks: Record<string, () => string> = {
  sales: () => t("Sales"),
  production: () => t("Production and purchase"),
  stock: () => t("Stock"),
  backlog: () => t("Order backlog"),
};

/** Decimals of a row: as many for all its cells. */
function decimalsOf(line: SheetLine): number {
  if (line.row.name === "coverage") return 1;
  const most = Math.max(0, ...line.cells.map((cell) => Math.abs(cell.value ?? 0)));
  return most >= 100 ? 0 : most >= 10 ? 1 : 2;
}

/** The sheet by bucket, past and planned, as planners know it from a spreadsheet. Arrows go from cell to cell, Enter opens what a figure is made of. */
export function SheetTable({ sheet, structure, lines, comparison, onOpen }: Props) {
  const table = useRef<HTMLTableElement>(null);
  const past = structure.firstPlanned - sheet.first;
  const buckets = structure.buckets.slice(sheet.first, sheet.last + 1);
  const [active, setActive] = useState({ line: 0, at: Math.max(0, past) });
  // The table opens where the past ends, with some of it in view.
  useEffect(() => {
    const box = table.current?.parentElement;
    const now = table.current?.querySelector<HTMLElement>(`thead th:nth-child(${Math.max(2, past - 1)})`);
    const head = table.current?.querySelector<HTMLElement>("thead th");
    if (box && now && head) box.scrollLeft = now.offsetLeft - head.offsetWidth;
  }, [past]);
  const go = (line: number, at: number) => {
    const to = { line: Math.max(0, Math.min(lines.length - 1, line)), at: Math.max(0, Math.min(buckets.length - 1, at)) };
    setActive(to);
    table.current?.querySelector<HTMLElement>(`[data-cell="${to.line}-${to.at}"]`)?.focus();
  };
  const down = (event: KeyboardEvent) => {
    const steps: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    const step = steps[event.key];
    if (step) go(active.line + step[0], active.at + step[1]);
    else if (event.key === "Home") go(active.line, 0);
    else if (event.key === "End") go(active.line, buckets.length - 1);
    else if (event.key === "Enter") {
      const measure = lines[active.line]?.cells[active.at]?.measure;
      if (measure) onOpen(measure, sheet.first + active.at);
    } else return;
    event.preventDefault();
  };
  const beside = { record: t("plan of record"), budget: t("budget"), year: t("year before") }[comparison];
  const planOf = new Map(sheet.plans.map((one) => [one.bucket, one]));
  const title = (line: SheetLine) => (line.kind === "value" ? t(line.row.title) : line.kind === "difference" ? t("difference") : beside);
  const hint = (line: SheetLine, at: number): string | undefined => {
    const bucket = sheet.first + at;
    if (line.kind === "compared" && comparison === "record") {
      const plan = planOf.get(bucket);
      if (at >= past) return sheet.before ? t("As in the plan of record '{{name}}'", { name: sheet.before }) : undefined;
      return plan ? t("As in the plan of record '{{name}}', {{n}} buckets ahead", { name: plan.name, n: plan.lag }) : undefined;
    }
    if (line.kind !== "value" || line.cells[at]?.value !== null) return undefined;
    const why = at < past ? line.row.noActual : line.row.noPlan;
    return why ? t("Not measurable, because {{why}}", { why }) : undefined;
  };
  const text = (cell: SheetCell, decimals: number) => (cell.value === null ? none : fixed(cell.value, decimals).replace("-", "−"));
  let block = "";
  return (
    <Panel
      title={t("By bucket")}
      aside={
        <span className="quiet small">{[sheet.unitText, t("arrows to move, Enter to open a figure")].filter(Boolean).join(" · ")}</span>
      }
    >
      <div className="grid-scroll family-sheet">
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are gone through by arrows is a grid. */}
        <table className="grid" ref={table} role="grid" aria-label={t("Family sheet by bucket")} onKeyDown={down}>
          <thead>
            <tr>
              <th scope="col" className="pinned">
                {sheet.unitText ?? ""}
              </th>
              {buckets.map((bucket, at) => (
                <th
                  key={bucket.index}
                  scope="col"
                  className={`right ${at === past ? "family-now" : ""}`}
                  title={bucket.zone ? t("Zone: {{zone}}", { zone: t(words(bucket.zone)) }) : t("Past")}
                >
                  {bucketLabel(bucket)}
                  <span className="family-kind">{at < past ? t("actual") : t("plan")}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => {
              const opens = line.row.block !== block;
              block = line.row.block;
              const decimals = decimalsOf(line);
              return [
                opens && (
                  <tr key={`${line.key} block`} className="family-block">
                    <th scope="rowgroup" className="pinned">
                      {blocks[line.row.block]?.()}
                    </th>
                    <td colSpan={buckets.length} />
                  </tr>
                ),
                <tr key={line.key} className={`family-${line.kind}`}>
                  <th
                    scope="row"
                    className="pinned"
                    title={line.row.noPlan ? t("Not measurable, because {{why}}", { why: line.row.noPlan }) : undefined}
                  >
                    {title(line)}
                    {line.kind === "value" && line.row.atEnd && <span className="quiet small"> {t("at the end")}</span>}
                  </th>
                  {line.cells.map((cell, at) => (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter is heard by the grid.
                    <td
                      key={buckets[at]!.index}
                      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a grid.
                      role="gridcell"
                      data-cell={`${index}-${at}`}
                      tabIndex={active.line === index && active.at === at ? 0 : -1}
                      title={hint(line, at)}
                      className={`right ${at === past ? "family-now" : ""} ${at >= past ? "family-plan" : ""} ${cell.measure && cell.value !== null ? "family-opens" : ""}`}
                      onClick={() => {
                        setActive({ line: index, at });
                        if (cell.measure && cell.value !== null) onOpen(cell.measure, sheet.first + at);
                      }}
                      onFocus={() => setActive({ line: index, at })}
                    >
                      {line.kind === "difference" && cell.value !== null && cell.value > 0 ? "+" : ""}
                      {text(cell, decimals)}
                      {line.kind === "difference" && cell.share !== null && cell.share !== undefined && (
                        <span className="family-share">{signed(cell.share)}</span>
                      )}
                    </td>
                  ))}
                </tr>,
              ];
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
