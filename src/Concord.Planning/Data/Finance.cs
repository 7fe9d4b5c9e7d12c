namespace Concord.Planning.Data;

[Table("prices", DataArea.Finance, "Prices", "Selling prices over time; the most specific row wins (customer, then channel, then region).", Order = 1)]
public sealed record Price
{
    [Column("item", "Item number.", Key = true, References = "items")] public required ItemId Item { get; init; }
    [Column("customer", "Customer; empty for all.", Key = true, References = "customers")] public CustomerId? Customer { get; init; }
    [Column("channel", "Channel; empty for all.", Key = true)] public string? Channel { get; init; }
    [Column("region", "Region; empty for all.", Key = true)] public string? Region { get; init; }
    [Column("valid_from", "First day; empty for always.", Key = true)] public DateOnly? ValidFrom { get; init; }
    [Column("valid_to", "Last day; empty while it lasts.")] public DateOnly? ValidTo { get; init; }
    [Column("price", "Net price.", Unit = "currency per base unit")] public required double Amount { get; init; }
    [Column("currency", "ISO 4217 currency.", Example = "EUR")] public required string Currency { get; init; }
}

[Table("standard_costs", DataArea.Finance, "Standard costs", "Cost of an item over time, all in and its variable part.", Order = 2)]
public sealed record StandardCost
{
    [Column("item", "Item number.", Key = true, References = "items")] public required ItemId Item { get; init; }
    [Column("location", "Location; empty for all.", Key = true, References = "locations")] public LocationId? Location { get; init; }
    [Column("valid_from", "First day; empty for always.", Key = true)] public DateOnly? ValidFrom { get; init; }
    [Column("valid_to", "Last day; empty while it lasts.")] public DateOnly? ValidTo { get; init; }
    [Column("cost", "Standard cost.", Unit = "currency per base unit")] public required double Cost { get; init; }
    [Column("variable_cost", "The part that varies with volume; empty when unknown.", Unit = "currency per base unit", Min = 0)] public double? VariableCost { get; init; }
    [Column("currency", "ISO 4217 currency.", Example = "EUR")] public required string Currency { get; init; }
}

[Table("exchange_rates", DataArea.Finance, "Exchange rates", "What one unit of a currency is worth in another, over time.", Order = 3)]
public sealed record ExchangeRate
{
    [Column("from_currency", "ISO 4217 currency converted from.", Key = true)] public required string From { get; init; }
    [Column("to_currency", "ISO 4217 currency converted to.", Key = true)] public required string To { get; init; }
    [Column("valid_from", "First day of the rate.", Key = true)] public required DateOnly ValidFrom { get; init; }
    [Column("rate", "One from_currency in to_currency.", Unit = "to_currency per from_currency", Min = 0)] public required double Rate { get; init; }
}

[Table("budget", DataArea.Finance, "Budget", "The financial year's plan by family and month.", Order = 4)]
public sealed record BudgetLine
{
    [Column("version", "Budget version.", Key = true, Default = "budget", Example = "2026")] public required string Version { get; init; }
    [Column("family", "Family; empty when stated by item.", Key = true)] public string? Family { get; init; }
    [Column("item", "Item; empty when stated by family.", Key = true, References = "items")] public ItemId? Item { get; init; }
    [Column("channel", "Channel; empty for all.", Key = true)] public string? Channel { get; init; }
    [Column("region", "Region; empty for all.", Key = true)] public string? Region { get; init; }
    [Column("month", "First day of the month.", Key = true)] public required DateOnly Month { get; init; }
    [Column("quantity", "Volume.", Unit = "planning units")] public double? Quantity { get; init; }
    [Column("revenue", "Net revenue.", Unit = "currency")] public double? Revenue { get; init; }
    [Column("cost", "Standard cost of sales.", Unit = "currency")] public double? Cost { get; init; }
    [Column("currency", "ISO 4217 currency.")] public string? Currency { get; init; }
}

[Table("targets", DataArea.Finance, "Strategic targets", "What management wants of a key figure, for the company or a part of it.", Order = 5)]
public sealed record StrategicTarget
{
    [Column("measure", "Measure or KPI.", Key = true, Example = "fill_rate")] public required string Measure { get; init; }
    [Column("level", "Attribute it is stated for; empty for the company.", Key = true, Example = "family")] public string? Level { get; init; }
    [Column("member", "Member of that level.", Key = true, Example = "Road Bikes")] public string? Member { get; init; }
    [Column("from_date", "First day.", Key = true)] public required DateOnly From { get; init; }
    [Column("to_date", "Last day; empty while it lasts.")] public DateOnly? To { get; init; }
    [Column("value", "Target value, in the measure's unit.")] public required double Value { get; init; }
    [Column("threshold", "Value from which it is red.")] public double? Threshold { get; init; }
    [Column("owner", "Who answers for it.")] public string? Owner { get; init; }
}
