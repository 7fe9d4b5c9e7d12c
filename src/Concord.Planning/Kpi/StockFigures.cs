using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Kpi;

/// <summary>Turns, coverage and obsolescence of the planned stock, by item and location over the horizon.</summary>
internal sealed class StockFigures
{
    /// <summary>Days of demand that coverage looks at, and beyond which stock is too much.</summary>
    private const int CoverageDays = 90, UsefulDays = 365;

    private readonly StageInput _input;
    private readonly SeriesSpace _site;
    private readonly int _first, _count, _planned;
    private readonly SeriesMatrix _stock, _value;
    private readonly int[] _days;

    public StockFigures(StageInput input, SeriesSpace site, int first, int count)
    {
        (_input, _site, _first, _count) = (input, site, first, count);
        _stock = Values("stock");
        _value = Values("stock_value");
        _days = [.. Enumerable.Range(first, count).Select(b => input.Structure.Calendar[b].DaysShared(input.Structure.Horizon.First, input.Structure.Calendar[b].Last))];
        Demand = SiteDemand();
        _planned = PlannedBuckets();
    }

    /// <summary>Consensus demand and dependent demand of item and location [base units]; 0 for none.</summary>
    public SeriesMatrix Demand { get; }

    public bool HasStock => _stock.Values.AsSpan().IndexOfAnyExcept(double.NaN) >= 0;

    /// <summary>Cost of sales of a site as if a year went on like the bucket.</summary>
    public SeriesMatrix AnnualCostOfSales()
    {
        var cost = FromDemand("cost_of_sales");
        for (var s = 0; s < cost.Series; s++)
        {
            for (var b = 0; b < _count; b++)
                cost.Row(s)[b] = cost.Row(s)[b] * 365 / _days[b];
        }

        return cost;
    }

    /// <summary>Mean of the stock values at the start and end of a bucket; the first starts with the stock on hand at the unit value of its end, or at that end alone where none is left to tell it.</summary>
    public SeriesMatrix AverageStockValue()
    {
        var average = New();
        var at = _input.Structure.Calendar.IndexOf(_input.Structure.Horizon.CutOff);
        var onHand = _input.Cube.Values("actual_stock");
        for (var s = 0; s < _site.Count; s++)
        {
            var value = _value.Row(s);
            var stock = _stock.Row(s);
            var opening = at < 0 ? double.NaN : onHand[s, at];
            var priced = value.Length == 0 ? -1 : FirstPriced(value, stock);
            var before = double.IsNaN(opening) ? double.NaN : opening == 0 ? 0 : priced >= 0 ? opening * value[priced] / stock[priced] : double.NaN;
            for (var b = 0; b < _count; b++)
            {
                average.Row(s)[b] = double.IsNaN(before) ? value[b] : (before + value[b]) / 2;
                before = value[b];
            }
        }

        return average;
    }

    /// <summary>Demand a day of the 90 days that follow the bucket; of those the plan has. No value in its last bucket, nor after it.</summary>
    public SeriesMatrix DailyDemand()
    {
        var daily = New();
        for (var s = 0; s < _site.Count; s++)
        {
            if (_stock.Row(s).IndexOfAnyExcept(double.NaN) < 0 && Demand.Row(s).IndexOfAnyExcept(0d) < 0)
                continue;
            for (var b = 0; b + 1 < _planned; b++)
            {
                var (sum, days) = Following(Demand.Row(s), b, CoverageDays);
                daily.Row(s)[b] = sum / days;
            }
        }

        return daily;
    }

    /// <summary>
    /// Value of the stock that will expire or that nobody will ask for: of an item at all its locations, what exceeds the demand of the days that follow, over all locations: 365 days, fewer when its shelf life
    /// is shorter, none after its end of life. After the plan demand goes on as in the mean of its last 365 days. Each location has the same share of its stock.
    /// </summary>
    public SeriesMatrix ObsoleteStockValue()
    {
        var obsolete = New();
        var items = _input.Dataset.Rows<Item>().DistinctBy(i => i.Id).ToDictionary(i => i.Id.Value, StringComparer.Ordinal);
        var members = _site.Attributes.Catalog.Members(0).ToArray();
        var itemOf = _site.Attributes.Catalog.Codes(0).ToArray();
        var (demand, stock) = (new double[members.Length * _count], new double[members.Length * _count]);
        for (var s = 0; s < _site.Count; s++)
        {
            for (var b = 0; b < _count; b++)
            {
                demand[(itemOf[s] * _count) + b] += Demand.Row(s)[b];
                stock[(itemOf[s] * _count) + b] += Math.Max(0, Zero(_stock.Row(s)[b]));
            }
        }

        AddHomeless(demand, members);
        for (var s = 0; s < _site.Count; s++)
        {
            var item = items.GetValueOrDefault(members[itemOf[s]]);
            var asked = demand.AsSpan(itemOf[s] * _count, _count);
            for (var b = 0; b < _count; b++)
            {
                var value = _value.Row(s)[b];
                if (double.IsNaN(value))
                    continue;
                var all = stock[(itemOf[s] * _count) + b];
                var end = _input.Structure.Calendar[_first + b].Last;
                var days = Math.Min(UsefulDays, item?.ShelfLife ?? UsefulDays);
                if (item?.EndOfLifeDate is { } last)
                    days = Math.Clamp(last.DayNumber - end.DayNumber, 0, days);
                obsolete.Row(s)[b] = all > 0 ? Math.Max(0, value) * Math.Max(0, all - Useful(asked, b, days)) / all : 0;
            }
        }

        return obsolete;
    }

    /// <summary>Demand of the days after a bucket [units], going on after the plan.</summary>
    private double Useful(ReadOnlySpan<double> asked, int bucket, double days)
    {
        var (sum, within) = Following(asked, bucket, days);
        if (within >= days)
            return sum;
        double mean = 0, length = 0;
        for (var b = _planned - 1; b >= 0 && length < UsefulDays; b--)
            (mean, length) = (mean + asked[b], length + _days[b]);
        return sum + (length > 0 ? mean / length * (days - within) : 0);
    }

    /// <summary>What is asked for in the days after a bucket, and how many of these the plan has.</summary>
    private (double Sum, double Days) Following(ReadOnlySpan<double> asked, int bucket, double days)
    {
        double sum = 0, had = 0;
        for (var b = bucket + 1; b < _planned && had < days; b++)
        {
            var part = Math.Min(_days[b], days - had);
            sum += asked[b] * part / _days[b];
            had += part;
        }

        return (sum, had);
    }

    /// <summary>
    /// Buckets up to the last one that has any demand or stock: when facts newer than the plan move the horizon, its end is not planned yet, and nothing planned is not nothing asked for.
    /// </summary>
    private int PlannedBuckets()
    {
        var consensus = _input.Cube.Values("consensus_demand");
        for (var b = _count; b > 0; b--)
        {
            if (consensus.BlockCount(_first + b - 1) > 0)
                return b;
            for (var s = 0; s < _site.Count; s++)
            {
                if (Demand.Row(s)[b - 1] != 0 || !double.IsNaN(_stock.Row(s)[b - 1]))
                    return b;
            }
        }

        return 0;
    }

    private SeriesMatrix SiteDemand()
    {
        var demand = FromDemand("consensus_demand");
        var dependent = Values("dependent_demand");
        for (var i = 0; i < demand.Values.Length; i++)
            demand.Values[i] = Zero(demand.Values[i]) + Zero(dependent.Values[i]);
        return demand;
    }

    /// <summary>Demand for items at no location still uses up their stock.</summary>
    private void AddHomeless(double[] demand, string[] members)
    {
        if (!_input.Structure.Spaces.TryGetValue(MeasureRegistry.Measure("consensus_demand").Grain & ~Grain.Bucket, out var space))
            return;
        var consensus = SeriesMatrix.From(_input.Cube.Values("consensus_demand"), space.Count, _first, _count);
        for (var s = 0; s < space.Count; s++)
        {
            var c = space.Attributes.Catalog.Coordinate(s);
            var item = c[1] == SeriesAttribute.None ? Array.IndexOf(members, c[0]) : -1;
            for (var b = 0; item >= 0 && b < _count; b++)
                demand[(item * _count) + b] += Zero(consensus.Row(s)[b]);
        }
    }

    /// <summary>A measure of demand added up by item and location.</summary>
    private SeriesMatrix FromDemand(string measure)
    {
        var site = New();
        if (!_input.Structure.Spaces.TryGetValue(MeasureRegistry.Measure(measure).Grain & ~Grain.Bucket, out var space))
            return site;
        var index = new SeriesIndex(_site.Attributes.Catalog);
        var values = SeriesMatrix.From(_input.Cube.Values(measure), space.Count, _first, _count);
        for (var s = 0; s < space.Count; s++)
        {
            var c = space.Attributes.Catalog.Coordinate(s);
            var at = index.TryFind(c[0], (c[1], "", ""));
            for (var b = 0; at >= 0 && b < _count; b++)
            {
                if (values.Row(s)[b] is var value && !double.IsNaN(value))
                    site.Row(at)[b] = Zero(site.Row(at)[b]) + value;
            }
        }

        return site;
    }

    private static int FirstPriced(ReadOnlySpan<double> value, ReadOnlySpan<double> stock)
    {
        for (var b = 0; b < value.Length; b++)
        {
            if (stock[b] != 0 && !double.IsNaN(value[b]))
                return b;
        }

        return -1;
    }

    private SeriesMatrix Values(string measure) => SeriesMatrix.From(_input.Cube.Values(measure), _site.Count, _first, _count);

    private SeriesMatrix New() => new(_site.Count, _first, _count);

    private static double Zero(double value) => double.IsNaN(value) ? 0 : value;
}
