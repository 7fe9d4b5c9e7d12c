using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Execution;
using Concord.Planning.Scenarios;
using Concord.Tests.Cube;
using Concord.Tests.Data;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Concord.Tests.Execution;

public sealed class ReleaseTests
{
    private const Grain Site = Grain.Item | Grain.Location;
    private const Grain Purchase = Grain.Item | Grain.Location | Grain.Supplier;
    private const Grain Lane = Grain.Item | Grain.Lane;

    // The cut-off is the end of 2025: January 2026 (bucket 12) is frozen, February and March are flexible.
    private static readonly DateOnly CutOff = new(2025, 12, 31);

    private static StageInput Input(SmallPlan plan, params object[] facts) =>
        new(PlanState.Empty with { Cube = plan.Cube() }, plan.Structure, new MemoryDataset(CutOff, facts), PlanningRules.Standard);

    private static SmallPlan Bikes(params string[] items)
    {
        var plan = new SmallPlan();
        foreach (var item in items)
            plan.Item(item, "Road").Series(Site, item, "P1");
        return plan;
    }

    private static void Passes(ReleasedPlan release) => Assert.All(release.Checks, c => Assert.True(c.Passed, $"{c.Name}: {c.Message}"));

    [Fact]
    public void AMonthGoesToWeeksByTheDaysTheResourceWorks()
    {
        // January 2026 starts on a Thursday: 2, 5, 5, 5, 5 weekdays; the line stands still from the 12th to the 16th. 34 units on 17 days.
        var release = Release.Of(
            Input(
                Bikes("r1").Put("production", 12, 34), Facts.Routing("r1", "M"), Facts.Resource("M"), Facts.Shift("M"),
                new CapacityException { Resource = new("M"), From = new DateOnly(2026, 1, 12), To = new DateOnly(2026, 1, 16), Kind = CapacityExceptionKind.Maintenance }), 1);
        Assert.Equal([("2026-W01", 4.0), ("2026-W02", 10), ("2026-W04", 10), ("2026-W05", 10)], release.Schedule.Select(s => (s.Week.Week, s.Quantity)));
        Assert.Equal((new DateOnly(2026, 1, 26), new DateOnly(2026, 1, 31)), (release.Schedule[^1].Week.First, release.Schedule[^1].Week.Last));
        Passes(release);
    }

    [Fact]
    public void PartsOfUnitsAreCarriedInTheFamilyAndInTheItems()
    {
        // 3 items at 1/3 a month: the family makes one a month, each item its turn.
        var plan = Bikes("r1", "r2", "r3");
        for (var bucket = 12; bucket < 24; bucket++)
            plan.Put("production", bucket, 1 / 3d, 1 / 3d, 1 / 3d);
        var release = Release.Of(Input(plan), 12);
        Assert.Equal(Enumerable.Repeat(1.0, 12), release.Production.Select(p => p.Released));
        Assert.Equal([4.0, 4, 4], release.Schedule.GroupBy(s => s.Item).Select(g => g.Sum(s => s.Quantity)).ToArray());
        Passes(release);
    }

    [Fact]
    public void ItemsWithoutAFamilyAndOfSeveralCategoriesAreReleasedTogether()
    {
        var (bolt, bag) = (Facts.MadeItem("bolt") with { Family = null, Category = "Parts" }, Facts.MadeItem("bag") with { Family = null, Category = "Packaging" });
        var dataset = new MemoryDataset(Facts.CutOff, [Facts.Location("P1"), bolt, bag, Facts.Routing("bolt", "M"), Facts.Routing("bag", "M"), Facts.Resource("M"), Facts.Shift("M")]);
        var structure = FactCases.Structure(dataset);
        var matrix = new SeriesMatrix(2, structure.FirstPlanned, 2);
        matrix.Values.AsSpan().Fill(100.25);
        var layer = matrix.ToLayer(Layer.Empty);
        var state = PlanState.Empty with { Cube = PlanCube.Empty.With("production", new MeasureLayers(layer, layer, Layer.Empty)) };
        var release = Release.Of(new StageInput(state, structure, dataset, PlanningRules.Standard), 2);
        Assert.Equal(401, release.Schedule.Sum(s => s.Quantity));
        Assert.Equal([201.0, 200], release.Production.Select(p => p.Released));
        Passes(release);
    }

    [Fact]
    public void ReleasedWorkOrdersStandInTheWeekTheyAreDueAndThoseBeyondThePlanAreTold()
    {
        WorkOrder Order(string order, double quantity, DateOnly due) => new()
        {
            Order = order,
            Item = new("r1"),
            Location = new("P1"),
            OrderDate = CutOff,
            DueDate = due,
            Quantity = quantity,
            ClosedQuantity = 2,
            Status = OrderStatus.Open,
        };
        var plan = Bikes("r1").Put("production", 12, 30).Put("production", 13, 5);
        var release = Release.Of(Input(plan, Order("1", 6, new DateOnly(2025, 12, 20)), Order("2", 12, new DateOnly(2026, 1, 14)), Order("3", 22, new DateOnly(2026, 2, 3))), 2);
        Assert.Equal([4.0, 0, 10, 0, 0], release.Schedule.Where(s => s.Week.Bucket == 12).Select(s => s.Firm));
        Assert.Equal(30, release.Schedule.Where(s => s.Week.Bucket == 12).Sum(s => s.Quantity));
        Assert.Equal([("2026-W06", 5.0, 5.0)], release.Schedule.Where(s => s.Week.Bucket == 13).Select(s => (s.Week.Week, s.Quantity, s.Firm)));
        Assert.Contains("bring 20 in 2026-02, the plan holds 5", Assert.Single(release.Findings, f => f.Code == "ORDERS_ABOVE_PLAN").Message, StringComparison.Ordinal);
        Passes(release);
    }

    [Fact]
    public void PlannedOrdersKeepMinimumAndMultiplesAndComeNoLaterThanThePlan()
    {
        var plan = new SmallPlan().Item("c1").Series(Purchase, "c1", "P1", "S1").Put("purchase", 12, 30).Put("purchase", 13, 10).Put("purchase", 14, 200);
        var release = Release.Of(
            Input(
                plan, Facts.Item("c1") with { Unit = new("PCE") }, Facts.Conversion("BOX", "PCE", 10, "c1"), Facts.Supplier("S1"),
                Facts.SupplierItem("S1", "c1") with { Unit = new("BOX"), MinimumOrderQuantity = 5, OrderMultiple = 2, LeadTime = 40, Price = 100 },
                new PriceBreak { Supplier = new("S1"), Item = new("c1"), FromQuantity = 6, Price = 90 },
                Facts.PurchaseOrder("P", "c1") with { Location = new("P1"), Unit = new("BOX"), Quantity = 3, ClosedQuantity = 1, OrderDate = new DateOnly(2025, 12, 1), DueDate = new DateOnly(2025, 12, 29), Price = 95 }),
            3);

        // January needs 30 less the open 20: 10 pieces are bought as 6 boxes, 50 too much; February needs nothing then; March 200 less 40: 160, as 16 boxes in two deliveries of 8.
        Assert.Equal(
            [
                (OrderStatusInPlan.Firm, "2025-12-29", 20.0, 95.0, true), (OrderStatusInPlan.Planned, "2026-01-01", 60, 90, true),
                (OrderStatusInPlan.Planned, "2026-03-02", 80, 90, false), (OrderStatusInPlan.Planned, "2026-03-16", 80, 90, false),
            ],
            release.Purchases.Select(p => (p.Status, $"{p.ReceiptDate:yyyy-MM-dd}", p.Quantity, p.Price, p.Late)).OrderBy(p => p.Item2, StringComparer.Ordinal));
        var late = release.Purchases.Single(p => p.Late && p.Status == OrderStatusInPlan.Planned);
        Assert.Equal((new DateOnly(2025, 11, 22), 6.0, "BOX"), (late.OrderDate, late.OrderQuantity, late.OrderUnit));
        Assert.Contains(release.Findings, f => f.Code == "ORDER_TOO_LATE" && f.Entity == "S1");
        Assert.Contains(release.Findings, f => f.Code == "RECEIPT_PAST_DUE" && f.Message.Contains("P/1 of c1", StringComparison.Ordinal));
        Passes(release);
    }

    [Fact]
    public void WhatStillComesWithinTheBucketIsOrderedAfterTheCutOffAndNotTooLate()
    {
        var plan = new SmallPlan().Item("c1").Series(Purchase, "c1", "P1", "S1").Put("purchase", 12, 30);
        var release = Release.Of(Input(plan, Facts.Item("c1"), Facts.Supplier("S1"), Facts.SupplierItem("S1", "c1") with { LeadTime = 20, MinimumOrderQuantity = 15 }), 3);

        // Of two deliveries in January, on the 1st and around the 15th, neither could be there by then: both are ordered on the 1st and come on the 21st.
        Assert.All(release.Purchases, p => Assert.Equal((new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 21), false), (p.OrderDate, p.ReceiptDate, p.Late)));
        Assert.Equal(30, release.Purchases.Sum(p => p.Quantity));
        Assert.DoesNotContain(release.Findings, f => f.Code == "ORDER_TOO_LATE");
        Passes(release);
    }

    [Fact]
    public void LongerLeadTimesOfAScenarioMoveTheOrderDate()
    {
        var plan = new SmallPlan().Item("c1").Series(Purchase, "c1", "P1", "S1").Put("purchase", 14, 5);
        var input = Input(plan, Facts.Item("c1"), Facts.Supplier("S1"), Facts.SupplierItem("S1", "c1") with { LeadTime = 10, MinimumOrderQuantity = 5 });
        var longer = input with { State = input.State with { Drivers = [new Driver("slow", DriverKind.LeadTime, Coordinates.All, 12, 23, 1.5, "why")] } };
        var first = Assert.Single(Release.Of(input, 3).Purchases);
        Assert.Equal(first.ReceiptDate.AddDays(-10), first.OrderDate);
        Assert.Equal(first.ReceiptDate.AddDays(-15), Assert.Single(Release.Of(longer, 3).Purchases).OrderDate);
    }

    [Fact]
    public void TransportsAreInPalletsAndALaneTooSmallIsTold()
    {
        var plan = new SmallPlan().Item("r1").Item("r2").Series(Lane, "r1", "P1", "W1", "road").Series(Lane, "r2", "P1", "W1", "road").Put("transport", 13, 80.4, 7);
        var release = Release.Of(Input(plan, Facts.Item("r1") with { UnitsPerPallet = 4 }, Facts.Item("r2") with { UnitsPerPallet = null }, Facts.Lane("P1", "W1") with { LeadTime = 2.5, Capacity = 4 }), 2);

        // February 2026: Sunday the 1st, then four weeks of five days.
        Assert.Equal(
            [("2026-W06", 20.0, 5.0), ("2026-W07", 20, 5), ("2026-W08", 20, 5), ("2026-W09", 20, 5)],
            release.Transports.Where(t => t.Item == "r1").Select(t => (t.Week.Week, t.Quantity, t.Pallets)));
        Assert.Equal((new DateOnly(2026, 2, 2), new DateOnly(2026, 2, 5)), (release.Transports[0].Dispatch, release.Transports[0].Arrival));
        Assert.Equal(7, release.Transports.Where(t => t.Item == "r2").Sum(t => t.Quantity));
        Assert.All(release.Transports.Where(t => t.Item == "r2"), t => Assert.True(double.IsNaN(t.Pallets)));
        Assert.Contains("4 weeks ask for more than the 4 pallets a week", Assert.Single(release.Findings, f => f.Code == "LANE_OVER_CAPACITY").Message, StringComparison.Ordinal);
        Assert.Contains(release.Findings, f => f.Code == "PALLETS_UNKNOWN");
        Passes(release);
    }

    [Fact]
    public void AnEmptyPlanReleasesNothingAndAChangedReleaseFailsItsCheck()
    {
        var empty = Release.Of(Input(new SmallPlan().Item("r1").DemandFor("r1")));
        Assert.Empty(empty.Schedule.Select(s => s.Item).Concat(empty.Purchases.Select(p => p.Item)).Concat(empty.Transports.Select(t => t.Item)));
        Assert.Equal(3, empty.Weeks.Select(w => w.Bucket).Distinct().Count());
        Passes(empty);

        var input = Input(Bikes("r1").Put("production", 12, 34));
        var release = Release.Of(input, 1);
        var changed = release with { Schedule = [release.Schedule[0] with { Quantity = release.Schedule[0].Quantity + 1 }, .. release.Schedule.Skip(1)] };
        Assert.Contains(ReleaseCheck.Of(input, changed), c => !c.Passed && c.Name.Contains("production plan", StringComparison.Ordinal));
        Assert.All(ReleaseFiles.Of(release), t => Assert.All(t.Rows, r => Assert.Equal(t.Columns.Count, r.Count)));
        Assert.Equal(release.Schedule.Count, ReleaseFiles.Of(release)[1].Rows.Count);
    }

    [Fact]
    public void WhateverThePlanTheScheduleIsItsSum() => Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var items = Enumerable.Range(0, random.Next(1, 6)).Select(i => $"r{i}").ToArray();
        var plan = new SmallPlan();
        foreach (var item in items)
            plan.Item(item, random.Next(2) == 0 ? "Road" : "City").Series(Site, item, "P1").Series(Purchase, item, "P1", "S1");
        double[] Values() => [.. items.Select(_ => random.Next(4) switch { 0 => double.NaN, 1 => random.Next(500), 2 => random.NextDouble() * 5, _ => random.NextDouble() * 3000 })];
        for (var bucket = 12; bucket < 24; bucket++)
            plan.Put("production", bucket, Values()).Put("purchase", bucket, Values());
        var terms = items.Select(i => Facts.SupplierItem("S1", i) with { MinimumOrderQuantity = random.Next(3) * 50, OrderMultiple = random.Next(2) * 12, MaximumOrderQuantity = random.Next(2) == 0 ? null : 400 }).ToArray();
        var orders = items.Select(i => new WorkOrder
        {
            Order = i,
            Item = new(i),
            Location = new("P1"),
            OrderDate = CutOff,
            DueDate = CutOff.AddDays(random.Next(60)),
            Quantity = random.Next(300),
            ClosedQuantity = 0,
            Status = OrderStatus.Open,
        }).ToArray();
        var release = Release.Of(Input(plan, [.. terms, .. orders]), random.Next(1, 13));
        Passes(release);
        Assert.All(release.Schedule, s => Assert.Equal(s.Quantity, Math.Round(s.Quantity)));
        foreach (var line in release.Production)
            Assert.Equal(line.Released, release.Schedule.Where(s => s.Week.Bucket == line.Bucket && s.Family == line.Family).Sum(s => s.Quantity));
    }).QuickCheckThrowOnFailure();
}
