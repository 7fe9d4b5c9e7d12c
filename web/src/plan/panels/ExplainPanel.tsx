import { CloseButton, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { planGet } from "../../api/plan";
import type { EntryInfo, Explanation, Members, PlanStructure, Unit } from "../../api/types";
import { texts as measureTexts } from "../../data/measures/texts";
import { t } from "../../i18n";
import { bucketLabel, count, day, instant, none, plural, words } from "../../parts/format";
import { ProblemAlert } from "../../parts/Problem";
import { Empty, Loading } from "../../parts/States";
import { useTableTitles } from "../../parts/useTableTitles";
import { partText } from "../dialogs/AskDialogs";
import { exact } from "../grid/numbers";

export interface Explained {
  measure: string;
  coordinates: Members;
  from: number;
  to: number;
  unit: Unit;
}

interface Props {
  scenario: number;
  cell: Explained | null;
  structure: PlanStructure;
  measureTitle: (name: string) => string;
  onClose: () => void;
}

const value = (n: number | null | undefined, unit?: string | null) =>
  n === null || n === undefined ? none : `${exact(Number(n.toPrecision(10)))}${unit ? ` ${unit}` : ""}`;

/** What an entry did, in words: "set to 1,200", "+10 %". */
export function deed(entry: Pick<EntryInfo, "rule" | "value" | "like" | "shift">, measureTitle: (name: string) => string): string {
  const share = Number(((entry.value - 1) * 100).toPrecision(10));
  switch (entry.rule) {
    case "set":
      return t("set to {{value}}", { value: value(entry.value) });
    case "add":
      return `${entry.value < 0 ? "−" : "+"}${exact(Math.abs(entry.value))}`;
    case "multiply":
      return `${share < 0 ? "−" : "+"}${exact(Math.abs(share))} %`;
    case "copy":
      return [
        t("copied"),
        entry.like && t("from {{measure}}", { measure: measureTitle(entry.like) }),
        entry.shift > 0 && plural(entry.shift, t("bucket back"), t("buckets back")),
      ]
        .filter(Boolean)
        .join(" ");
    default:
      return t(words(entry.rule)).toLowerCase();
  }
}

function Step({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="explain-step">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** Where a value comes from: what was typed, what the stage wrote, the rows of the imports. It follows the selection. */
export function ExplainPanel({ scenario, cell, structure, measureTitle, onClose }: Props) {
  const question = cell ?? { measure: "", coordinates: {}, from: 0, to: 0, unit: "planning_units" as const };
  const query = useQuery({ ...planGet.explain(scenario, question), enabled: cell !== null });
  const bucket = (index: number) => bucketLabel(structure.buckets[index]);
  return (
    <aside className="panel plan-side" aria-label={t("Explain the value")}>
      <div className="plan-side-head">
        <Title order={2} size="h5">
          {t("Explain")}
        </Title>
        <CloseButton size="sm" onClick={onClose} aria-label={t("Close the explanation")} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <section className="plan-side-body" aria-label={t("Explanation")} tabIndex={0}>
        {!cell && <Empty title={t("Choose a value in the grid")} />}
        {cell && query.isLoading && <Loading what={t("the explanation")} />}
        {cell && query.error && <ProblemAlert error={query.error} onRetry={() => query.refetch()} />}
        {cell && query.data && (
          <>
            <Text size="sm" c="dimmed">
              {measureTitle(cell.measure)}, {partText(cell.coordinates)},{" "}
              {cell.from === cell.to ? bucket(cell.from) : `${bucket(cell.from)} – ${bucket(cell.to)}`}
            </Text>
            <Chain found={query.data} measureTitle={measureTitle} />
          </>
        )}
      </section>
    </aside>
  );
}

function Chain({ found, measureTitle }: { found: Explanation; measureTitle: (name: string) => string }) {
  const title = useTableTitles();
  const span = (entry: EntryInfo) =>
    entry.from === entry.to ? bucketLabel(entry.fromLabel) : `${bucketLabel(entry.fromLabel)} – ${bucketLabel(entry.toLabel)}`;
  const by = (entry: EntryInfo) =>
    `${entry.author}, ${instant(entry.at)}${entry.expires ? `, ${t("until {{day}}", { day: day(entry.expires) })}` : ""}`;
  return (
    <>
      <div className="explain-value numbers">{value(found.value, found.unit)}</div>
      {found.locks.length > 0 && (
        <Step title={t("Locked")}>
          {found.locks.map((lock) => (
            <div key={lock.id}>
              {lock.part}, {span(lock)} <span className="quiet small">{by(lock)}</span>
            </div>
          ))}
        </Step>
      )}
      {found.effects.length > 0 && (
        <Step title={t("Typed, the last first")}>
          {found.effects.toReversed().map(({ entry, before, after, refusal }) => (
            <div key={entry.id} className="explain-entry">
              <div>
                <b>{deed(entry, measureTitle)}</b>{" "}
                {t("on {{part}}, {{buckets}}", { part: entry.part || t("everything"), buckets: span(entry) })}
              </div>
              <div className="numbers">
                {value(before)} → {value(after, found.unit)}
              </div>
              {refusal && <div className="c-warning">{refusal}</div>}
              {entry.reason && <div>“{entry.reason}”</div>}
              <div className="quiet small">{by(entry)}</div>
            </div>
          ))}
        </Step>
      )}
      <Step
        title={t("Written by the stage: {{stage}}", {
          stage: (measureTexts.stages[found.writtenBy] ?? t(words(found.writtenBy))).toLowerCase(),
        })}
      >
        <div className="explain-pair">
          <span>{plural(found.series, t("one series"), t("series"))}</span>
          <b className="numbers">{value(found.written, found.unit)}</b>
        </div>
        <div className="quiet small">{found.definition}</div>
        {found.operands.map((operand) => (
          <div key={operand.measure} className="explain-pair">
            <span>{operand.title}</span>
            <b className="numbers">{value(operand.value)}</b>
          </div>
        ))}
      </Step>
      {found.sources.length > 0 && (
        <Step title={t("From imports")}>
          {found.sources.map((source) => (
            <div key={source.importId} className="explain-pair">
              <Link className="link" to={`/data/imports?import=${source.importId}`}>
                {source.title}
              </Link>
              <span className="numbers quiet">{plural(source.rows, t("row"), t("rows"))}</span>
              <b className="numbers">{value(source.quantity)}</b>
            </div>
          ))}
        </Step>
      )}
      {found.rows.length > 0 && (
        <Step title={t("The largest rows")}>
          {found.rows.map((row) => (
            <div key={`${row.table} ${row.importId} ${row.line}`} className="explain-pair">
              <span>
                <Link
                  className="link"
                  to={`/data/tables/${encodeURIComponent(row.table)}?search=${encodeURIComponent(row.key.split(" / ")[0] ?? "")}`}
                >
                  {title(row.table)}
                </Link>{" "}
                {row.key}{" "}
                <span className="quiet small">{[row.date, t("line {{line}}", { line: count(row.line) })].filter(Boolean).join(", ")}</span>
              </span>
              <b className="numbers">{value(row.quantity)}</b>
            </div>
          ))}
        </Step>
      )}
      {found.notes.map((note) => (
        <p key={note} className="quiet small">
          {note}
        </p>
      ))}
    </>
  );
}
