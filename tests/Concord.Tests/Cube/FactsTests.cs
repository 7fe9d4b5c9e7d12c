using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;
using Concord.Tests.Data;

namespace Concord.Tests.Cube;

/// <summary>Facts in the cube, against numbers done by hand.</summary>
public sealed class FactsTests
{
    private static readonly Item Bike = Facts.Item("B") with { PlanningUnit = new("PU") };
    private static readonly Item Tyre = Facts.Item("T") with { Family = "Tyres", PlanningUnit = new("PU") };
    private static readonly Customer Shop = Facts.Customer("C1") with { Location = new("W1") };

    private static readonly object[] Company =
    [
        Bike, Tyre, Shop, Facts.Location("W1"), Facts.Location("W2"),
        Facts.Conversion("CS", "EA", 12, "T"), Facts.Conversion("EA", "PU", 0.5, "T"), Facts.Conversion("EA", "PU", 2, "B"),
    ];

    [Fact]
    public void Demand_stands_where_and_when_it_was_asked_for_in_base_units()
    {
        // Two cases of twelve less one case returned; the day asked for counts, else the day of the order; the row's location counts, else the customer's.
        var plan = FactCases.Load([.. Company,
            Sale("1", "T", "2026-01-31", 2) with { Unit = new("CS"), DueDate = Facts.Day("2026-02-10") },
            Sale("2", "T", "2026-02-01", -1) with { Unit = new("CS") },
            Sale("3", "T", "2026-02-01", 5) with { DueDate = null, Location = new("W2") },
            Sale("4", "B", "2026-03-30", 3) with { DueDate = Facts.Day("2026-04-15"), Customer = new("GHOST") }]);

        Assert.Equal(["B/(none)/(none)/(none) 2026-04 3", "T/W1/Retail/Europe 2026-02 12", "T/W2/Retail/Europe 2026-02 5"], plan.Cells("sales_history"));
        Assert.Empty(plan.Facts.Notes);
    }

    [Fact]
    public void Open_orders_are_in_the_sales_history_once_and_stand_in_the_backlog()
    {
        // Ordered 10, shipped 4: the open 6 are past due, so they stand in the first bucket of the horizon. A case of 12 is due in May; a closed one is not open.
        var plan = FactCases.Load([.. Company,
            Sale("1", "T", "2026-03-01", 10) with { ShippedQuantity = 4, ShippedDate = Facts.Day("2026-03-03") },
            Facts.SalesOrder("1", "T") with { OrderDate = Facts.Day("2026-03-01"), DueDate = Facts.Day("2026-03-05"), Quantity = 10, ClosedQuantity = 4, ClosedDate = Facts.Day("2026-03-03") },
            Facts.SalesOrder("2", "T") with { DueDate = Facts.Day("2026-05-31"), Quantity = 1, Unit = new("CS") },
            Facts.SalesOrder("3", "T") with { Status = OrderStatus.Closed, ClosedDate = Facts.Day("2026-03-25"), ClosedQuantity = 10 }]);

        Assert.Equal(["T/W1/Retail/Europe 2026-03 10"], plan.Cells("sales_history"));
        Assert.Equal(["T/W1/Retail/Europe 2026-04 6", "T/W1/Retail/Europe 2026-05 12"], plan.Cells("order_backlog"));
    }

    [Fact]
    public void Shipments_and_revenue_stand_where_the_goods_left()
    {
        // 2 cases at 60 EUR a case, and 10 USD at 0.8 for a return of one; what leaves after the cut-off has not left; a line without a day left when it was due.
        var plan = FactCases.Load([.. Company, Facts.Rate("USD", "EUR", 0.8, "2026-01-01"),
            Sale("1", "T", "2026-01-10", 3) with { Unit = new("CS"), ShippedQuantity = 2, ShippedDate = Facts.Day("2026-02-02"), Price = 60, Currency = "EUR" },
            Sale("2", "T", "2026-02-10", -1) with { ShippedDate = Facts.Day("2026-02-11"), Price = 10, Currency = "USD" },
            Sale("3", "T", "2026-03-10", 4) with { ShippedQuantity = 4, ShippedDate = Facts.Day("2026-04-01"), Price = 1 },
            Sale("4", "T", "2026-03-20", 7) with { ShippedQuantity = 7, DueDate = Facts.Day("2026-05-01"), Price = 2 }]);

        Assert.Equal(["T/W1/Retail/Europe 2026-02 24", "T/W1/Retail/Europe 2026-03 7"], plan.Cells("shipments"));
        Assert.Equal(["T/W1/Retail/Europe 2026-02 112", "T/W1/Retail/Europe 2026-03 14"], plan.Cells("actual_revenue"));
    }

    [Fact]
    public void A_forecast_counts_by_its_probability()
    {
        var plan = FactCases.Load([.. Company,
            new ImportedForecast { Source = "crm", Item = new("B"), Customer = new("C1"), Date = Facts.Day("2026-06-01"), Quantity = 20, Probability = 0.25 },
            new ImportedForecast { Source = "market", Item = new("B"), Date = Facts.Day("2026-06-30"), Quantity = 4, Probability = 1 }]);

        Assert.Equal(["B/(none)/(none)/(none) 2026-06 4", "B/W1/Retail/Europe 2026-06 5"], plan.Cells("imported_forecast"));
    }

    [Fact]
    public void Receipts_of_all_open_orders_add_up_at_the_location_they_come_to()
    {
        var plan = FactCases.Load([.. Company,
            new WorkOrder { Order = "M1", Item = new("T"), Location = new("W1"), OrderDate = Facts.Day("2026-03-01"), DueDate = Facts.Day("2026-03-20"), Quantity = 50, ClosedQuantity = 20, Status = OrderStatus.Open },
            Facts.PurchaseOrder("P1", "T") with { Quantity = 2, Unit = new("CS"), ClosedQuantity = 1 },
            new TransferOrder { Order = "T1", Line = 1, Item = new("T"), From = new("W1"), To = new("W2"), OrderDate = Facts.Day("2026-03-30"), DueDate = Facts.Day("2026-05-02"), Quantity = 5, ClosedQuantity = 0, Status = OrderStatus.Open }]);

        Assert.Equal(["T/W1 2026-04 42", "T/W2 2026-05 5"], plan.Cells("open_receipts"));
    }

    [Fact]
    public void Stock_is_the_last_of_the_bucket_and_at_the_cut_off_what_is_on_hand()
    {
        // January ends with 30; February tells nothing; the cut-off has 24 + 6 in two lots; the tyre's history of March is older than the stock on hand, which knows none.
        var plan = FactCases.Load([.. Company,
            History("B", "2026-01-31", 30), History("B", "2026-01-05", 99), History("B", "2026-03-15", 12), History("T", "2026-03-20", 8),
            Facts.Stock("B", "W1", 24) with { Lot = "1" }, Facts.Stock("B", "W1", 6) with { Lot = "2", Status = StockStatus.Blocked }]);

        Assert.Equal(["B/W1 2026-01 30", "B/W1 2026-03 30", "T/W1 2026-03 0"], plan.Cells("actual_stock"));
        Assert.Equal(["B/W1 2026-03 12"], FactCases.Load([.. Company, History("B", "2026-03-15", 12)]).Cells("actual_stock"));
    }

    [Fact]
    public void A_budget_of_a_family_is_read_at_the_series_in_proportion_to_their_history()
    {
        // Volume: 30 bikes in the west and 10 in the east are 60 and 20 planning units, so 75 % and 25 %. Revenue follows what was earned: 300 and 300.
        var east = Facts.Customer("C2") with { Region = "Asia", Location = new("W1") };
        var plan = FactCases.Load([.. Company, east,
            Sale("1", "B", "2026-01-10", 30) with { ShippedDate = Facts.Day("2026-01-10"), Price = 10 },
            Sale("2", "B", "2026-02-10", 10) with { Customer = new("C2"), ShippedDate = Facts.Day("2026-02-10"), Price = 30 },
            Sale("3", "B", "2025-03-31", 1000) with { Customer = new("C2") },
            Facts.Budget("Road Bikes", Facts.Day("2026-05-01")) with { Quantity = 200, Revenue = 1000, Cost = null },
            Facts.Budget("Road Bikes", Facts.Day("2026-05-01")) with { Version = "2025", Quantity = 7, Revenue = 7 },
            Facts.Budget("Boats", Facts.Day("2026-05-01")) with { Quantity = 7, Revenue = null }]);

        Assert.Equal(["B/W1/Retail/Asia 2026-05 50", "B/W1/Retail/Europe 2026-05 150"], plan.Cells("budget_quantity"));
        Assert.Equal(["B/W1/Retail/Asia 2026-05 500", "B/W1/Retail/Europe 2026-05 500"], plan.Cells("budget_revenue"));
        Assert.Equal(
            ["budget_quantity NO_SERIES 1", "sales_history OUTSIDE_OF_CALENDAR 1"],
            plan.Facts.Notes.Select(n => $"{n.Measure} {n.Code} {n.Rows}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_budget_by_month_is_cut_over_weeks_by_days()
    {
        // May 2026 starts on a Friday: week 18 has 3 of its 31 days.
        var dataset = FactCases.Dataset([.. Company, Sale("1", "B", "2026-03-10", 1), Facts.Budget("Road Bikes", Facts.Day("2026-05-01")) with { Quantity = 31, Revenue = null }]);
        var calendar = new PlanningCalendar(new IsoWeeks(new FiscalYear()), Facts.Day("2025-06-01"), Facts.Day("2026-09-30"));
        var structure = FactCases.Structure(dataset, calendar);
        var layer = FactCube.Load(dataset, structure, TestContext.Current.CancellationToken).Cube.Values("budget_quantity");

        var weeks = calendar.Buckets.Where(b => !double.IsNaN(layer[0, b.Index])).Select(b => $"{b.Label} {layer[0, b.Index]:0.###}");
        Assert.Equal(["2026-W18 3", "2026-W19 7", "2026-W20 7", "2026-W21 7", "2026-W22 7"], weeks);
    }

    [Fact]
    public void Policies_hold_in_every_bucket_of_the_horizon()
    {
        var plan = FactCases.Load([.. Company, Facts.StockPolicy("B", "W1") with { SafetyStock = 7 }]);

        Assert.Equal(Enumerable.Range(4, 6).Select(m => $"B/W1 2026-{m:00} 7"), plan.Cells("safety_stock"));
        Assert.Equal(12, plan.Cells("storage_capacity").Count);
        var layers = plan.Facts.Cube["safety_stock"];
        Assert.Same(layers.Values, layers.Written);
        Assert.Same(layers.Values.PageAt(12, 0), layers.Values.PageAt(17, 0));
    }

    [Fact]
    public void Capacity_is_shifts_and_heads_less_stops_plus_extra_shifts_times_efficiency()
    {
        // April 2026 has 22 days from Monday to Friday: 22 x 8 h x 2 heads = 352; a holiday takes 16, maintenance 5 a day on two working days and nothing on Saturday,
        // an extra shift on a Saturday adds 6, overtime nothing: 332 x 0.9. From May on there is a second shift of one head: 21 x 24 x 0.9.
        var plan = FactCases.Load([.. Company, Facts.Resource("R") with { Headcount = 2, Efficiency = 0.9 }, Facts.Resource("IDLE"),
            Facts.Shift("R"), Facts.Shift("R", "late") with { Headcount = 1, ValidFrom = Facts.Day("2026-05-01") },
            Stop("2026-04-06", null, CapacityExceptionKind.Holiday, null), Stop("2026-04-09", "2026-04-11", CapacityExceptionKind.Maintenance, 5),
            Stop("2026-04-18", null, CapacityExceptionKind.ExtraShift, 6), Stop("2026-04-25", null, CapacityExceptionKind.Overtime, 8)]);

        Assert.Equal(["R 2026-04 298.8", "R 2026-05 453.6"], plan.Cells("capacity").Take(2));
        Assert.Equal(6, plan.Cells("capacity").Count);

        static CapacityException Stop(string from, string? to, CapacityExceptionKind kind, double? hours) =>
            new() { Resource = new("R"), From = Facts.Day(from), To = to is null ? null : Facts.Day(to), Kind = kind, HoursPerDay = hours };
    }

    [Fact]
    public void Changed_master_data_change_what_is_copied_from_them_and_share_the_rest()
    {
        object[] company = [.. Company, Facts.Resource("R"), Facts.Shift("R"), Facts.StockPolicy("B", "W1") with { SafetyStock = 7 }];
        var before = FactCases.Load(company);
        var dataset = FactCases.Dataset([.. company.Where(f => f is not ItemLocation), Facts.StockPolicy("B", "W1") with { SafetyStock = 9 }]);
        var structure = FactCases.Structure(dataset);

        var (cube, changed) = FactCube.WithMasterData(before.Facts.Cube, dataset, structure, new HashSet<string> { "item_locations", "resources" });
        Assert.Equal(["safety_stock"], changed);
        Assert.Equal(Enumerable.Range(4, 6).Select(m => $"B/W1 2026-{m:00} 9"), (structure, new LoadedFacts(cube, [])).Cells("safety_stock"));
        Assert.Same(before.Facts.Cube["capacity"].Written, cube["capacity"].Written);
        Assert.Same(before.Facts.Cube, FactCube.WithMasterData(before.Facts.Cube, dataset, structure, new HashSet<string> { "items" }).Cube);
    }

    [Fact]
    public void What_cannot_be_placed_is_counted_with_the_reason()
    {
        var plan = FactCases.Load([.. Company,
            Sale("1", "T", "2024-01-01", 1), Sale("2", "T", "2024-01-02", 1), Sale("3", "T", "2026-01-02", 1) with { Unit = new("BOX") },
            Sale("4", "T", "2026-01-03", 1) with { ShippedDate = Facts.Day("2026-01-04") },
            Sale("5", "T", "2026-01-05", 1) with { ShippedDate = Facts.Day("2026-01-05"), Price = 1, Currency = "JPY" }]);

        Assert.Equal(
            ["sales_history OUTSIDE_OF_CALENDAR 2", "actual_revenue NO_PRICE 1", "actual_revenue NO_RATE 1", "sales_history NO_CONVERSION 1"],
            plan.Facts.Notes.Select(n => $"{n.Measure} {n.Code} {n.Rows}"));
        Assert.Contains("2 rows are left out of sales_history, first 1 / 1: their day is outside of the planning calendar", plan.Facts.Notes[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_series_the_plan_does_not_have_are_told()
    {
        var dataset = FactCases.Dataset([.. Company, Sale("1", "T", "2026-01-02", 1)]);
        var structure = StructureBuilder.Build(
            dataset, FactCases.Calendar, new Horizon(dataset.AsOf, 6, ZoneLength.Weeks(4), ZoneLength.Months(2)),
            new Dictionary<Grain, SeriesCatalog> { [FactCases.Demand] = SeriesCatalog.Empty(FactCases.Demand) }, "EUR");
        var loaded = FactCube.Load(dataset, structure, TestContext.Current.CancellationToken);

        Assert.Equal("NO_SERIES", Assert.Single(loaded.Notes).Code);
        Assert.Empty(loaded.Cube.Measures);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_cube_has_the_total_the_history_has(int seed)
    {
        var random = new Random(seed);
        object[] sales = [.. Enumerable.Range(0, 500).Select(i => Sale($"{i}", random.Next(2) == 0 ? "B" : "T", "2025-05-01", random.Next(-3, 30)) with
        {
            OrderDate = Facts.Day("2025-05-01").AddDays(random.Next(330)), DueDate = null, Unit = random.Next(4) == 0 ? new("CS") : null,
            Customer = new($"C{random.Next(4)}"), Location = random.Next(3) == 0 ? new("W2") : null,
        })];
        object[] facts = [.. Company, Facts.Conversion("CS", "EA", 6, "B"), Facts.Customer("C2") with { Channel = null }, .. sales];
        var plan = FactCases.Load(facts);
        var totals = HistoryTotals.Of(FactCases.Dataset(facts), HistoryGroup.Item, HistoryBucket.Month, 9, null, null, TestContext.Current.CancellationToken);

        var factors = plan.Structure.Spaces[FactCases.Demand].Units.PlanningFactors;
        var layer = plan.Facts.Cube.Values("sales_history");
        for (var bucket = 0; bucket < FactCases.Calendar.Count; bucket++)
        {
            var cube = Enumerable.Range(0, factors.Length).Sum(s => double.IsNaN(layer[s, bucket]) ? 0 : layer[s, bucket] * factors[s]);
            var at = totals.Buckets.ToList().IndexOf(FactCases.Calendar[bucket].Label);
            Assert.Equal(at < 0 ? 0 : totals.Series.Sum(s => s.Values[at]), cube, 6);
        }
    }

    private static SalesHistoryLine Sale(string order, string item, string day, double quantity) => Facts.Sale(item, Facts.Day(day), quantity) with { Order = order };

    private static StockHistoryLine History(string item, string day, double quantity) =>
        new() { Item = new(item), Location = new("W1"), Date = Facts.Day(day), Quantity = quantity };
}
