using Concord.Planning.Data;
using Concord.Planning.Demand;
using Concord.Tests.Data;

namespace Concord.Tests.Demand;

public sealed class CleansingTests
{
    private static double[] With(double[] sold, int at, params double[] values)
    {
        values.CopyTo(sold, at);
        return sold;
    }

    private static DemandCase Case(double[] sold, params IEnumerable<object> facts) => new(null, [Facts.Item("A"), .. Facts.MonthlySales("A", sold), .. facts]);

    [Fact]
    public void AnEvenHistoryStaysAsItIs()
    {
        var plan = Case(DemandCase.Even(48));
        Assert.Empty(plan.Cleanse.Corrections);
        Assert.Equal(plan.Past("sales_history", "A"), plan.Past("cleansed_history", "A"));
        Assert.All(plan.Past("history_correction", "A"), v => Assert.Equal(0, v));
        Assert.All(plan.Past("corrected_series", "A"), v => Assert.True(double.IsNaN(v)));
    }

    [Fact]
    public void ASingleWildMonthIsBroughtToWhatItsNeighboursSay()
    {
        var plan = Case(With(DemandCase.Even(48), 30, 900));
        var correction = Assert.Single(plan.Cleanse.Corrections);
        Assert.Equal((CorrectionReason.Outlier, "2024-10", 900d), (correction.Reason, correction.Bucket, correction.Before));
        Assert.Equal(100, correction.After, 5d);
        Assert.Equal(correction.After - 900, plan.Past("history_correction", "A")[30], 1e-9);
        Assert.Equal(1, plan.Past("corrected_series", "A")[30]);
    }

    [Fact]
    public void ALevelThatShiftedStays()
    {
        double[] sold = [.. DemandCase.Even(30), .. DemandCase.Even(18, 400)];
        Assert.Empty(Case(sold).Cleanse.Corrections);
        Assert.Empty(Case(With(DemandCase.Even(48), 20, 300, 310, 305)).Cleanse.Corrections);
    }

    [Fact]
    public void APeakThatComesEveryYearIsASeason()
    {
        var sold = DemandCase.Even(48);
        for (var december = 8; december < 48; december += 12)
            sold[december] = 500;
        Assert.Empty(Case(sold).Cleanse.Corrections);
    }

    [Fact]
    public void AMonthWithoutStockIsFilledUpByTheShareOfDaysWithoutStock()
    {
        StockHistoryLine Stock(string day, double quantity, double? without = null) =>
            new() { Item = new("A"), Location = new("W1"), Date = Facts.Day(day), Quantity = quantity, StockoutDays = without };

        // Half of October without stock; 20 sold where about 100 were expected: 20 + 15/31 of 100.
        var plan = Case(With(DemandCase.Even(48), 30, 20), Stock("2024-09-30", 50), Stock("2024-10-31", 80, 15));
        var correction = Assert.Single(plan.Cleanse.Corrections);
        Assert.Equal(CorrectionReason.StockOut, correction.Reason);
        Assert.Equal(20 + (15d / 31 * 100), correction.After, 5d);

        // The same without a month of little demand: nothing was lost, nothing is added.
        Assert.Empty(Case(DemandCase.Even(48), Stock("2024-09-30", 50), Stock("2024-10-31", 80, 15)).Cleanse.Corrections);
    }

    [Fact]
    public void WithoutStockHistoryThatIsSaid() => Assert.Contains(Case(DemandCase.Even(48)).Cleanse.Findings, f => f.Code == "STOCK_OUTS_UNKNOWN");

    [Fact]
    public void APromotionIsTakenBackByItsDaysAndEffect()
    {
        // 20 % over all of October: 120 / 1.2. Over its second half only: 110 / (1 + .2 x 16/31).
        var promotion = Facts.Event("P") with { From = Facts.Day("2024-10-01"), To = Facts.Day("2024-10-31") };
        Assert.Equal(100, Case(With(DemandCase.Even(48), 30, 120), promotion).Past("cleansed_history", "A")[30], 1e-9);
        Assert.Equal(110 / (1 + (.2 * 16 / 31)), Case(With(DemandCase.Even(48), 30, 110), promotion with { From = Facts.Day("2024-10-16") }).Past("cleansed_history", "A")[30], 1e-9);
    }

    [Fact]
    public void AnEventThatStillActsIsPartOfTheLevel()
    {
        var competitor = Facts.Event("K") with { Kind = DemandEventKind.CompetitorAction, From = Facts.Day("2024-10-01"), To = Facts.Day("2026-10-31"), EffectPercent = -20 };
        Assert.Empty(Case(DemandCase.Even(48), competitor).Cleanse.Corrections);
        Assert.NotEmpty(Case(DemandCase.Even(48), competitor with { To = Facts.Day("2025-03-31") }).Cleanse.Corrections);
    }

    [Fact]
    public void ReturnsAreSetAgainstTheOrdersBeforeThem()
    {
        var plan = Case(With(DemandCase.Even(48), 30, 30, -40));
        var past = plan.Past("cleansed_history", "A");
        Assert.Equal(0, past[30]);
        Assert.Equal(0, past[31]);
        Assert.Equal(plan.Past("sales_history", "A")[..48].Sum(), past.Sum() - plan.Cleanse.Corrections.Where(c => c.Reason != CorrectionReason.Return).Sum(c => c.After - c.Before), 1e-6);
        Assert.Contains(plan.Cleanse.Corrections, c => c is { Reason: CorrectionReason.Return, Before: -40, After: 0 });
    }

    [Fact]
    public void TheRampOfALaunchStays()
    {
        double[] sold = [.. Enumerable.Repeat(double.NaN, 20), 5, 40, 15, 80, 90, .. DemandCase.Even(23)];
        Assert.Empty(Case(sold, Facts.Item("B"), Facts.Sale("B", new DateOnly(2022, 4, 5))).Cleanse.Corrections);
    }
}
