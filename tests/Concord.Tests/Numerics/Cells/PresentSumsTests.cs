using Concord.Numerics.Cells;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Concord.Tests.Numerics.Cells;

public sealed class PresentSumsTests
{
    // Whole numbers add up exactly in any order, so that the loops below are an oracle bit for bit.
    private static double[] Values(int length, int seed, int missingOf10)
    {
        var random = new Random(seed);
        var values = new double[length];
        for (var i = 0; i < length; i++)
            values[i] = random.Next(10) < missingOf10 ? double.NaN : random.Next(-1_000_000, 1_000_000);
        return values;
    }

    private static double Naive(double[] values, double[]? weights = null)
    {
        var sum = double.NaN;
        for (var i = 0; i < values.Length; i++)
        {
            var value = weights is null ? values[i] : values[i] * weights[i];
            if (!double.IsNaN(value))
                sum = double.IsNaN(sum) ? value : sum + value;
        }

        return sum;
    }

    [Fact]
    public void Every_length_and_density_sums_like_a_plain_loop()
    {
        for (var length = 0; length <= 70; length++)
        {
            for (var missing = 0; missing <= 10; missing++)
            {
                var (values, weights) = (Values(length, length, missing), Values(length, 1000 + length, missing / 2));
                Assert.Equal(Naive(values), PresentSums.Sum(values));
                Assert.Equal(Naive(values, weights), PresentSums.WeightedSum(values, weights));
            }
        }
    }

    [Fact]
    public void One_value_among_many_that_are_missing_is_found_wherever_it_stands()
    {
        for (var length = 1; length <= 70; length++)
        {
            for (var at = 0; at < length; at++)
            {
                var values = new double[length];
                Array.Fill(values, double.NaN);
                values[at] = 0;
                Assert.Equal(0, PresentSums.Sum(values));
                values[at] = 7;
                Assert.Equal(7, PresentSums.Sum(values));
                Assert.Equal(14, PresentSums.WeightedSum(values, [.. Enumerable.Repeat(2d, length)]));
            }
        }
    }

    [Fact]
    public void The_sum_of_nothing_is_no_value_and_not_zero()
    {
        Assert.Equal(double.NaN, PresentSums.Sum([]));
        Assert.Equal(double.NaN, PresentSums.WeightedSum([], []));
        Assert.Equal(double.NaN, PresentSums.WeightedSum([1, double.NaN], [double.NaN, 1]));
        Assert.Equal(double.NaN, PresentSums.Add(double.NaN, double.NaN));
        Assert.Equal(3, PresentSums.Add(double.NaN, 3));
        Assert.Equal(3, PresentSums.Add(3, double.NaN));
        Assert.Equal(5, PresentSums.Add(3, 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(33)]
    public void Infinity_is_a_value_and_minus_zero_is_zero(int length)
    {
        var values = new double[length];
        values[length / 2] = double.PositiveInfinity;
        Assert.Equal(double.PositiveInfinity, PresentSums.Sum(values));
        Array.Fill(values, -0.0);
        Assert.Equal(0, PresentSums.Sum(values));
    }

    [Fact]
    public void Groups_get_the_sums_of_their_values_and_those_below_zero_get_none() => Prop.ForAll<int, byte>((seed, length) =>
    {
        var random = new Random(seed);
        var values = Values(length, seed, 3);
        var weights = Values(length, seed + 1, 1);
        var groups = Enumerable.Range(0, length).Select(_ => random.Next(-1, 4)).ToArray();
        foreach (var used in new[] { [], weights })
        {
            var sums = Enumerable.Repeat(double.NaN, 5).ToArray();
            PresentSums.AddByGroup(values, groups, used, sums);
            for (var group = 0; group < 5; group++)
            {
                var members = Enumerable.Range(0, length).Where(i => groups[i] == group).ToList();
                var expected = Naive([.. members.Select(i => values[i])], used.Length == 0 ? null : [.. members.Select(i => used[i])]);
                if (!expected.Equals(sums[group]))
                    return false;
            }
        }

        return true;
    }).QuickCheckThrowOnFailure();
}
