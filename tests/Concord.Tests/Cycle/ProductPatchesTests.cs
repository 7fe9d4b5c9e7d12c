using Concord.Planning.Cycle;
using Concord.Planning.Data;
using Concord.Planning.Scenarios;
using Concord.Tests.Data;
using Xunit;

namespace Concord.Tests.Cycle;

public sealed class ProductPatchesTests
{
    private static readonly MemoryDataset Company = new(
        Facts.CutOff,
        [
            new Unit { Id = new("EA"), Dimension = UnitDimension.Count }, Facts.Item("OLD") with { Description = "Old bike" }, Facts.MadeItem("FRAME"), Facts.Location("W1"), Facts.Location("P1"),
            Facts.Supplier("S1"), Facts.Resource("R1"), Facts.StockPolicy("OLD", "W1"), Facts.SupplierItem("S1", "OLD"), Facts.Bill("OLD", "FRAME"), Facts.Routing("OLD", "R1"),
            new StandardCost { Item = new("OLD"), ValidFrom = new DateOnly(2026, 1, 1), Cost = 100, Currency = "EUR" },
        ]);

    [Fact]
    public void Keeping_an_item_changes_nothing() => Assert.Empty(ProductPatches.Of(Decision(ProductChoice.Keep, "OLD", null, null), Company));

    [Fact]
    public void A_new_item_gets_all_records_of_the_item_it_is_like_and_a_relation_to_it()
    {
        var after = Apply(Decision(ProductChoice.Launch, "NEW", "OLD", new DateOnly(2026, 7, 1)) with { Share = 0.4, Description = "New bike" });
        var item = after.Rows<Item>().Single(i => i.Id.Value == "NEW");
        Assert.Equal(("New bike", LifecycleStage.Development, new DateOnly(2026, 7, 1), "Road Bikes"), (item.Description, item.Stage, item.LaunchDate, item.Family));
        Assert.Contains(after.Rows<ItemLocation>(), p => p.Item.Value == "NEW" && p.Location.Value == "W1");
        Assert.Contains(after.Rows<SupplierItem>(), s => s is { Item.Value: "NEW", Price: 10, LeadTime: 14 });
        Assert.Contains(after.Rows<BillOfMaterialLine>(), b => b is { Item.Value: "NEW", Component.Value: "FRAME", Quantity: 2 });
        Assert.Contains(after.Rows<Routing>(), r => r is { Item.Value: "NEW", Resource.Value: "R1", HoursPerUnit: 0.5 });
        Assert.Contains(after.Rows<StandardCost>(), c => c is { Item.Value: "NEW", Cost: 100 });
        var relation = Assert.Single(after.Rows<ItemRelation>());
        Assert.Equal(("NEW", "OLD", RelationKind.LikeItem, 0.4), (relation.Item.Value, relation.RelatedItem.Value, relation.Kind, relation.Share));
        Assert.Contains(after.Rows<DemandEvent>(), e => e is { Kind: DemandEventKind.Launch, Item.Value: "NEW" } && e.From == new DateOnly(2026, 7, 1));

        // What it is like stays as it is.
        Assert.Equal(Company.Rows<Item>().Single(i => i.Id.Value == "OLD"), after.Rows<Item>().Single(i => i.Id.Value == "OLD"));
    }

    [Fact]
    public void What_is_replaced_ends_the_day_before_its_successor_begins()
    {
        var after = Apply(Decision(ProductChoice.Replace, "NEW", "OLD", new DateOnly(2026, 7, 1)));
        var old = after.Rows<Item>().Single(i => i.Id.Value == "OLD");
        Assert.Equal((new DateOnly(2026, 6, 30), LifecycleStage.Decline), (old.EndOfLifeDate, old.Stage));
        Assert.Null(after.Rows<Item>().Single(i => i.Id.Value == "NEW").EndOfLifeDate);
        Assert.Equal(RelationKind.Replacement, Assert.Single(after.Rows<ItemRelation>()).Kind);
        Assert.Equal([DemandEventKind.EndOfLife, DemandEventKind.Launch], after.Rows<DemandEvent>().Select(e => e.Kind).OrderByDescending(k => k));
    }

    [Theory]
    [InlineData("2026-03-31", LifecycleStage.EndOfLife)]
    [InlineData("2026-04-01", LifecycleStage.Decline)]
    public void A_delisted_item_is_in_decline_until_its_last_day(string last, LifecycleStage stage)
    {
        var old = Apply(Decision(ProductChoice.Delist, "OLD", null, Facts.Day(last))).Rows<Item>().Single(i => i.Id.Value == "OLD");
        Assert.Equal((Facts.Day(last), stage), (old.EndOfLifeDate, old.Stage));
    }

    [Theory]
    [InlineData(ProductChoice.Delist, "OLF", null, "2026-07-01", "item")]
    [InlineData(ProductChoice.Launch, "NEW", null, "2026-07-01", "relatedItem")]
    [InlineData(ProductChoice.Launch, "NEW", "OLF", "2026-07-01", "relatedItem")]
    [InlineData(ProductChoice.Replace, "OLD", "OLD", "2026-07-01", "relatedItem")]
    [InlineData(ProductChoice.Launch, "NEW", "OLD", null, "date")]
    public void What_cannot_be_used_is_told_with_the_field(ProductChoice choice, string item, string? related, string? date, string field)
    {
        var problem = ProductPatches.Problem(Decision(choice, item, related, date is null ? null : Facts.Day(date)), Company);
        Assert.Equal(field, problem!.Field);
        Assert.StartsWith("Maybe", problem.Advice);
    }

    private static PatchedDataset Apply(ProductDecision decision)
    {
        Assert.Null(ProductPatches.Problem(decision, Company));
        var patches = ProductPatches.Of(decision, Company);
        Assert.Null(RecordPatches.FirstProblem(Company, patches));
        return new PatchedDataset(Company, patches);
    }

    private static ProductDecision Decision(ProductChoice choice, string item, string? related, DateOnly? date) => new(choice, item, related, date, 1, "decided") { Cycle = 4, Number = 7 };
}
