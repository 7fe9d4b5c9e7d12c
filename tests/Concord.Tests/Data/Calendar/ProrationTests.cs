using Concord.Planning.Data.Calendar;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Concord.Tests.Data.Calendar;

public sealed class ProrationTests
{
    private static readonly DateOnly From = new(2026, 1, 1);
    private static readonly DateOnly To = new(2026, 3, 31);
    private static readonly PlanningCalendar Months = new(new Months(new FiscalYear()), From, To);
    private static readonly PlanningCalendar Weeks = new(new IsoWeeks(new FiscalYear()), From, To);

    [Fact]
    public void A_month_goes_to_weeks_by_days_shared()
    {
        var weeks = new double[Weeks.Count];
        var outside = Proration.ByDays([310, double.NaN, double.NaN], Months, Weeks, weeks);
        Assert.Equal(0, outside);
        // January 2026 starts on a Thursday and ends on a Saturday: 4 + 7 + 7 + 7 + 6 days of 10 units each.
        double[] expected = [40, 70, 70, 70, 60];
        for (var i = 0; i < weeks.Length; i++)
        {
            if (i < expected.Length)
                Assert.Equal(expected[i], weeks[i], 10);
            else
                Assert.True(double.IsNaN(weeks[i]), $"week {i} has {weeks[i]} though no month with a value touches it");
        }
    }

    [Fact]
    public void What_falls_outside_of_the_target_is_returned()
    {
        var weeks = new double[Weeks.Count];
        weeks[0] = 70;
        weeks[^1] = 7;
        var months = new double[Months.Count];
        var outside = Proration.ByDays(weeks, Weeks, Months, months);
        // The first week starts on Monday 29 December: three of its seven days are of the year before. The last one ends on 5 April.
        Assert.Equal(30 + 5, outside, 10);
        Assert.Equal([40, 0, 2], months.Select(m => Math.Round(m, 10)));
    }

    [Fact]
    public void Whole_units_are_handed_out_with_the_remainder_carried()
    {
        var parts = new double[4];
        Proration.ByWeights(10, [1, 1, 1, 1], parts, whole: true);
        Assert.Equal([3, 2, 3, 2], parts);
        Proration.ByWeights(1, [1, 1, 1, 1], parts, whole: true);
        Assert.Equal(1, parts.Sum());
        Assert.All(parts, p => Assert.Equal(Math.Round(p), p));
    }

    [Fact]
    public void A_last_digit_that_no_remainder_could_give_is_kept()
    {
        // Found by the property below: a part of full precision lands half a digit beside -0.21307431, and no second part can bring it back.
        var parts = new double[2];
        Proration.ByWeights(-0.21307431, [1, 26], parts);
        Assert.Equal(-0.21307431, parts[0] + parts[1]);
    }

    [Fact]
    public void Parts_added_in_order_are_exactly_the_quantity()
    {
        var cases =
            from weights in Gen.Choose(0, 31).NonEmptyListOf()
            from mantissa in Gen.Choose(-1_000_000_007, 1_000_000_007)
            from scale in Gen.Elements(1e-9, 1 / 3d, 1, 0.1, 7e6, 1e12)
            where weights.Sum() > 0
            select (Weights: weights.ToArray(), Quantity: mantissa * scale);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var parts = new double[c.Weights.Length];
            Proration.ByWeights(c.Quantity, c.Weights, parts);
            var sum = 0d;
            for (var i = 0; i < parts.Length; i++)
            {
                Assert.True(c.Weights[i] > 0 || parts[i] == 0);
                Assert.Equal(c.Quantity * c.Weights[i] / c.Weights.Sum(), parts[i], Math.Abs(c.Quantity) * 1e-12);
                sum += parts[i];
            }

            Assert.Equal(c.Quantity, sum);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Whole_quantities_keep_their_sum_exactly_in_both_directions()
    {
        var cases = from monthly in Gen.Choose(-500, 1_000_000).ArrayOf(3) from pattern in Gen.Choose(0, 2) select (Monthly: monthly, Pattern: pattern);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var finer = c.Pattern switch
            {
                0 => Weeks,
                1 => new PlanningCalendar(new SplitWeeks(new FiscalYear()), From, To),
                _ => new PlanningCalendar(new WeekPeriods(new FiscalYear()), From, To.AddMonths(1)),
            };
            var source = c.Monthly.Select(q => (double)q).ToArray();
            var there = new double[finer.Count];
            Assert.Equal(0, Proration.ByDays(source, Months, finer, there, whole: true));
            Assert.All(there.Where(q => !double.IsNaN(q)), q => Assert.Equal(Math.Round(q), q));
            Assert.Equal(source.Sum(), there.Where(q => !double.IsNaN(q)).Sum());
            var back = new double[Months.Count];
            var outside = Proration.ByDays(there, finer, Months, back, whole: true);
            Assert.Equal(source.Sum(), back.Sum() + outside);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Weeks_split_at_month_ends_bring_every_month_back_unchanged()
    {
        var split = new PlanningCalendar(new SplitWeeks(new FiscalYear()), From, To);
        double[] source = [1234.5, 0, 99.125];
        var there = new double[split.Count];
        var back = new double[Months.Count];
        Proration.ByDays(source, Months, split, there);
        Assert.Equal(0, Proration.ByDays(there, split, Months, back));
        Assert.Equal(source, back);
    }

    [Fact]
    public void Wrong_lengths_and_weights_are_refused()
    {
        var parts = new double[2];
        Assert.Throws<ArgumentException>(() => Proration.ByDays(new double[2], Months, Weeks, new double[Weeks.Count]));
        Assert.Throws<ArgumentException>(() => Proration.ByDays(new double[3], Months, Weeks, parts));
        Assert.Throws<ArgumentException>(() => Proration.ByWeights(1, [0, 0], parts));
        Assert.Throws<ArgumentException>(() => Proration.ByWeights(1, [2, -1], parts));
    }
}
