import type { Job } from "../api/types";

export const busy = (job: Job) => job.state === "queued" || job.state === "running";

/** Jobs that were busy before and are not now: what just ended. */
export function ended(before: readonly Job[] | undefined, now: readonly Job[]): Job[] {
  if (!before) return [];
  const wasBusy = new Set(before.filter(busy).map((job) => job.id));
  const known = new Set(before.map((job) => job.id));
  return now.filter((job) => !busy(job) && (wasBusy.has(job.id) || !known.has(job.id)));
}
