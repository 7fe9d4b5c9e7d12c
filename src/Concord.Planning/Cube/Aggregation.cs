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
        for (var block = 0; block < blocks; block++)
        {
            var (run, end) = (grouping.FirstRunOfBlock[block], grouping.FirstRunOfBlock[block + 1]);
            if (run == end || layer.PageAt(bucket, block) is not { } page)
                continue;
            var values = page.Values;
            var start = block * Page.Length;
            if (grouping.InRuns)
                SumRuns(values, grouping.Runs.AsSpan(run, end - run), start, factors, sums, column, stride);
            else
                SumSingles(values, grouping.GroupOf.AsSpan(start), factors.IsEmpty ? factors : factors[start..], sums, column, stride);
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

    private static void SumSingles(ReadOnlySpan<double> values, ReadOnlySpan<int> groupOf, ReadOnlySpan<double> factors, double[] sums, int column, int stride)
    {
        for (var i = 0; i < Math.Min(values.Length, groupOf.Length); i++)
        {
            var value = factors.IsEmpty ? values[i] : values[i] * factors[i];
            var group = groupOf[i];
            if (group < 0 || double.IsNaN(value))
                continue;
            ref var total = ref sums[(group * stride) + column];
            total = double.IsNaN(total) ? value : total + value;
        }
    }
}
