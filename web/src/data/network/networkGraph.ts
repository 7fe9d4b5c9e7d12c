import type { Network, NetworkEdge, NetworkNode } from "../../api/types";
import { t } from "../../i18n";
import { count, plural, quantity, words } from "../../parts/format";
import type { GraphEdge, GraphNode } from "../../parts/Graph";
import { texts } from "./texts";

/** So many nodes of one kind are drawn one by one; more are folded into one box that opens as a list. */
export const foldAbove = 24;

/** Suppliers stand at the left, markets at the right; plants, warehouses and stores find their place by their lanes. */
const layerOf = (kind: string) => (kind === "supplier" ? 0 : kind === "market" ? 2 : 1);

function tipOf(node: NetworkNode): string {
  return [
    node.label,
    node.key === node.label ? null : node.key,
    ...node.facts.map((fact) => `${fact.name}: ${fact.value}${fact.unit ? ` ${fact.unit}` : ""}`),
  ]
    .filter(Boolean)
    .join("\n");
}

function edgeTip(edge: NetworkEdge, from: string, to: string): string {
  return [
    `${from} → ${to}`,
    edge.mode && t("Mode: {{mode}}", { mode: edge.mode }),
    edge.leadTimeDays !== null && t("Lead time: {{n}} days", { n: quantity(edge.leadTimeDays, 1) }),
    edge.costPerPallet !== null && t("Cost: {{cost}} per pallet", { cost: `${quantity(edge.costPerPallet)} ${edge.currency ?? ""}` }),
    edge.quantity !== null && t("Quantity: {{sum}}", { sum: quantity(edge.quantity, 0) }),
    edge.items !== null && t("Items: {{n}}", { n: count(edge.items) }),
  ]
    .filter(Boolean)
    .join("\n");
}

/** The network as boxes and arrows; crowds of one kind are folded. */
export function networkGraph(network: Network): { nodes: GraphNode[]; edges: GraphEdge[]; folded: string[] } {
  const counts = new Map<string, number>();
  for (const node of network.nodes) counts.set(node.kind, (counts.get(node.kind) ?? 0) + 1);
  const folded = [...counts].filter(([, n]) => n > foldAbove).map(([kind]) => kind);
  const isFolded = new Set(folded);
  const kindOf = new Map(network.nodes.map((node) => [node.id, node.kind]));
  const labelOf = new Map(network.nodes.map((node) => [node.id, node.label]));
  const place = (id: string) => (isFolded.has(kindOf.get(id) ?? "") ? `#${kindOf.get(id)}` : id);

  const nodes: GraphNode[] = network.nodes
    .filter((node) => !isFolded.has(node.kind))
    .map((node) => ({
      id: node.id,
      title: node.label,
      subtitle: texts.kinds.find((one) => one.kind === node.kind)?.one ?? t(words(node.kind)),
      kind: node.kind,
      layer: layerOf(node.kind),
      tip: tipOf(node),
    }));
  for (const kind of folded)
    nodes.push({
      id: `#${kind}`,
      title: `${count(counts.get(kind))} ${texts.kinds.find((one) => one.kind === kind)?.label.toLowerCase() ?? kind}`,
      subtitle: t("click for the list"),
      kind: `${kind} kind-group`,
      layer: layerOf(kind),
    });

  const drawn = new Map<string, { edge: NetworkEdge; n: number; sum: number }>();
  for (const edge of network.edges) {
    const key = `${place(edge.from)}\n${place(edge.to)}\n${edge.kind}\n${isFolded.has(kindOf.get(edge.from) ?? "") || isFolded.has(kindOf.get(edge.to) ?? "") ? "" : (edge.mode ?? "")}`;
    const known = drawn.get(key);
    if (known) {
      known.n++;
      known.sum += edge.quantity ?? 0;
    } else drawn.set(key, { edge, n: 1, sum: edge.quantity ?? 0 });
  }
  const edges = [...drawn].map(([key, { edge, n, sum }]): GraphEdge => {
    const from = place(edge.from);
    const to = place(edge.to);
    const many = n > 1;
    return {
      id: key,
      from,
      to,
      label: many
        ? `${count(n)} ${edge.kind === "demand" ? "markets" : "links"}`
        : edge.leadTimeDays !== null
          ? t("{{leadTimeDays}} d", { leadTimeDays: quantity(edge.leadTimeDays, 1) })
          : edge.quantity !== null
            ? quantity(edge.quantity, 0)
            : undefined,
      tip: many
        ? `${plural(n, t("link"), t("links"))}${sum > 0 ? `\n${t("Quantity: {{sum}}", { sum: quantity(sum, 0) })}` : ""}`
        : edgeTip(edge, labelOf.get(edge.from) ?? edge.from, labelOf.get(edge.to) ?? edge.to),
      faint: edge.kind === "demand",
    };
  });
  return { nodes, edges, folded };
}

/** The page a node belongs to; a market is customers of a region and channel. */
export function nodeLink(node: NetworkNode): string {
  if (node.kind === "market") return `/data/tables/customers?search=${encodeURIComponent(node.key.split(" / ")[0] ?? "")}`;
  return `/data/tables/${node.kind === "supplier" ? "suppliers" : "locations"}?search=${encodeURIComponent(node.key)}`;
}

export interface CrowdRow {
  node: NetworkNode;
  links: number;
  /** Shortest and longest lead time of its links [days]; null when none is known. */
  leadTime: [number, number] | null;
  /** Sum over its links; null when none is known. */
  quantity: number | null;
}

/** The members of a folded crowd with what their links say, those with most links first. */
export function crowd(network: Network, kind: string): CrowdRow[] {
  const rows = new Map<string, CrowdRow>();
  for (const node of network.nodes) if (node.kind === kind) rows.set(node.id, { node, links: 0, leadTime: null, quantity: null });
  for (const edge of network.edges)
    for (const end of [edge.from, edge.to]) {
      const row = rows.get(end);
      if (!row) continue;
      row.links++;
      if (edge.quantity !== null) row.quantity = (row.quantity ?? 0) + edge.quantity;
      if (edge.leadTimeDays !== null)
        row.leadTime = row.leadTime
          ? [Math.min(row.leadTime[0], edge.leadTimeDays), Math.max(row.leadTime[1], edge.leadTimeDays)]
          : [edge.leadTimeDays, edge.leadTimeDays];
    }
  return [...rows.values()].sort((a, b) => b.links - a.links || a.node.label.localeCompare(b.node.label));
}
