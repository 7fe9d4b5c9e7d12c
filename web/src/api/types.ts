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
