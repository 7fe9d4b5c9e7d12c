import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { CSSProperties, KeyboardEvent, ReactNode } from "react";

export interface GridColumn<T> {
  key: string;
  header: ReactNode;
  /** Shown when the header is pointed at: meaning and unit. */
  hint?: string;
  right?: boolean;
  width?: number | string;
  /** Stays in view while the rest scrolls sideways. At most the first column. */
  pinned?: boolean;
  wrap?: boolean;
  sort?: string;
  cell: (row: T, index: number) => ReactNode;
}

interface Props<T> {
  label: string;
  columns: GridColumn<T>[];
  rows: readonly T[];
  rowKey: (row: T, index: number) => string | number;
  rowClass?: (row: T) => string | undefined;
  onOpen?: (row: T) => void;
  sort?: string;
  onSort?: (sort: string) => void;
  maxHeight?: number | string;
  empty?: ReactNode;
  footer?: ReactNode;
}

/** The next sort of a column whose header was pressed: ascending, descending, none. */
export function nextSort(now: string | undefined, column: string): string {
  if (now === column) return `-${column}`;
  return now === `-${column}` ? "" : column;
}

/** The arrow keys walk over rows that can be opened, Enter opens one; fields and buttons inside keep their own keys. */
function walk(event: KeyboardEvent<HTMLElement>, open: (index: number) => void) {
  const at = event.target as HTMLElement;
  const row = at.tagName === "TR" ? at : null;
  if (!row && at !== event.currentTarget) return;
  if (event.key === "Enter" && row) open(Number(row.dataset.index));
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const next = !row
      ? event.currentTarget.querySelector("tbody tr")
      : event.key === "ArrowDown"
        ? row.nextElementSibling
        : row.previousElementSibling;
    (next as HTMLElement | null)?.focus();
  } else return;
  event.preventDefault();
}

/** A dense table with a header that stays. The region takes the focus so that the keyboard can scroll it, or walk over its rows. */
export function Grid<T>({ label, columns, rows, rowKey, rowClass, onOpen, sort, onSort, maxHeight, empty, footer }: Props<T>) {
  if (rows.length === 0 && empty) return empty;
  const style: CSSProperties = maxHeight ? { maxHeight } : {};
  return (
    <section
      className="grid-scroll"
      style={style}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
      tabIndex={0}
      aria-label={label}
      onKeyDown={onOpen ? (event) => walk(event, (index) => onOpen(rows[index]!)) : undefined}
    >
      <table className="grid">
        <thead>
          <tr>
            {columns.map((column) => {
              const direction = sort === column.sort ? "ascending" : sort === `-${column.sort}` ? "descending" : undefined;
              return (
                <th
                  key={column.key}
                  scope="col"
                  title={column.hint}
                  style={{ width: column.width }}
                  className={`${column.right ? "right" : ""} ${column.pinned ? "pinned" : ""}`}
                  aria-sort={column.sort && onSort ? (direction ?? "none") : undefined}
                >
                  {column.sort && onSort ? (
                    <button type="button" className="sort" onClick={() => onSort(nextSort(sort, column.sort!))}>
                      {column.header}
                      {direction === "ascending" && <IconArrowUp size={12} aria-hidden />}
                      {direction === "descending" && <IconArrowDown size={12} aria-hidden />}
                    </button>
                  ) : (
                    column.header
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr
              key={rowKey(row, index)}
              className={`${onOpen ? "opens" : ""} ${rowClass?.(row) ?? ""}`}
              tabIndex={onOpen ? -1 : undefined}
              data-index={index}
              onClick={
                onOpen
                  ? (event) => {
                      const target = event.target as HTMLElement;
                      if (!target.closest("a,button,input,label") && !window.getSelection()?.toString()) onOpen(row);
                    }
                  : undefined
              }
            >
              {columns.map((column) => (
                <td
                  key={column.key}
                  className={`${column.right ? "right" : ""} ${column.pinned ? "pinned" : ""} ${column.wrap ? "wrap" : ""}`}
                >
                  {column.cell(row, index)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {footer && <tfoot>{footer}</tfoot>}
      </table>
    </section>
  );
}
