import { ActionIcon, Autocomplete, Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { Role, RoleInPart } from "../api/types";
import { t } from "../i18n";
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
        {t("Roles")}
      </Text>
      {drafts.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("Without a role one sees nothing.")}
        </Text>
      )}
      {drafts.map((draft, index) => (
        <Group key={index} gap="xs" wrap="nowrap" align="flex-end">
          <Select
            size="xs"
            w={150}
            aria-label={t("Role {{index}}", { index: index + 1 })}
            allowDeselect={false}
            data={known.map((role) => ({ value: role, label: t(words(role)) }))}
            value={draft.role}
            onChange={(role) => role && change(index, { role: role as Role })}
          />
          <Autocomplete
            size="xs"
            w={110}
            aria-label={t("Attribute role {{index}} is held to", { index: index + 1 })}
            placeholder={t("everywhere")}
            data={attributes}
            value={draft.attribute}
            onChange={(attribute) => change(index, { attribute })}
          />
          <TextInput
            size="xs"
            flex={1}
            aria-label={t("Members role {{index}} is held to", { index: index + 1 })}
            placeholder={draft.attribute ? t("North, South") : ""}
            disabled={!draft.attribute.trim()}
            value={draft.members}
            onChange={(event) => change(index, { members: event.currentTarget.value })}
          />
          <ActionIcon
            variant="default"
            aria-label={t("Take role {{index}} away", { index: index + 1 })}
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
          {t("Add a role")}
        </Button>
      </Group>
    </Stack>
  );
}
