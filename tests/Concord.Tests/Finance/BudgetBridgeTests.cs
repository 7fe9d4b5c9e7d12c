using Concord.Planning.Cube;
using Concord.Planning.Finance;
using Concord.Tests.Cube;
using FsCheck;
using FsCheck.Fluent;

namespace Concord.Tests.Finance;

public sealed class BudgetBridgeTests
{
    private static SmallPlan Plan(params (string Item, string Family)[] items)
    {
        var plan = new SmallPlan();
        foreach (var (item, family) in items)
            plan.Item(item, family).DemandFor(item);
        return plan;
    }

    private static BudgetBridge Bridge(SmallPlan plan, string product = "item", params string[] level) =>
        BudgetBridge.Of(plan.Cube(), plan.Structure, level, Coordinates.All, product, 12, 12);

    [Fact]
    public void Two_products_by_hand()
    {
        // Budget: 60 of A at 10 (cost 6), 40 of B at 20 (cost 15): 100 units, revenue 1,400, cost 960, margin 440.
        // Plan: 50 of A at 11 (cost 6.20), 70 of B at 19 (cost 15): 120 units, revenue 1,880, cost 1,360, margin 520.
        // Volume: 20 more units at 14 = 280; at a margin of 4.40 = 88.
        // Mix: 50 x 10 + 70 x 20 - 120 x 14 = 220; margin 50 x 4 + 70 x 5 - 120 x 4.40 = 22.
        // Price: 50 x 1 - 70 x 1 = -20. Cost: -50 x 0.20 = -10.
        var plan = Plan(("A", "F"), ("B", "F"))
            .Put("budget_quantity", 12, 60, 40).Put("budget_revenue", 12, 600, 800).Put("budget_cost", 12, 360, 600)
            .Put("constrained_demand", 12, 50, 70).Put("revenue", 12, 550, 1330).Put("cost_of_sales", 12, 310, 1050);
        var row = Assert.Single(Bridge(plan).Rows);
        Assert.Equal(new BridgeBars(1400, 280, 220, -20, 0, 0, 1880), row.Revenue);
        Assert.Equal(new BridgeBars(440, 88, 22, -20, -10, 0, 520), row.Margin);
        Assert.Equal((100, 120), (row.BudgetVolume, row.PlanVolume));
    }

    [Fact]
    public void What_the_budget_states_no_volume_for_is_a_bar_of_its_own()
    {
        var plan = Plan(("A", "F"), ("N", "F"))
            .Put("budget_quantity", 12, 10).Put("budget_revenue", 12, 100).Put("budget_cost", 12, 60)
            .Put("constrained_demand", 12, 10, 5).Put("revenue", 12, 100, 75).Put("cost_of_sales", 12, 60, 40);
        var row = Assert.Single(Bridge(plan).Rows);
        Assert.Equal(new BridgeBars(100, 0, 0, 0, 0, 75, 175), row.Revenue);
        Assert.Equal(35, row.Margin.NotBudgeted);
    }

    [Fact]
    public void By_family_the_mix_within_is_no_mix_of_the_company()
    {
        var plan = Plan(("A", "F"), ("B", "F"), ("C", "G"))
            .Put("budget_quantity", 12, 10, 10, 20).Put("budget_revenue", 12, 100, 300, 400).Put("budget_cost", 12, 50, 150, 200)
            .Put("constrained_demand", 12, 0, 20, 20).Put("revenue", 12, 0, 600, 400).Put("cost_of_sales", 12, 0, 300, 200);
        var rows = Bridge(plan, "item", "family").Rows;
        Assert.Equal([[], ["F"], ["G"]], rows.Select(r => r.Members));
        Assert.Equal(200, rows[1].Revenue.Mix);
        var byFamily = Bridge(plan, "family").Rows[0].Revenue;
        Assert.Equal((0, 200), (byFamily.Mix, byFamily.Price));
    }

    [Fact]
    public void Without_a_budget_it_says_so()
    {
        var plan = Plan(("A", "F")).Put("constrained_demand", 12, 10).Put("revenue", 12, 100).Put("cost_of_sales", 12, 60);
        var bridge = Bridge(plan);
        Assert.Empty(bridge.Rows);
        Assert.Contains("no revenue for the horizon", bridge.NoBudget);
        Assert.Contains("no cost of sales", Bridge(Plan(("A", "F")).Put("budget_revenue", 12, 90)).NoBudget);
    }

    [Fact]
    public void Volume_without_a_price_is_in_no_bar_and_told()
    {
        var plan = Plan(("A", "F"), ("B", "F"))
            .Put("budget_quantity", 12, 10, 10).Put("budget_revenue", 12, 100, 100).Put("budget_cost", 12, 60, 60)
            .Put("constrained_demand", 12, 30, 10).Put("revenue", 12, 300, double.NaN).Put("cost_of_sales", 12, 180, 60);
        Assert.Equal(0.25, Assert.Single(Bridge(plan).Rows).Unknown);
    }

    [Fact]
    public void Bars_sum_exactly_whatever_the_numbers() => Prop.ForAll(
        Gen.Choose(0, 999_999).Select(i => i / 100.0).ArrayOf(36).ToArbitrary(),
        numbers =>
        {
            var plan = Plan([.. Enumerable.Range(0, 6).Select(i => ($"I{i}", i % 2 == 0 ? "F" : "G"))]);
            string[] measures = ["budget_quantity", "budget_revenue", "budget_cost", "constrained_demand", "revenue", "cost_of_sales"];
            for (var m = 0; m < measures.Length; m++)
                plan.Put(measures[m], 12, numbers[(m * 6)..((m * 6) + 6)]);
            return Bridge(plan, "item", "family").Rows.All(r => Sums(r.Revenue) && Sums(r.Margin));
        }).QuickCheckThrowOnFailure();

    private static bool Sums(BridgeBars bars) => bars.Budget + bars.Volume + bars.Mix + bars.Price + bars.Cost + bars.NotBudgeted == bars.Plan;
}
