import { keepPreviousData, QueryClient, queryOptions } from "@tanstack/react-query";
import { call } from "./client";
import type * as T from "./types";

export const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: 10_000, retry: 1, refetchOnWindowFocus: true } },
});

/** Everything on screen may depend on the dataset: after a change all of it is asked for again. */
export const datasetChanged = () => queryClient.invalidateQueries();

export interface RowQuery {
  snapshot?: number;
  filter?: string[];
  search?: string;
  sort?: string;
  skip?: number;
  take?: number;
}
export interface RejectedQuery {
  importId?: number;
  table?: string;
  code?: string;
  state?: string;
  skip?: number;
  take?: number;
}
export interface FindingQuery {
  code?: string;
  severity?: string;
  area?: string;
  table?: string;
  search?: string;
  skip?: number;
  take?: number;
}
export interface HistoryQuery {
  groupBy: string;
  bucket: string;
  top: number;
  item?: string;
  family?: string;
}

export const get = {
  about: () => queryOptions({ queryKey: ["about"], queryFn: ({ signal }) => call<T.About>("GET", "/about", { signal }) }),
  mappings: () =>
    queryOptions({ queryKey: ["mappings"], queryFn: ({ signal }) => call<T.MappingSummary[]>("GET", "/mappings", { signal }) }),
  mapping: (name: string) =>
    queryOptions({
      queryKey: ["mappings", name],
      queryFn: ({ signal }) => call<T.MappingText>("GET", `/mappings/${encodeURIComponent(name)}`, { signal }),
    }),
  imports: () => queryOptions({ queryKey: ["imports"], queryFn: ({ signal }) => call<T.ImportInfo[]>("GET", "/imports", { signal }) }),
  import: (id: number) =>
    queryOptions({ queryKey: ["imports", id], queryFn: ({ signal }) => call<T.ImportDetail>("GET", `/imports/${id}`, { signal }) }),
  jobs: () => queryOptions({ queryKey: ["jobs"], queryFn: ({ signal }) => call<T.Job[]>("GET", "/jobs", { signal }) }),
  job: (id: string) => queryOptions({ queryKey: ["jobs", id], queryFn: ({ signal }) => call<T.Job>("GET", `/jobs/${id}`, { signal }) }),
  rejectedRows: (query: RejectedQuery) =>
    queryOptions({
      queryKey: ["rejected-rows", query],
      queryFn: ({ signal }) => call<T.RejectedRowPage>("GET", "/rejected-rows", { query: { ...query }, signal }),
      placeholderData: keepPreviousData,
    }),
  checks: () => queryOptions({ queryKey: ["checks"], queryFn: ({ signal }) => call<T.CheckDefinition[]>("GET", "/checks", { signal }) }),
  findings: (query: FindingQuery) =>
    queryOptions({
      queryKey: ["findings", query],
      queryFn: ({ signal }) => call<T.FindingPage>("GET", "/findings", { query: { ...query }, signal }),
      placeholderData: keepPreviousData,
    }),
  quality: () => queryOptions({ queryKey: ["quality"], queryFn: ({ signal }) => call<T.Quality>("GET", "/quality", { signal }) }),
  thresholds: () =>
    queryOptions({
      queryKey: ["quality", "thresholds"],
      queryFn: ({ signal }) => call<T.Thresholds>("GET", "/quality/thresholds", { signal }),
    }),
  asOf: () => queryOptions({ queryKey: ["as-of"], queryFn: ({ signal }) => call<T.AsOfSetting>("GET", "/settings/as-of", { signal }) }),
  tables: () => queryOptions({ queryKey: ["tables"], queryFn: ({ signal }) => call<T.TableInfo[]>("GET", "/tables", { signal }) }),
  rows: (table: string, query: RowQuery) =>
    queryOptions({
      queryKey: ["tables", table, query],
      queryFn: ({ signal }) => call<T.TableRows>("GET", `/tables/${table}/rows`, { query: { ...query }, signal }),
      placeholderData: (previous, before) => (before?.queryKey[1] === table ? previous : undefined),
    }),
  structure: (item: string, direction: string, levels: number) =>
    queryOptions({
      queryKey: ["structure", item, direction, levels],
      queryFn: ({ signal }) =>
        call<T.Structure>("GET", `/items/${encodeURIComponent(item)}/structure`, { query: { direction, levels }, signal }),
    }),
  network: (item: string, family: string) =>
    queryOptions({
      queryKey: ["network", item, family],
      queryFn: ({ signal }) => call<T.Network>("GET", "/network", { query: { item, family }, signal }),
      placeholderData: keepPreviousData,
    }),
  history: (query: HistoryQuery) =>
    queryOptions({
      queryKey: ["history", query],
      queryFn: ({ signal }) => call<T.History>("GET", "/history", { query: { ...query }, signal }),
      placeholderData: keepPreviousData,
    }),
  snapshots: () => queryOptions({ queryKey: ["snapshots"], queryFn: ({ signal }) => call<T.Snapshot[]>("GET", "/snapshots", { signal }) }),
  snapshot: (id: number) =>
    queryOptions({ queryKey: ["snapshots", id], queryFn: ({ signal }) => call<T.SnapshotDetail>("GET", `/snapshots/${id}`, { signal }) }),
  measures: () => queryOptions({ queryKey: ["measures"], queryFn: ({ signal }) => call<T.Measure[]>("GET", "/measures", { signal }) }),
  calendar: (pattern: string, from: string, to: string) =>
    queryOptions({
      queryKey: ["calendar", pattern, from, to],
      queryFn: ({ signal }) => call<T.CalendarBucket[]>("GET", "/calendar", { query: { pattern, from, to }, signal }),
      placeholderData: keepPreviousData,
    }),
  zones: () => queryOptions({ queryKey: ["zones"], queryFn: ({ signal }) => call<T.Zone[]>("GET", "/zones", { signal }) }),
};

function form(files: File[]): FormData {
  const data = new FormData();
  for (const file of files) data.append("files", file, file.name);
  return data;
}

export const send = {
  upload: (files: File[]) => call<T.Upload>("POST", "/uploads", { body: form(files) }),
  preview: (body: { uploadId: string; mapping?: string | null; mappingJson?: string | null; rows?: number }) =>
    call<T.MappingPreview>("POST", "/mappings/preview", { body }),
  saveMapping: (name: string, json: string) => call<void>("PUT", `/mappings/${encodeURIComponent(name)}`, { body: { json } }),
  deleteMapping: (name: string) => call<void>("DELETE", `/mappings/${encodeURIComponent(name)}`),
  startImport: (body: { uploadId: string; mapping?: string | null; mappingJson?: string | null; title?: string | null }) =>
    call<T.Job>("POST", "/imports", { body }),
  undoImport: (id: number) => call<T.ImportInfo>("POST", `/imports/${id}/undo`),
  restoreImport: (id: number) => call<T.ImportInfo>("POST", `/imports/${id}/restore`),
  cancelJob: (id: string) => call<void>("DELETE", `/jobs/${id}`),
  repair: (corrections: { rejectedRowId: number; values: Record<string, string | null> }[]) =>
    call<T.RepairResult>("POST", "/rejected-rows/repair", { body: { corrections } }),
  repairFile: (file: File) => call<T.RepairResult>("POST", "/rejected-rows/file", { body: form([file]) }),
  resubmit: (body: { importId?: number; table?: string; code?: string }) => call<T.Job>("POST", "/rejected-rows/resubmit", { body }),
  dismiss: (ids: number[]) => call<void>("POST", "/rejected-rows/dismiss", { body: { ids } }),
  reopen: (ids: number[]) => call<void>("POST", "/rejected-rows/reopen", { body: { ids } }),
  runChecks: () => call<T.Job>("POST", "/findings/run", { body: {} }),
  setAsOf: (asOf: string | null) => call<T.AsOfSetting>("PUT", "/settings/as-of", { body: { asOf } }),
  setThresholds: (body: T.Thresholds) => call<void>("PUT", "/quality/thresholds", { body }),
  createSnapshot: (body: { name: string; asOf: string; note?: string | null; override?: boolean; reason?: string | null }) =>
    call<T.Snapshot>("POST", "/snapshots", { body }),
};
