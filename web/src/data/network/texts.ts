import type { NetworkNode } from "../../api/types";
import { t } from "../../i18n";

export const texts = {
  title: t("Supply network"),
  about: t(
    "Who supplies what to where, how it moves, and which markets it serves. Point at an arrow for its facts; click a box to go there.",
  ),
  kinds: [
    { kind: "supplier", label: t("Suppliers"), one: t("Supplier") },
    { kind: "plant", label: t("Plants"), one: t("Plant") },
    { kind: "warehouse", label: t("Warehouses"), one: t("Warehouse") },
    { kind: "store", label: t("Stores"), one: t("Store") },
    { kind: "market", label: t("Markets"), one: t("Market") },
  ] as { kind: NetworkNode["kind"]; label: string; one: string }[],
  emptyTitle: t("No network"),
  emptyText: t("No locations, lanes or suppliers are known for this choice."),
};
