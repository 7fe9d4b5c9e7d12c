using Concord.Planning.Data;

namespace Concord.Planning.Scenarios;

/// <summary>
/// A dataset with the master data of a scenario on top: patched records differ, new ones come last, deleted ones are gone. Everything else is read from the basis,
/// which never changes. Records that differ have no import: nobody finds them in a file as they are. For any number of threads.
/// </summary>
public sealed class PatchedDataset : Dataset
{
    private readonly Dataset _basis;
    private readonly Dictionary<string, PatchedTable> _tables = new(StringComparer.Ordinal);

    /// <param name="basis">What the scenario starts from.</param>
    /// <param name="patches">In the order they apply; the later one wins.</param>
    /// <exception cref="ArgumentException">A patch that <see cref="RecordPatches.Check(Dataset, RecordPatch)"/> refuses whatever the basis: an unknown table or column, a value that cannot be read.</exception>
    public PatchedDataset(Dataset basis, IEnumerable<RecordPatch> patches)
    {
        _basis = basis;
        foreach (var group in PatchMerge.Flat(patches).Values.GroupBy(p => p.Table, StringComparer.Ordinal))
            _tables.Add(group.Key, new PatchedTable(basis, DataModel.Table(group.Key), [.. group]));
    }

    public override DateOnly AsOf => _basis.AsOf;

    /// <summary>
    /// Patches without effect on this basis, each as a sentence: changes of a record that the basis does not have (any more) and that do not make a whole one.
    /// </summary>
    public IReadOnlyList<string> WithoutEffect() => [.. _tables.Values.SelectMany(t => t.WithoutEffect)];

    public override IEnumerable<TableBatch> Batches(TableDefinition table) =>
        _tables.TryGetValue(table.Name, out var patched) ? patched.Batches(_basis.Batches(table)) : _basis.Batches(table);

    /// <inheritdoc/>
    public override IEnumerable<TableBatch> Batches(TableDefinition table, params IReadOnlyCollection<string> columns) =>
        _tables.ContainsKey(table.Name) ? Batches(table) : _basis.Batches(table, columns);

    public override IEnumerable<TableBatch> BatchesOfAnyDate(TableDefinition table) =>
        _tables.TryGetValue(table.Name, out var patched) ? patched.Batches(_basis.BatchesOfAnyDate(table)) : _basis.BatchesOfAnyDate(table);

    /// <inheritdoc/>
    public override IReadOnlyList<T> Rows<T>() => _tables.ContainsKey(DataModel.Table<T>().Name) ? base.Rows<T>() : _basis.Rows<T>();
}

/// <summary>The patches of one table, read.</summary>
internal sealed class PatchedTable
{
    private readonly TableDefinition _table;
    private readonly Dictionary<string, Patched> _patches = new(StringComparer.Ordinal);
    private readonly HashSet<string> _firstKeys = new(StringComparer.Ordinal);
    private readonly Lazy<(TableBatch? New, IReadOnlyList<string> WithoutEffect)> _outcome;

    public PatchedTable(Dataset basis, TableDefinition table, IReadOnlyList<RecordPatch> patches)
    {
        _table = table;
        foreach (var patch in patches)
        {
            var key = ReadKey(table, patch);
            _firstKeys.Add(Text(table.Key[0], key[0]));
            _patches[KeyOf(table, key)] = new Patched(
                patch, key, patch.Values is null ? null : [.. patch.Values.Select(v => (table.Column(v.Key), Read(table.Column(v.Key), v.Value)))]);
        }

        _outcome = new(() => Outcome(basis));
    }

    public IReadOnlyList<string> WithoutEffect => _outcome.Value.WithoutEffect;

    /// <summary>The key of a record as one text that equals that of no other record.</summary>
    public static string KeyOf(TableBatch batch, int row) => string.Join('\u001f', batch.Table.Key.Select(c => batch.Cell(row, c)));

    /// <inheritdoc cref="KeyOf(TableBatch, int)"/>
    public static string KeyOf(TableDefinition table, RecordPatch patch) => KeyOf(table, ReadKey(table, patch));

    public IEnumerable<TableBatch> Batches(IEnumerable<TableBatch> basis)
    {
        foreach (var batch in basis)
        {
            var patched = Apply(batch);
            if (patched.RowCount > 0)
                yield return patched;
        }

        if (_outcome.Value.New is { } added)
            yield return added;
    }

    private static string KeyOf(TableDefinition table, PatchValue[] key) => string.Join('\u001f', table.Key.Select((c, i) => Text(c, key[i])));

    private static string Text(ColumnDefinition column, PatchValue value) =>
        TableBatch.CellText(Column(column.Type, [value]), 0, column) ?? "";

    private static PatchValue[] ReadKey(TableDefinition table, RecordPatch patch) => patch.Key.Length == table.Key.Count
        ? [.. table.Key.Select((c, i) => Read(c, patch.Key[i]))]
        : throw new ArgumentException($"The key of {table.Name} has {table.Key.Count} values, not {patch.Key.Length}.", nameof(patch));

    private static PatchValue Read(ColumnDefinition column, string text) =>
        RecordPatches.Read(column, text, out var value) is { } problem ? throw new ArgumentException($"{column.Name}: {problem.Message} {problem.Advice}", nameof(text)) : value;

    /// <summary>The batch with changed values in place, without deleted rows; the batch itself when nothing of it is patched.</summary>
    private TableBatch Apply(TableBatch batch)
    {
        var hits = Hits(batch);
        if (hits.Count == 0)
            return batch;
        var columns = batch.Columns.ToArray();
        foreach (var group in hits.Where(h => h.Patch.Values is not null).SelectMany(h => h.Patch.Values!.Select(v => (h.Row, v.Column, v.Value))).GroupBy(v => v.Column.Index))
            columns[group.Key] = With(columns[group.Key], [.. group.Select(v => (v.Row, v.Value))], batch.Table.Columns[group.Key].Type);
        var deleted = hits.Where(h => h.Patch.Values is null).Select(h => h.Row).ToHashSet();
        var (imports, lines) = ((long[])batch.ImportIds.Clone(), (int[])batch.Lines.Clone());
        foreach (var (row, _) in hits)
            (imports[row], lines[row]) = (0, 0);
        var changed = batch with { Columns = columns, ImportIds = imports, Lines = lines };
        return deleted.Count == 0 ? changed : changed.Where(row => !deleted.Contains(row));
    }

    private List<(int Row, Patched Patch)> Hits(TableBatch batch)
    {
        var hits = new List<(int, Patched)>();
        var first = _table.Key[0];
        var data = batch.Columns[first.Index];

        // Most rows are told apart by their first key alone, without making a text of it.
        var wanted = Array.ConvertAll(data.Dictionary, _firstKeys.Contains);
        for (var row = 0; row < batch.RowCount; row++)
        {
            var possible = data.Codes.Length == 0 || (data.Codes[row] < 0 ? _firstKeys.Contains("") : wanted[data.Codes[row]]);
            if (possible && _patches.TryGetValue(KeyOf(batch, row), out var patch))
                hits.Add((row, patch));
        }

        return hits;
    }

    private (TableBatch? New, IReadOnlyList<string> WithoutEffect) Outcome(Dataset basis)
    {
        var known = basis.BatchesOfAnyDate(_table).SelectMany(batch => Hits(batch).Select(h => h.Patch)).ToHashSet();
        var added = new List<Patched>();
        var without = new List<string>();
        foreach (var patch in _patches.Values.Where(p => !known.Contains(p)))
        {
            var missing = _table.Columns.FirstOrDefault(c => c is { Required: true, Default: null, Key: false } && patch.Values?.Any(v => v.Column == c) != true);
            if (patch.Values is null)
                without.Add($"{_table.Title}: '{RecordPatches.KeyText(patch.Patch)}' was deleted in the scenario, and the dataset does not have it any more.");
            else if (missing is not null)
                without.Add($"{_table.Title}: '{RecordPatches.KeyText(patch.Patch)}' was changed in the scenario, and the dataset does not have it any more ('{missing.Name}' is missing for a new record).");
            else
                added.Add(patch);
        }

        return (added.Count == 0 ? null : NewRows(added), without);
    }

    private TableBatch NewRows(List<Patched> added) => new(
        _table, added.Count, [.. _table.Columns.Select(c => Column(c.Type, [.. added.Select(p => ValueOf(p, c))]))], new long[added.Count], new int[added.Count]);

    private PatchValue ValueOf(Patched patch, ColumnDefinition column)
    {
        for (var i = 0; i < _table.Key.Count; i++)
        {
            if (_table.Key[i] == column)
                return patch.Key[i];
        }

        foreach (var (given, value) in patch.Values!)
        {
            if (given == column)
                return value;
        }

        return Read(column, "");
    }

    private static ColumnData Column(ColumnType type, PatchValue[] values)
    {
        switch (type)
        {
            case ColumnType.Text or ColumnType.Choice:
                return With(ColumnData.OfText(new int[values.Length], []), [.. values.Index()], type);
            case ColumnType.Date:
                return ColumnData.OfDays(Array.ConvertAll(values, v => v.Day));
            default:
                return ColumnData.OfNumbers(Array.ConvertAll(values, v => v.Number));
        }
    }

    private static ColumnData With(ColumnData column, List<(int Row, PatchValue Value)> changes, ColumnType type)
    {
        switch (type)
        {
            case ColumnType.Text or ColumnType.Choice:
                var codes = (int[])column.Codes.Clone();
                var dictionary = column.Dictionary.ToList();
                foreach (var (row, value) in changes)
                {
                    codes[row] = value.Text is null ? -1 : dictionary.IndexOf(value.Text);
                    if (value.Text is { } text && codes[row] < 0)
                    {
                        codes[row] = dictionary.Count;
                        dictionary.Add(text);
                    }
                }

                return ColumnData.OfText(codes, [.. dictionary]);
            case ColumnType.Date:
                var days = (int[])column.Days.Clone();
                foreach (var (row, value) in changes)
                    days[row] = value.Day;
                return ColumnData.OfDays(days);
            default:
                var numbers = (double[])column.Numbers.Clone();
                foreach (var (row, value) in changes)
                    numbers[row] = value.Number;
                return ColumnData.OfNumbers(numbers);
        }
    }

    /// <summary>A patch with its values read; null values delete the record.</summary>
    private sealed record Patched(RecordPatch Patch, PatchValue[] Key, IReadOnlyList<(ColumnDefinition Column, PatchValue Value)>? Values);
}
