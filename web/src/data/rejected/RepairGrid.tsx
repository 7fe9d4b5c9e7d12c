import { Button, Checkbox } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { Fragment, useState } from "react";
import { Link } from "react-router";
import type { RejectedRow, TableInfo } from "../../api/types";
import { t } from "../../i18n";
import { count } from "../../parts/format";
import { useRefusal } from "../../people/session";
import { CellInput } from "./CellInput";
import { columnOrder, type Drafts, edit, parseBlock, paste, shownValue } from "./drafts";

interface Props {
  table: TableInfo;
  rows: RejectedRow[];
  drafts: Drafts;
  onDrafts: (drafts: Drafts) => void;
  chosen: ReadonlySet<number>;
  onChosen: (chosen: Set<number>) => void;
  onSubmit: (rows: RejectedRow[]) => void;
  submitting: boolean;
}

function problemOf(row: RejectedRow, column: string): string | undefined {
  const found = row.problems.filter((problem) => problem.field === column);
  return found.length > 0 ? found.map((problem) => `${problem.message} ${problem.advice}`).join("\n") : undefined;
}

/** Rejected rows of one table as a grid one types in; the reasons stand under each row. */
export function RepairGrid({ table, rows, drafts, onDrafts, chosen, onChosen, onSubmit, submitting }: Props) {
  const refusal = useRefusal("import_data");
  // Kept while the grid stands: columns that jump after each repair would lose the reader.
  const [order] = useState(() => columnOrder(table.columns, rows));
  const columns = order.map((name) => table.columns.find((column) => column.name === name)!);
  const toggle = (id: number) => {
    const after = new Set(chosen);
    if (!after.delete(id)) after.add(id);
    onChosen(after);
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section className="grid-scroll repair-scroll" tabIndex={0} aria-label={t("Rejected rows of {{title}}", { title: table.title })}>
      <table className="grid repair">
        <thead>
          <tr>
            <th scope="col" className="pinned">
              <Checkbox
                size="xs"
                aria-label={t("Choose all rows shown")}
                checked={rows.length > 0 && rows.every((row) => chosen.has(row.id))}
                onChange={(event) => onChosen(new Set(event.currentTarget.checked ? rows.map((row) => row.id) : []))}
              />
            </th>
            <th scope="col">{t("Row")}</th>
            {columns.map((column) => (
              <th key={column.name} scope="col" title={[column.description, column.unit].filter(Boolean).join("\n")}>
                {column.key ? <b>{column.name}</b> : column.name}
                {column.required && <span title={t("Required")}> *</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const open = row.state === "open";
            return (
              <Fragment key={row.id}>
                <tr className={drafts[row.id] ? "chosen" : undefined}>
                  <td className="pinned">
                    <Checkbox
                      size="xs"
                      aria-label={t("Choose row {{id}}", { id: row.id })}
                      checked={chosen.has(row.id)}
                      onChange={() => toggle(row.id)}
                    />
                  </td>
                  <td>
                    {open ? (
                      <Button
                        size="compact-xs"
                        variant={drafts[row.id] ? "filled" : "default"}
                        loading={submitting}
                        disabled={!!refusal}
                        title={refusal}
                        onClick={() => onSubmit([row])}
                        leftSection={<IconCheck size={12} />}
                      >
                        {t("Submit")}
                      </Button>
                    ) : row.repairedBy ? (
                      <Link className="link small" to={`/data/imports?import=${row.repairedBy}`}>
                        {t("repaired by {{repairedBy}}", { repairedBy: row.repairedBy })}
                      </Link>
                    ) : (
                      <span className="quiet small">{row.state}</span>
                    )}
                  </td>
                  {columns.map((column, at) => (
                    <td key={column.name} className="input-cell">
                      <CellInput
                        column={column}
                        label={t("{{name}}, row {{id}}", { name: column.name, id: row.id })}
                        value={shownValue(drafts, row, column.name)}
                        changed={drafts[row.id]?.[column.name] !== undefined}
                        problem={problemOf(row, column.name)}
                        disabled={!open}
                        row={index}
                        onChange={(value) => onDrafts(edit(drafts, row, column.name, value))}
                        onReset={() => onDrafts(edit(drafts, row, column.name, row.values[column.name] ?? ""))}
                        onPaste={(text) => {
                          const block = parseBlock(text);
                          if (block.length === 1 && block[0]!.length === 1) return false;
                          onDrafts(paste(drafts, rows, order, index, at, block));
                          return true;
                        }}
                        onSubmit={() => onSubmit([row])}
                      />
                    </td>
                  ))}
                </tr>
                <tr className="why">
                  <td className="pinned" />
                  <td className="quiet small">
                    <Link
                      className="link"
                      to={`/data/imports?import=${row.importId}`}
                      title={t("Import {{importId}}", { importId: row.importId })}
                    >
                      {row.file}
                    </Link>
                    {t(", line {{line}}", { line: count(row.line) })}
                  </td>
                  <td colSpan={columns.length} className="small">
                    <div className="reasons-of-row">
                      {row.problems.map((problem, at) => (
                        <div key={at}>
                          <b className="c-error">{problem.field ?? problem.code}</b> {problem.message}{" "}
                          <span className="quiet">{problem.advice}</span>
                        </div>
                      ))}
                    </div>
                  </td>
                </tr>
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
