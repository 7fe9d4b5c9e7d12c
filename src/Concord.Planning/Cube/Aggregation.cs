using System.Buffers;
using Concord.Numerics.Cells;

namespace Concord.Planning.Cube;

/// <summary>What leaf values are multiplied by before they are added up.</summary>
/// <param name="Of">For a bucket one weight per series; NaN leaves the series out. Called from several threads.</param>
public sealed record Weights(Func<int, double[]> Of);

/// <summary>Reads a layer at any level: leaf values added up live, nothing is stored for groups.</summary>
public static class Aggregation
{
    /// <summary>Adds the values of each group in each bucket. A group without a value has NaN, not zero.</summary>
    /// <param name="layer">The leaf values.</param>
    /// <param name="grouping">Which series make which group.</param>
    /// <param name="first">First bucket.</param>
    /// <param name="count">Buckets, 0 or more.</param>
    /// <param name="weights">Null to add values as they are.</param>
    /// <param name="sums">Group by group, each with <paramref name="count"/> buckets; written, not added to.</param>
    /// <param name="threads">Most threads; -1 for as many as the machine has processors.</param>
    public static void Sum(Layer layer, Grouping grouping, int first, int count, Weights? weights, double[] sums, int threads = -1)
    {
        Array.Fill(sums, double.NaN, 0, grouping.Count * count);
        if (grouping.Count == 0)
            return;
        if (threads == 1 || grouping.Runs.Length * (long)count < WorthThreads)
        {
            for (var column = 0; column < count; column++)
                SumBucket(layer, grouping, first + column, weights, sums, column, count);
            return;
        }

        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, column => SumBucket(layer, grouping, first + column, weights, sums, column, count));
    }

    // Runs times buckets below which starting threads takes longer than the sum.
    private const int WorthThreads = 256;

    private static void SumBucket(Layer layer, Grouping grouping, int bucket, Weights? weights, double[] sums, int column, int stride)
    {
        var blocks = Math.Min(layer.BlockCount(bucket), grouping.FirstRunOfBlock.Length - 1);
        ReadOnlySpan<double> factors = blocks > 0 && weights is not null ? weights.Of(bucket) : [];
        if (!grouping.InRuns)
        {
            SumSingles(layer, grouping, bucket, blocks, factors, sums, column, stride);
            return;
        }

        for (var block = 0; block < blocks; block++)
        {
            var (run, end) = (grouping.FirstRunOfBlock[block], grouping.FirstRunOfBlock[block + 1]);
            if (run < end && layer.PageAt(bucket, block) is { } page)
                SumRuns(page.Values, grouping.Runs.AsSpan(run, end - run), block * Page.Length, factors, sums, column, stride);
        }
    }

    private static void SumRuns(
        ReadOnlySpan<double> values, ReadOnlySpan<GroupRun> runs, int start, ReadOnlySpan<double> factors, double[] sums, int column, int stride)
    {
        foreach (var run in runs)
        {
            var at = run.First - start;
            var length = Math.Min(run.Count, values.Length - at);
            if (length <= 0)
                return;
            var slice = values.Slice(at, length);
            var sum = factors.IsEmpty ? PresentSums.Sum(slice) : PresentSums.WeightedSum(slice, factors.Slice(run.First, length));
            ref var total = ref sums[(run.Group * stride) + column];
            total = PresentSums.Add(total, sum);
        }
    }

    private static void SumSingles(Layer layer, Grouping grouping, int bucket, int blocks, ReadOnlySpan<double> factors, double[] sums, int column, int stride)
    {
        // One place before the first group takes what is in none.
        var places = grouping.Count + 1;
        var totals = ArrayPool<double>.Shared.Rent(places);
        var present = ArrayPool<long>.Shared.Rent(places);
        totals.AsSpan(0, places).Clear();
        present.AsSpan(0, places).Clear();
        for (var block = 0; block < blocks; block++)
        {
            if (layer.PageAt(bucket, block) is not { } page)
                continue;
            var start = block * Page.Length;
            var groupOf = grouping.GroupOf.AsSpan(start, Math.Min(page.Values.Length, grouping.GroupOf.Length - start));
            AddSingles(page.Values[..groupOf.Length], groupOf, factors.IsEmpty ? factors : factors.Slice(start, groupOf.Length), totals, present);
        }

        for (var group = 0; group < grouping.Count; group++)
        {
            if (present[group + 1] != 0)
                sums[(group * stride) + column] = totals[group + 1];
        }

        ArrayPool<double>.Shared.Return(totals);
        ArrayPool<long>.Shared.Return(present);
    }

    // Missing values are masked, not branched around: where they stand cannot be predicted.
    private static void AddSingles(ReadOnlySpan<double> values, ReadOnlySpan<int> groupOf, ReadOnlySpan<double> factors, Span<double> totals, Span<long> present)
    {
        groupOf = groupOf[..values.Length];
        var weighted = !factors.IsEmpty;
        for (var i = 0; i < values.Length; i++)
        {
            var value = weighted ? values[i] * factors[i] : values[i];
            var mask = double.IsNaN(value) ? 0L : -1L;
            var place = groupOf[i] + 1;
            totals[place] += BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(value) & mask);
            present[place] |= mask;
        }
    }
}
