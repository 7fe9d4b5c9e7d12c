using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Planning.Supply;
using Concord.Tests.Data;
using Xunit;

namespace Concord.Tests.Supply;

/// <summary>A line that makes A and B, half an hour each at a yield of 0.9, eight hours a working day; 22 working days in April, 21 in May. Each sells at 100.</summary>
public sealed class SelectionLoadTests
{
    private static readonly Coordinates OnlyA = Coordinates.Of(("item", "A"));

    private static StageInput Plan(double april) => new SupplyCase().With(
        Facts.MadeItem("A"), Facts.MadeItem("B"), Facts.Location("P1") with { Type = LocationType.Plant }, Facts.Customer("C1"), Facts.Resource("LINE"), Facts.Shift("LINE"),
        Facts.Routing("A", "LINE") with { LeadTime = 0, Yield = 0.9 }, Facts.Routing("B", "LINE") with { LeadTime = 0, Yield = 0.9 },
        Facts.Price("A"), Facts.Price("B"), Facts.Cost("A"), Facts.Cost("B")).Demand("A", "P1", april, 45).Demand("B", "P1", 18).Input();

    /// <summary>The plan of 90 with supply planned, then demand of A in April as told.</summary>
    private static (StageInput Now, PlanCube Planned) Raised(double april)
    {
        var input = Plan(90);
        var planned = input.Cube;
        foreach (var (measure, layer) in SupplyPlanning.Run(input, null, TestContext.Current.CancellationToken).Written)
            planned = planned.With(measure, new MeasureLayers(layer, layer, Layer.Empty));
        var cube = planned.With("consensus_demand", Plan(april).Cube["consensus_demand"]);
        return (input with { State = input.State with { Cube = cube } }, planned);
    }

    [Fact]
    public void A_part_asks_its_own_share_of_the_load()
    {
        var load = SelectionLoad.Of(Plan(90), null, OnlyA);
        var line = Assert.Single(load.Resources);
        Assert.Equal(("LINE", SupplyResourceKind.Machine), (line.Resource, line.Kind));
        Assert.Equal([50d, 25], line.Asked.Take(2).Select(h => Math.Round(h, 6)));
        Assert.Equal([60d, 25], line.After.Take(2).Select(h => Math.Round(h, 6)));
        Assert.Equal(line.After, line.Before);
        Assert.Equal([176, 168], line.Capacity.Take(2));
        Assert.All(load.Changed, c => Assert.Equal(0, c));
        Assert.Null(load.Stock);
    }

    [Fact]
    public void What_was_raised_since_supply_was_planned_loads_resources_and_eats_stock()
    {
        var (now, planned) = Raised(135);
        var load = SelectionLoad.Of(now, planned, OnlyA);
        var line = Assert.Single(load.Resources);
        Assert.Equal((60d, 85d), (Math.Round(line.Before[0], 6), Math.Round(line.After[0], 6)));
        Assert.Equal(line.Before[1], line.After[1], 6);
        Assert.Equal(("EUR", 4500d, 0d), (load.ChangedUnit, Math.Round(load.Changed[0], 6), Math.Round(load.Changed[1], 6)));

        // 45 more leave in April, and are missing in every bucket after it.
        Assert.Equal("EA", load.Stock!.Unit);
        Assert.Equal([45d, 45, 45], Enumerable.Range(0, 3).Select(b => Math.Round(load.Stock.Before[b] - load.Stock.After[b], 6)));
    }

    [Fact]
    public void A_part_that_did_not_change_still_shows_the_load_others_moved()
    {
        var (now, planned) = Raised(135);
        var load = SelectionLoad.Of(now, planned, Coordinates.Of(("item", "B")));
        Assert.Equal([10d, 0], load.Resources.Single().Asked.Take(2).Select(h => Math.Round(h, 6)));
        Assert.Equal(25, load.Resources[0].After[0] - load.Resources[0].Before[0], 6);
        Assert.Equal(0, load.Changed.Sum(), 6);
    }
}
