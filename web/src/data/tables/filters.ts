/** A filter of the table browser, as the API writes it: column:operator:value. */
export interface RowFilter {
  column: string;
  operator: string;
  value: string;
}

export function parseFilter(text: string): RowFilter | null {
  const first = text.indexOf(":");
  const second = text.indexOf(":", first + 1);
  if (first <= 0) return null;
  if (second < 0) return text.slice(first + 1) === "empty" ? { column: text.slice(0, first), operator: "empty", value: "" } : null;
  return { column: text.slice(0, first), operator: text.slice(first + 1, second), value: text.slice(second + 1) };
}

export function spellFilter(filter: RowFilter): string {
  return `${filter.column}:${filter.operator}:${filter.operator === "empty" ? "" : filter.value}`;
}
