using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Runtime.InteropServices;
using Concord.Planning.Cube;

namespace Concord.Storage.Scenarios;

/// <summary>
/// Values of a page as bytes and back, bit for bit: NaN and minus zero too. Eight bytes of header (format, 0, length, checksum over number, base and content),
/// then one of: the values as they are; the cells that differ from a base (or from "no value"); the byte planes that are not constant, deflated where that pays.
/// </summary>
internal static class PageCodec
{
    /// <summary>Bytes of a cell that differs: place and value.</summary>
    public const int CellBytes = sizeof(ushort) + sizeof(long);

    private const int HeaderBytes = 8;
    private const byte Raw = 1;
    private const byte Cells = 2;
    private const byte Planes = 3;
    private const byte DeflatedPlanes = 4;

    // Whole numbers below a million vary in five bytes of eight at most. Fractions vary in more, if not in all, and deflating them gains nothing.
    private const int MostPlanes = 5;

    private static readonly long NoValue = BitConverter.DoubleToInt64Bits(double.NaN);

    /// <summary>A page on its own, in the smallest of the forms that cost little to make.</summary>
    public static byte[] Encode(long id, ReadOnlySpan<double> values)
    {
        var bits = MemoryMarshal.Cast<double, long>(values);
        var (different, present) = (0L, 0);
        foreach (var cell in bits)
        {
            different |= cell ^ bits[0];
            present += cell != NoValue ? 1 : 0;
        }

        // A quarter of the raw size: beyond it the planes are smaller, mostly.
        if (present * CellBytes <= values.Length * sizeof(double) / 4)
            return EncodeCells(id, null, values, Present(bits, present));

        Span<int> varying = stackalloc int[sizeof(long)];
        var planes = 0;
        for (var plane = 0; plane < sizeof(long); plane++)
        {
            if (((different >> (8 * plane)) & 0xFF) != 0)
                varying[planes++] = plane;
        }

        return planes > MostPlanes ? EncodeRaw(id, values) : EncodePlanes(id, values, varying[..planes]);
    }

    /// <summary>The cells of a page that differ from its base.</summary>
    /// <param name="id">The number of the page.</param>
    /// <param name="baseId">The number of the base; null when the cells left out have no value.</param>
    /// <param name="values">All values of the page.</param>
    /// <param name="places">The cells to keep, ascending.</param>
    public static byte[] EncodeCells(long id, long? baseId, ReadOnlySpan<double> values, ReadOnlySpan<ushort> places)
    {
        var data = new byte[HeaderBytes + (places.Length * CellBytes)];
        MemoryMarshal.AsBytes(places).CopyTo(data.AsSpan(HeaderBytes));
        var at = HeaderBytes + (places.Length * sizeof(ushort));
        foreach (var place in places)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(at), values[place]);
            at += sizeof(double);
        }

        return Sealed(data, Cells, id, baseId, values.Length);
    }

    /// <summary>The places of the cells that a page holds beside those of its base, ascending.</summary>
    /// <exception cref="PlanDamagedException">The bytes are not those of this page.</exception>
    public static ushort[] PlacesOf(long id, long? baseId, byte[] data)
    {
        var length = Opened(id, baseId, data, out var format);
        if (format != Cells)
            throw Damaged(id, "it is said to differ from another page, and has no cells of its own");
        return Places(id, data, length).ToArray();
    }

    /// <summary>The values of a page.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="baseId">The number of its base, or null.</param>
    /// <param name="data">Its bytes.</param>
    /// <param name="baseValues">The values of the base; empty without one.</param>
    /// <exception cref="PlanDamagedException">The bytes are not those of this page.</exception>
    public static double[] Decode(long id, long? baseId, byte[] data, ReadOnlySpan<double> baseValues)
    {
        var length = Opened(id, baseId, data, out var format);
        var values = new double[length];
        var content = data.AsSpan(HeaderBytes);
        switch (format)
        {
            case Raw when content.Length == length * sizeof(double):
                content.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
                break;
            case Cells when baseValues.Length <= length:
                baseValues.CopyTo(values);
                values.AsSpan(baseValues.Length).Fill(double.NaN);
                var places = Places(id, data, length);
                var cells = content[(places.Length * sizeof(ushort))..];
                for (var i = 0; i < places.Length; i++)
                    values[places[i]] = BinaryPrimitives.ReadDoubleLittleEndian(cells[(i * sizeof(double))..]);
                break;
            case Planes or DeflatedPlanes when content.Length >= 1 + sizeof(long):
                DecodePlanes(id, content, format == DeflatedPlanes, values);
                break;
            default:
                throw Damaged(id, $"its form {format} with {data.Length} bytes for {length} values is not known");
        }

        return values;
    }

    private static byte[] EncodeRaw(long id, ReadOnlySpan<double> values)
    {
        var data = GC.AllocateUninitializedArray<byte>(HeaderBytes + (values.Length * sizeof(double)));
        MemoryMarshal.AsBytes(values).CopyTo(data.AsSpan(HeaderBytes));
        return Sealed(data, Raw, id, null, values.Length);
    }

    private static byte[] EncodePlanes(long id, ReadOnlySpan<double> values, ReadOnlySpan<int> varying)
    {
        const int Start = HeaderBytes + 1 + sizeof(long);
        var bytes = MemoryMarshal.AsBytes(values);
        var data = new byte[Start + (varying.Length * values.Length)];
        bytes[..sizeof(long)].CopyTo(data.AsSpan(HeaderBytes + 1));
        for (var i = 0; i < varying.Length; i++)
        {
            data[HeaderBytes] |= (byte)(1 << varying[i]);
            var plane = data.AsSpan(Start + (i * values.Length), values.Length);
            for (int cell = 0, from = varying[i]; cell < plane.Length; cell++, from += sizeof(long))
                plane[cell] = bytes[from];
        }

        using var deflated = new MemoryStream(data.Length);
        deflated.Write(data.AsSpan(0, Start));
        using (var deflate = new DeflateStream(deflated, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(data.AsSpan(Start));

        // Reading deflated bytes costs time too: they must be clearly fewer.
        return deflated.Length < data.Length * 9 / 10
            ? Sealed(deflated.ToArray(), DeflatedPlanes, id, null, values.Length)
            : Sealed(data, Planes, id, null, values.Length);
    }

    private static void DecodePlanes(long id, ReadOnlySpan<byte> content, bool deflated, double[] values)
    {
        var mask = content[0];
        var stored = BitOperations.PopCount(mask) * values.Length;
        var planes = content[(1 + sizeof(long))..];
        if (deflated)
        {
            var inflated = new byte[stored];
            using var source = new DeflateStream(new MemoryStream(planes.ToArray()), CompressionMode.Decompress);
            if (source.ReadAtLeast(inflated, stored, throwOnEndOfStream: false) < stored)
                throw Damaged(id, "it ends too early");
            planes = inflated;
        }

        if (planes.Length != stored)
            throw Damaged(id, $"it has {planes.Length} bytes of values instead of {stored}");
        values.AsSpan().Fill(BitConverter.ToDouble(content[1..]));
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        for (int plane = 0, from = 0; plane < sizeof(long); plane++)
        {
            if ((mask & (1 << plane)) == 0)
                continue;
            for (var to = plane; to < bytes.Length; to += sizeof(long))
                bytes[to] = planes[from++];
        }
    }

    private static ushort[] Present(ReadOnlySpan<long> bits, int count)
    {
        var places = new ushort[count];
        for (int place = 0, i = 0; place < bits.Length; place++)
        {
            if (bits[place] != NoValue)
                places[i++] = (ushort)place;
        }

        return places;
    }

    private static ReadOnlySpan<ushort> Places(long id, byte[] data, int length)
    {
        var count = (data.Length - HeaderBytes) / CellBytes;
        if (data.Length != HeaderBytes + (count * CellBytes))
            throw Damaged(id, "its last cell is cut off");
        var places = MemoryMarshal.Cast<byte, ushort>(data.AsSpan(HeaderBytes, count * sizeof(ushort)));
        for (var i = 0; i < places.Length; i++)
        {
            if (places[i] >= length || (i > 0 && places[i] <= places[i - 1]))
                throw Damaged(id, $"cell {places[i]} of {length} is out of place");
        }

        return places;
    }

    private static byte[] Sealed(byte[] data, byte format, long id, long? baseId, int length)
    {
        data[0] = format;
        data[1] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(2), (ushort)length);
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(4), Checksum(id, baseId, data));
        return data;
    }

    private static int Opened(long id, long? baseId, byte[] data, out byte format)
    {
        if (data.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(4)) != Checksum(id, baseId, data))
            throw Damaged(id, "its checksum is wrong");
        format = data[0];
        var length = BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(2));
        return length <= Page.Length ? length : throw Damaged(id, $"it claims {length} values");
    }

    private static uint Checksum(long id, long? baseId, byte[] data)
    {
        var sum = BitOperations.Crc32C(BitOperations.Crc32C(0u, (ulong)id), (ulong)(baseId ?? 0));
        sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt32LittleEndian(data));
        var words = MemoryMarshal.Cast<byte, ulong>(data.AsSpan(HeaderBytes));
        foreach (var word in words)
            sum = BitOperations.Crc32C(sum, word);
        foreach (var rest in data.AsSpan(HeaderBytes + (words.Length * sizeof(ulong))))
            sum = BitOperations.Crc32C(sum, rest);
        return sum;
    }

    private static PlanDamagedException Damaged(long id, string why) =>
        new($"Page {id} of the plan cannot be read: {why}. Maybe the disk or the database file is damaged; restore a backup with: concord restore");
}
