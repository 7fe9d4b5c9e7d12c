export type Unit = "planning_units" | "item_units" | "money";
export type Zone = "frozen" | "flexible" | "strategic";

export interface ScenarioInfo {
  id: number;
  name: string;
  description: string | null;
  head: number;
  origin: number;
  author: string;
  createdAt: string;
  archived: boolean;
  headAt: string;
  headAuthor: string;
  headMessage: string;
  headKind: string;
}
export interface PlanBucket {
  index: number;
  label: string;
  first: string;
  last: string;
  fiscalYear: number;
  fiscalQuarter: number;
  zone: Zone | null;
}
export interface PlanStructure {
  revision: number;
  currency: string;
  cutOff: string;
  firstPlanned: number;
  buckets: PlanBucket[];
  quarters: { label: string; firstIndex: number; count: number }[];
  fiscalYears: { label: string; firstIndex: number; count: number }[];
  attributes: { name: string; title: string; members: number; grains: string[] }[];
  hierarchies: { name: string; title: string; level: string[] }[];
  measures: { name: string; hasValues: boolean; series: number }[];
}
export interface CellRow {
  depth: number;
  members: string[];
  titles: (string | null)[];
  series: number;
}
export interface ZoneEdit {
  zone: Zone | "past";
  allowed: boolean;
  reason: string;
  overrides: string[];
}
export interface MeasureCells {
  name: string;
  values: (number | null)[];
  quarters: (number | null)[];
  years: (number | null)[];
  units: (string | null)[];
  noTotal: (string | null)[];
  locked: number[];
  edited: number[];
  editable: ZoneEdit[];
  refused: (string | null)[];
  reason: string | null;
}
export interface CellsAnswer {
  revision: number;
  head: number;
  from: number;
  to: number;
  rows: CellRow[];
  measures: MeasureCells[];
  quarterLabels: string[];
  yearLabels: string[];
}
export type Members = Record<string, string[]>;
export interface EntryBody {
  measure: string;
  coordinates: Members;
  from: number;
  to: number;
  rule: "set" | "add" | "multiply" | "copy" | "reset" | "lock" | "unlock";
  value?: number | null;
  unit?: Unit;
  total?: boolean;
  spread?: "standard" | "equal" | "like";
  like?: string | null;
  shift?: number;
  whole?: boolean;
  reason?: string | null;
  expires?: string | null;
  override?: boolean;
}
export interface EntriesBody {
  base: number;
  message?: string | null;
  entries: EntryBody[];
}
export interface Done {
  revision: number;
  previous: number;
  cells: number;
  message: string;
}
export interface RevisionInfo {
  id: number;
  parents: number[];
  kind: string;
  author: string;
  at: string;
  message: string;
  reverts: number | null;
  entries: number;
  compacted: boolean;
}
export interface CellConflict {
  measure: string;
  coordinates: Members;
  bucket: number;
  yours: number | null;
  theirs: number | null;
  theirAuthor: string;
  theirAt: string;
  cells: number;
}
export interface ExplainEntry {
  id: number;
  author: string;
  at: string;
  rule: string;
  value: number | null;
  unit: string | null;
  coordinates: Members;
  from: number;
  to: number;
  reason: string | null;
  expires: string | null;
  before: number | null;
  after: number | null;
}
export interface Explanation {
  value: number | null;
  unit: string | null;
  formula: string | null;
  written: number | null;
  writtenBy: string;
  entries: ExplainEntry[];
  sources: { importId: number; importTitle: string; rows: number; quantity: number | null }[];
  rows: { table: string; importId: number; line: number; text: string; quantity: number | null }[];
  locks: string[];
  notes: string[];
}
