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
        for (var i = 0; i < theirs.Count; i++)
        {
            var entry = theirs[i];
            if (old.Contains(entry.Id) || own.Contains(entry.Id))
                continue;

            // An entry that comes back goes where it was: in front of those that stood behind it.
            var next = -1;
            for (var j = i + 1; j < theirs.Count && next < 0; j++)
            {
                if (old.Contains(theirs[j].Id))
                    next = merged.FindIndex(e => e.Id == theirs[j].Id);
            }

            merged = next < 0 ? merged.Add(entry) : merged.Insert(next, entry);
        }

        return merged;
    }

    private static HashSet<long> Ids(ImmutableList<Entry> entries) => [.. entries.Select(e => e.Id)];
}
