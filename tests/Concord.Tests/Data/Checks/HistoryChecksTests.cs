using Concord.Planning.Data;
using Concord.Planning.Data.Checks;
using static Concord.Tests.Data.Facts;

namespace Concord.Tests.Data.Checks;

public sealed class HistoryChecksTests
{
    private static readonly double[] Wild = [.. Enumerable.Range(0, 24).Select(m => m == 20 ? 400.0 : 10 + (m % 3))];

    [Theory]
    [InlineData(20.0, 1)]
    [InlineData(4000.0, 0)]
    [InlineData(null, 0)]
    public void AnEventExplainsAsMuchAsItStates(double? percent, int outliers) =>
        Assert.Equal(
            outliers,
            Run("HISTORY_OUTLIER", [Item("A"), .. MonthlySales("A", Wild), Event("E1") with { From = Day("2025-12-01"), To = Day("2025-12-31"), EffectPercent = percent }]).Failed);

    [Fact]
    public void AnEventForEverythingWithoutAnEffectExplainsNothing() =>
        Assert.Equal(1, Run("HISTORY_OUTLIER", [Item("A"), .. MonthlySales("A", Wild), Event("E1") with { Family = null, From = Day("2025-12-01"), EffectPercent = null }]).Failed);

    [Fact]
    public void MonthsAfterTheNewestSaleAreNotYetImported()
    {
        var sales = MonthlySales("A", [.. Enumerable.Repeat(10.0, 14), double.NaN]).ToList();

        Assert.Equal(14, HistorySummary.Of(new MemoryDataset(CutOff, [Item("A"), .. sales])).Monthly[0]!.Count(q => q > 0));
        Assert.Equal(HistorySummary.MonthsKept - 1, HistorySummary.Of(new MemoryDataset(CutOff, [Item("A"), .. sales])).CompleteMonths);
        Assert.Equal(0, Run("HISTORY_OUTLIER", [Item("A"), .. sales]).Failed);
    }

    [Fact]
    public void AMonthThatStopsBeforeItsLastWeekIsNotComplete() =>
        Assert.Equal(
            HistorySummary.MonthsKept - 1,
            HistorySummary.Of(new MemoryDataset(CutOff, [Item("A"), Sale("A", CutOff.AddDays(-40)), Sale("A", CutOff.AddDays(-7))])).CompleteMonths);

    [Fact]
    public void AGrowingSeasonIsNoOutlier() =>
        Assert.Equal(0, Run("HISTORY_OUTLIER", [Item("A"), .. MonthlySales("A", [.. Enumerable.Range(0, 48).Select(m => (m % 12 == 5 ? 60.0 : 10) * (1 + (m / 12 * 0.2)))])]).Failed);

    [Fact]
    public void TheMonthOfTheCutOffIsIncompleteUntilItsLastDay()
    {
        object[] records = [Item("A"), .. MonthlySales("A", 10, 10, 10)];

        Assert.Equal(HistorySummary.MonthsKept, HistorySummary.Of(new MemoryDataset(CutOff, records)).CompleteMonths);
        Assert.Equal(HistorySummary.MonthsKept - 1, HistorySummary.Of(new MemoryDataset(CutOff.AddDays(-1), records)).CompleteMonths);
    }

    [Fact]
    public void QuantitiesAreSummedInBaseUnitsAndReturnsTakenOff()
    {
        var history = HistorySummary.Of(new MemoryDataset(
            CutOff,
            [
                Item("A"), Conversion("CS", "EA", 12, "A"), Sale("A", CutOff, 2) with { Unit = new("CS"), Price = 60, Currency = "EUR" },
                Sale("A", CutOff, -3) with { Line = 2, Price = 5, Currency = "EUR" }, Sale("B", CutOff) with { Line = 3 },
            ]));

        Assert.Equal(21, history.TotalByItem[0]);
        Assert.Equal(21, history.Monthly[0]![^1]);
        Assert.Equal("2026-03", history.MonthName(history.MonthCount - 1));
        Assert.Equal((3, 1), (history.Lines, history.LinesOfUnknownItems));
        var sales = Assert.Single(history.Currencies);
        Assert.Equal((24, 120, 1), (sales.QuantityByItem[0], sales.RevenueByItem[0], sales.LinesByItem[0]));
    }

    private static CheckResult Run(string code, object[] records) =>
        DataChecks.Run(DataChecks.All.Single(c => c.Definition.Code == code), new CheckScope(new MemoryDataset(CutOff, records)));
}
