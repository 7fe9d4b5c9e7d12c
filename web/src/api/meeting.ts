import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, client } from "./client";
import { cycleMoved } from "./cycle";
import type { components, operations } from "./schema";

type Schemas = components["schemas"];

export type StepKind = Schemas["StepKind"];
export type CycleStep = Schemas["CycleStep"];
export type CycleRecord = Schemas["CycleRecord"];
export type RecordKind = Schemas["RecordKind"];
export type RecordStatus = Schemas["RecordStatus"];
export type RecordOrder = Schemas["RecordOrder"];
export type GateReport = Schemas["GateReport"];
export type GateCheck = Schemas["GateCheck"];
export type InputFunction = Schemas["InputFunction"];
export type Proposal = Schemas["ProposalInfo"];
export type Comparison = Schemas["ComparisonInfo"];
export type ComparisonRow = Schemas["ComparisonRow"];
export type HeadlineFigure = Schemas["HeadlineFigure"];
export type Verdict = Schemas["Verdict"];
export type Approval = Schemas["Approval"];
export type Minutes = Schemas["Minutes"];
export type Pack = Schemas["PackInfo"];
export type PackSheet = Schemas["PackSheet"];
export type Waterfall = Schemas["Waterfall"];
export type PlanWaterfall = Schemas["PlanWaterfall"];

type Body<Operation extends keyof operations> = operations[Operation] extends { requestBody: { content: { "application/json": infer T } } }
  ? T
  : never;

/** What the cycle and the executive page ask. Keys begin with "cycles", so that a change of a cycle asks for all of it anew; they hold the newest revisions, so that a change of a plan does too. */
export const meetingGet = {
  gate: (id: number, step: StepKind, head: number | undefined) =>
    queryOptions({
      queryKey: ["cycles", id, "gate", step, head],
      placeholderData: keepPreviousData,
      queryFn: ({ signal }) => answer(client.GET("/api/v1/cycles/{id}/steps/{step}/gate", { params: { path: { id, step } }, signal })),
    }),
  proposal: (id: number, scenario: number, head: number | undefined) =>
    queryOptions({
      queryKey: ["cycles", id, "proposal", scenario, head],
      placeholderData: keepPreviousData,
      queryFn: ({ signal }) =>
        answer(client.GET("/api/v1/cycles/{id}/proposals/{scenario}", { params: { path: { id, scenario } }, signal })),
    }),
  waterfall: (id: number) =>
    queryOptions({
      queryKey: ["cycles", id, "waterfall"],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/cycles/{id}/waterfall", { params: { path: { id } }, signal })),
      retry: false,
    }),
  minutes: (id: number) =>
    queryOptions({
      queryKey: ["cycles", id, "minutes"],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/cycles/{id}/minutes", { params: { path: { id } }, signal })),
    }),
  pack: (id: number, scenario: number[]) =>
    queryOptions({
      queryKey: ["cycles", id, "pack", scenario],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/cycles/{id}/pack", { params: { path: { id }, query: { scenario } }, signal })),
      staleTime: 0,
    }),
  comparison: (scenario: number[], heads: readonly (number | undefined)[]) =>
    queryOptions({
      queryKey: ["cycles", "comparison", scenario, heads],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/comparison", { params: { query: { scenario } }, signal })),
    }),
  release: (revision: number) =>
    queryOptions({
      queryKey: ["release", revision],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/plans-of-record/{revision}/release", { params: { path: { revision } }, signal })),
      staleTime: Number.POSITIVE_INFINITY,
    }),
};

const path = <T extends object>(values: T) => ({ params: { path: values } });

/** Everything that changes a cycle; afterwards all that is shown of it is asked for anew. */
export const meetingSend = {
  open: (body: Body<"openCycle">) => moved(client.POST("/api/v1/cycles", { body })),
  end: (id: number, reason: string | null) => moved(client.POST("/api/v1/cycles/{id}/close", { ...path({ id }), body: { reason } })),
  addScenario: (id: number, scenario: number) =>
    moved(client.POST("/api/v1/cycles/{id}/scenarios", { ...path({ id }), body: { scenario } })),
  assign: (id: number, step: StepKind, body: Body<"assignStep">) =>
    moved(client.PUT("/api/v1/cycles/{id}/steps/{step}", { ...path({ id, step }), body })),
  addItem: (id: number, step: StepKind, text: string) =>
    moved(client.POST("/api/v1/cycles/{id}/steps/{step}/checklist", { ...path({ id, step }), body: { text } })),
  tick: (id: number, step: StepKind, item: number, done: boolean) =>
    moved(client.PUT("/api/v1/cycles/{id}/steps/{step}/checklist/{item}", { ...path({ id, step, item }), body: { done } })),
  closeStep: (id: number, step: StepKind, override: string | null) =>
    moved(client.POST("/api/v1/cycles/{id}/steps/{step}/close", { ...path({ id, step }), body: { override } })),
  reopen: (id: number, step: StepKind, reason: string) =>
    moved(client.POST("/api/v1/cycles/{id}/steps/{step}/reopen", { ...path({ id, step }), body: { reason } })),
  submit: (id: number, body: Body<"submitInput">) => moved(client.POST("/api/v1/cycles/{id}/submissions", { ...path({ id }), body })),
  withdraw: (id: number, fn: InputFunction, reason: string | null) =>
    moved(client.POST("/api/v1/cycles/{id}/submissions/{function}/withdraw", { ...path({ id, function: fn }), body: { reason } })),
  addRecord: (id: number, body: RecordOrder) => moved(client.POST("/api/v1/cycles/{id}/records", { ...path({ id }), body })),
  changeRecord: (id: number, number: number, body: RecordOrder) =>
    moved(client.PUT("/api/v1/cycles/{id}/records/{number}", { ...path({ id, number }), body })),
  acknowledge: (id: number, body: Body<"acknowledge">) =>
    moved(client.POST("/api/v1/cycles/{id}/acknowledgements", { ...path({ id }), body })),
  judge: (id: number, body: Body<"judgePlan">) => moved(client.POST("/api/v1/cycles/{id}/verdicts", { ...path({ id }), body })),
};

async function moved<T>(request: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const done = await answer(request);
  await cycleMoved();
  return done;
}

/** Where the workbook of a pack is fetched. */
export const workbookAddress = (id: number, scenarios: readonly number[]) =>
  `/api/v1/cycles/${id}/pack.xlsx?${scenarios.map((one) => `scenario=${one}`).join("&")}`;

/** Where a table of a release is fetched. */
export const releaseAddress = (revision: number, table: string) =>
  `/api/v1/plans-of-record/${revision}/release/${encodeURIComponent(table)}`;
