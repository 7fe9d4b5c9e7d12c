using System.Collections.Immutable;
using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Storage.Scenarios;

/// <summary>
/// Keeps plans: what every database must do for them. What a method has returned from is durable: no crash loses it, and none leaves half of it.
/// Safe for many threads.
/// </summary>
public interface IPlanStore
{
    // Series and bases

    /// <summary>The catalogs of all grains that have series.</summary>
    IReadOnlyList<SeriesCatalog> Catalogs();

    /// <summary>Adds coordinates to the catalog of a grain, behind those it has; known ones are passed over.</summary>
    /// <returns>The catalog as it is now.</returns>
    SeriesCatalog AddSeries(Grain grain, IReadOnlyList<IReadOnlyList<string>> coordinates);

    /// <summary>Keeps a basis.</summary>
    /// <returns>It, with its number.</returns>
    PlanBasis AddBasis(PlanBasis basis);

    IReadOnlyList<PlanBasis> Bases();

    // Scenarios

    /// <summary>All scenarios, archived ones too, oldest first.</summary>
    IReadOnlyList<Scenario> Scenarios();

    /// <summary>Makes a scenario that points at a revision.</summary>
    /// <exception cref="PlanStoreException">The name is taken, or there is no such revision.</exception>
    Scenario AddScenario(string name, string? description, long head, string author, DateTimeOffset at);

    /// <summary>Changes name, description and whether it is archived.</summary>
    /// <exception cref="PlanStoreException">The name is taken, or there is no such scenario.</exception>
    Scenario SaveScenario(long id, string name, string? description, bool archived);

    // Revisions

    /// <summary>The next free number of a revision and of an entry; the caller counts on from there.</summary>
    (long Revision, long Entry) NextIds();

    /// <summary>
    /// Keeps revisions, each the child of the one before, and moves the scenario's head to the last of them, all or nothing. Pages without a number get one.
    /// </summary>
    /// <param name="scenario">The scenario to move; null for revisions that no scenario points at yet.</param>
    /// <param name="from">The revision the first of them changes; null for the first revision of all.</param>
    /// <param name="revisions">At least one, in order.</param>
    /// <returns>False when the head is not <paramref name="from"/> any more: nothing was kept.</returns>
    bool TryCommit(long? scenario, Revision? from, IReadOnlyList<Revision> revisions);

    /// <summary>What revisions say of themselves, without their values: all of them, ascending. They outlive compaction.</summary>
    IReadOnlyList<RevisionInfo> Log();

    /// <summary>A revision with its state; the values of its pages are read when asked for.</summary>
    /// <exception cref="PlanStoreException">No such revision, or compaction has dropped its values.</exception>
    Revision Revision(long id);

    /// <summary>The entries and patches a revision added and dropped, against its first parent.</summary>
    RevisionChange Change(long id);

    // Stages

    /// <summary>Keeps what a stage said beside its measures, for revisions that name it.</summary>
    /// <param name="at">Now: compaction leaves alone what is younger than a day, as its revision may still be on its way.</param>
    /// <returns>Its key, the same for the same content.</returns>
    string SaveDetails(StageDetails details, DateTimeOffset at);

    /// <summary>What a stage said; null when it is not there, or in a form this version does not know.</summary>
    StageDetails? Details(string key);

    // Plan of record, retention

    /// <summary>Marks a revision as the plan of record: compaction never touches it.</summary>
    void SavePlanOfRecord(long revision, string name, string author, DateTimeOffset at);

    IReadOnlyList<PlanOfRecord> PlansOfRecord();

    /// <summary>Drops the values of old revisions by a stated rule; their log stays. Runs beside readers and writers.</summary>
    CompactionResult Compact(RetentionRule rule, DateTimeOffset now, CancellationToken token);
}

/// <summary>What a revision changed beside values.</summary>
/// <param name="Added">Entries it added, in order.</param>
/// <param name="Dropped">Numbers of entries that no longer count.</param>
public sealed record RevisionChange(ImmutableArray<Entry> Added, ImmutableArray<long> Dropped, ImmutableArray<RecordPatch> AddedPatches);

/// <summary>A revision management approved.</summary>
public sealed record PlanOfRecord(long Revision, string Name, string Author, DateTimeOffset At);

/// <summary>Which revisions keep their values.</summary>
/// <param name="KeepDays">Revisions younger than this keep them [days], 0 or more. Beside them always: plans of record, heads and origins of scenarios, and the revisions where scenarios part.</param>
public sealed record RetentionRule(int KeepDays)
{
    public static RetentionRule Standard { get; } = new(90);
}

/// <param name="RevisionsDropped">Revisions whose values are gone now.</param>
/// <param name="PagesDropped">Pages nothing reaches any more.</param>
/// <param name="BytesFreed">Bytes of the database file that were given back, or can be used again.</param>
public sealed record CompactionResult(int RevisionsDropped, long PagesDropped, long BytesFreed);

/// <summary>A request the store refuses; the message is for people.</summary>
public sealed class PlanStoreException(string message) : Exception(message);

/// <summary>What the database holds of a plan is not what was written there.</summary>
public sealed class PlanDamagedException(string message) : IOException(message);
