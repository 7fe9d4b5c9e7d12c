using Concord.Planning.Cube;

namespace Concord.Storage.Scenarios;

/// <summary>Page tables and lists of numbers as bytes. Neighbours differ little, so differences are kept, each in as few bytes as it needs.</summary>
internal static class RootCodec
{
    private const byte Version = 1;

    /// <summary>Addresses with the number of their page, 0 where there is none any more.</summary>
    /// <param name="pages">All addresses of a measure's layer next to each other, as cubes list them.</param>
    public static byte[] Encode(IReadOnlyList<(PageAddress Address, long Page)> pages)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Version);
        var last = 0L;
        for (var i = 0; i < pages.Count;)
        {
            var (measure, kind) = (pages[i].Address.Measure, pages[i].Address.Kind);
            var end = i;
            while (end < pages.Count && pages[end].Address.Kind == kind && pages[end].Address.Measure == measure)
                end++;
            writer.Write(measure);
            writer.Write((byte)kind);
            writer.Write7BitEncodedInt(end - i);
            for (; i < end; i++)
            {
                writer.Write7BitEncodedInt(pages[i].Address.Bucket);
                writer.Write7BitEncodedInt(pages[i].Address.Block);
                WriteDifference(writer, pages[i].Page, ref last);
            }
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <exception cref="PlanDamagedException">The bytes are no page table.</exception>
    public static List<(PageAddress Address, long Page)> Decode(long revision, byte[] data)
    {
        try
        {
            using var stream = new MemoryStream(data);
            using var reader = new BinaryReader(stream);
            if (reader.ReadByte() != Version)
                throw new FormatException();
            var pages = new List<(PageAddress, long)>();
            var last = 0L;
            while (stream.Position < stream.Length)
            {
                var measure = string.Intern(reader.ReadString());
                var kind = (LayerKind)reader.ReadByte();
                for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
                    pages.Add((new PageAddress(measure, kind, reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt()), ReadDifference(reader, ref last)));
            }

            return pages;
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            throw new PlanDamagedException(
                $"The page table of revision {revision} cannot be read. Maybe the disk or the database file is damaged; restore a backup with: concord restore");
        }
    }

    public static byte[] EncodeNumbers(IReadOnlyCollection<long> numbers)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var last = 0L;
        foreach (var number in numbers)
            WriteDifference(writer, number, ref last);
        writer.Flush();
        return stream.ToArray();
    }

    public static List<long> DecodeNumbers(byte[] data)
    {
        using var stream = new MemoryStream(data);
        using var reader = new BinaryReader(stream);
        var numbers = new List<long>();
        for (var last = 0L; stream.Position < stream.Length;)
            numbers.Add(ReadDifference(reader, ref last));
        return numbers;
    }

    private static void WriteDifference(BinaryWriter writer, long number, ref long last)
    {
        var difference = number - last;
        writer.Write7BitEncodedInt64((difference << 1) ^ (difference >> 63));
        last = number;
    }

    private static long ReadDifference(BinaryReader reader, ref long last)
    {
        var folded = reader.Read7BitEncodedInt64();
        return last += (long)((ulong)folded >> 1) ^ -(folded & 1);
    }
}
