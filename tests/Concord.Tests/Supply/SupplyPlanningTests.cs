using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Planning.Supply;
using Concord.Tests.Data;
using Xunit;

namespace Concord.Tests.Supply;

/// <summary>The stage from a plan to measures, on companies of a few items.</summary>
public sealed class SupplyPlanningTests
{
    /// <summary>Bikes bought from S1 arrive at W1 within the bucket.</summary>
    private static SupplyCase Trader(SupplyItemTerms? terms = null) => new SupplyCase().With(
        Facts.Item("BIKE"), Facts.Location("W1") with { HoldingCostRate = 12 }, Facts.Customer("C1") with { Location = new("W1") }, Facts.Supplier("S1"), Facts.Price("BIKE"), Facts.Cost("BIKE"),
        Facts.StockPolicy("BIKE", "W1") with { SafetyStock = 0 },
        Facts.SupplierItem("S1", "BIKE") with { LeadTime = 0, MinimumOrderQuantity = terms?.Minimum, OrderMultiple = terms?.Multiple });

    private sealed record SupplyItemTerms(double Minimum, double Multiple);

    [Fact]
    public void What_is_asked_is_bought_and_delivered()
    {
        var (input, output) = Run(Trader().With(Facts.Stock("BIKE", "W1", 30)).Demand("BIKE", "W1", 100, 50));
        Assert.Equal([70, 50, 0, 0, 0, 0], Values(input, output, "purchase", "BIKE", "W1", "S1"));
        Assert.Equal([70, 50, 0, 0, 0, 0], Values(input, output, "supplier_load", "BIKE", "S1"));
        Assert.Equal([100, 50, 0, 0, 0, 0], Values(input, output, "constrained_demand", "BIKE", "W1", "Retail", "Europe"));
        Assert.Equal([0, 0, 0, 0, 0, 0], Values(input, output, "stock", "BIKE", "W1"));
        Assert.Equal([0, 0, 0, 0, 0, 0], Values(input, output, "backorders", "BIKE", "W1", "Retail", "Europe"));
        Assert.Equal(120 * 10, Assert.IsType<SupplyDetails>(output.Details).Cost.Purchase.Sum(), 6);
    }

    [Fact]
    public void Purchases_are_rounded_up_to_lots_and_what_is_too_much_serves_the_next_buckets()
    {
        // Lots of 40 from 100 on: 120 for 70, which leaves 50 for May; 20 more are needed in June: 120 again.
        var (input, output) = Run(Trader(new(100, 40)).Demand("BIKE", "W1", 70, 50, 20));
        Assert.Equal([120, 0, 120, 0, 0, 0], Values(input, output, "purchase", "BIKE", "W1", "S1"));
        Assert.Equal([50, 0, 100, 100, 100, 100], Values(input, output, "stock", "BIKE", "W1"));
        var lot = Assert.Single(Assert.IsType<SupplyDetails>(output.Details).LotStock);
        Assert.Equal(("S1", "BIKE", 75d, 750d, 2), (lot.Supplier, lot.Item, lot.Units, lot.Value, lot.Orders));
    }

    [Fact]
    public void A_need_above_the_largest_order_is_several_orders()
    {
        var buy = SupplyModelBuilder.Build(Trader(new(10, 5)).Demand("BIKE", "W1", 1).Input(), SupplyLevel.Item).Model.Activities[0];
        Assert.Equal(10, LotOrder(buy, double.PositiveInfinity, 3));
        Assert.Equal(45, LotOrder(buy, double.PositiveInfinity, 43));
        Assert.Equal(50, LotOrder(buy, 20, 43));
        Assert.Equal(50, LotOrder(buy, 20, 46));
        Assert.Equal(0, LotOrder(buy, 20, 0));

        static double LotOrder(SupplyActivity buy, double most, double need) => LotRounding.Order(buy, most, need);
    }

    [Fact]
    public void Demand_nothing_can_serve_is_lost_in_the_bucket_in_which_it_was_due()
    {
        var (input, output) = Run(new SupplyCase { Rules = new() { Level = SupplyLevel.Item, MostBucketsLate = 2 } }.With(
            Facts.Item("GHOST"), Facts.Location("W1"), Facts.Price("GHOST"), Facts.Cost("GHOST"), Facts.Stock("GHOST", "W1", 4)).Demand("GHOST", "W1", 10, 5));
        Assert.Equal([4, 0, 0, 0, 0, 0], Values(input, output, "constrained_demand", "GHOST", "W1", "Retail", "Europe"));
        Assert.Equal([6, 5, 0, 0, 0, 0], Values(input, output, "lost_demand", "GHOST", "W1", "Retail", "Europe"));
        Assert.Contains(Assert.IsType<SupplyDetails>(output.Details).Shortages, s => s is { Item: "GHOST", Cause: ShortageCause.NoSource });
    }

    [Fact]
    public void What_customers_of_a_class_get_is_split_by_what_they_wait_for()
    {
        var (input, output) = Run(new SupplyCase().With(
            Facts.Item("GHOST"), Facts.Location("W1"), Facts.Price("GHOST"), Facts.Cost("GHOST"), Facts.Stock("GHOST", "W1", 8), Facts.Customer("C1"), Facts.Customer("C2") with { Channel = "Online" })
            .Demand("GHOST", "W1", 10).Put("consensus_demand", ["GHOST", "W1", "Online", "Europe"], 30));
        Assert.Equal(2, Values(input, output, "constrained_demand", "GHOST", "W1", "Retail", "Europe")[0]);
        Assert.Equal(6, Values(input, output, "constrained_demand", "GHOST", "W1", "Online", "Europe")[0]);
    }

    [Fact]
    public void Production_takes_hours_and_components_and_loses_by_yield()
    {
        var (input, output) = Run(Maker(SupplyLevel.Item).Demand("A", "P1", 90));

        // 90 good at a yield of 0.9 are 100 started: 50 h, 200 wheels, 10 lost.
        Assert.Equal(90, Values(input, output, "production", "A", "P1")[0], 6);
        Assert.Equal(10, Values(input, output, "scrap", "A", "P1")[0], 6);
        Assert.Equal(200, Values(input, output, "dependent_demand", "WHEEL", "P1")[0], 6);
        Assert.Equal(50, Values(input, output, "load", "LINE")[0], 6);
        Assert.Equal(0, Values(input, output, "overtime", "LINE")[0], 6);
    }

    [Fact]
    public void A_family_is_planned_as_one_and_its_items_get_what_they_need()
    {
        var plan = Maker(SupplyLevel.Family).Demand("A", "P1", 90, 0, 45).Demand("B", "P1", 0, 90, 45);
        var (model, map) = SupplyModelBuilder.Build(plan.Input(), SupplyLevel.Family);
        Assert.Equal(["Road Bikes", "WHEEL"], model.Nodes.Select(n => n.Item).Order(StringComparer.Ordinal));
        var make = Assert.Single(model.Activities, a => a.Kind == ActivityKind.Make);
        Assert.Equal(2, map.Families!.Parts[model.Activities.ToList().IndexOf(make)].Length);
        Assert.Equal(0.9, make.Yield, 12);

        var (input, output) = Run(plan);
        Assert.Equal([90, 0, 45, 0, 0, 0], Values(input, output, "constrained_demand", "A", "P1", "Retail", "Europe").Select(v => Math.Round(v, 6)));
        Assert.Equal([0, 90, 45, 0, 0, 0], Values(input, output, "constrained_demand", "B", "P1", "Retail", "Europe").Select(v => Math.Round(v, 6)));
        Assert.Equal(90, Values(input, output, "production", "A", "P1")[0], 6);
        Assert.Empty(Assert.IsType<SupplyDetails>(output.Details).Unbalanced);
    }

    [Fact]
    public void Stock_of_one_item_does_not_serve_another_and_the_plan_says_so()
    {
        // No hours at all: only stock serves. The family has 60, of which A needs 50 and has 20, B needs 10 and has 40 (of which 10 count).
        var (input, output) = Run(Maker(SupplyLevel.Family, hours: 0).With(Facts.Stock("A", "P1", 20), Facts.Stock("B", "P1", 40)).Demand("A", "P1", 20, 0).Demand("B", "P1", 10, 0).Demand("A", "P1", 50));
        Assert.Equal(20, Values(input, output, "constrained_demand", "A", "P1", "Retail", "Europe")[0], 6);
        Assert.Equal(10, Values(input, output, "constrained_demand", "B", "P1", "Retail", "Europe")[0], 6);
        Assert.Equal(30, Values(input, output, "stock", "B", "P1")[0], 6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Going_down_keeps_sums_and_no_item_falls_below_zero(int seed)
    {
        var random = new Random(seed);
        double[] Ask() => [.. Enumerable.Range(0, 6).Select(_ => (double)random.Next(0, 60))];
        var plan = Maker(SupplyLevel.Family, hours: 1 + random.Next(3)).With(Facts.Stock("A", "P1", random.Next(50)), Facts.Stock("B", "P1", random.Next(50))).Demand("A", "P1", Ask()).Demand("B", "P1", Ask());
        var (model, map) = SupplyModelBuilder.Build(plan.Input(), SupplyLevel.Family);
        var outcome = SupplyPlanner.Plan(model, null, null, TestContext.Current.CancellationToken);
        var starts = Disaggregation.Starts(model, map.Families!, outcome.Plan);
        for (var a = 0; a < model.Activities.Count; a++)
        {
            if (model.Activities[a].Kind != ActivityKind.Make)
                continue;
            for (var t = 0; t < 6; t++)
            {
                var good = map.Families!.Parts[a].Sum(p => starts[(p * 6) + t] * map.Families.Model.Activities[p].Yield * map.Families.Units[map.Families.Model.Activities[p].Node]);
                Assert.Equal(outcome.Plan.Start[(a * 6) + t] * model.Activities[a].Yield, good, 9);
            }
        }

        var (input, output) = Run(plan);
        var stock = SeriesMatrix.From(output.Written["stock"], input.Structure.SeriesCount("stock"), input.Structure.FirstPlanned, 6);
        Assert.All(stock.Values, v => Assert.True(double.IsNaN(v) || v >= 0));
    }

    [Fact]
    public void The_frozen_zone_keeps_the_plan_of_record()
    {
        // The horizon of the case is frozen for four weeks: April alone.
        var free = Trader().Demand("BIKE", "W1", 100, 50).Input();
        var series = free.Structure.Of(MeasureRegistry.Measure("purchase")).Attributes.Catalog.Find(["BIKE", "W1", "S1"]);
        var edit = new CubeEdit(PlanCube.Empty, free.Structure.SeriesCount);
        edit.Scatter("purchase", LayerKind.Values, free.Structure.FirstPlanned, [series], [80]);
        var input = free with { PlanOfRecord = PlanState.Empty with { Cube = edit.Build() } };
        var output = SupplyPlanning.Run(input, null, TestContext.Current.CancellationToken);
        Assert.Equal([80, 70, 0, 0, 0, 0], Values(input, output, "purchase", "BIKE", "W1", "S1").Select(v => Math.Round(v, 6)));
        Assert.DoesNotContain(output.Details.Findings, f => f.Code == "NO_PLAN_OF_RECORD");
        Assert.Contains(SupplyPlanning.Run(free, null, TestContext.Current.CancellationToken).Details.Findings, f => f.Code == "NO_PLAN_OF_RECORD");
    }

    [Fact]
    public void The_frozen_zone_keeps_the_items_of_a_family()
    {
        // On record are 30 of A and 60 of B for April, whatever is asked now.
        var free = Maker(SupplyLevel.Family).Demand("A", "P1", 90, 50).Demand("B", "P1", 0, 50).Input();
        var catalog = free.Structure.Of(MeasureRegistry.Measure("production")).Attributes.Catalog;
        var edit = new CubeEdit(PlanCube.Empty, free.Structure.SeriesCount);
        edit.Scatter("production", LayerKind.Values, free.Structure.FirstPlanned, [catalog.Find(["A", "P1"]), catalog.Find(["B", "P1"])], [30, 60]);
        edit.Scatter("purchase", LayerKind.Values, free.Structure.FirstPlanned, [free.Structure.Of(MeasureRegistry.Measure("purchase")).Attributes.Catalog.Find(["WHEEL", "P1", "S1"])], [200]);
        var input = free with { PlanOfRecord = PlanState.Empty with { Cube = edit.Build() } };
        var output = SupplyPlanning.Run(input, null, TestContext.Current.CancellationToken);
        Assert.Equal(30, Values(input, output, "production", "A", "P1")[0], 6);
        Assert.Equal(60, Values(input, output, "production", "B", "P1")[0], 6);
    }

    [Fact]
    public void A_typed_quantity_of_an_item_is_kept_by_its_family()
    {
        var input = Maker(SupplyLevel.Family).Demand("A", "P1", 90, 50).Demand("B", "P1", 40, 50).Put("production", ["A", "P1"], 100, 20).Input();
        input = input with
        {
            State = input.State with
            {
                Entries = [new Entry(1, "production", Coordinates.Of(("item", "A")), input.Structure.FirstPlanned + 1, input.Structure.FirstPlanned + 1, EntryRule.Set, 20, ValueUnit.ItemUnits, "sue", DateTimeOffset.UnixEpoch)],
            },
        };
        var output = SupplyPlanning.Run(input, null, TestContext.Current.CancellationToken);
        Assert.Equal(20, Values(input, output, "production", "A", "P1")[1], 6);
    }

    [Fact]
    public void The_hours_of_a_family_are_those_of_the_items_that_must_be_made()
    {
        // A takes half an hour, C two; all of A's demand is in stock, so that what is made is C.
        var (model, map) = SupplyModelBuilder.Build(
            Maker(SupplyLevel.Family).With(Facts.MadeItem("C"), Facts.Bill("C", "WHEEL"), Facts.Routing("C", "LINE") with { LeadTime = 0, Yield = 0.9, HoursPerUnit = 2 }, Facts.Price("C"), Facts.Cost("C"), Facts.Stock("A", "P1", 90))
                .Demand("A", "P1", 90).Demand("C", "P1", 90).Input(), SupplyLevel.Family);
        var make = Assert.Single(model.Activities, a => a.Kind == ActivityKind.Make);
        Assert.Equal(2, Assert.Single(make.Uses).Quantity, 9);
        Assert.Equal(SupplyLevel.Family, map.Level);
    }

    [Fact]
    public void A_cost_below_zero_counts_for_nothing_and_is_told()
    {
        var (_, output) = Run(Trader().With(Facts.Item("N"), Facts.StockPolicy("N", "W1"), Facts.Cost("N", -5), Facts.SupplierItem("S1", "N") with { Price = null, LeadTime = 0 }).Demand("N", "W1", 100, 50));
        Assert.Contains(output.Details.Findings, f => f.Code == "NEGATIVE_COST");
    }

    [Fact]
    public void Stock_in_inspection_below_zero_is_no_receipt()
    {
        var (input, output) = Run(Trader().With(Facts.Stock("BIKE", "W1", 30), Facts.Stock("BIKE", "W1", -3) with { Lot = "L2", Status = StockStatus.Inspection }).Demand("BIKE", "W1", 100, 50));
        Assert.Equal([70, 50, 0, 0, 0, 0], Values(input, output, "purchase", "BIKE", "W1", "S1"));
        Assert.Contains(output.Details.Findings, f => f.Code == "NEGATIVE_STOCK");
    }

    [Fact]
    public void A_typed_purchase_is_kept()
    {
        var plan = Trader().Demand("BIKE", "W1", 100, 50).Put("purchase", ["BIKE", "W1", "S1"], 100, 20);
        var input = plan.Input();
        input = input with
        {
            State = input.State with
            {
                Entries = [new Entry(1, "purchase", Coordinates.All, input.Structure.FirstPlanned + 1, input.Structure.FirstPlanned + 1, EntryRule.Set, 20, ValueUnit.ItemUnits, "sue", DateTimeOffset.UnixEpoch)],
            },
        };
        var output = SupplyPlanning.Run(input, null, TestContext.Current.CancellationToken);
        Assert.Equal(20, Values(input, output, "purchase", "BIKE", "W1", "S1")[1], 6);
    }

    [Fact]
    public void Rough_load_asks_without_limits()
    {
        var rough = RoughLoad.Of(Maker(SupplyLevel.Item, hours: 1).Demand("A", "P1", 90).Input());
        var line = rough.Resources[0];
        Assert.Equal(("LINE", 50d), (line.Resource, Math.Round(line.Load[0], 6)));
        Assert.Equal(22d, line.Capacity[0]);
    }

    [Fact]
    public void The_same_plan_comes_out_again_bit_for_bit()
    {
        var input = Maker(SupplyLevel.Family).Demand("A", "P1", 90, 0, 45).Demand("B", "P1", 0, 90, 45).Input();
        var (one, other) = (SupplyPlanning.Run(input, null, TestContext.Current.CancellationToken), SupplyPlanning.Run(input, null, TestContext.Current.CancellationToken));
        foreach (var (measure, layer) in one.Written)
        {
            var count = input.Structure.SeriesCount(measure);
            Assert.Equal(SeriesMatrix.From(layer, count, 0, 18).Values, SeriesMatrix.From(other.Written[measure], count, 0, 18).Values);
        }

        Assert.Equal(System.Text.Json.JsonSerializer.Serialize((SupplyDetails)one.Details), System.Text.Json.JsonSerializer.Serialize((SupplyDetails)other.Details));
    }

    /// <summary>Bikes A and B of one family, made at P1 on one line of two wheels each, at a yield of 0.9 and half an hour.</summary>
    /// <param name="hours">Hours the line works on a working day.</param>
    private static SupplyCase Maker(SupplyLevel level, double hours = 8) => new SupplyCase { Rules = new() { Level = level } }.With(
        Facts.MadeItem("A"), Facts.MadeItem("B"), Facts.Item("WHEEL") with { Type = ItemType.Component, Family = null }, Facts.Location("P1") with { Type = LocationType.Plant }, Facts.Customer("C1"),
        Facts.Bill("A", "WHEEL"), Facts.Bill("B", "WHEEL"), Facts.Resource("LINE") with { CostPerHour = 20 }, Facts.Shift("LINE", hours: hours),
        Facts.Routing("A", "LINE") with { LeadTime = 0, Yield = 0.9 }, Facts.Routing("B", "LINE") with { LeadTime = 0, Yield = 0.9 }, Facts.Supplier("S1"),
        Facts.SupplierItem("S1", "WHEEL") with { LeadTime = 0 }, Facts.Price("A"), Facts.Price("B"), Facts.Cost("A"), Facts.Cost("B"), Facts.Cost("WHEEL", 10));

    private static (StageInput Input, StageOutput Output) Run(SupplyCase plan)
    {
        var input = plan.Input();
        return (input, SupplyPlanning.Run(input, null, TestContext.Current.CancellationToken));
    }

    private static double[] Values(StageInput input, StageOutput output, string measure, params string[] coordinate)
    {
        var series = input.Structure.Of(MeasureRegistry.Measure(measure)).Attributes.Catalog.Find(coordinate);
        Assert.True(series >= 0, $"{measure} has no series {string.Join('/', coordinate)}.");
        return SeriesMatrix.From(output.Written[measure], input.Structure.SeriesCount(measure), input.Structure.FirstPlanned, 6).Row(series).ToArray();
    }
}
