import ELK, { type ELK as Elk } from "elkjs/lib/elk-api";
import workerUrl from "elkjs/lib/elk-worker.min.js?url";

let elk: Elk | undefined;

/** Places boxes of one size in layers, few crossings, boxes of a lower layer number before those of a higher; computed in a worker so that the page stays alive. */
export async function layout(
  nodes: readonly { id: string; layer?: number }[],
  edges: readonly [string, string][],
  size: { width: number; height: number },
  direction: "RIGHT" | "DOWN",
): Promise<Map<string, { x: number; y: number }>> {
  elk ??= new ELK({ workerFactory: () => new Worker(workerUrl) });
  const known = new Set(nodes.map((node) => node.id));
  const layered = nodes.some((node) => node.layer !== undefined);
  const graph = await elk.layout({
    id: "root",
    layoutOptions: {
      "elk.algorithm": "layered",
      "elk.direction": direction,
      "elk.layered.spacing.nodeNodeBetweenLayers": "90",
      "elk.spacing.nodeNode": "14",
      "elk.layered.nodePlacement.strategy": nodes.length > 400 ? "SIMPLE" : "NETWORK_SIMPLEX",
      "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
      "elk.separateConnectedComponents": layered ? "false" : "true",
      "elk.partitioning.activate": String(layered),
    },
    children: nodes.map(({ id, layer }) => ({
      id,
      ...size,
      layoutOptions: layer === undefined ? undefined : { "elk.partitioning.partition": String(layer) },
    })),
    edges: edges
      .filter(([from, to]) => known.has(from) && known.has(to))
      .map(([from, to], index) => ({ id: `e${index}`, sources: [from], targets: [to] })),
  });
  return new Map(graph.children?.map((child) => [child.id, { x: child.x ?? 0, y: child.y ?? 0 }]));
}
