import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, client } from "./client";
import type { components, operations } from "./schema";

type Schemas = components["schemas"];

export type WeeklyException = Schemas["WeeklyException"];
export type WeeklyPage = Schemas["WeeklyExceptionPage"];
export type ExceptionSum = Schemas["ExceptionSum"];
export type RecordOrder = Pick<Schemas["RecordOrder"], "kind" | "text"> & Partial<Schemas["RecordOrder"]>;
type Query = NonNullable<operations["listWeeklyExceptions"]["parameters"]["query"]>;

export const weekGet = {
  exceptions: (revision: number, query: Query) =>
    queryOptions({
      queryKey: ["weekly-exceptions", revision, query],
      queryFn: ({ signal }) =>
        answer(client.GET("/api/v1/plans-of-record/{revision}/weekly-exceptions", { params: { path: { revision }, query }, signal })),
      placeholderData: keepPreviousData,
    }),
};

export const weekSend = {
  record: (cycle: number, order: RecordOrder) =>
    answer(client.POST("/api/v1/cycles/{id}/records", { params: { path: { id: cycle } }, body: order as Schemas["RecordOrder"] })),
};
