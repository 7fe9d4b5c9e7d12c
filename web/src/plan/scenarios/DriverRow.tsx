import { ActionIcon, MultiSelect, NumberInput, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { planGet } from "../../api/plan";
import type { DriverKind } from "../../api/scenarios";
import type { PlanStructure } from "../../api/types";
import { t } from "../../i18n";
import { bucketLabel, words } from "../../parts/format";
import { type DraftDriver, deedOf, driverKinds, fromDraft, isFactor } from "./drivers";

interface Props {
  scenario: number;
  structure: PlanStructure;
  draft: DraftDriver;
  flaw: string | undefined;
  onChange: (draft: DraftDriver) => void;
  onRemove: () => void;
}

/** One driver: what it moves, of which part, when, by how much, and why; said back in words. */
export function DriverRow({ scenario, structure, draft, flaw, onChange, onRemove }: Props) {
  const change = (changes: Partial<DraftDriver>) => onChange({ ...draft, ...changes });
  const [search, setSearch] = useState("");
  const [wanted] = useDebouncedValue(search, 200);
  const members = useQuery({ ...planGet.members(scenario, draft.attribute, wanted), enabled: draft.attribute !== "" });
  const measure = driverKinds.find((one) => one.kind === draft.kind)?.measure;
  const attributes = structure.attributes.filter(
    (one) => one.name === draft.attribute || measure === undefined || one.measures.includes(measure),
  );
  const planned = structure.buckets.filter((bucket) => bucket.zone !== null || bucket.index === draft.first || bucket.index === draft.last);
  const buckets = planned.map((bucket) => ({ value: String(bucket.index), label: bucketLabel(bucket.label) }));
  const known = members.data ?? [];
  return (
    <fieldset className="panel pad driver-row">
      <legend className="small">
        <b>{deedOf(draft.kind, fromDraft(draft).value, structure.currency)}</b>
        {draft.members.length > 0 && ` · ${draft.members.join(", ")}`}
        {flaw && <span className="c-error"> · {flaw}</span>}
      </legend>
      <TextInput size="xs" label={t("Name")} value={draft.name} onChange={(event) => change({ name: event.currentTarget.value })} />
      <Select
        size="xs"
        label={t("What it moves")}
        allowDeselect={false}
        value={draft.kind}
        data={driverKinds.map((one) => ({ value: one.kind, label: one.title }))}
        onChange={(kind) =>
          kind &&
          change({
            kind: kind as DriverKind,
            attribute: "",
            members: [],
            change: isFactor(kind as DriverKind) ? (isFactor(draft.kind) ? draft.change : -10) : 0,
          })
        }
      />
      {draft.kind === "supply_events" ? (
        <Select
          size="xs"
          label={t("Do they happen?")}
          allowDeselect={false}
          value={draft.change > 0 ? "1" : "0"}
          data={[
            { value: "1", label: t("they happen") },
            { value: "0", label: t("they do not happen") },
          ]}
          onChange={(value) => change({ change: Number(value) })}
        />
      ) : (
        <NumberInput
          size="xs"
          label={draft.kind === "cash_ceiling" ? t("Amount [{{currency}}]", { currency: structure.currency }) : t("Change [%]")}
          value={Number.isFinite(draft.change) ? draft.change : ""}
          onChange={(value) => change({ change: typeof value === "number" ? value : Number.NaN })}
        />
      )}
      <Select
        size="xs"
        label={t("From")}
        searchable
        allowDeselect={false}
        value={String(draft.first)}
        data={buckets}
        onChange={(value) => value && change({ first: Number(value) })}
      />
      <Select
        size="xs"
        label={t("To")}
        searchable
        allowDeselect={false}
        value={String(draft.last)}
        data={buckets}
        onChange={(value) => value && change({ last: Number(value) })}
      />
      <ActionIcon variant="default" aria-label={t("Remove {{name}}", { name: draft.name })} onClick={onRemove} className="driver-remove">
        <IconTrash size={15} />
      </ActionIcon>
      {isFactor(draft.kind) && (
        <Select
          size="xs"
          label={t("Only a part")}
          placeholder={t("everything")}
          clearable
          searchable
          value={draft.attribute || null}
          data={attributes.map((one) => ({ value: one.name, label: t(words(one.name)) }))}
          onChange={(attribute) => change({ attribute: attribute ?? "", members: [] })}
          clearButtonProps={{ "aria-label": t("Everything") }}
        />
      )}
      {isFactor(draft.kind) && draft.attribute !== "" && (
        <MultiSelect
          size="xs"
          label={t("Members")}
          searchable
          hidePickedOptions
          searchValue={search}
          onSearchChange={setSearch}
          filter={({ options }) => options}
          value={draft.members}
          onChange={(chosen) => change({ members: chosen })}
          nothingFoundMessage={members.isLoading ? t("Loading …") : t("Nothing found")}
          data={[
            ...draft.members
              .filter((member) => !known.some((one) => one.member === member))
              .map((member) => ({ value: member, label: member })),
            ...known.map((one) => ({
              value: one.member,
              label: one.title && one.title !== one.member ? `${one.title} (${one.member})` : one.member,
            })),
          ]}
        />
      )}
      <TextInput
        size="xs"
        className="driver-why"
        label={t("Assumption: why it is thought so")}
        value={draft.assumption}
        onChange={(event) => change({ assumption: event.currentTarget.value })}
      />
    </fieldset>
  );
}
