// biome-ignore-all lint/a11y/useSemanticElements: a table cannot draw only the part that is in view.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and points at its active cell.

import { IconAlertTriangle, IconChevronDown, IconChevronRight, IconLock } from "@tabler/icons-react";
import { memo, useEffect, useRef } from "react";
import type { PlanStructure } from "../../api/types";
import { t } from "../../i18n";
import { bucketLabel } from "../../parts/format";
import type { Column } from "./columns";
import { editedAt, lockAt, valueAt, verdictAt } from "./edits";
import { digitsOf, number } from "./numbers";
import type { Row } from "./rows";
import { type CellState, cellKey } from "./states";

export interface Marked {
  left: number;
  right: number;
  /** The column of the active cell, or undefined when it is in another row. */
  active?: number;
  /** True in the last row of the selection, which carries the fill handle. */
  handle: boolean;
}

export interface RowEvents {
  toggle: (row: Row) => void;
  commit: (text: string, then: "stay" | "down" | "right" | "left") => void;
  cancel: () => void;
  measureTitle: (name: string) => string;
}

interface Props {
  row: Row;
  at: number;
  columns: readonly Column[];
  first: number;
  last: number;
  height: number;
  width: number;
  /** Width of the columns that stay in view. */
  pinned: number;
  structure: PlanStructure;
  states: ReadonlyMap<string, CellState>;
  marked?: Marked;
  /** Columns a drag of the fill handle would write. */
  target?: { left: number; right: number };
  /** What stands in the editor when it opens, where the active cell of this row is being typed into. */
  editing?: string;
  /** Whether the first measure of the member is in view above; if not, the name is shown again. */
  named: boolean;
  events: RowEvents;
}

function Editor({ text, label, events }: { text: string; label: string; events: RowEvents }) {
  const input = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => {
    const element = input.current!;
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
  }, []);
  const end = (then: "stay" | "down" | "right" | "left") => {
    if (done.current) return;
    done.current = true;
    events.commit(input.current!.value, then);
  };
  return (
    <input
      ref={input}
      className="plan-editor"
      aria-label={label}
      defaultValue={text}
      autoComplete="off"
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") end("down");
        else if (event.key === "Tab") {
          event.preventDefault();
          end(event.shiftKey ? "left" : "right");
        } else if (event.key === "Escape") {
          done.current = true;
          events.cancel();
        }
      }}
      onBlur={() => end("stay")}
      onPointerDown={(event) => event.stopPropagation()}
    />
  );
}

/** One line of the planning grid. Drawn anew only when something of its own changes, so that scrolling and typing stay fluent. */
export const PlanRow = memo(function PlanRow(props: Props) {
  const { row, at, columns, first, last, structure, states, marked, events } = props;
  const { node, cells } = row;
  const digits = digitsOf(row);
  const unit = cells.units[node.index];
  const outside = cells.outside[node.index] ?? 0;
  const leftOut = outside
    ? t("{{series}} series with a value are left out: a conversion or a price to this unit is missing.", { series: number(outside, 0) })
    : "";
  const measure = events.measureTitle(cells.name);
  const drawn = [];
  for (let index = first; index <= last; index++) {
    const column = columns[index]!;
    const state = states.get(cellKey(row.key, column.key));
    const verdict = verdictAt(row, column, structure);
    const value = valueAt(row, column);
    const lock = lockAt(row, column);
    const selected = marked && index >= marked.left && index <= marked.right;
    const active = marked?.active === index;
    const classes = ["plan-cell", column.kind];
    if (column.zone === "past") classes.push("past");
    else if (!verdict.allowed) classes.push("fixed");
    if (column.firstPlanned) classes.push("cut");
    if (editedAt(row, column)) classes.push("edited");
    if (state) classes.push(state.kind);
    if (selected) classes.push("selected");
    if (active) classes.push("active");
    if (props.target && index >= props.target.left && index <= props.target.right) classes.push("target");
    const why = state?.message ?? (verdict.allowed ? undefined : verdict.reason);
    const shown = state?.kind === "pending" && state.text ? state.text : value === null ? "" : number(value, digits);
    drawn.push(
      <div
        key={column.key}
        role="gridcell"
        id={active ? "plan-active" : undefined}
        aria-colindex={index + 3}
        aria-selected={selected || false}
        aria-readonly={!verdict.allowed}
        aria-invalid={state?.kind === "error" || undefined}
        data-row={at}
        data-column={index}
        className={classes.join(" ")}
        style={{ left: props.pinned + column.left, width: column.width }}
        title={why}
      >
        {active && props.editing !== undefined ? (
          <Editor text={props.editing} label={`${node.title}, ${measure}, ${bucketLabel(column.label)}`} events={events} />
        ) : (
          <>
            {lock !== "none" && (
              <IconLock size={11} className={`lock ${lock}`} aria-label={lock === "all" ? t("locked") : t("partly locked")} />
            )}
            {shown}
          </>
        )}
        {marked?.handle && index === marked.right && props.editing === undefined && <i className="plan-handle" data-handle />}
      </div>,
    );
  }
  const name = props.named;
  const heading = marked?.active === -1;
  return (
    <div
      role="row"
      aria-rowindex={at + 2}
      aria-level={node.depth + 1}
      aria-expanded={row.first && node.opens ? node.open : undefined}
      className={`plan-row depth-${Math.min(node.depth, 3)} ${row.last ? "last" : ""}`}
      style={{ top: at * props.height, height: props.height, width: props.width }}
    >
      <div
        role="rowheader"
        aria-colindex={1}
        id={heading ? "plan-active" : undefined}
        className={`plan-name ${heading ? "active" : ""} ${row.first ? "" : "again"}`}
        data-row={at}
        data-column={-1}
        style={{ paddingLeft: 6 + node.depth * 14 }}
        title={node.code ? `${node.title} (${node.code})` : node.title}
      >
        {name && node.opens && (
          <button
            type="button"
            tabIndex={-1}
            className="plan-chevron"
            aria-label={node.open ? t("Close {{title}}", { title: node.title }) : t("Open {{title}}", { title: node.title })}
            onPointerDown={(event) => event.stopPropagation()}
            onClick={() => events.toggle(row)}
          >
            {node.open ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
          </button>
        )}
        <span className={node.opens ? "" : "leaf"}>
          {name ? node.title : <span className="sr">{node.title}</span>}
          {name && node.code && <span className="quiet small"> {node.code}</span>}
        </span>
      </div>
      <div
        role="gridcell"
        aria-colindex={2}
        className="plan-measure"
        title={[`${measure}${unit ? ` [${unit}]` : ""}`, leftOut].filter(Boolean).join("\n")}
        data-row={at}
        data-column={-1}
      >
        <span>{measure}</span>
        {outside > 0 && <IconAlertTriangle size={12} className="left-out" aria-label={leftOut} />}
        {unit && <span className="quiet small unit">{unit}</span>}
      </div>
      {drawn}
    </div>
  );
});
