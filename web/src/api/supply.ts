import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, client } from "./client";
import type { components, operations } from "./schema";

type Schemas = components["schemas"];
type Query<Operation extends keyof operations> = NonNullable<operations[Operation]["parameters"]["query"]>;

export type SupplyReview = Schemas["SupplyReviewInfo"];
export type LimitingResource = Schemas["LimitingResourceInfo"];
export type CapacityFix = Schemas["CapacityFixInfo"];
export type ResourceUse = Schemas["ResourceUseInfo"];
export type CapacityPage = Schemas["CapacityPage"];
export type ResourceInfo = Schemas["ResourceInfo"];
export type Shortage = Schemas["ShortageRow"];
export type SupplyLimit = Schemas["SupplyLimitRow"];
export type CapacityChangeOrder = Schemas["CapacityChangeOrder"];
export type CapacityChange = Schemas["CapacityChangePreview"];
export type Driver = Schemas["DriverInfo"];
export type Comparison = Schemas["ComparisonInfo"];

export const supplyGet = {
  review: (id: number, from?: number, to?: number) =>
    queryOptions({
      queryKey: ["plan", id, "supply-review", from, to],
      queryFn: ({ signal }) =>
        answer(client.GET("/api/v1/scenarios/{id}/supply-review", { params: { path: { id }, query: { from, to } }, signal })),
      placeholderData: keepPreviousData,
    }),
  capacity: (id: number, query: Query<"listCapacity">) =>
    queryOptions({
      queryKey: ["plan", id, "capacity", query],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/scenarios/{id}/capacity", { params: { path: { id }, query }, signal })),
      placeholderData: keepPreviousData,
    }),
  resource: (id: number, resource: string) =>
    queryOptions({
      queryKey: ["plan", id, "capacity-of", resource],
      queryFn: ({ signal }) =>
        answer(client.GET("/api/v1/scenarios/{id}/capacity/{resource}", { params: { path: { id, resource } }, signal })),
      placeholderData: keepPreviousData,
    }),
  shortages: (id: number, query: Query<"listShortages">) =>
    queryOptions({
      queryKey: ["plan", id, "shortages", query],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/scenarios/{id}/shortages", { params: { path: { id }, query }, signal })),
      placeholderData: keepPreviousData,
    }),
  limits: (id: number, query: Query<"listSupplyLimits">) =>
    queryOptions({
      queryKey: ["plan", id, "supply-limits", query],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/scenarios/{id}/supply-limits", { params: { path: { id }, query }, signal })),
      placeholderData: keepPreviousData,
    }),
  change: (id: number, body: CapacityChangeOrder) =>
    queryOptions({
      queryKey: ["plan", id, "capacity-change", body],
      queryFn: ({ signal }) =>
        answer(client.POST("/api/v1/scenarios/{id}/capacity-change/preview", { params: { path: { id } }, body, signal })),
      placeholderData: keepPreviousData,
      retry: false,
    }),
  beside: (before: number, after: number) =>
    queryOptions({
      queryKey: ["plan", after, "beside", before],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/comparison", { params: { query: { scenario: [before, after] } }, signal })),
    }),
};

export const supplySend = {
  patch: (id: number, patches: CapacityChange["patches"], message: string) =>
    answer(client.POST("/api/v1/scenarios/{id}/patches", { params: { path: { id } }, body: { patches, message } })),
  drivers: (id: number) => answer(client.GET("/api/v1/scenarios/{id}/drivers", { params: { path: { id } } })),
  setDrivers: (id: number, drivers: Driver[]) =>
    answer(client.PUT("/api/v1/scenarios/{id}/drivers", { params: { path: { id } }, body: drivers })),
};
