using System.Runtime.InteropServices;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cube;

/// <summary>
/// The leaf coordinates of a grain, numbered from 0: the rows of the cube's pages. Immutable; it grows at its end only, so that a number once
/// given means the same coordinate for ever, in every scenario.
/// </summary>
public sealed class SeriesCatalog
{
    private readonly string[][] _members;
    private readonly int[][] _codes;
    private readonly Lazy<Dictionary<int[], int>> _index;

    private SeriesCatalog(Grain grain, IReadOnlyList<string> keys, string[][] members, int[][] codes, int count)
    {
        (Grain, Keys, _members, _codes, Count) = (grain, keys, members, codes, count);
        _index = new Lazy<Dictionary<int[], int>>(Index);
    }

    /// <summary>Without <see cref="Grain.Bucket"/>.</summary>
    public Grain Grain { get; }

    /// <summary>The attributes that make a coordinate, as <see cref="KeysOf"/>.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>Series, 0 or more.</summary>
    public int Count { get; }

    public static SeriesCatalog Empty(Grain grain)
    {
        var keys = KeysOf(grain);
        return new SeriesCatalog(grain & ~Grain.Bucket, keys, [.. keys.Select(_ => Array.Empty<string>())], [.. keys.Select(_ => Array.Empty<int>())], 0);
    }

    /// <summary>The attributes whose members make a coordinate of the grain; none for the company as a whole.</summary>
    public static IReadOnlyList<string> KeysOf(Grain grain)
    {
        var keys = new List<string>();
        if (grain.HasFlag(Grain.Item))
            keys.Add("item");
        if (grain.HasFlag(Grain.Location))
            keys.Add("location");
        if (grain.HasFlag(Grain.Customer))
            keys.AddRange(["channel", "region"]);
        if (grain.HasFlag(Grain.Supplier))
            keys.Add("supplier");
        if (grain.HasFlag(Grain.Resource))
            keys.Add("resource");
        if (grain.HasFlag(Grain.Lane))
            keys.AddRange(["from_location", "to_location", "mode"]);
        return keys;
    }

    /// <summary>The distinct members of a key; <see cref="Codes"/> index it.</summary>
    public ReadOnlySpan<string> Members(int key) => _members[key];

    /// <summary>The member of every series.</summary>
    public ReadOnlySpan<int> Codes(int key) => _codes[key].AsSpan(0, Count);

    /// <summary>The members of a series, in the order of <see cref="Keys"/>.</summary>
    public string[] Coordinate(int series)
    {
        var coordinate = new string[Keys.Count];
        for (var key = 0; key < coordinate.Length; key++)
            coordinate[key] = _members[key][_codes[key][series]];
        return coordinate;
    }

    /// <summary>The number of a coordinate, or -1.</summary>
    /// <param name="coordinate">A member for each of <see cref="Keys"/>.</param>
    public int Find(ReadOnlySpan<string> coordinate)
    {
        var codes = new int[Keys.Count];
        for (var key = 0; key < codes.Length; key++)
        {
            codes[key] = Array.IndexOf(_members[key], coordinate[key]);
            if (codes[key] < 0)
                return -1;
        }

        return _index.Value.GetValueOrDefault(codes, -1);
    }

    /// <summary>A catalog with these coordinates too, in the order given; those it has are not added twice.</summary>
    /// <param name="coordinates">Each a member for each of <see cref="Keys"/>.</param>
    /// <exception cref="ArgumentException">A coordinate with another number of members.</exception>
    public SeriesCatalog With(IEnumerable<IReadOnlyList<string>> coordinates)
    {
        var codeOf = new Dictionary<string, int>[Keys.Count];
        var members = new List<string>[Keys.Count];
        var codes = new List<int>[Keys.Count];
        for (var key = 0; key < Keys.Count; key++)
        {
            members[key] = [.. _members[key]];
            codes[key] = [.. Codes(key)];
            codeOf[key] = new Dictionary<string, int>(members[key].Count, StringComparer.Ordinal);
            for (var code = 0; code < members[key].Count; code++)
                codeOf[key].Add(members[key][code], code);
        }

        var known = new HashSet<int[]>(_index.Value.Keys, CodesComparer.Instance);
        var count = Count;
        foreach (var coordinate in coordinates)
        {
            if (coordinate.Count != Keys.Count)
                throw new ArgumentException($"A coordinate of {Grain} names {string.Join(", ", Keys)}; this one has {coordinate.Count} members.", nameof(coordinates));
            var row = new int[Keys.Count];
            for (var key = 0; key < row.Length; key++)
            {
                ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(codeOf[key], coordinate[key], out var exists);
                if (!exists)
                {
                    code = members[key].Count;
                    members[key].Add(coordinate[key]);
                }

                row[key] = code;
            }

            if (!known.Add(row))
                continue;
            for (var key = 0; key < row.Length; key++)
                codes[key].Add(row[key]);
            count++;
        }

        return count == Count ? this : new SeriesCatalog(Grain, Keys, [.. members.Select(m => m.ToArray())], [.. codes.Select(c => c.ToArray())], count);
    }

    private Dictionary<int[], int> Index()
    {
        var index = new Dictionary<int[], int>(Count, CodesComparer.Instance);
        for (var series = 0; series < Count; series++)
        {
            var row = new int[Keys.Count];
            for (var key = 0; key < row.Length; key++)
                row[key] = _codes[key][series];
            index.Add(row, series);
        }

        return index;
    }

    private sealed class CodesComparer : IEqualityComparer<int[]>
    {
        public static readonly CodesComparer Instance = new();

        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] codes)
        {
            var hash = new HashCode();
            hash.AddBytes(MemoryMarshal.AsBytes(codes.AsSpan()));
            return hash.ToHashCode();
        }
    }
}
