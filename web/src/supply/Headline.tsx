import { Button, Group } from "@mantine/core";
import type { SupplyReview } from "../api/supply";
import { t } from "../i18n";
import { costSentence, coveredSentence, fixSentence, limitSentence, shortageSentence, worthSentence } from "./sentence";

interface Props {
  review: SupplyReview;
  label: (bucket: number) => string;
  /** What buckets are called. */
  unit: string;
  onOpen: (resource: string, bucket?: number) => void;
  onAct: () => void;
}

/** The answer of the meeting in a few sentences: what limits, what that costs, what mends it. */
export function Headline({ review, label, unit, onOpen, onAct }: Props) {
  const first = review.limits[0];
  return (
    <div className="pad supply-head">
      <p className="lead">
        {limitSentence(review, label, unit)} {costSentence(review)}
      </p>
      {first && (
        <p>
          {fixSentence(first.fix, review.currency)} {coveredSentence(first)} {worthSentence(first, review.currency)}
        </p>
      )}
      <p className="quiet">{shortageSentence(review)}</p>
      {first && (
        <Group gap="xs" mt={4}>
          <Button
            size="xs"
            onClick={() => {
              onOpen(first.resource, first.worstBucket);
              onAct();
            }}
          >
            {t("Add hours to {{name}}", { name: first.title ?? first.resource })}
          </Button>
          <Button size="xs" variant="default" onClick={() => onOpen(first.resource, first.worstBucket)}>
            {t("Show its load")}
          </Button>
        </Group>
      )}
    </div>
  );
}
