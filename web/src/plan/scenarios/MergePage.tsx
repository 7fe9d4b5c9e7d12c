import { Button, Group, NumberInput, Select, Table, Textarea } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { planGet, planSend } from "../../api/plan";
import type { EntryInfo, MergeConflict, MergePreview, Scenario } from "../../api/types";
import { decimal, t } from "../../i18n";
import { bucketLabel, instant, none, plural } from "../../parts/format";
import { Page, Panel } from "../../parts/Page";
import { ProblemAlert, sayDone } from "../../parts/Problem";
import { Empty, Loading } from "../../parts/States";
import { useUrlState } from "../../parts/urlState";
import { useTableTitles } from "../../parts/useTableTitles";
import { useRefusal } from "../../people/session";
import { exact } from "../grid/numbers";
import { planMoved } from "../useEdits";
import { chooseScenario, useScenario } from "../useScenario";
import { type Choice, resolutionsOf } from "./resolutions";

const defaults = { into: "", from: "" };
const value = (n: number | null) => (n === null ? none : exact(Number(n.toPrecision(10))));

/** Takes the changes of one scenario over into another: what would change, every conflict with both values, then the merge. */
export function MergePage() {
  const { scenarios } = useScenario();
  const [state, change] = useUrlState(defaults);
  const all = (scenarios.data ?? []).filter((one) => !one.archived);
  const into = all.find((one) => one.id === Number(state.into));
  const from = all.find((one) => one.id === Number(state.from));
  const options = all.map((one) => ({ value: String(one.id), label: one.name }));
  const preview = useQuery({ ...planGet.mergePreview(into?.id ?? 0, from?.id ?? 0), enabled: !!into && !!from && into !== from });
  return (
    <Page
      title={t("Merge")}
      about={t(
        "Takes what was changed in one scenario over into another. Different values never conflict; the same value changed in both is yours to decide.",
      )}
    >
      {scenarios.error && <ProblemAlert error={scenarios.error} onRetry={() => scenarios.refetch()} />}
      <Group align="flex-end">
        <Select
          label={t("The changes of")}
          w={240}
          data={options}
          value={from ? String(from.id) : null}
          onChange={(id) => change({ from: id ?? "" })}
          allowDeselect={false}
          searchable
        />
        <Select
          label={t("go into")}
          w={240}
          data={options}
          value={into ? String(into.id) : null}
          onChange={(id) => change({ into: id ?? "" })}
          allowDeselect={false}
          searchable
        />
        <Button size="xs" variant="default" onClick={() => change({ into: state.from, from: state.into })}>
          {t("The other way round")}
        </Button>
      </Group>
      {into && from && into === from && (
        <Panel>
          <Empty title={t("A scenario is not merged into itself")} />
        </Panel>
      )}
      {preview.error && <ProblemAlert error={preview.error} onRetry={() => preview.refetch()} />}
      {preview.isLoading && <Loading what={t("the comparison")} />}
      {into && from && preview.data && (
        <Decide key={`${preview.data.ours} ${preview.data.theirs}`} into={into} from={from} preview={preview.data} />
      )}
    </Page>
  );
}

function Decide({ into, from, preview }: { into: Scenario; from: Scenario; preview: MergePreview }) {
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(new Map());
  const [message, setMessage] = useState("");
  const navigate = useNavigate();
  const tableTitle = useTableTitles();
  const refusal = useRefusal("manage_scenarios");
  const ids = [...preview.conflicts.map((one) => one.id), ...preview.patchConflicts.map((one) => one.id)];
  const resolved = resolutionsOf(ids, choices);
  const choose = (id: string, choice: Choice) => setChoices((before) => new Map(before).set(id, choice));
  const merge = useMutation({
    mutationFn: () =>
      planSend.merge(into.id, {
        source: from.id,
        theirs: preview.theirs,
        resolutions: resolved.resolutions,
        message: message.trim() || null,
      }),
    onSuccess: async (done) => {
      await planMoved(into.id);
      chooseScenario(into.id);
      sayDone(done.message, done.notes.join(" "));
      navigate("/plan");
    },
  });
  if (!preview.changes)
    return (
      <Panel>
        <Empty title={t("Nothing to take over")}>
          {t("{{into}} has everything that was changed in {{from}}.", { into: into.name, from: from.name })}
        </Empty>
      </Panel>
    );
  return (
    <>
      {merge.error && <ProblemAlert error={merge.error} />}
      <Panel
        title={ids.length === 0 ? t("No conflicts") : plural(ids.length, t("conflict"), t("conflicts"))}
        aside={
          ids.length > 1 && (
            <Group gap="xs">
              <Button size="compact-sm" variant="default" onClick={() => setChoices(new Map(ids.map((id) => [id, { take: "ours" }])))}>
                {t("All of {{name}}", { name: into.name })}
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => setChoices(new Map(ids.map((id) => [id, { take: "theirs" }])))}>
                {t("All of {{name}}", { name: from.name })}
              </Button>
            </Group>
          )
        }
      >
        {ids.length === 0 && <Empty title={t("Everything fits together")}>{t("No value was changed in both scenarios.")}</Empty>}
        {preview.conflicts.length > 0 && (
          <Table verticalSpacing={6} className="numbers merge-table">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("Value")}</Table.Th>
                <Table.Th ta="right">{t("Before")}</Table.Th>
                <Table.Th>{into.name}</Table.Th>
                <Table.Th>{from.name}</Table.Th>
                <Table.Th>{t("Own value")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {preview.conflicts.map((one) => (
                <ConflictRow key={one.id} one={one} choice={choices.get(one.id)} onChoose={(choice) => choose(one.id, choice)} />
              ))}
            </Table.Tbody>
          </Table>
        )}
        {preview.patchConflicts.map((one) => (
          <Group key={one.id} className="pad" justify="space-between">
            <span>
              {t("Master data {{table}} {{key}}", { table: tableTitle(one.table), key: one.key.join(" / ") })}
              {one.column && `, ${one.column}`}
            </span>
            <Group gap={6}>
              <Side
                chosen={choices.get(one.id)?.take === "ours"}
                onChoose={() => choose(one.id, { take: "ours" })}
                label={one.ours ?? t("deleted")}
              />
              <Side
                chosen={choices.get(one.id)?.take === "theirs"}
                onChoose={() => choose(one.id, { take: "theirs" })}
                label={one.theirs ?? t("deleted")}
              />
            </Group>
          </Group>
        ))}
      </Panel>
      <Group align="flex-end">
        <Textarea
          label={t("What the merge is for")}
          w={420}
          value={message}
          onChange={(event) => setMessage(event.currentTarget.value)}
          autosize
        />
        <Button variant="default" component={Link} to={`/scenarios/compare?from=${preview.before}&to=${preview.theirs}`}>
          {t("What {{name}} changed", { name: from.name })}
        </Button>
        <Button disabled={resolved.open > 0 || !!refusal} title={refusal} loading={merge.isPending} onClick={() => merge.mutate()}>
          {t("Merge into {{name}}", { name: into.name })}
        </Button>
        {resolved.open > 0 && (
          <span className="quiet small">{plural(resolved.open, t("conflict still to decide"), t("conflicts still to decide"))}</span>
        )}
      </Group>
    </>
  );
}

function Side({ chosen, onChoose, label, entry }: { chosen: boolean; onChoose: () => void; label: string; entry?: EntryInfo | null }) {
  return (
    <button type="button" className="merge-side" aria-pressed={chosen} onClick={onChoose}>
      <b>{label}</b>
      {entry && (
        <span className="quiet small">
          {entry.author}, {instant(entry.at)}
          {entry.reason && `: “${entry.reason}”`}
        </span>
      )}
    </button>
  );
}

function ConflictRow({ one, choice, onChoose }: { one: MergeConflict; choice: Choice | undefined; onChoose: (choice: Choice) => void }) {
  return (
    <Table.Tr>
      <Table.Td>
        {t(one.measureTitle)}, {one.part || t("everything")}, {bucketLabel(one.bucketLabel)}
        {one.series > 1 && <div className="quiet small">{plural(one.series, t("one series"), t("series"))}</div>}
      </Table.Td>
      <Table.Td ta="right" className="quiet">
        {value(one.before)}
      </Table.Td>
      <Table.Td>
        <Side chosen={choice?.take === "ours"} onChoose={() => onChoose({ take: "ours" })} label={value(one.ours)} entry={one.ourEntry} />
      </Table.Td>
      <Table.Td>
        <Side
          chosen={choice?.take === "theirs"}
          onChoose={() => onChoose({ take: "theirs" })}
          label={value(one.theirs)}
          entry={one.theirEntry}
        />
      </Table.Td>
      <Table.Td>
        <NumberInput
          size="xs"
          w={120}
          hideControls
          thousandSeparator={decimal === "," ? " " : ","}
          decimalSeparator={decimal}
          aria-label={t("Own value for {{part}}, {{bucket}}", { part: one.part || t("everything"), bucket: bucketLabel(one.bucketLabel) })}
          value={choice?.take === "value" ? (choice.value ?? "") : ""}
          onChange={(typed) => onChoose({ take: "value", value: typeof typed === "number" ? typed : undefined })}
        />
      </Table.Td>
    </Table.Tr>
  );
}
