using System.Globalization;
using System.Text;

namespace Concord.Planning.Data.Mappings;

/// <summary>A looked-up source in memory: the columns a mapping reads, by the key columns.</summary>
internal sealed class JoinTable
{
    private readonly Dictionary<string, MappingValue[]> _rows = new(StringComparer.Ordinal);

    /// <summary>Rows dropped because their key was there already.</summary>
    public long Duplicates { get; private set; }

    /// <summary>A key that came twice; null when none did.</summary>
    public string? DuplicateKey { get; private set; }

    /// <summary>Reads one file into the table.</summary>
    /// <param name="keys">Positions of the key columns.</param>
    /// <param name="columns">Positions of the columns to keep.</param>
    public void Load(ForeignRows rows, int[] keys, int[] columns, CompiledExpression? where, ImportLimits limits, CancellationToken cancel)
    {
        var row = new MappingRow(rows, 0);
        var key = new StringBuilder();
        var values = new MappingValue[keys.Length];
        while (rows.Read())
        {
            cancel.ThrowIfCancellationRequested();
            if (where is not null)
            {
                var keep = where(row).AsBoolean();
                if (keep.IsError)
                    throw new ImportFormatException($"{rows.File}, line {rows.Line}: the condition of a lookup cannot be computed: {keep}", rows.File, rows.Line);
                if (!keep.IsTrue)
                    continue;
            }

            for (var i = 0; i < keys.Length; i++)
                values[i] = rows.Value(keys[i]);
            if (!TryKey(values, key))
                continue;
            if (_rows.Count >= limits.RowsInMemory)
            {
                throw new ImportFormatException(
                    $"{rows.File} is looked up and has over {limits.RowsInMemory} rows. Maybe the large file should be the table's source, and the small one looked up.", rows.File, rows.Line);
            }

            var text = key.ToString();
            if (_rows.ContainsKey(text))
            {
                Duplicates++;
                DuplicateKey ??= Shown(values);
                continue;
            }

            var kept = new MappingValue[columns.Length];
            for (var i = 0; i < columns.Length; i++)
                kept[i] = rows.Value(columns[i]);
            _rows.Add(text, kept);
        }
    }

    /// <summary>The row with that key, or null; a key with an empty part is never found.</summary>
    public MappingValue[]? Find(ReadOnlySpan<MappingValue> values, StringBuilder scratch)
    {
        if (!TryKey(values, scratch))
            return null;
        Span<char> small = stackalloc char[128];
        if (scratch.Length > small.Length)
            return _rows.GetValueOrDefault(scratch.ToString());
        scratch.CopyTo(0, small, scratch.Length);
        return _rows.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(small[..scratch.Length], out var found) ? found : null;
    }

    public static string Shown(ReadOnlySpan<MappingValue> values)
    {
        var texts = new string[values.Length];
        for (var i = 0; i < values.Length; i++)
            texts[i] = values[i].ToString();
        return string.Join(" / ", texts);
    }

    private static bool TryKey(ReadOnlySpan<MappingValue> values, StringBuilder key)
    {
        key.Clear();
        foreach (var value in values)
        {
            if (value.IsEmpty || value.IsError)
                return false;
            if (value.Kind == MappingValueKind.Number)
                key.Append(CultureInfo.InvariantCulture, $"{value.Number:R}");
            else
                key.Append(value.ToString());
            key.Append('\u001F');
        }

        return true;
    }
}
