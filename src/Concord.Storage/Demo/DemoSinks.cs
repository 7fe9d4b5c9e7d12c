using Concord.Planning.Data;
using Concord.Storage.Data;

namespace Concord.Storage.Demo;

/// <summary>The files of a demo in the making, one per canonical table; rows go to disk as they arise.</summary>
internal sealed class DemoSinks(string folder) : IDisposable
{
    private readonly SortedDictionary<string, (IDisposable Writer, Func<long> Rows)> _open = new(StringComparer.Ordinal);

    /// <summary>The writer of a table, opened on first use.</summary>
    public CanonicalCsvWriter<T> Of<T>()
    {
        var table = DataModel.Table<T>().Name;
        if (!_open.TryGetValue(table, out var found))
        {
            var writer = new CanonicalCsvWriter<T>(new FileStream(Path.Combine(folder, table + ".csv"), FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16));
            _open[table] = found = (writer, () => writer.Rows);
        }

        return (CanonicalCsvWriter<T>)found.Writer;
    }

    public void Write<T>(IEnumerable<T> rows)
    {
        var writer = Of<T>();
        foreach (var row in rows)
            writer.Write(row);
    }

    public IReadOnlyList<(string Table, long Rows)> Counts() => [.. _open.Select(o => (o.Key, o.Value.Rows()))];

    public void Dispose()
    {
        foreach (var (_, (writer, _)) in _open)
            writer.Dispose();
    }
}
