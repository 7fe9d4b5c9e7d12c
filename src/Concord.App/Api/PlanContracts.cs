using System.Text.Json.Serialization;
using Concord.Planning.Cube;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Storage.Scenarios;

namespace Concord.App.Api;

/// <summary>A scenario: a named branch of the plan.</summary>
/// <param name="Head">Its newest revision.</param>
/// <param name="Origin">The revision it was made from.</param>
/// <param name="Changed">The newest revision, in short.</param>
public sealed record ScenarioInfo(
    long Id, string Name, string? Description, long Head, long Origin, string Author, DateTimeOffset CreatedAt, bool Archived, RevisionSummary Changed);

/// <summary>A revision, in short.</summary>
/// <param name="Parents">The revision it changed; for a merge then the one merged in.</param>
/// <param name="Reverts">For undo, redo and revert the revision whose change was taken back.</param>
public sealed record RevisionSummary(
    long Id, IReadOnlyList<long> Parents, RevisionKind Kind, string Author, DateTimeOffset At, string Message, long? Reverts);

/// <summary>A revision with what was typed in it.</summary>
/// <param name="Dropped">Numbers of entries that no longer count since.</param>
public sealed record RevisionDetails(RevisionSummary Revision, IReadOnlyList<EntryInfo> Added, IReadOnlyList<long> Dropped, IReadOnlyList<PatchInfo> Patches);

/// <summary>An entry as it was typed.</summary>
/// <param name="Coordinates">The part of the plan: members by attribute; none for the grand total.</param>
/// <param name="Part">The same in words.</param>
/// <param name="From">First bucket, an index in the calendar.</param>
/// <param name="To">Last bucket, inclusive.</param>
/// <param name="Total">True when the value is for the buckets together.</param>
/// <param name="Override">True when its zone was closed and somebody with the authority typed it all the same; the reason says why.</param>
public sealed record EntryInfo(
    long Id, string Measure, IReadOnlyDictionary<string, IReadOnlyList<string>> Coordinates, string Part, int From, int To, string FromLabel, string ToLabel, EntryRule Rule,
    double Value, ValueUnit Unit, bool Total, EntrySpread Spread, string? Like, int Shift, bool Whole, string? Reason, DateOnly? Expires, string Author, DateTimeOffset At, bool Override = false);

/// <summary>A record of the master data that differs in a scenario.</summary>
/// <param name="Key">The values of the table's key columns.</param>
/// <param name="Values">Values by column, as text; null deletes the record.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PatchInfo(string Table, IReadOnlyList<string> Key, IReadOnlyDictionary<string, string>? Values);

/// <summary>A bucket of the plan.</summary>
/// <param name="Zone">Null for the past and after the horizon.</param>
public sealed record PlanBucket(int Index, string Label, DateOnly First, DateOnly Last, int FiscalYear, int FiscalQuarter, Zone? Zone);

/// <param name="Members">How many members it has.</param>
/// <param name="Measures">Measures that are told apart by it.</param>
public sealed record PlanAttribute(string Name, string Title, int Members, IReadOnlyList<string> Measures);

/// <param name="Series">How many series it has in the plan.</param>
/// <param name="HasValues">True when some of them have a value.</param>
public sealed record PlanMeasure(string Name, string Title, int Series, bool HasValues);

/// <summary>What a plan is made of, as the master data of the scenario have it.</summary>
/// <param name="CutOff">The last day whose facts count.</param>
/// <param name="FirstPlanned">The first bucket that is planned: those before it are past.</param>
/// <param name="Quarters">Runs of buckets that make a fiscal quarter.</param>
public sealed record PlanStructureInfo(
    long Revision, long SnapshotId, string Currency, DateOnly CutOff, int FirstPlanned, IReadOnlyList<PlanBucket> Buckets, IReadOnlyList<BucketGroup> Quarters,
    IReadOnlyList<BucketGroup> FiscalYears, IReadOnlyList<PlanAttribute> Attributes, IReadOnlyList<PlanMeasure> Measures);

/// <param name="Title">What people read beside it, where there is something.</param>
/// <param name="Series">Series of the filter that have it.</param>
public sealed record MemberInfo(string Member, string? Title, int Series);

/// <summary>Whether there is a plan, and what it would be made with.</summary>
/// <param name="Started">True when there is a scenario.</param>
public sealed record PlanStatus(bool Started);

/// <summary>How to start a plan from a data snapshot.</summary>
/// <param name="Name">Name of the first scenario.</param>
/// <param name="Pattern">How time is cut: month, iso_week, split_week, weeks_4_4_5, weeks_4_5_4 or weeks_5_4_4.</param>
/// <param name="FiscalStart">First month of the fiscal year, 1 to 12.</param>
/// <param name="HistoryMonths">Months of the past that are part of the plan, 0 to 120; when left out, all of the sales history up to that.</param>
/// <param name="HorizonMonths">Months that are planned, 3 to 36.</param>
/// <param name="FrozenWeeks">Length of the frozen zone.</param>
/// <param name="FlexibleMonths">Length of the flexible zone.</param>
/// <param name="Currency">The reporting currency; when left out, the one most prices are in.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PlanOrder(
    long SnapshotId, string Name = "Baseline", string Pattern = "month", int FiscalStart = 1, int? HistoryMonths = null, int HorizonMonths = 18, int FrozenWeeks = 4,
    int FlexibleMonths = 3, string? Currency = null);

/// <param name="SnapshotId">A data snapshot, not older than the plan's.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SnapshotChoice(long SnapshotId);

/// <summary>A scenario to make.</summary>
/// <param name="FromScenario">Its head is what the scenario starts from; one of the two must be given.</param>
/// <param name="FromRevision">The revision it starts from.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ScenarioOrder(string Name, string? Description = null, long? FromScenario = null, long? FromRevision = null);

/// <summary>What to change of a scenario; what is left out stays.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ScenarioUpdate(string? Name = null, string? Description = null, bool? Archived = null);

/// <summary>A question for values.</summary>
/// <param name="Measures">Names of measures, 1 to 20.</param>
/// <param name="Revision">The revision to read; the head when left out.</param>
/// <param name="Level">Attributes the rows are made of, outermost first; none for the total alone.</param>
/// <param name="Filter">Members by attribute: only this part of the plan.</param>
/// <param name="From">First bucket; the first of the calendar when left out.</param>
/// <param name="To">Last bucket, inclusive; the last of the calendar when left out.</param>
/// <param name="Unit">What quantities are stated in.</param>
/// <param name="Subtotals">True for rows of the outer levels and of the total too.</param>
/// <param name="Actuals">True to show in past buckets what came of a plan.</param>
/// <param name="Periods">True for totals of fiscal quarters and years.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CellsOrder(
    IReadOnlyList<string> Measures, long? Revision = null, IReadOnlyList<string>? Level = null, IReadOnlyDictionary<string, IReadOnlyList<string>>? Filter = null,
    int? From = null, int? To = null, ValueUnit Unit = ValueUnit.PlanningUnits, bool Subtotals = false, bool Actuals = false, bool Periods = false);

/// <summary>Values, column by column.</summary>
/// <param name="Head">The head of the scenario at that moment.</param>
/// <param name="Rows">In the order of a tree: a group before its parts.</param>
/// <param name="QuarterLabels">The fiscal quarters totals are given for.</param>
public sealed record CellsAnswer(
    long Revision, long Head, int From, int To, ValueUnit Unit, IReadOnlyList<CellRowInfo> Rows, IReadOnlyList<string> QuarterLabels, IReadOnlyList<string> YearLabels,
    IReadOnlyList<MeasureCells> Measures);

/// <param name="Depth">0 for the total.</param>
/// <param name="Members">The member of each attribute down to its depth.</param>
/// <param name="Title">What people read beside the last member, where there is something.</param>
public sealed record CellRowInfo(int Depth, IReadOnlyList<string> Members, string? Title);

/// <summary>The values of one measure.</summary>
/// <param name="Reason">Why it has no value at this level at all; null when it may have.</param>
/// <param name="Values">Row by row, one for each bucket; null for none.</param>
/// <param name="Quarters">Row by row, one for each quarter.</param>
/// <param name="Years">Row by row, one for each fiscal year.</param>
/// <param name="Units">The unit of each row; null where there is no total.</param>
/// <param name="NoTotal">Why a row has no total.</param>
/// <param name="Series">How many series each row adds up.</param>
/// <param name="Outside">For each row the series that have a value but cannot be stated in the unit, because a conversion or a price is missing: its values are without them.</param>
/// <param name="Locked">Row by row, for each bucket the number of locked series; empty when nothing is locked.</param>
/// <param name="Edited">Row by row, for each bucket 1 when a series of it has another value than the stage wrote; empty when none has.</param>
/// <param name="Editable">Whether the caller may type, by zone, the past first.</param>
/// <param name="Refused">For each row why the caller may not type there although the zone is open; empty when there is no such row.</param>
public sealed record MeasureCells(
    string Name, string Title, UnitKind UnitKind, TimeAggregation OverTime, string? Reason, IReadOnlyList<double?> Values, IReadOnlyList<double?> Quarters, IReadOnlyList<double?> Years,
    IReadOnlyList<string?> Units, IReadOnlyList<string?> NoTotal, IReadOnlyList<int> Series, IReadOnlyList<int> Outside, IReadOnlyList<int> Locked, IReadOnlyList<int> Edited,
    IReadOnlyList<ZoneVerdict> Editable, IReadOnlyList<string?> Refused);

/// <param name="Zone">Null for the past.</param>
/// <param name="MayOverride">True when the caller may type all the same, with a reason.</param>
public sealed record ZoneVerdict(Zone? Zone, bool Allowed, string Reason, bool MayOverride);

/// <summary>Entries to make in a scenario, all or none.</summary>
/// <param name="Base">The revision the caller saw: cells others changed since are conflicts. Left out, entries apply to whatever is there.</param>
/// <param name="Message">What the change is for; made from the entries when left out.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EntriesOrder(IReadOnlyList<EntryOrder> Entries, long? Base = null, string? Message = null);

/// <summary>An entry to make.</summary>
/// <param name="Coordinates">Members by attribute; none for the grand total.</param>
/// <param name="From">First bucket, an index in the calendar.</param>
/// <param name="To">Last bucket, inclusive.</param>
/// <param name="Value">An amount for set and add, a factor for multiply (1.1 is ten percent more) and copy (1 when left out).</param>
/// <param name="Unit">What an amount is stated in.</param>
/// <param name="Total">True when the amount is for the buckets together.</param>
/// <param name="Spread">What an amount for many series is spread like.</param>
/// <param name="Like">With spread like: the measure. With copy: the measure copied from; its own when left out.</param>
/// <param name="Shift">With copy: buckets back that are read.</param>
/// <param name="Whole">True when series get whole numbers.</param>
/// <param name="Expires">The last day it counts.</param>
/// <param name="Override">True to type where the zone is closed, for who may; a reason is needed then.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EntryOrder(
    string Measure, int From, int To, EntryRule Rule, double? Value = null, IReadOnlyDictionary<string, IReadOnlyList<string>>? Coordinates = null,
    ValueUnit Unit = ValueUnit.PlanningUnits, bool Total = false, EntrySpread Spread = EntrySpread.Standard, string? Like = null, int Shift = 0, bool Whole = false,
    string? Reason = null, DateOnly? Expires = null, bool Override = false);

/// <summary>A change that was made, durably.</summary>
/// <param name="Revision">The new head; the old one when there was nothing to do.</param>
/// <param name="Previous">The revision it changed.</param>
/// <param name="Notes">What to know of it.</param>
public sealed record ChangeAnswer(long Revision, long? Previous, string Message, IReadOnlyList<string> Notes);

/// <summary>A cell somebody changed since the caller saw it.</summary>
/// <param name="Entry">Index of the caller's entry.</param>
/// <param name="Yours">What the caller typed.</param>
/// <param name="Before">What the caller saw.</param>
/// <param name="Theirs">What it is now.</param>
public sealed record CellConflict(
    int Entry, string Measure, IReadOnlyDictionary<string, IReadOnlyList<string>> Coordinates, int Bucket, double? Yours, double? Before, double? Theirs, string TheirAuthor,
    DateTimeOffset TheirAt, int Series);

/// <param name="Revision">The revision whose change is taken back.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RevertOrder(long Revision);

/// <param name="Source">The scenario whose changes would be taken over.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MergePreviewOrder(long Source);

/// <summary>What a merge would do.</summary>
/// <param name="Before">The common ancestor.</param>
/// <param name="Ours">The head that is merged into.</param>
/// <param name="Theirs">The head whose changes would be taken over.</param>
/// <param name="Changes">False when there is nothing to take over.</param>
public sealed record MergePreview(
    long Before, long Ours, long Theirs, bool Changes, IReadOnlyList<MergeConflictInfo> Conflicts, IReadOnlyList<PatchConflictInfo> PatchConflicts);

/// <summary>Cells both scenarios changed, by the same two entries.</summary>
/// <param name="Coordinates">What the values are stated for.</param>
/// <param name="Series">Series in conflict.</param>
/// <param name="OurEntry">The last entry there in the scenario merged into; null where it changed in another way.</param>
public sealed record MergeConflictInfo(
    string Id, string Measure, string MeasureTitle, IReadOnlyDictionary<string, IReadOnlyList<string>> Coordinates, string Part, int Bucket, string BucketLabel, int Series, ValueUnit Unit,
    double? Before, double? Ours, double? Theirs, EntryInfo? OurEntry, EntryInfo? TheirEntry);

/// <param name="Column">Null when one side deleted the record.</param>
public sealed record PatchConflictInfo(string Id, string Table, IReadOnlyList<string> Key, string? Column, string? Ours, string? Theirs);

/// <param name="Source">The scenario whose changes are taken over.</param>
/// <param name="Theirs">Its head as the preview showed it; refused when it moved.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MergeOrder(long Source, IReadOnlyList<ResolutionOrder> Resolutions, long? Theirs = null, string? Message = null);

/// <param name="Conflict">Id of the conflict.</param>
/// <param name="Value">With take value, in the unit of the conflict.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ResolutionOrder(string Conflict, Take Take, double? Value = null);

/// <summary>Two revisions to compare.</summary>
/// <param name="From">The first revision.</param>
/// <param name="To">The second revision.</param>
/// <param name="Measures">All that differ when left out.</param>
/// <param name="FirstBucket">The first that is planned when left out.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DiffOrder(
    long From, long To, IReadOnlyList<string>? Level = null, IReadOnlyDictionary<string, IReadOnlyList<string>>? Filter = null, IReadOnlyList<string>? Measures = null,
    ValueUnit Unit = ValueUnit.PlanningUnits, int? FirstBucket = null, int? LastBucket = null);

/// <param name="OnlyInFrom">Entries that count in the first revision only.</param>
/// <param name="OnlyInTo">Entries that count in the second only.</param>
public sealed record DiffAnswer(
    int FirstBucket, int LastBucket, IReadOnlyList<MeasureDiff> Measures, IReadOnlyList<EntryInfo> OnlyInFrom, IReadOnlyList<EntryInfo> OnlyInTo, IReadOnlyList<PatchInfo> FromPatches,
    IReadOnlyList<PatchInfo> ToPatches);

/// <param name="Rows">At most 1,000, the largest differences first.</param>
/// <param name="DifferentRows">How many differ in all.</param>
public sealed record MeasureDiff(string Name, string Title, string? Reason, int DifferentRows, IReadOnlyList<RowDiff> Rows);

public sealed record RowDiff(
    IReadOnlyList<string> Members, string? Title, string? Unit, IReadOnlyList<double?> From, IReadOnlyList<double?> To, double? FromTotal, double? ToTotal);

/// <summary>A value to explain.</summary>
/// <param name="Coordinates">Members by attribute; none for the grand total.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ExplainOrder(
    string Measure, int From, int To, IReadOnlyDictionary<string, IReadOnlyList<string>>? Coordinates = null, ValueUnit Unit = ValueUnit.PlanningUnits, long? Revision = null);

/// <summary>Where a value comes from.</summary>
/// <param name="Written">What the stage wrote, before any entry.</param>
/// <param name="WrittenBy">The stage that writes the measure.</param>
/// <param name="Definition">What the measure means.</param>
/// <param name="Series">Series it adds up.</param>
/// <param name="Effects">The entries that touch it, in the order they apply.</param>
/// <param name="Locks">Entries that lock a part of it.</param>
/// <param name="Operands">For a ratio its numerator and denominator.</param>
/// <param name="Sources">For facts the imports it comes from.</param>
/// <param name="Rows">The largest of the source rows.</param>
public sealed record ExplainAnswer(
    double? Value, string? Unit, double? Written, Stage WrittenBy, string Definition, int Series, IReadOnlyList<EffectInfo> Effects, IReadOnlyList<EntryInfo> Locks,
    IReadOnlyList<OperandInfo> Operands, long SnapshotId, IReadOnlyList<SourceInfo> Sources, IReadOnlyList<SourceRowInfo> Rows, IReadOnlyList<string> Notes);

/// <param name="Refusal">Why the entry had no effect.</param>
public sealed record EffectInfo(EntryInfo Entry, double? Before, double? After, string? Refusal);

public sealed record OperandInfo(string Measure, string Title, double? Value);

/// <param name="Rows">Source rows of the import that are part of the value.</param>
public sealed record SourceInfo(long ImportId, string Title, int Rows, double? Quantity);

/// <param name="Key">The row's key, for people.</param>
public sealed record SourceRowInfo(string Table, long ImportId, int Line, string Key, DateOnly? Date, double? Quantity);

/// <summary>Master data to change in a scenario.</summary>
/// <param name="Base">The revision the caller saw.</param>
/// <param name="SeriesLike">For a new item: the item whose places (locations, channels, regions) it is planned at too, by new item.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PatchesOrder(
    IReadOnlyList<PatchInfo> Patches, long? Base = null, string? Message = null, IReadOnlyDictionary<string, string>? SeriesLike = null);

/// <summary>Tells that something happened to a scenario.</summary>
/// <param name="Head">Where it points to now.</param>
/// <param name="Kind">How its new revision came about; null when it has no new one.</param>
/// <param name="Message">The message of the new revision, else the name of the scenario.</param>
public sealed record ScenarioMove(long Scenario, long Head, string Author, ScenarioChange Change, RevisionKind? Kind, string Message);
