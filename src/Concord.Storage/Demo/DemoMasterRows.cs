using Concord.Planning.Data;

namespace Concord.Storage.Demo;

/// <summary>Units, items, conversions, relations and restrictions as rows.</summary>
internal static class DemoMasterRows
{
    public static IEnumerable<Unit> Units()
    {
        yield return new Unit { Id = new("EA"), Description = "Each", Dimension = UnitDimension.Count };
        yield return new Unit { Id = new("CS"), Description = "Case", Dimension = UnitDimension.Count };
        yield return new Unit { Id = new("PAL"), Description = "Pallet", Dimension = UnitDimension.Count };
        yield return new Unit { Id = new("KG"), Description = "Kilogram", Dimension = UnitDimension.Mass };
        yield return new Unit { Id = new("T"), Description = "Tonne", Dimension = UnitDimension.Mass };
        yield return new Unit { Id = new("M"), Description = "Metre", Dimension = UnitDimension.Length };
        yield return new Unit { Id = new("GEQ"), Description = "Garden equivalent: one electric mower", Dimension = UnitDimension.Equivalent };
    }

    public static IEnumerable<Item> Items(DemoPlan plan)
    {
        var calendar = plan.Calendar;
        var now = calendar.HistoryWeeks - 1;
        foreach (var item in plan.Products.Items)
        {
            var t = item.Family.Template;
            yield return new Item
            {
                Id = new(item.Id),
                Description = DemoProducts.Description(item),
                Type = ItemType.FinishedGood,
                Source = item.Made ? ItemSource.Make : ItemSource.Buy,
                Unit = new("EA"),
                PlanningUnit = new("GEQ"),
                Category = t.Category,
                Family = item.Family.Name,
                Brand = DemoProducts.Brand(item),
                Stage = item.Life.Stage(now),
                LaunchDate = item.Life.LaunchWeek >= 0 ? calendar.Date(item.Life.LaunchWeek * 7) : new DateOnly(calendar.Start.Year - 1 - (item.Rank % 4), 3, 1),
                EndOfLifeDate = item.Life.EndWeek < int.MaxValue ? calendar.Date((item.Life.EndWeek * 7) + 6) : null,
                Weight = Round(t.Weight * item.Size, 3),
                Volume = Round(t.Volume * item.Size, 5),
                UnitsPerPallet = item.PalletQuantity,
                ShelfLife = t.ShelfLife > 0 ? t.ShelfLife : null,
                InspectionTime = t.Code == "FER" ? 2 : null,
            };
        }

        foreach (var part in plan.Products.Parts)
        {
            yield return new Item
            {
                Id = new(part.Id),
                Description = part.Name,
                Type = part.Type,
                Source = part.Level < 3 ? ItemSource.Make : ItemSource.Buy,
                Unit = new(part.Unit),
                Category = part.Family?.Template.Category ?? (part.Type == ItemType.Packaging ? "Packaging" : "Raw material"),
                Stage = LifecycleStage.Maturity,
                Weight = part.Weight,
                InspectionTime = part.Id is "RM-COPPER" or "RM-UREA" ? 1 : null,
            };
        }
    }

    public static IEnumerable<ItemAttribute> Attributes(DemoPlan plan)
    {
        foreach (var item in plan.Products.Items)
        {
            yield return new ItemAttribute { Item = new(item.Id), Attribute = "price_class", Value = item.Rank % 3 == 1 ? "premium" : item.Rank % 5 == 4 ? "entry" : "core" };
            yield return new ItemAttribute { Item = new(item.Id), Attribute = "season", Value = item.Family.Template.Season is Season.EarlySpring or Season.Spring ? "spring" : item.Family.Template.Season.ToString().ToLowerInvariant() };
            yield return new ItemAttribute { Item = new(item.Id), Attribute = "abc", Value = item.Life.Intermittent || item.Rank % 10 > 6 ? "C" : item.Rank % 10 > 2 ? "B" : "A" };
        }
    }

    public static IEnumerable<UnitConversion> Conversions(DemoPlan plan)
    {
        yield return new UnitConversion { From = new("T"), To = new("KG"), Factor = 1000 };
        foreach (var item in plan.Products.Items)
        {
            var t = item.Family.Template;
            yield return Row(item, "EA", "GEQ", Round(t.Equivalent * item.Size, 4));
            yield return Row(item, "PAL", "EA", item.PalletQuantity);
            if (t.CaseSize > 1)
                yield return Row(item, "CS", "EA", t.CaseSize);
        }

        static UnitConversion Row(DemoItem item, string from, string to, double factor) => new() { Item = new(item.Id), From = new(from), To = new(to), Factor = factor };
    }

    public static IEnumerable<ItemRelation> Relations(DemoPlan plan)
    {
        var first = 0;
        foreach (var item in plan.Products.Items)
        {
            if (item.Rank == 0)
                first = item.Index;
            var life = item.Life;
            var launch = plan.Calendar.Date(Math.Max(0, life.LaunchWeek) * 7);
            if (life.Cannibalises >= 0)
                yield return Row(item, life.Cannibalises, RelationKind.Cannibalisation, life.Share, launch);
            if (life.Replaces >= 0)
                yield return Row(item, life.Replaces, RelationKind.Replacement, 1, launch);
            if (life.Resembles >= 0)
                yield return Row(item, life.Resembles, RelationKind.LikeItem, .8, null);
            if (item.Family.Template.Code == "SEE" && item.Rank == 3)
                yield return Row(item, 4, RelationKind.Alternative, .5, null);
        }

        ItemRelation Row(DemoItem item, int rank, RelationKind kind, double share, DateOnly? from) => new()
        {
            Item = new(item.Id), RelatedItem = new(plan.Products.Items[first + rank].Id), Kind = kind, Share = share, ValidFrom = from,
        };
    }

    public static IEnumerable<Restriction> Restrictions(DemoPlan plan)
    {
        var calendar = plan.Calendar;
        var next = calendar.AsOf.Year + 1;
        yield return new Restriction { Id = "R01", Kind = RestrictionKind.Inspection, Family = "Lawn fertilisers", Location = new("P2"), InspectionTime = 2, Reason = "Batch release by the laboratory" };
        yield return new Restriction { Id = "R02", Kind = RestrictionKind.BlockedSite, Family = "Lawn fertilisers", Location = new("P1"), Reason = "No licence to store fertiliser" };
        yield return new Restriction { Id = "R03", Kind = RestrictionKind.Regulatory, Item = new("CHS-004"), Region = "British Isles", From = new DateOnly(next, 4, 1), Reason = "New noise limit; the item does not meet it" };
        yield return new Restriction { Id = "R04", Kind = RestrictionKind.Quality, Item = new("BAT-B1"), Supplier = plan.Purchasing.Suppliers[plan.Purchasing.PartSources[Array.Find(plan.Products.Parts, p => p.Id == "BAT-B1")!.Index][0].Supplier].Id, InspectionTime = 3, From = calendar.WorkingOnOrBefore(calendar.AsOf.AddDays(-40)), To = calendar.WorkingOnOrAfter(calendar.AsOf.AddDays(90)), Reason = "Cells of two lots failed the load test" };
        yield return new Restriction { Id = "R05", Kind = RestrictionKind.BlockedSite, Item = new("RID-003"), Location = new("W3"), From = calendar.WorkingOnOrAfter(calendar.AsOf.AddDays(30)), To = calendar.WorkingOnOrAfter(calendar.AsOf.AddDays(75)), Reason = "Racks for heavy goods are rebuilt" };
    }

    internal static double Round(double value, int digits) => Math.Round(value, digits, MidpointRounding.AwayFromZero);
}
