using Concord.Planning.Cube;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;

namespace Concord.Tests.Cube;

/// <summary>
/// A plan written as a test reads it. Its calendar has the 24 months of 2025 and 2026; the cut-off is the end of 2025, so that bucket 12 is the first that is planned.
/// </summary>
internal sealed class SmallPlan
{
    public const Grain Demand = Grain.Item | Grain.Location | Grain.Customer;
    public const Grain Site = Grain.Item | Grain.Location;

    private readonly Dictionary<string, PlanItem> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<Grain, SeriesCatalog> _catalogs = [];
    private readonly HashSet<(Grain, int)> _left = [];
    private readonly List<(string Measure, LayerKind Kind, int Bucket, int Series, double Value)> _values = [];
    private PlanStructure? _structure;

    /// <param name="Family">Its family; null where the master data name none.</param>
    /// <param name="Factor">Planning units per base unit.</param>
    /// <param name="Price">Net price in every bucket.</param>
    private sealed record PlanItem(string? Family, string BaseUnit, string PlanningUnit, double Factor, double Price);

    public BucketPattern Pattern { get; init; } = new Months(new FiscalYear());

    public SmallPlan Item(string name, string? family = "F", string unit = "PCE", string? planningUnit = null, double factor = 1, double price = double.NaN)
    {
        _items[name] = new PlanItem(family, unit, planningUnit ?? unit, factor, price);
        return this;
    }

    /// <summary>Adds a series, for instance item, location, channel and region.</summary>
    public SmallPlan Series(Grain grain, params string[] coordinate)
    {
        _catalogs[grain] = _catalogs.GetValueOrDefault(grain, SeriesCatalog.Empty(grain)).With([coordinate]);
        return this;
    }

    /// <summary>Adds many series.</summary>
    public SmallPlan Series(Grain grain, IEnumerable<string[]> coordinates)
    {
        _catalogs[grain] = _catalogs.GetValueOrDefault(grain, SeriesCatalog.Empty(grain)).With(coordinates);
        return this;
    }

    /// <summary>Adds a demand series for each item, at location L, channel C and region R.</summary>
    public SmallPlan DemandFor(params string[] items)
    {
        foreach (var item in items)
            Series(Demand, item, "L", "C", "R");
        return this;
    }

    /// <summary>Takes a series out of the plan, as when its item has left the master data.</summary>
    public SmallPlan Leave(Grain grain, int series)
    {
        _left.Add((grain, series));
        return this;
    }

    /// <summary>Puts values of series 0, 1, 2 ... into a bucket; NaN for none.</summary>
    public SmallPlan Put(string measure, int bucket, params double[] values) => PutLayer(measure, LayerKind.Values, bucket, values);

    public SmallPlan PutLayer(string measure, LayerKind kind, int bucket, params double[] values)
    {
        for (var series = 0; series < values.Length; series++)
            _values.Add((measure, kind, bucket, series, values[series]));
        return this;
    }

    public SeriesCatalog Catalog(Grain grain) => _catalogs[grain];

    /// <summary>What was said so far about items and series; they are not to change once it was asked for.</summary>
    public PlanStructure Structure => _structure ??= new PlanStructure(
        new PlanningCalendar(Pattern, new DateOnly(2025, 1, 1), new DateOnly(2026, 12, 31)),
        new Horizon(new DateOnly(2025, 12, 31), 12, ZoneLength.Months(1), ZoneLength.Months(2)),
        _catalogs.ToDictionary(c => c.Key, c => new SeriesSpace(AttributesOf(c.Value), UnitsOf(c.Value))));

    public PlanCube Cube()
    {
        var edit = new CubeEdit(PlanCube.Empty, Structure.SeriesCount);
        foreach (var (measure, kind, bucket, series, value) in _values)
            edit.Scatter(measure, kind, bucket, [series], [value]);
        return edit.Build();
    }

    private SeriesAttributes AttributesOf(SeriesCatalog catalog)
    {
        var present = Enumerable.Range(0, catalog.Count).Select(s => !_left.Contains((catalog.Grain, s))).ToArray();
        var attributes = new List<SeriesAttribute>();
        for (var key = 0; key < catalog.Keys.Count; key++)
        {
            var place = key;
            attributes.Add(Attribute(catalog.Keys[key], s => catalog.Coordinate(s)[place]));
            if (catalog.Keys[key] == "item")
                attributes.Add(Attribute("family", s => _items[catalog.Coordinate(s)[place]].Family ?? SeriesAttribute.None));
        }

        return new SeriesAttributes(catalog, attributes, present);

        SeriesAttribute Attribute(string name, Func<int, string> memberOf)
        {
            var ofSeries = Enumerable.Range(0, catalog.Count).Select(memberOf).ToArray();
            string[] members = [.. ofSeries.Where((_, s) => present[s]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            return new SeriesAttribute(name, members, [.. ofSeries.Select((m, s) => present[s] ? Array.BinarySearch(members, m, StringComparer.Ordinal) : -1)]);
        }
    }

    private SeriesUnits UnitsOf(SeriesCatalog catalog)
    {
        var place = catalog.Keys.ToList().IndexOf("item");
        var items = Enumerable.Range(0, catalog.Count).Select(s => place < 0 ? null : _items[catalog.Coordinate(s)[place]]).ToArray();
        string[] baseUnits = [.. _items.Values.Select(i => i.BaseUnit).Distinct()];
        string[] planningUnits = [.. _items.Values.Select(i => i.PlanningUnit).Distinct()];
        double[] prices = [.. items.Select(i => i?.Price ?? double.NaN)];
        return new SeriesUnits(
            baseUnits, [.. items.Select(i => i is null ? -1 : Array.IndexOf(baseUnits, i.BaseUnit))],
            planningUnits, [.. items.Select(i => i is null ? -1 : Array.IndexOf(planningUnits, i.PlanningUnit))],
            [.. items.Select(i => i?.Factor ?? double.NaN)], "EUR", _ => prices);
    }
}
