/** The length of a bucket in days; both ends count. */
export function daysBetween(first: string, last: string): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000) + 1;
}

/** The first day of the year of a date, and the last day two years later: three years around the cut-off. */
export function around(date: string): { from: string; to: string } {
  const year = Number(date.slice(0, 4));
  return { from: `${year}-01-01`, to: `${year + 2}-12-31` };
}
