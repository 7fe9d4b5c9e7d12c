import type { NetworkNode } from "../../api/types";

export const texts = {
  title: "Supply network",
  about: "Who supplies what to where, how it moves, and which markets it serves. Point at an arrow for its facts; click a box to go there.",
  kinds: [
    { kind: "supplier", label: "Suppliers", one: "Supplier" },
    { kind: "plant", label: "Plants", one: "Plant" },
    { kind: "warehouse", label: "Warehouses", one: "Warehouse" },
    { kind: "store", label: "Stores", one: "Store" },
    { kind: "market", label: "Markets", one: "Market" },
  ] as { kind: NetworkNode["kind"]; label: string; one: string }[],
  emptyTitle: "No network",
  emptyText: "No locations, lanes or suppliers are known for this choice.",
};
