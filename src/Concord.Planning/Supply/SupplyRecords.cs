using Concord.Planning.Data;

namespace Concord.Planning.Supply;

/// <summary>The master data that supply stands on, found by key. Where a dataset has two rows of one key the first counts; a data check tells of it. Immutable.</summary>
internal sealed class SupplyRecords
{
    private readonly UnitConversions _conversions;

    public SupplyRecords(Dataset dataset)
    {
        Dataset = dataset;
        Items = First(dataset.Rows<Item>(), i => i.Id);
        Locations = First(dataset.Rows<Location>(), l => l.Id);
        Suppliers = First(dataset.Rows<Supplier>(), s => s.Id);
        Resources = First(dataset.Rows<Resource>(), r => r.Id);
        Lanes = First(dataset.Rows<Lane>(), l => (l.From, l.To, l.Mode));
        Policies = First(dataset.Rows<ItemLocation>(), p => (p.Item, p.Location));
        SupplierItems = dataset.Rows<SupplierItem>().ToLookup(s => s.Item);
        Breaks = dataset.Rows<PriceBreak>().ToLookup(b => (b.Supplier, b.Item));
        Bills = dataset.Rows<BillOfMaterialLine>().ToLookup(b => b.Item);
        Routings = dataset.Rows<Routing>().ToLookup(r => (r.Item, r.Location));
        _conversions = new UnitConversions(dataset.Rows<UnitConversion>());
    }

    public Dataset Dataset { get; }

    public IReadOnlyDictionary<ItemId, Item> Items { get; }

    public IReadOnlyDictionary<LocationId, Location> Locations { get; }

    public IReadOnlyDictionary<SupplierId, Supplier> Suppliers { get; }

    public IReadOnlyDictionary<ResourceId, Resource> Resources { get; }

    public IReadOnlyDictionary<(LocationId From, LocationId To, string Mode), Lane> Lanes { get; }

    public IReadOnlyDictionary<(ItemId Item, LocationId Location), ItemLocation> Policies { get; }

    public ILookup<ItemId, SupplierItem> SupplierItems { get; }

    public ILookup<(SupplierId Supplier, ItemId Item), PriceBreak> Breaks { get; }

    public ILookup<ItemId, BillOfMaterialLine> Bills { get; }

    public ILookup<(ItemId Item, LocationId Location), Routing> Routings { get; }

    /// <summary>Base units of the item in one <paramref name="unit"/>; 1 for no unit; NaN when no conversion leads there or the item is not known.</summary>
    public double BaseUnits(ItemId item, UnitId? unit) =>
        unit is not { } stated ? 1 : Items.TryGetValue(item, out var known) ? _conversions.Factor(item, stated, known.Unit) ?? double.NaN : double.NaN;

    /// <summary>As <see cref="BaseUnits"/>, but where no conversion leads to the base unit, a unit counts as one base unit: better than no price and no minimum at all, and always told.</summary>
    public double BaseUnitsOrOne(ItemId item, UnitId? unit, out bool converted)
    {
        var factor = BaseUnits(item, unit);
        converted = !double.IsNaN(factor);
        return converted ? factor : 1;
    }

    /// <summary>
    /// The lines of a bill of material that hold on a day at a location, by alternate in ordinal order. A line for the location takes the place of the lines for every location of
    /// the same alternate and component.
    /// </summary>
    public IReadOnlyList<(string Alternate, IReadOnlyList<BillOfMaterialLine> Lines)> BillsOf(ItemId item, LocationId location, DateOnly day)
    {
        var bills = new List<(string, IReadOnlyList<BillOfMaterialLine>)>();
        var valid = Bills[item].Where(l => (l.Location is null || l.Location == location) && !(l.ValidFrom > day) && !(l.ValidTo < day));
        foreach (var bill in valid.GroupBy(l => l.Alternate).OrderBy(b => b.Key, StringComparer.Ordinal))
        {
            var own = bill.Where(l => l.Location is not null).Select(l => l.Component).ToHashSet();
            bills.Add((bill.Key, [.. bill.Where(l => l.Location is not null || !own.Contains(l.Component))]));
        }

        return bills;
    }

    /// <summary>Base units of the component that one unit of the parent takes, scrap included: quantity / (1 - scrap). NaN when the unit cannot be converted.</summary>
    public double Takes(BillOfMaterialLine line) => line.Quantity * BaseUnits(line.Component, line.Unit) / (1 - line.Scrap);

    /// <summary>The operations that hold on a day, by alternate; the preferred one first: least priority number, then ordinal order.</summary>
    public IReadOnlyList<(string Alternate, IReadOnlyList<Routing> Operations)> RoutingsOf(ItemId item, LocationId location, DateOnly day) =>
    [
        .. Routings[(item, location)].Where(r => !(r.ValidFrom > day) && !(r.ValidTo < day)).GroupBy(r => r.Alternate)
            .OrderBy(g => g.Min(r => r.Priority)).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, (IReadOnlyList<Routing>)[.. g.OrderBy(r => r.Operation).ThenBy(r => r.Resource.Value, StringComparer.Ordinal)])),
    ];

    /// <summary>Good units out of one unit started: the product of the yields of the operations. An operation that needs several resources has its yield once: the least.</summary>
    public static double YieldOf(IReadOnlyList<Routing> operations)
    {
        var yield = 1d;
        foreach (var operation in operations.GroupBy(o => o.Operation))
            yield *= operation.Min(o => o.Yield);
        return yield;
    }

    /// <summary>Hours of a resource that one unit started takes: run time, and the share of a setup that its batch has. No batch size: a setup is not counted.</summary>
    public static double HoursOf(Routing operation) =>
        operation.HoursPerUnit + (operation is { SetupHours: { } setup, BatchSize: > 0 and var batch } ? setup / batch : 0);

    private static Dictionary<TKey, TRow> First<TKey, TRow>(IReadOnlyList<TRow> rows, Func<TRow, TKey> key)
        where TKey : notnull
    {
        var found = new Dictionary<TKey, TRow>(rows.Count);
        foreach (var row in rows)
            found.TryAdd(key(row), row);
        return found;
    }
}
