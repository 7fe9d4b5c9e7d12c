import { ActionIcon, Button, Group, Popover, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconBinaryTree, IconBookmark, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { PlanStructure } from "../../api/types";
import { t } from "../../i18n";
import { hierarchiesOf } from "../hierarchies";
import { favourites, saveFavourites, type View, type ViewState } from "../view";

interface Props {
  structure: PlanStructure;
  view: View;
  onView: (changes: Partial<ViewState>) => void;
}

/** The levels of the tree: a hierarchy, or any attributes in any order; with the measures, saved under a name. */
export function LevelPicker({ structure, view, onView }: Props) {
  const [opened, setOpened] = useState(false);
  const [saved, setSaved] = useState(favourites);
  const [name, setName] = useState("");
  const title = (attribute: string) => structure.attributes.find((one) => one.name === attribute)?.title ?? attribute;
  const level = (next: string[]) => next.length > 0 && onView({ level: next.join(), depth: "1" });
  const keep = (next: typeof saved) => {
    setSaved(next);
    saveFavourites(next);
  };
  const move = (at: number, by: number) => {
    const next = [...view.level];
    const [one] = next.splice(at, 1);
    next.splice(at + by, 0, one!);
    level(next);
  };
  const rest = structure.attributes.filter((one) => !view.level.includes(one.name));
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={320} shadow="md" trapFocus>
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<IconBinaryTree size={15} />} onClick={() => setOpened(!opened)}>
          {view.level.map(title).join(" › ")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("Levels")}>
        <Stack gap="xs">
          <Text size="xs" fw={600} c="dimmed">
            {t("Hierarchies")}
          </Text>
          <Group gap={6}>
            {hierarchiesOf(structure).map((one) => (
              <Button key={one.title} size="compact-xs" variant="default" onClick={() => level(one.level)}>
                {one.title}
              </Button>
            ))}
          </Group>
          <Text size="xs" fw={600} c="dimmed">
            {t("Levels, from the top down")}
          </Text>
          {view.level.map((attribute, at) => (
            <Group key={attribute} gap={4} wrap="nowrap">
              <Text size="sm" flex={1}>
                {at + 1}. {title(attribute)}
              </Text>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                disabled={at === 0}
                onClick={() => move(at, -1)}
                aria-label={t("{{attribute}} up", { attribute: title(attribute) })}
              >
                <IconArrowUp size={14} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                disabled={at === view.level.length - 1}
                onClick={() => move(at, 1)}
                aria-label={t("{{attribute}} down", { attribute: title(attribute) })}
              >
                <IconArrowDown size={14} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                disabled={view.level.length === 1}
                onClick={() => level(view.level.filter((other) => other !== attribute))}
                aria-label={t("Without {{attribute}}", { attribute: title(attribute) })}
              >
                <IconX size={14} />
              </ActionIcon>
            </Group>
          ))}
          <Select
            aria-label={t("Add a level")}
            placeholder={t("Add a level")}
            searchable
            value={null}
            data={rest.map((one) => ({ value: one.name, label: `${one.title} (${one.members})` }))}
            onChange={(attribute) => attribute && level([...view.level, attribute])}
            comboboxProps={{ withinPortal: false }}
          />
          <Text size="xs" fw={600} c="dimmed">
            {t("Favourites")}
          </Text>
          {saved.map((one) => (
            <Group key={one.name} gap={4} wrap="nowrap">
              <Button
                size="compact-xs"
                variant="default"
                flex={1}
                justify="flex-start"
                onClick={() => onView({ level: one.level.join(), measures: one.measures.join(), depth: "1" })}
              >
                {one.name}
              </Button>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                onClick={() => keep(saved.filter((other) => other !== one))}
                aria-label={t("Forget {{name}}", { name: one.name })}
              >
                <IconX size={14} />
              </ActionIcon>
            </Group>
          ))}
          <form
            onSubmit={(event) => {
              event.preventDefault();
              const named = name.trim();
              if (named === "") return;
              keep([...saved.filter((one) => one.name !== named), { name: named, level: view.level, measures: view.measures }]);
              setName("");
            }}
          >
            <TextInput
              size="xs"
              aria-label={t("Name of the favourite")}
              placeholder={t("Save these levels and measures as …")}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              rightSection={
                <ActionIcon type="submit" variant="subtle" size="sm" disabled={name.trim() === ""} aria-label={t("Save the favourite")}>
                  <IconBookmark size={14} />
                </ActionIcon>
              }
            />
          </form>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
