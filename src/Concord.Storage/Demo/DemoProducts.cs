using Concord.Planning.Data;

namespace Concord.Storage.Demo;

/// <summary>A line of a bill of material inside the generator.</summary>
/// <param name="Quantity">Units of the part for one of the parent, before scrap.</param>
internal readonly record struct BillLine(int Part, double Quantity, double Scrap);

/// <summary>A finished good. Days and weeks are those of <see cref="DemoCalendar"/>.</summary>
internal sealed class DemoItem
{
    public required int Index { get; init; }
    public required string Id { get; init; }
    public required DemoFamily Family { get; init; }

    /// <summary>Rank within the family, 0 = its best seller.</summary>
    public required int Rank { get; init; }

    /// <summary>Size against the family's middling item: weight, volume, work and garden equivalents go with it.</summary>
    public required double Size { get; init; }

    public required Life Life { get; init; }
    public required int PalletQuantity { get; init; }
    public BillLine[] Bill { get; init; } = [];

    /// <summary>Usual batch, or order quantity of a traded item [base units]; set when demand is known.</summary>
    public int Batch { get; set; }

    public bool Made => Family.Template.Line is not null;

    public int Plant => Family.Template.Plant;
}

/// <summary>Anything below a finished good: assembly (level 1), made component (level 2), or bought part.</summary>
internal sealed class DemoPart
{
    public required int Index { get; init; }
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required ItemType Type { get; init; }
    public required string Unit { get; init; }
    public DemoFamily? Family { get; init; }

    /// <summary>1 assembly, 2 made component, 3 bought.</summary>
    public required int Level { get; init; }

    /// <summary>Weight of one unit [kg].</summary>
    public required double Weight { get; init; }

    /// <summary>Purchase price of a bought part [EUR per base unit].</summary>
    public double Price { get; init; }

    public BillLine[] Bill { get; init; } = [];
    public string? Resource { get; init; }

    /// <summary>Good units out of units started.</summary>
    public double Yield { get; init; } = 1;

    public double Batch { get; set; }
}

/// <summary>Items and their bills of material: finished good → assembly → made component → raw material, with packaging, kits and motors bought.</summary>
internal sealed class DemoProducts
{
    private const int ItemsPerScaleOne = 240;

    private static readonly (string Id, string Name, double Price)[] RawMaterials =
    [
        ("RM-STEEL", "Steel sheet and bar", .95), ("RM-ALU", "Aluminium", 2.75), ("RM-COPPER", "Copper wire", 8.4), ("RM-PP", "Polypropylene granulate", 1.45),
        ("RM-ABS", "ABS granulate", 2.1), ("RM-ASH", "Ash wood", 1.3), ("RM-UREA", "Urea", .42), ("RM-POTASH", "Potash", .38),
        ("RM-RYE", "Ryegrass seed", 1.7), ("RM-FESCUE", "Fescue seed", 2.3), ("RM-PEAT", "Peat substitute", .09), ("RM-COMPOST", "Compost", .06),
        ("RM-RECYC", "Recycled steel", .82),
    ];

    private static readonly (string Id, string Name, double Price)[] PackagingMaterials =
    [
        ("PK-BOX-S", "Carton small", .34), ("PK-BOX-M", "Carton medium", .92), ("PK-BOX-L", "Carton large", 2.4), ("PK-CRATE", "Wooden crate", 11.5),
        ("PK-BAG", "Printed bag", .21), ("PK-CARD", "Backing card", .08),
    ];

    private static readonly string[] Models = ["Meadow", "Brook", "Fell", "Copse", "Heath", "Glade", "Ridge", "Tarn", "Dell", "Moor"];
    private static readonly string[] Brands = ["Larkmoor", "Larkmoor Pro", "Patch"];

    public DemoProducts(DemoOptions options, DemoCalendar calendar)
    {
        Families = DemoFamilies.For(options.Scale);
        var random = new DemoRandom(options.Seed, "products");
        var parts = new List<DemoPart>();
        foreach (var raw in RawMaterials)
            Add(new() { Index = parts.Count, Id = raw.Id, Name = raw.Name, Type = ItemType.RawMaterial, Unit = "KG", Level = 3, Weight = 1, Price = raw.Price });
        foreach (var pack in PackagingMaterials)
            Add(new() { Index = parts.Count, Id = pack.Id, Name = pack.Name, Type = ItemType.Packaging, Unit = "EA", Level = 3, Weight = .3, Price = pack.Price });
        var byId = parts.ToDictionary(p => p.Id, p => p.Index);

        var total = ItemsPerScaleOne * options.Scale;
        var items = new List<DemoItem>(total);
        var lives = new DemoLifecycles(options, calendar);
        for (var f = 0; f < Families.Length; f++)
        {
            var family = Families[f];
            var t = family.Template;
            var assemblies = t.Line is null ? [] : FamilyParts(family);
            var count = ((f + 1) * total / Families.Length) - (f * total / Families.Length);
            for (var rank = 0; rank < count; rank++)
            {
                var size = Math.Round(random.Between(.7, 1.5), 2, MidpointRounding.AwayFromZero);
                var pallet = Math.Max(1, (int)(1.6 / (t.Volume * size)));
                items.Add(new DemoItem
                {
                    Index = items.Count,
                    Id = $"{family.Code}-{rank + 1:000}",
                    Family = family,
                    Rank = rank,
                    Size = size,
                    Life = lives.Of(f, rank, count),
                    PalletQuantity = Math.Max(t.CaseSize, pallet / t.CaseSize * t.CaseSize),
                    Bill = t.Line is null ? [] : Bill(t, size, rank, assemblies),
                });
            }
        }

        Items = [.. items];
        Parts = [.. parts];

        void Add(DemoPart part) => parts.Add(part);

        int[] FamilyParts(DemoFamily family)
        {
            var t = family.Template;
            var unit = t.Bulk ? "KG" : "EA";
            var weight = t.Bulk ? 1 : t.Weight;
            var value = t.Bulk ? t.Value / t.Weight : t.Value;
            var kit = New("K1", $"{t.Noun} kit", ItemType.Component, 3, "EA", t.Weight * .04, price: t.Value * random.Between(.10, .14));
            var bought = New("B1", t.Bulk ? $"{t.Noun} additive" : $"{t.Noun} drive", ItemType.Component, 3, unit, weight * .3, price: value * random.Between(.28, .36));
            var c1 = New("C1", t.Bulk ? $"{t.Noun} premix" : $"{t.Noun} body", ItemType.Component, 2, unit, weight * .4, [new(byId[t.Raw1], t.Bulk ? 1 : Kg(t.Weight * .4), .03)], t.ComponentAt);
            var c2 = New("C2", t.Bulk ? $"{t.Noun} fine premix" : $"{t.Noun} insert", ItemType.Component, 2, unit, weight * .15, [new(byId[t.Raw2], t.Bulk ? 1 : Kg(t.Weight * .1), .02)], t.ComponentAt);
            var a1 = New("A1", t.Bulk ? $"{t.Noun} blend" : $"{t.Noun} base unit", ItemType.SemiFinished, 1, unit, weight * .7, t.Bulk ? [new(c1, .8, .01), new(bought, .2, 0)] : [new(c1, 1, .01), new(bought, 1, 0)], t.AssemblyAt);
            var a2 = New("A2", t.Bulk ? $"{t.Noun} premium blend" : $"{t.Noun} premium unit", ItemType.SemiFinished, 1, unit, weight * .85, t.Bulk ? [new(c1, .5, .01), new(c2, .3, .01), new(bought, .2, 0)] : [new(c1, 1, .01), new(c2, 1, .02), new(bought, 1, 0)], t.AssemblyAt);
            return [a1, a2, kit];

            int New(string suffix, string name, ItemType type, int level, string unitOf, double kg, BillLine[]? bill = null, string? resource = null, double price = 0)
            {
                Add(new()
                {
                    Index = parts.Count,
                    Id = $"{family.Code}-{suffix}",
                    Name = name,
                    Type = type,
                    Unit = unitOf,
                    Family = family,
                    Level = level,
                    Weight = Math.Round(kg, 3, MidpointRounding.AwayFromZero),
                    Price = Math.Round(price, 3, MidpointRounding.AwayFromZero),
                    Bill = bill ?? [],
                    Resource = resource,
                    Yield = level == 3 ? 1 : Math.Round(random.Between(.97, .995), 3, MidpointRounding.AwayFromZero),
                });
                return parts.Count - 1;
            }
        }

        BillLine[] Bill(FamilyTemplate t, double size, int rank, int[] own)
        {
            var pack = t.Bulk ? "PK-BAG" : t.Weight > 60 ? "PK-CRATE" : t.Weight > 10 ? "PK-BOX-L" : t.Weight > 2.5 ? "PK-BOX-M" : t.CaseSize > 1 ? "PK-CARD" : "PK-BOX-S";
            var assembly = own[rank % 3 == 1 ? 1 : 0];
            return
            [
                new(assembly, t.Bulk ? Kg(t.Weight * size) : 1, t.Bulk ? .01 : 0),
                new(own[2], Math.Max(1, (int)Math.Round(size * 2.4, MidpointRounding.AwayFromZero)), 0),
                new(byId[pack], 1, .01),
            ];
        }
    }

    public DemoFamily[] Families { get; }

    public DemoItem[] Items { get; }

    public DemoPart[] Parts { get; }

    public static string Description(DemoItem item) =>
        $"{item.Family.Template.Noun} {Models[item.Rank % Models.Length]} {20 + (int)(item.Size * 20)}{(item.Rank < Models.Length ? "" : $" mark {(item.Rank / Models.Length) + 1}")}";

    public static string Brand(DemoItem item) => Brands[item.Rank % 5 == 1 ? 1 : item.Rank % 5 == 4 ? 2 : 0];

    private static double Kg(double kg) => Math.Round(kg, 2, MidpointRounding.AwayFromZero);
}
