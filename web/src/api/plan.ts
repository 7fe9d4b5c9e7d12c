import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, client } from "./client";
import type { components } from "./schema";
import { titled } from "./titled";
import type { Entry } from "./types";

type Schemas = components["schemas"];
type Cells = Omit<Schemas["CellsOrder"], "revision">;

// Values of a plan are read with POST because questions are long; they change nothing, so they are queries here. All keys of a scenario
// begin alike: when it moves, everything shown of it is asked for again.
const keys = (id: number, ...more: unknown[]) => ["plan", id, ...more] as const;

export const planGet = {
  status: () => queryOptions({ queryKey: ["plan-status"], queryFn: ({ signal }) => answer(client.GET("/api/v1/plan", { signal })) }),
  scenarios: () => queryOptions({ queryKey: ["scenarios"], queryFn: ({ signal }) => answer(client.GET("/api/v1/scenarios", { signal })) }),
  structure: (id: number) =>
    queryOptions({
      queryKey: keys(id, "structure"),
      queryFn: async ({ signal }) => {
        const structure = await answer(client.GET("/api/v1/scenarios/{id}/structure", { params: { path: { id } }, signal }));
        return { ...structure, attributes: titled(structure.attributes), measures: titled(structure.measures) };
      },
    }),
  members: (id: number, attribute: string, search: string) =>
    queryOptions({
      queryKey: keys(id, "members", attribute, search),
      queryFn: ({ signal }) =>
        answer(
          client.GET("/api/v1/scenarios/{id}/members/{attribute}", {
            params: { path: { id, attribute }, query: { search: search || undefined, take: 200 } },
            signal,
          }),
        ),
      placeholderData: keepPreviousData,
    }),
  cells: (id: number, query: Cells) =>
    queryOptions({
      queryKey: keys(id, "cells", query),
      queryFn: ({ signal }) => answer(client.POST("/api/v1/scenarios/{id}/cells", { params: { path: { id } }, body: query, signal })),
      placeholderData: keepPreviousData,
    }),
  revisions: (id: number, take: number) =>
    queryOptions({
      queryKey: keys(id, "revisions", take),
      queryFn: ({ signal }) =>
        answer(client.GET("/api/v1/scenarios/{id}/revisions", { params: { path: { id }, query: { take } }, signal })),
      placeholderData: keepPreviousData,
    }),
  revision: (id: number) =>
    queryOptions({
      queryKey: ["revisions", id],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/revisions/{id}", { params: { path: { id } }, signal })),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  explain: (id: number, body: Schemas["ExplainOrder"]) =>
    queryOptions({
      queryKey: keys(id, "explain", body),
      queryFn: ({ signal }) => answer(client.POST("/api/v1/scenarios/{id}/explain", { params: { path: { id } }, body, signal })),
    }),
  diff: (body: Schemas["DiffOrder"]) =>
    queryOptions({
      queryKey: ["diffs", body],
      queryFn: ({ signal }) => answer(client.POST("/api/v1/diffs", { body, signal })),
      placeholderData: keepPreviousData,
    }),
  mergePreview: (id: number, source: number) =>
    queryOptions({
      queryKey: keys(id, "merge", source),
      queryFn: ({ signal }) =>
        answer(client.POST("/api/v1/scenarios/{id}/merge/preview", { params: { path: { id } }, body: { source }, signal })),
    }),
};

export const planSend = {
  start: (order: Pick<Schemas["PlanOrder"], "snapshotId"> & Partial<Schemas["PlanOrder"]>) =>
    // The defaults of the contract stand for what is left out.
    answer(client.POST("/api/v1/plan", { body: order as Schemas["PlanOrder"] })),
  enter: (id: number, order: { base?: number; message?: string; entries: Entry[] }) =>
    answer(
      client.POST("/api/v1/scenarios/{id}/entries", {
        params: { path: { id } },
        body: { ...order, entries: order.entries as Schemas["EntryOrder"][] },
      }),
    ),
  undo: (id: number) => answer(client.POST("/api/v1/scenarios/{id}/undo", { params: { path: { id } } })),
  redo: (id: number) => answer(client.POST("/api/v1/scenarios/{id}/redo", { params: { path: { id } } })),
  revert: (id: number, revision: number) =>
    answer(client.POST("/api/v1/scenarios/{id}/revert", { params: { path: { id } }, body: { revision } })),
  create: (order: Schemas["ScenarioOrder"]) => answer(client.POST("/api/v1/scenarios", { body: order })),
  change: (id: number, change: Schemas["ScenarioUpdate"]) =>
    answer(client.PATCH("/api/v1/scenarios/{id}", { params: { path: { id } }, body: change })),
  merge: (id: number, order: Schemas["MergeOrder"]) =>
    answer(client.POST("/api/v1/scenarios/{id}/merge", { params: { path: { id } }, body: order })),
};
