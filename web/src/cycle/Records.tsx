import { Button, Group, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import type { PlanningCycle } from "../api/cycle";
import type { CycleRecord, RecordKind } from "../api/meeting";
import { t } from "../i18n";
import { count, day, none, percent, words } from "../parts/format";
import { Grid, type GridColumn } from "../parts/Grid";
import { Empty } from "../parts/States";
import { Tag, type Tone } from "../parts/Tag";
import { useRefusal } from "../people/session";
import { useNames } from "./names";
import { isOverdue, sortRecords } from "./progress";
import { RecordDialog } from "./RecordDialog";

export const kinds: readonly RecordKind[] = ["decision", "assumption", "risk", "action"];

const tones: Record<string, Tone> = { open: "info", done: "ok", dropped: "quiet" };

/** Decisions, assumptions, risks and actions: overdue ones first. */
export function Records({
  cycle,
  today,
  shown,
  onShow,
}: {
  cycle: PlanningCycle;
  today: string;
  shown: string;
  onShow: (kind: string) => void;
}) {
  const [edited, setEdited] = useState<CycleRecord | RecordKind | null>(null);
  const name = useNames();
  const refusal = useRefusal("work_on_cycle") ?? (cycle.state === "closed" ? t("The cycle is closed and does not change.") : undefined);
  const all = cycle.records ?? [];
  const rows = sortRecords(
    all.filter((one) => shown === "all" || one.kind === shown),
    today,
  );
  const number = (kind: RecordKind) => all.filter((one) => one.kind === kind && one.status === "open").length;
  const columns: GridColumn<CycleRecord>[] = [
    { key: "kind", header: t("Kind"), cell: (row) => t(words(row.kind)) },
    {
      key: "text",
      header: t("Text"),
      wrap: true,
      cell: (row) => (
        <>
          <button type="button" className="link" onClick={() => setEdited(row)}>
            {row.text}
          </button>
          {row.outcome && <div className="quiet small">{row.outcome}</div>}
          {row.carried && <div className="quiet small">{t("From the cycle before")}</div>}
        </>
      ),
    },
    {
      key: "status",
      header: t("Status"),
      cell: (row) =>
        isOverdue(row, today) ? <Tag tone="error">{t("Overdue")}</Tag> : <Tag tone={tones[row.status]!}>{t(words(row.status))}</Tag>,
    },
    { key: "owner", header: t("Owner"), cell: (row) => name(row.owner) || none },
    { key: "date", header: t("Date"), cell: (row) => day(row.date) },
    {
      key: "likelihood",
      header: t("Likelihood"),
      right: true,
      hint: t("Of a risk"),
      cell: (row) => (row.likelihood === null ? "" : percent(row.likelihood, 0)),
    },
    {
      key: "effect",
      header: t("Effect"),
      right: true,
      hint: t("Margin lost when a risk comes true, in the reporting currency"),
      cell: (row) => (row.effect === null ? "" : count(row.effect)),
    },
  ];
  return (
    <>
      <Group justify="space-between" p="xs">
        <SegmentedControl
          size="xs"
          value={shown}
          onChange={onShow}
          aria-label={t("Kind of record")}
          data={[{ value: "all", label: t("All") }, ...kinds.map((kind) => ({ value: kind, label: `${plurals[kind]} (${number(kind)})` }))]}
        />
        <Group gap={6}>
          {kinds.map((kind) => (
            <Button key={kind} size="compact-xs" variant="default" disabled={!!refusal} title={refusal} onClick={() => setEdited(kind)}>
              {adds[kind]}
            </Button>
          ))}
        </Group>
      </Group>
      <Grid
        label={t("Decisions, assumptions, risks and actions")}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.number}
        rowClass={(row) => (isOverdue(row, today) ? "overdue" : undefined)}
        onOpen={setEdited}
        maxHeight={420}
        empty={
          <Empty title={t("Nothing written down yet")}>
            {t(
              "Write down what is to be decided, what the plan takes for granted, what may go wrong, and who does what by when: the minutes are made of it.",
            )}
          </Empty>
        }
      />
      {edited && <RecordDialog cycle={cycle} record={edited} refusal={refusal} onClose={() => setEdited(null)} />}
    </>
  );
}

const plurals: Record<RecordKind, string> = {
  decision: t("Decisions"),
  assumption: t("Assumptions"),
  risk: t("Risks"),
  action: t("Actions"),
};
const adds: Record<RecordKind, string> = {
  decision: t("Add a decision"),
  assumption: t("Add an assumption"),
  risk: t("Add a risk"),
  action: t("Add an action"),
};
