import "@xyflow/react/dist/style.css";
import "./graph.css";
import { useComputedColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import {
  Background,
  Controls,
  type Edge,
  Handle,
  MarkerType,
  MiniMap,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
} from "@xyflow/react";
import { useMemo, useState } from "react";
import { t } from "../i18n";
import { layout } from "./graphLayout";
import { ProblemAlert } from "./Problem";
import { Loading } from "./States";

export interface GraphNode {
  id: string;
  title: string;
  subtitle?: string;
  /** Shown at the right, e.g. the stock. */
  value?: string;
  /** Decides the colour of the left edge. */
  kind: string;
  /** Shown when pointed at. */
  tip?: string;
  marked?: boolean;
  /** Boxes of a lower number stand before those of a higher. */
  layer?: number;
}
export interface GraphEdge {
  id: string;
  from: string;
  to: string;
  label?: string;
  tip?: string;
  /** Drawn dashed: expired, or a cut cycle. */
  faint?: boolean;
}

type Data = { node: GraphNode; vertical: boolean };

function Box({ data }: NodeProps<Node<Data>>) {
  const { node, vertical } = data;
  return (
    <div className={`graph-node kind-${node.kind} ${node.marked ? "marked" : ""}`} title={node.tip}>
      <Handle type="target" position={vertical ? Position.Top : Position.Left} isConnectable={false} />
      <div className="graph-title">{node.title}</div>
      <div className="graph-line">
        <span>{node.subtitle}</span>
        {node.value && <b>{node.value}</b>}
      </div>
      <Handle type="source" position={vertical ? Position.Bottom : Position.Right} isConnectable={false} />
    </div>
  );
}

const nodeTypes = { box: Box };
export const nodeSize = { width: 210, height: 50 };

interface Props {
  label: string;
  nodes: GraphNode[];
  edges: GraphEdge[];
  /** Left out, it follows the graph between 260 and 620 px. */
  height?: number | string;
  direction?: "RIGHT" | "DOWN";
  onOpen: (id: string) => void;
}

/** A layered graph: drag to move, wheel to zoom, Tab and Enter to walk and open. */
export function Graph({ label, nodes, edges, height, direction = "RIGHT", onOpen }: Props) {
  const scheme = useComputedColorScheme("light");
  const [pointed, setPointed] = useState<string>();
  const dense = edges.length > 40;
  const shape = useMemo(
    () => ({
      nodes: nodes.map(({ id, layer }) => ({ id, layer })),
      edges: edges.map((edge) => [edge.from, edge.to] as [string, string]),
      direction,
    }),
    [nodes, edges, direction],
  );
  const places = useQuery({
    queryKey: ["layout", JSON.stringify(shape)],
    queryFn: () => layout(shape.nodes, shape.edges, nodeSize, direction),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  const flow = useMemo(() => {
    if (!places.data) return null;
    const vertical = direction === "DOWN";
    return {
      nodes: nodes.map(
        (node): Node<Data> => ({
          id: node.id,
          type: "box",
          position: places.data.get(node.id) ?? { x: 0, y: 0 },
          data: { node, vertical },
          width: nodeSize.width,
          height: nodeSize.height,
          ariaLabel: [node.title, node.subtitle, node.value].filter(Boolean).join(", "),
        }),
      ),
      edges: edges.map(
        (edge): Edge => ({
          id: edge.id,
          source: edge.from,
          target: edge.to,
          label: !dense || pointed === edge.from || pointed === edge.to ? edge.label : undefined,
          ariaLabel: edge.tip ?? edge.label,
          focusable: false,
          className: `${edge.faint ? "faint" : ""} ${pointed && pointed !== edge.from && pointed !== edge.to ? "aside" : ""}`,
          markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14 },
          data: { tip: edge.tip },
        }),
      ),
    };
  }, [places.data, nodes, edges, direction, dense, pointed]);
  if (places.error) return <ProblemAlert error={places.error} />;
  if (!flow || !places.data) return <Loading what={t("the graph")} />;
  const lowest = Math.max(...[...places.data.values()].map((place) => place.y + nodeSize.height));
  const shown = height ?? Math.min(620, Math.max(260, lowest + 60));
  return (
    <section style={{ height: shown }} className="graph" aria-label={label}>
      <ReactFlow
        key={JSON.stringify(shape)}
        nodes={flow.nodes}
        edges={flow.edges}
        nodeTypes={nodeTypes}
        colorMode={scheme}
        fitView
        fitViewOptions={{ maxZoom: 1, minZoom: 0.45, padding: 0.06 }}
        minZoom={0.08}
        maxZoom={2}
        nodesConnectable={false}
        nodesDraggable
        edgesFocusable={false}
        deleteKeyCode={null}
        onlyRenderVisibleElements={nodes.length > 150}
        onNodeMouseEnter={(_, node) => setPointed(node.id)}
        onNodeMouseLeave={() => setPointed(undefined)}
        onNodeClick={(_, node) => onOpen(node.id)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          const id = (event.target as HTMLElement).closest?.("[data-id]")?.getAttribute("data-id");
          if (id) onOpen(id);
        }}
        onEdgeMouseEnter={(event, edge) => {
          const tip = edge.data?.tip as string | undefined;
          const element = event.currentTarget as SVGElement;
          if (tip && !element.querySelector(":scope > title")) {
            const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
            title.textContent = tip;
            element.prepend(title);
          }
        }}
      >
        <Background gap={22} size={1} />
        <Controls showInteractive={false} position="top-right" />
        {nodes.length > 25 && <MiniMap pannable zoomable position="bottom-right" ariaLabel={t("Small map of the graph")} />}
      </ReactFlow>
    </section>
  );
}
