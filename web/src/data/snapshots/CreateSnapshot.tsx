import { Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { datasetChanged, get, send } from "../../api/queries";
import { t } from "../../i18n";
import { day } from "../../parts/format";
import { ProblemAlert, sayDone } from "../../parts/Problem";
import { Tag } from "../../parts/Tag";
import { texts } from "./texts";

function Form({ asOf, onDone, onCancel }: { asOf: string; onDone: (id: number) => void; onCancel: () => void }) {
  const quality = useQuery(get.quality());
  const [name, setName] = useState(asOf.slice(0, 7));
  const [date, setDate] = useState(asOf);
  const [note, setNote] = useState("");
  const [reason, setReason] = useState("");
  const held = quality.data ? !quality.data.gate.open : false;
  const create = useMutation({
    mutationFn: () =>
      send.createSnapshot({
        name: name.trim(),
        asOf: date,
        note: note.trim() || null,
        override: held,
        reason: held ? reason.trim() : null,
      }),
    onSuccess: async (snapshot) => {
      sayDone(t("Snapshot {{name}} made", { name: snapshot.name }), t("As of {{asOf}}.", { asOf: day(snapshot.asOf) }));
      await datasetChanged();
      onDone(snapshot.id);
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <Stack gap="sm">
        {quality.data && (
          <div className={`note ${held ? "note-warning" : "note-ok"}`}>
            <div>
              <Tag tone={held ? "warning" : "ok"}>{held ? t("Gate held") : t("Gate open")}</Tag>
              {held ? (
                <>
                  <div>{texts.held}</div>
                  <ul className="reasons">
                    {quality.data.gate.reasons.map((one) => (
                      <li key={one}>{one}</li>
                    ))}
                  </ul>
                </>
              ) : (
                ` ${t("Every area reaches its threshold.")}`
              )}
            </div>
          </div>
        )}
        <TextInput label={t("Name")} required value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
        <TextInput
          label={t("As of")}
          description={t("Facts dated later are left out.")}
          type="date"
          required
          value={date}
          onChange={(event) => setDate(event.currentTarget.value)}
        />
        <Textarea label={t("Note")} autosize minRows={2} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        {held && (
          <TextInput
            label={t("Reason for making it while the gate is held")}
            required
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        {create.error && <ProblemAlert error={create.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t("Cancel")}
          </Button>
          <Button type="submit" loading={create.isPending} disabled={!name.trim() || !date || (held && !reason.trim())}>
            {t("Make the snapshot")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export function CreateSnapshot({ opened, onClose, onDone }: { opened: boolean; onClose: () => void; onDone: (id: number) => void }) {
  const asOf = useQuery(get.asOf());
  return (
    <Modal opened={opened} onClose={onClose} title={t("New data snapshot")} size="md">
      {asOf.data && <Form asOf={asOf.data.effective} onDone={onDone} onCancel={onClose} />}
    </Modal>
  );
}
