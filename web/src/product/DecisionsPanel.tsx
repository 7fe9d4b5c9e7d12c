import { Autocomplete, Button, Group, NumberInput, SegmentedControl, Text, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link } from "react-router";
import type { PlanningCycle } from "../api/cycle";
import { planGet } from "../api/plan";
import { type ProductDecision, productSend } from "../api/product";
import type { PlanStructure, Scenario } from "../api/types";
import { t } from "../i18n";
import { instant } from "../parts/format";
import { Grid } from "../parts/Grid";
import { Panel } from "../parts/Page";
import { sayDone, sayProblem } from "../parts/Problem";
import { Empty } from "../parts/States";
import { Tag, type Tone } from "../parts/Tag";
import { useRefusal } from "../people/session";
import { type Choice, choices, type Draft, emptyDraft, missingIn, orderOf, type Standing, sentence, standingOf } from "./decisions";

interface Props {
  scenario: Scenario;
  structure: PlanStructure;
  cycle: PlanningCycle | undefined;
  /** The item chosen in the portfolio. */
  item: string;
}

const standings: Record<Standing, { text: string; tone: Tone }> = {
  open: { text: t("not in the plan yet"), tone: "warning" },
  applied: { text: t("in the plan"), tone: "ok" },
  kept: { text: t("changes nothing"), tone: "quiet" },
  withdrawn: { text: t("withdrawn"), tone: "quiet" },
};

/** What the product review decides: recorded in the cycle with its reason, then applied to the scenario. */
export function DecisionsPanel({ scenario, structure, cycle, item }: Props) {
  const may = useRefusal("decide_products");
  const refusal = may ?? (cycle?.state === "open" ? undefined : t("No cycle is open: decisions are records of a cycle."));
  const elsewhere =
    cycle && !cycle.scenarios.includes(scenario.id)
      ? t("The cycle {{name}} does not work on this scenario.", { name: cycle.name })
      : undefined;
  const decisions = cycle?.productDecisions ?? [];
  const act = useMutation({
    mutationFn: ({ one, apply }: { one: ProductDecision; apply: boolean }) =>
      apply ? productSend.apply(cycle!.id, one.number ?? 0, scenario.id) : productSend.withdraw(cycle!.id, one.number ?? 0),
    onSuccess: (_, { one, apply }) =>
      apply
        ? sayDone(
            t("Applied to {{scenario}}", { scenario: scenario.name }),
            t("{{decision}}. Master data of the scenario changed; press Compute now to see what follows.", { decision: sentence(one) }),
          )
        : sayDone(t("Withdrawn"), sentence(one)),
    onError: sayProblem,
  });
  return (
    <div className="product-decisions">
      <Panel title={t("Decide about an item")}>
        <DecisionForm key={item} scenario={scenario} structure={structure} cycle={cycle} item={item} refusal={refusal} />
      </Panel>
      <Panel title={cycle ? t("Decisions of cycle {{name}}", { name: cycle.name }) : t("Decisions")}>
        <Grid<ProductDecision>
          label={t("Product decisions")}
          maxHeight={340}
          rows={decisions.toReversed()}
          rowKey={(one) => one.number ?? 0}
          empty={
            <Empty title={t("Nothing is decided yet")}>{t("Choose an item in the portfolio, and say what becomes of it and why.")}</Empty>
          }
          columns={[
            { key: "what", header: t("Decision"), wrap: true, cell: (one) => <b>{sentence(one)}</b> },
            { key: "why", header: t("Reason"), wrap: true, cell: (one) => one.reason },
            { key: "by", header: t("By"), cell: (one) => `${one.by}, ${instant(one.at)}` },
            {
              key: "state",
              header: t("State"),
              cell: (one) => (
                <>
                  <Tag tone={standings[standingOf(one)].tone}>{standings[standingOf(one)].text}</Tag>
                  {standingOf(one) === "applied" && one.appliedIn && <Effect revision={one.appliedIn} scenario={scenario} />}
                </>
              ),
            },
            {
              key: "do",
              header: <span className="sr">{t("Actions")}</span>,
              cell: (one) =>
                (standingOf(one) === "open" || standingOf(one) === "kept") && (
                  <Group gap={6} wrap="nowrap">
                    {standingOf(one) === "open" && (
                      <Button
                        size="compact-xs"
                        disabled={!!(refusal ?? elsewhere) || act.isPending}
                        title={refusal ?? elsewhere ?? t("Changes the master data of {{scenario}}", { scenario: scenario.name })}
                        onClick={() => act.mutate({ one, apply: true })}
                      >
                        {t("Apply")}
                      </Button>
                    )}
                    <Button
                      size="compact-xs"
                      variant="default"
                      disabled={!!refusal || act.isPending}
                      title={refusal}
                      onClick={() => act.mutate({ one, apply: false })}
                    >
                      {t("Withdraw")}
                    </Button>
                  </Group>
                ),
            },
          ]}
        />
      </Panel>
    </div>
  );
}

/** The way to what differs between the plan before a decision came into it and the scenario as it is now. */
function Effect({ revision, scenario }: { revision: number; scenario: Scenario }) {
  const before = useQuery(planGet.revision(revision)).data?.revision.parents[0];
  if (before === undefined) return null;
  return (
    <div className="small">
      <Link className="link" to={`/scenarios/compare?from=${before}&to=${scenario.head}`}>
        {t("What changed since")}
      </Link>
    </div>
  );
}

function DecisionForm({ scenario, structure, cycle, item, refusal }: Props & { refusal: string | undefined }) {
  const [draft, setDraft] = useState<Draft>(() => emptyDraft(item));
  const set = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }));
  const kind = choices[draft.choice];
  const missing = missingIn(draft);
  const record = useMutation({
    mutationFn: () => productSend.decide(cycle!.id, orderOf(draft)),
    onSuccess: () => {
      sayDone(t("Decision recorded"), kind.date ? t("Apply it to bring it into the plan.") : "");
      setDraft(emptyDraft(item));
    },
    onError: sayProblem,
  });
  useEffect(() => setDraft((before) => (before.item === "" ? emptyDraft(item) : before)), [item]);
  return (
    <form
      className="product-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!missing && !refusal) record.mutate();
      }}
    >
      <SegmentedControl
        size="xs"
        aria-label={t("What is decided")}
        value={draft.choice}
        onChange={(choice) => set({ choice: choice as Choice })}
        data={Object.entries(choices).map(([value, one]) => ({ value, label: one.title }))}
      />
      <ItemInput
        scenario={scenario}
        structure={structure}
        label={draft.choice === "replace" ? t("Successor") : t("Item")}
        value={draft.item}
        onChange={(next) => set({ item: next })}
      />
      {kind.related && (
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <ItemInput
            scenario={scenario}
            structure={structure}
            label={kind.related}
            value={draft.relatedItem}
            onChange={(next) => set({ relatedItem: next })}
          />
          <NumberInput
            size="xs"
            w={110}
            label={t("Share of its demand")}
            suffix=" %"
            min={0}
            max={100}
            value={draft.share}
            onChange={(share) => set({ share: String(share) })}
          />
        </Group>
      )}
      {kind.date && (
        <TextInput
          size="xs"
          type="date"
          label={kind.date}
          value={draft.date}
          onChange={(event) => set({ date: event.currentTarget.value })}
        />
      )}
      {draft.choice === "launch" && (
        <TextInput
          size="xs"
          label={t("Description, of a new item")}
          value={draft.description}
          onChange={(event) => set({ description: event.currentTarget.value })}
        />
      )}
      <Textarea
        size="xs"
        label={t("Reason")}
        autosize
        minRows={2}
        value={draft.reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          {refusal ?? missing ?? ""}
        </Text>
        <Button size="xs" type="submit" disabled={!!missing || !!refusal} title={refusal ?? missing} loading={record.isPending}>
          {t("Record the decision")}
        </Button>
      </Group>
    </form>
  );
}

function ItemInput(props: {
  scenario: Scenario;
  structure: PlanStructure;
  label: string;
  value: string;
  onChange: (item: string) => void;
}) {
  const [search] = useDebouncedValue(props.value, 200);
  const known = props.structure.attributes.some((one) => one.name === "item");
  const found = useQuery({ ...planGet.members(props.scenario.id, "item", search), enabled: known });
  const titles = new Map(found.data?.map((one) => [one.member, one.title]));
  return (
    <Autocomplete
      size="xs"
      flex={1}
      label={props.label}
      value={props.value}
      onChange={props.onChange}
      data={[...titles.keys()]}
      limit={20}
      filter={({ options }) => options}
      renderOption={({ option }) => `${option.value}${titles.get(option.value) ? ` · ${titles.get(option.value)}` : ""}`}
      description={titles.get(props.value) ?? undefined}
    />
  );
}
