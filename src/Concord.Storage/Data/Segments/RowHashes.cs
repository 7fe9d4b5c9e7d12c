using System.Text;
using Concord.Planning.Data;

namespace Concord.Storage.Data.Segments;

/// <summary>
/// For each row of a segment the hash of its key and of all its values. The same for a row just read from a file and for one read back from a segment:
/// that is how an import knows which rows are new, changed or unchanged.
/// </summary>
internal sealed class RowHashes
{
    private static readonly Hash128 NoValue = new(0x243f6a8885a308d3, 0x13198a2e03707344);

    public Hash128[] Keys { get; } = new Hash128[SegmentBuilder.Capacity];

    public ulong[] Contents { get; } = new ulong[SegmentBuilder.Capacity];

    public void Reset(int rows)
    {
        Keys.AsSpan(0, rows).Fill(Hash128.Empty);
        Contents.AsSpan(0, rows).Clear();
    }

    public void AddText(ColumnDefinition column, ReadOnlySpan<int> codes, ReadOnlySpan<Hash128> dictionary)
    {
        for (var i = 0; i < codes.Length; i++)
            Add(column, i, codes[i] < 0 ? NoValue : dictionary[codes[i]]);
    }

    public void AddNumbers(ColumnDefinition column, ReadOnlySpan<double> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
            Add(column, i, double.IsNaN(numbers[i]) ? NoValue : Hash128.Of(BitConverter.DoubleToUInt64Bits(numbers[i])));
    }

    public void AddDays(ColumnDefinition column, ReadOnlySpan<int> days)
    {
        for (var i = 0; i < days.Length; i++)
            Add(column, i, days[i] == ColumnData.NoDate ? NoValue : Hash128.Of((ulong)days[i]));
    }

    /// <summary>The hashes of decoded columns.</summary>
    public void AddColumns(TableDefinition table, IReadOnlyList<ColumnData> columns, int rows)
    {
        Reset(rows);
        foreach (var column in table.Columns)
        {
            var data = columns[column.Index];
            switch (column.Type)
            {
                case ColumnType.Text or ColumnType.Choice:
                    AddText(column, data.Codes, Array.ConvertAll(data.Dictionary, t => Hash128.Of(Encoding.UTF8.GetBytes(t))));
                    break;
                case ColumnType.Date:
                    AddDays(column, data.Days);
                    break;
                default:
                    AddNumbers(column, data.Numbers);
                    break;
            }
        }
    }

    /// <summary>The hash of a key given as canonical text, as <see cref="Keys"/> has it; null where a part of the key is missing or cannot be read.</summary>
    public static Hash128? KeyOf(TableDefinition table, IReadOnlyDictionary<string, string?> cells)
    {
        var key = Hash128.Empty;
        foreach (var column in table.Key)
        {
            var text = ValueParser.Trim(Encoding.UTF8.GetBytes(cells.GetValueOrDefault(column.Name) ?? column.Default ?? ""));
            Hash128 part;
            if (text.IsEmpty)
            {
                if (column.Required)
                    return null;
                part = NoValue;
            }
            else if (column.Type is ColumnType.Text or ColumnType.Choice)
            {
                part = Hash128.Of(text);
            }
            else if (column.Type == ColumnType.Date)
            {
                if (!ValueParser.Canonical.TryDay(text, out var day))
                    return null;
                part = Hash128.Of((ulong)day);
            }
            else if (ValueParser.Canonical.TryNumber(text, out var number))
            {
                part = Hash128.Of(BitConverter.DoubleToUInt64Bits(number + 0.0));
            }
            else
            {
                return null;
            }

            key = key.With(part);
        }

        return key;
    }

    private void Add(ColumnDefinition column, int row, Hash128 value)
    {
        if (column.Key)
            Keys[row] = Keys[row].With(value);
        Contents[row] = Hash128.Mix(Contents[row] ^ value.A, 0x9e3779b97f4a7c15 + (ulong)column.Index);
    }
}
