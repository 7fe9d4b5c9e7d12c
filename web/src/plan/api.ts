import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ApiProblem } from "../api/client";
import type { CellsAnswer, Done, EntriesBody, Explanation, Members, PlanStructure, RevisionInfo, ScenarioInfo, Unit } from "./contract";

async function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const response = await fetch(`/api/v1${path}`, {
    method,
    signal,
    headers: body ? { "content-type": "application/json" } : {},
    body: body ? JSON.stringify(body) : undefined,
  });
  const data = await response.json();
  if (!response.ok) throw new ApiProblem(data);
  return data as T;
}

export interface CellsQuery {
  measures: string[];
  level: string[];
  filter: Members;
  from: number;
  to: number;
  unit: Unit;
  subtotals: boolean;
  actuals: boolean;
}

export const planGet = {
  started: () =>
    queryOptions({ queryKey: ["plan"], queryFn: ({ signal }) => call<{ started: boolean }>("GET", "/plan", undefined, signal) }),
  scenarios: () =>
    queryOptions({ queryKey: ["scenarios"], queryFn: ({ signal }) => call<ScenarioInfo[]>("GET", "/scenarios", undefined, signal) }),
  structure: (id: number) =>
    queryOptions({
      queryKey: ["plan", id, "structure"],
      queryFn: ({ signal }) => call<PlanStructure>("GET", `/scenarios/${id}/structure`, undefined, signal),
      staleTime: 60_000,
    }),
  members: (id: number, attribute: string) =>
    queryOptions({
      queryKey: ["plan", id, "members", attribute],
      queryFn: ({ signal }) =>
        call<{ member: string; title: string | null }[]>(
          "GET",
          `/scenarios/${id}/members?attribute=${encodeURIComponent(attribute)}`,
          undefined,
          signal,
        ),
    }),
  cells: (id: number, query: CellsQuery) =>
    queryOptions({
      queryKey: ["plan", id, "cells", query],
      queryFn: ({ signal }) => call<CellsAnswer>("POST", `/scenarios/${id}/cells`, query, signal),
      placeholderData: keepPreviousData,
    }),
  revisions: (id: number) =>
    queryOptions({
      queryKey: ["plan", id, "revisions"],
      queryFn: ({ signal }) => call<RevisionInfo[]>("GET", `/scenarios/${id}/revisions?take=100`, undefined, signal),
    }),
  explain: (id: number, body: { measure: string; coordinates: Members; from: number; to: number; unit: Unit }) =>
    queryOptions({
      queryKey: ["plan", id, "explain", body],
      queryFn: ({ signal }) => call<Explanation>("POST", `/scenarios/${id}/explain`, body, signal),
      placeholderData: keepPreviousData,
    }),
};

export const planSend = {
  start: (body: { snapshotId: number }) => call<ScenarioInfo>("POST", "/plan", body),
  enter: (id: number, body: EntriesBody) => call<Done>("POST", `/scenarios/${id}/entries`, body),
  undo: (id: number) => call<Done>("POST", `/scenarios/${id}/undo`, {}),
  redo: (id: number) => call<Done>("POST", `/scenarios/${id}/redo`, {}),
  revert: (id: number, revision: number) => call<Done>("POST", `/scenarios/${id}/revert`, { revision }),
};
