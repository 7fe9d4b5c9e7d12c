using System.Text;
using Concord.Planning.Data;
using Concord.Storage.Data.Segments;

namespace Concord.Storage.Data;

/// <summary>
/// The keys that references of an import may name: those of the live dataset, and those the import itself has brought so far.
/// Read per table when first asked for. One thread.
/// </summary>
internal sealed class ReferenceKeys(Dataset live)
{
    private static readonly HashSet<string> Referenced =
        DataModel.Tables.SelectMany(t => t.Columns).Select(c => c.References).OfType<string>().ToHashSet(StringComparer.Ordinal);

    private readonly Dictionary<string, Utf8Dictionary> _known = new(StringComparer.Ordinal);

    /// <summary>The known keys of a table, or null when no column of any table refers to it.</summary>
    public Utf8Dictionary? Of(TableDefinition table) => Referenced.Contains(table.Name) ? Keys(table) : null;

    /// <summary>True when the table has a row of that key.</summary>
    public bool Knows(string table, ReadOnlySpan<byte> key) => Keys(DataModel.Table(table)).Find(key) >= 0;

    /// <summary>The known key nearest to one that is not known, or null. For messages; looks at no more than 20,000 keys.</summary>
    public string? Nearest(string table, string key)
    {
        var keys = Keys(DataModel.Table(table)).Freeze();
        return NearestName.Find(key, Enumerable.Range(0, Math.Min(keys.Count, 20_000)).Select(keys.Text));
    }

    private Utf8Dictionary Keys(TableDefinition table)
    {
        if (_known.TryGetValue(table.Name, out var keys))
            return keys;
        keys = new Utf8Dictionary();
        var column = table.Key[0].Index;
        foreach (var batch in live.BatchesOfAnyDate(table))
        {
            for (var row = 0; row < batch.RowCount; row++)
                keys.GetOrAdd(Encoding.UTF8.GetBytes(batch.Columns[column].Text(row)!), out _);
        }

        return _known[table.Name] = keys;
    }
}
