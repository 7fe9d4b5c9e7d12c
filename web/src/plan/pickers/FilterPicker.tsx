import { Button, CloseButton, Group, MultiSelect, Popover, Select, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconFilter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { planGet } from "../../api/plan";
import type { Members, PlanStructure } from "../../api/types";
import { t } from "../../i18n";
import { plural } from "../../parts/format";

interface Props {
  scenario: number;
  structure: PlanStructure;
  /** The attributes of the rows. */
  level: readonly string[];
  filter: Members;
  onChange: (filter: Members) => void;
}

/** Keeps only the series of chosen members, by any attributes: those of the rows are offered first. */
export function FilterPicker({ scenario, structure, level, filter, onChange }: Props) {
  const [opened, setOpened] = useState(false);
  const [added, setAdded] = useState<readonly string[]>([]);
  const chosen = Object.keys(filter);
  const shown = structure.attributes.filter((one) => level.includes(one.name) || chosen.includes(one.name) || added.includes(one.name));
  const rest = structure.attributes.filter((one) => !shown.includes(one));
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={340} shadow="md" trapFocus>
      <Popover.Target>
        <Button
          size="xs"
          variant={chosen.length > 0 ? "light" : "default"}
          leftSection={<IconFilter size={15} />}
          onClick={() => setOpened(!opened)}
        >
          {t("Filter")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("Filter")}>
        <Stack gap="xs">
          {shown.map((attribute) => (
            <AttributeFilter
              key={attribute.name}
              scenario={scenario}
              attribute={attribute}
              chosen={filter[attribute.name] ?? []}
              onChange={(members) => onChange({ ...filter, [attribute.name]: members })}
            />
          ))}
          <Select
            aria-label={t("By another attribute")}
            placeholder={t("By another attribute")}
            searchable
            value={null}
            data={rest.map((one) => ({ value: one.name, label: `${one.title} (${one.members})` }))}
            onChange={(attribute) => attribute && setAdded([...added, attribute])}
            comboboxProps={{ withinPortal: false }}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The filters that hold, each with a way to take it off. */
export function FilterTags({ structure, filter, onChange }: Pick<Props, "structure" | "filter" | "onChange">) {
  return Object.entries(filter).map(([attribute, members]) => {
    const title = structure.attributes.find((one) => one.name === attribute)?.title ?? attribute;
    return (
      <Group key={attribute} gap={2} wrap="nowrap" className="tag tag-info plan-filter">
        <Text size="xs" truncate maw={260} title={members.join(", ")}>
          {title}:{" "}
          {members.length <= 2 ? members.map((one) => one || t("(none)")).join(", ") : plural(members.length, t("member"), t("members"))}
        </Text>
        <CloseButton
          size={16}
          onClick={() => onChange({ ...filter, [attribute]: [] })}
          aria-label={t("Without the filter {{title}}", { title })}
        />
      </Group>
    );
  });
}

function AttributeFilter(props: {
  scenario: number;
  attribute: PlanStructure["attributes"][number];
  chosen: string[];
  onChange: (members: string[]) => void;
}) {
  const { scenario, attribute, chosen, onChange } = props;
  const [asked, setAsked] = useState(chosen.length > 0);
  const [search, setSearch] = useState("");
  const [wanted] = useDebouncedValue(search, 200);
  const members = useQuery({ ...planGet.members(scenario, attribute.name, wanted), enabled: asked });
  const found = members.data ?? [];
  return (
    <MultiSelect
      size="xs"
      label={`${attribute.title} (${attribute.members})`}
      placeholder={chosen.length === 0 ? t("All") : undefined}
      searchable
      clearable
      hidePickedOptions
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      value={chosen}
      onChange={onChange}
      onFocus={() => setAsked(true)}
      nothingFoundMessage={members.isLoading ? t("Loading …") : t("Nothing found")}
      data={[
        ...chosen.filter((member) => !found.some((one) => one.member === member)).map((member) => ({ member, title: null })),
        ...found,
      ].map((one) => ({
        value: one.member,
        label: one.title && one.title !== one.member ? `${one.title} (${one.member})` : one.member || t(t("(none)")),
      }))}
      comboboxProps={{ withinPortal: false }}
      clearButtonProps={{ "aria-label": t("All of {{title}}", { title: attribute.title }) }}
    />
  );
}
