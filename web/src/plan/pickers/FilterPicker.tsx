import { Button, CloseButton, Group, MultiSelect, Popover, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconFilter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { planGet } from "../../api/plan";
import type { Members, PlanStructure } from "../../api/types";
import { plural } from "../../parts/format";

interface Props {
  scenario: number;
  structure: PlanStructure;
  filter: Members;
  onChange: (filter: Members) => void;
}

/** Keeps only the series of chosen members, by any attributes. */
export function FilterPicker({ scenario, structure, filter, onChange }: Props) {
  const [opened, setOpened] = useState(false);
  const chosen = Object.entries(filter);
  const title = (attribute: string) => structure.attributes.find((one) => one.name === attribute)?.title ?? attribute;
  return (
    <>
      <Popover opened={opened} onChange={setOpened} position="bottom-start" width={340} shadow="md" trapFocus>
        <Popover.Target>
          <Button
            size="xs"
            variant={chosen.length > 0 ? "light" : "default"}
            leftSection={<IconFilter size={15} />}
            onClick={() => setOpened(!opened)}
          >
            Filter
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label="Filter">
          <Stack gap="xs">
            {structure.attributes.map((attribute) => (
              <AttributeFilter
                key={attribute.name}
                scenario={scenario}
                attribute={attribute}
                chosen={filter[attribute.name] ?? []}
                onChange={(members) => onChange({ ...filter, [attribute.name]: members })}
              />
            ))}
          </Stack>
        </Popover.Dropdown>
      </Popover>
      {chosen.map(([attribute, members]) => (
        <Group key={attribute} gap={2} wrap="nowrap" className="tag tag-info plan-filter">
          <Text size="xs" truncate maw={220} title={members.join(", ")}>
            {title(attribute)}: {members.length <= 2 ? members.join(", ") : plural(members.length, "member")}
          </Text>
          <CloseButton
            size={16}
            onClick={() => onChange({ ...filter, [attribute]: [] })}
            aria-label={`Without the filter ${title(attribute)}`}
          />
        </Group>
      ))}
    </>
  );
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
      placeholder={chosen.length === 0 ? "All" : undefined}
      searchable
      clearable
      hidePickedOptions
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      value={chosen}
      onChange={onChange}
      onFocus={() => setAsked(true)}
      nothingFoundMessage={members.isLoading ? "Loading …" : "Nothing found"}
      data={[
        ...chosen.filter((member) => !found.some((one) => one.member === member)).map((member) => ({ member, title: null })),
        ...found,
      ].map((one) => ({
        value: one.member,
        label: one.title && one.title !== one.member ? `${one.title} (${one.member})` : one.member || "(none)",
      }))}
      comboboxProps={{ withinPortal: false }}
      clearButtonProps={{ "aria-label": `All of ${attribute.title}` }}
    />
  );
}
