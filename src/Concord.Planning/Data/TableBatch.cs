using System.Globalization;

namespace Concord.Planning.Data;

/// <summary>The values of one column in a <see cref="TableBatch"/>, as arrays. Exactly one of the three shapes is set, by the column's type.</summary>
public sealed class ColumnData
{
    /// <summary>The day number that stands for "no date".</summary>
    public const int NoDate = int.MinValue;

    private ColumnData()
    {
    }

    /// <summary>Text and choices: for each row a position in <see cref="Dictionary"/>; -1 is no value.</summary>
    public int[] Codes { get; private init; } = [];

    /// <summary>The distinct texts of the batch, in no particular order. May hold texts no visible row uses.</summary>
    public string[] Dictionary { get; private init; } = [];

    /// <summary>Numbers, integers and booleans (0 or 1): for each row a value; NaN is no value.</summary>
    public double[] Numbers { get; private init; } = [];

    /// <summary>Dates: for each row <see cref="DateOnly.DayNumber"/>; <see cref="NoDate"/> is no value.</summary>
    public int[] Days { get; private init; } = [];

    public static ColumnData OfText(int[] codes, string[] dictionary) => new() { Codes = codes, Dictionary = dictionary };

    public static ColumnData OfNumbers(double[] numbers) => new() { Numbers = numbers };

    public static ColumnData OfDays(int[] days) => new() { Days = days };

    /// <summary>The values of the given rows.</summary>
    internal ColumnData Take(ReadOnlySpan<int> rows) => new()
    {
        Codes = Codes.Length > 0 ? TableBatch.Pick(Codes, rows) : [],
        Dictionary = Dictionary,
        Numbers = Numbers.Length > 0 ? TableBatch.Pick(Numbers, rows) : [],
        Days = Days.Length > 0 ? TableBatch.Pick(Days, rows) : [],
    };

    /// <summary>The text of a row, or null when it has none.</summary>
    public string? Text(int row) => Codes[row] < 0 ? null : Dictionary[Codes[row]];

    /// <summary>The date of a row, or null when it has none.</summary>
    public DateOnly? Date(int row) => Days[row] == NoDate ? null : DateOnly.FromDayNumber(Days[row]);
}

/// <summary>A run of rows of one table as columns. Rows hidden by a newer import or by the as-of rule are not in it.</summary>
/// <param name="Columns">In the order of <see cref="TableDefinition.Columns"/>.</param>
/// <param name="ImportIds">For each row the import that brought it.</param>
/// <param name="Lines">For each row its line in the file of that import (1-based; 0 when it came from no file).</param>
public sealed record TableBatch(TableDefinition Table, int RowCount, IReadOnlyList<ColumnData> Columns, long[] ImportIds, int[] Lines)
{
    public ColumnData this[string column] => Columns[Table.Column(column).Index];

    /// <summary>The value of a cell in canonical text: ISO dates, a point as decimal sign, true / false; null when empty.</summary>
    public string? Cell(int row, ColumnDefinition column) => CellText(Columns[column.Index], row, column);

    /// <inheritdoc cref="Cell"/>
    public static string? CellText(ColumnData data, int row, ColumnDefinition column)
    {
        switch (column.Type)
        {
            case ColumnType.Text or ColumnType.Choice:
                return data.Text(row);
            case ColumnType.Date:
                return data.Date(row)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            case ColumnType.Boolean:
                return double.IsNaN(data.Numbers[row]) ? null : data.Numbers[row] != 0 ? "true" : "false";
            default:
                return double.IsNaN(data.Numbers[row]) ? null : data.Numbers[row].ToString("R", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The rows for which <paramref name="keep"/> holds, in a batch of their own; this batch when it holds for all.</summary>
    public TableBatch Where(Func<int, bool> keep)
    {
        var rows = new int[RowCount];
        var count = 0;
        for (var row = 0; row < RowCount; row++)
        {
            if (keep(row))
                rows[count++] = row;
        }

        if (count == RowCount)
            return this;
        var kept = rows.AsSpan(0, count);
        var columns = new ColumnData[Columns.Count];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = Columns[i].Take(kept);
        return new TableBatch(Table, count, columns, Pick(ImportIds, kept), Pick(Lines, kept));
    }

    internal static T[] Pick<T>(T[] values, ReadOnlySpan<int> rows)
    {
        var picked = new T[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            picked[i] = values[rows[i]];
        return picked;
    }

    /// <summary>The key of a row as people read it: its key values joined by " / ", empty ones as "*".</summary>
    public string KeyText(int row) => string.Join(" / ", Table.Key.Select(c => Cell(row, c) ?? "*"));
}
