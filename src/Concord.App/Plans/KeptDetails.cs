using Concord.Planning.Scenarios;

namespace Concord.App.Plans;

/// <summary>What stages said, read from the database once: a key names what never changes. Of the rest, what was asked for longest ago is let go.</summary>
/// <param name="read">Reads it from where it is kept for good; null when it is not there.</param>
/// <param name="most">Most kept in memory.</param>
internal sealed class KeptDetails(Func<string, StageDetails?> read, int most = 16)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(string Key, Lazy<StageDetails?> Details)> _newest = [];

    /// <summary>What a stage said; null when it is not there. Callers read it, they never write into it.</summary>
    public StageDetails? Of(string key)
    {
        Lazy<StageDetails?> details;
        lock (_lock)
        {
            details = Kept(key) ?? new(() => read(key));
            _newest.AddFirst((key, details));
            if (_newest.Count > most)
                _newest.RemoveLast();
        }

        // Outside of the lock: who asks for something else does not wait.
        StageDetails? known = null;
        try
        {
            return known = details.Value;
        }
        finally
        {
            // What could not be read is tried again.
            if (known is null)
            {
                lock (_lock)
                    Kept(key);
            }
        }
    }

    /// <summary>Takes it out, to be put in front.</summary>
    private Lazy<StageDetails?>? Kept(string key)
    {
        for (var node = _newest.First; node is not null; node = node.Next)
        {
            if (node.Value.Key != key)
                continue;
            _newest.Remove(node);
            return node.Value.Details;
        }

        return null;
    }
}
