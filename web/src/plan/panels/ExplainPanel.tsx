import { CloseButton, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { count, instant, none, words } from "../../parts/format";
import { ProblemAlert } from "../../parts/Problem";
import { Empty, Loading } from "../../parts/States";
import { useTableTitles } from "../../parts/useTableTitles";
import { planGet } from "../api";
import type { ExplainEntry, Members, PlanStructure, Unit } from "../contract";
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
  n === null || n === undefined ? none : `${exact(n)}${unit ? ` ${unit}` : ""}`;

/** What an entry did, in words: "set to 1,200", "+10 %". */
export function deed(entry: Pick<ExplainEntry, "rule" | "value" | "unit">): string {
  const n = entry.value ?? 0;
  switch (entry.rule) {
    case "set":
      return `set to ${value(entry.value)}`;
    case "add":
      return `${n < 0 ? "−" : "+"}${exact(Math.abs(n))}`;
    case "multiply": {
      const share = Number(((n - 1) * 100).toPrecision(10));
      return `${share < 0 ? "−" : "+"}${exact(Math.abs(share))} %`;
    }
    default:
      return words(entry.rule).toLowerCase();
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
  const query = useQuery({
    ...planGet.explain(scenario, cell ?? { measure: "", coordinates: {}, from: 0, to: 0, unit: "planning_units" }),
    enabled: cell !== null,
  });
  const found = cell ? query.data : undefined;
  const title = useTableTitles();
  const bucket = (index: number) => structure.buckets[index]?.label ?? String(index);
  const span = (from: number, to: number) => (from === to ? bucket(from) : `${bucket(from)} – ${bucket(to)}`);
  return (
    <aside className="panel plan-side" aria-label="Explain the value">
      <div className="plan-side-head">
        <Title order={2} size="h5">
          Explain
        </Title>
        <CloseButton size="sm" onClick={onClose} aria-label="Close the explanation" />
      </div>
      <div className="plan-side-body">
        {!cell && <Empty title="Choose a value in the grid" />}
        {cell && query.isLoading && <Loading what="the explanation" />}
        {cell && query.error && <ProblemAlert error={query.error} onRetry={() => query.refetch()} />}
        {cell && found && (
          <>
            <Text size="sm" c="dimmed">
              {measureTitle(cell.measure)}, {partText(cell.coordinates)}, {span(cell.from, cell.to)}
            </Text>
            <div className="explain-value numbers">{value(found.value, found.unit)}</div>
            {found.formula && <div className="mono quiet">{found.formula}</div>}
            {found.locks.length > 0 && (
              <Step title="Locked">
                {found.locks.map((lock) => (
                  <div key={lock}>{lock}</div>
                ))}
              </Step>
            )}
            {found.entries.length > 0 && (
              <Step title="Typed">
                {found.entries.toReversed().map((entry) => (
                  <div key={entry.id} className="explain-entry">
                    <div>
                      <b>{deed(entry)}</b> on {partText(entry.coordinates)}, {span(entry.from, entry.to)}
                    </div>
                    <div className="numbers">
                      {value(entry.before)} → {value(entry.after, found.unit)}
                    </div>
                    {entry.reason && <div>“{entry.reason}”</div>}
                    <div className="quiet small">
                      {entry.author}, {instant(entry.at)}
                      {entry.expires && `, until ${entry.expires}`}
                    </div>
                  </div>
                ))}
              </Step>
            )}
            <Step title="Written by the stage">
              <div className="explain-pair">
                <span>{found.writtenBy}</span>
                <b className="numbers">{value(found.written, found.unit)}</b>
              </div>
            </Step>
            {found.sources.length > 0 && (
              <Step title="From imports">
                {found.sources.map((source) => (
                  <div key={source.importId} className="explain-pair">
                    <Link className="link" to={`/data/imports?import=${source.importId}`}>
                      {source.importTitle}
                    </Link>
                    <span className="numbers quiet">{count(source.rows)} rows</span>
                    <b className="numbers">{value(source.quantity)}</b>
                  </div>
                ))}
              </Step>
            )}
            {found.rows.length > 0 && (
              <Step title="Rows">
                {found.rows.map((row) => (
                  <div key={`${row.table} ${row.importId} ${row.line}`} className="explain-pair">
                    <span>
                      <Link className="link" to={`/data/tables/${encodeURIComponent(row.table)}`}>
                        {title(row.table)}
                      </Link>{" "}
                      <span className="quiet">line {count(row.line)}</span>
                      <div className="small">{row.text}</div>
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
        )}
      </div>
    </aside>
  );
}
