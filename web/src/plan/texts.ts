import { t } from "../i18n";
import type { PageKey } from "../shell/pageKeys";

export const texts = {
  title: t("Plan"),
  units: [
    { value: "planning_units", label: t("Planning unit") },
    { value: "item_units", label: t("Item unit") },
    { value: "money", label: t("Money") },
  ],
  startTitle: t("No plan yet"),
  startText: t(
    "A plan starts from a data snapshot: its sales history becomes the past of the plan, its master data the members, and the planning calendar the buckets.",
  ),
  noSnapshot: t("There is no data snapshot yet. Create one first, so that the plan stands on facts that no longer change."),
  noRows: t("Nothing matches the filter"),
  noRowsText: t("No series of the plan belongs to all the members chosen. Maybe take one of them out."),
};

/** Keys of the grid, for the list of keys. */
export const gridKeys: PageKey[] = [
  { keys: ["1200", "+10%", "-5%", "*1.2", "+100"], does: t("Type a value or a change") },
  { keys: ["F2", "Enter"], does: t("Edit the value as it is") },
  { keys: ["Delete"], does: t("Back to what the stage wrote") },
  { keys: ["Ctrl Z", "Ctrl Y"], does: t("Undo, redo") },
  { keys: ["Ctrl C", "Ctrl V"], does: t("Copy, paste a block") },
  { keys: ["Ctrl D", "Ctrl R"], does: t("Fill down, fill right") },
  { keys: ["P"], does: t("Change by percent, with reason, spread and expiry") },
  { keys: ["C"], does: t("Copy from a measure or last year") },
  { keys: ["L"], does: t("Lock, unlock") },
  { keys: ["E"], does: t("Explain the value") },
  { keys: ["Alt →", "Alt ←"], does: t("Open, close a member") },
];
