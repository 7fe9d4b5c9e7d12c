using System.Collections.Immutable;
using Concord.Planning.Cube;

namespace Concord.Planning.Scenarios;

/// <summary>The three-way merge of lists of entries.</summary>
internal static class EntryMerge
{
    /// <summary>Ours, less what theirs dropped since the common ancestor, and what theirs added behind what it stands behind there.</summary>
    public static ImmutableList<Entry> Merge(ImmutableList<Entry> before, ImmutableList<Entry> ours, ImmutableList<Entry> theirs)
    {
        if (ReferenceEquals(before, theirs))
            return ours;
        if (ReferenceEquals(before, ours))
            return theirs;
        var (old, own, other) = (Ids(before), Ids(ours), Ids(theirs));
        var merged = ours.RemoveAll(e => old.Contains(e.Id) && !other.Contains(e.Id));
        if (other.IsSubsetOf(own))
            return merged;

        // An entry that comes back goes where it was: in front of the next one that both know. Each is put there once, in one pass.
        var behind = merged.Select(e => e.Id).Where(old.Contains).ToHashSet();
        var (waiting, inFrontOf) = (new List<Entry>(), new Dictionary<long, List<Entry>>());
        foreach (var entry in theirs)
        {
            if (behind.Contains(entry.Id) && waiting.Count > 0)
            {
                inFrontOf.Add(entry.Id, waiting);
                waiting = [];
            }
            else if (!old.Contains(entry.Id) && !own.Contains(entry.Id))
            {
                waiting.Add(entry);
            }
        }

        return [.. merged.SelectMany(e => inFrontOf.TryGetValue(e.Id, out var returned) ? returned.Append(e) : [e]), .. waiting];
    }

    private static HashSet<long> Ids(ImmutableList<Entry> entries) => [.. entries.Select(e => e.Id)];
}
