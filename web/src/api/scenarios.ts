import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, client } from "./client";
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Comparison = Schemas["ComparisonInfo"];
export type ComparisonRow = Schemas["ComparisonRow"];
export type Driver = Schemas["DriverInfo"];
export type DriverKind = Schemas["DriverKind"];
export type FigureDirection = Schemas["FigureDirection"];
export type ScenarioProposal = Schemas["ScenarioProposal"];
export type ApprovedPlan = Schemas["ApprovedPlan"];

export const scenariosGet = {
  /** Plans side by side; asked for anew when one of them moves, as each key holds its head. */
  comparison: (scenarios: readonly { id: number; head: number }[]) =>
    queryOptions({
      queryKey: ["comparison", scenarios.map((one) => [one.id, one.head])],
      queryFn: ({ signal }) =>
        answer(client.GET("/api/v1/comparison", { params: { query: { scenario: scenarios.map((one) => one.id) } }, signal })),
      placeholderData: keepPreviousData,
      staleTime: 60_000,
    }),
  drivers: (id: number) =>
    queryOptions({
      queryKey: ["plan", id, "drivers"],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/scenarios/{id}/drivers", { params: { path: { id } }, signal })),
    }),
  /** What the scenarios beside a central one would assume. */
  proposals: (id: number) =>
    queryOptions({
      queryKey: ["plan", id, "scenario-set"],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/scenarios/{id}/scenario-set", { params: { path: { id } }, signal })),
    }),
};

export const scenariosSend = {
  makeSet: (id: number) => answer(client.POST("/api/v1/scenarios/{id}/scenario-set", { params: { path: { id } } })),
  setDrivers: (id: number, drivers: Driver[]) =>
    answer(client.PUT("/api/v1/scenarios/{id}/drivers", { params: { path: { id } }, body: drivers })),
  addToCycle: (cycle: number, scenario: number) =>
    answer(client.POST("/api/v1/cycles/{id}/scenarios", { params: { path: { id: cycle } }, body: { scenario } })),
};
