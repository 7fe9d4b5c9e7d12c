export const texts = {
  title: "Master data",
  about: "Every table of the canonical data model: what is known, and by which import.",
  areaOrder: ["products", "network", "production", "purchasing", "stock_and_orders", "demand", "finance"],
  asOfRules: {
    always: "Every row counts, whatever the cut-off.",
    up_to: "Rows dated up to the cut-off count.",
    state: "The newest import that states the table counts as the state on the cut-off.",
    open_at: "Orders placed up to the cut-off and not closed by then count.",
  } as Record<string, string>,
  operators: [
    { value: "eq", label: "is" },
    { value: "ne", label: "is not" },
    { value: "contains", label: "contains" },
    { value: "gt", label: "greater than" },
    { value: "lt", label: "less than" },
    { value: "empty", label: "is empty" },
  ],
  emptyTitle: "No rows",
};
