// biome-ignore-all lint/a11y/useSemanticElements: a table cannot draw only the part that is in view.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and points at its active cell.
import { language } from "../../i18n";
import "./grid.css";
import { useCallback, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { PlanStructure } from "../../api/types";
import { type Column, columnsBetween } from "./columns";
import { valueAt } from "./edits";
import { editable } from "./numbers";
import { PlanHead } from "./PlanHead";
import { PlanRow, type RowEvents } from "./PlanRow";
import { writeBlock } from "./pasted";
import type { Row } from "./rows";
import { type Area, areaOf, filled, keysAt, moved, type Place, placeOf, type Selection } from "./selection";
import type { CellState } from "./states";
import { useDrag } from "./useDrag";

export const rowHeight = 26;
const headHeight = 46;
const rowStep = 6;
const columnStep = 4;
/** Titles of measures are longer in French. */
const pinned = { name: 200, measure: language === "fr" ? 216 : 188 };
const pinnedWidth = pinned.name + pinned.measure;

export interface GridActions {
  /** Text was typed into a cell. */
  type: (place: Place, text: string) => void;
  paste: (text: string, area: Area) => void;
  /** What was copied, so that it is known again when it is pasted. */
  copied: (text: string) => void;
  /** The cells of one area are continued into another beside it. */
  fill: (from: Area, to: Area) => void;
  toggle: (row: Row) => void;
  /** Another key with a meaning of its own. Answers true when it had one. */
  key: (event: { key: string; ctrl: boolean; shift: boolean }, area: Area) => boolean;
}

interface Props {
  label: string;
  rows: readonly Row[];
  columns: readonly Column[];
  structure: PlanStructure;
  states: ReadonlyMap<string, CellState>;
  selection: Selection | null;
  onSelect: (selection: Selection) => void;
  actions: GridActions;
  measureTitle: (name: string) => string;
  handle: React.Ref<{ focus: () => void }>;
}

/** The planning grid: lines of measures under members, buckets as columns; only what is in view is drawn. */
export function PlanGrid({ label, rows, columns, structure, states, selection, onSelect, actions, measureTitle, handle }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, bottom: 40, left: 0, right: 24 });
  const [editing, setEditing] = useState<string>();
  const total = columns.length > 0 ? columns.at(-1)!.left + columns.at(-1)!.width : 0;
  const rowAt = useMemo(() => new Map(rows.map((row, index) => [row.key, index])), [rows]);
  const columnAt = useMemo(() => new Map(columns.map((column, index) => [column.key, index])), [columns]);
  const active = selection ? placeOf(selection.active, rowAt, columnAt) : undefined;
  const anchor = selection ? (placeOf(selection.anchor, rowAt, columnAt) ?? active) : undefined;
  const area = active && anchor ? areaOf(anchor, active) : undefined;
  useImperativeHandle(handle, () => ({ focus: () => box.current?.focus({ preventScroll: true }) }), []);

  const look = useCallback(() => {
    const element = box.current;
    if (!element || columns.length === 0) return;
    const [first, last] = columnsBetween(columns, element.scrollLeft, element.scrollLeft + element.clientWidth - pinnedWidth);
    // In steps, so that most scrolling draws nothing anew.
    const [top, bottom] = [element.scrollTop / rowHeight, (element.scrollTop + element.clientHeight) / rowHeight];
    const next = {
      top: Math.max(0, (Math.floor(top / rowStep) - 1) * rowStep),
      bottom: (Math.ceil(bottom / rowStep) + 1) * rowStep,
      left: Math.max(0, (Math.floor(first / columnStep) - 1) * columnStep),
      right: (Math.floor(last / columnStep) + 2) * columnStep - 1,
    };
    setView((now) =>
      now.top === next.top && now.bottom === next.bottom && now.left === next.left && now.right === next.right ? now : next,
    );
  }, [columns]);
  useLayoutEffect(() => {
    look();
    const observer = new ResizeObserver(look);
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, [look]);

  // A window opens where the plan begins, with a few buckets of the past in sight.
  const start = columns.find((column) => column.firstPlanned)?.left ?? 0;
  const opensAt = Math.max(0, start - 3.4 * (columns[0]?.width ?? 0));
  const windowKey = `${columns[0]?.key} ${columns.length}`;
  useLayoutEffect(() => {
    if (windowKey) box.current!.scrollLeft = opensAt;
  }, [windowKey, opensAt]);

  const select = useCallback(
    (to: Place, extend: boolean) => {
      const keys = keysAt(to, rows, columns);
      onSelect({ anchor: extend && selection ? selection.anchor : keys, active: keys });
      const element = box.current!;
      const top = to.row * rowHeight;
      const height = element.clientHeight - headHeight;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + rowHeight > element.scrollTop + height) element.scrollTop = top + rowHeight - height;
      const column = columns[to.column];
      if (!column) return;
      const width = element.clientWidth - pinnedWidth;
      if (column.left < element.scrollLeft) element.scrollLeft = column.left;
      else if (column.left + column.width > element.scrollLeft + width) element.scrollLeft = column.left + column.width - width;
    },
    [rows, columns, selection, onSelect],
  );

  const drag = useDrag(box, {
    select,
    area,
    fill: (to) => area && actions.fill(area, to),
    edit: () => setEditing(current()),
    blocked: editing !== undefined,
  });
  const target = drag.target && area ? filled(area, drag.target) : undefined;

  /** What the editor begins with: the value as it is, which typing replaces. */
  function current(): string {
    const [row, column] = [active && rows[active.row], active && columns[active.column]];
    const value = row && column ? valueAt(row, column) : null;
    return value === null ? "" : editable(value);
  }

  const latest = useRef({ select, actions, active, rows, columns, area, measureTitle });
  latest.current = { select, actions, active, rows, columns, area, measureTitle };
  const events = useMemo<RowEvents>(
    () => ({
      toggle: (row) => latest.current.actions.toggle(row),
      commit: (text, then) => {
        const { active: at, rows: lines, columns: all } = latest.current;
        setEditing(undefined);
        if (then !== "stay") box.current?.focus({ preventScroll: true });
        if (!at) return;
        latest.current.actions.type(at, text);
        const next = moved(at, { down: "ArrowDown", right: "ArrowRight", left: "ArrowLeft", stay: "" }[then], false, 1, {
          row: lines.length - 1,
          column: all.length - 1,
        });
        if (next && next.column >= 0) latest.current.select(next, false);
      },
      cancel: () => {
        setEditing(undefined);
        box.current?.focus({ preventScroll: true });
      },
      measureTitle: (name) => latest.current.measureTitle(name),
    }),
    [],
  );

  // Browsers send copy and paste to the document when what has the focus is no text field.
  useEffect(() => {
    const here = () => document.activeElement === box.current && latest.current.area;
    const copy = (event: ClipboardEvent) => {
      const from = here();
      if (!from || !event.clipboardData) return;
      event.preventDefault();
      const { rows: lines, columns: all } = latest.current;
      const values = lines
        .slice(from.top, from.bottom + 1)
        .map((row) => all.slice(Math.max(0, from.left), from.right + 1).map((column) => valueAt(row, column)));
      const text = writeBlock(values);
      event.clipboardData.setData("text/plain", text);
      latest.current.actions.copied(text);
    };
    const paste = (event: ClipboardEvent) => {
      const into = here();
      const text = event.clipboardData?.getData("text/plain");
      if (!into || !text) return;
      event.preventDefault();
      latest.current.actions.paste(text, into);
    };
    document.addEventListener("copy", copy);
    document.addEventListener("paste", paste);
    return () => {
      document.removeEventListener("copy", copy);
      document.removeEventListener("paste", paste);
    };
  }, []);

  function down(event: React.KeyboardEvent) {
    if (editing !== undefined || rows.length === 0 || event.target !== box.current) return;
    const at = active ?? {
      row: 0,
      column: Math.max(
        0,
        columns.findIndex((column) => column.firstPlanned),
      ),
    };
    const ctrl = event.ctrlKey || event.metaKey;
    const last = { row: rows.length - 1, column: columns.length - 1 };
    const page = Math.max(1, Math.floor((box.current!.clientHeight - headHeight) / rowHeight) - 1);
    const row = rows[at.row]!;
    const take = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if ((at.column < 0 || event.altKey) && (event.key === "ArrowRight" || event.key === "ArrowLeft") && row.node.opens) {
      if (row.node.open !== (event.key === "ArrowRight")) {
        take();
        return actions.toggle(row);
      }
    }
    if (at.column < 0 && (event.key === "Enter" || event.key === " ") && row.node.opens) {
      take();
      return actions.toggle(row);
    }
    const to = moved(at, event.key, ctrl, page, last);
    if (to) {
      take();
      return select(to, event.shiftKey);
    }
    if (ctrl && event.key.toLowerCase() === "a") {
      take();
      return onSelect({ anchor: keysAt({ row: 0, column: 0 }, rows, columns), active: keysAt(last, rows, columns) });
    }
    if (actions.key({ key: event.key, ctrl, shift: event.shiftKey }, areaOf(anchor ?? at, at))) return take();
    if (at.column < 0 || ctrl || event.altKey) return;
    if (event.key === "F2" || event.key === "Enter") {
      take();
      setEditing(current());
    } else if (/^[\d+\-*/=.,(]$/.test(event.key)) {
      take();
      setEditing(event.key);
    }
  }

  const shown = rows.slice(view.top, view.bottom);
  const lastColumn = Math.min(columns.length - 1, view.right);
  const seen =
    active &&
    active.row >= view.top &&
    active.row < view.bottom &&
    (active.column < 0 || (active.column >= view.left && active.column <= lastColumn));
  const marks = (at: number) =>
    area && at >= area.top && at <= area.bottom
      ? { left: area.left, right: area.right, active: active?.row === at ? active.column : undefined, handle: at === area.bottom }
      : undefined;
  return (
    <div
      ref={box}
      role="treegrid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + 2}
      aria-multiselectable
      aria-activedescendant={seen && editing === undefined ? "plan-active" : undefined}
      tabIndex={0}
      className="plan-grid"
      style={
        {
          "--plan-name": `${pinned.name}px`,
          "--plan-measure": `${pinned.measure}px`,
          "--plan-pinned": `${pinnedWidth}px`,
          "--plan-head": `${headHeight}px`,
        } as React.CSSProperties
      }
      onScroll={look}
      onKeyDown={down}
      onPointerDown={drag.begin}
      onDoubleClick={drag.open}
    >
      <PlanHead columns={columns} first={view.left} last={lastColumn} pinned={pinnedWidth} width={total + pinnedWidth} />
      <div className="plan-body" role="rowgroup" style={{ height: rows.length * rowHeight, width: total + pinnedWidth }}>
        {shown.map((row, index) => {
          const at = view.top + index;
          const marked = marks(at);
          return (
            <Line
              key={row.key}
              row={row}
              at={at}
              columns={columns}
              first={view.left}
              last={lastColumn}
              pinned={pinnedWidth}
              width={total + pinnedWidth}
              structure={structure}
              states={states}
              marked={marked}
              target={target && at >= target.top && at <= target.bottom ? target : undefined}
              editing={marked?.active !== undefined ? editing : undefined}
              named={row.first || index === 0}
              events={events}
            />
          );
        })}
      </div>
    </div>
  );
}

type LineProps = Omit<React.ComponentProps<typeof PlanRow>, "height">;

/** Keeps the same objects for the same marks, so that only rows whose marks changed are drawn again. */
function Line({ marked, target, ...rest }: LineProps) {
  const [left, right, at, handle] = [marked?.left, marked?.right, marked?.active, marked?.handle];
  const marks = useMemo(
    () => (left === undefined || right === undefined ? undefined : { left, right, active: at, handle: handle ?? false }),
    [left, right, at, handle],
  );
  const [from, to] = [target?.left, target?.right];
  const aim = useMemo(() => (from === undefined || to === undefined ? undefined : { left: from, right: to }), [from, to]);
  return <PlanRow {...rest} height={rowHeight} marked={marks} target={aim} />;
}
