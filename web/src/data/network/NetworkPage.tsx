import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useNavigate } from "react-router";
import { get } from "../../api/queries";
import { t } from "../../i18n";
import { plural } from "../../parts/format";
import { Graph } from "../../parts/Graph";
import { Page, Panel } from "../../parts/Page";
import { ProblemAlert } from "../../parts/Problem";
import { Empty, Loading } from "../../parts/States";
import { useUrlState } from "../../parts/urlState";
import { CrowdDrawer } from "./CrowdDrawer";
import { ItemPicker } from "./ItemPicker";
import { networkGraph, nodeLink } from "./networkGraph";
import { texts } from "./texts";

const defaults = { item: "", family: "", list: "" };

export function NetworkPage() {
  const [state, change] = useUrlState(defaults);
  const navigate = useNavigate();
  const network = useQuery(get.network({ item: state.item, family: state.family }));
  const families = useQuery(get.history({ groupBy: "family", bucket: "month", top: 200 }));
  const data = network.data;
  const graph = useMemo(() => (data ? networkGraph(data) : null), [data]);
  const open = (id: string) => {
    if (id.startsWith("#")) change({ list: id.slice(1) }, { push: true });
    else {
      const node = data?.nodes.find((one) => one.id === id);
      if (node) navigate(nodeLink(node));
    }
  };
  return (
    <Page
      title={texts.title}
      about={
        <>
          {texts.about} {data?.unitNote}
        </>
      }
    >
      <div className="filters">
        <ItemPicker value={state.item} onChange={(item) => change({ item })} />
        <Select
          aria-label={t("Family")}
          placeholder={t("All families")}
          w={220}
          clearable
          searchable
          value={state.family || null}
          data={[...new Set([...(families.data?.series.map((series) => series.name) ?? []), ...(state.family ? [state.family] : [])])]}
          onChange={(family) => change({ family: family ?? "" })}
        />
        <span className="spacer" />
        <div className="legend">
          {texts.kinds
            .filter((one) => data?.nodes.some((node) => node.kind === one.kind))
            .map((one) => (
              <span key={one.kind} className={`kind-${one.kind}`}>
                {one.label}
              </span>
            ))}
        </div>
      </div>
      {network.error && <ProblemAlert error={network.error} onRetry={() => network.refetch()} />}
      {network.isLoading && <Loading what={t("the network")} />}
      {graph && graph.nodes.length === 0 && (
        <div className="panel">
          <Empty title={texts.emptyTitle}>{texts.emptyText}</Empty>
        </div>
      )}
      {graph && data && graph.nodes.length > 0 && (
        <Panel>
          <Graph
            label={t("Supply network: {{nodes}}, {{edges}}", {
              nodes: plural(data.nodes.length, t("node"), t("nodes")),
              edges: plural(data.edges.length, t("link"), t("links")),
            })}
            nodes={graph.nodes}
            edges={graph.edges}
            height="calc(var(--screen) - 190px)"
            onOpen={open}
          />
        </Panel>
      )}
      <CrowdDrawer network={data} kind={state.list} onClose={() => change({ list: "" })} />
    </Page>
  );
}
