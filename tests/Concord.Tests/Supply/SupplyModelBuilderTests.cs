using Concord.Planning.Data;
using Concord.Planning.Scenarios;
using Concord.Planning.Supply;
using Concord.Tests.Data;
using Xunit;

namespace Concord.Tests.Supply;

/// <summary>Each rule of docs/model/supply-data.md on a case small enough to be worked by hand. The horizon is April to September 2026: 183 days in six buckets of 30.5 on average.</summary>
public sealed class SupplyModelBuilderTests
{
    private const double MeanDays = 183 / 6d;

    /// <summary>A bike made of two wheels at P1, wheels bought from S1, bikes moved to W1, where Europe asks for them.</summary>
    private static SupplyCase Company(SupplyRules? rules = null) => new SupplyCase { Rules = rules ?? new() { Level = SupplyLevel.Item } }.With(
        Facts.MadeItem("BIKE"), Facts.Item("WHEEL") with { Type = ItemType.Component, Family = null }, Facts.Location("P1") with { Type = LocationType.Plant }, Facts.Location("W1"),
        Facts.Customer("C1") with { Location = new("W1"), Priority = 3 }, Facts.Bill("BIKE", "WHEEL") with { Scrap = 0.2 }, Facts.Resource("LINE") with { CostPerHour = 20 }, Facts.Shift("LINE"),
        Facts.Routing("BIKE", "LINE") with { LeadTime = 5 }, Facts.Supplier("S1"), Facts.SupplierItem("S1", "WHEEL") with { Location = new("P1") }, Facts.Lane("P1", "W1") with { CostPerPallet = 50 },
        Facts.StockPolicy("BIKE", "W1") with { SafetyStock = 40 }, Facts.StockPolicy("BIKE", "P1"), Facts.Stock("BIKE", "W1", 30), Facts.Price("BIKE"), Facts.Cost("BIKE"), Facts.Cost("WHEEL", 10));

    [Fact]
    public void A_routing_with_its_bill_makes()
    {
        var (model, map) = Build(Company().Demand("BIKE", "W1", 100));
        var make = Assert.Single(model.Activities, a => a.Kind == ActivityKind.Make);
        Assert.Equal("BIKE at P1", model.Nodes[make.Node].ToString());
        Assert.Equal(0.98, make.Yield);
        Assert.Equal(2 / 0.8, Assert.Single(make.Inputs).Quantity, 12);
        Assert.Equal("WHEEL at P1", model.Nodes[make.Inputs[0].Index].ToString());
        Assert.Equal(0, make.Lead);
        Assert.Equal(7 / MeanDays, make.LateShare, 9);
        var line = model.Resources[Assert.Single(make.Uses).Index];
        Assert.Equal(("LINE", 0.5, 20d), (line.Name, make.Uses[0].Quantity, line.Cost[0]));
        Assert.Equal(22 * 8, line.Capacity[0]);
        Assert.Equal(SupplyLevel.Item, map.Level);
        Assert.Empty(SupplyModelFaults.Of(model));
    }

    [Fact]
    public void A_setup_is_shared_by_its_batch_and_several_resources_of_an_operation_have_one_yield()
    {
        var model = Build(Company().With(
            Facts.Resource("LABOUR") with { Type = ResourceType.Labour }, Facts.Shift("LABOUR"), Facts.Routing("BIKE", "LABOUR") with { HoursPerUnit = 0.2, SetupHours = 4, BatchSize = 40 }).Demand("BIKE", "W1", 1)).Model;
        var make = model.Activities.Single(a => a.Kind == ActivityKind.Make);
        Assert.Equal(0.98, make.Yield);
        Assert.Equal(0.3, make.Uses.Single(u => model.Resources[u.Index].Name == "LABOUR").Quantity, 12);
        Assert.Equal(SupplyResourceKind.Labour, model.Resources.Single(r => r.Name == "LABOUR").Kind);
    }

    [Fact]
    public void A_bill_that_changes_makes_a_way_for_each_time()
    {
        var model = Build(Company().With(
            Facts.Item("TYRE") with { Type = ItemType.Component }, Facts.Bill("BIKE", "TYRE", from: "2026-06-15"), Facts.SupplierItem("S1", "TYRE")).Demand("BIKE", "W1", 1)).Model;
        var makes = model.Activities.Where(a => a.Kind == ActivityKind.Make).OrderBy(a => a.Inputs.Count).ToList();
        Assert.Equal([1, 2], makes.Select(m => m.Inputs.Count));
        Assert.Equal([true, true, true, false, false, false], makes[0].Most.Select(m => m > 0));
        Assert.Equal([false, false, false, true, true, true], makes[1].Most.Select(m => m > 0));
    }

    [Fact]
    public void An_item_with_a_bill_and_no_routing_is_made_without_hours_and_found()
    {
        var input = new SupplyCase().With(
            Facts.MadeItem("KIT"), Facts.Item("PART"), Facts.Location("P1") with { Type = LocationType.Plant }, Facts.Bill("KIT", "PART", location: "P1"), Facts.StockPolicy("KIT", "P1"),
            Facts.StockPolicy("PART", "P1")).Demand("KIT", "P1", 5).Input();
        var (model, map) = SupplyModelBuilder.Build(input, SupplyLevel.Item);
        Assert.Empty(Assert.Single(model.Activities).Uses);
        Assert.Contains(map.Findings, f => f is { Code: "NO_ROUTING", Entity: "KIT at P1" });
    }

    [Fact]
    public void A_supplier_brings_in_its_lead_time_and_sells_in_lots()
    {
        var model = Build(Company().With(
            Facts.Item("TYRE"), Facts.StockPolicy("TYRE", "P1"), Facts.Conversion("CS", "EA", 12),
            Facts.SupplierItem("S1", "TYRE") with { Location = new("P1"), Unit = new("CS"), LeadTime = 61, MinimumOrderQuantity = 3, OrderMultiple = 2, Price = 24, CapacityPerMonth = 100 }).Demand("BIKE", "W1", 1)).Model;
        var buy = model.Activities.Single(a => a.Kind == ActivityKind.Buy && model.Nodes[a.Node].Item == "TYRE");
        Assert.Equal((2, 0d, 36d, 24d, 2d), (buy.Lead, buy.LateShare, buy.MinimumLot, buy.LotMultiple, buy.Cost[0]));
        var limit = model.Resources[Assert.Single(buy.Uses).Index];
        Assert.Equal(SupplyResourceKind.Supplier, limit.Kind);

        // What is ordered in April arrives in June, which has 30 days: 1,200 pieces a month of 365 / 12 days.
        Assert.Equal(1200 * 12 / 365d * 30, limit.Capacity[0], 9);
        Assert.Equal(1200 * 12 / 365d * 31, limit.Capacity[1], 9);
    }

    [Fact]
    public void A_supplier_for_every_location_serves_each_location_of_the_item()
    {
        var model = Build(Company().With(Facts.SupplierItem("S1", "BIKE")).Demand("BIKE", "W1", 1)).Model;
        Assert.Equal(["BIKE at P1", "BIKE at W1"], model.Activities.Where(a => a.Kind == ActivityKind.Buy && model.Nodes[a.Node].Item == "BIKE").Select(a => model.Nodes[a.Node].ToString()).Order());
    }

    [Fact]
    public void Nothing_is_bought_from_a_supplier_that_is_not_active()
    {
        var (model, map) = Build(Company().With(Facts.Supplier("S2") with { Active = false }, Facts.SupplierItem("S2", "WHEEL")).Demand("BIKE", "W1", 1));
        Assert.DoesNotContain(model.Activities, a => a.Label == "S2");
        Assert.Contains(map.Findings, f => f.Code == "SUPPLIER_NOT_ACTIVE");
    }

    [Fact]
    public void A_lane_moves_by_pallets_and_days()
    {
        var model = Build(Company().With(Facts.Location("W2"), Facts.Lane("P1", "W2") with { Capacity = 7 }, Facts.StockPolicy("BIKE", "W2")).Demand("BIKE", "W1", 1)).Model;
        var move = model.Activities.Single(a => a.Label == "P1 to W1 by road");
        Assert.Equal(("BIKE at W1", 5d), (model.Nodes[move.Node].ToString(), move.Cost[0]));
        Assert.Equal("BIKE at P1", model.Nodes[Assert.Single(move.Inputs).Index].ToString());
        Assert.Equal(3 / MeanDays, move.LateShare, 9);
        var lane = model.Resources.Single(r => r.Kind == SupplyResourceKind.Lane);
        Assert.Equal([30, 31, 30, 31, 31, 30], lane.Capacity);
        Assert.Equal(0.1, Assert.Single(model.Activities.Single(a => a.Label == "P1 to W2 by road").Uses).Quantity);
    }

    [Fact]
    public void Stock_counts_by_its_status()
    {
        var (model, map) = Build(Company().With(
            Facts.Item("GEL") with { InspectionTime = 35 }, Facts.Stock("GEL", "W1", 5), Facts.Stock("GEL", "W1", 7) with { Status = StockStatus.Inspection, Lot = "A" },
            Facts.Stock("GEL", "W1", 9) with { Status = StockStatus.Blocked, Lot = "B" }).Demand("BIKE", "W1", 1));
        var at = model.Nodes.ToList().FindIndex(n => n.ToString() == "GEL at W1");
        Assert.Equal(5, model.Nodes[at].OpeningStock);
        Assert.Equal([0, 7, 0, 0, 0, 0], model.Nodes[at].FirmReceipts);
        Assert.Equal([16, 9, 9, 9, 9, 9], map.Nodes[at].Held);
    }

    [Fact]
    public void Stock_below_zero_starts_at_zero_and_is_found()
    {
        var (model, map) = Build(Company().With(Facts.Stock("WHEEL", "P1", -4)).Demand("BIKE", "W1", 1));
        Assert.Equal(0, model.Nodes.Single(n => n.Item == "WHEEL").OpeningStock);
        Assert.Contains(map.Findings, f => f is { Code: "NEGATIVE_STOCK", Entity: "WHEEL at P1" });
    }

    [Fact]
    public void Open_orders_come_when_due_and_what_is_past_due_comes_first()
    {
        var (model, map) = Build(Company().With(
            Facts.PurchaseOrder("1", "WHEEL") with { Location = new("P1"), DueDate = Facts.Day("2026-03-01"), Quantity = 10, ClosedQuantity = 4 },
            Facts.PurchaseOrder("2", "WHEEL") with { Location = new("P1"), DueDate = Facts.Day("2026-06-10"), Quantity = 20 },
            new WorkOrder { Order = "W", Item = new("BIKE"), Location = new("P1"), OrderDate = Facts.Day("2026-03-20"), DueDate = Facts.Day("2026-05-05"), Quantity = 49, ClosedQuantity = 0, Status = OrderStatus.Open })
            .Demand("BIKE", "W1", 1));
        Assert.Equal([6, 0, 20, 0, 0, 0], model.Nodes.Single(n => n.Item == "WHEEL").FirmReceipts);
        var bike = map.Nodes.Single(n => n is { Item: "BIKE", Site: "P1" });
        Assert.Equal([0, 49, 0, 0, 0, 0], bike.FirmMade);

        // 49 good pieces at a yield of 0.98 are 50 started, of half an hour each; May has 21 working days.
        Assert.Equal(25, map.Resources[0].Firm[1], 9);
        Assert.Equal((21 * 8) - 25, model.Resources[0].Capacity[1], 9);
        Assert.Equal(2, map.FirmPurchases.Count);
    }

    [Fact]
    public void Past_due_orders_are_backorders_and_not_counted_twice()
    {
        var model = Build(Company().With(
            Facts.SalesOrder("1", "BIKE") with { DueDate = Facts.Day("2026-03-15"), Quantity = 12, ClosedQuantity = 2 }, Facts.SalesOrder("2", "BIKE") with { Quantity = 5 }).Demand("BIKE", "W1", 100, 80)).Model;
        var demand = Assert.Single(model.Demands);
        Assert.Equal((10, 90d, 80d, 3), (demand.OpeningBackorders, demand.Quantity[0], demand.Quantity[1], demand.Priority));
    }

    [Fact]
    public void Demand_is_never_below_the_orders_still_due()
    {
        var model = Build(Company().With(
            Facts.SalesOrder("1", "BIKE") with { DueDate = Facts.Day("2026-03-15"), Quantity = 10 }, Facts.SalesOrder("2", "BIKE") with { Quantity = 50 }).Demand("BIKE", "W1", 20)).Model;
        Assert.Equal((10, 50d), (model.Demands[0].OpeningBackorders, model.Demands[0].Quantity[0]));
    }

    [Fact]
    public void Classes_of_customers_are_apart_and_only_the_lowest_gives_up()
    {
        var model = Build(Company().With(Facts.Customer("C2") with { Channel = "Online", Priority = 7 }, Facts.Customer("C3") with { Priority = 4 })
            .Demand("BIKE", "W1", 100).Put("consensus_demand", ["BIKE", "W1", "Online", "Europe"], 30)).Model;
        Assert.Equal([(3, 100d, int.MaxValue), (7, 30d, 3)], model.Demands.Select(d => (d.Priority, d.Quantity[0], d.MostLate)).Order());
        Assert.All(model.Demands, d => Assert.Equal(100, d.Value[0]));
    }

    [Fact]
    public void Demand_without_a_location_goes_to_the_only_one_that_can()
    {
        var one = Build(Company().With(Facts.SupplierItem("S1", "TYRE"), Facts.Item("TYRE"), Facts.StockPolicy("TYRE", "W1")).Demand("TYRE", "(none)", 10));
        Assert.Equal("TYRE at W1", one.Model.Nodes[Assert.Single(one.Model.Demands).Node].ToString());
        var many = Build(Company().Demand("BIKE", "(none)", 10));
        Assert.Equal("BIKE at (none)", many.Model.Nodes[Assert.Single(many.Model.Demands).Node].ToString());
        Assert.Contains(many.Map.Findings, f => f is { Code: "NO_LOCATION", Entity: "BIKE" });
    }

    [Fact]
    public void Demand_that_nothing_brings_is_found()
    {
        var (_, map) = Build(new SupplyCase().With(Facts.Item("GHOST"), Facts.Location("W1"), Facts.StockPolicy("GHOST", "W1")).Demand("GHOST", "W1", 10));
        Assert.Contains(map.Findings, f => f is { Code: "NO_SOURCE", Severity: Severity.Error, Entity: "GHOST at W1" });
    }

    [Fact]
    public void Stock_is_wanted_by_policy_and_at_the_end_for_half_a_lead_time_more()
    {
        var model = Build(Company().With(Facts.Item("TYRE"), Facts.StockPolicy("TYRE", "W1") with { TargetCoverage = 14 }, Facts.SupplierItem("S1", "TYRE"))
            .Demand("TYRE", "W1", 183, 183, 183, 183, 183, 183).Demand("BIKE", "W1", 1)).Model;
        var tyre = model.Nodes.Single(n => n.Item == "TYRE");

        // 183 x 6 pieces in 183 days: 6 a day. 14 days are 84; half of the lead time of 14 days is 42 more.
        Assert.Equal(84, tyre.SafetyStock[0], 9);
        Assert.Equal(126, tyre.EndStock, 9);
        Assert.Equal(40, model.Nodes.Single(n => n.ToString() == "BIKE at W1").SafetyStock[5]);
    }

    [Fact]
    public void No_stock_is_wanted_of_an_item_that_has_ended()
    {
        var model = Build(Company().With(Facts.Item("OLD") with { EndOfLifeDate = Facts.Day("2026-06-30") }, Facts.StockPolicy("OLD", "W1") with { SafetyStock = 8 }, Facts.SupplierItem("S1", "OLD"))
            .Demand("OLD", "W1", 5)).Model;
        var old = model.Nodes.Single(n => n.Item == "OLD");
        Assert.Equal([8, 8, 0, 0, 0, 0], old.SafetyStock);
        Assert.Equal(0, old.EndStock);
    }

    [Fact]
    public void No_stock_is_wanted_of_what_nobody_asks_for()
    {
        var (model, map) = Build(Company().With(Facts.Item("IDLE"), Facts.StockPolicy("IDLE", "W1") with { SafetyStock = 8 }, Facts.SupplierItem("S1", "IDLE")).Demand("BIKE", "W1", 1));
        Assert.All(model.Nodes.Single(n => n.Item == "IDLE").SafetyStock, s => Assert.Equal(0, s));
        Assert.Contains(map.Findings, f => f is { Code: "SAFETY_STOCK_FOR_NOBODY", Entity: "IDLE at W1" });
    }

    [Fact]
    public void A_resource_without_a_calendar_is_not_limited_and_found()
    {
        var (model, map) = Build(Company().With(Facts.Resource("OVEN")).Demand("BIKE", "W1", 1));
        Assert.All(model.Resources.Single(r => r.Name == "OVEN").Capacity, c => Assert.Equal(double.PositiveInfinity, c));
        Assert.Contains(map.Findings, f => f is { Code: "NO_CAPACITY", Entity: "OVEN" });
    }

    [Fact]
    public void Overtime_is_by_weeks_and_planned_overtime_comes_on_top()
    {
        var model = Build(Company().With(
            Facts.Resource("OVEN") with { OvertimeLimit = 7 }, Facts.Shift("OVEN"),
            new CapacityException { Resource = new("OVEN"), From = Facts.Day("2026-04-04"), To = Facts.Day("2026-04-05"), Kind = CapacityExceptionKind.Overtime, HoursPerDay = 6 }).Demand("BIKE", "W1", 1)).Model;
        Assert.Equal([42, 31], model.Resources.Single(r => r.Name == "OVEN").Overtime[..2].Select(o => Math.Round(o, 9)));
    }

    [Fact]
    public void A_stopped_line_loses_the_share_of_days_it_stands()
    {
        var stop = new SupplyEvent { Id = "E", Kind = SupplyEventKind.LineStop, Resource = new("LINE"), From = Facts.Day("2026-04-16"), To = Facts.Day("2026-04-30"), CapacityPercent = 40 };
        Assert.Equal(22 * 8 * 0.7, Build(Company().With(stop).Demand("BIKE", "W1", 1)).Model.Resources[0].Capacity[0], 9);
        Assert.Equal(22 * 8, Build(Company().With(stop).Drive(DriverKind.SupplyEvents, 0).Demand("BIKE", "W1", 1)).Model.Resources[0].Capacity[0], 9);
    }

    [Fact]
    public void A_supplier_in_trouble_is_late_and_short()
    {
        var trouble = new SupplyEvent { Id = "E", Kind = SupplyEventKind.SupplierTrouble, Supplier = new("S1"), From = Facts.Day("2026-05-01"), To = Facts.Day("2026-05-31"), CapacityPercent = 50, ExtraLeadTime = 61 };
        var model = Build(Company().With(trouble).Demand("BIKE", "W1", 98)).Model;
        var buys = model.Activities.Where(a => a.Kind == ActivityKind.Buy).OrderBy(a => a.Lead).ToList();
        Assert.Equal([0, 2], buys.Select(b => b.Lead));
        Assert.Equal([true, false, true, true, true, true], buys[0].Most.Select(m => m > 0));
        Assert.Equal([false, true, false, false, false, false], buys[1].Most.Select(m => m > 0));
    }

    [Fact]
    public void Drivers_move_capacity_and_lead_time()
    {
        var model = Build(Company().Drive(DriverKind.Capacity, 0.8, first: 1).Drive(DriverKind.LeadTime, 2).Demand("BIKE", "W1", 1)).Model;
        Assert.Equal([22 * 8, 21 * 8 * 0.8], model.Resources[0].Capacity[..2].Select(c => Math.Round(c, 9)));
        Assert.Equal(28 / MeanDays, model.Activities.Single(a => a.Kind == ActivityKind.Buy).LateShare, 9);
    }

    [Fact]
    public void Nothing_comes_to_a_blocked_site_and_its_stock_is_held()
    {
        var (model, map) = Build(Company().With(new Restriction { Id = "R", Kind = RestrictionKind.BlockedSite, Family = "Road Bikes", Location = new("W1"), Reason = "no licence" }).Demand("BIKE", "W1", 10));
        Assert.DoesNotContain(model.Activities, a => a.Kind == ActivityKind.Move);
        var at = model.Nodes.ToList().FindIndex(n => n.ToString() == "BIKE at W1");
        Assert.Equal((0, 30d), (model.Nodes[at].OpeningStock, map.Nodes[at].Held[0]));
    }

    [Fact]
    public void Inspection_makes_receipts_later()
    {
        var model = Build(Company().With(new Restriction { Id = "R", Kind = RestrictionKind.Inspection, Item = new("WHEEL"), Location = new("P1"), InspectionTime = 6 }).Demand("BIKE", "W1", 1)).Model;
        Assert.Equal(20 / MeanDays, model.Activities.Single(a => a.Kind == ActivityKind.Buy).LateShare, 9);
    }

    [Fact]
    public void Shelf_life_counts_in_whole_buckets()
    {
        var model = Build(Company().With(Facts.Item("GEL") with { ShelfLife = 70 }, Facts.StockPolicy("GEL", "W1"), Facts.Cost("GEL", 4)).Demand("BIKE", "W1", 1)).Model;
        var gel = model.Nodes.Single(n => n.Item == "GEL");
        Assert.Equal((2, 4d), (gel.ShelfLife, gel.DisposalCost));
    }

    private static (SupplyModel Model, SupplyModelMap Map) Build(SupplyCase plan) => SupplyModelBuilder.Build(plan.Input(), SupplyLevel.Item);
}
