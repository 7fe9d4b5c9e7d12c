import { t } from "../i18n";

/** Causes of shortages as people say them. */
export function causeText(cause: string): string {
  return (
    {
      resource: t("Resource is full"),
      supplier: t("Supplier at its limit"),
      material: t("Material is missing"),
      lead_time: t("Lead time too long"),
      frozen_zone: t("Fixed in the frozen zone"),
      storage: t("Storage is full"),
      transport: t("Transport at its limit"),
      no_source: t("No source in the data"),
      cost: t("Costs more than being late"),
      item_mix: t("Other items of the family are there"),
    }[cause] ?? cause
  );
}

export const causes = [
  "resource",
  "supplier",
  "material",
  "lead_time",
  "frozen_zone",
  "storage",
  "transport",
  "no_source",
  "cost",
  "item_mix",
];

/** Kinds of limits beside machines and labour. */
export function kindText(kind: string): string {
  return (
    {
      supplier: t("Supplier"),
      storage: t("Storage"),
      lane: t("Lane"),
      receiving: t("Receiving"),
      shipping: t("Shipping"),
      machine: t("Machine"),
      labour: t("Labour"),
    }[kind] ?? kind
  );
}
