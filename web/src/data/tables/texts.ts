import { t } from "../../i18n";

export const texts = {
  title: t("Master data"),
  about: t("Every table of the canonical data model: what is known, and by which import."),
  areaOrder: ["products", "network", "production", "purchasing", "stock_and_orders", "demand", "finance"],
  asOfRules: {
    always: t("Every row counts, whatever the cut-off."),
    up_to: t("Rows dated up to the cut-off count."),
    state: t("The newest import that states the table counts as the state on the cut-off."),
    open_at: t("Orders placed up to the cut-off and not closed by then count."),
  } as Record<string, string>,
  operators: [
    { value: "eq", label: t("is") },
    { value: "ne", label: t("is not") },
    { value: "contains", label: t("contains") },
    { value: "gt", label: t("greater than") },
    { value: "lt", label: t("less than") },
    { value: "empty", label: t("is empty") },
  ],
  emptyTitle: t("No rows"),
};
