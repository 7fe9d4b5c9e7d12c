using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Execution;
using Concord.Planning.Scenarios;
using Concord.Tests.Cube;
using Concord.Tests.Data;
using Xunit;

namespace Concord.Tests.Execution;

public sealed class WeeklyCheckTests
{
    // The plan of record starts in April 2026; the check is on the 15th, half of the month: 15 of 30 days, 11 of 22 weekdays.
    private static readonly DateOnly Today = new(2026, 4, 15);

    private static readonly object[] Master =
    [
        Facts.Location("W1"), Facts.Customer("C1") with { Location = new("W1") }, Facts.Item("a"), Facts.Item("b"), Facts.Item("t") with { Family = "Tyres" },
        Facts.Price("a", 100), Facts.Price("b", 100), Facts.Price("t", 10), Facts.Cost("a", 60), Facts.Cost("b", 60), Facts.Cost("t", 6),
        Facts.Stock("a", "W1"), Facts.Stock("b", "W1"), Facts.Stock("t", "W1"),
        .. Facts.MonthlySales("a", 10, 10), .. Facts.MonthlySales("b", 10, 10), .. Facts.MonthlySales("t", 10, 10),
    ];

    private static StageInput Record(params (string Measure, int Bucket, string Item, double Value)[] plan) => Record([], plan);

    private static StageInput Record(object[] facts, params (string Measure, int Bucket, string Item, double Value)[] plan)
    {
        var dataset = new MemoryDataset(Facts.CutOff, [.. Master, .. facts]);
        var structure = FactCases.Structure(dataset);
        var edit = new CubeEdit(FactCube.Load(dataset, structure, TestContext.Current.CancellationToken).Cube, structure.SeriesCount);
        foreach (var (measure, bucket, item, value) in plan)
        {
            var catalog = structure.Of(Planning.Data.Measures.MeasureRegistry.Measure(measure)).Attributes.Catalog;
            edit.Scatter(measure, LayerKind.Values, bucket, [Enumerable.Range(0, catalog.Count).Single(s => catalog.Coordinate(s)[0] == item)], [value]);
        }

        return new StageInput(PlanState.Empty with { Cube = edit.Build() }, structure, dataset, PlanningRules.Standard);
    }

    private static int April => FactCases.Calendar.IndexOf(Today);

    private static MemoryDataset Now(params object[] facts) => new(Today, [.. Master.Where(f => f is not StockOnHand), .. facts]);

    private static SalesHistoryLine Sale(string item, int day, double quantity, int ordered = 1) =>
        Facts.Sale(item, new DateOnly(2026, 4, day), quantity) with { OrderDate = new DateOnly(2026, 4, ordered) };

    private static WeeklyCheckResult Check(StageInput record, Dataset now, WeeklyCheckRules? rules = null) => WeeklyCheck.Of(record, now, rules, TestContext.Current.CancellationToken);

    [Fact]
    public void DemandIsHeldAgainstThePartOfThePlanThatWasToComeByNow()
    {
        // 60 of a and 40 of b for April: 50 by the 15th. 75 were ordered, 20 more for the 28th do not count yet.
        var record = Record(("consensus_demand", April, "a", 60), ("consensus_demand", April, "b", 40), ("consensus_demand", April, "t", 20));
        var result = Check(record, Now(Sale("a", 10, 70), Sale("b", 12, 5), Sale("a", 28, 20, ordered: 14), Sale("t", 3, 10)));
        var line = Assert.Single(result.Exceptions, e => e.Kind == ExceptionKind.DemandPace);
        Assert.Equal(("family", "Road Bikes", 50.0, 75.0, 25.0, 0.5, 2500.0), (line.Level, line.Entity, line.Planned, line.Actual, line.Deviation, line.Relative, line.Money));
        Assert.Equal([("a", 40.0, 4000.0), ("b", -15.0, -1500.0)], line.Items.Select(i => (i.Entity, i.Deviation, i.Money)));
        Assert.Equal("Demand of family Road Bikes is ahead of the plan in 2026-04: 75 EA for 50 by 2026-04-15, 2,500 EUR more.", line.Message);
        Assert.Equal("demand_pace:Road Bikes:2026-04", line.Id);
        Assert.DoesNotContain(result.Exceptions, e => e.Kind == ExceptionKind.OrdersBeyondPlan);
        Assert.Equal(0.5, result.Elapsed);
    }

    [Fact]
    public void OrdersBookedBeforeTheBucketBeganDoNotRaiseWhatWasToComeByNow()
    {
        // Booked in March for the 10th and the 28th of April: half of the plan of 60 was to come by the 15th, and 30 came.
        object[] booked = [Sale("a", 10, 30) with { OrderDate = new DateOnly(2026, 3, 20) }, Sale("a", 28, 24) with { OrderDate = new DateOnly(2026, 3, 20) }];
        var record = Record(booked, ("consensus_demand", April, "a", 60));
        Assert.Empty(Check(record, Now(booked)).Exceptions);
    }

    [Fact]
    public void OrdersOfDaysToComeAboveTheWholeBucketAreTold()
    {
        var record = Record(("consensus_demand", April, "a", 60));
        var line = Assert.Single(Check(record, Now(Sale("a", 10, 30), Sale("a", 28, 50, ordered: 14))).Exceptions, e => e.Kind == ExceptionKind.OrdersBeyondPlan);
        Assert.Equal((60.0, 80.0, 2000.0), (line.Planned, line.Actual, line.Money));
    }

    [Fact]
    public void StockTooHighAndTooLowAreTwoExceptionsAndProductionGoesByWorkingDays()
    {
        // From 100 at the cut-off to 40 at the end of April: 70 by now. Item a has 130, b has 10.
        var record = Record(
            ("stock", April, "a", 40), ("stock", April, "b", 40), ("stock", April, "t", 100), ("production", April, "a", 220));
        var result = Check(record, Now(
            Facts.Stock("a", "W1", 130), Facts.Stock("b", "W1", 10), Facts.Stock("t", "W1", 100),
            new ProductionHistoryLine { Order = "1", Date = new DateOnly(2026, 4, 9), Item = new("a"), Location = new("W1"), Quantity = 80 }));
        Assert.Equal(
            [(ExceptionKind.StockAbovePlan, 70.0, 130.0, 3600.0), (ExceptionKind.StockBelowPlan, 70, 10, -3600), (ExceptionKind.Production, 110, 80, -1800)],
            result.Exceptions.Select(e => (e.Kind, e.Planned, e.Actual, e.Money)));
    }

    [Fact]
    public void TheStockOfTheCutOffIsNoStockOfNow()
    {
        // Newer sales and the old stock: nothing is said of stock, where it would be far below the plan and at risk.
        var record = Record(("consensus_demand", April, "a", 600), ("stock", April, "a", 4000));
        object[] stock = [.. Master.Where(f => f is StockOnHand)];
        var result = Check(record, Now([.. stock, Sale("a", 10, 300)]));
        Assert.Empty(result.Exceptions);
        Assert.Contains(result.Findings, f => f.Code == "STOCK_NOT_KNOWN" && f.Message.Contains("cut-off", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatDoesNotLastToTheEndOfTheBucketIsAtRisk()
    {
        // 30 of the 60 are still to come, and 40 are booked for the days to come; 20 are there, and half of the 10 to be bought.
        var record = Record(("consensus_demand", April, "a", 60), ("stock", April, "a", 10), ("production", April, "a", 10));
        var result = Check(record, Now(Facts.Stock("a", "W1", 20), Sale("a", 10, 30), Sale("a", 28, 40, ordered: 14)));
        var line = Assert.Single(result.Exceptions, e => e.Kind == ExceptionKind.SupplyAtRisk);
        Assert.Equal((40.0, 25.0, -1500.0), (line.Planned, line.Actual, line.Money));
    }

    [Fact]
    public void LateReceiptsStandUnderWhoOwesThem()
    {
        var order = Facts.PurchaseOrder("P1", "a") with { DueDate = new DateOnly(2026, 4, 2), OrderDate = new DateOnly(2026, 3, 1) };
        var result = Check(Record(), Now(
            Facts.Supplier("S1"), order, order with { Order = "P2", ClosedQuantity = 4, Item = new("t") }, order with { Order = "P3", DueDate = Today },
            new WorkOrder { Order = "W", Item = new("b"), Location = new("W1"), OrderDate = new DateOnly(2026, 3, 1), DueDate = new DateOnly(2026, 4, 14), Quantity = 5, ClosedQuantity = 0, Status = OrderStatus.Open }));
        Assert.Equal([("supplier", "S1", -636.0, 2), ("location", "W1", -300, 1)], result.Exceptions.Select(e => (e.Level, e.Entity, e.Money, e.Items.Count)));
        Assert.Equal("P1/1 a due 2026-04-02", result.Exceptions[0].Items[0].Entity);
    }

    [Fact]
    public void SmallDeviationsAreNoExceptionsAndAPlanThatIsMetHasNone()
    {
        var record = Record(("consensus_demand", April, "a", 1000), ("consensus_demand", April, "t", 20));
        Assert.Empty(Check(record, Now(Sale("a", 10, 500), Sale("t", 3, 10))).Exceptions);

        // 10 % of the bikes are below 15 %; all tyres are 0.2 % of the money.
        Assert.Empty(Check(record, Now(Sale("a", 10, 550), Sale("t", 3, 20))).Exceptions);
        Assert.Equal(2, Check(record, Now(Sale("a", 10, 550), Sale("t", 3, 20)), new WeeklyCheckRules { Relative = 0.05, Share = 0.0001 }).Exceptions.Count);
        var one = Check(record, Now(Sale("a", 10, 550), Sale("t", 3, 20)), new WeeklyCheckRules { Relative = 0.05, Share = 0.0001, Most = 1 });
        Assert.Equal((1, 1, "Road Bikes"), (one.Exceptions.Count, one.NotListed, one.Exceptions[0].Entity));
        Assert.All(one.ToReport().Rows, r => Assert.Equal(one.ToReport().Columns.Count, r.Count));
    }

    [Fact]
    public void FactsOutsideOfThePlanAndWithoutStockSaySo()
    {
        var record = Record(("stock", April, "a", 40));
        var before = WeeklyCheck.Of(record, new MemoryDataset(Facts.CutOff, Master), null, TestContext.Current.CancellationToken);
        Assert.Equal("NOTHING_TO_COMPARE", Assert.Single(before.Findings).Code);
        Assert.Contains(Check(record, Now()).Findings, f => f.Code == "STOCK_NOT_KNOWN");
        var made = Check(Record(("production", April, "a", 40)), Now());
        Assert.Contains(made.Findings, f => f.Code == "PRODUCTION_NOT_KNOWN");
        Assert.Empty(made.Exceptions);
        var strange = Check(record, Now(Facts.Item("new"), Sale("new", 10, 5)));
        Assert.Contains(strange.Findings, f => f.Code == "NOT_IN_PLAN");
    }

    [Fact]
    public void What_to_do_follows_from_open_orders_and_from_stock_elsewhere()
    {
        // 60 of a are asked for in April at W1, where none is left; W2 has 90 that nobody asks for there, and PO-7 brings 40 on the 20th.
        object[] places = [Facts.Location("W2"), Facts.Lane("W2", "W1"), Facts.Stock("a", "W2", 90)];
        var record = Record(places, ("consensus_demand", April, "a", 60));
        var order = Facts.PurchaseOrder("PO-7", "a") with { Location = new("W1"), Quantity = 40, ClosedQuantity = 0, DueDate = new(2026, 4, 20), Status = OrderStatus.Open };
        var now = Now(Facts.Location("W2"), Facts.Lane("W2", "W1"), Facts.Stock("a", "W1", 0), Facts.Stock("a", "W2", 90), order);
        var line = Check(record, now).Exceptions.First(e => e.Kind == ExceptionKind.SupplyAtRisk);
        var expedite = Assert.Single(line.Steps, s => s.Kind == WeeklyStepKind.Expedite);
        Assert.StartsWith("Expedite PO-7/", expedite.Text, StringComparison.Ordinal);
        Assert.Contains("40 EA of a for W1, due 2026-04-20", expedite.Text, StringComparison.Ordinal);
        var move = Assert.Single(line.Steps, s => s.Kind == WeeklyStepKind.MoveStock);
        Assert.Equal("W2", move.Entity);
        Assert.Contains("which nobody asks for there", move.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(line.Steps, s => s.Kind is WeeklyStepKind.Overtime or WeeklyStepKind.TellCustomers);
    }

    [Fact]
    public void Demand_behind_says_where_the_bucket_ends_and_which_receipts_to_put_off()
    {
        var order = Facts.PurchaseOrder("PO-9", "a") with { Location = new("W1"), Quantity = 500, ClosedQuantity = 0, DueDate = new(2026, 4, 28), Status = OrderStatus.Open };
        var line = Assert.Single(Check(Record(("consensus_demand", April, "a", 60)), Now(Sale("a", 10, 15), order)).Exceptions, e => e.Kind == ExceptionKind.DemandPace);
        Assert.Equal([WeeklyStepKind.CorrectForecast, WeeklyStepKind.HoldBack], line.Steps.Select(s => s.Kind));
        Assert.Equal("Look at the forecast of Road Bikes: at this pace 2026-04 ends at 50 % of its plan.", line.Steps[0].Text);
    }

    [Fact]
    public void Where_facts_lead_to_nothing_nothing_is_advised()
    {
        var line = Assert.Single(Check(Record(("stock", April, "a", 100)), Now(Facts.Stock("a", "W1", 500))).Exceptions, e => e.Kind == ExceptionKind.StockAbovePlan);
        Assert.Empty(line.Steps);
    }
}
