using Concord.Planning.Cube;
using Concord.Planning.Kpi;
using Concord.Planning.Scenarios;
using Concord.Tests.Data;

namespace Concord.Tests.Kpi;

/// <summary>The company of <see cref="KpiTableTests"/>: which members make a key figure, and how one moved.</summary>
public sealed class KpiBreakdownTests
{
    private static KpiBreakdown Break(StageInput now, string figure, string level, int lag = 0, Coordinates? filter = null, int skip = 0, int take = 10) =>
        KpiBreakdown.Of(now, KpiTableTests.Plans, figure, lag, level, filter ?? Coordinates.All, skip, take);

    [Fact]
    public void Contributions_to_an_accuracy_are_absolute_errors_and_add_up()
    {
        // Lag 1: A off by 10 and 10 of 220, B by 10 and 10 of 90.
        var found = Break(KpiTableTests.Now([]), "forecast_accuracy", "family", 1);
        Assert.Equal((40, 2), (found.Whole, found.Members));
        Assert.Equal(1 - (40d / 310), found.Value!.Value, 9);
        Assert.Equal(["Mountain Bikes", "Road Bikes"], found.Parts.Select(p => p.Member));
        Assert.All(found.Parts, p => Assert.Equal((20, 0.5), (p.Contribution, p.Share)));
        Assert.Equal(1 - (20d / 90), found.Parts[0].Value!.Value, 9);
        Assert.Equal(1 - (20d / 220), found.Parts[1].Value!.Value, 9);
        Assert.Contains("item", found.Levels);
    }

    [Fact]
    public void Of_a_bias_errors_of_both_signs_add_up_to_the_whole()
    {
        // A 10 too little and 10 too much, B 10 too much twice.
        var found = Break(KpiTableTests.Now([]), "bias", "item", 1);
        Assert.Equal(["B", "A"], found.Parts.Select(p => p.Member));
        Assert.Equal([20d, 0], found.Parts.Select(p => p.Contribution));
        Assert.Equal(20, found.Whole);
        Assert.Equal(20d / 90, found.Parts[0].Value!.Value, 9);
    }

    [Fact]
    public void Of_a_share_what_is_missing_is_ranked_and_paged()
    {
        // Of 230 of A 110 came in time, of 90 of B 80.
        var now = KpiTableTests.Now([]);
        var found = Break(now, "fill_rate", "item", take: 1);
        Assert.Equal((130, 2, "A", 120), (found.Whole, found.Members, found.Parts.Single().Member, found.Parts[0].Contribution));
        Assert.Equal(110d / 230, found.Parts[0].Value!.Value, 9);
        Assert.Equal("B", Break(now, "fill_rate", "item", skip: 1).Parts.Single().Member);
        var road = Break(now, "fill_rate", "item", filter: Coordinates.Of(("family", "Road Bikes")));
        Assert.Equal((120, 1), (road.Whole, road.Members));
        Assert.Equal(110d / 230, road.Value!.Value, 9);

        // Late or not in full: the line of March of A, and both of B.
        Assert.Equal(3, Break(now, "otif", "item").Whole);
    }

    [Fact]
    public void The_part_of_the_only_member_is_the_key_figure_itself()
    {
        var now = KpiTableTests.Now([Facts.Stock("A", "W1", 60)], (edit, structure) =>
        {
            var (site, demand) = (KpiTableTests.Series(structure, "stock", "A"), KpiTableTests.Series(structure, "consensus_demand", "A"));
            for (var b = 12; b < 18; b++)
            {
                edit.Scatter("stock", LayerKind.Values, b, [site], [60]);
                edit.Scatter("stock_value", LayerKind.Values, b, [site], [600]);
                edit.Scatter("consensus_demand", LayerKind.Values, b, [demand], [40]);
                edit.Scatter("cost_of_sales", LayerKind.Values, b, [demand], [400]);
                edit.Scatter("revenue", LayerKind.Values, b, [demand], [1000]);
                edit.Scatter("margin", LayerKind.Values, b, [demand], [600]);
            }
        });
        foreach (var figure in (string[])["turns", "coverage", "obsolescence", "margin_percent"])
        {
            var found = Break(now, figure, "item");
            Assert.Equal("A", found.Parts[0].Member);
            Assert.Equal(found.Value!.Value, found.Parts[0].Value!.Value, 9);
            Assert.Equal(found.Whole, found.Parts.Sum(p => p.Contribution), 6);
        }

        Assert.Equal(600, Break(now, "turns", "item").Whole, 6);
    }

    [Fact]
    public void Utilisation_of_a_member_is_over_the_capacity_the_plan_counted_on()
    {
        // The calendar has 100 h; the plan counted on 60 of them and works 45.
        var now = KpiTableTests.Now([Facts.Resource("LINE"), Facts.Shift("LINE")], (edit, _) =>
        {
            edit.Scatter("capacity", LayerKind.Values, 12, [0], [100]);
            edit.Scatter("available_capacity", LayerKind.Values, 12, [0], [60]);
            edit.Scatter("load", LayerKind.Values, 12, [0], [45]);
        });
        var found = Break(now, "utilisation", "resource");
        Assert.Equal(("LINE", 0.75), (found.Parts.Single().Member, found.Parts[0].Value!.Value));
        Assert.Equal(found.Value!.Value, found.Parts[0].Value!.Value, 9);

        // A part that demand does not know is one of resources all the same; of a figure of demand there is none.
        var line = Coordinates.Of(("resource", "LINE"));
        Assert.Equal(0.75, Break(now, "utilisation", "resource", filter: line).Value!.Value, 9);
        Assert.Throws<ArgumentException>(() => Break(now, "fill_rate", "item", filter: line));
    }

    [Fact]
    public void A_forecast_figure_without_a_lag_is_that_of_the_next_bucket()
    {
        var now = KpiTableTests.Now([]);
        Assert.Equal((1, 40), (Break(now, "forecast_accuracy", "family").Lag, Break(now, "forecast_accuracy", "family").Whole));
    }

    [Fact]
    public void What_is_not_told_apart_says_why()
    {
        var found = Break(KpiTableTests.Now([]), "working_capital", "item");
        Assert.NotNull(found.NotMeasurable);
        Assert.Empty(found.Parts);
        Assert.Equal("there is no production history", Break(KpiTableTests.Now([]), "plan_adherence", "item").NotMeasurable);
        Assert.Contains("no key figure", Assert.Throws<ArgumentException>(() => Break(KpiTableTests.Now([]), "luck", "item")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trend_measures_each_plan_by_the_plans_before_it()
    {
        var now = KpiTableTests.Now([]);
        var trend = KpiTrend.Of(now, KpiTableTests.Plans, p => now with { Structure = p.Structure }, "forecast_accuracy", 1)!;
        Assert.Equal(["2026-01-31", "2026-02-28", null], trend.Plans.Select(p => p.Plan));

        // In January there was no plan before; in February that of January was off by 10 and 10 of 150; now both are known.
        Assert.Equal("there is no plan of record yet", trend.Plans[0].NotMeasurable);
        Assert.Equal(1 - (20d / 150), trend.Plans[1].Value!.Value, 9);
        Assert.Equal(1 - (40d / 310), trend.Plans[2].Value!.Value, 9);
        Assert.Equal(12, trend.FirstPlanned);
        Assert.Equal((11, "2026-03"), (trend.Buckets[^1].Bucket, trend.Buckets[^1].Label));
        Assert.Equal(1 - (20d / 160), trend.Buckets[^1].Value!.Value, 9);
        Assert.Null(KpiTrend.Of(now, KpiTableTests.Plans, _ => now, "otif", 3));
    }
}
