import { useQuery } from "@tanstack/react-query";
import { type ClipboardEvent, type KeyboardEvent, useId, useState } from "react";
import { get } from "../../api/queries";
import type { TableColumn } from "../../api/types";
import { t } from "../../i18n";

interface Props {
  column: TableColumn;
  label: string;
  value: string;
  changed: boolean;
  problem: string | undefined;
  disabled: boolean;
  row: number;
  onChange: (value: string) => void;
  onPaste: (text: string) => boolean;
  onSubmit: () => void;
  onReset: () => void;
}

/** Values of the table a column refers to, by what was typed so far. */
function Suggestions({ id, table, typed }: { id: string; table: string; typed: string }) {
  const found = useQuery({ ...get.rows(table, { search: typed, take: 20 }), staleTime: 60_000 });
  const described = found.data?.columns.indexOf("description") ?? -1;
  return (
    <datalist id={id}>
      {found.data?.rows.map((cells, index) => (
        <option key={index} value={String(cells[0] ?? "")} label={described > 0 ? String(cells[described] ?? "") : undefined} />
      ))}
    </datalist>
  );
}

/** Moves the focus to the same column of another row. */
function step(event: KeyboardEvent<HTMLElement>, name: string, row: number) {
  const next = document.querySelector<HTMLElement>(`[data-cell="${CSS.escape(`${row}:${name}`)}"]`);
  if (next) {
    event.preventDefault();
    next.focus();
  }
}

/** One cell of a rejected row: a choice, or a text with suggestions where the column refers to a table. */
export function CellInput({ column, label, value, changed, problem, disabled, row, onChange, onPaste, onSubmit, onReset }: Props) {
  const [focused, setFocused] = useState(false);
  const id = useId();
  const shared = {
    "aria-label": label,
    "aria-invalid": problem ? true : undefined,
    "data-cell": `${row}:${column.name}`,
    title: problem,
    value,
    disabled,
    className: `cell-input ${problem ? "bad" : ""} ${changed ? "changed" : ""} ${column.type === "number" || column.type === "integer" ? "right" : ""}`,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        onSubmit();
      } else if (event.key === "Enter") step(event, column.name, row + (event.shiftKey ? -1 : 1));
      else if (event.key === "Escape" && changed) onReset();
    },
  };
  if (column.choices.length > 0)
    return (
      <select {...shared} onChange={(event) => onChange(event.currentTarget.value)}>
        {!column.choices.includes(value) && <option value={value}>{value || t("(empty)")}</option>}
        {column.choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    );
  return (
    <>
      <input
        {...shared}
        type="text"
        inputMode={column.type === "number" || column.type === "integer" ? "decimal" : undefined}
        placeholder={column.type === "date" ? t("yyyy-mm-dd") : undefined}
        list={column.references && focused ? id : undefined}
        autoComplete="off"
        size={Math.max(10, Math.min(26, value.length + 2))}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onChange={(event) => onChange(event.currentTarget.value)}
        onPaste={(event: ClipboardEvent) => {
          if (onPaste(event.clipboardData.getData("text/plain"))) event.preventDefault();
        }}
      />
      {column.references && focused && <Suggestions id={id} table={column.references} typed={value} />}
    </>
  );
}
