import { t } from "../../i18n";

export const texts = {
  title: t("History"),
  about: t("Sales history up to the cut-off, by the day of the order."),
  groups: [
    { value: "family", label: t("Family") },
    { value: "category", label: t("Category") },
    { value: "channel", label: t("Channel") },
    { value: "region", label: t("Region") },
    { value: "item", label: t("Item") },
  ],
  buckets: [
    { value: "month", label: t("Months") },
    { value: "week", label: t("Weeks") },
  ],
  pictures: [
    { value: "stack", label: t("Stacked") },
    { value: "line", label: t("Lines") },
  ],
  emptyTitle: t("No history"),
  emptyText: t("No import has brought sales history, or none of it is dated up to the cut-off."),
};
