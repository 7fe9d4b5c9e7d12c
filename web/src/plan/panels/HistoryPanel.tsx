import { Button, CloseButton, Group, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { planGet } from "../../api/plan";
import type { Scenario } from "../../api/types";
import { t } from "../../i18n";
import { ConfirmButton } from "../../parts/confirm";
import { instant, words } from "../../parts/format";
import { ProblemAlert } from "../../parts/Problem";
import { Loading } from "../../parts/States";
import { Tag } from "../../parts/Tag";

interface Props {
  scenario: Scenario;
  onRevert: (revision: number) => void;
  onClose: () => void;
}

const step = 50;

/** The revisions of a scenario, newest first: take one back, or compare two. */
export function HistoryPanel({ scenario, onRevert, onClose }: Props) {
  const [take, setTake] = useState(step);
  const revisions = useQuery(planGet.revisions(scenario.id, take));
  const [marked, setMarked] = useState<number | null>(null);
  const all = revisions.data ?? [];
  return (
    <aside className="panel plan-side" aria-label={t("History of the scenario")}>
      <div className="plan-side-head">
        <Title order={2} size="h5">
          {t("History of {{name}}", { name: scenario.name })}
        </Title>
        <CloseButton size="sm" onClick={onClose} aria-label={t("Close the history")} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <section className="plan-side-body" aria-label={t("Revisions")} tabIndex={0}>
        {revisions.isLoading && <Loading what={t("the history")} />}
        {revisions.error && <ProblemAlert error={revisions.error} onRetry={() => revisions.refetch()} />}
        {marked !== null && (
          <Text size="xs" c="dimmed" mb="xs">
            {t("Revision {{marked}} is chosen; press Compare at another one.", { marked })}
          </Text>
        )}
        <ol className="plan-history">
          {all.map((one) => (
            <li key={one.id}>
              <div className="explain-pair">
                <span>{one.message || t(words(one.kind))}</span>
                {one.kind !== "edit" && <Tag tone="quiet">{t(words(one.kind)).toLowerCase()}</Tag>}
              </div>
              <div className="quiet small">
                {one.id === scenario.head ? `${t("Now")} · ` : ""}
                {one.id} · {one.author}, {instant(one.at)}
              </div>
              <Group gap={6} mt={4}>
                {marked === null && (
                  <Button size="xs" variant="default" onClick={() => setMarked(one.id)}>
                    {t("Compare")}
                  </Button>
                )}
                {marked === one.id && (
                  <Button size="xs" variant="light" onClick={() => setMarked(null)}>
                    {t("Chosen")}
                  </Button>
                )}
                {marked !== null && marked !== one.id && (
                  <Button
                    size="xs"
                    variant="default"
                    component={Link}
                    to={`/scenarios/compare?from=${Math.min(marked, one.id)}&to=${Math.max(marked, one.id)}`}
                  >
                    {t("Compare with {{marked}}", { marked })}
                  </Button>
                )}
                {one.parents.length > 0 && (
                  <ConfirmButton
                    label={t("Take back")}
                    title={t("Take back revision {{id}}?", { id: one.id })}
                    text={t(
                      "“{{message}}” no longer counts; everything later stays. Taking back is itself a revision that can be taken back.",
                      {
                        message: one.message,
                      },
                    )}
                    confirm={t("Take back")}
                    onConfirm={() => onRevert(one.id)}
                  />
                )}
              </Group>
            </li>
          ))}
        </ol>
        {all.length === take && (
          <Button size="compact-sm" variant="default" mt="sm" onClick={() => setTake(take + step)}>
            {t("Older revisions")}
          </Button>
        )}
      </section>
    </aside>
  );
}
