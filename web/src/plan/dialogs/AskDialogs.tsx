import { Button, Group, Modal, Stack, Table, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import type { CellConflict, Members, PlanStructure } from "../../api/types";
import { t } from "../../i18n";
import { bucketLabel, instant } from "../../parts/format";
import { exact } from "../grid/numbers";

/** Asks for the reason of an edit that only an authority may make. */
export function OverrideDialog(props: { refusal: string | null; onClose: () => void; onApply: (reason: string) => void }) {
  const [reason, setReason] = useState("");
  const { refusal, onClose, onApply } = props;
  return (
    <Modal opened={refusal !== null} onClose={onClose} title={t("Edit all the same?")} size="md">
      <Stack gap="sm">
        <Text size="sm">{refusal}</Text>
        <Text size="sm">{t("You may edit it all the same, on record: everybody can read who did it, and why.")}</Text>
        <Textarea
          label={t("Reason")}
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
          autosize
          minRows={2}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("Cancel")}
          </Button>
          <Button
            disabled={reason.trim() === ""}
            onClick={() => {
              onApply(reason.trim());
              setReason("");
              onClose();
            }}
          >
            {t("Edit on record")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Numbers that can be read in two ways: asks which. */
export function DecimalDialog(props: { example: string | null; onClose: () => void; onChoose: (decimal: "." | ",") => void }) {
  const { example, onClose, onChoose } = props;
  return (
    <Modal opened={example !== null} onClose={onClose} title={t("How are these numbers written?")} size="sm">
      <Text size="sm">
        {t("The pasted block has numbers like")} <b>{example}</b>
        {t(", and nothing in it tells whether the mark parts decimals or thousands.")}
      </Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={() => onChoose(example?.includes(".") ? "." : ",")}>
          {t("Decimals")}
        </Button>
        <Button onClick={() => onChoose(example?.includes(".") ? "," : ".")} data-autofocus>
          {t("Thousands")}
        </Button>
      </Group>
    </Modal>
  );
}

/** Coordinates in words: "Mountain bikes, DACH". */
export function partText(coordinates: Members): string {
  const parts = Object.values(coordinates).map(
    (members) => members.slice(0, 3).join(" + ") + (members.length > 3 ? ` + ${t("{{n}} more", { n: members.length - 3 })}` : ""),
  );
  return parts.length === 0 ? t("everything") : parts.join(", ");
}

const shown = 8;

/** The same cell was changed by two: shows both, and lets one take theirs or enter one's own on top. */
export function ConflictDialog(props: {
  conflicts: CellConflict[] | null;
  structure: PlanStructure;
  measureTitle: (name: string) => string;
  onSettle: (choice: "theirs" | "mine") => void;
}) {
  const { conflicts, structure, measureTitle, onSettle } = props;
  return (
    <Modal opened={conflicts !== null} onClose={() => onSettle("theirs")} title={t("Somebody else changed the same cells")} size="lg">
      <Text size="sm" mb="xs">
        {t("Your change was not entered. What stands there now, and what you would make of it:")}
      </Text>
      <Table verticalSpacing={4} className="numbers">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("Cell")}</Table.Th>
            <Table.Th ta="right">{t("Theirs")}</Table.Th>
            <Table.Th ta="right">{t("Yours")}</Table.Th>
            <Table.Th>{t("By")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {conflicts?.slice(0, shown).map((one, at) => (
            <Table.Tr key={at}>
              <Table.Td>
                {measureTitle(one.measure)}, {partText(one.coordinates)}, {bucketLabel(structure.buckets[one.bucket])}
              </Table.Td>
              <Table.Td ta="right">{one.theirs === null ? t("none") : exact(one.theirs)}</Table.Td>
              <Table.Td ta="right">{one.yours === null ? t("none") : exact(one.yours)}</Table.Td>
              <Table.Td>
                {one.theirAuthor}, {instant(one.theirAt)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {conflicts && conflicts.length > shown && (
        <Text size="xs" c="dimmed">
          {t("and {{conflicts}} more", { conflicts: conflicts.length - shown })}
        </Text>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={() => onSettle("theirs")}>
          {t("Keep theirs")}
        </Button>
        <Button onClick={() => onSettle("mine")}>{t("Enter mine on top")}</Button>
      </Group>
    </Modal>
  );
}
