namespace Concord.Planning.Data;

public enum LocationType { Plant, Warehouse, Store }

[Table("locations", DataArea.Network, "Locations", "Plants, warehouses and stores.", Order = 1)]
public sealed record Location
{
    [Column("location", "Location code.", Key = true, Example = "P1")] public required LocationId Id { get; init; }
    [Column("description", "Name for people.")] public string? Description { get; init; }
    [Column("type", "Kind of site.")] public required LocationType Type { get; init; }
    [Column("region", "Region of the site.")] public string? Region { get; init; }
    [Column("country", "ISO 3166 country code.", Example = "FR")] public string? Country { get; init; }
    [Column("currency", "ISO 4217 currency of the site's costs.", Example = "EUR")] public string? Currency { get; init; }
    [Column("storage_capacity_pallets", "Pallet places.", Unit = "pallets", Min = 0)] public double? StorageCapacity { get; init; }
    [Column("inbound_pallets_per_day", "Receiving capacity.", Unit = "pallets per working day", Min = 0)] public double? InboundCapacity { get; init; }
    [Column("outbound_pallets_per_day", "Shipping capacity.", Unit = "pallets per working day", Min = 0)] public double? OutboundCapacity { get; init; }
    [Column("holding_cost_percent_per_year", "Cost of holding stock, of its value.", Unit = "% per year", Min = 0)] public double? HoldingCostRate { get; init; }
}

[Table("customers", DataArea.Network, "Customers", "Who demand comes from; a consumer market may be one customer.", Order = 2)]
public sealed record Customer
{
    [Column("customer", "Customer number.", Key = true)] public required CustomerId Id { get; init; }
    [Column("description", "Name for people.")] public string? Description { get; init; }
    [Column("channel", "Sales channel.", Example = "Retail")] public string? Channel { get; init; }
    [Column("segment", "Market segment.", Example = "Key account")] public string? Segment { get; init; }
    [Column("region", "Sales region.", Example = "Europe")] public string? Region { get; init; }
    [Column("country", "ISO 3166 country code.")] public string? Country { get; init; }
    [Column("currency", "ISO 4217 currency the customer pays in.")] public string? Currency { get; init; }
    [Column("location", "Location that normally serves the customer.", References = "locations")] public LocationId? Location { get; init; }
    [Column("payment_days", "Days from invoice to payment.", Unit = "days", Min = 0)] public double? PaymentDays { get; init; }
    [Column("priority", "Class of demand when supply is short: 1 is served first.", Min = 1, Max = 9, Default = "5")] public required int Priority { get; init; }
}

[Table("lanes", DataArea.Network, "Lanes", "Transport connections between locations.", Order = 3)]
public sealed record Lane
{
    [Column("from_location", "Where goods leave.", Key = true, References = "locations")] public required LocationId From { get; init; }
    [Column("to_location", "Where goods arrive.", Key = true, References = "locations")] public required LocationId To { get; init; }
    [Column("mode", "Mode of transport.", Key = true, Default = "road", Example = "sea")] public required string Mode { get; init; }
    [Column("lead_time_days", "Days door to door.", Unit = "calendar days")] public double? LeadTime { get; init; }
    [Column("capacity_pallets_per_week", "Most pallets a week; empty for no limit.", Unit = "pallets per week", Min = 0)] public double? Capacity { get; init; }
    [Column("cost_per_pallet", "Freight cost.", Unit = "currency per pallet", Min = 0)] public double? CostPerPallet { get; init; }
    [Column("currency", "ISO 4217 currency of the cost.")] public string? Currency { get; init; }
}

[Table("item_locations", DataArea.Network, "Stock policies", "How an item is stocked at a location.", Order = 4)]
public sealed record ItemLocation
{
    [Column("item", "Item number.", Key = true, References = "items")] public required ItemId Item { get; init; }
    [Column("location", "Location code.", Key = true, References = "locations")] public required LocationId Location { get; init; }
    [Column("safety_stock", "Stock held against uncertainty.", Unit = "base units", Min = 0)] public double? SafetyStock { get; init; }
    [Column("reorder_point", "Stock position at which an order is placed.", Unit = "base units", Min = 0)] public double? ReorderPoint { get; init; }
    [Column("maximum_stock", "Most that may be stored.", Unit = "base units", Min = 0)] public double? MaximumStock { get; init; }
    [Column("target_coverage_days", "Days of demand the stock should cover.", Unit = "days", Min = 0)] public double? TargetCoverage { get; init; }
    [Column("service_level_target", "Target fill rate.", Unit = "0..1", Min = 0, Max = 1)] public double? ServiceLevelTarget { get; init; }
    [Column("blocked", "True when the item may not be stocked or shipped here.", Default = "false")] public required bool Blocked { get; init; }
}
