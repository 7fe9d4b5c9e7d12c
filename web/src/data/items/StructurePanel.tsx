import { SegmentedControl, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useNavigate } from "react-router";
import { get } from "../../api/queries";
import { t } from "../../i18n";
import { plural } from "../../parts/format";
import { Graph } from "../../parts/Graph";
import { Panel } from "../../parts/Page";
import { ProblemAlert } from "../../parts/Problem";
import { Empty, Loading } from "../../parts/States";
import { structureGraph } from "./structure";

export function StructurePanel({
  item,
  direction,
  levels,
  onChange,
}: {
  item: string;
  direction: string;
  levels: string;
  onChange: (change: { direction?: string; levels?: string }) => void;
}) {
  const navigate = useNavigate();
  const structure = useQuery(get.structure(item, direction, Number(levels)));
  const graph = useMemo(() => (structure.data ? structureGraph(structure.data, item) : null), [structure.data, item]);
  return (
    <Panel
      title={t("Product structure")}
      aside={
        <div className="filters">
          {graph && <span className="quiet small">{plural(graph.nodes.length, t("item"), t("items"))}</span>}
          <SegmentedControl
            size="xs"
            aria-label={t("Direction")}
            value={direction}
            onChange={(value) => onChange({ direction: value })}
            data={[
              { value: "down", label: t("Made of") },
              { value: "up", label: t("Goes into") },
            ]}
          />
          <Select
            aria-label={t("Levels")}
            w={110}
            allowDeselect={false}
            value={levels}
            onChange={(value) => onChange({ levels: value ?? "3" })}
            data={["1", "2", "3", "5", "10"].map((value) => ({ value, label: plural(Number(value), t("level"), t("levels")) }))}
          />
        </div>
      }
    >
      {structure.error && <ProblemAlert error={structure.error} onRetry={() => structure.refetch()} />}
      {structure.isLoading && <Loading what={t("the structure")} />}
      {graph && graph.nodes.length <= 1 && (
        <Empty title={direction === "down" ? t("No bill of material") : t("Used nowhere")}>
          {direction === "down"
            ? t("The item is bought, or its bill of material is not known as of the cut-off.")
            : t("No valid bill of material asks for this item.")}
        </Empty>
      )}
      {graph && graph.nodes.length > 1 && (
        <Graph
          label={t("Product structure of {{item}}", { item })}
          nodes={graph.nodes}
          edges={graph.edges}
          onOpen={(id) => id !== item && navigate(`/data/items/${encodeURIComponent(id)}?direction=${direction}&levels=${levels}`)}
        />
      )}
    </Panel>
  );
}
