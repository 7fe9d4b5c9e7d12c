using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Concord.Planning.Cube;

namespace Concord.Planning.Scenarios;

/// <summary>SHA-256 of what plans and stages stand on, as 64 hexadecimal digits: equal when they say the same, wherever they were computed.</summary>
public static class Fingerprints
{
    // Master data that give every series its name, place in the hierarchy and unit: read by each stage through the structure of the plan.
    private static readonly string[] StructureTables = ["items", "item_attributes", "locations", "customers", "suppliers", "resources", "lanes", "units", "unit_conversions", "prices", "exchange_rates"];

    private static readonly ConditionalWeakTable<Page, byte[]> Pages = [];

    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Of a whole plan: values, written values and locks of every measure, entries, record patches, drivers and the basis. What management approves.</summary>
    public static string OfPlan(PlanState state)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, state.BasisId);
        foreach (var measure in state.Cube.Measures)
        {
            Add(hash, measure);
            foreach (var kind in Enum.GetValues<LayerKind>())
                Add(hash, state.Cube[measure][kind]);
        }

        foreach (var entry in state.Entries)
            Add(hash, entry);
        Add(hash, RecordPatches.Fingerprint(state.Patches));
        Add(hash, state.Drivers);
        return Text(hash);
    }

    /// <summary>Of all a stage reads of a plan, and of its version.</summary>
    public static string Of(StageDefinition stage, StageInput input)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, stage.Stage.ToString());
        Add(hash, stage.Version);
        Add(hash, input.State.BasisId);
        Add(hash, RecordPatches.Fingerprint(input.State.Patches.Where(p => stage.Tables.Contains(p.Table) || StructureTables.Contains(p.Table))));
        Add(hash, JsonSerializer.Serialize(input.Rules, Json));
        Add(hash, input.State.Drivers.Where(d => stage.Drivers.Contains(d.Kind)));
        foreach (var measure in stage.Reads.Order(StringComparer.Ordinal))
        {
            Add(hash, measure);
            Add(hash, input.Cube.Values(measure));
        }

        foreach (var measure in stage.ReadsOfRecord.Order(StringComparer.Ordinal))
        {
            Add(hash, measure);
            Add(hash, input.PlanOfRecord?.Cube.Values(measure) ?? Layer.Empty);
        }

        foreach (var entry in input.State.Entries.Where(e => stage.EntriesRead.Contains(e.Measure)))
            Add(hash, entry);

        return Text(hash);
    }

    /// <summary>Of a text.</summary>
    public static string Of(ReadOnlySpan<byte> data) => Convert.ToHexStringLower(SHA256.HashData(data));

    /// <summary>Pages without a value count as none: a store need not keep them.</summary>
    private static void Add(IncrementalHash hash, Layer layer)
    {
        var buckets = 0;
        for (var bucket = 0; bucket < layer.BucketCount; bucket++)
        {
            for (var block = 0; block < layer.BlockCount(bucket); block++)
            {
                if (layer.PageAt(bucket, block) is not { } page || Pages.GetValue(page, HashOf) is not { Length: > 0 } ofPage)
                    continue;
                Add(hash, bucket);
                Add(hash, block);
                hash.AppendData(ofPage);
                buckets = bucket + 1;
            }
        }

        Add(hash, buckets);
    }

    /// <summary>
    /// All numbers that are none, and both zeros, count as equal: planners cannot tell them apart. Values behind the last number do not count. Empty for a page without a number.
    /// </summary>
    private static byte[] HashOf(Page page)
    {
        var values = page.Values;
        var length = values.Length;
        while (length > 0 && double.IsNaN(values[length - 1]))
            length--;
        if (length == 0)
            return [];
        var plain = new double[length];
        for (var i = 0; i < length; i++)
            plain[i] = double.IsNaN(values[i]) ? double.NaN : values[i] + 0d;
        return SHA256.HashData(MemoryMarshal.AsBytes(plain.AsSpan()));
    }

    private static void Add(IncrementalHash hash, Entry entry) => Add(hash, string.Create(
        CultureInfo.InvariantCulture,
        $"{entry.Measure}|{entry.Coordinates}|{entry.FirstBucket}|{entry.LastBucket}|{entry.Rule}|{entry.Value:R}|{entry.Unit}|{entry.Total}|{entry.Spread}|{entry.Like}|{entry.Shift}|{entry.Whole}"));

    private static void Add(IncrementalHash hash, IEnumerable<Driver> drivers)
    {
        foreach (var driver in drivers)
            Add(hash, string.Create(CultureInfo.InvariantCulture, $"{driver.Kind}|{driver.Part}|{driver.FirstBucket}|{driver.LastBucket}|{driver.Value:R}"));
    }

    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Add(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static string Text(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());
}
