import { useState } from "react";
import type { Preview, PreviewBlock } from "../../api/types";
import { t } from "../../i18n";
import { Facets } from "../../parts/Facets";
import { plural, words } from "../../parts/format";
import { Panel } from "../../parts/Page";
import { Empty } from "../../parts/States";
import { Tag } from "../../parts/Tag";
import { FindingList } from "./FindingList";

/** The problems of a cell, as one text; problems without a field belong to the row. */
export function problemAt(block: PreviewBlock, row: number, column: number): string | undefined {
  const name = block.columns[column];
  const found = block.rows[row]?.problems.filter((problem) => problem.field === name).map((problem) => problem.message) ?? [];
  return found.length > 0 ? found.join("\n") : undefined;
}

const badRows = (block: PreviewBlock) => block.rows.filter((row) => row.problems.length > 0).length;

function Before({ block }: { block: PreviewBlock }) {
  return (
    <section
      className="grid-scroll preview-scroll"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
      tabIndex={0}
      aria-label={t("{{title}}: rows of {{source}}", { title: block.title, source: block.source })}
    >
      <table className="grid">
        <thead>
          <tr>
            {block.sourceHeaders.map((header, index) => (
              <th key={index} scope="col">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.sourceRows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function After({ block }: { block: PreviewBlock }) {
  return (
    <section
      className="grid-scroll preview-scroll"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
      tabIndex={0}
      aria-label={t("{{title}}: rows of {{table}}", { title: block.title, table: block.table })}
    >
      <table className="grid">
        <thead>
          <tr>
            {block.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, index) => (
            <tr key={index}>
              {row.cells.map((cell, column) => {
                const problem = problemAt(block, index, column);
                return (
                  <td key={column} className={problem ? "bad" : undefined} title={problem}>
                    {cell ?? (problem ? t("(empty)") : "")}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Block({ block }: { block: PreviewBlock }) {
  const bad = block.rows.filter((row) => row.problems.length > 0);
  const messages = [...new Set(bad.flatMap((row) => row.problems.map((problem) => problem.message)))];
  return (
    <Panel
      title={
        <>
          {block.title || t(words(block.table))} <span className="quiet small">{block.table}</span>{" "}
          {block.replaces && <Tag tone="warning">{t("replaces the whole table")}</Tag>}
        </>
      }
      aside={
        bad.length > 0 ? (
          <Tag tone="error">
            {t("{{bad}} of the first {{rows}} would be rejected", {
              bad: bad.length,
              rows: plural(block.rows.length, t("row"), t("rows")),
            })}
          </Tag>
        ) : (
          <Tag tone="ok">{plural(block.rows.length, t("first row good"), t("first rows good"))}</Tag>
        )
      }
    >
      <div className="before-after">
        <div>
          <h3>{t("Before: {{source}}", { source: block.source })}</h3>
          <Before block={block} />
        </div>
        <div>
          <h3>{t("After: {{table}}", { table: block.table })}</h3>
          <After block={block} />
        </div>
      </div>
      {messages.length > 0 && (
        <ul className="preview-problems small">
          {messages.slice(0, 6).map((message) => (
            <li key={message}>{message}</li>
          ))}
          {messages.length > 6 && <li className="quiet">{t("and {{messages}} more", { messages: messages.length - 6 })}</li>}
        </ul>
      )}
    </Panel>
  );
}

/** Step three: the first rows before and after, table by table, problems marked. */
export function PreviewPanel({ preview }: { preview: Preview }) {
  const firstBad = preview.blocks.findIndex((block) => badRows(block) > 0);
  const [chosen, setChosen] = useState(Math.max(0, firstBad));
  const block = preview.blocks[chosen];
  const urgent = preview.findings.filter((finding) => finding.severity !== "info");
  const remarks = preview.findings.filter((finding) => finding.severity === "info");
  return (
    <>
      {urgent.length > 0 && (
        <Panel title={plural(urgent.length, t("thing to look at first"), t("things to look at first"))}>
          <FindingList findings={urgent} />
        </Panel>
      )}
      {!block && (
        <Panel>
          <Empty title={t("The mapping finds nothing in these files")}>
            {t("Maybe another mapping fits, or a file the mapping needs is missing.")}
          </Empty>
        </Panel>
      )}
      {block && (
        <div className="columns preview-columns">
          <Facets
            title={t("Tables of the mapping")}
            options={preview.blocks.map((one, index) => ({
              value: String(index),
              label: one.title || t(words(one.table)),
              count: badRows(one) > 0 ? <Tag tone="error">{t("{{n}} bad", { n: badRows(one) })}</Tag> : <span className="c-ok">✓</span>,
            }))}
            chosen={String(chosen)}
            onChoose={(value) => setChosen(Number(value))}
          />
          <Block block={block} />
        </div>
      )}
      {preview.assumptions.length > 0 && (
        <Panel title={t("What the mapping takes for granted")}>
          <ul className="preview-problems small">
            {preview.assumptions.map((assumption) => (
              <li key={assumption}>{assumption}</li>
            ))}
          </ul>
        </Panel>
      )}
      {remarks.length > 0 && (
        <Panel title={plural(remarks.length, t("remark of the mapping"), t("remarks of the mapping"))}>
          <FindingList findings={remarks} />
        </Panel>
      )}
    </>
  );
}
