using System.Collections.Immutable;
using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Scenarios;

/// <summary>How a revision came about.</summary>
public enum RevisionKind
{
    /// <summary>Facts of a data snapshot were loaded, or a stage wrote its results.</summary>
    Load,

    /// <summary>Somebody typed.</summary>
    Edit,

    Undo,
    Redo,

    /// <summary>An older revision's change was taken back, or the state of an older revision restored.</summary>
    Revert,

    /// <summary>The changes of another scenario were taken over.</summary>
    Merge,

    /// <summary>Entries came to the end of their time.</summary>
    Expiry,

    /// <summary>Master data of the scenario changed; entries were spread again where that moved them.</summary>
    MasterData,
}

/// <summary>What a data snapshot and a calendar make of a plan; revisions with the same basis have the same master data but for their patches.</summary>
/// <param name="Id">Number in the store.</param>
/// <param name="SnapshotId">The data snapshot.</param>
/// <param name="Calendar">Name of the bucket pattern, as <c>month</c>.</param>
/// <param name="FiscalStart">First month of the fiscal year, 1 to 12.</param>
/// <param name="FirstDay">A day in the first bucket; the same for all bases of a store, so that a bucket keeps its index.</param>
/// <param name="HorizonMonths">Length of the horizon from the cut-off on.</param>
/// <param name="FrozenWeeks">Length of the frozen zone [weeks].</param>
/// <param name="FlexibleMonths">Length of the flexible zone [months].</param>
/// <param name="Currency">The reporting currency.</param>
public sealed record PlanBasis(
    long Id, long SnapshotId, string Calendar, int FiscalStart, DateOnly FirstDay, int HorizonMonths, int FrozenWeeks, int FlexibleMonths, string Currency);

/// <summary>A record of the master data that differs in a scenario.</summary>
/// <param name="Table">Name of the table.</param>
/// <param name="Key">The values of its key columns, as canonical text, in the order of the table.</param>
/// <param name="Values">Canonical text by column; empty text takes a value away. Null deletes the record.</param>
public sealed record RecordPatch(string Table, ImmutableArray<string> Key, ImmutableSortedDictionary<string, string>? Values)
{
    /// <summary>Equal when they say the same, wherever they were read from.</summary>
    public bool Equals(RecordPatch? other) => other is not null && Table == other.Table && Key.AsSpan().SequenceEqual(other.Key.AsSpan())
        && (Values is null ? other.Values is null : other.Values is not null && Values.SequenceEqual(other.Values));

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Table);
        foreach (var part in Key)
            hash.Add(part);
        hash.Add(Values?.Count ?? -1);
        return hash.ToHashCode();
    }
}

/// <summary>What a revision says of itself; never changes.</summary>
/// <param name="Id">Unique over all scenarios, ascending in time.</param>
/// <param name="Parents">The revision it changes; for a merge then the one merged in; none for the first.</param>
/// <param name="Message">What was done, for people.</param>
/// <param name="Reverts">For undo, redo and revert the revision whose change was taken back.</param>
public sealed record RevisionInfo(
    long Id, ImmutableArray<long> Parents, RevisionKind Kind, string Author, DateTimeOffset At, string Message, long? Reverts = null);

/// <summary>The whole state of a plan. Immutable.</summary>
/// <param name="Cube">All values.</param>
/// <param name="Entries">The entries that count, in the order they apply.</param>
/// <param name="Patches">The master data that differ from the basis, in the order they apply: the later one wins.</param>
/// <param name="BasisId">Number of the <see cref="PlanBasis"/>.</param>
public sealed record PlanState(PlanCube Cube, ImmutableList<Entry> Entries, ImmutableList<RecordPatch> Patches, long BasisId)
{
    public static PlanState Empty { get; } = new(PlanCube.Empty, [], [], 0);

    /// <summary>What each stage was computed from, for the stages that have been.</summary>
    public ImmutableSortedDictionary<Stage, StageStamp> Stages { get; init; } = ImmutableSortedDictionary<Stage, StageStamp>.Empty;

    /// <summary>What is different in this scenario on purpose, in the order it was stated.</summary>
    public ImmutableList<Driver> Drivers { get; init; } = [];
}

/// <summary>An immutable state of the plan.</summary>
public sealed record Revision(RevisionInfo Info, PlanState State)
{
    public long Id => Info.Id;
}

/// <summary>A named branch that points at a revision.</summary>
/// <param name="Head">The newest revision.</param>
/// <param name="Origin">The revision it was made from.</param>
/// <param name="Archived">True when it is put away: kept, not listed, not changed.</param>
public sealed record Scenario(long Id, string Name, string? Description, long Head, long Origin, string Author, DateTimeOffset CreatedAt, bool Archived);
