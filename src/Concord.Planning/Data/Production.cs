namespace Concord.Planning.Data;

public enum ResourceType { Machine, Labour }

[Table("resources", DataArea.Production, "Resources", "Machine lines and labour pools whose hours production needs.", Order = 1)]
public sealed record Resource
{
    [Column("resource", "Resource code.", Key = true)] public required ResourceId Id { get; init; }
    [Column("description", "Name for people.")] public string? Description { get; init; }
    [Column("location", "Plant the resource stands in.", References = "locations")] public required LocationId Location { get; init; }
    [Column("type", "Machine line or labour pool.", Default = "machine")] public required ResourceType Type { get; init; }
    [Column("headcount", "People in a labour pool, or parallel machines.", Unit = "heads", Min = 0, Default = "1")] public required double Headcount { get; init; }
    [Column("efficiency", "Share of calendar hours that is productive.", Unit = "0..1", Min = 0, Max = 1.5, Default = "1")] public required double Efficiency { get; init; }
    [Column("cost_per_hour", "Cost of a regular hour.", Unit = "currency per h", Min = 0)] public double? CostPerHour { get; init; }
    [Column("overtime_cost_per_hour", "Cost of an overtime hour.", Unit = "currency per h", Min = 0)] public double? OvertimeCostPerHour { get; init; }
    [Column("overtime_hours_per_week", "Most overtime a week, over all heads.", Unit = "h per week", Min = 0)] public double? OvertimeLimit { get; init; }
    [Column("currency", "ISO 4217 currency of the costs.")] public string? Currency { get; init; }
}

[Table("capacity_calendars", DataArea.Production, "Capacity calendars", "The shifts a resource works, and from when to when.", Order = 2)]
public sealed record CapacityCalendar
{
    [Column("resource", "Resource code.", Key = true, References = "resources")] public required ResourceId Resource { get; init; }
    [Column("shift", "Name of the shift.", Key = true, Default = "1", Example = "early")] public required string Shift { get; init; }
    [Column("valid_from", "First day of the pattern; empty for always.", Key = true)] public DateOnly? ValidFrom { get; init; }
    [Column("valid_to", "Last day of the pattern; empty while it lasts.")] public DateOnly? ValidTo { get; init; }
    [Column("weekdays", "Days worked, 1 = Monday to 7 = Sunday.", Default = "12345", Example = "123456")] public required string Weekdays { get; init; }
    [Column("hours_per_day", "Hours of the shift on each of these days.", Unit = "h per head and day", Min = 0, Max = 24)] public required double HoursPerDay { get; init; }
    [Column("headcount", "Heads on the shift; empty for the resource's own.", Unit = "heads", Min = 0)] public double? Headcount { get; init; }
}

public enum CapacityExceptionKind { Maintenance, Holiday, ExtraShift, Overtime, Breakdown }

[Table("capacity_exceptions", DataArea.Production, "Capacity exceptions", "Maintenance stops, holidays, extra shifts and planned overtime.", Order = 3)]
public sealed record CapacityException
{
    [Column("resource", "Resource code.", Key = true, References = "resources")] public required ResourceId Resource { get; init; }
    [Column("from_date", "First day.", Key = true)] public required DateOnly From { get; init; }
    [Column("to_date", "Last day; empty for one day.")] public DateOnly? To { get; init; }
    [Column("kind", "Maintenance, holiday and breakdown take hours away; extra shifts and overtime add them.", Key = true)] public required CapacityExceptionKind Kind { get; init; }
    [Column("hours_per_day", "Hours on each day, over all heads; empty for all the day's hours.", Unit = "h per day", Min = 0)] public double? HoursPerDay { get; init; }
    [Column("reason", "Why.")] public string? Reason { get; init; }
}

[Table("routings", DataArea.Production, "Routings", "Which operations make an item, on which resource, how fast.", Order = 4)]
public sealed record Routing
{
    [Column("item", "Item made.", Key = true, References = "items")] public required ItemId Item { get; init; }
    [Column("location", "Plant it is made in.", Key = true, References = "locations")] public required LocationId Location { get; init; }
    [Column("routing", "Alternate: operations with the same value belong together.", Key = true, Default = "1")] public required string Alternate { get; init; }
    [Column("operation", "Sequence number of the operation.", Key = true, Default = "10")] public required int Operation { get; init; }
    [Column("resource", "Resource that does it; several rows of one operation are needed together.", Key = true, References = "resources")] public required ResourceId Resource { get; init; }
    [Column("hours_per_unit", "Run time.", Unit = "h per base unit", Min = 0)] public required double HoursPerUnit { get; init; }
    [Column("setup_hours", "Setup time of a batch.", Unit = "h per batch", Min = 0)] public double? SetupHours { get; init; }
    [Column("changeover_group", "Items of one group follow each other without a changeover.")] public string? ChangeoverGroup { get; init; }
    [Column("yield", "Good units out of units started.", Unit = "0..1", Min = 0.000001, Max = 1, Default = "1")] public required double Yield { get; init; }
    [Column("batch_size", "Usual batch.", Unit = "base units", Min = 0)] public double? BatchSize { get; init; }
    [Column("lead_time_days", "Days from start to finish of the order.", Unit = "working days")] public double? LeadTime { get; init; }
    [Column("priority", "1 is preferred among alternates.", Min = 1, Default = "1")] public required int Priority { get; init; }
    [Column("valid_from", "First day of use.")] public DateOnly? ValidFrom { get; init; }
    [Column("valid_to", "Last day of use.")] public DateOnly? ValidTo { get; init; }
}

[Table("changeovers", DataArea.Production, "Changeovers", "Time and cost of switching a resource between groups.", Order = 5)]
public sealed record Changeover
{
    [Column("resource", "Resource code.", Key = true, References = "resources")] public required ResourceId Resource { get; init; }
    [Column("from_group", "Changeover group before; empty for any.", Key = true)] public string? From { get; init; }
    [Column("to_group", "Changeover group after; empty for any.", Key = true)] public string? To { get; init; }
    [Column("hours", "Hours lost.", Unit = "h", Min = 0)] public required double Hours { get; init; }
    [Column("cost", "Cost of the changeover apart from hours.", Unit = "currency", Min = 0)] public double? Cost { get; init; }
}

[Table("bills_of_material", DataArea.Production, "Bills of material", "What one unit of an item is made of.", Order = 6)]
public sealed record BillOfMaterialLine
{
    [Column("item", "Item made (the parent).", Key = true, References = "items")] public required ItemId Item { get; init; }
    [Column("component", "Item used.", Key = true, References = "items")] public required ItemId Component { get; init; }
    [Column("location", "Plant the line holds for; empty for every plant.", Key = true, References = "locations")] public LocationId? Location { get; init; }
    [Column("bill", "Alternate: lines with the same value belong together.", Key = true, Default = "1")] public required string Alternate { get; init; }
    [Column("position", "Position of the line in the bill: tells two lines of one component apart, which are both needed. Empty where each component comes once.", Key = true, Example = "0010")] public string? Position { get; init; }
    [Column("valid_from", "First day of use; empty for always.", Key = true)] public DateOnly? ValidFrom { get; init; }
    [Column("valid_to", "Last day of use; empty while it lasts.")] public DateOnly? ValidTo { get; init; }
    [Column("quantity", "Component units for one base unit of the parent, before scrap.", Unit = "unit per parent base unit", Min = 0)] public required double Quantity { get; init; }
    [Column("unit", "Unit of the quantity; empty for the component's base unit.", References = "units")] public UnitId? Unit { get; init; }
    [Column("scrap", "Share of the component lost.", Unit = "0..1", Min = 0, Max = 0.999999, Default = "0")] public required double Scrap { get; init; }
}

[Table("production_history", DataArea.Production, "Production history", "What was made, when, on which resource.", Order = 7, AsOf = AsOfRule.UpTo, AsOfColumn = "date")]
public sealed record ProductionHistoryLine
{
    [Column("order", "Work order or confirmation number.", Key = true)] public required string Order { get; init; }
    [Column("date", "Day of completion.", Key = true)] public required DateOnly Date { get; init; }
    [Column("item", "Item made.", References = "items")] public required ItemId Item { get; init; }
    [Column("location", "Plant.", References = "locations")] public required LocationId Location { get; init; }
    [Column("resource", "Resource used.", References = "resources")] public ResourceId? Resource { get; init; }
    [Column("quantity", "Good quantity.", Unit = "base units", Min = 0)] public required double Quantity { get; init; }
    [Column("scrap_quantity", "Quantity lost.", Unit = "base units", Min = 0)] public double? Scrap { get; init; }
    [Column("hours", "Hours booked.", Unit = "h", Min = 0)] public double? Hours { get; init; }
}
