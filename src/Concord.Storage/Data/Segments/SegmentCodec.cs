using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Concord.Planning.Data;

namespace Concord.Storage.Data.Segments;

/// <summary>
/// The stored form of one column of a segment: whole numbers as an offset from their minimum in 0, 1, 2 or 4 bytes, texts as a dictionary
/// and its codes, numbers with up to four decimals as scaled whole numbers, other numbers as doubles. Little endian. Lossless.
/// </summary>
/// <remarks>
/// Layout. Whole numbers: [width][minimum: i32][values]; stored value 0 is "none", others are value - minimum + 1.
/// Numbers: [kind: 0 doubles, 1 scaled][scale: f64][whole numbers or doubles]. Text: [count: i32][bytes: i32][end of each: i32 …][bytes][codes as whole numbers].
/// </remarks>
internal static class SegmentCodec
{
    public const int None = int.MinValue;

    /// <summary>Encodes codes into a dictionary of which only the entries in use are written, in the order of first use. Answers the bytes written to the buffer, which grows as needed.</summary>
    public static int EncodeText(ReadOnlySpan<int> codes, Utf8Dictionary.Frozen dictionary, ref byte[] buffer)
    {
        var local = ArrayPool<int>.Shared.Rent(Math.Max(1, dictionary.Count));
        var renamed = ArrayPool<int>.Shared.Rent(Math.Max(1, codes.Length));
        var used = ArrayPool<int>.Shared.Rent(Math.Max(1, Math.Min(dictionary.Count, codes.Length)));
        try
        {
            local.AsSpan(0, dictionary.Count).Fill(-1);
            var count = 0;
            var bytes = 0;
            for (var i = 0; i < codes.Length; i++)
            {
                var code = codes[i];
                if (code < 0)
                {
                    renamed[i] = None;
                    continue;
                }

                if (local[code] < 0)
                {
                    local[code] = count;
                    used[count++] = code;
                    bytes += dictionary[code].Length;
                }

                renamed[i] = local[code];
            }

            var head = 8 + (4 * count) + bytes;
            var size = head + WholeSize(renamed.AsSpan(0, codes.Length), out var min, out var width);
            var result = Reserve(ref buffer, size);
            BinaryPrimitives.WriteInt32LittleEndian(result, count);
            BinaryPrimitives.WriteInt32LittleEndian(result[4..], bytes);
            var end = 0;
            var heap = result[(8 + (4 * count))..];
            for (var i = 0; i < count; i++)
            {
                var text = dictionary[used[i]];
                text.CopyTo(heap[end..]);
                end += text.Length;
                BinaryPrimitives.WriteInt32LittleEndian(result[(8 + (4 * i))..], end);
            }

            WriteWhole(renamed.AsSpan(0, codes.Length), result[head..], min, width);
            return size;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(local);
            ArrayPool<int>.Shared.Return(renamed);
            ArrayPool<int>.Shared.Return(used);
        }
    }

    public static ColumnData DecodeText(ReadOnlySpan<byte> data, int rows)
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(data);
        var bytes = BinaryPrimitives.ReadInt32LittleEndian(data[4..]);
        var heap = data.Slice(8 + (4 * count), bytes);
        var dictionary = new string[count];
        var start = 0;
        for (var i = 0; i < count; i++)
        {
            var end = BinaryPrimitives.ReadInt32LittleEndian(data[(8 + (4 * i))..]);
            dictionary[i] = Encoding.UTF8.GetString(heap[start..end]);
            start = end;
        }

        var codes = new int[rows];
        ReadWhole(data[(8 + (4 * count) + bytes)..], codes);
        for (var i = 0; i < codes.Length; i++)
        {
            if (codes[i] == None)
                codes[i] = -1;
        }

        return ColumnData.OfText(codes, dictionary);
    }

    /// <summary>Encodes whole numbers; <see cref="None"/> is "none". Answers the bytes written to the buffer, which grows as needed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The values span more than 32 bits.</exception>
    public static int EncodeWhole(ReadOnlySpan<int> values, ref byte[] buffer)
    {
        var size = WholeSize(values, out var min, out var width);
        WriteWhole(values, Reserve(ref buffer, size), min, width);
        return size;
    }

    public static int[] DecodeWhole(ReadOnlySpan<byte> data, int rows)
    {
        var values = new int[rows];
        ReadWhole(data, values);
        return values;
    }

    /// <summary>Encodes numbers; NaN is "none". Answers the bytes written to the buffer, which grows as needed.</summary>
    public static int EncodeNumbers(ReadOnlySpan<double> numbers, ref byte[] buffer)
    {
        var scaled = ArrayPool<int>.Shared.Rent(Math.Max(1, numbers.Length));
        try
        {
            foreach (var scale in (ReadOnlySpan<double>)[1, 100, 10_000])
            {
                if (!TryScale(numbers, scale, scaled))
                    continue;
                var whole = scaled.AsSpan(0, numbers.Length);
                var size = 9 + WholeSize(whole, out var min, out var width);
                var result = Reserve(ref buffer, size);
                result[0] = 1;
                BinaryPrimitives.WriteDoubleLittleEndian(result[1..], scale);
                WriteWhole(whole, result[9..], min, width);
                return size;
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(scaled);
        }

        var raw = Reserve(ref buffer, 9 + (8 * numbers.Length));
        raw[..9].Clear();
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(raw[(9 + (8 * i))..], numbers[i]);
        return raw.Length;
    }

    public static double[] DecodeNumbers(ReadOnlySpan<byte> data, int rows)
    {
        var numbers = new double[rows];
        if (data[0] == 0)
        {
            for (var i = 0; i < rows; i++)
                numbers[i] = BinaryPrimitives.ReadDoubleLittleEndian(data[(9 + (8 * i))..]);
            return numbers;
        }

        var scale = BinaryPrimitives.ReadDoubleLittleEndian(data[1..]);
        var whole = ArrayPool<int>.Shared.Rent(Math.Max(1, rows));
        ReadWhole(data[9..], whole.AsSpan(0, rows));
        for (var i = 0; i < rows; i++)
            numbers[i] = whole[i] == None ? double.NaN : whole[i] / scale;
        ArrayPool<int>.Shared.Return(whole);
        return numbers;
    }

    private static Span<byte> Reserve(ref byte[] buffer, int size)
    {
        if (buffer.Length < size)
            buffer = new byte[Math.Max(size, buffer.Length * 2)];
        return buffer.AsSpan(0, size);
    }

    /// <summary>True when every number is exactly a whole number divided by the scale, so that decoding gives the same bits back.</summary>
    private static bool TryScale(ReadOnlySpan<double> numbers, double scale, int[] scaled)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var number = numbers[i];
            if (double.IsNaN(number))
            {
                scaled[i] = None;
                continue;
            }

            var whole = Math.Round(number * scale);
            if (Math.Abs(whole) > 1_000_000_000 || whole / scale != number || (number == 0 && double.IsNegative(number)))
                return false;
            scaled[i] = (int)whole;
        }

        return true;
    }

    private static int WholeSize(ReadOnlySpan<int> values, out int min, out int width)
    {
        min = int.MaxValue;
        var max = int.MinValue;
        var none = false;
        foreach (var value in values)
        {
            if (value == None)
            {
                none = true;
                continue;
            }

            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        if (max == int.MinValue)
            min = max = 0;
        var range = (ulong)((long)max - min) + 1;
        width = range == 1 && !none ? 0 : range <= byte.MaxValue ? 1 : range <= ushort.MaxValue ? 2 : 4;
        if (range > uint.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(values), "A whole-number column spans more than 32 bits.");
        return 5 + (width * values.Length);
    }

    private static void WriteWhole(ReadOnlySpan<int> values, Span<byte> target, int min, int width)
    {
        target[0] = (byte)width;
        BinaryPrimitives.WriteInt32LittleEndian(target[1..], min);
        target = target[5..];
        switch (width)
        {
            case 1:
                for (var i = 0; i < values.Length; i++)
                    target[i] = values[i] == None ? (byte)0 : (byte)(values[i] - min + 1);
                break;
            case 2:
                for (var i = 0; i < values.Length; i++)
                    BinaryPrimitives.WriteUInt16LittleEndian(target[(2 * i)..], values[i] == None ? (ushort)0 : (ushort)(values[i] - min + 1));
                break;
            case 4:
                for (var i = 0; i < values.Length; i++)
                    BinaryPrimitives.WriteUInt32LittleEndian(target[(4 * i)..], values[i] == None ? 0 : (uint)((long)values[i] - min + 1));
                break;
        }
    }

    private static void ReadWhole(ReadOnlySpan<byte> source, Span<int> values)
    {
        var width = source[0];
        var min = BinaryPrimitives.ReadInt32LittleEndian(source[1..]);
        source = source[5..];
        switch (width)
        {
            case 0:
                values.Fill(min);
                break;
            case 1:
                for (var i = 0; i < values.Length; i++)
                    values[i] = source[i] == 0 ? None : source[i] - 1 + min;
                break;
            case 2:
                for (var i = 0; i < values.Length; i++)
                {
                    var stored = BinaryPrimitives.ReadUInt16LittleEndian(source[(2 * i)..]);
                    values[i] = stored == 0 ? None : stored - 1 + min;
                }

                break;
            default:
                for (var i = 0; i < values.Length; i++)
                {
                    var stored = BinaryPrimitives.ReadUInt32LittleEndian(source[(4 * i)..]);
                    values[i] = stored == 0 ? None : (int)((long)stored - 1 + min);
                }

                break;
        }
    }
}
