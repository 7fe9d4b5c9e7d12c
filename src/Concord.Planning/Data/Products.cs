namespace Concord.Planning.Data;

public enum ItemType { FinishedGood, SemiFinished, Component, RawMaterial, Packaging }

public enum ItemSource { Make, Buy }

/// <summary>Where an item stands in its life. The stage steers which forecast methods apply and which checks speak up.</summary>
public enum LifecycleStage { Development, Launch, Growth, Maturity, Decline, EndOfLife }

public enum UnitDimension { Count, Mass, Volume, Length, Area, Equivalent }

[Table("units", DataArea.Products, "Units of measure", "The units quantities are stated in. A planning unit (dimension equivalent) adds up unlike items.", Order = 1)]
public sealed record Unit
{
    [Column("unit", "Unit code.", Key = true, Example = "EA")] public required UnitId Id { get; init; }
    [Column("description", "Name for people.", Example = "Each")] public string? Description { get; init; }
    [Column("dimension", "What the unit measures.", Default = "count")] public required UnitDimension Dimension { get; init; }
}

[Table("items", DataArea.Products, "Items", "Everything that is sold, made, bought or stored.", Order = 2)]
public sealed record Item
{
    [Column("item", "Item number.", Key = true, Example = "BK-R93R-48")] public required ItemId Id { get; init; }
    [Column("description", "Name for people.", Example = "Road-150 Red, 48")] public string? Description { get; init; }
    [Column("type", "Role of the item in the bill of material.", Default = "finished_good")] public required ItemType Type { get; init; }
    [Column("source", "Whether the item is normally made or bought.", Default = "buy")] public required ItemSource Source { get; init; }
    [Column("unit", "Base unit: stock, bills of material and demand are stated in it.", References = "units", Example = "EA")] public required UnitId Unit { get; init; }
    [Column("planning_unit", "Unit in which the item adds up with unlike ones; needs a unit conversion unless it is the base unit.", References = "units", Example = "BIKE-EQ")] public UnitId? PlanningUnit { get; init; }
    [Column("category", "First level of the product hierarchy.", Example = "Bikes")] public string? Category { get; init; }
    [Column("family", "Product family: the level at which the company steers.", Example = "Road Bikes")] public string? Family { get; init; }
    [Column("brand", "Brand or product line.")] public string? Brand { get; init; }
    [Column("stage", "Stage of the life cycle.", Default = "maturity")] public required LifecycleStage Stage { get; init; }
    [Column("launch_date", "First day of sale.")] public DateOnly? LaunchDate { get; init; }
    [Column("end_of_life_date", "Last day of sale; empty while the item is sold.")] public DateOnly? EndOfLifeDate { get; init; }
    [Column("weight_kg", "Gross weight of one base unit.", Unit = "kg", Min = 0)] public double? Weight { get; init; }
    [Column("volume_m3", "Volume of one base unit.", Unit = "m³", Min = 0)] public double? Volume { get; init; }
    [Column("units_per_pallet", "Base units on one pallet.", Unit = "base units", Min = 0)] public double? UnitsPerPallet { get; init; }
    [Column("shelf_life_days", "Days from production to expiry; empty when the item keeps.", Unit = "days", Min = 0)] public double? ShelfLife { get; init; }
    [Column("inspection_days", "Days in quality inspection after receipt, before use.", Unit = "days", Min = 0)] public double? InspectionTime { get; init; }
}

[Table("item_attributes", DataArea.Products, "Item attributes", "Further attributes of items, usable as hierarchy levels and filters.", Order = 3)]
public sealed record ItemAttribute
{
    [Column("item", "Item number.", Key = true, References = "items")] public required ItemId Item { get; init; }
    [Column("attribute", "Name of the attribute.", Key = true, Example = "color")] public required string Attribute { get; init; }
    [Column("value", "Value of the attribute.", Example = "Red")] public required string Value { get; init; }
}

[Table("unit_conversions", DataArea.Products, "Unit conversions", "How many of one unit make one of another, for one item or for all.", Order = 4)]
public sealed record UnitConversion
{
    [Column("item", "Item the conversion holds for; empty for every item.", Key = true, References = "items")] public ItemId? Item { get; init; }
    [Column("from_unit", "Unit converted from.", Key = true, References = "units", Example = "CS")] public required UnitId From { get; init; }
    [Column("to_unit", "Unit converted to.", Key = true, References = "units", Example = "EA")] public required UnitId To { get; init; }
    [Column("factor", "One from_unit is this many to_unit.", Unit = "to_unit per from_unit", Min = 0, Example = "12")] public required double Factor { get; init; }
}

public enum RelationKind { Replacement, Cannibalisation, LikeItem, Alternative }

[Table("item_relations", DataArea.Products, "Item relations", "Links between items: what replaces, cannibalises or resembles what.", Order = 5)]
public sealed record ItemRelation
{
    [Column("item", "The item that acts: the successor, the launch, the new item.", Key = true, References = "items")] public required ItemId Item { get; init; }
    [Column("related_item", "The item acted on: the predecessor, the cannibalised item, the model for a like-item profile.", Key = true, References = "items")] public required ItemId RelatedItem { get; init; }
    [Column("kind", "Kind of link.", Key = true)] public required RelationKind Kind { get; init; }
    [Column("share", "Share of the related item's demand that moves or is copied.", Unit = "0..1", Min = 0, Max = 1, Default = "1")] public required double Share { get; init; }
    [Column("valid_from", "First day the link acts.")] public DateOnly? ValidFrom { get; init; }
    [Column("valid_to", "Last day the link acts.")] public DateOnly? ValidTo { get; init; }
}

public enum RestrictionKind { Inspection, BlockedSite, Regulatory, Quality }

[Table("restrictions", DataArea.Products, "Restrictions", "Regulatory and quality restrictions: inspection time, blocked sites, markets an item may not be sold in.", Order = 9)]
public sealed record Restriction
{
    [Column("restriction", "Number of the restriction.", Key = true)] public required string Id { get; init; }
    [Column("kind", "Kind of restriction.")] public required RestrictionKind Kind { get; init; }
    [Column("item", "Item it holds for; empty for all.", References = "items")] public ItemId? Item { get; init; }
    [Column("family", "Family it holds for; empty for all.")] public string? Family { get; init; }
    [Column("location", "Location it holds for; empty for all.", References = "locations")] public LocationId? Location { get; init; }
    [Column("supplier", "Supplier it holds for; empty for all.", References = "suppliers")] public SupplierId? Supplier { get; init; }
    [Column("region", "Sales region it holds for; empty for all.")] public string? Region { get; init; }
    [Column("inspection_days", "Extra days in inspection.", Unit = "days", Min = 0)] public double? InspectionTime { get; init; }
    [Column("from_date", "First day of the restriction.")] public DateOnly? From { get; init; }
    [Column("to_date", "Last day of the restriction; empty while it lasts.")] public DateOnly? To { get; init; }
    [Column("reason", "Why, and by whose authority.")] public string? Reason { get; init; }
}
