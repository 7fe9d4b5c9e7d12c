import { t } from "../../i18n";

export const texts = {
  related: ["stock", "prices", "standard_costs", "supplier_items", "routings", "unit_conversions", "item_locations", "item_relations"],
  history: t("Sales history by month"),
  noHistory: t("No sales history of this item up to the cut-off."),
};
