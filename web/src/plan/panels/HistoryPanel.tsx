import { Button, CloseButton, Group, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { ConfirmButton } from "../../parts/confirm";
import { instant, plural, words } from "../../parts/format";
import { ProblemAlert } from "../../parts/Problem";
import { Loading } from "../../parts/States";
import { Tag } from "../../parts/Tag";
import { planGet } from "../api";
import type { ScenarioInfo } from "../contract";

interface Props {
  scenario: ScenarioInfo;
  onRevert: (revision: number) => void;
  onClose: () => void;
}

/** The revisions of a scenario, newest first: take one back, or compare two. */
export function HistoryPanel({ scenario, onRevert, onClose }: Props) {
  const revisions = useQuery(planGet.revisions(scenario.id));
  const [marked, setMarked] = useState<number | null>(null);
  return (
    <aside className="panel plan-side" aria-label="History of the scenario">
      <div className="plan-side-head">
        <Title order={2} size="h5">
          History of {scenario.name}
        </Title>
        <CloseButton size="sm" onClick={onClose} aria-label="Close the history" />
      </div>
      <div className="plan-side-body">
        {revisions.isLoading && <Loading what="the history" />}
        {revisions.error && <ProblemAlert error={revisions.error} onRetry={() => revisions.refetch()} />}
        {marked !== null && (
          <Text size="xs" c="dimmed" mb="xs">
            Revision {marked} is chosen; press Compare at another one.
          </Text>
        )}
        <ol className="plan-history">
          {revisions.data?.map((one) => (
            <li key={one.id}>
              <div className="explain-pair">
                <span>{one.message || words(one.kind)}</span>
                {one.kind !== "edit" && <Tag tone="quiet">{words(one.kind).toLowerCase()}</Tag>}
              </div>
              <div className="quiet small">
                {one.id === scenario.head ? "Now · " : ""}
                {one.author}, {instant(one.at)}
                {one.entries > 0 && `, ${plural(one.entries, "entry", "entries")}`}
              </div>
              {!one.compacted && (
                <Group gap={6} mt={4}>
                  {marked === null ? (
                    <Button size="compact-xs" variant="default" onClick={() => setMarked(one.id)}>
                      Compare
                    </Button>
                  ) : marked === one.id ? (
                    <Button size="compact-xs" variant="light" onClick={() => setMarked(null)}>
                      Chosen
                    </Button>
                  ) : (
                    <Button
                      size="compact-xs"
                      variant="default"
                      component={Link}
                      to={`/scenarios/compare?from=${Math.min(marked, one.id)}&to=${Math.max(marked, one.id)}`}
                    >
                      Compare with {marked}
                    </Button>
                  )}
                  {one.id !== scenario.head && (
                    <ConfirmButton
                      label="Go back to this"
                      title={`Go back to revision ${one.id}?`}
                      text="The plan becomes as it was then. Nothing is lost: going back is itself a revision that can be taken back."
                      confirm="Go back"
                      onConfirm={() => onRevert(one.id)}
                    />
                  )}
                </Group>
              )}
            </li>
          ))}
        </ol>
      </div>
    </aside>
  );
}
