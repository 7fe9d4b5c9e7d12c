import type { RoughLoad } from "../api/demand";

/** What one resource is asked for in the bucket in which it is fullest. */
export interface Peak {
  resource: string;
  /** Index in the calendar. */
  bucket: number;
  asked: number;
  /** What its load is stated in. */
  unit: "hours" | "pallets" | "units";
  before: number;
  after: number;
  capacity: number | null;
  /** Shares of capacity; null where it is not limited. */
  usedBefore: number | null;
  used: number | null;
}

const unitOf = (kind: RoughLoad["resources"][number]["kind"]): Peak["unit"] =>
  kind === "storage" ? "pallets" : kind === "machine" || kind === "labour" ? "hours" : "units";

/** Each resource in the bucket in which its load changed most; where none changed in the bucket in which it is fullest of those the part asks something of. */
export function peaksOf(load: RoughLoad): Peak[] {
  return load.resources.map((one) => {
    const share = (values: readonly number[], at: number) => {
      const capacity = one.capacity[at];
      return capacity ? values[at]! / capacity : null;
    };
    const moved = (at: number) => Math.abs(one.after[at]! - one.before[at]!);
    const isMoved = one.after.some((value, at) => moved(at) > 1e-6 * Math.max(1, Math.abs(value)));
    const weight = (at: number) => (isMoved ? moved(at) : one.asked[at]! > 0 ? (share(one.after, at) ?? one.asked[at]! * 1e-9) : -1);
    let best = 0;
    for (let at = 1; at < one.after.length; at++) if (weight(at) > weight(best)) best = at;
    return {
      resource: one.resource,
      bucket: load.firstBucket + best,
      asked: one.asked[best] ?? 0,
      unit: unitOf(one.kind),
      before: one.before[best] ?? 0,
      after: one.after[best] ?? 0,
      capacity: one.capacity[best] ?? null,
      usedBefore: share(one.before, best),
      used: share(one.after, best),
    };
  });
}

/** The bucket in which the stock left is lowest against safety stock, and whether it falls below. */
export function lowestStock(load: RoughLoad): { bucket: number; before: number; after: number; safety: number | null } | null {
  const stock = load.stock;
  if (!stock) return null;
  let best: number | null = null;
  const room = (at: number) => stock.after[at]! - (stock.safety[at] ?? 0);
  stock.after.forEach((value, at) => {
    if (value !== null && (best === null || room(at) < room(best))) best = at;
  });
  if (best === null) return null;
  return {
    bucket: load.firstBucket + best,
    before: stock.before[best] ?? 0,
    after: stock.after[best]!,
    safety: stock.safety[best] ?? null,
  };
}
