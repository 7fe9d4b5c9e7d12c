import type { Structure } from "../../api/types";
import { percent, quantity, words } from "../../parts/format";
import type { GraphEdge, GraphNode } from "../../parts/Graph";

/** The product structure as boxes and arrows. Down: what the item is made of; up: what it goes into. */
export function structureGraph(structure: Structure, item: string): { nodes: GraphNode[]; edges: GraphEdge[] } {
  return {
    nodes: structure.nodes.map((node) => ({
      id: node.id,
      title: node.label ?? node.id,
      subtitle: node.description ?? words(node.type),
      value: node.stock === null ? undefined : quantity(node.stock, 0),
      kind: node.type ?? "component",
      tip: [
        node.id,
        node.known ? null : "Not in the table of items",
        node.description,
        words(node.type),
        node.stage && `Stage: ${words(node.stage)}`,
        `Stock: ${quantity(node.stock)}`,
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
        edge.scrap ? `Scrap ${percent(edge.scrap)}` : null,
        edge.location && `Location ${edge.location}`,
        edge.alternate && edge.alternate !== "0" && `Alternate ${edge.alternate}`,
        edge.cycle ? "Closes a circle: the item would be made of itself. Not followed further." : null,
        edge.validFrom || edge.validTo ? `Valid ${edge.validFrom ?? "…"} to ${edge.validTo ?? "…"}` : null,
      ]
        .filter(Boolean)
        .join("\n"),
      faint: edge.cycle,
    })),
  };
}
