using static Concord.Planning.Data.QualityDimension;
using static Concord.Planning.Data.Severity;

namespace Concord.Planning.Data.Checks;

internal sealed class ItemWithoutFamily() : DataCheck(new(
    "ITEM_WITHOUT_FAMILY", Warning, DataArea.Products, Completeness, "Finished good without family",
    "The company steers by family: an item without one is in no family's forecast, budget or production plan.",
    "Give the item a family. Maybe the source keeps it in another table that the mapping does not join."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var item in scope.Rows<Item>().Where(i => i.Type == ItemType.FinishedGood))
        {
            report.Looked();
            if (string.IsNullOrWhiteSpace(item.Family))
                report.Add("items", $"{item.Id}", $"Finished good '{item.Id}' has no family.", "family");
        }
    }
}

internal sealed class ItemWithoutCategory() : DataCheck(new(
    "ITEM_WITHOUT_CATEGORY", Info, DataArea.Products, Completeness, "Finished good without category",
    "The top of the product hierarchy has a gap: totals by category are less than the total of the company.",
    "Give the item a category. Maybe its family has one that was not joined to the item."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var item in scope.Rows<Item>().Where(i => i.Type == ItemType.FinishedGood))
        {
            report.Looked();
            if (string.IsNullOrWhiteSpace(item.Category))
                report.Add("items", $"{item.Id}", $"Finished good '{item.Id}' has no category.", "category");
        }
    }
}

internal sealed class PlanningUnitUnconvertible() : DataCheck(new(
    "PLANNING_UNIT_UNCONVERTIBLE", Error, DataArea.Products, Consistency, "Item cannot be converted to its planning unit",
    "Unlike items add up only in the planning unit; this one would be missing from every total.",
    "Add a unit conversion from the item's base unit to its planning unit."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var item in scope.Rows<Item>())
        {
            if (item.PlanningUnit is not { } planning || planning == item.Unit)
                continue;
            report.Looked();
            if (scope.Units.Factor(item.Id, item.Unit, planning) is null)
            {
                report.Add(
                    "items", $"{item.Id}", $"Item '{item.Id}' is stocked in '{item.Unit}' and planned in '{planning}'; no conversion leads from one to the other.",
                    "planning_unit", $"{planning}");
            }
        }
    }
}

internal sealed class LifecycleDatesReversed() : DataCheck(new(
    "LIFECYCLE_DATES_REVERSED", Error, DataArea.Products, Consistency, "End of life before launch",
    "The item would never be on sale, so that its forecast and supply are empty.",
    "Correct the dates. Maybe the item number was used again for a new item and kept the old end of life date."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var item in scope.Rows<Item>())
        {
            if (item is not { LaunchDate: { } launch, EndOfLifeDate: { } end })
                continue;
            report.Looked();
            if (end < launch)
            {
                report.Add(
                    "items", $"{item.Id}", $"Item '{item.Id}' ends on {end:yyyy-MM-dd}, before its launch on {launch:yyyy-MM-dd}.",
                    "end_of_life_date", $"{end:yyyy-MM-dd}");
            }
        }
    }
}

internal sealed class StageContradictsDates() : DataCheck(new(
    "STAGE_CONTRADICTS_DATES", Warning, DataArea.Products, Consistency, "Life cycle stage and dates disagree",
    "The stage picks the forecast method and the dates cut the horizon; when they disagree, one of the two plans something that will not be sold.",
    "Correct the stage or the dates."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var item in scope.Rows<Item>())
        {
            report.Looked();
            var stage = ChoiceWords.Spell(item.Stage.ToString());
            if (Contradiction(item, scope.AsOf) is { } why)
                report.Add("items", $"{item.Id}", $"Item '{item.Id}' is in stage '{stage}', but {why}.", "stage", stage);
        }
    }

    private static string? Contradiction(Item item, DateOnly asOf) => item.Stage switch
    {
        LifecycleStage.EndOfLife when item.EndOfLifeDate is null => "has no end of life date",
        not LifecycleStage.EndOfLife when item.EndOfLifeDate < asOf => $"its end of life was {item.EndOfLifeDate:yyyy-MM-dd}",
        LifecycleStage.Development when item.LaunchDate <= asOf => $"it was launched on {item.LaunchDate:yyyy-MM-dd}",
        LifecycleStage.Growth or LifecycleStage.Maturity or LifecycleStage.Decline when item.LaunchDate > asOf => $"its launch is only on {item.LaunchDate:yyyy-MM-dd}",
        _ => null,
    };
}

internal sealed class LaunchWithoutModel() : DataCheck(new(
    "LAUNCH_WITHOUT_MODEL", Warning, DataArea.Products, Completeness, "New item with neither history nor a like item",
    "A statistical forecast needs three months of sales, or an item to copy the profile of; this one has neither.",
    "Add an item relation of kind like_item or replacement, or enter the forecast by hand."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var withModel = scope.Rows<ItemRelation>()
            .Where(r => r.Kind is RelationKind.LikeItem or RelationKind.Replacement && r.Item != r.RelatedItem)
            .Select(r => r.Item).ToHashSet();
        var history = scope.History;
        for (var i = 0; i < history.Items.Count; i++)
        {
            var item = history.Items[i];
            if (item.Type != ItemType.FinishedGood || item.Stage is not (LifecycleStage.Development or LifecycleStage.Launch))
                continue;
            report.Looked();
            var months = history.Monthly[i]?.Count(q => q > 0) ?? 0;
            if (months < 3 && !withModel.Contains(item.Id))
                report.Add("items", $"{item.Id}", $"New item '{item.Id}' has {months} months of sales and no like item or predecessor.", "stage");
        }
    }
}

internal sealed class RelationToItself() : DataCheck(new(
    "RELATION_TO_ITSELF", Error, DataArea.Products, Validity, "Item related to itself",
    "An item that replaces or cannibalises itself would move its demand to itself, in a circle.",
    "Name the other item, or remove the relation."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var relation in scope.Rows<ItemRelation>())
        {
            report.Looked();
            if (relation.Item == relation.RelatedItem)
            {
                var kind = ChoiceWords.Spell(relation.Kind.ToString());
                report.Add(
                    "item_relations", $"{relation.Item} / {relation.RelatedItem} / {kind}", $"Item '{relation.Item}' has a relation '{kind}' to itself.",
                    "related_item", $"{relation.RelatedItem}");
            }
        }
    }
}

internal sealed class PalletQuantityMissing() : DataCheck(new(
    "PALLET_QUANTITY_MISSING", Warning, DataArea.Products, Completeness, "Units per pallet missing",
    "Locations and lanes state their capacity in pallets; an item without units per pallet takes no room, and the plan overfills them.",
    "State units_per_pallet of the item."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var limits = scope.Rows<Location>().Count(l => (l.StorageCapacity ?? l.InboundCapacity ?? l.OutboundCapacity) is not null)
            + scope.Rows<Lane>().Count(l => (l.Capacity ?? l.CostPerPallet) is not null);
        if (limits == 0)
            return;
        foreach (var item in scope.Rows<Item>().Where(i => i.Type == ItemType.FinishedGood && !scope.HasEnded(i)))
        {
            report.Looked();
            if (!(item.UnitsPerPallet > 0))
            {
                report.Add(
                    "items", $"{item.Id}", $"Item '{item.Id}' has no units per pallet; {limits} locations and lanes count in pallets.",
                    "units_per_pallet", item.UnitsPerPallet is { } given ? $"{given:R}" : null);
            }
        }
    }
}
