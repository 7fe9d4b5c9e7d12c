import type { KeyFigure, TargetOrder } from "../api/kpi";
import { typedScale } from "./figures";

/** A target as people type it: shares in percent. */
export interface TargetDraft {
  value: number | null;
  threshold: number | null;
  owner: string;
}

const tidy = (value: number) => Number(value.toPrecision(12));

export function targetDraft(figure: KeyFigure): TargetDraft {
  const scale = typedScale(figure.unit);
  const shown = (value: number | null) => (value === null ? null : tidy(value * scale));
  return { value: shown(figure.targetValue), threshold: shown(figure.threshold), owner: figure.target?.owner ?? "" };
}

/**
 * What is sent for a draft. A target there is keeps its record: its name, its days and the scale its own name has; a new one holds for the company from the given day on.
 */
export function targetOrder(figure: KeyFigure, draft: TargetDraft, from: string): TargetOrder {
  const { target } = figure;
  // A name of the company's own that ends in percent states percents where the key figure is a share.
  const scale = target && target.measure !== figure.name && target.measure.endsWith("_percent") ? 100 : 1;
  const kept = (value: number) => tidy((value / typedScale(figure.unit)) * scale);
  return {
    measure: target?.measure ?? figure.name,
    level: target?.level ?? "",
    member: target?.member ?? "",
    from: target?.from ?? from,
    to: target?.to ?? "",
    value: kept(draft.value ?? 0),
    threshold: draft.threshold === null ? null : kept(draft.threshold),
    owner: draft.owner.trim(),
  };
}
