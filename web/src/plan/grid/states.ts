/** What happens to a cell that somebody typed into, until the server has answered; afterwards only what went wrong. */
export interface CellState {
  kind: "pending" | "error";
  /** What was typed, shown while it is pending. */
  text?: string;
  /** Shown when the cell is pointed at. */
  message?: string;
}

export const cellKey = (row: string, column: string): string => `${row}@${column}`;
