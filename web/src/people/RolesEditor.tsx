import { ActionIcon, Autocomplete, Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { Role, RoleInPart } from "../api/types";
import { words } from "../parts/format";
import { membersOf } from "./session";
import { attributes, roles as known } from "./texts";

/** A role as it is typed: the part is one attribute with members told apart by commas; more attributes are kept as they are. */
export interface RoleDraft {
  role: Role;
  attribute: string;
  members: string;
  others: Record<string, string[]>;
}

export function draftOf(role: RoleInPart): RoleDraft {
  const [first, ...others] = Object.entries(role.part ?? {});
  return { role: role.role, attribute: first?.[0] ?? "", members: first?.[1].join(", ") ?? "", others: Object.fromEntries(others) };
}

export function roleOf(draft: RoleDraft): RoleInPart {
  const attribute = draft.attribute.trim();
  return { role: draft.role, part: { ...(attribute ? { [attribute]: membersOf(draft.members) } : {}), ...draft.others } };
}

export function RolesEditor({ drafts, onChange }: { drafts: RoleDraft[]; onChange: (drafts: RoleDraft[]) => void }) {
  const change = (index: number, changes: Partial<RoleDraft>) =>
    onChange(drafts.map((draft, at) => (at === index ? { ...draft, ...changes } : draft)));
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        Roles
      </Text>
      {drafts.length === 0 && (
        <Text size="sm" c="dimmed">
          Without a role one sees nothing.
        </Text>
      )}
      {drafts.map((draft, index) => (
        <Group key={index} gap="xs" wrap="nowrap" align="flex-end">
          <Select
            size="xs"
            w={150}
            aria-label={`Role ${index + 1}`}
            allowDeselect={false}
            data={known.map((role) => ({ value: role, label: words(role) }))}
            value={draft.role}
            onChange={(role) => role && change(index, { role: role as Role })}
          />
          <Autocomplete
            size="xs"
            w={110}
            aria-label={`Attribute role ${index + 1} is held to`}
            placeholder="everywhere"
            data={attributes}
            value={draft.attribute}
            onChange={(attribute) => change(index, { attribute })}
          />
          <TextInput
            size="xs"
            flex={1}
            aria-label={`Members role ${index + 1} is held to`}
            placeholder={draft.attribute ? "North, South" : ""}
            disabled={!draft.attribute.trim()}
            value={draft.members}
            onChange={(event) => change(index, { members: event.currentTarget.value })}
          />
          <ActionIcon
            variant="default"
            aria-label={`Take role ${index + 1} away`}
            onClick={() => onChange(drafts.filter((_, at) => at !== index))}
          >
            <IconX size={14} />
          </ActionIcon>
        </Group>
      ))}
      <Group>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconPlus size={13} />}
          onClick={() => onChange([...drafts, { role: "viewer", attribute: "", members: "", others: {} }])}
        >
          Add a role
        </Button>
      </Group>
    </Stack>
  );
}
