using Concord.Planning.Data;

namespace Concord.Tests.Data;

public sealed class HistoryTotalsTests
{
    [Fact]
    public void QuantitiesAreAddedUpByMonthInThePlanningUnit()
    {
        // Two cases of twelve tyres; a tyre is a tenth of a planning unit: 2.4. Two bikes are 2.
        var totals = Of(HistoryGroup.Family, HistoryBucket.Month, 20,
            Tyre("T"), Bike("B"), Facts.Conversion("CS", "EA", 12, "T"), Facts.Conversion("EA", "PU", 0.1, "T"), Facts.Conversion("EA", "PU", 1, "B"),
            Facts.Sale("T", Facts.Day("2026-01-31"), 2) with { Unit = new("CS") }, Facts.Sale("B", Facts.Day("2026-03-01"), 2));

        Assert.Equal(["2026-01", "2026-02", "2026-03"], totals.Buckets);
        Assert.Equal(["Tyres", "Road Bikes"], totals.Series.Select(s => s.Name));
        Assert.Equal([2.4, 0, 0], totals.Series[0].Values.Select(v => Math.Round(v, 9)));
        Assert.Equal([0, 0, 2], totals.Series[1].Values);
        Assert.Equal("In the planning unit PU.", totals.UnitNote);
    }

    [Fact]
    public void WhatCannotBeConvertedIsLeftOutAndSaid()
    {
        var totals = Of(HistoryGroup.Item, HistoryBucket.Month, 20, Tyre("T"), Bike("B"), Facts.Conversion("EA", "PU", 1, "B"), Facts.Sale("T", Facts.CutOff), Facts.Sale("B", Facts.CutOff, 3),
            Tyre("NEVER-SOLD"));

        Assert.Equal("B", Assert.Single(totals.Series).Name);
        Assert.Contains("1 item has no conversion to PU and is left out", totals.UnitNote, StringComparison.Ordinal);
    }

    [Fact]
    public void SmallGroupsAreOneSeriesAndTheSumsAgree()
    {
        object[] facts = [.. Enumerable.Range(1, 5).SelectMany(i => new object[] { Facts.Item($"I{i}"), Facts.Sale($"I{i}", Facts.CutOff, i) })];
        var totals = Of(HistoryGroup.Item, HistoryBucket.Week, 2, facts);

        Assert.Equal(["I5", "I4", "Other (3)"], totals.Series.Select(s => s.Name));
        Assert.Equal(15, totals.Series.Sum(s => s.Values.Sum()));
        Assert.Equal(["2026-W14"], totals.Buckets);
    }

    [Fact]
    public void CustomersGroupByTheirChannelAndUnknownOnesAreKept()
    {
        var totals = Of(HistoryGroup.Channel, HistoryBucket.Month, 9,
            Facts.Item("A"), Facts.Customer("C1"), Facts.Sale("A", Facts.CutOff, 2), Facts.Sale("A", Facts.CutOff, 1) with { Order = "x", Customer = new("GHOST") });
        Assert.Equal(["Retail", "(none)"], totals.Series.Select(s => s.Name));
    }

    [Fact]
    public void WeeksFollowIsoYearsAndOldFactsAreSaid()
    {
        var totals = Of(HistoryGroup.Item, HistoryBucket.Week, 9, Facts.Item("A"), Facts.Sale("A", Facts.Day("2024-12-30")), Facts.Sale("A", Facts.Day("1980-01-01")));
        Assert.Equal("2025-W01", totals.Buckets[0]);
        Assert.Equal("2026-W14", totals.Buckets[^1]);
        Assert.Equal(10, totals.Series[0].Values.Sum());
        Assert.Contains("left out", totals.UnitNote, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingGivesNothing()
    {
        var totals = Of(HistoryGroup.Family, HistoryBucket.Month, 9);
        Assert.Empty(totals.Buckets);
        Assert.Empty(totals.Series);
    }

    private static Item Bike(string id) => Facts.Item(id) with { PlanningUnit = new("PU") };

    private static Item Tyre(string id) => Bike(id) with { Family = "Tyres" };

    private static HistoryTotals Of(HistoryGroup group, HistoryBucket bucket, int top, params object[] facts) =>
        HistoryTotals.Of(new MemoryDataset(Facts.CutOff, facts, batchSize: 2), group, bucket, top, null, null, CancellationToken.None);
}
