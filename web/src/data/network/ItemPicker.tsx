import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get } from "../../api/queries";
import { t } from "../../i18n";
import { records } from "../../parts/records";

/** Finds an item by number or name as one types. */
export function ItemPicker({ value, onChange }: { value: string; onChange: (item: string) => void }) {
  const [text, setText] = useState("");
  const [search] = useDebouncedValue(text, 250);
  const found = useQuery(get.rows("items", { search: search === value ? "" : search, take: 30 }));
  const options = records(found.data).map((row) => ({
    value: String(row.item),
    label: row.description ? `${row.item} · ${row.description}` : String(row.item),
  }));
  if (value && !options.some((option) => option.value === value)) options.unshift({ value, label: value });
  return (
    <Select
      aria-label={t("Item")}
      placeholder={t("All items")}
      w={280}
      clearable
      searchable
      filter={({ options: all }) => all}
      value={value || null}
      data={options}
      onSearchChange={setText}
      onChange={(item) => onChange(item ?? "")}
      nothingFoundMessage={t("No item found")}
    />
  );
}
