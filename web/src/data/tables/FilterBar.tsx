import { ActionIcon, Button, Popover, Select, Stack, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconFilterPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { TableColumn } from "../../api/types";
import { t } from "../../i18n";
import { parseFilter, type RowFilter, spellFilter } from "./filters";
import { texts } from "./texts";

/** Filters as words that can be taken away, and a small form for a further one. */
export function FilterBar({
  columns,
  filters,
  onChange,
}: {
  columns: TableColumn[];
  filters: string[];
  onChange: (filters: string[]) => void;
}) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const [draft, setDraft] = useState<RowFilter>({ column: "", operator: "eq", value: "" });
  const column = columns.find((one) => one.name === draft.column);
  const ready = draft.column !== "" && (draft.operator === "empty" || draft.value !== "");
  return (
    <>
      {filters.map((text) => {
        const filter = parseFilter(text);
        const operator = texts.operators.find((one) => one.value === filter?.operator)?.label ?? filter?.operator;
        return (
          <span key={text} className="chip">
            {filter ? `${filter.column} ${operator} ${filter.value}` : text}
            <ActionIcon
              size="xs"
              variant="subtle"
              color="gray"
              aria-label={t("Take the filter on {{column}} away", { column: filter?.column ?? "" })}
              onClick={() => onChange(filters.filter((one) => one !== text))}
            >
              <IconX size={12} />
            </ActionIcon>
          </span>
        );
      })}
      <Popover opened={opened} onChange={(open) => !open && close()} trapFocus width={260} position="bottom-start" shadow="md">
        <Popover.Target>
          <Button size="xs" variant="default" leftSection={<IconFilterPlus size={14} />} onClick={toggle}>
            {t("Filter")}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (!ready) return;
              onChange([...filters.filter((one) => one !== spellFilter(draft)), spellFilter(draft)]);
              setDraft({ column: "", operator: "eq", value: "" });
              close();
            }}
          >
            <Stack gap="xs">
              <Select
                label={t("Column")}
                searchable
                comboboxProps={{ withinPortal: false }}
                data={columns.map((one) => one.name)}
                value={draft.column || null}
                onChange={(value) => setDraft({ ...draft, column: value ?? "", value: "" })}
              />
              <Select
                label={t("Condition")}
                allowDeselect={false}
                comboboxProps={{ withinPortal: false }}
                data={texts.operators}
                value={draft.operator}
                onChange={(value) => setDraft({ ...draft, operator: value ?? "eq" })}
              />
              {draft.operator !== "empty" &&
                (column && column.choices.length > 0 ? (
                  <Select
                    label={t("Value")}
                    comboboxProps={{ withinPortal: false }}
                    data={column.choices}
                    value={draft.value || null}
                    onChange={(value) => setDraft({ ...draft, value: value ?? "" })}
                  />
                ) : (
                  <TextInput
                    size="xs"
                    label={t("Value")}
                    type={column?.type === "date" ? "date" : "text"}
                    value={draft.value}
                    onChange={(event) => setDraft({ ...draft, value: event.currentTarget.value })}
                  />
                ))}
              <Button size="xs" type="submit" disabled={!ready}>
                {t("Add")}
              </Button>
            </Stack>
          </form>
        </Popover.Dropdown>
      </Popover>
    </>
  );
}
