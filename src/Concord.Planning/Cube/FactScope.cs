using System.Runtime.InteropServices;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cube;

/// <summary>What rows need to find their place in the cube: series, buckets, units and rates of one dataset and structure. One thread.</summary>
internal sealed class FactScope
{
    public const Grain Demand = Grain.Item | Grain.Location | Grain.Customer;
    public const Grain Site = Grain.Item | Grain.Location;

    private readonly Dictionary<(string Currency, int Bucket), double> _rates = [];
    private readonly CurrencyRates _exchange;
    private readonly Dictionary<string, string> _currencyOf = new(StringComparer.Ordinal);
    private readonly Lazy<(SeriesIndex Index, DemandPlaces Places)> _demand;
    private readonly Lazy<SeriesIndex> _site;
    private int[] _places = [];

    public FactScope(Dataset dataset, PlanStructure structure)
    {
        (Dataset, Structure) = (dataset, structure);
        Units = new BaseUnitFactors(dataset.Rows<Item>().DistinctBy(i => i.Id).ToDictionary(i => i.Id), new UnitConversions(dataset.Rows<UnitConversion>()));
        _exchange = new CurrencyRates(dataset.Rows<ExchangeRate>());
        foreach (var customer in dataset.Rows<Customer>())
        {
            if (!string.IsNullOrEmpty(customer.Currency))
                _currencyOf[customer.Id.Value] = customer.Currency;
        }

        Currency = structure.Spaces.Values.Select(s => s.Units.Currency).FirstOrDefault("");
        _site = new(() => Index(Site));
        _demand = new(() => Index(Demand) is var index ? (index, new DemandPlaces(dataset.Rows<Customer>(), index)) : default);
    }

    public Dataset Dataset { get; }

    public PlanStructure Structure { get; }

    public BaseUnitFactors Units { get; }

    /// <summary>The reporting currency.</summary>
    public string Currency { get; }

    public FactNotes Notes { get; } = new();

    /// <summary>Series of the grain, 0 when the plan has none.</summary>
    public int Count(Grain grain) => Structure.Spaces.TryGetValue(grain, out var space) ? space.Count : 0;

    /// <summary>The bucket of a day, or -1.</summary>
    public int BucketOf(int day) => day == ColumnData.NoDate ? -1 : Structure.Calendar.IndexOfDayNumber(day);

    /// <summary>The bucket in which something due is expected: what is past due stands in the first bucket of the horizon. -1 after the calendar.</summary>
    public int DueBucket(int day) =>
        day < Structure.Horizon.First.DayNumber ? Structure.FirstPlanned < Structure.Calendar.Count ? Structure.FirstPlanned : -1 : BucketOf(day);

    /// <summary>What an amount is multiplied by to be in the reporting currency, at the rate valid on the first day of the bucket; NaN when none had started.</summary>
    /// <param name="currency">Null for that of the customer, else the reporting currency.</param>
    /// <param name="customer">The customer who pays, if known.</param>
    /// <param name="bucket">The bucket.</param>
    public double Rate(string? currency, string? customer, int bucket)
    {
        currency ??= (customer is null ? null : _currencyOf.GetValueOrDefault(customer)) ?? Currency;
        ref var rate = ref CollectionsMarshal.GetValueRefOrAddDefault(_rates, (currency, bucket), out var known);
        if (!known)
            rate = _exchange.Find(currency, Currency, Structure.Calendar[bucket].First) ?? double.NaN;
        return rate;
    }

    /// <summary>The series of demand of each row; -1 for none.</summary>
    public void DemandSeries(TableBatch batch, string? location, Span<int> series)
    {
        var (index, places) = _demand.Value;
        if (_places.Length < batch.RowCount)
            _places = new int[batch.RowCount];
        places.Of(location is null ? null : batch[location], batch["customer"], _places.AsSpan(0, batch.RowCount));
        Find(index, batch["item"], _places, series);
    }

    /// <summary>The series of item at location of each row; -1 for none.</summary>
    public void SiteSeries(TableBatch batch, string location, Span<int> series)
    {
        var index = _site.Value;
        var locations = batch[location];
        var codes = Array.ConvertAll(locations.Dictionary, l => index.Place(l));
        if (_places.Length < batch.RowCount)
            _places = new int[batch.RowCount];
        for (var row = 0; row < batch.RowCount; row++)
            _places[row] = locations.Codes[row] < 0 ? -1 : codes[locations.Codes[row]];
        Find(index, batch["item"], _places, series);
    }

    private static void Find(SeriesIndex index, ColumnData items, int[] places, Span<int> series)
    {
        var codes = Array.ConvertAll(items.Dictionary, index.Item);
        for (var row = 0; row < series.Length; row++)
            series[row] = items.Codes[row] < 0 || places[row] < 0 ? -1 : index.Find(codes[items.Codes[row]], places[row]);
    }

    private SeriesIndex Index(Grain grain) =>
        Structure.Spaces.TryGetValue(grain, out var space) ? new SeriesIndex(space.Attributes.Catalog) : new SeriesIndex(grain);
}
