using Concord.Planning.Cube;
using Concord.Planning.Cycle;
using Concord.Planning.Scenarios;
using Concord.Tests.Cube;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Concord.Tests.Cycle;

public sealed class PlanWaterfallTests
{
    private static readonly string[] Measures =
        ["statistical_forecast", "event_effect", "sales_input", "marketing_input", "finance_input", "consensus_demand", "constrained_demand", "revenue"];

    /// <summary>By hand: 100 + 10 by events = 110; sales says 130 and marketing 120, so each gives half: +10 and +5 = 125; orders hold it at 140; somebody types 150; supply serves 135.</summary>
    [Fact]
    public void Each_bar_is_what_its_cause_added_between_two_plans()
    {
        var before = Plan(1).Put("statistical_forecast", 12, 90).Put("consensus_demand", 12, 90).PutLayer("consensus_demand", LayerKind.Written, 12, 90)
            .Put("constrained_demand", 12, 90).Put("revenue", 12, 900);
        var after = Plan(1).Put("statistical_forecast", 12, 100).Put("event_effect", 12, 10).Put("sales_input", 12, 130).Put("marketing_input", 12, 120)
            .PutLayer("consensus_demand", LayerKind.Written, 12, 140).Put("consensus_demand", 12, 150).Put("constrained_demand", 12, 135).Put("revenue", 12, 1620);
        var waterfall = Between(before, after);
        var volume = waterfall.Waterfalls[0];
        Assert.Equal(("PCE", 90m, 135m), (volume.Unit, volume.From, volume.To));
        Assert.Equal([10, 10, 10, 5, 0, 0, 15, 10, -15], volume.Bars.Select(b => b.Value));

        // At the earlier price of 10; the later one is 12.
        var revenue = waterfall.Waterfalls[1];
        Assert.Equal(("EUR", 900m, 1620m), (revenue.Unit, revenue.From, revenue.To));
        Assert.Equal([100, 100, 100, 50, 0, 0, 150, 100, -150, 270], revenue.Bars.Select(b => b.Value));
        Assert.Empty(waterfall.Notes);
    }

    [Fact]
    public void Bars_sum_exactly_to_the_difference() => Prop.ForAll(Cells.ToArbitrary(), cells =>
    {
        var (before, after) = (Plan(3), Plan(3));
        foreach (var (side, measure, bucket, series, value) in cells)
        {
            var values = Enumerable.Repeat(double.NaN, series).Append(value).ToArray();
            (side ? after : before).Put(Measures[measure], 12 + bucket, values);
            if (Measures[measure] == "consensus_demand")
                (side ? after : before).PutLayer("consensus_demand", LayerKind.Written, 12 + bucket, [.. values.Select(v => v * 0.9)]);
        }

        foreach (var waterfall in Between(before, after).Waterfalls)
            Assert.Equal(waterfall.To, waterfall.From + waterfall.Bars.Sum(b => b.Value));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Unlike_units_get_a_waterfall_each_and_series_without_a_conversion_are_counted()
    {
        SmallPlan Mixed() => new SmallPlan().Item("A", unit: "PCE", price: 10).Item("B", unit: "KG", price: 2).Item("C", unit: "PCE", factor: double.NaN, price: 5).DemandFor("A", "B", "C");
        var waterfall = Between(Mixed().Put("consensus_demand", 12, 1, 2, 3), Mixed().Put("consensus_demand", 12, 4, 6, 8));
        Assert.Equal([("PCE", 1m, 4m, 1), ("KG", 2m, 6m, 0), ("EUR", 1 * 10 + 2 * 2 + 3 * 5m, 4 * 10 + 6 * 2 + 8 * 5m, 0)], waterfall.Waterfalls.Select(w => (w.Unit, w.From, w.To, w.Outside)));
        Assert.Equal(2, waterfall.Notes.Count);
        Assert.All(waterfall.Notes, n => Assert.Contains("no supply plan", n));
    }

    [Fact]
    public void A_price_driver_is_a_bar_of_its_own()
    {
        var plan = Plan(1).Put("consensus_demand", 12, 100);
        var dear = State(plan) with { Drivers = [new Driver("Prices up", DriverKind.Price, Coordinates.All, 0, 99, 1.1, "list of May")] };
        var waterfall = PlanWaterfall.Between(new("before", State(plan), plan.Structure), new("after", dear, plan.Structure), new DemandRules());
        Assert.Equal((1000m, 1100m, 100m), (waterfall.Waterfalls[1].From, waterfall.Waterfalls[1].To, waterfall.Waterfalls[1].Bars[^1].Value));
    }

    [Fact]
    public void A_driver_of_demand_is_a_bar_of_its_own_and_what_orders_add_another()
    {
        SmallPlan Computed(double consensus) => Plan(1).Put("statistical_forecast", 12, 100).PutLayer("consensus_demand", LayerKind.Written, 12, consensus).Put("consensus_demand", 12, consensus);
        var (before, after) = (Computed(100), Computed(135));
        var driven = State(after) with { Drivers = [new Driver("Market up", DriverKind.Demand, Coordinates.All, 0, 99, 1.2, "a new store")] };
        var bars = PlanWaterfall.Between(new("before", State(before), before.Structure), new("after", driven, after.Structure), new DemandRules()).Waterfalls[0].Bars;
        Assert.Equal([(WaterfallCause.Drivers, 20m), (WaterfallCause.OrderBacklog, 15m)], bars.Where(b => b.Value != 0).Select(b => (b.Cause, b.Value)));
    }

    private static Gen<(bool Side, int Measure, int Bucket, int Series, double Value)[]> Cells =>
        (from side in Gen.Elements(true, false)
         from measure in Gen.Choose(0, Measures.Length - 1)
         from bucket in Gen.Choose(0, 3)
         from series in Gen.Choose(0, 2)
         from value in Gen.Choose(0, 1_000_000)
         select (side, measure, bucket, series, value / 7d)).ArrayOf();

    private static SmallPlan Plan(int items)
    {
        var names = Enumerable.Range(0, items).Select(i => $"I{i}").ToArray();
        var plan = new SmallPlan();
        foreach (var name in names)
            plan.Item(name, price: 10);
        return plan.DemandFor(names);
    }

    private static PlanState State(SmallPlan plan) => PlanState.Empty with { Cube = plan.Cube() };

    private static PlanWaterfall Between(SmallPlan before, SmallPlan after) =>
        PlanWaterfall.Between(new("before", State(before), before.Structure), new("after", State(after), after.Structure), new DemandRules());
}
