import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, client } from "./client";
import { cycleMoved } from "./cycle";
import type { components, operations } from "./schema";
import type { Members, Unit } from "./types";

type Schemas = components["schemas"];

export type DemandExceptionKind = Schemas["DemandExceptionKind"];
export type DemandException = Schemas["DemandException"];
export type DemandExceptionList = Schemas["DemandExceptionList"];
export type DemandPicture = Schemas["DemandPicture"];
export type TimelineEvent = Schemas["TimelineEvent"];
export type RoughLoad = Schemas["RoughLoadInfo"];
export type FvaStep = Schemas["FvaStep"];
export type InputFunction = Schemas["InputFunction"];

type ExceptionQuery = NonNullable<operations["listDemandExceptions"]["parameters"]["query"]>;

/** A part of the plan as addresses and questions carry it; undefined for everything. */
export const partText = (members: Members): string | undefined => (Object.keys(members).length === 0 ? undefined : JSON.stringify(members));

export const demandGet = {
  exceptions: (id: number, query: ExceptionQuery) =>
    queryOptions({
      queryKey: ["plan", id, "demand-exceptions", query],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/scenarios/{id}/demand-exceptions", { params: { path: { id }, query }, signal })),
      placeholderData: keepPreviousData,
    }),
  picture: (id: number, part: Members, unit: Unit) =>
    queryOptions({
      queryKey: ["plan", id, "demand-picture", part, unit],
      queryFn: ({ signal }) =>
        answer(
          client.GET("/api/v1/scenarios/{id}/demand-picture", {
            params: { path: { id }, query: { filter: partText(part), unit } },
            signal,
          }),
        ),
    }),
  roughLoad: (id: number, part: Members) =>
    queryOptions({
      queryKey: ["plan", id, "rough-load", part],
      queryFn: ({ signal }) =>
        answer(client.GET("/api/v1/scenarios/{id}/rough-load", { params: { path: { id }, query: { filter: partText(part) } }, signal })),
      placeholderData: (before, query) =>
        // What was said of the same part stays while it is asked anew; of another part it would be wrong.
        query && JSON.stringify(query.queryKey[3]) === JSON.stringify(part) ? before : undefined,
    }),
  kpi: (id: number, part: Members) =>
    queryOptions({
      queryKey: ["plan", id, "kpi", part],
      queryFn: ({ signal }) =>
        answer(client.GET("/api/v1/scenarios/{id}/kpi", { params: { path: { id }, query: { filter: partText(part) } }, signal })),
    }),
};

export const demandSend = {
  submit: async (cycle: number, scenario: number, order: InputFunction, comment?: string) => {
    await answer(
      client.POST("/api/v1/cycles/{id}/submissions", { params: { path: { id: cycle } }, body: { function: order, scenario, comment } }),
    );
    await cycleMoved();
  },
  withdraw: async (cycle: number, order: InputFunction) => {
    await answer(
      client.POST("/api/v1/cycles/{id}/submissions/{function}/withdraw", { params: { path: { id: cycle, function: order } }, body: {} }),
    );
    await cycleMoved();
  },
};
