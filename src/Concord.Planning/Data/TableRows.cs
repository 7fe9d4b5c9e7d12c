using System.Globalization;

namespace Concord.Planning.Data;

public enum FilterOperator
{
    Eq,
    Ne,

    /// <summary>The text holds the value, whatever the case.</summary>
    Contains,
    Gt,
    Lt,

    /// <summary>The cell is empty; the value says "false" for the opposite.</summary>
    Empty,
}

/// <summary>A condition on a column.</summary>
/// <param name="Value">In canonical text. Rows with an empty cell pass <see cref="FilterOperator.Ne"/> and <see cref="FilterOperator.Empty"/> only.</param>
public sealed record RowFilter(ColumnDefinition Column, FilterOperator Operator, string Value)
{
    /// <summary>Why the filter cannot be used, in a sentence; null when it can.</summary>
    public string? Fault() => (Operator, Column.Type) switch
    {
        (FilterOperator.Empty, _) => Value is "" or "true" or "false" ? null : $"'{Value}' is neither true nor false.",
        (FilterOperator.Contains, not (ColumnType.Text or ColumnType.Choice)) => $"Column '{Column.Name}' is not text; contains works on text only.",
        (_, ColumnType.Number or ColumnType.Integer) => Number(Value) is null ? $"'{Value}' is not a number with a point as decimal sign." : null,
        (_, ColumnType.Date) => Day(Value) is null ? $"'{Value}' is not a date as yyyy-MM-dd." : null,
        (_, ColumnType.Boolean) => Value is "true" or "false" ? null : $"'{Value}' is neither true nor false.",
        _ => null,
    };

    internal static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    internal static int? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date.DayNumber : null;
}

/// <param name="Search">Text that some text cell of the row must hold, whatever the case; null or empty for all rows.</param>
/// <param name="SortBy">Null for the order of the imports. Empty cells come last either way.</param>
public sealed record TableQuery(IReadOnlyList<RowFilter> Filters, string? Search, ColumnDefinition? SortBy, bool Descending, int Skip, int Take);

/// <summary>A window of the rows of a table that pass a query.</summary>
/// <param name="Total">Rows that pass, whatever the window.</param>
/// <param name="Rows">For each row its cells in column order, in canonical text; null when empty.</param>
/// <param name="ImportIds">For each row the import that brought it.</param>
/// <param name="Lines">For each row its line in the file of that import; 0 when it came from no file.</param>
public sealed record TableRows(long Total, IReadOnlyList<string?[]> Rows, IReadOnlyList<long> ImportIds, IReadOnlyList<int> Lines)
{
    /// <summary>Filters, sorts and cuts in one pass over the columns; keeps no more than <c>Skip + Take</c> rows in memory. Equal rows keep the order of the imports.</summary>
    /// <exception cref="ArgumentException">A filter with a <see cref="RowFilter.Fault"/>.</exception>
    public static TableRows Of(Dataset dataset, TableDefinition table, TableQuery query, CancellationToken token)
    {
        if (query.Filters.Select(f => f.Fault()).FirstOrDefault(f => f is not null) is { } fault)
            throw new ArgumentException(fault, nameof(query));

        var most = query.Skip + query.Take;
        var kept = new PriorityQueue<Kept, SortKey>(new WorstFirst(query.Descending));
        var window = new List<Kept>();
        long total = 0;
        foreach (var batch in dataset.Batches(table))
        {
            token.ThrowIfCancellationRequested();
            var passes = Passes(batch, query);
            for (var row = 0; row < batch.RowCount; row++)
            {
                if (!passes(row))
                    continue;
                var position = total++;
                if (query.SortBy is null)
                {
                    if (position >= query.Skip && position < most)
                        window.Add(Keep(batch, row));
                    continue;
                }

                var key = SortKey.Of(batch, row, query.SortBy, position);
                if (kept.Count < most)
                    kept.Enqueue(Keep(batch, row), key);
                else if (most > 0 && kept.TryPeek(out _, out var worst) && kept.Comparer.Compare(key, worst) > 0)
                    kept.DequeueEnqueue(Keep(batch, row), key);
            }
        }

        if (query.SortBy is not null)
        {
            while (kept.TryDequeue(out var row, out _))
                window.Add(row);
            window.Reverse();
            window = window[Math.Min(query.Skip, window.Count)..];
        }

        return new TableRows(total, [.. window.Select(w => w.Cells)], [.. window.Select(w => w.ImportId)], [.. window.Select(w => w.Line)]);
    }

    private static Kept Keep(TableBatch batch, int row)
    {
        var cells = new string?[batch.Table.Columns.Count];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = batch.Cell(row, batch.Table.Columns[i]);
        return new Kept(cells, batch.ImportIds[row], batch.Lines[row]);
    }

    /// <summary>The whole query on the rows of one batch. Texts are looked at once per dictionary entry, not per row.</summary>
    private static Func<int, bool> Passes(TableBatch batch, TableQuery query)
    {
        var tests = query.Filters.Select(f => Test(batch.Columns[f.Column.Index], f)).ToList();
        if (!string.IsNullOrEmpty(query.Search))
        {
            var texts = batch.Table.Columns.Where(c => c.Type is ColumnType.Text or ColumnType.Choice)
                .Select(c => (batch.Columns[c.Index].Codes, Holds: Array.ConvertAll(batch.Columns[c.Index].Dictionary, t => Contains(t, query.Search)))).ToArray();
            tests.Add(row =>
            {
                foreach (var (codes, holds) in texts)
                {
                    if (codes[row] >= 0 && holds[codes[row]])
                        return true;
                }

                return false;
            });
        }

        return tests.Count switch
        {
            0 => _ => true,
            1 => tests[0],
            _ => row => tests.TrueForAll(test => test(row)),
        };
    }

    private static Func<int, bool> Test(ColumnData data, RowFilter filter)
    {
        var (op, value) = (filter.Operator, filter.Value);
        switch (filter.Column.Type)
        {
            case ColumnType.Text or ColumnType.Choice:
                var codes = data.Codes;
                if (op == FilterOperator.Empty)
                    return row => codes[row] < 0 == (value != "false");
                var passes = Array.ConvertAll(data.Dictionary, text => op switch
                {
                    FilterOperator.Eq => text == value,
                    FilterOperator.Ne => text != value,
                    FilterOperator.Contains => Contains(text, value),
                    FilterOperator.Gt => string.CompareOrdinal(text, value) > 0,
                    _ => string.CompareOrdinal(text, value) < 0,
                });
                return row => codes[row] < 0 ? op == FilterOperator.Ne : passes[codes[row]];
            case ColumnType.Date:
                var days = data.Days;
                if (op == FilterOperator.Empty)
                    return row => days[row] == ColumnData.NoDate == (value != "false");
                var day = RowFilter.Day(value)!.Value;
                return row => days[row] == ColumnData.NoDate ? op == FilterOperator.Ne : Compares(days[row].CompareTo(day), op);
            default:
                var numbers = data.Numbers;
                if (op == FilterOperator.Empty)
                    return row => double.IsNaN(numbers[row]) == (value != "false");
                var number = filter.Column.Type == ColumnType.Boolean ? (value == "true" ? 1 : 0) : RowFilter.Number(value)!.Value;
                return row => double.IsNaN(numbers[row]) ? op == FilterOperator.Ne : Compares(numbers[row].CompareTo(number), op);
        }
    }

    private static bool Compares(int sign, FilterOperator op) => op switch
    {
        FilterOperator.Eq => sign == 0,
        FilterOperator.Ne => sign != 0,
        FilterOperator.Gt => sign > 0,
        _ => sign < 0,
    };

    private static bool Contains(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private sealed record Kept(string?[] Cells, long ImportId, int Line);

    /// <summary>What rows are sorted by: text or number, then the order they were met in.</summary>
    private readonly record struct SortKey(bool Empty, double Number, string? Text, long Position)
    {
        public static SortKey Of(TableBatch batch, int row, ColumnDefinition column, long position)
        {
            var data = batch.Columns[column.Index];
            return column.Type switch
            {
                ColumnType.Text or ColumnType.Choice => new SortKey(data.Codes[row] < 0, 0, data.Text(row), position),
                ColumnType.Date => new SortKey(data.Days[row] == ColumnData.NoDate, data.Days[row], null, position),
                _ => new SortKey(double.IsNaN(data.Numbers[row]), data.Numbers[row], null, position),
            };
        }
    }

    /// <summary>Orders keys so that the one to be shown last is the smallest: the queue gives that one up first.</summary>
    private sealed class WorstFirst(bool descending) : IComparer<SortKey>
    {
        public int Compare(SortKey x, SortKey y)
        {
            if (x.Empty != y.Empty)
                return x.Empty ? -1 : 1;
            var order = x.Empty ? 0 : x.Text is null ? x.Number.CompareTo(y.Number) : string.CompareOrdinal(x.Text, y.Text);
            if (order == 0)
                return y.Position.CompareTo(x.Position);
            return descending ? order : -order;
        }
    }
}
