using Concord.Planning.Data;

namespace Concord.Storage.Data.Segments;

/// <summary>
/// Collects up to 65,536 rows of one table as columns, then encodes them. A row is written at position <see cref="Rows"/> and counts only after <see cref="Accept"/>:
/// a rejected row is simply overwritten by the next.
/// </summary>
internal sealed class SegmentBuilder
{
    /// <summary>Rows of a full segment.</summary>
    public const int Capacity = 65_536;

    /// <summary>Name of the stored column with each row's line in its file.</summary>
    public const string LineColumn = "#line";

    /// <summary>Name of the stored column with each row's file, as its position in the import.</summary>
    public const string FileColumn = "#file";

    private readonly Utf8Dictionary?[] _ownDictionaries;
    private readonly Utf8Dictionary?[] _sharedDictionaries;

    /// <param name="sharedDictionaries">By column: a dictionary shared by all segments of the import (references, choices), or null for one of the segment's own.</param>
    public SegmentBuilder(TableDefinition table, Utf8Dictionary?[] sharedDictionaries)
    {
        Table = table;
        _sharedDictionaries = sharedDictionaries;
        _ownDictionaries = new Utf8Dictionary?[table.Columns.Count];
        Codes = new int[table.Columns.Count][];
        Numbers = new double[table.Columns.Count][];
        Days = new int[table.Columns.Count][];
        foreach (var column in table.Columns)
        {
            var i = column.Index;
            Codes[i] = [];
            Numbers[i] = [];
            Days[i] = [];
            switch (column.Type)
            {
                case ColumnType.Text or ColumnType.Choice:
                    Codes[i] = new int[Capacity];
                    if (sharedDictionaries[i] is null)
                        _ownDictionaries[i] = new Utf8Dictionary();
                    break;
                case ColumnType.Date:
                    Days[i] = new int[Capacity];
                    break;
                default:
                    Numbers[i] = new double[Capacity];
                    break;
            }
        }
    }

    public TableDefinition Table { get; }

    public int Rows { get; private set; }

    public bool IsFull => Rows == Capacity;

    public int[][] Codes { get; }

    public double[][] Numbers { get; }

    public int[][] Days { get; }

    /// <summary>Line in the source file, by row.</summary>
    public int[] Lines { get; } = new int[Capacity];

    /// <summary>Number of the source file within the import, by row.</summary>
    public int[] Files { get; } = new int[Capacity];

    public Utf8Dictionary Dictionary(int column) => _sharedDictionaries[column] ?? _ownDictionaries[column]!;

    public void Accept() => Rows++;

    /// <summary>True when the builder can take further rows of the table with these shared dictionaries.</summary>
    public bool IsFor(TableDefinition table, Utf8Dictionary?[] sharedDictionaries) =>
        Table == table && ReferenceEquals(_sharedDictionaries, sharedDictionaries);

    /// <summary>
    /// Hashes and encodes every column, then the lines and the files, and hands each over as (name, buffer, bytes used): the buffer is used again for the next.
    /// The shared dictionaries may grow on another thread meanwhile.
    /// </summary>
    public void Encode(RowHashes hashes, Utf8Dictionary.Frozen[] dictionaries, ref byte[] buffer, Action<string, byte[], int> write)
    {
        hashes.Reset(Rows);
        foreach (var column in Table.Columns)
        {
            var i = column.Index;
            int size;
            switch (column.Type)
            {
                case ColumnType.Text or ColumnType.Choice:
                    var codes = Codes[i].AsSpan(0, Rows);
                    hashes.AddText(column, codes, dictionaries[i].Hashes);
                    size = SegmentCodec.EncodeText(codes, dictionaries[i], ref buffer);
                    break;
                case ColumnType.Date:
                    hashes.AddDays(column, Days[i].AsSpan(0, Rows));
                    size = SegmentCodec.EncodeWhole(Days[i].AsSpan(0, Rows), ref buffer);
                    break;
                default:
                    hashes.AddNumbers(column, Numbers[i].AsSpan(0, Rows));
                    size = SegmentCodec.EncodeNumbers(Numbers[i].AsSpan(0, Rows), ref buffer);
                    break;
            }

            write(column.Name, buffer, size);
        }

        var lines = SegmentCodec.EncodeWhole(Lines.AsSpan(0, Rows), ref buffer);
        write(LineColumn, buffer, lines);
        var files = SegmentCodec.EncodeWhole(Files.AsSpan(0, Rows), ref buffer);
        write(FileColumn, buffer, files);
    }

    /// <summary>What <see cref="Encode"/> needs of the dictionaries, taken on the thread that fills them.</summary>
    public Utf8Dictionary.Frozen[] FreezeDictionaries() =>
        [.. Table.Columns.Select(c => c.Type is ColumnType.Text or ColumnType.Choice ? Dictionary(c.Index).Freeze() : default)];

    /// <summary>The canonical text of a cell that has been written, accepted or not; null when empty.</summary>
    public string? Cell(int row, ColumnDefinition column)
    {
        var i = column.Index;
        var data = column.Type switch
        {
            ColumnType.Text or ColumnType.Choice => Codes[i][row] < 0
                ? ColumnData.OfText([-1], [])
                : ColumnData.OfText([0], [Dictionary(i).Text(Codes[i][row])]),
            ColumnType.Date => ColumnData.OfDays([Days[i][row]]),
            _ => ColumnData.OfNumbers([Numbers[i][row]]),
        };
        return TableBatch.CellText(data, 0, column);
    }

    public void Clear()
    {
        Rows = 0;
        foreach (var dictionary in _ownDictionaries)
            dictionary?.Clear();
    }
}
