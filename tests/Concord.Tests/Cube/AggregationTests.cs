using Concord.Planning.Cube;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Concord.Tests.Cube;

public sealed class AggregationTests
{
    private const int Count = Page.Length + 900;

    private static Layer Filled(int seed, int buckets, int pageLength)
    {
        var random = new Random(seed);
        var pages = new List<(int, int, Page?)>();
        for (var bucket = 0; bucket < buckets; bucket++)
        {
            for (var block = 0; block < Page.Blocks(Count); block++)
            {
                if (random.Next(8) == 0)
                    continue;
                var values = new double[Math.Min(pageLength, Math.Min(Page.Length, Count - (block * Page.Length)))];
                for (var i = 0; i < values.Length; i++)
                    values[i] = random.Next(4) == 0 ? double.NaN : random.Next(-1000, 1000);
                pages.Add((bucket, block, new Page(values)));
            }
        }

        return Layer.Empty.With(pages);
    }

    private static SeriesAttributes Families(Func<int, int> familyOf, int families, int seed)
    {
        var random = new Random(seed);
        var catalog = SeriesCatalog.Empty(SmallPlan.Site).With(Enumerable.Range(0, Count).Select(i => (string[])[$"I{i}", "X"]));
        string[] members = [.. Enumerable.Range(0, families).Select(f => $"{f:000}")];
        var present = Enumerable.Range(0, Count).Select(_ => random.Next(50) > 0).ToArray();
        return new SeriesAttributes(
            catalog, [new SeriesAttribute("family", members, [.. Enumerable.Range(0, Count).Select(s => present[s] ? familyOf(s) : -1)])], present);
    }

    [Fact]
    public void Sums_are_those_of_a_plain_loop_for_sorted_and_scattered_groups() => Prop.ForAll<int, bool, bool>((seed, sorted, weighted) =>
    {
        var random = new Random(seed);
        var (families, buckets, first) = (random.Next(1, 60), random.Next(1, 9), random.Next(0, 3));
        // Runs of a family are 2 to 5,000 series long; pages may be shorter than their series.
        var layer = Filled(seed, 6, random.Next(2) == 0 ? Page.Length : random.Next(1, Page.Length));
        var attributes = Families(s => sorted ? s * families / Count : (s * 7919) % families, families, seed);
        var grouping = attributes.Group(["family"], Coordinates.All);
        double[] factors = [.. Enumerable.Range(0, Count).Select(_ => random.Next(6) == 0 ? double.NaN : random.Next(1, 4))];
        var expected = Enumerable.Repeat(double.NaN, grouping.Count * buckets).ToArray();
        for (var series = 0; series < Count; series++)
        {
            for (var column = 0; column < buckets; column++)
            {
                var value = layer[series, first + column] * (weighted ? factors[series] : 1);
                if (grouping.GroupOf[series] < 0 || double.IsNaN(value))
                    continue;
                ref var sum = ref expected[(grouping.GroupOf[series] * buckets) + column];
                sum = double.IsNaN(sum) ? value : sum + value;
            }
        }

        return new[] { 1, -1 }.All(threads =>
        {
            var sums = new double[grouping.Count * buckets];
            Aggregation.Sum(layer, grouping, first, buckets, weighted ? new Weights(_ => factors) : null, sums, threads);
            return sums.AsSpan().SequenceEqual(expected);
        });
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void The_same_sums_come_out_bit_for_bit_with_any_number_of_threads()
    {
        var random = new Random(3);
        var values = new double[Page.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.NextDouble();
        var layer = Layer.Empty.With(Enumerable.Range(0, 36).Select(b => (b, 0, (Page?)new Page(values))));
        var grouping = Families(s => s % 40, 40, 1).Group(["family"], Coordinates.All);
        double[] one = new double[40 * 36], many = new double[40 * 36];
        Aggregation.Sum(layer, grouping, 0, 36, null, one, threads: 1);
        Aggregation.Sum(layer, grouping, 0, 36, null, many, threads: 2);
        Assert.Equal(one.Select(BitConverter.DoubleToInt64Bits), many.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void A_group_without_a_value_has_none_and_buckets_after_the_layer_are_empty()
    {
        var grouping = Families(s => s == 0 ? 0 : 1, 2, 9).Group(["family"], Coordinates.All);
        var sums = new double[grouping.Count * 3];
        Aggregation.Sum(Layer.Empty.With([(0, 1, new Page([5]))]), grouping, 0, 3, null, sums);
        Assert.Equal([double.NaN, double.NaN, double.NaN, 5, double.NaN, double.NaN], sums);
        Aggregation.Sum(Layer.Empty, grouping, 0, 0, null, []);
    }
}
