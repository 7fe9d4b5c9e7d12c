using System.Text.Json;
using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;
using Concord.Planning.Demand;
using Concord.Tests.Data;

namespace Concord.Tests.Demand;

public sealed class ForecastingTests
{
    private const string Mean = "statistical_forecast";

    private static DemandCase Case(params IEnumerable<object> facts) => new(null, facts);

    private static IEnumerable<object> Mature(string item, double level = 100) => [Facts.Item(item), .. Facts.MonthlySales(item, DemandCase.Even(48, level))];

    [Fact]
    public void AnEvenSellerGoesOnAndItsIntervalsHoldTheHistory()
    {
        var plan = Case(Mature("A"));
        Assert.All(plan.Planned(Mean, "A"), v => Assert.Equal(100, v, 6d));
        Assert.Equal(12, plan.Planned(Mean, "A").Length);
        Assert.All(plan.Planned("forecast_low_95", "A"), v => Assert.InRange(v, 80, 98));
        Assert.All(plan.Planned("forecast_high_95", "A"), v => Assert.InRange(v, 102, 120));
        Assert.Equal((SeriesClass.Smooth, 3), (plan.Of("A").Class, plan.Of("A").Origins));
        Assert.NotNull(plan.Of("A").Error);
    }

    [Fact]
    public void ASeasonComesAgain()
    {
        var plan = Case([Facts.Item("A"), .. Facts.MonthlySales("A", DemandCase.Seasonal(48))]);
        var forecast = plan.Planned(Mean, "A");
        Assert.Equal(180, forecast[2], 25d);
        Assert.Equal(20, forecast[8], 12d);
    }

    [Fact]
    public void BoundsNeverCrossAndAreNeverBelowZero()
    {
        double[] rare = [.. Enumerable.Range(0, 48).Select(t => t % 4 == 1 ? 3.0 + (t % 3) : double.NaN)];
        var plan = Case([.. Mature("A"), Facts.Item("R"), .. Facts.MonthlySales("R", rare), Facts.Item("W"), .. Facts.MonthlySales("W", [.. Enumerable.Range(0, 48).Select(t => (double)(t * 7919 % 97))])]);
        foreach (var item in new[] { "A", "R", "W" })
        {
            double[][] bounds = [.. new[] { "forecast_low_95", "forecast_low_80", "forecast_high_80", "forecast_high_95" }.Select(m => plan.Planned(m, item))];
            for (var b = 0; b < 12; b++)
            {
                Assert.True(bounds[0][b] >= 0);
                Assert.True(bounds[0][b] <= bounds[1][b] && bounds[1][b] <= bounds[2][b] && bounds[2][b] <= bounds[3][b]);
            }
        }

        Assert.Equal(1, plan.Planned(Mean, "R").Average(), .4);
    }

    [Fact]
    public void DemandEndsOnTheDayOfTheEndOfLife()
    {
        var plan = Case([.. Mature("A").Select(f => f is Item item ? item with { EndOfLifeDate = Facts.Day("2026-07-15") } : f)]);
        var forecast = plan.Planned(Mean, "A");
        Assert.All(forecast[..3], v => Assert.Equal(100, v, 6d));
        Assert.Equal(100 * 15 / 31d, forecast[3], 3d);
        Assert.All(forecast[4..], v => Assert.Equal(0, v));
        Assert.All(plan.Planned("forecast_high_95", "A")[4..], v => Assert.Equal(0, v));
        Assert.Equal(SeriesClass.EndOfLife, plan.Of("A").Class);
    }

    [Fact]
    public void AnItemInDeclineFallsToAFifthBeforeItsEnd()
    {
        // September is the end: half a season before it the fall begins, and a fifth is left in the last month.
        var plan = Case([.. Mature("A").Select(f => f is Item item ? item with { Stage = LifecycleStage.Decline, EndOfLifeDate = Facts.Day("2026-12-31") } : f)]);
        var forecast = plan.Planned(Mean, "A");
        Assert.Equal(100, forecast[1], 6d);
        for (var b = 3; b < 9; b++)
            Assert.True(forecast[b] < forecast[b - 1]);
        Assert.Equal(20, forecast[8], 3d);
        Assert.Equal(0, forecast[9]);
    }

    [Fact]
    public void AReplacementTakesOverFromItsDayOn()
    {
        var relation = Facts.Relation("N", "A", RelationKind.Replacement) with { ValidFrom = Facts.Day("2026-07-01") };
        var plan = Case([
            .. Mature("A").Select(f => f is Item item ? item with { EndOfLifeDate = Facts.Day("2026-08-31") } : f),
            Facts.Item("N") with { Stage = LifecycleStage.Development, LaunchDate = Facts.Day("2026-07-01") }, relation]);
        var (old, successor) = (plan.Planned(Mean, "A"), plan.Planned(Mean, "N"));
        Assert.All(successor[..3], v => Assert.Equal(0, v));
        Assert.All(successor[3..], v => Assert.Equal(100, v, 6d));
        Assert.All(old[..3], v => Assert.Equal(100, v, 6d));
        Assert.All(old[3..], v => Assert.Equal(0, v, 1e-9));
    }

    [Fact]
    public void AnItemStillToComeSellsItsShareOfTheLikeItemFromItsLaunchOn()
    {
        var plan = Case([
            .. Mature("A"), Facts.Item("N") with { Stage = LifecycleStage.Development, LaunchDate = Facts.Day("2026-06-16") },
            Facts.Relation("N", "A", RelationKind.LikeItem) with { Share = .5 }]);
        var forecast = plan.Planned(Mean, "N");
        Assert.All(forecast[..2], v => Assert.Equal(0, v));
        Assert.Equal(25, forecast[2], 2d);
        Assert.All(forecast[3..], v => Assert.Equal(50, v, 3d));
        Assert.Equal((SeriesClass.Launch, "like item"), (plan.Of("N").Class, plan.Of("N").Method));
    }

    [Fact]
    public void WithoutLikeItemTheFamilyStandsInAndThatIsSaid()
    {
        var plan = Case([.. Mature("A"), .. Mature("B", 60), Facts.Item("N") with { Stage = LifecycleStage.Launch, LaunchDate = Facts.Day("2026-04-01") }]);
        Assert.All(plan.Planned(Mean, "N"), v => Assert.Equal(80, v, 4d));
        Assert.Contains(plan.Forecast.Findings, f => f is { Code: "LAUNCH_WITHOUT_LIKE_ITEM", Entity: "N" });
    }

    [Fact]
    public void ALaunchOfSomeMonthsGoesOnAtWhatItSellsWithTheSeasonOfItsFamily()
    {
        var season = DemandCase.Seasonal(48);
        double[] launch = [.. Enumerable.Repeat(double.NaN, 42), .. season[42..].Select(v => v / 2)];
        var plan = Case([Facts.Item("A"), .. Facts.MonthlySales("A", season), Facts.Item("N") with { LaunchDate = Facts.Day("2025-10-01") }, .. Facts.MonthlySales("N", launch)]);
        var (old, successor) = (plan.Planned(Mean, "A"), plan.Planned(Mean, "N"));
        Assert.Equal(SeriesClass.Launch, plan.Of("N").Class);
        Assert.Equal(.5, successor.Sum() / old.Sum(), .15);
        Assert.True(successor[2] > 5 * successor[8]);
    }

    [Fact]
    public void AFirstOrderInANewPlaceIsNoLevel()
    {
        // For four years only C1 bought A; C2, in another channel, bought 60 once, in the last month.
        var plan = Case([.. Mature("A"), Facts.Customer("C2") with { Channel = "Online", Location = new("W1") }, Facts.Sale("A", Facts.Day("2026-03-10"), 60) with { Customer = new("C2") }]);
        var catalog = plan.Structure.Of(MeasureRegistry.Measure("sales_history")).Attributes.Catalog;
        var online = Enumerable.Range(0, catalog.Count).Single(s => catalog.Coordinate(s)[2] == "Online");
        var year = Enumerable.Range(plan.Structure.FirstPlanned, 12).Sum(b => plan.Cube.Values(Mean)[online, b]);
        Assert.InRange(year, 1, 120);
    }

    [Fact]
    public void WhatNobodyBoughtForMoreThanASeasonIsZeroAndWhatWasNeverSoldHasNoForecast()
    {
        double[] dead = [.. DemandCase.Even(30), .. Enumerable.Repeat(double.NaN, 18)];
        var plan = Case([
            .. Mature("A"), Facts.Item("D"), .. Facts.MonthlySales("D", dead), Facts.Item("O"), Facts.SalesOrder("S1", "O")]);
        Assert.All(plan.Planned(Mean, "D"), v => Assert.Equal(0, v));
        Assert.Equal(SeriesClass.Dormant, plan.Of("D").Class);
        Assert.All(plan.Planned(Mean, "O"), v => Assert.True(double.IsNaN(v)));
        Assert.Contains(plan.Forecast.Findings, f => f is { Code: "NO_SALES_HISTORY", Entity: "O" });
    }

    [Fact]
    public void NoDataAtAllIsNoError()
    {
        var plan = Case(Facts.Item("A"));
        Assert.Empty(plan.Forecast.Series);
    }

    [Fact]
    public void MonthsAfterTheEndOfTheHistoryAreNotKnownRatherThanZero()
    {
        var plan = new DemandCase(Facts.Day("2026-09-30"), null, Mature("A"));
        Assert.All(plan.Planned(Mean, "A"), v => Assert.Equal(100, v, 6d));
        Assert.Contains(plan.Forecast.Findings, f => f.Code == "HISTORY_ENDS_EARLY");
    }

    [Fact]
    public void ASplitBucketIsForecastAsAWholeFromTheMonthsBeforeIt()
    {
        var plan = new DemandCase(Facts.Day("2026-03-10"), null, Mature("A"));
        Assert.Equal("2026-03", plan.Structure.Calendar[plan.Structure.FirstPlanned].Label);
        Assert.Equal(100, plan.Planned(Mean, "A")[0], 6d);
    }

    [Fact]
    public void ComputingAgainCopiesWhatDidNotChangeAndGivesTheSame()
    {
        double[] rare = [.. Enumerable.Range(0, 48).Select(t => t % 4 == 1 ? 3.0 + (t % 3) : double.NaN)];
        var plan = Case([
            .. Mature("A"), Facts.Item("R"), .. Facts.MonthlySales("R", rare), .. Mature("E").Select(f => f is Item item ? item with { EndOfLifeDate = Facts.Day("2026-07-15") } : f)]);
        foreach (var again in new[] { plan.Run(plan.Output), plan.Run(null) })
        {
            Assert.Equal(JsonSerializer.Serialize(plan.Forecast), JsonSerializer.Serialize((ForecastDetails)again.Details));
            Assert.All(plan.Output.Written, w => Assert.Empty(Planning.Cube.Layer.Differences(w.Value, again.Written[w.Key])));
        }

        Assert.NotEqual("", plan.Of("A").Fingerprint);
        Assert.Equal("", plan.Of("E").Fingerprint);
    }

    [Fact]
    public void WeeksCutAtMonthEndsAreForecastAsWeeksAndAddUp()
    {
        IEnumerable<object> weekly = [Facts.Item("A"), .. Enumerable.Range(0, 208).Select(w => Facts.Sale("A", DemandCase.FirstDay.AddDays(3 + (7 * w)), 70 + (w * 37 % 11) - 5))];
        var whole = new DemandCase(new IsoWeeks(new FiscalYear()), weekly);
        var split = new DemandCase(new SplitWeeks(new FiscalYear()), weekly);
        Assert.Equal(70, whole.Planned(Mean, "A")[3], 6d);
        Assert.Equal(whole.Planned(Mean, "A").Skip(1).Take(48).Sum(), split.Planned(Mean, "A").Sum() * 48 / 52, whole.Planned(Mean, "A").Sum() * .05);
    }
}
