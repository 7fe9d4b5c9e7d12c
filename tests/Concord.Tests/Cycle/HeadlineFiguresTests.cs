using System.Collections.Immutable;
using Concord.Planning.Cycle;
using Concord.Planning.Scenarios;
using Concord.Tests.Cube;
using Concord.Tests.Data;
using Xunit;

namespace Concord.Tests.Cycle;

public sealed class HeadlineFiguresTests
{
    [Fact]
    public void Figures_are_by_fiscal_year_and_over_the_horizon_and_those_without_facts_say_why()
    {
        // The horizon is the year 2026.
        var figures = Of(new SmallPlan().Item("A", factor: 0.5, price: 10).DemandFor("A").Put("consensus_demand", 11, 99).Put("consensus_demand", 12, 100).Put("consensus_demand", 23, 40).Put("revenue", 12, 900));
        var demand = figures.Where(f => f.Name == "consensus_demand").ToList();
        Assert.Equal(2, demand.Count);
        Assert.Equal("horizon", demand[^1].Period);
        Assert.All(demand, d => Assert.Equal((70, "PCE", null), (d.Value, d.Unit, d.Note)));
        var revenue = figures.Last(f => f.Name == "revenue");
        Assert.Equal((900, "EUR"), (revenue.Value, revenue.Unit));
        Assert.All(figures.Where(f => f.Value is null), f => Assert.StartsWith("not measurable, because ", f.Note));
        Assert.Contains(figures, f => f is { Name: "stock_value_end", Value: null });
    }

    [Fact]
    public void Volumes_of_unlike_units_are_stated_at_net_prices()
    {
        var figures = Of(new SmallPlan().Item("A", price: 10).Item("B", unit: "KG", price: 2).DemandFor("A", "B").Put("consensus_demand", 12, 3, 5));
        Assert.Equal((40, "EUR"), (figures.Last(f => f.Name == "consensus_demand").Value, figures.Last(f => f.Name == "consensus_demand").Unit));
    }

    private static ImmutableList<HeadlineFigure> Of(SmallPlan plan) =>
        HeadlineFigures.Of(new StageInput(PlanState.Empty with { Cube = plan.Cube() }, plan.Structure, new MemoryDataset(Facts.CutOff, []), PlanningRules.Standard));
}
