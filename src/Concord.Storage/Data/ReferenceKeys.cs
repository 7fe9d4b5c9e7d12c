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

    private const int MostGuesses = 100;
    private const int LongestGuess = 100;

    private readonly Dictionary<string, Utf8Dictionary> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Table, string Key), string?> _nearest = [];

    /// <summary>The known keys of a table, or null when no column of any table refers to it.</summary>
    public Utf8Dictionary? Of(TableDefinition table) => Referenced.Contains(table.Name) ? Keys(table) : null;

    /// <summary>True when the table has a row of that key.</summary>
    public bool Knows(string table, ReadOnlySpan<byte> key) => Keys(DataModel.Table(table)).Find(key) >= 0;

    /// <summary>
    /// The known key nearest to one that is not known, or null. For messages: looks at no more than 20,000 keys, and for no more than 100 different unknown
    /// keys of an import. A file full of unknown keys is a file of another company, and a guess costs as much as reading thousands of rows.
    /// </summary>
    public string? Nearest(string table, string key)
    {
        if (_nearest.TryGetValue((table, key), out var nearest))
            return nearest;
        if (_nearest.Count == MostGuesses || key.Length > LongestGuess)
            return null;
        var keys = Keys(DataModel.Table(table)).Freeze();
        return _nearest[(table, key)] = NearestName.Find(key, Enumerable.Range(0, Math.Min(keys.Count, 20_000)).Select(keys.Text));
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
