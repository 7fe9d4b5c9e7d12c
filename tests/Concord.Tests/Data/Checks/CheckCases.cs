using Concord.Planning.Data;
using static Concord.Tests.Data.Facts;

namespace Concord.Tests.Data.Checks;

/// <summary>For one check: a dataset that fails it, words its first message must carry, and a dataset that has its population and passes.</summary>
internal sealed record CheckCase(string Code, string Says, object[] Fails, object[] Passes);

/// <summary>One failing and one passing example for each check, by area. A check without a case fails <see cref="DataCheckTests"/>.</summary>
internal static partial class CheckCases
{
    public static IReadOnlyList<CheckCase> All { get; } =
        [.. Products(), .. Network(), .. Production(), .. Purchasing(), .. StockAndOrders(), .. Demand(), .. Finance(), .. References()];

    private static CheckCase[] Products() =>
    [
        new("ITEM_WITHOUT_FAMILY", "'A' has no family", [Item("A") with { Family = null }], [Item("A"), MadeItem("B") with { Family = null, Type = ItemType.Component }]),
        new("ITEM_WITHOUT_CATEGORY", "'A' has no category", [Item("A") with { Category = " " }], [Item("A")]),
        new("PLANNING_UNIT_UNCONVERTIBLE", "stocked in 'EA' and planned in 'BIKE'",
            [Item("A") with { PlanningUnit = new("BIKE") }, Conversion("EA", "BIKE", 1, "B"), Item("B")],
            [Item("A") with { PlanningUnit = new("BIKE") }, Conversion("CS", "EA", 12, "A"), Conversion("CS", "BIKE", 6)]),
        new("LIFECYCLE_DATES_REVERSED", "ends on 2025-01-01, before its launch on 2026-01-01",
            [Item("A") with { LaunchDate = Day("2026-01-01"), EndOfLifeDate = Day("2025-01-01") }],
            [Item("A") with { LaunchDate = Day("2025-01-01"), EndOfLifeDate = Day("2026-01-01") }]),
        new("STAGE_CONTRADICTS_DATES", "in stage 'maturity', but its end of life was 2025-12-31",
            [Item("A") with { EndOfLifeDate = Day("2025-12-31") }],
            [Item("A") with { Stage = LifecycleStage.EndOfLife, EndOfLifeDate = Day("2025-12-31") }, Item("B"), Item("C") with { Stage = LifecycleStage.Development, LaunchDate = Day("2026-05-01") }]),
        new("LAUNCH_WITHOUT_MODEL", "'A' has 2 months of sales",
            [Item("A") with { Stage = LifecycleStage.Launch }, .. MonthlySales("A", 5, 6), Relation("A", "A", RelationKind.LikeItem)],
            [Item("A") with { Stage = LifecycleStage.Launch }, Relation("A", "B", RelationKind.LikeItem), Item("C") with { Stage = LifecycleStage.Launch }, .. MonthlySales("C", 5, 6, 7)]),
        new("RELATION_TO_ITSELF", "'A' has a relation 'replacement' to itself", [Relation("A", "A", RelationKind.Replacement)], [Relation("A", "B", RelationKind.Replacement)]),
        new("PALLET_QUANTITY_MISSING", "no units per pallet; 1 locations and lanes",
            [Item("A") with { UnitsPerPallet = null }, Location("W1")], [Item("A"), Location("W1")]),
        new("RESTRICTION_MEMBER_UNKNOWN", "the family 'Road Bike', which does not exist. Maybe 'Road Bikes'?",
            [Item("A"), new Restriction { Id = "R1", Kind = RestrictionKind.Quality, Family = "Road Bike" }],
            [Item("A"), new Restriction { Id = "R1", Kind = RestrictionKind.Quality, Family = "Road Bikes" }]),
        new("CONVERSION_NOT_POSITIVE", "One 'CS' is 0 'EA' for item 'A'", [Conversion("CS", "EA", 0, "A")], [Conversion("CS", "EA", 12, "A")]),
        new("CONVERSION_NOT_INVERSE", "One 'CS' is 12 'EA', but one 'EA' is 0.1 'CS'",
            [Conversion("CS", "EA", 12), Conversion("EA", "CS", 0.1)], [Conversion("CS", "EA", 12), Conversion("EA", "CS", 0.083333)]),
        new("CONVERSIONS_INCONSISTENT", "One 'PAL' is 500 'EA', but 480 by PAL -> CS -> EA",
            [Conversion("PAL", "CS", 40), Conversion("CS", "EA", 12), Conversion("PAL", "EA", 500)],
            [Conversion("PAL", "CS", 40), Conversion("CS", "EA", 12), Conversion("PAL", "EA", 480), Conversion("PAL", "EA", 500, "A")]),
        new("PRODUCTS_VALIDITY_REVERSED", "'A / B / replacement' holds from 2026-02-01 to 2026-01-01",
            [Relation("A", "B", RelationKind.Replacement) with { ValidFrom = Day("2026-02-01"), ValidTo = Day("2026-01-01") }],
            [Relation("A", "B", RelationKind.Replacement) with { ValidFrom = Day("2026-02-01"), ValidTo = Day("2026-02-01") }]),
    ];

    private static CheckCase[] Network() =>
    [
        new("ITEM_UNREACHABLE", "'A' has a stock policy at 'W2', but it only gets to 'P1', 'W1'",
            [MadeItem("A"), Routing("A", "M1"), Lane("P1", "W1"), Lane("W2", "W3"), StockPolicy("A", "W2"), StockPolicy("A", "W1")],
            [MadeItem("A"), Routing("A", "M1"), Lane("P1", "W1"), Lane("W1", "W2"), StockPolicy("A", "W2"), Item("B"), SupplierItem("S1", "B"), SalesOrder("1", "B")]),
        new("LANE_TO_ITSELF", "from 'W1' to itself", [Lane("W1", "W1")], [Lane("W1", "W2")]),
        new("LANE_WITHOUT_LEAD_TIME", "from 'W1' to 'W2' by 'road' has no lead time", [Lane("W1", "W2") with { LeadTime = null }], [Lane("W1", "W2")]),
        new("LANE_LEAD_TIME_NEGATIVE", "takes -2 days", [Lane("W1", "W2") with { LeadTime = -2 }], [Lane("W1", "W2") with { LeadTime = 0 }]),
        new("LOCATION_WITHOUT_STORAGE_CAPACITY", "'W1' states no storage", [Location("W1") with { StorageCapacity = null }], [Location("W1")]),
        new("STOCK_POLICY_CONTRADICTS", "at least 50 (safety stock or reorder point) and at most 40",
            [StockPolicy("A", "W1") with { SafetyStock = 20, ReorderPoint = 50, MaximumStock = 40 }], [StockPolicy("A", "W1") with { SafetyStock = 20, MaximumStock = 40 }]),
        new("CUSTOMER_WITHOUT_CHANNEL", "'C1' has no channel", [Customer("C1") with { Channel = null }], [Customer("C1")]),
        new("CUSTOMER_WITHOUT_REGION", "'C1' has no region", [Customer("C1") with { Region = null }], [Customer("C1")]),
        new("CUSTOMER_WITHOUT_SEGMENT", "'C1' has no segment", [Customer("C1") with { Segment = "" }], [Customer("C1")]),
    ];

    private static CheckCase[] Production() =>
    [
        new("BILL_CYCLE", "in a circle on 2026-03-31: A -> B -> C -> A",
            [Bill("B", "C"), Bill("C", "A"), Bill("A", "B")], [Bill("A", "B"), Bill("B", "C"), Bill("A", "C")]),
        new("MADE_ITEM_WITHOUT_BILL", "'A' is made, but has no bill of material any more: its 1 lines have ended",
            [MadeItem("A"), Bill("A", "B", to: "2026-01-01")], [MadeItem("A"), Bill("A", "B"), Item("B")]),
        new("BILL_COMPONENT_ENDED", "'A' is made of 'B', whose life ended on 2025-12-31",
            [MadeItem("A"), Item("B") with { EndOfLifeDate = Day("2025-12-31") }, Bill("A", "B")], [MadeItem("A"), Item("B"), Bill("A", "B")]),
        new("BILL_UNIT_UNCONVERTIBLE", "needs 2 'KG' of 'B', which is stocked in 'EA'",
            [Item("B"), Bill("A", "B") with { Unit = new("KG") }], [Item("B"), Bill("A", "B") with { Unit = new("KG") }, Conversion("KG", "EA", 4, "B")]),
        new("BILL_VALIDITY_OVERLAP", "'A / B / * / 1 / *' overlap: always to 2026-06-30 (2) and 2026-06-01 to open (2)",
            [Bill("A", "B", to: "2026-06-30"), Bill("A", "B", from: "2026-06-01")],
            [Bill("A", "B", to: "2026-05-31"), Bill("A", "B", from: "2026-06-01"), Bill("A", "B", alternate: "2"), Bill("P", "C") with { Position = "0010" }, Bill("P", "C") with { Position = "0020" }]),
        new("BILL_QUANTITY_ZERO", "'A' needs 0 of 'B'", [Bill("A", "B") with { Quantity = 0 }], [Bill("A", "B")]),
        new("MADE_ITEM_WITHOUT_ROUTING", "'A' is made, but has no routing.", [MadeItem("A")], [MadeItem("A"), Routing("A", "M1")]),
        new("RESOURCE_WITHOUT_CALENDAR", "Resource 'PAINT-2' has no capacity calendar; 2 routings need it.",
            [Resource("PAINT-2"), Routing("A", "PAINT-2"), Routing("B", "PAINT-2")], [Resource("PAINT-2"), Shift("PAINT-2")]),
        new("CALENDAR_WEEKDAYS_IMPOSSIBLE", "works on weekdays '0123'", [Shift("M1") with { Weekdays = "0123" }], [Shift("M1") with { Weekdays = "1234567" }]),
        new("CALENDAR_OVER_24_HOURS", "'M1' works 26 h on weekday 1",
            [Resource("M1"), Shift("M1", "early", 9), Shift("M1", "late", 9), Shift("M1", "night", 8)],
            [Resource("M1"), Shift("M1", "early"), Shift("M1", "late"), Shift("M1", "night"), Shift("M1", "early") with { ValidTo = Day("2025-12-31"), Weekdays = "6" }]),
        new("LABOUR_WITHOUT_HEADCOUNT", "'L1' has a headcount of 0",
            [Resource("L1") with { Type = ResourceType.Labour, Headcount = 0 }],
            [Resource("L1") with { Type = ResourceType.Labour, Headcount = 0 }, Shift("L1") with { Headcount = 4 }]),
        new("CAPACITY_EXCEPTION_LONG", "'maintenance' on resource 'M1' lasts 3653 days",
            [new CapacityException { Resource = new("M1"), From = Day("2026-01-01"), To = Day("2036-01-01"), Kind = CapacityExceptionKind.Maintenance }],
            [new CapacityException { Resource = new("M1"), From = Day("2026-01-01"), To = Day("2026-12-31"), Kind = CapacityExceptionKind.Maintenance }]),
        new("ROUTING_AT_OTHER_LOCATION", "made at 'P1' on resource 'M1', which stands at 'P2'",
            [Resource("M1", "P2"), Routing("A", "M1")], [Resource("M1"), Routing("A", "M1")]),
        new("YIELD_LOW", "has a yield of 0.02", [Routing("A", "M1") with { Yield = 0.02 }], [Routing("A", "M1")]),
        new("ROUTING_WITHOUT_HOURS", "neither run time nor setup time", [Routing("A", "M1") with { HoursPerUnit = 0 }], [Routing("A", "M1") with { HoursPerUnit = 0, SetupHours = 1 }]),
        new("PRODUCTION_VALIDITY_REVERSED", "holds from 2026-06-01 to 2026-01-01",
            [new CapacityException { Resource = new("M1"), From = Day("2026-06-01"), To = Day("2026-01-01"), Kind = CapacityExceptionKind.Holiday }], [Bill("A", "B", "2026-01-01", "2026-06-01")]),
    ];

    private static CheckCase[] Purchasing() =>
    [
        new("BOUGHT_ITEM_WITHOUT_SUPPLIER", "'A' is bought, but no supplier sells it", [Item("A")], [Item("A"), SupplierItem("S1", "A"), MadeItem("B")]),
        new("SUPPLIER_INACTIVE", "all of its suppliers are inactive: 'S1'",
            [Item("A"), SupplierItem("S1", "A"), Supplier("S1") with { Active = false }],
            [Item("A"), SupplierItem("S1", "A"), SupplierItem("S2", "A"), Supplier("S1") with { Active = false }, Supplier("S2")]),
        new("SUPPLIER_FOR_MADE_ITEM", "'A' is made, and supplier 'S1' sells it too", [MadeItem("A"), SupplierItem("S1", "A")], [MadeItem("A"), Item("B"), SupplierItem("S1", "B")]),
        new("SUPPLIER_LEAD_TIME_MISSING", "'A' from supplier 'S1' has no lead time", [SupplierItem("S1", "A") with { LeadTime = null }], [SupplierItem("S1", "A")]),
        new("SUPPLIER_LEAD_TIME_NEGATIVE", "a lead time of -3 days", [SupplierItem("S1", "A") with { LeadTime = -3 }], [SupplierItem("S1", "A")]),
        new("SUPPLIER_LEAD_TIME_LONG", "a lead time of 500 days", [SupplierItem("S1", "A") with { LeadTime = 500 }], [SupplierItem("S1", "A")]),
        new("ORDER_QUANTITIES_CONTRADICT", "at least 100 and at most 50",
            [SupplierItem("S1", "A") with { MinimumOrderQuantity = 100, MaximumOrderQuantity = 50 }], [SupplierItem("S1", "A") with { MinimumOrderQuantity = 50, MaximumOrderQuantity = 50 }]),
        new("MINIMUM_NOT_A_MULTIPLE", "the minimum of 100 is no multiple of 24; the smallest order is 120",
            [SupplierItem("S1", "A") with { MinimumOrderQuantity = 100, OrderMultiple = 24 }], [SupplierItem("S1", "A") with { MinimumOrderQuantity = 0.3, OrderMultiple = 0.1 }]),
        new("SUPPLIER_UNIT_UNCONVERTIBLE", "sells item 'A' in 'CS', which is stocked in 'EA'",
            [Item("A"), SupplierItem("S1", "A") with { Unit = new("CS") }], [Item("A"), SupplierItem("S1", "A") with { Unit = new("CS") }, Conversion("CS", "EA", 12)]),
        new("SUPPLIER_PRICE_MISSING", "'A' from supplier 'S1' has no price",
            [SupplierItem("S1", "A") with { Price = null }], [SupplierItem("S1", "A") with { Currency = null }, Supplier("S1")]),
        new("PURCHASE_PRICE_FAR_FROM_COST", "costs 120 EUR per base unit at supplier 'S1', and 10 EUR by its standard cost",
            [Item("A"), Cost("A", 10), SupplierItem("S1", "A") with { Price = 120 }],
            [Item("A"), Cost("A", 10), SupplierItem("S1", "A") with { Price = 120, Unit = new("CS") }, Conversion("CS", "EA", 12)]),
        new("PRICE_BREAK_DEARER", "costs 11 from 100 on, more than the 10 from 0 on",
            [SupplierItem("S1", "A"), new PriceBreak { Supplier = new("S1"), Item = new("A"), FromQuantity = 100, Price = 11 }],
            [SupplierItem("S1", "A"), new PriceBreak { Supplier = new("S1"), Item = new("A"), FromQuantity = 100, Price = 9 }]),
        new("SUPPLY_EVENT_WITHOUT_EFFECT", "'E1' (line_stop, from 2026-04-01) states neither",
            [new SupplyEvent { Id = "E1", Kind = SupplyEventKind.LineStop, From = Day("2026-04-01") }],
            [new SupplyEvent { Id = "E1", Kind = SupplyEventKind.LineStop, From = Day("2026-04-01"), CapacityPercent = 0 }]),
        new("PURCHASING_VALIDITY_REVERSED", "'E1' holds from 2026-04-01 to 2026-03-01",
            [new SupplyEvent { Id = "E1", Kind = SupplyEventKind.LineStop, From = Day("2026-04-01"), To = Day("2026-03-01") }],
            [new SupplyEvent { Id = "E1", Kind = SupplyEventKind.LineStop, From = Day("2026-04-01"), To = Day("2026-05-01") }]),
    ];

    private static CheckCase[] StockAndOrders() =>
    [
        new("STOCK_NEGATIVE", "'A' has a stock of -5 at 'W1'", [Stock("A", "W1", -5)], [Stock("A", "W1", 0)]),
        new("STOCK_EXPIRED", "100 of item 'A' at 'W1' expired on 2026-03-30",
            [Stock("A", "W1") with { ExpiryDate = Day("2026-03-30") }], [Stock("A", "W1") with { ExpiryDate = CutOff }]),
        new("STOCK_AFTER_CUT_OFF", "1 of 2 stock rows at 'W1' are dated after the cut-off 2026-03-31, the latest 2026-04-02", [Stock("A", "W1") with { StockDate = Day("2026-04-02") }, Stock("B", "W1")], [Stock("A", "W1")]),
        new("STOCK_STALE", "The newest stock at 'W1' is of 2026-03-20, 11 days before",
            [Stock("A", "W1") with { StockDate = Day("2026-03-20") }], [Stock("A", "W1") with { StockDate = Day("2025-03-20") }, Stock("B", "W1")]),
        new("STOCK_WITHOUT_DATE", "'A' at 'W1' (100) has no date", [Stock("A", "W1") with { StockDate = null }], [Stock("A", "W1")]),
        new("STOCK_UNIT_UNCONVERTIBLE", "100 'CS' of item 'A' at 'W1' cannot be converted to 'EA'",
            [Item("A"), Stock("A", "W1") with { Unit = new("CS") }], [Item("A"), Stock("A", "W1") with { Unit = new("EA") }]),
        new("STOCK_WHERE_BLOCKED", "are available at 'W1', where the item is blocked",
            [Stock("A", "W1"), StockPolicy("A", "W1") with { Blocked = true }], [Stock("A", "W1"), StockPolicy("A", "W1")]),
        new("SALES_ORDER_PAST_DUE", "was due on 2026-03-25, 6 days before the cut-off: 7 of item 'A' are a backorder",
            [SalesOrder("1", "A") with { DueDate = Day("2026-03-25"), ClosedQuantity = 3 }], [SalesOrder("1", "A")]),
        new("RECEIPT_PAST_DUE", "Purchase order '1 / 1' was due on 2026-03-25, 6 days", [PurchaseOrder("1", "A") with { DueDate = Day("2026-03-25") }], [PurchaseOrder("1", "A")]),
        new("ORDER_DUE_BEFORE_ORDERED", "Sales order '1 / 1' of 2026-03-20 is due on 2026-03-19",
            [SalesOrder("1", "A") with { DueDate = Day("2026-03-19") }], [SalesOrder("1", "A"), PurchaseOrder("2", "A")]),
        new("MORE_DONE_THAN_ORDERED", "is for 10 of item 'A', and 12 were", [SalesOrder("1", "A") with { ClosedQuantity = 12 }], [SalesOrder("1", "A") with { ClosedQuantity = 9 }]),
        new("ORDER_FOR_ENDED_ITEM", "is due on 2026-04-10; the item ends on 2026-03-01",
            [Item("A") with { EndOfLifeDate = Day("2026-03-01") }, SalesOrder("1", "A")], [Item("A") with { EndOfLifeDate = Day("2026-04-10") }, SalesOrder("1", "A")]),
        new("ORDER_UNIT_UNCONVERTIBLE", "10 'CS' of item 'A', which cannot be converted to 'EA'",
            [Item("A"), SalesOrder("1", "A") with { Unit = new("CS") }], [Item("A"), SalesOrder("1", "A") with { Unit = new("CS") }, Conversion("EA", "CS", 0.25)]),
        new("SALES_ORDER_WITHOUT_LOCATION", "names no location, and neither does customer 'C1'",
            [SalesOrder("1", "A") with { Location = null }], [SalesOrder("1", "A") with { Location = null }, Customer("C1") with { Location = new("W1") }]),
    ];
}
