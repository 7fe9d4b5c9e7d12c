using System.Collections.Immutable;
using System.Globalization;
using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Scenarios;

/// <summary>Cells of one bucket that both scenarios changed, by the same pair of entries: one question to the person who merges.</summary>
/// <param name="Id">The same for as long as neither scenario moves there.</param>
/// <param name="Part">What the values are stated for: of the two entries the coordinates of the narrower one.</param>
/// <param name="Series">Series in conflict.</param>
/// <param name="Unit">What the values are stated in.</param>
/// <param name="Before">The value in the common ancestor.</param>
/// <param name="OurEntry">The last entry of ours there; null where ours changed in another way.</param>
/// <param name="TheirEntry">The last entry of theirs there.</param>
public sealed record MergeConflict(
    string Id, string Measure, Coordinates Part, int Bucket, IReadOnlyList<int> Series, ValueUnit Unit, double Before, double Ours, double Theirs, Entry? OurEntry, Entry? TheirEntry);

public enum Take
{
    Ours,
    Theirs,

    /// <summary>Another value, typed by the person who merges.</summary>
    Value,
}

/// <param name="Conflict">Its number.</param>
/// <param name="Value">With <see cref="Take.Value"/>, in the unit of the conflict.</param>
public sealed record Resolution(string Conflict, Take Take, double Value);

/// <summary>What a merge would do.</summary>
/// <param name="State">The merged plan, with conflicts as they were resolved, and ours where they were not. Entries are not yet spread again where patches moved the hierarchy.</param>
/// <param name="Open">Conflicts without a resolution: as long as there is one, the merge must not be kept.</param>
/// <param name="Cells">Conflicts, resolved ones too.</param>
/// <param name="ChangedPages">Pages taken over.</param>
/// <param name="Typed">For resolutions with a value the entries that make it.</param>
public sealed record MergeOutcome(
    PlanState State, IReadOnlyList<MergeConflict> Cells, IReadOnlyList<PatchConflict> Patches, IReadOnlyList<string> Open, int ChangedPages, IReadOnlyList<Entry> Typed);

/// <summary>Takes the changes of one scenario over into another: a three-way merge against their common ancestor, cell by cell.</summary>
public static class Merging
{
    /// <param name="before">The common ancestor.</param>
    /// <param name="ours">The scenario that is merged into.</param>
    /// <param name="theirs">The scenario whose changes are taken over.</param>
    /// <param name="structure">The structure of ours.</param>
    /// <param name="resolutions">What to do about conflicts, by their number.</param>
    /// <param name="author">Who merges: the author of typed values.</param>
    /// <param name="at">When.</param>
    /// <param name="newEntry">Gives the numbers of new entries.</param>
    public static MergeOutcome Merge(
        PlanState before, PlanState ours, PlanState theirs, PlanStructure structure, IReadOnlyList<Resolution> resolutions, string author, DateTimeOffset at, Func<long> newEntry)
    {
        var byId = resolutions.ToDictionary(r => r.Conflict, StringComparer.Ordinal);
        var (cube, cells) = CellMerge.Merge(before.Cube, ours.Cube, theirs.Cube);
        var (ownLast, otherLast) = (new LastEntries(ours, before, structure), new LastEntries(theirs, before, structure));

        // What neither side typed was computed on both: ours stays, and the stage runs again after the merge.
        var conflicts = cells.SelectMany(c => Conflicts(c, before, ours, theirs, structure, ownLast, otherLast))
            .Where(c => c.OurEntry is not null || c.TheirEntry is not null || MeasureRegistry.Measure(c.Measure).WrittenBy == Stage.Data).ToList();
        var entries = EntryMerge.Merge(before.Entries, ours.Entries, theirs.Entries);
        foreach (var conflict in conflicts)
        {
            switch (byId.GetValueOrDefault(conflict.Id)?.Take)
            {
                case Take.Theirs:
                    cube = CellMerge.Take(cube, theirs.Cube, [new ConflictingCells(conflict.Measure, conflict.Bucket, conflict.Series)], structure.SeriesCount);
                    break;
                case Take.Ours when conflict is { OurEntry: { } own, TheirEntry: not null }:
                    // Spread again, the entry that won must be the later one.
                    var last = entries.FindIndex(e => e.Id == own.Id);
                    if (last >= 0)
                        entries = entries.RemoveAt(last).Add(own);
                    break;
            }
        }

        var typed = conflicts.Where(c => byId.GetValueOrDefault(c.Id) is { Take: Take.Value }).Select(c =>
            new Entry(newEntry(), c.Measure, c.Part, c.Bucket, c.Bucket, EntryRule.Set, byId[c.Id].Value, c.Unit, author, at) { Reason = "Agreed when scenarios were merged" }).ToList();
        var (patches, patchConflicts) = PatchMerge.Merge(before.Patches, ours.Patches, theirs.Patches, c => byId.GetValueOrDefault(c.Id)?.Take == Take.Theirs);
        var state = ours with { Cube = cube, Entries = entries, Patches = patches, Drivers = DriversOf(before, ours, theirs) };
        string[] open = [.. conflicts.Select(c => c.Id).Concat(patchConflicts.Select(p => p.Id)).Where(id => !byId.ContainsKey(id))];
        if (typed.Count > 0)
        {
            var edited = Editing.Apply(state, structure, typed);
            if (edited.Refused is { } refused)
                open = [.. open, conflicts.First(c => c.Measure == typed[refused.Index].Measure && c.Bucket == typed[refused.Index].FirstBucket && c.Part.Equals(typed[refused.Index].Coordinates)).Id];
            state = edited.State;
        }

        return new MergeOutcome(state, conflicts, patchConflicts, open, PlanCube.Differences(ours.Cube, state.Cube).Count(), typed);
    }

    /// <summary>Drivers theirs added or took away since the common ancestor are taken over; of two changes of one driver ours counts.</summary>
    internal static ImmutableList<Driver> DriversOf(PlanState before, PlanState ours, PlanState theirs)
    {
        var merged = ours.Drivers.RemoveAll(d => before.Drivers.Contains(d) && !theirs.Drivers.Contains(d));
        return merged.AddRange(theirs.Drivers.Where(d => !before.Drivers.Contains(d) && !merged.Exists(own => own.Name == d.Name)));
    }

    private static IEnumerable<MergeConflict> Conflicts(
        ConflictingCells cells, PlanState before, PlanState ours, PlanState theirs, PlanStructure structure, LastEntries ownLast, LastEntries otherLast)
    {
        var measure = MeasureRegistry.Measure(cells.Measure);
        var space = structure.Of(measure);
        var pairs = new Dictionary<(long Ours, long Theirs), (Entry? Ours, Entry? Theirs, List<int> Series)>();
        foreach (var series in cells.Series)
        {
            var (own, other) = (ownLast.Of(cells.Measure, cells.Bucket, series), otherLast.Of(cells.Measure, cells.Bucket, series));
            var key = (own?.Id ?? 0, other?.Id ?? 0);
            if (!pairs.TryGetValue(key, out var pair))
                pairs.Add(key, pair = (own, other, []));
            pair.Series.Add(series);
        }

        foreach (var (key, (ourEntry, theirEntry, series)) in pairs.OrderBy(p => p.Key))
        {
            var part = Narrower(space, ourEntry, theirEntry);
            // One series alone is named as itself where no entry names a part.
            part ??= PartOf(space, series);
            var unit = UnitOf(structure, measure, part);
            yield return new MergeConflict(
                string.Create(CultureInfo.InvariantCulture, $"{cells.Measure}/{cells.Bucket}/{key.Ours}/{key.Theirs}"), cells.Measure, part, cells.Bucket, series, unit,
                CellReader.Value(before.Cube, structure, measure, part, cells.Bucket, unit), CellReader.Value(ours.Cube, structure, measure, part, cells.Bucket, unit),
                CellReader.Value(theirs.Cube, structure, measure, part, cells.Bucket, unit), ourEntry, theirEntry);
        }
    }

    private static Coordinates? Narrower(SeriesSpace space, Entry? one, Entry? other)
    {
        if (one is null || other is null)
            return (one ?? other)?.Coordinates;
        return space.Attributes.Select(one.Coordinates).Length <= space.Attributes.Select(other.Coordinates).Length ? one.Coordinates : other.Coordinates;
    }

    private static Coordinates PartOf(SeriesSpace space, List<int> series)
    {
        var catalog = space.Attributes.Catalog;
        return Coordinates.Of(catalog.Keys.Select((key, i) =>
            new KeyValuePair<string, IReadOnlyList<string>>(key, [.. series.Select(s => catalog.Coordinate(s)[i])])));
    }

    private static ValueUnit UnitOf(PlanStructure structure, MeasureDefinition measure, Coordinates part)
    {
        var series = structure.Of(measure).Attributes.Select(part);
        return UnitFactors.Common(structure.Of(measure), measure, ValueUnit.PlanningUnits, series).NoTotal is null ? ValueUnit.PlanningUnits : ValueUnit.ItemUnits;
    }
}
