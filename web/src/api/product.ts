import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, client } from "./client";
import { cycleMoved } from "./cycle";
import { queryClient } from "./queries";
import type { components, operations } from "./schema";

type Schemas = components["schemas"];

export type PortfolioPage = Schemas["PortfolioPage"];
export type PortfolioRow = Schemas["PortfolioRow"];
export type ProductDecision = Schemas["ProductDecision"];
export type ProductDecisionOrder = Schemas["ProductDecisionOrder"];

type Query = NonNullable<operations["getPortfolio"]["parameters"]["query"]>;

export const productGet = {
  portfolio: (id: number, query: Query) =>
    queryOptions({
      queryKey: ["plan", id, "portfolio", query],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/scenarios/{id}/portfolio", { params: { path: { id }, query }, signal })),
      placeholderData: keepPreviousData,
    }),
};

export const productSend = {
  decide: async (cycle: number, order: Partial<ProductDecisionOrder> & Pick<ProductDecisionOrder, "choice" | "item" | "reason">) => {
    await answer(
      // The defaults of the contract stand for what is left out.
      client.POST("/api/v1/cycles/{id}/product-decisions", { params: { path: { id: cycle } }, body: order as ProductDecisionOrder }),
    );
    await cycleMoved();
  },
  apply: async (cycle: number, number: number, scenario: number) => {
    await answer(
      client.POST("/api/v1/cycles/{id}/product-decisions/{number}/apply", {
        params: { path: { id: cycle, number } },
        body: { scenario },
      }),
    );
    await Promise.all([cycleMoved(), queryClient.invalidateQueries({ queryKey: ["plan", scenario] })]);
  },
  withdraw: async (cycle: number, number: number) => {
    await answer(
      client.POST("/api/v1/cycles/{id}/product-decisions/{number}/withdraw", { params: { path: { id: cycle, number } }, body: {} }),
    );
    await cycleMoved();
  },
};
