import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, client } from "./client";
import type { components } from "./schema";

type Schemas = components["schemas"];

export type FamilySheet = Schemas["FamilySheetInfo"];
export type SheetRow = Schemas["SheetRowInfo"];
export type PeriodFigures = Schemas["PeriodInfo"];
export type Statement = Schemas["FinancialStatementInfo"];
export type StatementLine = Schemas["StatementLineInfo"];
export type Bridge = Schemas["BudgetBridgeInfo"];
export type BridgeBars = Schemas["PeriodBars"];
export type Contributions = Schemas["ContributionsInfo"];

export interface SheetQuery {
  attribute: string;
  member?: string;
  unit: string;
  lag: number;
}

export interface BridgeQuery {
  from?: number;
  to?: number;
  level?: string;
  attribute?: string;
  member?: string;
}

export const financeGet = {
  sheet: (id: number, query: SheetQuery) =>
    queryOptions({
      queryKey: ["plan", id, "family-sheet", query],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/scenarios/{id}/family-sheet", { params: { path: { id }, query }, signal })),
      placeholderData: keepPreviousData,
    }),
  statement: (id: number) =>
    queryOptions({
      queryKey: ["plan", id, "financial-statement"],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/scenarios/{id}/financial-statement", { params: { path: { id } }, signal })),
      retry: false,
    }),
  bridge: (id: number, query: BridgeQuery) =>
    queryOptions({
      queryKey: ["plan", id, "budget-bridge", query],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/scenarios/{id}/budget-bridge", { params: { path: { id }, query }, signal })),
      placeholderData: keepPreviousData,
    }),
  contributions: (
    id: number,
    body: Pick<Schemas["ContributionsOrder"], "measure" | "attribute" | "from" | "to"> & Partial<Schemas["ContributionsOrder"]>,
  ) =>
    queryOptions({
      queryKey: ["plan", id, "contributions", body],
      queryFn: ({ signal }) =>
        answer(
          client.POST("/api/v1/scenarios/{id}/contributions", {
            params: { path: { id } },
            // The defaults of the contract stand for what is left out.
            body: body as Schemas["ContributionsOrder"],
            signal,
          }),
        ),
      placeholderData: keepPreviousData,
    }),
};
