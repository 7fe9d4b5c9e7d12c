namespace Concord.Planning.Data;

[Table("sales_history", DataArea.Demand, "Sales history", "Order lines of the past: what was asked for, when, and when it left.", Order = 1, AsOf = AsOfRule.UpTo, AsOfColumn = "order_date")]
public sealed record SalesHistoryLine
{
    [Column("order", "Order number.", Key = true)] public required string Order { get; init; }
    [Column("line", "Line number.", Key = true, Default = "1")] public required int Line { get; init; }
    [Column("item", "Item sold.", References = "items")] public required ItemId Item { get; init; }
    [Column("customer", "Customer.", References = "customers")] public required CustomerId Customer { get; init; }
    [Column("location", "Location that shipped.", References = "locations")] public LocationId? Location { get; init; }
    [Column("order_date", "Day of the order.")] public required DateOnly OrderDate { get; init; }
    [Column("due_date", "Day the customer asked for.")] public DateOnly? DueDate { get; init; }
    [Column("promised_date", "Day promised.")] public DateOnly? PromisedDate { get; init; }
    [Column("shipped_date", "Day of the last shipment.")] public DateOnly? ShippedDate { get; init; }
    [Column("quantity", "Quantity ordered; negative for a return.", Unit = "units of the row")] public required double Quantity { get; init; }
    [Column("shipped_quantity", "Quantity shipped.", Unit = "units of the row")] public double? ShippedQuantity { get; init; }
    [Column("unit", "Unit of the quantities; empty for the item's base unit.", References = "units")] public UnitId? Unit { get; init; }
    [Column("price", "Net price.", Unit = "currency per unit of the row", Min = 0)] public double? Price { get; init; }
    [Column("currency", "ISO 4217 currency of the price.")] public string? Currency { get; init; }
}

[Table("imported_forecasts", DataArea.Demand, "Imported forecasts", "What customers or a CRM expect.", Order = 2, AsOf = AsOfRule.UpTo, AsOfColumn = "created_date")]
public sealed record ImportedForecast
{
    [Column("source", "Who forecasts: a customer, the CRM.", Key = true, Example = "crm")] public required string Source { get; init; }
    [Column("reference", "Opportunity or forecast number; empty when there is none.", Key = true)] public string? Reference { get; init; }
    [Column("item", "Item.", Key = true, References = "items")] public required ItemId Item { get; init; }
    [Column("customer", "Customer; empty for a market forecast.", Key = true, References = "customers")] public CustomerId? Customer { get; init; }
    [Column("date", "First day of the period the quantity is for.", Key = true)] public required DateOnly Date { get; init; }
    [Column("quantity", "Quantity expected.", Unit = "base units", Min = 0)] public required double Quantity { get; init; }
    [Column("probability", "Chance that it comes.", Unit = "0..1", Min = 0, Max = 1, Default = "1")] public required double Probability { get; init; }
    [Column("created_date", "Day the forecast was made.")] public DateOnly? CreatedDate { get; init; }
}

[Table("indicators", DataArea.Demand, "Indicators", "External series: weather, prices, confidence, market size.", Order = 3, AsOf = AsOfRule.UpTo, AsOfColumn = "published_date")]
public sealed record Indicator
{
    [Column("indicator", "Name of the series.", Key = true)] public required string Name { get; init; }
    [Column("region", "Region; empty for all.", Key = true)] public string? Region { get; init; }
    [Column("date", "First day of the period.", Key = true)] public required DateOnly Date { get; init; }
    [Column("value", "Value.")] public required double Value { get; init; }
    [Column("published_date", "Day the value was known; empty when it was always known.")] public DateOnly? PublishedDate { get; init; }
}

public enum DemandEventKind { Promotion, PriceChange, Launch, EndOfLife, ChannelChange, CompetitorAction }

[Table("demand_events", DataArea.Demand, "Demand events", "What moves demand: promotions, price changes, launches, end of life, channel changes, competitors.", Order = 4)]
public sealed record DemandEvent
{
    [Column("event", "Number of the event.", Key = true)] public required string Id { get; init; }
    [Column("kind", "What happens.")] public required DemandEventKind Kind { get; init; }
    [Column("description", "For people.")] public string? Description { get; init; }
    [Column("item", "Item moved; empty for all of the family.", References = "items")] public ItemId? Item { get; init; }
    [Column("family", "Family moved; empty for all.")] public string? Family { get; init; }
    [Column("customer", "Customer; empty for all.", References = "customers")] public CustomerId? Customer { get; init; }
    [Column("channel", "Channel; empty for all.")] public string? Channel { get; init; }
    [Column("region", "Region; empty for all.")] public string? Region { get; init; }
    [Column("from_date", "First day.")] public required DateOnly From { get; init; }
    [Column("to_date", "Last day; empty while it lasts.")] public DateOnly? To { get; init; }
    [Column("effect_percent", "Expected change of demand.", Unit = "%", Min = -100)] public double? EffectPercent { get; init; }
    [Column("effect_quantity", "Expected change of demand, in all.", Unit = "base units")] public double? EffectQuantity { get; init; }
    [Column("price_change_percent", "Change of the price.", Unit = "%", Min = -100)] public double? PriceChangePercent { get; init; }
    [Column("related_item", "The item replaced or cannibalised.", References = "items")] public ItemId? RelatedItem { get; init; }
}
