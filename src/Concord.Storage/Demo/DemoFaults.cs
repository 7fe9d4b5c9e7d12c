using System.Globalization;
using Concord.Planning.Data;

namespace Concord.Storage.Demo;

/// <summary>A fault the demo data carries on purpose, so that checks have something to find.</summary>
/// <param name="Kind">Short name of the fault.</param>
/// <param name="Table">Table whose rows show it.</param>
/// <param name="Entity">Key of the row, or the item or resource concerned, as findings name it (key values joined by " / ").</param>
/// <param name="Field">The column at fault; null when a row is missing.</param>
/// <param name="Description">What is wrong.</param>
public sealed record PlantedFault(string Kind, string Table, string Entity, string? Field, string Description);

/// <summary>The planted faults: the same for every seed, scale and date, few enough for the company to plan well without them.</summary>
internal static class DemoFaults
{
    public const string ItemWithoutCost = "RAK-004";
    public const string ItemWithoutPrice = "PRU-005";
    public const string GapItem = "HOS-003";
    public const int GapWeeks = 13;

    /// <summary>The item sold after its end of life.</summary>
    public const string EndedItem = "SPA-009";

    private const string Odd = "S990000";

    public static IReadOnlyList<PlantedFault> All { get; } =
    [
        new("unknown item", "sales_history", Odd + "01 / 1", "item", "Order line for item MOW-99X, which no item row knows."),
        new("duplicate order line", "sales_history", "S00000001 / 1", "quantity", "The line is there a second time with another quantity."),
        new("missing cost", "standard_costs", ItemWithoutCost, null, "A finished good without a standard cost."),
        new("missing price", "prices", ItemWithoutPrice, null, "A finished good without a selling price."),
        new("negative lead time", "supplier_items", "V001 / PK-BOX-S / P1", "lead_time_days", "A lead time of -5 days."),
        new("missing lead time", "supplier_items", "V002 / PK-CARD / P2", "lead_time_days", "No lead time."),
        new("bill of material cycle", "bills_of_material", "OLD-A1", "component", "OLD-A1 contains OLD-A2, which contains OLD-A1."),
        new("resource without calendar", "resources", "P2-PACK", null, "An old packing table that no calendar and no routing knows."),
        new("sold after end of life", "sales_history", Odd + "02 / 1", "order_date", "An order for SPA-009 weeks after its end of life."),
        new("unit without conversion", "sales_history", Odd + "03 / 1", "unit", "Mowers ordered by the metre."),
        new("outlier", "sales_history", Odd + "04 / 1", "quantity", "An order a hundred times the usual quantity."),
        new("history gap", "sales_history", GapItem, null, "A good seller without an order line for a quarter, though it was in stock."),
        new("negative stock", "stock", "GTR-002 / W3 / CORR / available", "quantity", "A correction lot of -12."),
        new("date in another format", "sales_history", Odd + "05 / 1", "order_date", "The order date is written 17.03.2026-like, not as an ISO date."),
        new("fact after the cut-off", "sales_history", Odd + "06 / 1", "order_date", "An order dated twelve days after the cut-off."),
    ];

    public static void Plant(DemoPlan plan, DemoSinks sinks)
    {
        var calendar = plan.Calendar;
        var history = sinks.Of<SalesHistoryLine>();
        var monthAgo = calendar.WorkingOnOrBefore(calendar.AsOf.AddDays(-30));
        var ended = Array.Find(plan.Products.Items, i => i.Id == EndedItem)!;
        history.Write(Line("01", "MOW-99X", monthAgo, 4));
        history.Write(Line("1", "MOW-001", calendar.WorkingOnOrAfter(calendar.Start), 77) with { Order = "S00000001" });
        history.Write(Line("02", EndedItem, calendar.WorkingOnOrAfter(calendar.Date((ended.Life.EndWeek + 5) * 7)), 12));
        history.Write(Line("03", "MOW-002", monthAgo, 15) with { Unit = new("M") });
        history.Write(Line("04", "BLO-003", calendar.WorkingOnOrBefore(calendar.AsOf.AddDays(-400)), Math.Ceiling(100 * plan.MeanLine(Array.FindIndex(plan.Products.Items, i => i.Id == "BLO-003")))));
        var wrong = Line("05", "HTR-001", monthAgo, 6);
        history.WriteText(
        [
            wrong.Order, "1", "HTR-001", wrong.Customer.Value, "W1", monthAgo.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture), null, null, null, "6", "6", null,
            wrong.Price!.Value.ToString(CultureInfo.InvariantCulture), "EUR",
        ]);
        history.Write(Line("06", "HTR-002", calendar.WorkingOnOrAfter(calendar.AsOf.AddDays(12)), 8) with { ShippedDate = null, ShippedQuantity = 0 });

        SupplierItem Faulty(string supplier, string item, string plant, double? days) => new()
        {
            Supplier = new(supplier), Item = new(item), Location = new(plant), LeadTime = days, MinimumOrderQuantity = 500, OrderMultiple = 100, Price = .4, Currency = "EUR", Priority = 9,
        };
        sinks.Write([Faulty("V001", "PK-BOX-S", "P1", -5), Faulty("V002", "PK-CARD", "P2", null)]);

        Item Old(string id) => new()
        {
            Id = new(id), Description = "Drive unit of the 2014 range", Type = ItemType.SemiFinished, Source = ItemSource.Make, Unit = new("EA"), Category = "Lawn machines", Stage = LifecycleStage.EndOfLife,
            LaunchDate = new DateOnly(calendar.Start.Year - 8, 3, 1), EndOfLifeDate = new DateOnly(calendar.Start.Year - 3, 12, 31),
        };
        sinks.Write([Old("OLD-A1"), Old("OLD-A2")]);
        sinks.Write(((string[])["OLD-A1", "OLD-A2"]).Select(id => new StandardCost { Item = new(id), Cost = 31.5, VariableCost = 31.5, Currency = "EUR" }));
        BillOfMaterialLine Bill(string item, string component) => new() { Item = new(item), Component = new(component), Alternate = "1", Quantity = 1, Scrap = 0 };
        sinks.Write([Bill("OLD-A1", "OLD-A2"), Bill("OLD-A2", "OLD-A1")]);
        sinks.Write([new Resource { Id = new("P2-PACK"), Description = "Packing table, not in use", Location = new("P2"), Type = ResourceType.Machine, Headcount = 1, Efficiency = .8 }]);
        sinks.Write([new StockOnHand { Item = new("GTR-002"), Location = new("W3"), Lot = "CORR", Status = StockStatus.Available, Quantity = -12, StockDate = calendar.WorkingOnOrBefore(calendar.AsOf) }]);

        SalesHistoryLine Line(string number, string item, DateOnly date, double quantity)
        {
            var known = Array.FindIndex(plan.Products.Items, i => i.Id == item);
            return new SalesHistoryLine
            {
                Order = Odd + number,
                Line = 1,
                Item = new(item),
                Customer = plan.Network.Customers[0].Row.Id,
                Location = plan.Network.Customers[0].Row.Location,
                OrderDate = date,
                DueDate = calendar.WorkingOnOrAfter(date.AddDays(8)),
                PromisedDate = calendar.WorkingOnOrAfter(date.AddDays(8)),
                ShippedDate = calendar.WorkingOnOrAfter(date.AddDays(8)),
                Quantity = quantity,
                ShippedQuantity = quantity,
                Price = known < 0 ? 199 : plan.Finance.NetPrice(known, 0, false, date.Year),
                Currency = "EUR",
            };
        }
    }
}
