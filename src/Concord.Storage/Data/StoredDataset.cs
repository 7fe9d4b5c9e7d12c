using Concord.Planning.Data;
using Concord.Storage.Data.Segments;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Concord.Storage.Data;

/// <summary>A dataset read from the store: the visible rows of a fixed set of imports, as of a date.</summary>
public sealed class StoredDataset : Dataset
{
    private static readonly ColumnData NotRead = ColumnData.OfNumbers([]);

    private readonly Database _database;

    internal StoredDataset(Database database, DateOnly asOf, IReadOnlyList<long> importIds, string fingerprint)
    {
        _database = database;
        AsOf = asOf;
        ImportIds = importIds;
        Fingerprint = fingerprint;
    }

    public override DateOnly AsOf { get; }

    /// <summary>The imports it is made of, in the order they were published.</summary>
    public IReadOnlyList<long> ImportIds { get; }

    /// <summary>SHA-256 over the imports and the date: equal for datasets with equal rows.</summary>
    public string Fingerprint { get; }

    public override IEnumerable<TableBatch> Batches(TableDefinition table) => Batches(table, asOfRule: true, null);

    /// <inheritdoc/>
    public override IEnumerable<TableBatch> Batches(TableDefinition table, params IReadOnlyCollection<string> columns) =>
        Batches(table, asOfRule: true, table.AsOf == AsOfRule.OpenAt ? null : [.. columns.Select(c => table.Column(c).Name), table.AsOfColumn ?? ""]);

    public override IEnumerable<TableBatch> BatchesOfAnyDate(TableDefinition table) => Batches(table, asOfRule: false, null);

    internal static byte[] ColumnBlob(SqliteConnection connection, long segment, string column) =>
        connection.ExecuteScalar<byte[]>(
            "SELECT data FROM segment_columns WHERE segment_id = @segment AND column_name = @column", new { segment, column })!;

    internal static IReadOnlyList<ColumnData> ReadColumns(SqliteConnection connection, TableDefinition table, VisibleRows.Segment segment, HashSet<string>? only = null)
    {
        var blobs = connection.Query<(string Column, byte[] Data)>(
            only is null ? "SELECT column_name, data FROM segment_columns WHERE segment_id = @Id" : "SELECT column_name, data FROM segment_columns WHERE segment_id = @Id AND column_name IN @only",
            new { segment.Id, only }).ToDictionary(b => b.Column, b => b.Data, StringComparer.Ordinal);
        return [.. table.Columns.Select(column => only?.Contains(column.Name) == false ? NotRead : Decode(column, blobs.GetValueOrDefault(column.Name), segment.Rows))];
    }

    private IEnumerable<TableBatch> Batches(TableDefinition table, bool asOfRule, HashSet<string>? only)
    {
        using var connection = _database.Connect();
        var view = new VisibleRows(connection, ImportIds);
        foreach (var segment in view.Segments(connection, table).ToList())
        {
            var importIds = new long[segment.Rows];
            Array.Fill(importIds, segment.ImportId);
            var batch = new TableBatch(
                table, segment.Rows, ReadColumns(connection, table, segment, only), importIds,
                SegmentCodec.DecodeWhole(ColumnBlob(connection, segment.Id, SegmentBuilder.LineColumn), segment.Rows));
            var hidden = view.Hidden(segment);
            if (hidden.Length > 0)
                batch = batch.Where(row => !hidden[row]);
            if (asOfRule)
                batch = AsOfView.Apply(batch, AsOf);
            if (batch.RowCount > 0)
                yield return batch;
        }
    }

    /// <summary>A column that the table did not have yet when the segment was written reads as empty.</summary>
    private static ColumnData Decode(ColumnDefinition column, byte[]? data, int rows)
    {
        switch (column.Type)
        {
            case ColumnType.Text or ColumnType.Choice:
                return data is null ? ColumnData.OfText(Filled(rows, -1), []) : SegmentCodec.DecodeText(data, rows);
            case ColumnType.Date:
                return ColumnData.OfDays(data is null ? Filled(rows, ColumnData.NoDate) : SegmentCodec.DecodeWhole(data, rows));
            default:
                return ColumnData.OfNumbers(data is null ? Filled(rows, double.NaN) : SegmentCodec.DecodeNumbers(data, rows));
        }
    }

    private static T[] Filled<T>(int rows, T value)
    {
        var values = new T[rows];
        Array.Fill(values, value);
        return values;
    }
}
