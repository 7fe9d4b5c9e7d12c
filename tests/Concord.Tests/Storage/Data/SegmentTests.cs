using System.Text;
using Concord.Planning.Data;
using Concord.Storage.Data.Segments;
using FsCheck;
using FsCheck.Fluent;

namespace Concord.Tests.Storage.Data;

/// <summary>The stored form of columns gives back what was put in, bit for bit; the index of keys agrees with a dictionary.</summary>
public sealed class SegmentTests
{
    [Fact]
    public void Whole_numbers_come_back() => Prop.ForAll<int[], bool>((values, narrow) =>
    {
        // The spread must fit 32 bits; narrow ones exercise the one- and two-byte forms.
        var input = Array.ConvertAll(values, v => v == SegmentCodec.None ? v : narrow ? v % 100 : v % 1_000_000_000);
        return SegmentCodec.DecodeWhole(Encoded.Whole(input), input.Length).SequenceEqual(input);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Numbers_come_back_bit_for_bit() => Prop.ForAll<double[]>(numbers =>
    {
        var finite = numbers.Where(n => !double.IsInfinity(n)).ToArray();
        var back = SegmentCodec.DecodeNumbers(Encoded.Numbers(finite), finite.Length);
        return finite.Zip(back).All(p => double.IsNaN(p.First) ? double.IsNaN(p.Second) : BitConverter.DoubleToInt64Bits(p.First) == BitConverter.DoubleToInt64Bits(p.Second));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(new[] { 1.25, double.NaN, 0.1, 99999.99 })]
    [InlineData(new[] { 0.0001, -0.0001 })]
    [InlineData(new[] { 1e300, 0.1 })]
    [InlineData(new[] { -0.0, 0.0 })]
    [InlineData(new double[0])]
    public void Typical_numbers_come_back_bit_for_bit(double[] numbers)
    {
        var back = SegmentCodec.DecodeNumbers(Encoded.Numbers(numbers), numbers.Length);
        Assert.Equal(numbers.Select(BitConverter.DoubleToInt64Bits), back.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void Prices_with_cents_take_four_bytes_at_most()
    {
        var prices = Enumerable.Range(0, 1000).Select(i => i * 7919 % 100_000 / 100d).ToArray();
        Assert.InRange(Encoded.Numbers(prices).Length, 1000, 4100);
    }

    [Fact]
    public void Texts_come_back_in_order_and_only_those_in_use_are_stored() => Prop.ForAll<string[]>(texts =>
    {
        var dictionary = new Utf8Dictionary();
        dictionary.GetOrAdd("never used"u8, out _);
        var given = texts.Select(t => t is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(t))).ToArray();
        var codes = given.Select(t => t is null ? -1 : dictionary.GetOrAdd(Encoding.UTF8.GetBytes(t), out _)).ToArray();
        var back = SegmentCodec.DecodeText(Encoded.Text(codes, dictionary.Freeze()), codes.Length);
        return Enumerable.Range(0, codes.Length).All(i => back.Text(i) == given[i]) && !back.Dictionary.Contains("never used");
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_dictionary_numbers_texts_in_the_order_they_come_and_forgets_the_last_on_request()
    {
        var dictionary = new Utf8Dictionary();
        for (var i = 0; i < 10_000; i++)
        {
            Assert.Equal(i, dictionary.GetOrAdd(Encoding.UTF8.GetBytes($"key {i}"), out var added));
            Assert.True(added);
        }

        dictionary.GetOrAdd("broken"u8, out _);
        dictionary.ForgetLast();
        Assert.Equal(-1, dictionary.Find("broken"u8));
        Assert.Equal(1234, dictionary.GetOrAdd("key 1234"u8, out var again));
        Assert.False(again);
        Assert.Equal(10_000, dictionary.Count);
    }

    [Fact]
    public void Sets_of_rows_come_back() => Prop.ForAll<bool[], byte>((rows, first) =>
    {
        var bits = new ulong[(rows.Length + 63) / 64];
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i])
                RowSet.Set(bits, i);
        }

        var from = Math.Min(first, rows.Length);
        var marked = new bool[rows.Length - from];
        RowSet.Mark(RowSet.Encode(bits), from, marked);
        return marked.SequenceEqual(rows.Skip(from));
    }).QuickCheckThrowOnFailure();

    /// <summary>The index, spilling included, finds what a plain dictionary finds.</summary>
    [Theory]
    [InlineData(1_000, 300)]
    [InlineData(400_000, 250_000)]
    public void The_key_index_agrees_with_a_dictionary(int rows, int keys)
    {
        var folder = Directory.CreateTempSubdirectory("concord-test-");
        using (var index = new KeyIndex(folder.FullName))
        {
            var random = new Random(7);
            var known = new Dictionary<int, (int Row, ulong Content)>();
            var hidden = new HashSet<int>();
            var hashes = new RowHashes();
            var (duplicates, changed, unchanged) = (0, new HashSet<int>(), new HashSet<int>());
            var mine = new Dictionary<int, ulong>();
            Fill(0, (row, key, content) =>
            {
                if (!mine.TryAdd(key, content))
                    duplicates++;
            });
            Fill(1, (row, key, content) =>
            {
                if (!mine.TryGetValue(key, out var own))
                    return;
                hidden.Add(row);
                (own == content ? unchanged : changed).Add(key);
                (own == content ? changed : unchanged).Remove(key);
            });

            var bits = new ulong[(rows + 63) / 64];
            var overlap = KeyOverlap.Find(index, [[], bits], (_, _) => true);
            Assert.Equal(duplicates, overlap.Duplicates.Count);
            Assert.Equal((changed.Count, unchanged.Count), (overlap.Changed, overlap.Unchanged));
            Assert.All(Enumerable.Range(0, rows), row => Assert.Equal(hidden.Contains(row), RowSet.IsSet(bits, row)));

            void Fill(int owner, Action<int, int, ulong> expect)
            {
                for (var first = 0; first < rows; first += SegmentBuilder.Capacity)
                {
                    var count = Math.Min(SegmentBuilder.Capacity, rows - first);
                    for (var i = 0; i < count; i++)
                    {
                        var key = random.Next(keys);
                        hashes.Keys[i] = Hash128.Of((ulong)key);
                        hashes.Contents[i] = (ulong)random.Next(2);
                        expect(first + i, key, hashes.Contents[i]);
                    }

                    index.Add(owner, first, count, hashes);
                }
            }
        }

        Assert.Empty(folder.GetFiles());
        folder.Delete();
    }
}

/// <summary>Encoding into a buffer that held something else before, and is larger than needed: what is stored must not depend on it.</summary>
internal static class Encoded
{
    public static byte[] Whole(int[] values)
    {
        var buffer = Used();
        var size = SegmentCodec.EncodeWhole(values, ref buffer);
        return buffer[..size];
    }

    public static byte[] Numbers(double[] numbers)
    {
        var buffer = Used();
        var size = SegmentCodec.EncodeNumbers(numbers, ref buffer);
        return buffer[..size];
    }

    public static byte[] Text(int[] codes, Utf8Dictionary.Frozen dictionary)
    {
        var buffer = Used();
        var size = SegmentCodec.EncodeText(codes, dictionary, ref buffer);
        return buffer[..size];
    }

    private static byte[] Used()
    {
        var buffer = new byte[64];
        Array.Fill(buffer, (byte)0xAB);
        return buffer;
    }
}
