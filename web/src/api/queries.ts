import { keepPreviousData, QueryClient, queryOptions } from "@tanstack/react-query";
import { answer, client, onSignedOut } from "./client";
import type { operations } from "./schema";
import { titled } from "./titled";

export const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: 10_000, retry: 1, refetchOnWindowFocus: true } },
});

/** Who is signed in decides what is shown: once that is nobody, the frame of the pages leads to the sign-in. */
onSignedOut(() => void queryClient.invalidateQueries({ queryKey: ["session"] }));

/** Everything on screen may depend on the dataset: after a change all of it is asked for again. */
export const datasetChanged = () => queryClient.invalidateQueries();

type Query<Operation extends keyof operations> = NonNullable<operations[Operation]["parameters"]["query"]>;

/** Parameters without the empty ones: a filter that is not set is not sent. */
function set<T extends object>(query: T): T {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== "" && value !== undefined && value !== null)) as T;
}

export const get = {
  session: () =>
    queryOptions({ queryKey: ["session"], queryFn: ({ signal }) => answer(client.GET("/api/v1/session", { signal })), staleTime: 60_000 }),
  people: () => queryOptions({ queryKey: ["people"], queryFn: ({ signal }) => answer(client.GET("/api/v1/people", { signal })) }),
  tokens: () => queryOptions({ queryKey: ["tokens"], queryFn: ({ signal }) => answer(client.GET("/api/v1/account/tokens", { signal })) }),
  audit: (query: Query<"listAudit">) =>
    queryOptions({
      queryKey: ["audit", query],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/audit", { params: { query: set(query) }, signal })),
      placeholderData: keepPreviousData,
    }),
  mappings: () => queryOptions({ queryKey: ["mappings"], queryFn: ({ signal }) => answer(client.GET("/api/v1/mappings", { signal })) }),
  mapping: (name: string) =>
    queryOptions({
      queryKey: ["mappings", name],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/mappings/{name}", { params: { path: { name } }, signal })),
    }),
  imports: () => queryOptions({ queryKey: ["imports"], queryFn: ({ signal }) => answer(client.GET("/api/v1/imports", { signal })) }),
  import: (id: number) =>
    queryOptions({
      queryKey: ["imports", id],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/imports/{id}", { params: { path: { id } }, signal })),
    }),
  jobs: () => queryOptions({ queryKey: ["jobs"], queryFn: ({ signal }) => answer(client.GET("/api/v1/jobs", { signal })) }),
  job: (id: string) =>
    queryOptions({
      queryKey: ["jobs", id],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/jobs/{id}", { params: { path: { id } }, signal })),
    }),
  rejectedRows: (query: Query<"listRejectedRows">) =>
    queryOptions({
      queryKey: ["rejected-rows", query],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/rejected-rows", { params: { query: set(query) }, signal })),
      placeholderData: keepPreviousData,
    }),
  checks: () => queryOptions({ queryKey: ["checks"], queryFn: ({ signal }) => answer(client.GET("/api/v1/checks", { signal })) }),
  findings: (query: Query<"listFindings">) =>
    queryOptions({
      queryKey: ["findings", query],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/findings", { params: { query: set(query) }, signal })),
      placeholderData: keepPreviousData,
    }),
  quality: () => queryOptions({ queryKey: ["quality"], queryFn: ({ signal }) => answer(client.GET("/api/v1/quality", { signal })) }),
  thresholds: () =>
    queryOptions({
      queryKey: ["quality", "thresholds"],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/quality/thresholds", { signal })),
    }),
  asOf: () => queryOptions({ queryKey: ["as-of"], queryFn: ({ signal }) => answer(client.GET("/api/v1/settings/as-of", { signal })) }),
  tables: () =>
    queryOptions({ queryKey: ["tables"], queryFn: async ({ signal }) => titled(await answer(client.GET("/api/v1/tables", { signal }))) }),
  rows: (name: string, query: Query<"listTableRows">) =>
    queryOptions({
      queryKey: ["tables", name, query],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/tables/{name}/rows", { params: { path: { name }, query: set(query) }, signal })),
      placeholderData: (previous, before) => (before?.queryKey[1] === name ? previous : undefined),
    }),
  structure: (item: string, direction: string, levels: number) =>
    queryOptions({
      queryKey: ["structure", item, direction, levels],
      queryFn: ({ signal }) =>
        answer(client.GET("/api/v1/items/{item}/structure", { params: { path: { item }, query: { direction, levels } }, signal })),
    }),
  network: (query: Query<"getSupplyNetwork">) =>
    queryOptions({
      queryKey: ["network", query],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/network", { params: { query: set(query) }, signal })),
      placeholderData: keepPreviousData,
    }),
  history: (query: Query<"getHistory">) =>
    queryOptions({
      queryKey: ["history", query],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/history", { params: { query: set(query) }, signal })),
    }),
  measures: () =>
    queryOptions({
      queryKey: ["measures"],
      queryFn: async ({ signal }) => titled(await answer(client.GET("/api/v1/measures", { signal }))),
    }),
  calendar: (query: Query<"getCalendar">) =>
    queryOptions({
      queryKey: ["calendar", query],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/calendar", { params: { query: set(query) as typeof query }, signal })),
      placeholderData: keepPreviousData,
    }),
  zones: () => queryOptions({ queryKey: ["zones"], queryFn: ({ signal }) => answer(client.GET("/api/v1/zones", { signal })) }),
  snapshots: () => queryOptions({ queryKey: ["snapshots"], queryFn: ({ signal }) => answer(client.GET("/api/v1/snapshots", { signal })) }),
  snapshot: (id: number) =>
    queryOptions({
      queryKey: ["snapshots", id],
      queryFn: ({ signal }) => answer(client.GET("/api/v1/snapshots/{id}", { params: { path: { id } }, signal })),
    }),
};

/** Files travel as a multipart form; the contract describes its parts, openapi-fetch leaves building it to us. */
function form(files: File[]) {
  const data = new FormData();
  for (const file of files) data.append("files", file, file.name);
  return () => data;
}

type Body<Operation extends keyof operations> = operations[Operation] extends { requestBody: { content: { "application/json": infer T } } }
  ? T
  : never;

export const send = {
  signIn: (body: Body<"signIn">) => answer(client.POST("/api/v1/session", { body })),
  signOut: () => answer(client.DELETE("/api/v1/session")),
  switchPerson: (name: string) => answer(client.POST("/api/v1/session/demo", { body: { name } })),
  setUp: (body: Body<"setUp">) => answer(client.POST("/api/v1/setup", { body })),
  changePassword: (body: Body<"changePassword">) => answer(client.PUT("/api/v1/account/password", { body })),
  createToken: (body: Body<"createToken">) => answer(client.POST("/api/v1/account/tokens", { body })),
  revokeToken: (id: number) => answer(client.DELETE("/api/v1/account/tokens/{id}", { params: { path: { id } } })),
  createPerson: (body: Body<"createPerson">) => answer(client.POST("/api/v1/people", { body })),
  changePerson: (id: number, body: Body<"changePerson">) => answer(client.PUT("/api/v1/people/{id}", { params: { path: { id } }, body })),
  resetPassword: (id: number, password: string) =>
    answer(client.PUT("/api/v1/people/{id}/password", { params: { path: { id } }, body: { password } })),
  revokeTokensOf: (id: number) => answer(client.DELETE("/api/v1/people/{id}/tokens", { params: { path: { id } } })),
  upload: (files: File[]) => answer(client.POST("/api/v1/uploads", { body: [] as never, bodySerializer: form(files) })),
  preview: (body: Body<"previewMapping">) => answer(client.POST("/api/v1/mappings/preview", { body })),
  saveMapping: (name: string, json: string) =>
    answer(client.PUT("/api/v1/mappings/{name}", { params: { path: { name } }, body: { json } })),
  deleteMapping: (name: string) => answer(client.DELETE("/api/v1/mappings/{name}", { params: { path: { name } } })),
  startImport: (body: Body<"startImport">) => answer(client.POST("/api/v1/imports", { body })),
  undoImport: (id: number) => answer(client.POST("/api/v1/imports/{id}/undo", { params: { path: { id } } })),
  restoreImport: (id: number) => answer(client.POST("/api/v1/imports/{id}/restore", { params: { path: { id } } })),
  cancelJob: (id: string) => answer(client.DELETE("/api/v1/jobs/{id}", { params: { path: { id } } })),
  repair: (corrections: Body<"repairRejectedRows">["corrections"]) =>
    answer(client.POST("/api/v1/rejected-rows/repair", { body: { corrections } })),
  repairFile: (file: File) => answer(client.POST("/api/v1/rejected-rows/file", { body: {} as never, bodySerializer: form([file]) })),
  resubmit: (body: Body<"resubmitRejectedRows">) => answer(client.POST("/api/v1/rejected-rows/resubmit", { body })),
  dismiss: (ids: number[]) => answer(client.POST("/api/v1/rejected-rows/dismiss", { body: { ids } })),
  reopen: (ids: number[]) => answer(client.POST("/api/v1/rejected-rows/reopen", { body: { ids } })),
  runChecks: () => answer(client.POST("/api/v1/findings/run", { body: {} })),
  setAsOf: (asOf: string | null) => answer(client.PUT("/api/v1/settings/as-of", { body: { asOf } })),
  setThresholds: (body: Body<"setQualityThresholds">) => answer(client.PUT("/api/v1/quality/thresholds", { body })),
  createSnapshot: (body: Body<"createSnapshot">) => answer(client.POST("/api/v1/snapshots", { body })),
};
