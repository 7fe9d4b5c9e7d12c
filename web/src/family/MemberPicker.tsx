import { ActionIcon, Group, Select } from "@mantine/core";
import { useDebouncedValue, useHotkeys } from "@mantine/hooks";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { FamilySheet } from "../api/finance";
import { planGet } from "../api/plan";
import { t } from "../i18n";

interface Props {
  scenario: number;
  attribute: string;
  /** Empty for all together. */
  member: string;
  sheet: FamilySheet | undefined;
  onChange: (member: string) => void;
}

/** Chooses a family by typing, or goes to the one before or after it. All together stand before the first. */
export function MemberPicker({ scenario, attribute, member, sheet, onChange }: Props) {
  const [search, setSearch] = useState("");
  const [asked, setAsked] = useState(false);
  const [wanted] = useDebouncedValue(search, 200);
  const members = useQuery({ ...planGet.members(scenario, attribute, wanted), enabled: asked });
  const label = (one: { member: string; title?: string | null }) =>
    one.title && one.title !== one.member ? `${one.title} (${one.member})` : one.member;
  const all = t("All that is sold");
  const found = members.data ?? [];
  const data = [
    { value: "", label: all },
    ...(member && !found.some((one) => one.member === member) ? [{ value: member, label: label({ member, title: sheet?.title }) }] : []),
    ...found.map((one) => ({ value: one.member, label: label(one) })),
  ];
  const [previous, next] = [member === "" ? null : (sheet?.previous ?? ""), sheet?.next ?? null];
  const step = (to: string | null) => to !== null && onChange(to);
  useHotkeys([
    ["[", () => step(previous)],
    ["]", () => step(next)],
    ["alt+PageUp", () => step(previous)],
    ["alt+PageDown", () => step(next)],
  ]);
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon
        variant="default"
        size={30}
        disabled={previous === null}
        onClick={() => step(previous)}
        aria-label={t("Family before")}
        title={`${t("Family before")}: [`}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <Select
        size="xs"
        w={260}
        aria-label={t("Family")}
        data-search
        searchable
        value={member}
        data={data}
        searchValue={search}
        onSearchChange={setSearch}
        onFocus={() => setAsked(true)}
        filter={({ options, search: typed }) => {
          const text = typed.toLowerCase();
          const shown = data.find((one) => one.value === member)?.label.toLowerCase();
          return text === "" || text === shown
            ? options
            : options.filter((one) => "label" in one && one.label.toLowerCase().includes(text));
        }}
        onChange={(value) => value !== null && onChange(value)}
        allowDeselect={false}
        nothingFoundMessage={members.isLoading ? t("Loading …") : t("Nothing found")}
        maxDropdownHeight={420}
      />
      <ActionIcon
        variant="default"
        size={30}
        disabled={next === null}
        onClick={() => step(next)}
        aria-label={t("Family after")}
        title={`${t("Family after")}: ]`}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
    </Group>
  );
}
