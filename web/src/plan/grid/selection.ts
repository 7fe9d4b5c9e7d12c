import type { Column } from "./columns";
import type { Row } from "./rows";

/** A cell by its place in the grid. Column -1 is the name of the row. */
export interface Place {
  row: number;
  column: number;
}

/** Selected cells: from the anchor, where it began, to the active one, where the keyboard is. By keys, so that it survives new data. */
export interface Selection {
  anchor: { row: string; column: string };
  active: { row: string; column: string };
}

export interface Area {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

const nameColumn = "name";

/** The place of keys; undefined when the row or column is not shown any more. */
export function placeOf(
  at: { row: string; column: string },
  rows: ReadonlyMap<string, number>,
  columns: ReadonlyMap<string, number>,
): Place | undefined {
  const row = rows.get(at.row);
  const column = at.column === nameColumn ? -1 : columns.get(at.column);
  return row === undefined || column === undefined ? undefined : { row, column };
}

export function keysAt(place: Place, rows: readonly Row[], columns: readonly Column[]): { row: string; column: string } {
  return { row: rows[place.row]!.key, column: place.column < 0 ? nameColumn : columns[place.column]!.key };
}

export function areaOf(anchor: Place, active: Place): Area {
  return {
    top: Math.min(anchor.row, active.row),
    bottom: Math.max(anchor.row, active.row),
    left: Math.min(anchor.column, active.column),
    right: Math.max(anchor.column, active.column),
  };
}

export const within = (area: Area, row: number, column: number): boolean =>
  row >= area.top && row <= area.bottom && column >= area.left && column <= area.right;

/** The area that a drag of the fill handle to a cell adds: down, up, right or left, whichever is further; undefined inside. */
export function filled(area: Area, to: Place): Area | undefined {
  const down = to.row - area.bottom;
  const up = area.top - to.row;
  const right = to.column - area.right;
  const left = area.left - to.column;
  const furthest = Math.max(down, up, right, left);
  if (furthest <= 0) return undefined;
  if (furthest === down) return { ...area, top: area.bottom + 1, bottom: to.row };
  if (furthest === up) return { ...area, top: to.row, bottom: area.top - 1 };
  if (furthest === right) return { ...area, left: area.right + 1, right: to.column };
  return { ...area, left: Math.max(0, to.column), right: area.left - 1 };
}

/** Where a key moves the active cell; undefined when it is no key that moves. */
export function moved(from: Place, key: string, far: boolean, page: number, last: Place): Place | undefined {
  const clamp = (row: number, column: number): Place => ({
    row: Math.max(0, Math.min(last.row, row)),
    column: Math.max(-1, Math.min(last.column, column)),
  });
  switch (key) {
    case "ArrowUp":
      return clamp(far ? 0 : from.row - 1, from.column);
    case "ArrowDown":
      return clamp(far ? last.row : from.row + 1, from.column);
    case "ArrowLeft":
      return clamp(from.row, far ? (from.column > 0 ? 0 : -1) : from.column - 1);
    case "ArrowRight":
      return clamp(from.row, far ? last.column : from.column + 1);
    case "Home":
      return clamp(far ? 0 : from.row, 0);
    case "End":
      return clamp(far ? last.row : from.row, last.column);
    case "PageUp":
      return clamp(from.row - page, from.column);
    case "PageDown":
      return clamp(from.row + page, from.column);
    default:
      return undefined;
  }
}
