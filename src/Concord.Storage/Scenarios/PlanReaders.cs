using System.Collections.Concurrent;
using Concord.Storage.Data;

namespace Concord.Storage.Scenarios;

/// <summary>Lends out readers, so that a page is read without opening a connection.</summary>
internal sealed class PlanReaders(Database database) : IDisposable
{
    private readonly ConcurrentBag<PlanReader> _free = [];
    private volatile bool _disposed;

    public T Use<T>(Func<PlanReader, T> read)
    {
        if (!_free.TryTake(out var reader))
            reader = new PlanReader(database.Connect());
        try
        {
            return read(reader);
        }
        finally
        {
            _free.Add(reader);
            if (_disposed)
                Dispose();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_free.TryTake(out var reader))
            reader.Dispose();
    }
}
