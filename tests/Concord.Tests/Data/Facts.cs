using Concord.Planning.Data;

namespace Concord.Tests.Data;

/// <summary>Sound records with the values that a test does not care about. Tests change what they speak of by <c>with</c>.</summary>
internal static class Facts
{
    /// <summary>The cut-off of examples: the last day of a month, so that the month is complete.</summary>
    public static readonly DateOnly CutOff = new(2026, 3, 31);

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    public static Item Item(string id) => new()
    {
        Id = new(id), Type = ItemType.FinishedGood, Source = ItemSource.Buy, Unit = new("EA"), Category = "Bikes", Family = "Road Bikes",
        Stage = LifecycleStage.Maturity, UnitsPerPallet = 10,
    };

    public static Item MadeItem(string id) => Item(id) with { Source = ItemSource.Make };

    public static UnitConversion Conversion(string from, string to, double factor, string? item = null) =>
        new() { Item = item is null ? null : new(item), From = new(from), To = new(to), Factor = factor };

    public static ItemRelation Relation(string item, string related, RelationKind kind) =>
        new() { Item = new(item), RelatedItem = new(related), Kind = kind, Share = 1 };

    public static Location Location(string id) => new() { Id = new(id), Type = LocationType.Warehouse, Region = "Europe", StorageCapacity = 1000 };

    public static Customer Customer(string id) =>
        new() { Id = new(id), Channel = "Retail", Segment = "Key account", Region = "Europe", Priority = 5 };

    public static Lane Lane(string from, string to) => new() { From = new(from), To = new(to), Mode = "road", LeadTime = 3 };

    public static ItemLocation StockPolicy(string item, string location) => new() { Item = new(item), Location = new(location), Blocked = false };

    public static Resource Resource(string id, string location = "P1") =>
        new() { Id = new(id), Location = new(location), Type = ResourceType.Machine, Headcount = 1, Efficiency = 1 };

    public static CapacityCalendar Shift(string resource, string shift = "early", double hours = 8) =>
        new() { Resource = new(resource), Shift = shift, Weekdays = "12345", HoursPerDay = hours };

    public static Routing Routing(string item, string resource, string location = "P1") => new()
    {
        Item = new(item), Location = new(location), Alternate = "1", Operation = 10, Resource = new(resource), HoursPerUnit = 0.5, Yield = 0.98, Priority = 1,
    };

    public static BillOfMaterialLine Bill(string item, string component, string? from = null, string? to = null, string alternate = "1", string? location = null) => new()
    {
        Item = new(item), Component = new(component), Alternate = alternate, Quantity = 2, Scrap = 0, Location = location is null ? null : new(location),
        ValidFrom = from is null ? null : Day(from), ValidTo = to is null ? null : Day(to),
    };

    public static Supplier Supplier(string id) => new() { Id = new(id), Active = true, Currency = "EUR" };

    public static SupplierItem SupplierItem(string supplier, string item) =>
        new() { Supplier = new(supplier), Item = new(item), LeadTime = 14, Price = 10, Currency = "EUR", Priority = 1 };

    public static StockOnHand Stock(string item, string location, double quantity = 100) =>
        new() { Item = new(item), Location = new(location), Status = StockStatus.Available, Quantity = quantity, StockDate = CutOff };

    public static SalesOrder SalesOrder(string order, string item) => new()
    {
        Order = order, Line = 1, Item = new(item), Customer = new("C1"), Location = new("W1"), OrderDate = Day("2026-03-20"), DueDate = Day("2026-04-10"),
        Quantity = 10, ClosedQuantity = 0, Status = OrderStatus.Open,
    };

    public static PurchaseOrder PurchaseOrder(string order, string item) => new()
    {
        Order = order, Line = 1, Item = new(item), Supplier = new("S1"), Location = new("W1"), OrderDate = Day("2026-03-20"), DueDate = Day("2026-04-10"),
        Quantity = 10, ClosedQuantity = 0, Status = OrderStatus.Open,
    };

    public static SalesHistoryLine Sale(string item, DateOnly day, double quantity = 10) => new()
    {
        Order = $"{item}-{day:yyyyMMdd}", Line = 1, Item = new(item), Customer = new("C1"), OrderDate = day, DueDate = day, Quantity = quantity,
    };

    /// <summary>One sale on the 25th of each month, the last one in the month of the cut-off; NaN leaves a month out.</summary>
    public static IEnumerable<SalesHistoryLine> MonthlySales(string item, params double[] quantities) =>
        quantities.Select((q, i) => (Quantity: q, Day: new DateOnly(CutOff.Year, CutOff.Month, 25).AddMonths(i - quantities.Length + 1)))
            .Where(s => !double.IsNaN(s.Quantity))
            .Select(s => Sale(item, s.Day, s.Quantity));

    public static DemandEvent Event(string id) => new()
    {
        Id = id, Kind = DemandEventKind.Promotion, Family = "Road Bikes", From = Day("2026-04-01"), To = Day("2026-04-30"), EffectPercent = 20,
    };

    public static Price Price(string item, double amount = 100, string? from = null, string? to = null) => new()
    {
        Item = new(item), Amount = amount, Currency = "EUR", ValidFrom = from is null ? null : Day(from), ValidTo = to is null ? null : Day(to),
    };

    public static StandardCost Cost(string item, double cost = 60, string? from = null, string? to = null) => new()
    {
        Item = new(item), Cost = cost, Currency = "EUR", ValidFrom = from is null ? null : Day(from), ValidTo = to is null ? null : Day(to),
    };

    public static ExchangeRate Rate(string from, string to, double rate, string day = "2026-03-01") =>
        new() { From = from, To = to, ValidFrom = Day(day), Rate = rate };

    public static BudgetLine Budget(string family, DateOnly month) =>
        new() { Version = "2026", Family = family, Month = month, Revenue = 1000, Currency = "EUR" };

    public static IEnumerable<BudgetLine> BudgetYear(string family) =>
        Enumerable.Range(1, 12).Select(month => Budget(family, new DateOnly(2026, month, 1)));
}
