using Concord.Planning.Scenarios;

namespace Concord.Storage.Scenarios;

/// <summary>Who descends from whom. A revision's number is above those of its parents. Used by one thread at a time.</summary>
internal sealed class RevisionGraph
{
    private readonly Dictionary<long, RevisionInfo> _revisions = [];

    public RevisionGraph(IEnumerable<RevisionInfo> log)
    {
        foreach (var info in log)
            Add(info);
    }

    public void Add(RevisionInfo info) => _revisions[info.Id] = info;

    public RevisionInfo? Find(long id) => _revisions.GetValueOrDefault(id);

    /// <summary>The revision and its first parents, newest first.</summary>
    public IEnumerable<RevisionInfo> FirstParents(long id)
    {
        for (var info = Find(id); info is not null; info = info.Parents.IsEmpty ? null : Find(info.Parents[0]))
            yield return info;
    }

    /// <summary>True when the one is the other, or the other was made from it, merges included.</summary>
    public bool IsAncestor(long ancestor, long of)
    {
        if (ancestor == of)
            return true;
        var seen = new HashSet<long> { of };
        var waiting = new Stack<long>(seen);
        while (waiting.TryPop(out var id))
        {
            foreach (var parent in Find(id)?.Parents ?? [])
            {
                if (parent == ancestor)
                    return true;
                if (parent > ancestor && seen.Add(parent))
                    waiting.Push(parent);
            }
        }

        return false;
    }

    /// <summary>The newest revision both were made from, merges included; null when they have nothing in common.</summary>
    public long? CommonAncestor(long one, long other)
    {
        // From the newest to the oldest, so that a revision is looked at when all its descendants have been: the first that both have reached is the newest.
        var reachedBy = new Dictionary<long, int> { [one] = 1 };
        reachedBy[other] = reachedBy.GetValueOrDefault(other) | 2;
        var waiting = new PriorityQueue<long, long>(reachedBy.Keys.Select(id => (id, -id)));
        while (waiting.TryDequeue(out var id, out _))
        {
            var by = reachedBy[id];
            if (by == 3)
                return id;
            foreach (var parent in Find(id)?.Parents ?? [])
            {
                if (!reachedBy.TryGetValue(parent, out var known))
                    waiting.Enqueue(parent, -parent);
                reachedBy[parent] = known | by;
            }
        }

        return null;
    }
}
