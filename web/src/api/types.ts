import type { components } from "./schema";

// Short names for the shapes of the generated contract; nothing is described here a second time.
type Schemas = components["schemas"];

export type AsOfSetting = Schemas["AsOfSetting"];
export type Finding = Schemas["Finding"];
export type FindingCount = Schemas["FindingCount"];
export type History = Schemas["HistoryTotals"];
export type ImportInfo = Schemas["ImportInfo"];
export type ImportStatus = Schemas["ImportStatus"];
export type ImportTableCounts = Schemas["ImportTableCounts"];
export type Job = Schemas["Job"];
export type Measure = Schemas["MeasureInfo"];
export type Network = Schemas["SupplyNetwork"];
export type NetworkEdge = Schemas["NetworkEdge"];
export type NetworkNode = Schemas["NetworkNode"];
export type Preview = Schemas["Preview"];
export type PreviewBlock = Schemas["PreviewBlock"];
export type Problem = Schemas["Problem"];
export type QualityOfArea = Schemas["QualityOfArea"];
export type QualityAtSnapshot = Schemas["QualityAtSnapshot"];
export type RejectedRow = Schemas["RejectedRow"];
export type RepairResult = Schemas["RepairResult"];
export type Structure = Schemas["ProductStructure"];
export type TableColumn = Schemas["TableColumn"];
export type TableInfo = Schemas["TableInfo"];
export type TableRows = Schemas["TableRowsPage"];
export type Thresholds = Schemas["QualityThresholds"];
export type ZoneInfo = Schemas["ZoneInfo"];
export type Upload = Schemas["Upload"];
export type AuditRow = Schemas["AuditRow"];
export type Permission = Schemas["Permission"];
export type Person = Schemas["PersonInfo"];
export type Role = Schemas["Role"];
export type RoleInPart = Schemas["RoleInPart"];
export type Session = Schemas["SessionInfo"];
export type Token = Schemas["TokenInfo"];
export type TokenScope = Schemas["TokenScope"];

// The plan.
export type CellConflict = Schemas["CellConflict"];
export type CellsAnswer = Schemas["CellsAnswer"];
export type Change = Schemas["ChangeAnswer"];
export type Diff = Schemas["DiffAnswer"];
export type EntryInfo = Schemas["EntryInfo"];
export type Explanation = Schemas["ExplainAnswer"];
export type MeasureCells = Schemas["MeasureCells"];
export type MeasureDiff = Schemas["MeasureDiff"];
/** Members by attribute: a part of the plan. */
export type Members = Record<string, string[]>;
export type MergeConflict = Schemas["MergeConflictInfo"];
export type MergePreview = Schemas["MergePreview"];
export type PlanBucket = Schemas["PlanBucket"];
export type PlanStructure = Schemas["PlanStructureInfo"];
export type Revision = Schemas["RevisionSummary"];
export type Scenario = Schemas["ScenarioInfo"];
export type ScenarioMove = Schemas["ScenarioMove"];
export type Unit = Schemas["ValueUnit"];
export type Zone = Schemas["Zone"];

/** An entry to make; what is left out has the default the contract states. */
export type Entry = Partial<Schemas["EntryOrder"]> & Pick<Schemas["EntryOrder"], "measure" | "from" | "to" | "rule">;
