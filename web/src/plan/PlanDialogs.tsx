import type { PlanStructure } from "../api/types";
import { t } from "../i18n";
import { plural } from "../parts/format";
import { ConflictDialog, DecimalDialog, OverrideDialog } from "./dialogs/AskDialogs";
import { ChangeDialog } from "./dialogs/ChangeDialog";
import { CopyDialog } from "./dialogs/CopyDialog";
import { yearLength } from "./panels/chartOption";
import type { Edits } from "./useEdits";
import type { Gestures } from "./useGestures";
import type { View } from "./view";

interface Props {
  gestures: Gestures;
  edits: Edits;
  structure: PlanStructure;
  view: View;
  measureTitle: (name: string) => string;
  /** A dialog was closed: the keyboard goes back to the grid. */
  onClosed: () => void;
}

/** The questions that an edit may need answered first. */
export function PlanDialogs({ gestures, edits, structure, view, measureTitle, onClosed }: Props) {
  const { open } = gestures;
  const close = () => {
    gestures.close();
    onClosed();
  };
  const about = (cells: number) => t("{{cells}}, in one step that can be undone.", { cells: plural(cells, t("cell"), t("cells")) });
  const all = structure.measures
    .filter((one) => one.hasValues || view.measures.includes(one.name))
    .map((one) => ({ value: one.name, label: measureTitle(one.name) }));
  const change = open?.kind === "change" ? open : null;
  const copy = open?.kind === "copy" ? open : null;
  const override = open?.kind === "override" ? open : null;
  const decimal = open?.kind === "decimal" ? open : null;
  return (
    <>
      <ChangeDialog
        opened={change !== null}
        onClose={close}
        about={about(change?.reach.cells.length ?? 0)}
        measures={all}
        onApply={(made) => change && gestures.apply(change.reach, made.rule, made.value, made.text, made.more)}
      />
      <CopyDialog
        opened={copy !== null}
        onClose={close}
        about={about(copy?.reach.cells.length ?? 0)}
        measures={all}
        yearLength={yearLength(structure)}
        onApply={(more) => copy && gestures.apply(copy.reach, "copy", undefined, "…", more)}
      />
      <OverrideDialog
        refusal={override?.refusal ?? null}
        onClose={close}
        onApply={(reason) =>
          override &&
          void edits.send({ ...override.edit, entries: override.edit.entries.map((entry) => ({ ...entry, reason, override: true })) })
        }
      />
      <DecimalDialog
        example={decimal?.example ?? null}
        onClose={close}
        onChoose={(mark) => {
          close();
          if (decimal) gestures.paste(decimal.text, decimal.area, mark);
        }}
      />
      <ConflictDialog
        conflicts={edits.conflict?.conflicts ?? null}
        structure={structure}
        measureTitle={measureTitle}
        onSettle={(choice) => {
          void edits.settle(choice);
          onClosed();
        }}
      />
    </>
  );
}
