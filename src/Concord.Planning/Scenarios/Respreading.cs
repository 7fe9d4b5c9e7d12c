using System.Collections.Immutable;
using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Scenarios;

/// <summary>An entry that applies nowhere any more: it stays on the list, and counts again when its place comes back.</summary>
public sealed record IdleEntry(Entry Entry, string Reason);

/// <summary>A plan whose entries were spread again.</summary>
/// <param name="Cells">Measures times buckets that were built anew.</param>
/// <param name="Idle">Entries that had no effect.</param>
public sealed record RespreadOutcome(PlanState State, int Cells, IReadOnlyList<IdleEntry> Idle)
{
    /// <summary>The idle entries as a sentence for people; null when there is none.</summary>
    public string? Note => Idle.Select(i => i.Entry.Id).Distinct().Count() is var count and > 0
        ? $"{count:#,0} {(count == 1 ? "entry has" : "entries have")} no effect any more, first {Idle[0].Entry.Measure} of {Idle[0].Entry.Coordinates} by {Idle[0].Entry.Author}: {Idle[0].Reason}"
        : null;
}

/// <summary>
/// Spreads entries again, from what the stages wrote. Needed when the hierarchy changed (what was typed for a family counts for the items it has now),
/// and when entries come to the end of their time. Buckets in which nothing of that happened are left as they are, bit for bit.
/// </summary>
public static class Respreading
{
    /// <summary>Spreads again what a change of the hierarchy moves.</summary>
    /// <param name="state">The plan, with values as the old structure has them.</param>
    /// <param name="from">The old structure.</param>
    /// <param name="to">The new one.</param>
    public static RespreadOutcome AfterHierarchyChange(PlanState state, PlanStructure from, PlanStructure to)
    {
        var moved = state.Entries.Where(e => !Selected(from, e).AsSpan().SequenceEqual(Selected(to, e)));
        return Rebuild(state, to, moved);
    }

    /// <summary>Spreads again what new facts and a new hierarchy move: all entries of the measures that were loaded, and those whose series are others now.</summary>
    /// <param name="state">The plan with the new facts.</param>
    /// <param name="from">The old structure.</param>
    /// <param name="to">The new one.</param>
    /// <param name="loaded">Measures whose values are new.</param>
    public static RespreadOutcome OnNewFacts(PlanState state, PlanStructure from, PlanStructure to, IReadOnlyCollection<string> loaded) =>
        Rebuild(state, to, state.Entries.Where(e => loaded.Contains(e.Measure) || !Selected(from, e).AsSpan().SequenceEqual(Selected(to, e))));

    /// <summary>
    /// Spreads again the entries a merge took over that reach other series here than where they were typed, as when only one of the scenarios moved an item to
    /// another family.
    /// </summary>
    /// <param name="state">The merged plan.</param>
    /// <param name="ours">The plan that was merged into.</param>
    /// <param name="there">The structure of the scenario whose changes were taken over.</param>
    /// <param name="here">The structure of the merged plan.</param>
    public static RespreadOutcome AfterMerge(PlanState state, PlanState ours, PlanStructure there, PlanStructure here)
    {
        if (ReferenceEquals(there, here))
            return new RespreadOutcome(state, 0, []);
        var own = ours.Entries.Select(e => e.Id).ToHashSet();
        return Rebuild(state, here, state.Entries.Where(e => !own.Contains(e.Id) && !Selected(there, e).AsSpan().SequenceEqual(Selected(here, e))));
    }

    /// <summary>Takes out the entries whose last day is before a day. Null when there is none.</summary>
    public static RespreadOutcome? Expire(PlanState state, PlanStructure structure, DateOnly today)
    {
        var over = state.Entries.Where(e => e.Expires < today).ToList();
        return over.Count == 0 ? null : Without(state, structure, over);
    }

    /// <summary>Takes entries out as if they had never been made; the others are spread again where they touch the same buckets.</summary>
    public static RespreadOutcome Without(PlanState state, PlanStructure structure, IReadOnlyCollection<Entry> entries)
    {
        var ids = entries.Select(e => e.Id).ToHashSet();
        return Rebuild(state with { Entries = state.Entries.RemoveAll(e => ids.Contains(e.Id)) }, structure, entries);
    }

    private static RespreadOutcome Rebuild(PlanState state, PlanStructure structure, IEnumerable<Entry> causes)
    {
        var edit = new CubeEdit(state.Cube, structure.SeriesCount);
        var spreading = new Spreading(structure, edit);
        var idle = new List<IdleEntry>();
        var cells = 0;
        var byMeasure = causes.GroupBy(e => e.Measure).ToDictionary(g => g.Key, g => g.ToList());

        // In the order of the pipeline: a measure may be spread like an earlier one.
        foreach (var measure in MeasureRegistry.All.Where(m => byMeasure.ContainsKey(m.Name)))
        {
            var entries = state.Entries.FindAll(e => e.Measure == measure.Name);
            var buckets = Buckets(byMeasure[measure.Name], entries, structure.Calendar.Count);
            Restore(edit, measure.Name, buckets, structure.SeriesCount(measure.Name));
            cells += buckets.Count;
            foreach (var entry in entries)
            {
                foreach (var part in Parts(entry, buckets))
                {
                    if (spreading.Apply(part).Refusal is { } reason)
                        idle.Add(new IdleEntry(entry, reason));
                }
            }
        }

        return new RespreadOutcome(state with { Cube = edit.Build() }, cells, idle);
    }

    /// <summary>All buckets of the causes, and of every entry that was typed for several buckets together with one of them.</summary>
    private static SortedSet<int> Buckets(List<Entry> causes, ImmutableList<Entry> entries, int count)
    {
        var buckets = new SortedSet<int>();
        foreach (var entry in causes)
            Add(entry);
        int before;
        do
        {
            before = buckets.Count;
            foreach (var entry in entries.Where(e => e.Total && buckets.GetViewBetween(e.FirstBucket, e.LastBucket).Count > 0))
                Add(entry);
        }
        while (buckets.Count > before);
        return buckets;

        void Add(Entry entry)
        {
            for (var bucket = entry.FirstBucket; bucket <= Math.Min(entry.LastBucket, count - 1); bucket++)
                buckets.Add(bucket);
        }
    }

    private static void Restore(CubeEdit edit, string measure, SortedSet<int> buckets, int series)
    {
        var all = Enumerable.Range(0, series).ToArray();
        var (values, none) = (new double[series], new double[series]);
        Array.Fill(none, double.NaN);
        foreach (var bucket in buckets)
        {
            edit.Gather(measure, LayerKind.Written, bucket, all, values);
            edit.Scatter(measure, LayerKind.Values, bucket, all, values);
            edit.Scatter(measure, LayerKind.Locks, bucket, all, none);
        }
    }

    /// <summary>The entry bucket by bucket, so that one bucket that refuses it leaves the others alone; whole where it was typed for its buckets together.</summary>
    private static IEnumerable<Entry> Parts(Entry entry, SortedSet<int> buckets)
    {
        var within = buckets.GetViewBetween(entry.FirstBucket, entry.LastBucket);
        if (!entry.Total)
            return within.Select(bucket => entry with { FirstBucket = bucket, LastBucket = bucket });

        // All its buckets are built anew, or none is.
        return within.Count == 0 ? [] : [entry];
    }

    private static int[] Selected(PlanStructure structure, Entry entry) =>
        MeasureRegistry.TryMeasure(entry.Measure, out var measure) && structure.Spaces.TryGetValue(measure.Grain & ~Grain.Bucket, out var space)
        && space.Attributes.Has(entry.Coordinates)
            ? space.Attributes.Select(entry.Coordinates)
            : [];
}
