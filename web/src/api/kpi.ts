import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, client } from "./client";
import type { components } from "./schema";

type Schemas = components["schemas"];

export type KpiTable = Schemas["KpiTable"];
export type KeyFigure = Schemas["KeyFigure"];
export type KpiStatus = Schemas["KpiStatus"];
export type KpiTrend = Schemas["KpiTrend"];
export type KpiBreakdown = Schemas["KpiBreakdown"];
export type FvaStep = Schemas["FvaStep"];

export interface PartsQuery {
  figure: string;
  lag: number;
  level?: string;
  attribute?: string;
  member?: string;
  skip: number;
  take: number;
}

export const kpiGet = {
  table: (id: number) =>
    queryOptions({
      queryKey: ["plan", id, "kpi"],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/scenarios/{id}/kpi", { params: { path: { id } }, signal })),
    }),
  trend: (id: number, figure: string, lag: number) =>
    queryOptions({
      queryKey: ["plan", id, "kpi-trend", figure, lag],
      queryFn: ({ signal }) =>
        answer(client.GET("/api/v1/scenarios/{id}/kpi-trend", { params: { path: { id }, query: { figure, lag } }, signal })),
    }),
  parts: (id: number, query: PartsQuery) =>
    queryOptions({
      queryKey: ["plan", id, "kpi-parts", query],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/scenarios/{id}/kpi-parts", { params: { path: { id }, query }, signal })),
      placeholderData: keepPreviousData,
    }),
};

/** A target as it is typed; the key columns say which record of the table of targets it is. */
export interface TargetOrder {
  measure: string;
  level: string;
  member: string;
  from: string;
  to: string;
  value: number;
  threshold: number | null;
  owner: string;
}

export const kpiSend = {
  /** Targets are master data: in a scenario they are changed as a record patch, so that it can be undone and merged. */
  setTarget: (id: number, target: TargetOrder) =>
    answer(
      client.POST("/api/v1/scenarios/{id}/patches", {
        params: { path: { id } },
        body: {
          patches: [
            {
              table: "targets",
              key: [target.measure, target.level, target.member, target.from],
              values: {
                value: String(target.value),
                threshold: target.threshold === null ? "" : String(target.threshold),
                owner: target.owner,
                to_date: target.to,
              },
            },
          ],
          message: `Target of ${target.measure}: ${target.value}`,
        } as Schemas["PatchesOrder"],
      }),
    ),
};
