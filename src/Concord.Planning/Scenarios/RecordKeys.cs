using Concord.Planning.Data;

namespace Concord.Planning.Scenarios;

/// <summary>Which records a dataset has, by key, with patches on top. Each table is read when first asked for. One thread.</summary>
internal sealed class RecordKeys(Dataset dataset)
{
    private readonly Dictionary<string, HashSet<string>> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _names = new(StringComparer.Ordinal);
    private readonly List<RecordPatch> _applied = [];

    /// <summary>The whole keys of a table, as <see cref="PatchedTable.KeyOf(TableBatch, int)"/>.</summary>
    public HashSet<string> Records(TableDefinition table)
    {
        if (_records.TryGetValue(table.Name, out var keys))
            return keys;
        _records.Add(table.Name, keys = new HashSet<string>(StringComparer.Ordinal));
        foreach (var batch in dataset.Batches(table))
        {
            for (var row = 0; row < batch.RowCount; row++)
                keys.Add(PatchedTable.KeyOf(batch, row));
        }

        foreach (var patch in _applied.Where(p => p.Table == table.Name))
            Apply(keys, table, patch);
        return keys;
    }

    /// <summary>The names references to a table lead to: the first column of its key.</summary>
    public HashSet<string> Names(TableDefinition table)
    {
        if (_names.TryGetValue(table.Name, out var names))
            return names;
        _names.Add(table.Name, names = new HashSet<string>(StringComparer.Ordinal));
        foreach (var batch in dataset.Batches(table))
        {
            for (var row = 0; row < batch.RowCount; row++)
            {
                if (batch.Columns[table.Key[0].Index].Text(row) is { } name)
                    names.Add(name);
            }
        }

        foreach (var patch in _applied.Where(p => p.Table == table.Name))
            ApplyName(names, patch);
        return names;
    }

    /// <summary>Goes on as if the patch, which must be sound, was part of the dataset.</summary>
    public void Apply(RecordPatch patch)
    {
        _applied.Add(patch);
        if (_records.TryGetValue(patch.Table, out var keys))
            Apply(keys, DataModel.Table(patch.Table), patch);
        if (_names.TryGetValue(patch.Table, out var names))
            ApplyName(names, patch);
    }

    private static void Apply(HashSet<string> keys, TableDefinition table, RecordPatch patch)
    {
        var key = PatchedTable.KeyOf(table, patch);
        if (patch.Values is null)
            keys.Remove(key);
        else
            keys.Add(key);
    }

    // A name in a key of several columns may be that of other records too: it stays.
    private static void ApplyName(HashSet<string> names, RecordPatch patch)
    {
        if (patch.Values is not null)
            names.Add(patch.Key[0].Trim());
        else if (patch.Key.Length == 1)
            names.Remove(patch.Key[0].Trim());
    }
}
