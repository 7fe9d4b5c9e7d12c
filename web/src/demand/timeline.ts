import type { TimelineEvent } from "../api/demand";
import type { PlanBucket } from "../api/types";

/** An event as a bar: left edge and width as shares of the plot, and its row. */
export interface Bar {
  event: TimelineEvent;
  left: number;
  width: number;
  lane: number;
}

const dayNumber = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

/** Where a day lies between the points of the buckets, 0 for the first and 1 for the last: the point of a bucket stands for all of its days. */
export function shareAt(date: string, buckets: readonly PlanBucket[]): number {
  const day = dayNumber(date);
  const last = buckets.length - 1;
  if (last < 1) return 0;
  const at = buckets.findIndex((bucket) => dayNumber(bucket.last) >= day);
  if (at < 0) return 1;
  const [first, end] = [dayNumber(buckets[at]!.first), dayNumber(buckets[at]!.last) + 1];
  const place = at + (day - first) / (end - first) - 0.5;
  return Math.min(1, Math.max(0, place / last));
}

const least = 0.012;
const open = 0.06;

/** Bars in as few rows as they need, those that begin first on top; what does not fit in is counted. */
export function barsOf(
  events: readonly TimelineEvent[],
  buckets: readonly PlanBucket[],
  mostLanes: number,
  cutOff: string,
): { bars: Bar[]; hidden: number } {
  const taken: [number, number][][] = [];
  const bars: Bar[] = [];
  let hidden = 0;
  const [from, to] = [buckets[0]?.first ?? "", buckets.at(-1)?.last ?? ""];
  // What began before the line and has no end is how things are by now, not an event of it.
  const inside = events.filter((event) => event.from <= to && (event.to ?? event.from) >= from);
  // Room is given to what is still to come first.
  const past = (event: TimelineEvent) => (event.to ?? event.from) < cutOff;
  const order = (a: TimelineEvent, b: TimelineEvent) =>
    Number(past(a)) - Number(past(b)) || (a.from < b.from ? -1 : a.from > b.from ? 1 : 0);
  for (const event of inside.toSorted(order)) {
    const left = Math.min(shareAt(event.from, buckets), 1 - least);
    // What has no end stands at its beginning: it lasts, and the rest of the line is for others.
    const width = Math.min(1 - left, Math.max(least, event.to ? shareAt(event.to, buckets) - left : open));
    const right = left + width + least / 2;
    let lane = taken.findIndex((bars) => bars.every(([from, to]) => to <= left || from >= right));
    if (lane < 0) lane = taken.length;
    if (lane >= mostLanes) {
      hidden++;
      continue;
    }
    if (lane === taken.length) taken.push([]);
    taken[lane]!.push([left, right]);
    bars.push({ event, left, width, lane });
  }
  return { bars, hidden };
}
