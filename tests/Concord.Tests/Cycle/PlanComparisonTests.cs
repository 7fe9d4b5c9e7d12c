using Concord.Planning.Cube;
using Concord.Planning.Cycle;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Tests.Cube;
using Concord.Tests.Data;
using Xunit;

namespace Concord.Tests.Cycle;

public sealed class PlanComparisonTests
{
    private const Grain Site = Grain.Item | Grain.Location;

    // Items a (price 10) and b (price 20), the machine M, the money of the company. Bucket 12 is January 2026, 13 February.
    private static SmallPlan Company() => new SmallPlan().Item("a", price: 10).Item("b", price: 20).DemandFor("a", "b").Series(Site, "a", "L").Series(Site, "b", "L")
        .Series(Grain.Resource, "M1").Series(Grain.Resource, "M2").Series(Grain.None);

    private static SmallPlan Whole() => Company()
        .Put("consensus_demand", 12, 10, 5).Put("consensus_demand", 13, 10, 5)
        .Put("constrained_demand", 12, 8, 5).Put("constrained_demand", 13, 11, 4)
        .Put("backorders", 12, 2, 0).Put("backorders", 13, 1, 0).Put("lost_demand", 13, 0, 1)
        .Put("stock_value", 12, 100, 200).Put("stock_value", 13, 40, 60)
        .Put("revenue", 12, 80, 100).Put("revenue", 13, 110, 80).Put("cost_of_sales", 12, 40, 60).Put("cost_of_sales", 13, 55, 45).Put("margin", 12, 40, 40).Put("margin", 13, 55, 35)
        .Put("load", 12, 50, 80).Put("load", 13, 120, 20).Put("capacity", 12, 100, 100).Put("capacity", 13, 100, 100)
        .Put("production_cost", 12, 5, 8).Put("overtime_cost", 13, 3, 0).Put("overtime", 13, 20, 0)
        .Put("cash", 12, -30).Put("cash", 13, 70).Put("working_capital", 12, 310).Put("working_capital", 13, 130).Put("holding_cost", 12, 1, 2);

    private static StageInput Input(SmallPlan plan, params object[] facts) =>
        new(PlanState.Empty with { Cube = plan.Cube() }, plan.Structure, new MemoryDataset(new DateOnly(2025, 12, 31), facts), PlanningRules.Standard);

    private static FigureValue Value(ComparisonTable table, string figure, int plan = 0) => table.Rows.Single(r => r.Figure == figure).Plans[plan].Horizon;

    [Fact]
    public void FiguresAreThoseAPlannerWorksOutByHand()
    {
        var table = PlanComparison.Of([("central", Input(Whole()))]);
        double Of(string figure) => Math.Round(Value(table, figure).Value!.Value, 6);

        // Asked 400 at net price. Late: 2 of a in January, 1 in February; lost: 1 of b: 2*10 + 1*10 + 1*20 = 50.
        Assert.Equal(Math.Round(350d / 400, 6), Of("service_in_time"));
        Assert.Equal(20, Of("backorders_highest"));
        Assert.Equal("in 2026-01", Value(table, "backorders_highest").Note);
        Assert.Equal(10, Of("backorders_end"));
        Assert.Equal(20, Of("lost_demand"));

        // 31 days at 300, 28 at 100; cost of sales 200 over the 365 days of the horizon.
        var average = ((31 * 300d) + (28 * 100)) / 59;
        Assert.Equal(Math.Round(average, 6), Of("stock_value_average"));
        Assert.Equal(100, Of("stock_value_end"));
        Assert.Equal(Math.Round(average / (200d / 365), 6), Of("coverage"));
        Assert.Equal(Math.Round(200 / average, 6), Of("turns"));
        Assert.Equal(16, Of("production_cost"));
        Assert.Equal(370, Of("revenue"));
        Assert.Equal(Math.Round(170d / 370, 6), Of("margin_percent"));
        Assert.Equal(-30, Of("cash_lowest"));
        Assert.Equal(70, Of("cash_end"));
        Assert.Equal(30, Of("funding_need"));
        Assert.Equal(Math.Round(270d / 400, 6), Of("utilisation_average"));
        Assert.Equal(1.2, Of("utilisation_peak"));
        Assert.Equal("M1 in 2026-02", Value(table, "utilisation_peak").Note);
    }

    [Fact]
    public void EveryFigureIsThereBucketByBucketWhenAskedFor()
    {
        Assert.All(PlanComparison.Of([("central", Input(Whole()))]).Rows, r => Assert.Empty(r.Plans[0].ByBucket));
        var table = PlanComparison.Of([("central", Input(Whole()))], byBucket: true);
        double?[] First(string figure) => [.. table.Rows.Single(r => r.Figure == figure).Plans[0].ByBucket.Take(3).Select(v => v is { } value ? Math.Round(value, 6) : (double?)null)];
        Assert.Equal(["2026-01", "2026-02"], table.Buckets.Take(2));
        Assert.All(table.Rows, r => Assert.Equal(table.Buckets.Count, r.Plans[0].ByBucket.Count));
        Assert.Equal([180, 190, null], First("revenue"));
        Assert.Equal([-30, 70, null], First("cash_end"));
        Assert.Equal([0.8, 1.2, null], First("utilisation_peak"));

        // Asked 200 in each. January: 2 of a are late; February: 1 of a is late and 1 of b is lost.
        Assert.Equal([0.9, 0.85, null], First("service_in_time"));
    }

    [Fact]
    public void WhatIsMissingSaysSoAndIsNoZero()
    {
        var table = PlanComparison.Of([("central", Input(Whole()))]);
        Assert.Equal("not measurable, because nothing in the dataset has purchase cost", Value(table, "purchase_cost").NotMeasurable);
        Assert.Equal("not measurable, because the plan has no obsolete stock value: the stage kpi wrote none", Value(table, "obsolescence").NotMeasurable);
        var logistics = Value(table, "logistics_cost");
        Assert.Equal(3, logistics.Value);
        Assert.Equal("without transport cost, as nothing in the dataset has transport cost", logistics.Note);

        // A supply plan that is known and has no backorders has none: that is a zero.
        Assert.Equal(0, Value(PlanComparison.Of([("served", Input(Company().Put("consensus_demand", 12, 5, 5).Put("constrained_demand", 12, 5, 5)))]), "backorders_end").Value);

        var empty = PlanComparison.Of([("empty", Input(Company()))]);
        Assert.All(empty.Rows, r => Assert.StartsWith("not measurable, because", r.Plans[0].Horizon.NotMeasurable, StringComparison.Ordinal));
        Assert.All(empty.Rows, r => Assert.Null(r.Plans[0].Horizon.Value));
    }

    [Fact]
    public void APlanLessItselfIsNothing()
    {
        var plan = Input(Whole());
        var table = PlanComparison.Of([("one", plan), ("two", plan)]);
        Assert.All(table.Rows, r => Assert.Equal(r.Plans[0].Horizon, r.Plans[1].Horizon));
        Assert.All(table.Rows.Where(r => r.Plans[1].Delta is not null), r => Assert.Equal(0, r.Plans[1].Delta));
        Assert.Equal(table.Rows.Select(r => r.Plans[0].Horizon.Value is null), table.Rows.Select(r => r.Plans[1].Delta is null));
    }

    [Fact]
    public void TargetsHoldForTheirTimeAndTheThresholdTellsWhichWayIsBetter()
    {
        StrategicTarget Target(string measure, double value, double? threshold, int year = 2026) =>
            new() { Measure = measure, From = new DateOnly(year, 1, 1), To = new DateOnly(year, 12, 31), Value = value, Threshold = threshold, Owner = "Ada" };
        var table = PlanComparison.Of([("central", Input(
            Whole(), Target("fill_rate", .9, .85), Target("gross_margin_percent", 40, 30), Target("utilisation", .6, .65), Target("revenue", 400, null), Target("cash", 0, null, 2027)))]);
        Assert.Equal(TargetStatus.Near, Value(table, "service_in_time").Target);
        Assert.Equal(TargetStatus.Met, Value(table, "margin_percent").Target);
        Assert.Equal(TargetStatus.Missed, Value(table, "utilisation_average").Target);
        Assert.Equal(TargetStatus.Missed, Value(table, "revenue").Target);
        Assert.Null(Value(table, "cash_lowest").Target);
        Assert.Equal(new FigureTarget(.4, .3, "Ada", new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)), table.Rows.Single(r => r.Figure == "margin_percent").Target);
    }

    [Fact]
    public void TheReportHasARowForEachFigureAndSaysWhereAndWhy()
    {
        var table = PlanComparison.Of([("central", Input(Whole())), ("cautious", Input(Whole().Put("cash", 12, -80)))]);
        Assert.Equal(["FY2026"], table.Years);
        var report = table.ToReport();
        Assert.All(report.Rows, r => Assert.Equal(report.Columns.Count, r.Count));
        var cash = report.Rows.Single(r => (string?)r[1] == "Cash, lowest");
        Assert.Equal(["Cash", "Cash, lowest", "EUR", -30.0, -80.0, -50.0], cash.Take(6));
        // February has load and no production cost: cash lacks it, and says so.
        const string Remark = "in 2026-01; without 2 of 2 series whose production cost is not known";
        Assert.Equal($"central: {Remark}; cautious: {Remark}", cash[^1]);
        Assert.Contains("Two plans are called", Assert.Throws<ArgumentException>(() => PlanComparison.Of([("x", Input(Whole())), ("x", Input(Whole()))])).Message, StringComparison.Ordinal);
    }
}
