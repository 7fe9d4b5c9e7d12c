namespace Concord.Storage.Data.Segments;

/// <summary>A set of row numbers, stored as runs: (gap, length) pairs of variable-length integers. A full re-export in the same order is one run.</summary>
internal static class RowSet
{
    /// <summary>Encodes the rows whose bit is set; row r is bit r % 64 of word r / 64.</summary>
    public static byte[] Encode(ReadOnlySpan<ulong> bits)
    {
        using var stream = new MemoryStream();
        var rows = bits.Length * 64;
        var next = 0;
        for (var row = 0; row < rows; row++)
        {
            if (bits[row >> 6] == 0)
            {
                row |= 63;
                continue;
            }

            if (!IsSet(bits, row))
                continue;
            var start = row;
            while (row + 1 < rows && IsSet(bits, row + 1))
                row++;
            Write(stream, (uint)(start - next));
            Write(stream, (uint)(row + 1 - start));
            next = row + 1;
        }

        return stream.ToArray();
    }

    public static bool IsSet(ReadOnlySpan<ulong> bits, int row) => (bits[row >> 6] >> (row & 63) & 1) != 0;

    public static void Set(Span<ulong> bits, int row) => bits[row >> 6] |= 1UL << (row & 63);

    /// <summary>Marks the rows of an encoded set in <paramref name="hidden"/>, which covers the rows from <paramref name="first"/> on.</summary>
    public static void Mark(ReadOnlySpan<byte> data, int first, Span<bool> hidden)
    {
        var position = 0;
        var row = 0;
        while (position < data.Length)
        {
            row += (int)Read(data, ref position);
            var length = (int)Read(data, ref position);
            var from = Math.Max(row, first) - first;
            var to = Math.Min(row + length, first + hidden.Length) - first;
            if (from < to)
                hidden[from..to].Fill(true);
            row += length;
            if (row >= first + hidden.Length)
                return;
        }
    }

    private static void Write(MemoryStream stream, uint value)
    {
        while (value >= 0x80)
        {
            stream.WriteByte((byte)(value | 0x80));
            value >>= 7;
        }

        stream.WriteByte((byte)value);
    }

    private static uint Read(ReadOnlySpan<byte> data, ref int position)
    {
        uint value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = data[position++];
            value |= (uint)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }
    }
}
