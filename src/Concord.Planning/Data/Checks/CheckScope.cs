namespace Concord.Planning.Data.Checks;

/// <summary>
/// One dataset as the checks see it: its rows, and what several checks need of them, each worked out once on first use. For any number of threads.
/// </summary>
public sealed class CheckScope(Dataset dataset, CancellationToken cancellationToken = default)
{
    private readonly Lazy<Dictionary<ItemId, Item>> _items = new(() => ByKey(dataset.Rows<Item>(), i => i.Id));
    private readonly Lazy<Dictionary<SupplierId, Supplier>> _suppliers = new(() => ByKey(dataset.Rows<Supplier>(), s => s.Id));
    private readonly Lazy<Dictionary<ResourceId, Resource>> _resources = new(() => ByKey(dataset.Rows<Resource>(), r => r.Id));
    private readonly Lazy<UnitConversions> _units = new(() => new UnitConversions(dataset.Rows<UnitConversion>()));
    private readonly Lazy<CurrencyRates> _rates = new(() => new CurrencyRates(dataset.Rows<ExchangeRate>()));
    private readonly Lazy<Dictionary<ItemId, Price>> _prices = new(() => PricesAt(dataset));
    private readonly Lazy<Dictionary<ItemId, StandardCost>> _costs = new(() => CostsAt(dataset));
    private readonly Lazy<HistorySummary> _history = new(() => HistorySummary.Of(dataset, cancellationToken));

    public Dataset Dataset { get; } = dataset;

    /// <summary>The cut-off.</summary>
    public DateOnly AsOf => Dataset.AsOf;

    public IReadOnlyDictionary<ItemId, Item> Items => _items.Value;

    public IReadOnlyDictionary<SupplierId, Supplier> Suppliers => _suppliers.Value;

    public IReadOnlyDictionary<ResourceId, Resource> Resources => _resources.Value;

    public UnitConversions Units => _units.Value;

    public CurrencyRates Rates => _rates.Value;

    /// <summary>The sales history in short; streamed once.</summary>
    public HistorySummary History => _history.Value;

    /// <summary>For each item its price at the cut-off: of the rows valid then, the most general one, and among those the newest.</summary>
    public IReadOnlyDictionary<ItemId, Price> Prices => _prices.Value;

    /// <summary>For each item its standard cost at the cut-off: of the rows valid then, one for all locations before one for a location, and among those the newest.</summary>
    public IReadOnlyDictionary<ItemId, StandardCost> Costs => _costs.Value;

    /// <summary>All rows of a table, kept in memory: for master data and open orders.</summary>
    public IReadOnlyList<T> Rows<T>() => Dataset.Rows<T>();

    /// <summary>All rows of a table one by one, not kept: for facts.</summary>
    /// <param name="ofAnyDate">True for all known rows as they are now, whatever the cut-off: an order that is shipped is no longer open, and may still be wrong.</param>
    public IEnumerable<T> Stream<T>(bool ofAnyDate = false)
    {
        var table = DataModel.Table<T>();
        foreach (var batch in ofAnyDate ? Dataset.BatchesOfAnyDate(table) : Dataset.Batches(table))
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var row = 0; row < batch.RowCount; row++)
                yield return RecordReader<T>.Read(batch, row);
        }
    }

    /// <summary>True when the item's sale is over at the cut-off, by its stage or its end of life date.</summary>
    public bool HasEnded(Item item) => item.Stage == LifecycleStage.EndOfLife || item.EndOfLifeDate < AsOf;

    /// <summary>True when the item is on sale or in use at the cut-off: launched, and not ended.</summary>
    public bool IsActive(Item item) => item.Stage != LifecycleStage.Development && !(item.LaunchDate > AsOf) && !HasEnded(item);

    /// <summary>Units of the item that one <paramref name="unit"/> makes; 1 when it is empty; null when no conversion leads there or the item is unknown.</summary>
    public double? BaseUnitsPer(ItemId item, UnitId? unit) =>
        unit is not { } from ? 1 : Items.TryGetValue(item, out var known) ? Units.Factor(item, from, known.Unit) : null;

    private static Dictionary<TKey, T> ByKey<TKey, T>(IReadOnlyList<T> rows, Func<T, TKey> key)
        where TKey : notnull
    {
        var map = new Dictionary<TKey, T>(rows.Count);
        foreach (var row in rows)
            map[key(row)] = row;
        return map;
    }

    private static Dictionary<ItemId, Price> PricesAt(Dataset dataset)
    {
        static int Specific(Price p) => (p.Customer is null ? 0 : 4) + (p.Channel is null ? 0 : 2) + (p.Region is null ? 0 : 1);
        return dataset.Rows<Price>()
            .Where(p => DayRange.Of(p.ValidFrom, p.ValidTo).Holds(dataset.AsOf))
            .GroupBy(p => p.Item)
            .ToDictionary(g => g.Key, g => g.OrderBy(Specific).ThenByDescending(p => p.ValidFrom ?? DateOnly.MinValue).First());
    }

    private static Dictionary<ItemId, StandardCost> CostsAt(Dataset dataset) =>
        dataset.Rows<StandardCost>()
            .Where(c => DayRange.Of(c.ValidFrom, c.ValidTo).Holds(dataset.AsOf))
            .GroupBy(c => c.Item)
            .ToDictionary(g => g.Key, g => g.OrderBy(c => c.Location is null ? 0 : 1).ThenByDescending(c => c.ValidFrom ?? DateOnly.MinValue).First());
}
