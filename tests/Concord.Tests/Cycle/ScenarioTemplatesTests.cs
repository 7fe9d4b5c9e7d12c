using Concord.Planning.Cube;
using Concord.Planning.Cycle;
using Concord.Planning.Data;
using Concord.Planning.Scenarios;
using Concord.Tests.Cube;
using Concord.Tests.Data;
using Xunit;

namespace Concord.Tests.Cycle;

public sealed class ScenarioTemplatesTests
{
    private static readonly DateOnly CutOff = new(2025, 12, 31);

    private static StageInput Input(SmallPlan plan, params object[] facts) =>
        new(PlanState.Empty with { Cube = plan.Cube() }, plan.Structure, new MemoryDataset(CutOff, facts), PlanningRules.Standard);

    private static SmallPlan TwoItems(Action<SmallPlan, int> history)
    {
        var plan = new SmallPlan().Item("a", price: 1).Item("b", price: 1).DemandFor("a", "b");
        for (var bucket = 0; bucket < 12; bucket++)
            history(plan, bucket);
        for (var bucket = 12; bucket < 24; bucket++)
            plan.Put("statistical_forecast", bucket, 100, 100).Put("forecast_low_80", bucket, 70, 60).Put("forecast_high_80", bucket, 130, 140);
        return plan;
    }

    private static ScenarioTemplate Template(IReadOnlyList<ScenarioTemplate> all, string name) => all.Single(t => t.Name == name);

    [Fact]
    public void IntervalsOfSeriesThatMoveTogetherAddUp()
    {
        // One year of history: changes are against the month before, and both items change alike, so that their correlation is 1: (30 + 40) / 200.
        var plan = TwoItems((p, b) => p.Put("sales_history", b, 100 + (b * b % 7), 100 + (b * b % 7)));
        var demand = Assert.Single(Template(ScenarioTemplates.Standard(Input(plan)), "cautious").Drivers);
        Assert.Equal((DriverKind.Demand, 0.65, 12, 23), (demand.Kind, demand.Value, demand.FirstBucket, demand.LastBucket));
        Assert.True(demand.Part.IsAll);
        Assert.Contains("correlation of 1.00 in 11 past buckets", demand.Assumption, StringComparison.Ordinal);
        Assert.Equal(1.35, Assert.Single(Template(ScenarioTemplates.Standard(Input(plan)), "ambitious").Drivers).Value);
    }

    [Fact]
    public void IntervalsOfSeriesThatMoveAgainstEachOtherAddUpAsSquares()
    {
        // What one item loses the other wins: the total never changes, the correlation is held to 0, and the root of 30² + 40² is 50.
        var plan = TwoItems((p, b) => p.Put("sales_history", b, 100 + (b % 2 * 10), 110 - (b % 2 * 10)));
        var demand = Assert.Single(Template(ScenarioTemplates.Standard(Input(plan)), "cautious").Drivers);
        Assert.Equal(0.75, demand.Value);
        Assert.Contains("correlation of 0.00", demand.Assumption, StringComparison.Ordinal);
    }

    [Fact]
    public void EachSegmentHasItsOwnFactor()
    {
        var plan = new SmallPlan().Item("a", price: 1).Series(SmallPlan.Demand, "a", "L", "C", "East").Series(SmallPlan.Demand, "a", "L", "C", "West")
            .Put("statistical_forecast", 12, 100, 100).Put("forecast_low_80", 12, 90, 20).Put("forecast_high_80", 12, 110, 500);
        var all = ScenarioTemplates.Standard(Input(plan));
        Assert.Equal([("Low demand, region East", 0.9), ("Low demand, region West", 0.5)], Template(all, "cautious").Drivers.Select(d => (d.Name, d.Value)));
        Assert.Equal([1.1, 1.5], Template(all, "ambitious").Drivers.Select(d => d.Value));
        Assert.Contains("Held to 1.5", Template(all, "ambitious").Drivers[1].Assumption, StringComparison.Ordinal);
        Assert.Contains("taken to miss all together", Template(all, "cautious").Drivers[0].Assumption, StringComparison.Ordinal);
        Assert.Equal(Coordinates.Of(("region", "West")), Template(all, "cautious").Drivers[1].Part);
    }

    [Fact]
    public void FactsGiveLeadTimesCapacityCostsPricesCashAndEvents()
    {
        var plan = new SmallPlan().Item("a", price: 10).DemandFor("a").Series(Planning.Data.Measures.Grain.None)
            .Put("shipments", 11, 100).Put("actual_revenue", 11, 950).Put("cash", 12, 20.5).Put("cash", 13, -400.2);
        var cautious = Template(ScenarioTemplates.Standard(Input(plan,
            Facts.SupplierItem("S1", "a") with { LeadTime = 10, LeadTimeDeviation = 2 }, Facts.SupplierItem("S2", "a") with { LeadTime = 30, LeadTimeDeviation = 4 }, Facts.SupplierItem("S3", "a"),
            Facts.Resource("M"), Facts.Shift("M") with { Weekdays = "1234567", HoursPerDay = 10 },
            new CapacityException { Resource = new("M"), From = new DateOnly(2025, 6, 1), To = new DateOnly(2025, 6, 2), Kind = CapacityExceptionKind.Breakdown },
            new CapacityException { Resource = new("M"), From = new DateOnly(2025, 7, 1), Kind = CapacityExceptionKind.Breakdown, HoursPerDay = 16.5 },
            new CapacityException { Resource = new("M"), From = new DateOnly(2023, 7, 1), Kind = CapacityExceptionKind.Breakdown },
            Facts.Cost("a", 100, "2024-01-01", "2025-06-30"), Facts.Cost("a", 104, "2025-07-01"),
            new SupplyEvent { Id = "E1", Kind = SupplyEventKind.LineStop, From = new DateOnly(2026, 2, 1) }, new SupplyEvent { Id = "E2", Kind = SupplyEventKind.LineStop, From = new DateOnly(2025, 2, 1), To = new DateOnly(2025, 3, 1) })), "cautious");
        Assert.Equal(
            [(DriverKind.Price, 0.95), (DriverKind.LeadTime, 1.15), (DriverKind.Capacity, Math.Round(1 - (30d / 3650), 4)), (DriverKind.Cost, 1.04), (DriverKind.CashCeiling, -401), (DriverKind.SupplyEvents, 1)],
            cautious.Drivers.Select(d => (d.Kind, d.Value)));
        Assert.Contains("All 1 supply events", cautious.Drivers[^1].Assumption, StringComparison.Ordinal);
        Assert.Contains(cautious.Notes, n => n.StartsWith("Demand is as in the central plan", StringComparison.Ordinal));
    }

    [Fact]
    public void PromotionsAreMeasuredAgainstWhatWasExpectedOfThem()
    {
        // Each of three promotions of + 50 % raised sales of its month from 100 to 130: 30 of 50.
        var plan = new SmallPlan().Item("a", "F", price: 1).DemandFor("a");
        for (var bucket = 0; bucket < 12; bucket++)
            plan.Put("sales_history", bucket, bucket is 2 or 5 or 8 ? 130 : 100);
        DemandEvent Promotion(int year, int month) => Facts.Event($"{year}-{month}") with
        {
            Family = "F",
            EffectPercent = 50,
            From = new DateOnly(year, month, 1),
            To = new DateOnly(year, month, DateTime.DaysInMonth(year, month)),
        };
        object[] promotions = [Promotion(2025, 3), Promotion(2025, 6), Promotion(2025, 9), Promotion(2026, 3)];
        var driver = Template(ScenarioTemplates.Standard(Input(plan, promotions)), "cautious").Drivers.Single(d => d.Kind == DriverKind.Promotions);
        Assert.Equal(0.6, driver.Value);
        Assert.Contains("as 3 past ones did", driver.Assumption, StringComparison.Ordinal);
        Assert.Contains(Template(ScenarioTemplates.Standard(Input(plan, promotions[1..])), "cautious").Notes, n => n.Contains("fewer than 3", StringComparison.Ordinal));
    }

    [Fact]
    public void NoDataNoDriversAndANoteForEachWithoutACrash()
    {
        var all = ScenarioTemplates.Standard(Input(new SmallPlan().Item("a").DemandFor("a")));
        Assert.Equal(["central", "cautious", "ambitious"], all.Select(t => t.Name));
        Assert.All(all, t => Assert.Empty(t.Drivers));
        Assert.Equal(7, Template(all, "cautious").Notes.Count);
    }

    [Fact]
    public void DriversOfATemplateTakeThePlaceOfThoseOfTheirName()
    {
        Driver One(string name, double value) => new(name, DriverKind.Demand, Coordinates.All, 12, 23, value, "why");
        var central = PlanState.Empty with { Drivers = [One("x", 1.1), One("y", 1.2)] };
        var made = ScenarioSet.Apply(central, new ScenarioTemplate("cautious", "", [One("x", 0.9), One("z", 0.8)]));
        Assert.Equal([("y", 1.2), ("x", 0.9), ("z", 0.8)], made.Drivers.Select(d => (d.Name, d.Value)));
        Assert.Equal(2, central.Drivers.Count);
    }
}
