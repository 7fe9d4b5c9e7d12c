using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Scenarios;

/// <summary>An entry that cannot be applied.</summary>
/// <param name="Index">Its place among the entries given.</param>
public sealed record RefusedEntry(int Index, string Reason, string? Hint);

/// <summary>What entries make of a plan.</summary>
/// <param name="State">The plan with all of them; the plan as it was when one is refused.</param>
/// <param name="Refused">The first entry that cannot be applied; null when all were.</param>
/// <param name="Notes">What to know of entries that were applied.</param>
public sealed record EditOutcome(PlanState State, RefusedEntry? Refused, IReadOnlyList<string> Notes);

/// <summary>A cell somebody else changed while an entry for it was being typed.</summary>
/// <param name="Index">The entry, by its place among those given.</param>
/// <param name="Before">What the part of the plan was when the entry was typed, in the entry's unit.</param>
/// <param name="Theirs">What it is now.</param>
/// <param name="TheirEntry">The entry that changed it last; null where it was another change, such as an undo.</param>
/// <param name="Series">Series that others changed.</param>
public sealed record EditConflict(int Index, int Bucket, double Before, double Theirs, Entry? TheirEntry, int Series);

/// <summary>Applies what people type.</summary>
public static class Editing
{
    /// <summary>Applies entries in order, all or none.</summary>
    public static EditOutcome Apply(PlanState state, PlanStructure structure, IReadOnlyList<Entry> entries)
    {
        var edit = new CubeEdit(state.Cube, structure.SeriesCount);
        var spreading = new Spreading(structure, edit);
        var notes = new List<string>();
        for (var i = 0; i < entries.Count; i++)
        {
            var outcome = spreading.Apply(entries[i]);
            if (outcome.Refusal is { } refusal)
                return new EditOutcome(state, new RefusedEntry(i, refusal, outcome.Hint), []);
            if (outcome.Note is { } note)
                notes.Add(note);
        }

        return new EditOutcome(state with { Cube = edit.Build(), Entries = state.Entries.AddRange(entries) }, null, notes);
    }

    /// <summary>
    /// What others changed in the cells of new entries since they were typed. Empty when the entries may be applied to the newest state as they are:
    /// different cells never conflict, and nobody conflicts with himself.
    /// </summary>
    /// <param name="seen">The plan as the author of the entries saw it.</param>
    /// <param name="now">The plan as it is.</param>
    /// <param name="structure">Its structure.</param>
    /// <param name="entries">The new entries, all by one author.</param>
    public static IReadOnlyList<EditConflict> Conflicts(PlanState seen, PlanState now, PlanStructure structure, IReadOnlyList<Entry> entries)
    {
        if (ReferenceEquals(seen.Cube, now.Cube))
            return [];
        var conflicts = new List<EditConflict>();
        var last = new LastEntries(now, seen, structure);
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (!MeasureRegistry.TryMeasure(entry.Measure, out var measure) || !structure.Spaces.TryGetValue(measure.Grain & ~Grain.Bucket, out var space)
                || !space.Attributes.Has(entry.Coordinates))
                continue;
            var (old, fresh) = (seen.Cube.Values(entry.Measure), now.Cube.Values(entry.Measure));
            if (ReferenceEquals(old, fresh))
                continue;
            var series = space.Attributes.Select(entry.Coordinates);
            for (var bucket = entry.FirstBucket; bucket <= Math.Min(entry.LastBucket, structure.Calendar.Count - 1); bucket++)
            {
                var different = Layers.Different(old, fresh, bucket, series);
                if (different.Count == 0)
                    continue;
                different.RemoveAll(one => last.Of(entry.Measure, bucket, one)?.Author == entry.Author);
                if (different.Count == 0)
                    continue;
                var theirs = different.Select(one => last.Of(entry.Measure, bucket, one)).OfType<Entry>().MaxBy(e => e.Id);
                conflicts.Add(new EditConflict(
                    i, bucket, CellReader.Value(seen.Cube, structure, measure, entry.Coordinates, bucket, entry.Unit),
                    CellReader.Value(now.Cube, structure, measure, entry.Coordinates, bucket, entry.Unit), theirs, different.Count));
            }
        }

        return conflicts;
    }
}
