import { Button } from "@mantine/core";
import type { LimitingResource, SupplyReview } from "../api/supply";
import { t } from "../i18n";
import { count, money, none, percent, quantity } from "../parts/format";
import { Grid, type GridColumn } from "../parts/Grid";
import { Tag } from "../parts/Tag";
import { worstOf } from "./sentence";

interface Props {
  review: SupplyReview;
  label: (bucket: number) => string;
  chosen: string;
  onOpen: (resource: string, bucket?: number) => void;
  onAct: (resource: string) => void;
}

/** Every resource that limits the period, the costliest first, with what it costs and what would mend it. */
export function LimitsTable({ review, label, chosen, onOpen, onAct }: Props) {
  if (review.limits.length === 0) return null;
  const currency = review.currency;
  const buckets = review.to - review.from + 1;
  const columns: GridColumn<LimitingResource>[] = [
    {
      key: "resource",
      header: t("Resource"),
      cell: (one) => (
        <>
          <button type="button" className="link" onClick={() => onOpen(one.resource, one.worstBucket)}>
            {one.title ?? one.resource}
          </button>{" "}
          <span className="quiet small">{one.resource}</span>
        </>
      ),
    },
    {
      key: "state",
      header: t("State"),
      cell: (one) =>
        one.overload > 0.5 || one.shortages > 0 || (one.worstLoad ?? 0) > 1.001 ? (
          <Tag tone="error">{t("over capacity")}</Tag>
        ) : one.overBuckets > 0 ? (
          <Tag tone="warning">{t("demand above it")}</Tag>
        ) : (
          <Tag tone="info">{t("full")}</Tag>
        ),
    },
    {
      key: "buckets",
      header: t("Buckets"),
      hint: t("Buckets of the period in which it is full or over capacity"),
      right: true,
      cell: (one) => t("{{some}} of {{all}}", { some: Math.max(one.fullBuckets, one.overBuckets), all: buckets }),
    },
    {
      key: "worst",
      header: t("Worst"),
      hint: t("The tightest bucket: load, or what demand asks for, over capacity"),
      right: true,
      cell: (one) => `${label(one.worstBucket)} · ${percent(worstOf(one), 0)}`,
    },
    {
      key: "hours",
      header: t("Beyond, h"),
      hint: t("Hours demand asks for, or the plan works, beyond capacity"),
      right: true,
      cell: (one) => (one.hoursOver > 0.5 ? count(one.hoursOver) : none),
    },
    {
      key: "late",
      header: t("Late or lost, {{currency}}", { currency }),
      hint: t("Demand that is late or lost because of it, at net prices"),
      right: true,
      cell: (one) => (one.shortageValue > 0 ? count(one.shortageValue) : none),
    },
    {
      key: "fix",
      header: t("Fix (estimate)"),
      hint: t("Missing hours at the overtime rate, or whole shifts at the regular rate; without planning again"),
      right: true,
      cell: (one) =>
        one.fix.hours >= 1 && one.fix.cost !== null ? (
          <span title={one.fix.isShift ? t("An added shift") : t("{{hours}} h of overtime", { hours: quantity(one.fix.hours, 0) })}>
            {money(one.fix.cost, currency)} · {one.fix.isShift ? t("shift") : t("overtime")}
          </span>
        ) : (
          none
        ),
    },
    {
      key: "worth",
      header: t("Hour worth, {{currency}}", { currency }),
      hint: t("What one more hour is worth to the plan, penalties for being late included"),
      right: true,
      cell: (one) => (one.hourWorth === null ? none : quantity(one.hourWorth, one.hourWorth < 10 ? 1 : 0)),
    },
    {
      key: "act",
      header: <span className="sr">{t("Actions")}</span>,
      right: true,
      cell: (one) => (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => onAct(one.resource)}
          aria-label={t("Add hours to {{name}}", { name: one.resource })}
        >
          {t("Add hours")}
        </Button>
      ),
    },
  ];
  return (
    <>
      <Grid
        label={t("Resources that limit the period")}
        columns={columns.filter((one) => one.key !== "late" || review.limits.some((limit) => limit.shortageValue > 0))}
        rows={review.limits}
        rowKey={(one) => one.resource}
        rowClass={(one) => (one.resource === chosen ? "chosen" : undefined)}
        onOpen={(one) => onOpen(one.resource, one.worstBucket)}
        maxHeight={260}
      />
      {review.moreLimits > 0 && <p className="quiet small pad">{t("And {{count}} more.", { count: count(review.moreLimits) })}</p>}
    </>
  );
}
