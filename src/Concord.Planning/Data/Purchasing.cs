namespace Concord.Planning.Data;

[Table("suppliers", DataArea.Purchasing, "Suppliers", "Who sells to us.", Order = 1)]
public sealed record Supplier
{
    [Column("supplier", "Supplier number.", Key = true)] public required SupplierId Id { get; init; }
    [Column("description", "Name for people.")] public string? Description { get; init; }
    [Column("country", "ISO 3166 country code.")] public string? Country { get; init; }
    [Column("currency", "ISO 4217 currency of the supplier's prices.")] public string? Currency { get; init; }
    [Column("payment_days", "Days from receipt to payment.", Unit = "days", Min = 0)] public double? PaymentDays { get; init; }
    [Column("active", "False when nothing may be ordered.", Default = "true")] public required bool Active { get; init; }
    [Column("reliability", "Share of lines delivered on time.", Unit = "0..1", Min = 0, Max = 1)] public double? Reliability { get; init; }
}

[Table("supplier_items", DataArea.Purchasing, "Supplier items", "What a supplier sells, how fast, at what price and in what quantities.", Order = 2)]
public sealed record SupplierItem
{
    [Column("supplier", "Supplier number.", Key = true, References = "suppliers")] public required SupplierId Supplier { get; init; }
    [Column("item", "Item bought.", Key = true, References = "items")] public required ItemId Item { get; init; }
    [Column("location", "Location delivered to; empty for every location.", Key = true, References = "locations")] public LocationId? Location { get; init; }
    [Column("lead_time_days", "Days from order to receipt.", Unit = "calendar days")] public double? LeadTime { get; init; }
    [Column("lead_time_deviation_days", "Standard deviation of the lead time.", Unit = "calendar days", Min = 0)] public double? LeadTimeDeviation { get; init; }
    [Column("unit", "Unit of order quantities and price; empty for the item's base unit.", References = "units")] public UnitId? Unit { get; init; }
    [Column("minimum_order_quantity", "Least quantity of an order.", Unit = "units of the row", Min = 0)] public double? MinimumOrderQuantity { get; init; }
    [Column("order_multiple", "Orders are whole multiples of this.", Unit = "units of the row", Min = 0)] public double? OrderMultiple { get; init; }
    [Column("maximum_order_quantity", "Most of one order.", Unit = "units of the row", Min = 0)] public double? MaximumOrderQuantity { get; init; }
    [Column("capacity_per_month", "Most the supplier delivers in a month.", Unit = "units of the row per month", Min = 0)] public double? CapacityPerMonth { get; init; }
    [Column("price", "Purchase price.", Unit = "currency per unit of the row", Min = 0)] public double? Price { get; init; }
    [Column("currency", "ISO 4217 currency of the price.")] public string? Currency { get; init; }
    [Column("priority", "1 is preferred among suppliers of the item.", Min = 1, Default = "1")] public required int Priority { get; init; }
}

[Table("price_breaks", DataArea.Purchasing, "Price breaks", "Cheaper prices from a quantity on.", Order = 3)]
public sealed record PriceBreak
{
    [Column("supplier", "Supplier number.", Key = true, References = "suppliers")] public required SupplierId Supplier { get; init; }
    [Column("item", "Item bought.", Key = true, References = "items")] public required ItemId Item { get; init; }
    [Column("from_quantity", "Order quantity from which the price holds.", Key = true, Unit = "units of the supplier item", Min = 0)] public required double FromQuantity { get; init; }
    [Column("price", "Price of every unit of such an order.", Unit = "currency per unit of the supplier item", Min = 0)] public required double Price { get; init; }
}

public enum SupplyEventKind { SupplierTrouble, MaterialShortage, LineStop, TransportTrouble }

[Table("supply_events", DataArea.Purchasing, "Supply events", "Known troubles: a supplier short, a material scarce, a line stopped.", Order = 4)]
public sealed record SupplyEvent
{
    [Column("event", "Number of the event.", Key = true)] public required string Id { get; init; }
    [Column("kind", "What happens.")] public required SupplyEventKind Kind { get; init; }
    [Column("description", "For people.")] public string? Description { get; init; }
    [Column("supplier", "Supplier hit.", References = "suppliers")] public SupplierId? Supplier { get; init; }
    [Column("item", "Item hit.", References = "items")] public ItemId? Item { get; init; }
    [Column("resource", "Resource hit.", References = "resources")] public ResourceId? Resource { get; init; }
    [Column("location", "Location hit.", References = "locations")] public LocationId? Location { get; init; }
    [Column("from_date", "First day.")] public required DateOnly From { get; init; }
    [Column("to_date", "Last day; empty while it lasts.")] public DateOnly? To { get; init; }
    [Column("capacity_percent", "Share of normal capacity or supply that is left.", Unit = "%", Min = 0, Max = 100)] public double? CapacityPercent { get; init; }
    [Column("extra_lead_time_days", "Days added to the lead time.", Unit = "days", Min = 0)] public double? ExtraLeadTime { get; init; }
}
