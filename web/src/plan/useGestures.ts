import { useCallback, useMemo, useRef, useState } from "react";
import type { Entry } from "../api/types";
import type { Decimal } from "../i18n";
import { t } from "../i18n";
import { plural } from "../parts/format";
import { sayInstead } from "../parts/Problem";
import { lockAt, verdictAt } from "./grid/edits";
import { fillValues, pastedInto, type Reach, reachOf, type Sheet, sameForAll, typedInto } from "./grid/gestures";
import type { GridActions } from "./grid/PlanGrid";
import { readBlock } from "./grid/pasted";
import type { Node } from "./grid/rows";
import type { Area } from "./grid/selection";
import { readTyped } from "./grid/typed";
import type { Edit, Edits } from "./useEdits";

/** What a dialog is open about. */
export type Open =
  | { kind: "change" | "copy"; reach: Reach; area: Area }
  | { kind: "override"; reach: Reach; edit: Edit; refusal: string }
  | { kind: "decimal"; text: string; area: Area; example: string };

export type Action = "undo" | "redo" | "change" | "copy" | "lock" | "reset";

interface With {
  sheet: Sheet;
  edits: Edits;
  toggle: (node: Node) => void;
  explain: () => void;
}

const say = (message: string) =>
  sayInstead({ id: "plan-note", color: "yellow", title: t("Not everything was entered"), message, autoClose: 8000 });

const left = (cells: number) => plural(cells, t("cell stays as it is."), t("cells stay as they are."));

/** Turns what a person does in the grid into entries, and asks where an answer is needed first. */
export function useGestures(given: With) {
  const latest = useRef(given);
  latest.current = given;
  const [open, setOpen] = useState<Open | null>(null);

  /** Sends an edit of the cells that may be edited; where none may, says why or asks for the reason of an override. */
  const attempt = useCallback((reach: Reach, make: (cells: Reach["cells"]) => Edit | { problem: string }) => {
    const { edits, sheet } = latest.current;
    if (reach.cells.length > 0) {
      const edit = make(reach.cells);
      if ("problem" in edit)
        return edits.refuse(
          reach.cells.map(({ row, column }) => ({ row: row.key, column: column.key })),
          edit.problem,
        );
      void edits.send(edit);
      if (reach.refused > 0) say(`${left(reach.refused)} ${reach.reason ?? ""}`);
      return;
    }
    if (reach.refused === 0) return;
    const refusal = reach.reason ?? "";
    if (!reach.mayOverride) {
      sayInstead({ id: "plan-refused", color: "red", title: t("Not entered"), message: refusal, autoClose: 8000 });
      return;
    }
    const cells = overridden(sheet, reach.area);
    const edit = make(cells);
    if (!("problem" in edit)) setOpen({ kind: "override", reach, edit, refusal });
  }, []);

  const paste = useCallback((text: string, area: Area, decimal?: Decimal) => {
    const { sheet, edits } = latest.current;
    const into = { ...area, left: Math.max(0, area.left), right: Math.max(0, area.right) };
    const block = readBlock(text, decimal);
    if (block.bad.length > 0) {
      const named = block.bad.map((one) => `"${one.text}"`).join(", ");
      sayInstead({
        id: "plan-refused",
        color: "red",
        title: t("Nothing was pasted"),
        message: t("No numbers: {{named}}. Maybe headings were copied too.", { named }),
        autoClose: 10_000,
      });
      return;
    }
    if (block.ambiguous !== undefined && decimal === undefined && text !== copied.current)
      return setOpen({ kind: "decimal", text, area, example: block.ambiguous });
    const { edit, outside, refused, reason } = pastedInto(sheet, block.values, into);
    if (outside + refused > 0)
      say(
        [
          refused > 0 && `${left(refused)} ${reason}`,
          outside > 0 && plural(outside, t("value beyond the edge of the grid."), t("values beyond the edge of the grid.")),
        ]
          .filter(Boolean)
          .join(" "),
      );
    void edits.send({ ...edit, message: t("Pasted {{values}}", { values: plural(edit.cells.length, t("value"), t("values")) }) });
  }, []);
  const copied = useRef<string>(undefined);

  const perform = useCallback(
    (action: Action, area: Area | undefined) => {
      const { sheet, edits } = latest.current;
      if (action === "undo" || action === "redo") return void edits.step(action);
      if (!area) {
        sayInstead({
          id: "plan-note",
          color: "yellow",
          title: t("Nothing is selected"),
          message: t("Select cells of the grid first."),
          autoClose: 4000,
        });
        return;
      }
      const reach = reachOf(sheet, area);
      if (action === "change" || action === "copy") {
        if (reach.cells.length > 0) return setOpen({ kind: action, reach, area });
        return attempt(reach, () => ({ problem: "" }));
      }
      if (action === "reset") return attempt(reach, (cells) => sameForAll(sheet, cells, "reset", undefined, "…"));
      const locked = reach.cells.every(({ row, column }) => lockAt(row, column) === "all");
      attempt(reach, (cells) => sameForAll(sheet, cells, locked ? "unlock" : "lock", undefined, ""));
    },
    [attempt],
  );

  const fill = useCallback((from: Area, to: Area) => {
    const { sheet, edits } = latest.current;
    const { edit, refused, reason } = pastedInto(sheet, fillValues(sheet, from, to), to);
    if (refused > 0) say(`${left(refused)} ${reason ?? ""}`);
    void edits.send({ ...edit, message: t("Filled {{values}}", { values: plural(edit.cells.length, t("value"), t("values")) }) });
  }, []);

  const actions = useMemo<GridActions>(
    () => ({
      type: (place, text) => {
        const { sheet, edits } = latest.current;
        const [row, column] = [sheet.rows[place.row], sheet.columns[place.column]];
        if (!row || !column) return;
        const typed = readTyped(text);
        const here = { row: row.key, column: column.key };
        if (typed.problem !== undefined) return edits.refuse([here], typed.problem);
        edits.clear([here]);
        const area = { top: place.row, bottom: place.row, left: place.column, right: place.column };
        attempt(reachOf(sheet, area), (cells) => typedInto(sheet, cells, typed, text));
      },
      paste: (text, area) => paste(text, area),
      copied: (text) => {
        copied.current = text;
      },
      fill,
      toggle: (row) => latest.current.toggle(row.node),
      key: ({ key, ctrl, shift }, area) => {
        const low = key.toLowerCase();
        if (ctrl) {
          if (low === "z") perform(shift ? "redo" : "undo", area);
          else if (low === "y") perform("redo", area);
          else if (low === "d" && area.bottom > area.top) fill({ ...area, bottom: area.top }, { ...area, top: area.top + 1 });
          else if (low === "r" && area.right > area.left) fill({ ...area, right: area.left }, { ...area, left: area.left + 1 });
          else return false;
          return true;
        }
        if (key === "Delete" || key === "Backspace") perform("reset", area);
        else if (low === "l") perform("lock", area);
        else if (low === "p") perform("change", area);
        else if (low === "c") perform("copy", area);
        else if (low === "e") latest.current.explain();
        else return false;
        return true;
      },
    }),
    [attempt, paste, perform, fill],
  );

  /** Sends what a dialog settled. */
  const apply = useCallback((reach: Reach, rule: Entry["rule"], value: number | undefined, text: string, more: Partial<Entry>) => {
    void latest.current.edits.send(sameForAll(latest.current.sheet, reach.cells, rule, value, text, more));
  }, []);

  return { actions, perform, open, close: useCallback(() => setOpen(null), []), apply, paste };
}

export type Gestures = ReturnType<typeof useGestures>;

/** The cells of an area that an authority may edit all the same. */
function overridden(sheet: Sheet, area: Area): Reach["cells"] {
  const columns = sheet.columns.slice(Math.max(0, area.left), area.right + 1);
  const buckets = columns.filter((column) => column.kind === "bucket");
  return sheet.rows
    .slice(area.top, area.bottom + 1)
    .flatMap((row) => (buckets.length > 0 ? buckets : columns).map((column) => ({ row, column })))
    .filter(({ row, column }) => verdictAt(row, column, sheet.structure).mayOverride);
}
