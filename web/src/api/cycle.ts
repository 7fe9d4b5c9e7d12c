import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "./client";
import { queryClient } from "./queries";
import type { components } from "./schema";

type Schemas = components["schemas"];

export type PlanningCycle = Schemas["PlanningCycle"];
export type StageInfo = Schemas["StageInfo"];

export const cycleGet = {
  cycles: () => queryOptions({ queryKey: ["cycles"], queryFn: ({ signal }) => answer(client.GET("/api/v1/cycles", { signal })) }),
  cycle: (id: number) =>
    queryOptions({
      queryKey: ["cycles", id],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/cycles/{id}", { params: { path: { id } }, signal })),
    }),
  plansOfRecord: () =>
    queryOptions({
      queryKey: ["cycles", "plans-of-record"],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/plans-of-record", { signal })),
    }),
  /** What was computed of a scenario, and whether it is as new as what it stands on. */
  stages: (id: number) =>
    queryOptions({
      queryKey: ["plan", id, "stages"],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/scenarios/{id}/stages", { params: { path: { id } }, signal })),
    }),
};

export const cycleSend = {
  compute: (id: number) => answer(client.POST("/api/v1/scenarios/{id}/compute", { params: { path: { id } } })),
};

/** After anything that changes a cycle. */
export const cycleMoved = () => queryClient.invalidateQueries({ queryKey: ["cycles"] });
