using System.Collections.Concurrent;

namespace Concord.Storage.Scenarios;

/// <summary>Objects of the database by number, as long as somebody else holds them: what is read twice is shared. For any number of threads.</summary>
internal sealed class WeakTable<T>
    where T : class
{
    private readonly ConcurrentDictionary<long, WeakReference<T>> _known = [];
    private int _sweepAt = 1 << 16;

    /// <summary>The object of a number; made when nobody holds it.</summary>
    public T GetOrAdd(long id, Func<long, T> make)
    {
        while (true)
        {
            if (_known.TryGetValue(id, out var reference))
            {
                if (reference.TryGetTarget(out var known))
                    return known;
                var fresh = make(id);
                if (_known.TryUpdate(id, new WeakReference<T>(fresh), reference))
                    return fresh;
            }
            else
            {
                var fresh = make(id);
                if (_known.TryAdd(id, new WeakReference<T>(fresh)))
                {
                    Sweep();
                    return fresh;
                }
            }
        }
    }

    public bool TryGet(long id, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? known)
    {
        known = null;
        return _known.TryGetValue(id, out var reference) && reference.TryGetTarget(out known);
    }

    private void Sweep()
    {
        // Count takes all locks of the dictionary, so it is asked for only now and then.
        if (Interlocked.Decrement(ref _sweepAt) != 0)
            return;
        foreach (var (id, reference) in _known)
        {
            if (!reference.TryGetTarget(out _))
                _known.TryRemove(new KeyValuePair<long, WeakReference<T>>(id, reference));
        }

        Interlocked.Exchange(ref _sweepAt, Math.Max(1 << 16, _known.Count));
    }
}
