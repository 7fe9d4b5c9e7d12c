using System.Runtime.InteropServices;

namespace Concord.Planning.Cube;

/// <summary>Marks which cells of an answer are locked and which somebody has edited.</summary>
internal static class CellMarks
{
    // Series below which starting threads takes longer than the work.
    private const int WorthThreads = 20_000;

    /// <summary>Adds the locked series of each row and bucket, and marks the buckets in which one has another value than the stage wrote.</summary>
    /// <param name="place">The row of each group.</param>
    /// <param name="first">First bucket of the answer.</param>
    public static void Add(MeasureLayers layers, Grouping grouping, int[] place, int first, CellColumn column, int buckets)
    {
        if (column.Locked.Length + column.Edited.Length == 0)
            return;
        if (grouping.GroupOf.Length < WorthThreads)
        {
            for (var bucket = 0; bucket < buckets; bucket++)
                AddBucket(layers, grouping, place, first, column, buckets, bucket);
            return;
        }

        Parallel.For(0, buckets, bucket => AddBucket(layers, grouping, place, first, column, buckets, bucket));
    }

    private static void AddBucket(MeasureLayers layers, Grouping grouping, int[] place, int first, CellColumn column, int buckets, int bucket)
    {
        for (var block = 0; block < Page.Blocks(grouping.GroupOf.Length); block++)
        {
            var groups = grouping.GroupOf.AsSpan(block * Page.Length);
            if (column.Locked.Length > 0 && layers.Locks.PageAt(first + bucket, block) is { } locks)
                AddLocks(locks.Values, groups, place, column.Locked, buckets, bucket);
            if (column.Edited.Length == 0 || layers.Values.PageAt(first + bucket, block) is var page && page == layers.Written.PageAt(first + bucket, block))
                continue;
            ReadOnlySpan<double> now = page is null ? [] : page.Values, written = layers.Written.PageAt(first + bucket, block) is { } old ? old.Values : [];
            if (grouping.InRuns)
                MarkRuns(now, written, grouping, block, place, column.Edited, buckets, bucket);
            else
                MarkSingles(now, written, groups, place, column.Edited, buckets, bucket);
        }
    }

    private static void AddLocks(ReadOnlySpan<double> locks, ReadOnlySpan<int> groups, int[] place, int[] locked, int buckets, int bucket)
    {
        for (var i = 0; i < Math.Min(locks.Length, groups.Length); i++)
        {
            if (locks[i] == 1 && groups[i] >= 0)
                locked[(place[groups[i]] * buckets) + bucket]++;
        }
    }

    private static void MarkRuns(ReadOnlySpan<double> now, ReadOnlySpan<double> written, Grouping grouping, int block, int[] place, int[] edited, int buckets, int bucket)
    {
        for (var r = grouping.FirstRunOfBlock[block]; r < grouping.FirstRunOfBlock[block + 1]; r++)
        {
            var run = grouping.Runs[r];
            ref var mark = ref edited[(place[run.Group] * buckets) + bucket];
            if (mark == 0 && Differ(Slice(now, run, block), Slice(written, run, block)))
                mark = 1;
        }
    }

    private static void MarkSingles(ReadOnlySpan<double> now, ReadOnlySpan<double> written, ReadOnlySpan<int> groups, int[] place, int[] edited, int buckets, int bucket)
    {
        for (var i = 0; i < Math.Min(Math.Max(now.Length, written.Length), groups.Length); i++)
        {
            if (groups[i] >= 0 && !CubeEdit.Same(i < now.Length ? now[i] : double.NaN, i < written.Length ? written[i] : double.NaN))
                edited[(place[groups[i]] * buckets) + bucket] = 1;
        }
    }

    private static bool Differ(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        // Equal bits are equal values; the rest is looked at, up to the first that differs.
        if (one.Length == other.Length && MemoryMarshal.Cast<double, long>(one).SequenceEqual(MemoryMarshal.Cast<double, long>(other)))
            return false;
        for (var i = 0; i < Math.Max(one.Length, other.Length); i++)
        {
            if (!CubeEdit.Same(i < one.Length ? one[i] : double.NaN, i < other.Length ? other[i] : double.NaN))
                return true;
        }

        return false;
    }

    private static ReadOnlySpan<double> Slice(ReadOnlySpan<double> values, GroupRun run, int block)
    {
        var at = run.First - (block * Page.Length);
        return at >= values.Length ? [] : values.Slice(at, Math.Min(run.Count, values.Length - at));
    }
}
