using Concord.Planning.Data;

namespace Concord.Tests.Data;

/// <summary>A dataset made of records, in the order given, for tests. Cells pass through the same columns as those of a stored dataset.</summary>
internal sealed class MemoryDataset : Dataset
{
    private readonly Dictionary<string, List<TableBatch>> _batches = [];

    /// <param name="asOf">The cut-off.</param>
    /// <param name="records">Records of any tables.</param>
    /// <param name="batchSize">Rows of a batch.</param>
    public MemoryDataset(DateOnly asOf, IEnumerable<object> records, int batchSize = 65_536)
    {
        AsOf = asOf;
        foreach (var group in records.GroupBy(r => r.GetType()))
        {
            var table = DataModel.Tables.First(t => t.Record == group.Key);
            _batches[table.Name] = [.. group.Chunk(batchSize).Select(rows => ToBatch(table, rows))];
        }
    }

    public override DateOnly AsOf { get; }

    public override IEnumerable<TableBatch> Batches(TableDefinition table) =>
        BatchesOfAnyDate(table).Select(batch => AsOfView.Apply(batch, AsOf)).Where(batch => batch.RowCount > 0);

    public override IEnumerable<TableBatch> BatchesOfAnyDate(TableDefinition table) =>
        _batches.TryGetValue(table.Name, out var batches) ? batches : [];

    private static TableBatch ToBatch(TableDefinition table, object[] rows) =>
        new(table, rows.Length, [.. table.Columns.Select(c => ToColumn(c, rows))], [.. rows.Select(_ => 1L)], [.. Enumerable.Range(2, rows.Length)]);

    private static ColumnData ToColumn(ColumnDefinition column, object[] rows)
    {
        var values = rows.Select(r => column.Property.GetValue(r));
        switch (column.Type)
        {
            case ColumnType.Date:
                return ColumnData.OfDays([.. values.Select(v => v is DateOnly day ? day.DayNumber : ColumnData.NoDate)]);
            case ColumnType.Number or ColumnType.Integer or ColumnType.Boolean:
                return ColumnData.OfNumbers([.. values.Select(v => v is null ? double.NaN : Convert.ToDouble(v))]);
            default:
                var dictionary = new Dictionary<string, int>();
                var codes = values.Select(v => TextOf(v, column) is { } text
                    ? dictionary.TryGetValue(text, out var code) ? code : dictionary[text] = dictionary.Count
                    : -1).ToArray();
                return ColumnData.OfText(codes, [.. dictionary.Keys]);
        }
    }

    private static string? TextOf(object? value, ColumnDefinition column) => value switch
    {
        null => null,
        string text => text,
        Enum choice => ChoiceWords.Spell(choice.ToString()),
        _ => (string?)value.GetType().GetProperty("Value")!.GetValue(value),
    } is { } found ? found : column.Default;
}
