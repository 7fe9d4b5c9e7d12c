using Concord.Numerics.Cells;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Concord.Tests.Numerics.Cells;

public sealed class SharesTests
{
    private static double[] Cut(double amount, double[] weights, bool whole = false, double[]? factors = null)
    {
        var parts = new double[weights.Length];
        Assert.True(Shares.Cut(amount, weights, factors ?? [], whole, parts));
        return parts;
    }

    private static double Sum(IEnumerable<double> parts) => parts.Where(p => !double.IsNaN(p)).Aggregate(0d, (sum, part) => sum + part);

    [Fact]
    public void An_amount_is_cut_in_proportion() => Assert.Equal([20, 30, 50], Cut(100, [2, 3, 5]));

    [Fact]
    public void Nothing_is_cut_where_there_is_no_weight()
    {
        double[] parts = [7, 8];
        Assert.False(Shares.Cut(100, [0, double.NaN], [], whole: false, parts));
        Assert.Equal([7, 8], parts);
        Assert.False(Shares.Cut(100, [], [], whole: false, []));
    }

    [Fact]
    public void A_weight_of_zero_or_none_gets_no_part() => Assert.Equal([double.NaN, 25, double.NaN, 75], Cut(100, [0, 1, double.NaN, 3]));

    [Fact]
    public void Zero_is_cut_into_zeros() => Assert.Equal([0, 0, 0], Cut(0, [1, 2, 3]));

    /// <summary>10 by 1:1:1 runs to 3 1/3, 6 2/3, 10, rounded 3, 7, 10: the parts are the steps between.</summary>
    [Fact]
    public void Whole_parts_carry_the_remainder_to_the_next()
    {
        Assert.Equal([3, 4, 3], Cut(10, [1, 1, 1], whole: true));
        Assert.Equal([-3, -4, -3], Cut(-10, [1, 1, 1], whole: true));
        // 7 by 5:3:3:1 runs to 2.92, 4.67, 6.42, 7: rounded 3, 5, 6, 7.
        Assert.Equal([3, 2, 1, 1], Cut(7, [5, 3, 3, 1], whole: true));
        // One piece for four equal parts: 0.25, 0.5, 0.75, 1. A half is rounded to the even number.
        Assert.Equal([0, 0, 1, 0], Cut(1, [1, 1, 1, 1], whole: true));
    }

    [Fact]
    public void An_amount_that_is_not_whole_leaves_its_fraction_with_the_largest_part() => Assert.Equal([2, 6.5, 2], Cut(10.5, [1, 3, 1], whole: true));

    /// <summary>
    /// 100 boxes by 1:1:2 in items of 1, 3 and 4 boxes. Boxes due: 25, 25, 50, that are 25, 8 1/3 and 12 1/2 items. Whole: 25 items, then 8 (24 boxes; 1 is carried),
    /// then 51 boxes make 12 items (48 boxes). The 3 boxes left go to the largest as 3/4 of an item.
    /// </summary>
    [Fact]
    public void Whole_parts_of_unlike_factors_leave_what_cannot_be_whole_with_the_largest()
    {
        var parts = Cut(100, [1, 1, 2], whole: true, [1, 3, 4]);
        Assert.Equal([25, 8, 12.75], parts);
        Assert.Equal(100, 25 + (8 * 3) + (12.75 * 4));
    }

    [Fact]
    public void Unlike_factors_make_equal_amounts_and_not_equal_parts() => Assert.Equal([50, 10, 5], Cut(150, [1, 1, 1], factors: [1, 5, 10]));

    [Theory]
    [InlineData(double.MaxValue)]
    [InlineData(-double.MaxValue)]
    [InlineData(double.Epsilon)]
    [InlineData(5e-324 * 7)]
    [InlineData(1e300)]
    [InlineData(9007199254740993d)]
    public void Amounts_at_the_ends_of_what_a_number_holds_are_cut_exactly(double amount)
    {
        foreach (var whole in new[] { false, true })
        {
            var parts = Cut(amount, [1, 2, 3, 4, 1e-9], whole);
            Assert.Equal(amount, Sum(parts));
            Assert.All(parts, p => Assert.True(p == 0 || Math.Sign(p) == Math.Sign(amount)));
        }
    }

    [Fact]
    public void Weights_that_sum_to_more_than_a_number_holds_still_have_proportions() =>
        Assert.Equal([25, 50, 25], Cut(100, [0.75e308, 1.5e308, 0.75e308]));

    [Fact]
    public void No_part_is_minus_zero() => Assert.All(Cut(-1, [1, 1, 1], whole: true), p => Assert.False(p == 0 && double.IsNegative(p)));

    private static Gen<double> Magnitude(double lowest, double highest) =>
        Gen.Choose(0, 1_000_000).Select(n => Math.Pow(10, lowest + ((highest - lowest) * n / 1_000_000)));

    private static Gen<double[]> Weights =>
        Gen.Choose(1, 200).SelectMany(count => Gen.Frequency(
            (1, Gen.Elements(0, double.NaN)), (6, Magnitude(-3, 5)), (1, Magnitude(-300, 300))).ArrayOf(count)).Where(w => w.Any(x => x > 0));

    private static Gen<(double Amount, double[] Weights, int Seed)> Cuts =>
        Gen.Frequency((5, Magnitude(-3, 9)), (1, Magnitude(-308, 308)), (3, Gen.Choose(0, 100_000).Select(n => (double)n)))
            .SelectMany(amount => Gen.Elements(1, -1).SelectMany(sign => Weights.SelectMany(weights => Gen.Choose(0, 1 << 30).Select(seed => (sign * amount, weights, seed)))));

    private static void ForAll(Func<(double Amount, double[] Weights, int Seed), bool> holds) =>
        Prop.ForAll(Arb.From(Cuts), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void The_parts_sum_to_the_amount_bit_for_bit_in_any_order_of_adding() => ForAll(cut =>
    {
        var parts = Cut(cut.Amount, cut.Weights).Where(p => !double.IsNaN(p)).ToArray();
        var shuffled = parts.ToArray();
        new Random(cut.Seed).Shuffle(shuffled);
        return Sum(parts) == cut.Amount && Sum(shuffled) == cut.Amount && PresentSums.Sum(shuffled) == cut.Amount;
    });

    [Fact]
    public void Whole_parts_are_whole_sum_to_the_amount_and_are_within_one_of_their_exact_share() => ForAll(cut =>
    {
        var amount = Math.Round(cut.Amount);
        if (Math.Abs(amount) > 1e15)
            return true;
        var (parts, total) = (Cut(amount, cut.Weights, whole: true), Sum(cut.Weights.Where(w => w > 0)));
        return Sum(parts) == amount && parts.Zip(cut.Weights).All(p =>
            double.IsNaN(p.First) ? !(p.Second > 0) : p.First == Math.Round(p.First) && Math.Abs(p.First - (amount * (p.Second / total))) <= 1 + (1e-12 * Math.Abs(amount)));
    });

    [Fact]
    public void No_part_has_the_other_sign_whatever_the_factors() => ForAll(cut =>
    {
        var random = new Random(cut.Seed);
        var factors = cut.Weights.Select(_ => Math.Round(Math.Pow(10, random.NextDouble() * 3), 1)).ToArray();
        return new[] { false, true }.All(whole => new[] { [], factors }.All(used =>
            Cut(cut.Amount, cut.Weights, whole, used).All(p => double.IsNaN(p) || p == 0 || Math.Sign(p) == Math.Sign(cut.Amount))));
    });

    [Fact]
    public void With_unlike_factors_the_parts_sum_to_the_amount_within_rounding() => ForAll(cut =>
    {
        var random = new Random(cut.Seed);
        var factors = cut.Weights.Select(_ => Math.Round(Math.Pow(10, random.NextDouble() * 3), 1)).ToArray();
        return new[] { false, true }.All(whole =>
        {
            var sum = Sum(Cut(cut.Amount, cut.Weights, whole, factors).Zip(factors, (part, factor) => part * factor));
            return Math.Abs(sum - cut.Amount) <= Math.Max(1e-12 * Math.Abs(cut.Amount), double.Epsilon * 1e4);
        });
    });

    /// <summary>
    /// Three equal shares of 5 in items of 10, 20 and 29.7: rounding to the nearest would give the last one item, which is 14.7 more than there is, and the largest part would
    /// have to be -1.47 to make up for it.
    /// </summary>
    [Fact]
    public void Whole_parts_of_large_items_take_no_more_than_there_is()
    {
        var parts = Cut(15, [5.1, 4.95, 4.95], whole: true, [10, 20, 29.7]);
        Assert.All(parts, p => Assert.True(p >= 0));
        Assert.Equal(15, (parts[0] * 10) + (parts[1] * 20) + (parts[2] * 29.7), 12);
    }
}
