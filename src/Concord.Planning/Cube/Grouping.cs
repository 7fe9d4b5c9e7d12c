namespace Concord.Planning.Cube;

/// <summary>A run of neighbouring series of one group. Runs end at page borders.</summary>
public readonly record struct GroupRun(int Group, int First, int Count);

/// <summary>Which series make which row of a level. Groups are in ordinal order of their keys, from 0.</summary>
public sealed class Grouping
{
    // Below this many series a run the summing of single values is faster than that of runs.
    private const int ShortRun = 12;

    private Grouping(string[][] keys, int[] groupOf, int[] sizes, int[] firstSeries, GroupRun[] runs, int[] firstRunOfBlock)
    {
        (Keys, GroupOf, Sizes, FirstSeries, Runs, FirstRunOfBlock) = (keys, groupOf, sizes, firstSeries, runs, firstRunOfBlock);
        InRuns = runs.Length == 0 || sizes.Sum() / runs.Length >= ShortRun;
        _byGroup = new(ByGroup);
    }

    /// <summary>For each group its member of each attribute of the level.</summary>
    public string[][] Keys { get; }

    public int Count => Keys.Length;

    /// <summary>The group of each series; -1 for those that are in none.</summary>
    public int[] GroupOf { get; }

    /// <summary>Series of each group, at least 1.</summary>
    public int[] Sizes { get; }

    /// <summary>The first series of each group.</summary>
    public int[] FirstSeries { get; }

    private readonly Lazy<(int[] Series, int[] Starts)> _byGroup;

    /// <summary>The series of a group, ascending.</summary>
    public ReadOnlySpan<int> SeriesOf(int group) => _byGroup.Value.Series.AsSpan(_byGroup.Value.Starts[group].._byGroup.Value.Starts[group + 1]);

    internal GroupRun[] Runs { get; }

    /// <summary>For each block of series its first run; one more at the end.</summary>
    internal int[] FirstRunOfBlock { get; }

    /// <summary>True when series of a group are mostly neighbours.</summary>
    internal bool InRuns { get; }

    internal static Grouping Of(IReadOnlyList<SeriesAttribute> level, bool[] mask)
    {
        // Mixed-radix codes: members are in ordinal order, so the codes are too.
        var codes = new long[mask.Length];
        var combinations = 1L;
        foreach (var attribute in level)
        {
            if (combinations > long.MaxValue / Math.Max(1, attribute.Members.Length))
                combinations = Rank(codes, mask);
            combinations *= attribute.Members.Length;
            for (var series = 0; series < codes.Length; series++)
            {
                if (mask[series])
                    codes[series] = (codes[series] * attribute.Members.Length) + attribute.Codes[series];
            }
        }

        var distinct = new Dictionary<long, int>();
        for (var series = 0; series < mask.Length; series++)
        {
            if (mask[series])
                distinct.TryAdd(codes[series], 0);
        }

        long[] ordered = [.. distinct.Keys.Order()];
        for (var group = 0; group < ordered.Length; group++)
            distinct[ordered[group]] = group;

        var groupOf = new int[mask.Length];
        var sizes = new int[ordered.Length];
        var firstSeries = new int[ordered.Length];
        var (lastCode, lastGroup) = (-1L, -1);
        for (var series = mask.Length - 1; series >= 0; series--)
        {
            groupOf[series] = -1;
            if (!mask[series])
                continue;
            if (codes[series] != lastCode)
                (lastCode, lastGroup) = (codes[series], distinct[codes[series]]);
            groupOf[series] = lastGroup;
            sizes[lastGroup]++;
            firstSeries[lastGroup] = series;
        }

        var keys = new string[ordered.Length][];
        for (var group = 0; group < keys.Length; group++)
            keys[group] = [.. level.Select(attribute => attribute.Members[attribute.Codes[firstSeries[group]]])];
        var (runs, firstRunOfBlock) = RunsOf(groupOf);
        return new Grouping(keys, groupOf, sizes, firstSeries, runs, firstRunOfBlock);
    }

    /// <summary>Puts the rank of each code in its place, so that further attributes fit: there are no more ranks than series.</summary>
    private static int Rank(long[] codes, bool[] mask)
    {
        long[] ordered = [.. codes.Where((_, series) => mask[series]).Distinct().Order()];
        for (var series = 0; series < codes.Length; series++)
        {
            if (mask[series])
                codes[series] = Array.BinarySearch(ordered, codes[series]);
        }

        return ordered.Length;
    }

    private (int[] Series, int[] Starts) ByGroup()
    {
        var starts = new int[Count + 1];
        for (var group = 0; group < Count; group++)
            starts[group + 1] = starts[group] + Sizes[group];
        var next = starts[..^1];
        var series = new int[starts[^1]];
        for (var i = 0; i < GroupOf.Length; i++)
        {
            if (GroupOf[i] is var group and >= 0)
                series[next[group]++] = i;
        }

        return (series, starts);
    }

    private static (GroupRun[] Runs, int[] FirstRunOfBlock) RunsOf(int[] groupOf)
    {
        var blocks = Page.Blocks(groupOf.Length);
        var runs = new List<GroupRun>();
        var firstRunOfBlock = new int[blocks + 1];
        for (var block = 0; block < blocks; block++)
        {
            firstRunOfBlock[block] = runs.Count;
            var end = Math.Min(groupOf.Length, (block + 1) * Page.Length);
            for (var first = block * Page.Length; first < end;)
            {
                var next = first + 1;
                while (next < end && groupOf[next] == groupOf[first])
                    next++;
                if (groupOf[first] >= 0)
                    runs.Add(new GroupRun(groupOf[first], first, next - first));
                first = next;
            }
        }

        firstRunOfBlock[blocks] = runs.Count;
        return ([.. runs], firstRunOfBlock);
    }
}
