import type { Structure } from "../../api/types";
import { t } from "../../i18n";
import { percent, quantity, words } from "../../parts/format";
import type { GraphEdge, GraphNode } from "../../parts/Graph";

/** The product structure as boxes and arrows. Down: what the item is made of; up: what it goes into. */
export function structureGraph(structure: Structure, item: string): { nodes: GraphNode[]; edges: GraphEdge[] } {
  return {
    nodes: structure.nodes.map((node) => ({
      id: node.id,
      title: node.label ?? node.id,
      subtitle: node.description ?? t(words(node.type)),
      value: node.stock === null ? undefined : quantity(node.stock, 0),
      kind: node.type ?? "component",
      tip: [
        node.id,
        node.known ? null : t("Not in the table of items"),
        node.description,
        t(words(node.type)),
        node.stage && t("Stage: {{stage}}", { stage: t(words(node.stage)) }),
        t("Stock: {{stock}}", { stock: quantity(node.stock) }),
      ]
        .filter(Boolean)
        .join("\n"),
      marked: node.id === item,
    })),
    edges: structure.edges.map((edge, index) => ({
      id: `${index}:${edge.from}:${edge.to}`,
      from: edge.from,
      to: edge.to,
      label: `${quantity(edge.quantity, 3)}${edge.unit ? ` ${edge.unit}` : ""}`,
      tip: [
        `${edge.from} → ${edge.to}: ${quantity(edge.quantity, 6)} ${edge.unit ?? ""}`,
        edge.scrap ? t("Scrap {{share}}", { share: percent(edge.scrap) }) : null,
        edge.location && t("Location {{location}}", { location: edge.location }),
        edge.alternate && edge.alternate !== "0" && t("Alternate {{alternate}}", { alternate: edge.alternate }),
        edge.cycle ? t("Closes a circle: the item would be made of itself. Not followed further.") : null,
        edge.validFrom || edge.validTo ? t("Valid {{from}} to {{to}}", { from: edge.validFrom ?? "…", to: edge.validTo ?? "…" }) : null,
      ]
        .filter(Boolean)
        .join("\n"),
      faint: edge.cycle,
    })),
  };
}
