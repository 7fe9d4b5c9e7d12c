import { Button, Group, Text } from "@mantine/core";
import { useCallback, useRef, useState } from "react";
import { ApiProblem } from "../api/client";
import { planSend } from "../api/plan";
import { queryClient } from "../api/queries";
import type { CellConflict, CellsAnswer, Change, Entry } from "../api/types";
import { t } from "../i18n";
import { sayInstead, sayProblem } from "../parts/Problem";
import { type CellState, cellKey } from "./grid/states";

/** Entries to send, and the cells of the grid that wait for them. */
export interface Edit {
  entries: Entry[];
  cells: { row: string; column: string; text?: string }[];
  message?: string;
}

export interface Conflict {
  edit: Edit;
  conflicts: CellConflict[];
}

const toast = "plan-edit";

/** Revisions made from this page: what the live stream says of them is no news. */
const own = new Set<number>();
export const madeHere = (revision: number): boolean => own.has(revision);

/** Asks for everything of a scenario anew; settles when what is shown is fresh. */
export const planMoved = (scenario: number) =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: ["plan", scenario] }),
    queryClient.invalidateQueries({ queryKey: ["scenarios"] }),
  ]);

/** The oldest revision of the values on the screen: what the person saw. Read where the answers lie, which is ahead of what is drawn. */
function revisionShown(scenario: number): number | undefined {
  const shown = queryClient.getQueryCache().findAll({ queryKey: ["plan", scenario, "cells"], type: "active" });
  const revisions = shown.map((query) => (query.state.data as CellsAnswer | undefined)?.revision).filter((one) => one !== undefined);
  return revisions.length > 0 ? Math.min(...revisions) : undefined;
}

/**
 * Sends edits one after the other. A cell shows what was typed until the server has answered and its value has come; a refusal stays
 * at its cell, with the hint, until it is typed into again.
 */
export function useEdits(scenario: number) {
  const [states, setStates] = useState<ReadonlyMap<string, CellState>>(new Map());
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const mark = useCallback((cells: Edit["cells"], state: (cell: Edit["cells"][number]) => CellState | undefined) => {
    setStates((before) => {
      const next = new Map(before);
      for (const cell of cells) {
        const made = state(cell);
        const key = cellKey(cell.row, cell.column);
        if (made) next.set(key, made);
        else next.delete(key);
      }
      return next;
    });
  }, []);

  const finish = useCallback(
    async (done: Change, undo?: () => void) => {
      own.add(done.revision);
      await planMoved(scenario);
      sayInstead({
        id: toast,
        color: "teal",
        title: done.message || t("Saved"),
        autoClose: 6000,
        message: (
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm" inherit>
              {done.notes.join(" ")}
            </Text>
            {undo && (
              <Button size="compact-xs" variant="default" onClick={undo}>
                {t("Undo")}
              </Button>
            )}
          </Group>
        ),
      });
    },
    [scenario],
  );

  const step = useCallback(
    (which: "undo" | "redo") => {
      queue.current = queue.current.then(async () => {
        try {
          await finish(await planSend[which](scenario));
          // What a cell was refused for may no longer hold, such as a lock.
          setStates((before) => new Map([...before].filter(([, state]) => state.kind !== "error")));
        } catch (error) {
          sayProblem(error);
        }
      });
      return queue.current;
    },
    [scenario, finish],
  );

  const send = useCallback(
    (edit: Edit) => {
      if (edit.entries.length === 0) return Promise.resolve();
      mark(edit.cells, (cell) => ({ kind: "pending", text: cell.text, message: t("Waiting for the server") }));
      const sent = queue.current.then(async () => {
        try {
          await finish(
            await planSend.enter(scenario, { base: revisionShown(scenario), message: edit.message, entries: edit.entries }),
            () => void step("undo"),
          );
          mark(edit.cells, () => undefined);
        } catch (error) {
          const problem = error instanceof ApiProblem ? error.problem : undefined;
          const conflicts = problem?.conflicts;
          if (problem?.code === "cell_conflict" && conflicts) {
            mark(edit.cells, () => ({ kind: "error", message: t("Somebody else changed this cell meanwhile.") }));
            setConflict({ edit, conflicts });
            return;
          }
          const text = problem
            ? [problem.detail ?? problem.title, problem.hint].filter(Boolean).join(" ")
            : error instanceof Error
              ? error.message
              : String(error);
          mark(edit.cells, () => ({ kind: "error", message: text }));
          sayProblem(error);
        }
      });
      queue.current = sent;
      return sent;
    },
    [scenario, mark, finish, step],
  );

  /** Says at a cell what is wrong with what was typed, without asking the server. */
  const refuse = useCallback(
    (cells: Edit["cells"], message: string) => {
      mark(cells, () => ({ kind: "error", message }));
      sayInstead({ id: "plan-refused", color: "red", title: t("Not entered"), message, autoClose: 8000 });
    },
    [mark],
  );

  /** Forgets the refusals at these cells. */
  const clear = useCallback((cells: Edit["cells"]) => mark(cells, () => undefined), [mark]);

  const settle = useCallback(
    async (choice: "theirs" | "mine") => {
      if (!conflict) return;
      const { edit } = conflict;
      setConflict(null);
      mark(edit.cells, () => undefined);
      await planMoved(scenario);
      if (choice === "mine") await send(edit);
    },
    [conflict, scenario, mark, send],
  );

  return { states, send, step, refuse, clear, conflict, settle };
}

export type Edits = ReturnType<typeof useEdits>;
