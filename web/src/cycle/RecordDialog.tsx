import { Autocomplete, Button, Group, Modal, NumberInput, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { PlanningCycle } from "../api/cycle";
import { type CycleRecord, meetingSend, type RecordKind, type RecordStatus } from "../api/meeting";
import { t } from "../i18n";
import { instant, words } from "../parts/format";
import { ProblemAlert } from "../parts/Problem";
import { useKnownPeople, useNames } from "./names";

/** What the states of a record mean, by its kind. */
const statusTexts: Record<RecordKind, Record<RecordStatus, string>> = {
  decision: { open: t("To be taken"), done: t("Taken"), dropped: t("Not taken") },
  assumption: { open: t("Not proved yet"), done: t("Confirmed"), dropped: t("Proved wrong") },
  risk: { open: t("May still come"), done: t("Over"), dropped: t("Accepted or come true") },
  action: { open: t("To do"), done: t("Done"), dropped: t("Given up") },
};

interface Props {
  cycle: PlanningCycle;
  /** The one to change, or the kind of a new one. */
  record: CycleRecord | RecordKind;
  refusal?: string;
  onClose: () => void;
}

/** Writes a record, or writes one anew. */
export function RecordDialog({ cycle, record, refusal, onClose }: Props) {
  const old = typeof record === "string" ? undefined : record;
  const kind = typeof record === "string" ? record : record.kind;
  const people = useKnownPeople();
  const name = useNames();
  const [text, setText] = useState(old?.text ?? "");
  const [owner, setOwner] = useState(old?.owner ?? "");
  const [date, setDate] = useState(old?.date ?? "");
  const [status, setStatus] = useState<RecordStatus>(old?.status ?? "open");
  const [likelihood, setLikelihood] = useState<number | "">(old?.likelihood == null ? "" : old.likelihood * 100);
  const [effect, setEffect] = useState<number | "">(old?.effect ?? "");
  const [outcome, setOutcome] = useState(old?.outcome ?? "");
  const save = useMutation({
    mutationFn: () => {
      const order = {
        kind,
        text: text.trim(),
        owner: owner.trim() || null,
        date: date || null,
        status,
        revisions: old?.revisions ?? [],
        likelihood: kind === "risk" && likelihood !== "" ? likelihood / 100 : null,
        effect: kind === "risk" && effect !== "" ? effect : null,
        outcome: outcome.trim() || null,
      };
      return old ? meetingSend.changeRecord(cycle.id, old.number, order) : meetingSend.addRecord(cycle.id, order);
    },
    onSuccess: onClose,
  });
  return (
    <Modal opened onClose={onClose} title={old ? `${t(words(kind))} ${old.number}` : t(words(kind))} centered size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="sm">
          <Textarea
            label={t("Text")}
            required
            autosize
            minRows={2}
            maxLength={4000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            data-autofocus
          />
          <Group grow align="flex-start">
            <Autocomplete label={t("Owner")} data={people} value={owner} onChange={setOwner} />
            <TextInput
              type="date"
              label={kind === "action" || kind === "decision" ? t("Due") : t("Date")}
              value={date}
              onChange={(event) => setDate(event.currentTarget.value)}
            />
            <Select
              label={t("Status")}
              allowDeselect={false}
              data={(["open", "done", "dropped"] as const).map((one) => ({ value: one, label: statusTexts[kind][one] }))}
              value={status}
              onChange={(value) => value && setStatus(value as RecordStatus)}
            />
          </Group>
          {kind === "risk" && (
            <Group grow>
              <NumberInput
                label={t("Likelihood")}
                suffix=" %"
                min={0}
                max={100}
                value={likelihood}
                onChange={(value) => setLikelihood(typeof value === "number" ? value : "")}
              />
              <NumberInput
                label={t("Effect: margin lost, in the reporting currency")}
                thousandSeparator=" "
                value={effect}
                onChange={(value) => setEffect(typeof value === "number" ? value : "")}
              />
            </Group>
          )}
          {(status !== "open" || outcome) && (
            <Textarea
              label={t("What became of it")}
              autosize
              minRows={2}
              value={outcome}
              onChange={(event) => setOutcome(event.currentTarget.value)}
            />
          )}
          {old && <p className="quiet small flat">{t("Written by {{who}}, {{when}}", { who: name(old.author), when: instant(old.at) })}</p>}
          {save.error && <ProblemAlert error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("Cancel")}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={!!refusal || text.trim() === ""} title={refusal}>
              {t("Save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
