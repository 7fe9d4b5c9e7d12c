using System.Collections.Immutable;

namespace Concord.Planning.Scenarios;

/// <summary>A value of the master data that both sides changed, differently. Null stands for a record that was deleted, or a value as in the basis.</summary>
public sealed record PatchConflict(string Table, ImmutableArray<string> Key, string? Column, string? Ours, string? Theirs)
{
    public string Id => $"{Table}/{string.Join('/', Key)}/{Column}";
}

/// <summary>The three-way merge of master data patches, column by column.</summary>
internal static class PatchMerge
{
    /// <param name="takeTheirs">For a conflict true to take their value, false to keep ours.</param>
    public static (ImmutableList<RecordPatch> Patches, IReadOnlyList<PatchConflict> Conflicts) Merge(
        ImmutableList<RecordPatch> before, ImmutableList<RecordPatch> ours, ImmutableList<RecordPatch> theirs, Func<PatchConflict, bool> takeTheirs)
    {
        if (ReferenceEquals(before, theirs))
            return (ours, []);
        if (ReferenceEquals(before, ours))
            return (theirs, []);
        var (old, own, other) = (Flat(before), Flat(ours), Flat(theirs));
        var merged = new SortedDictionary<string, RecordPatch>(own, StringComparer.Ordinal);
        var conflicts = new List<PatchConflict>();
        foreach (var name in old.Keys.Union(other.Keys).Order(StringComparer.Ordinal))
        {
            var (was, mine, yours) = (old.GetValueOrDefault(name), own.GetValueOrDefault(name), other.GetValueOrDefault(name));
            if (Equals(was, yours) || Equals(mine, yours))
                continue;
            if (Equals(was, mine))
            {
                Put(merged, name, yours);
            }
            else if (mine?.Values is not { } a || yours?.Values is not { } b)
            {
                var conflict = new PatchConflict((mine ?? yours!).Table, (mine ?? yours!).Key, null, Say(mine), Say(yours));
                conflicts.Add(conflict);
                if (takeTheirs(conflict))
                    Put(merged, name, yours);
            }
            else
            {
                var values = a;
                foreach (var column in b.Keys.Union(was?.Values?.Keys ?? []))
                {
                    var (x, y, z) = (was?.Values?.GetValueOrDefault(column), a.GetValueOrDefault(column), b.GetValueOrDefault(column));
                    if (x == z || y == z)
                        continue;
                    var take = x == y;
                    if (!take)
                    {
                        var conflict = new PatchConflict(mine.Table, mine.Key, column, y, z);
                        conflicts.Add(conflict);
                        take = takeTheirs(conflict);
                    }

                    if (take)
                        values = z is null ? values.Remove(column) : values.SetItem(column, z);
                }

                Put(merged, name, mine with { Values = values });
            }
        }

        return ([.. merged.Values], conflicts);
    }

    /// <summary>One patch a record: what they come to, applied in order. After a deletion new values make a new record.</summary>
    public static SortedDictionary<string, RecordPatch> Flat(IEnumerable<RecordPatch> patches)
    {
        var flat = new SortedDictionary<string, RecordPatch>(StringComparer.Ordinal);
        foreach (var patch in patches)
        {
            var name = $"{patch.Table}\u001f{string.Join('\u001f', patch.Key)}";
            flat[name] = patch.Values is { } values && flat.TryGetValue(name, out var known) && known.Values is { } old
                ? patch with { Values = old.SetItems(values) }
                : patch;
        }

        return flat;
    }

    private static void Put(SortedDictionary<string, RecordPatch> merged, string name, RecordPatch? patch)
    {
        if (patch is null)
            merged.Remove(name);
        else
            merged[name] = patch;
    }

    private static string? Say(RecordPatch? patch) => patch?.Values is { } values ? string.Join(", ", values.Select(v => $"{v.Key} {v.Value}")) : null;
}
