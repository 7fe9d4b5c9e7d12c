using Concord.Planning.Data;

namespace Concord.Storage.Demo;

/// <summary>Where a bought part or a traded item comes from. Quantities are in order units.</summary>
/// <param name="UnitSize">Base units in one order unit (1,000 for tonnes of kg).</param>
internal sealed record Source(
    int Supplier, string Item, string? Unit, double UnitSize, int LeadDays, double Deviation, double Minimum, double Multiple, double? Capacity, double Price, bool Breaks, int Priority)
{
    /// <summary>Smallest order of at least <paramref name="baseUnits"/> that minimum and multiple allow [order units].</summary>
    public double OrderFor(double baseUnits) => Math.Max(Minimum, Math.Ceiling(baseUnits / UnitSize / Multiple) * Multiple);
}

/// <summary>Suppliers and what they sell: minimum quantities, multiples, price breaks, lead times, capacities, second sources for a third of the parts.</summary>
internal sealed class DemoPurchasing
{
    private static readonly (string Name, string Country, string Currency)[] Known =
    [
        ("Rheinstahl Handel", "DE", "EUR"), ("Kupferwerk Sauer", "DE", "EUR"), ("Polymer Lodz", "PL", "EUR"), ("Odra Packaging", "PL", "EUR"), ("Baltic Fibre", "LT", "EUR"),
        ("Nordmark Minerals", "NO", "EUR"), ("Saatzucht Lohmann", "DE", "EUR"), ("Ashdown Timber", "GB", "GBP"), ("Severn Castings", "GB", "GBP"), ("Motori Brescia", "IT", "EUR"),
        ("Taiwan Precision Drives", "TW", "EUR"), ("Shenzhen Garden Parts", "CN", "EUR"), ("Cellstack Batteries", "KR", "EUR"), ("Bohemia Fasteners", "CZ", "EUR"), ("Iberplast", "ES", "EUR"),
        ("Agrochem Lublin", "PL", "EUR"), ("Humus Ost", "EE", "EUR"), ("Lahore Leather", "PK", "EUR"), ("Brightway Lighting", "CN", "EUR"), ("Moravia Tools", "CZ", "EUR"),
    ];

    public DemoPurchasing(DemoOptions options, DemoProducts products)
    {
        var random = new DemoRandom(options.Seed, "purchasing");
        var count = (int)Math.Round(Known.Length * Math.Sqrt(options.Scale), MidpointRounding.AwayFromZero);
        Suppliers = new Supplier[count];
        for (var s = 0; s < count; s++)
        {
            var (name, country, currency) = Known[s % Known.Length];
            Suppliers[s] = new Supplier
            {
                Id = new($"V{s + 1:000}"),
                Description = s < Known.Length ? name : $"{name} {(s / Known.Length) + 1}",
                Country = country,
                Currency = currency,
                PaymentDays = random.Pick<double>([30, 45, 60]),
                Active = true,
                Reliability = Math.Round(random.Between(.82, .95), 2, MidpointRounding.AwayFromZero),
            };
        }

        PartSources = new Source[products.Parts.Length][];
        ItemSources = new Source[products.Items.Length][];
        foreach (var part in products.Parts)
            PartSources[part.Index] = part.Level == 3 ? Sources(part.Id, part.Type, part.Batch, part.Price) : [];
        foreach (var item in products.Items)
            ItemSources[item.Index] = item.Made ? [] : Sources(item.Id, ItemType.FinishedGood, item.Batch / 2.0, DemoFinance.TradedPrice(item));

        Source[] Sources(string id, ItemType type, double weekly, double price)
        {
            var first = random.Below(count);
            var main = One(first, 1, 1);
            return random.Chance(.33) ? [main, One((first + 1 + random.Below(count - 1)) % count, 2, random.Between(1.04, 1.15))] : [main];

            Source One(int supplier, int priority, double dearer)
            {
                var tonnes = id is "RM-STEEL" or "RM-UREA" or "RM-PEAT" or "RM-COMPOST";
                var size = tonnes ? 1000.0 : 1;
                var far = Suppliers[supplier].Country is "CN" or "TW" or "KR" or "PK";
                var lead = type switch
                {
                    ItemType.RawMaterial => 10 + random.Below(12),
                    ItemType.Packaging => 6 + random.Below(8),
                    _ => far ? 42 + random.Below(22) : 14 + random.Below(21),
                };
                var multiple = Math.Max(1, Step(weekly / size / 4));
                var minimum = multiple * (1 + random.Below(4));
                return new Source(
                    supplier, id, tonnes ? "T" : null, size, lead, Math.Round(lead * random.Between(.08, .2), 1, MidpointRounding.AwayFromZero), minimum, multiple,
                    random.Chance(.4) ? multiple * Math.Ceiling(weekly / size * 9 / multiple) : null,
                    Math.Round(price * size * dearer * (Suppliers[supplier].Currency == "GBP" ? DemoFinance.PoundsPerEuro : 1), 3, MidpointRounding.AwayFromZero), random.Chance(.5), priority);
            }
        }
    }

    public Supplier[] Suppliers { get; }

    /// <summary>By part; empty for made ones. The preferred source comes first.</summary>
    public Source[][] PartSources { get; }

    /// <summary>By item; empty for made ones.</summary>
    public Source[][] ItemSources { get; }

    public IEnumerable<SupplierItem> SupplierItems() => All().Select(s => new SupplierItem
    {
        Supplier = Suppliers[s.Supplier].Id,
        Item = new(s.Item),
        LeadTime = s.LeadDays,
        LeadTimeDeviation = s.Deviation,
        Unit = s.Unit is null ? null : new(s.Unit),
        MinimumOrderQuantity = s.Minimum,
        OrderMultiple = s.Multiple,
        MaximumOrderQuantity = s.Capacity,
        CapacityPerMonth = s.Capacity,
        Price = s.Price,
        Currency = Suppliers[s.Supplier].Currency,
        Priority = s.Priority,
    });

    public IEnumerable<PriceBreak> PriceBreaks()
    {
        foreach (var source in All().Where(s => s.Breaks))
        {
            yield return Break(source.Minimum * 4, .97);
            yield return Break(source.Minimum * 12, .93);

            PriceBreak Break(double from, double factor) => new()
            {
                Supplier = Suppliers[source.Supplier].Id,
                Item = new(source.Item),
                FromQuantity = from,
                Price = Math.Round(source.Price * factor, 3, MidpointRounding.AwayFromZero),
            };
        }
    }

    private IEnumerable<Source> All() => PartSources.Concat(ItemSources).SelectMany(s => s);

    /// <summary>1, 5, 10, 25, 50, 100, 250 …: the largest not above the value.</summary>
    private static double Step(double value)
    {
        double step = 1;
        foreach (var next in (double[])[5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000])
        {
            if (next <= value)
                step = next;
        }

        return step;
    }
}
