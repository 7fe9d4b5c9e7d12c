export const texts = {
  title: "Plan",
  units: [
    { value: "planning_units", label: "Planning unit" },
    { value: "item_units", label: "Item unit" },
    { value: "money", label: "Money" },
  ],
  startTitle: "No plan yet",
  startText:
    "A plan starts from a data snapshot: its sales history becomes the past of the plan, its master data the members, and the planning calendar the buckets.",
  noSnapshot: "There is no data snapshot yet. Create one first, so that the plan stands on facts that no longer change.",
  noRows: "Nothing matches the filter",
  noRowsText: "No series of the plan belongs to all the members chosen. Maybe take one of them out.",
};

/** Keys of the grid, for the list of keys. */
export const gridKeys: { keys: string[]; does: string }[] = [
  { keys: ["1200", "+10%", "-5%", "*1.2", "+100"], does: "Type a value or a change" },
  { keys: ["F2", "Enter"], does: "Edit the value as it is" },
  { keys: ["Delete"], does: "Back to what the stage wrote" },
  { keys: ["Ctrl Z", "Ctrl Y"], does: "Undo, redo" },
  { keys: ["Ctrl C", "Ctrl V"], does: "Copy, paste a block" },
  { keys: ["Ctrl D", "Ctrl R"], does: "Fill down, fill right" },
  { keys: ["P"], does: "Change by percent, with reason, spread and expiry" },
  { keys: ["C"], does: "Copy from a measure or last year" },
  { keys: ["L"], does: "Lock, unlock" },
  { keys: ["E"], does: "Explain the value" },
  { keys: ["Alt →", "Alt ←"], does: "Open, close a member" },
];
