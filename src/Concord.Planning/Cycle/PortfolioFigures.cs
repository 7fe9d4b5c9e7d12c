using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Kpi;
using Concord.Planning.Scenarios;
using Concord.Planning.Supply;

namespace Concord.Planning.Cycle;

/// <summary>The sums behind a portfolio, by group: the last 12 months of complete buckets, the 12 before those, and the next 12.</summary>
internal sealed class PortfolioFigures
{
    private readonly PlanStructure _structure;
    private readonly double[] _sales;
    private readonly double[] _plannedCost;
    private readonly int _complete;
    private readonly double _plannedMonths;

    public PortfolioFigures(StageInput now, string level, Coordinates filter)
    {
        (_structure, Sums) = (now.Structure, new DemandReviewSums(now, [level], filter));
        var (calendar, cutOff) = (_structure.Calendar, _structure.Horizon.CutOff);
        var groups = Sums.Grouping.Count;
        _complete = ForecastRecord.CompleteBuckets(_structure);
        _sales = Sums.Of(now.Cube, "sales_history", 0, _complete);

        // Years back from the last complete bucket: a bucket that the cut-off splits would make one year shorter than the other.
        var end = _complete > 0 ? calendar[_complete - 1].Last : cutOff;
        var (year, prior) = (FirstAfter(end.AddYears(-1)), FirstAfter(end.AddYears(-2)));
        var knowsPrior = calendar.First <= end.AddYears(-2).AddDays(1);
        (Value, Before, Planned, SameBefore) = (new double[groups], new double[groups], new double[groups], new double[groups]);
        (Margin, Costed, Stock, _plannedCost) = (new double[groups], new double[groups], new double?[groups], new double[groups]);
        var first = _structure.FirstPlanned;
        var ahead = 0;
        while (first + ahead < _structure.Horizon.BucketsOf(calendar).End.Value && calendar[first + ahead].Last <= cutOff.AddYears(1))
            ahead++;
        _plannedMonths = ahead == 0 ? 0 : (calendar[first + ahead - 1].Last.DayNumber - cutOff.DayNumber) / 30.4375;

        // A horizon of less than a year is compared with as much of the last one, or everything would seem to fall.
        var till = ahead == 0 ? year : Math.Max(year, FirstAfter(calendar[first + ahead - 1].Last.AddYears(-1)));
        var measure = now.Cube.Values("consensus_demand").BucketCount > 0 ? "consensus_demand" : "statistical_forecast";
        var plan = Sums.Of(now.Cube, measure, first, ahead);
        HasPlan = Array.Exists(plan, v => !double.IsNaN(v));
        for (var g = 0; g < groups; g++)
        {
            Value[g] = DemandReviewSums.Total(_sales.AsSpan((g * _complete) + year, _complete - year));
            SameBefore[g] = DemandReviewSums.Total(_sales.AsSpan((g * _complete) + year, till - year));
            Before[g] = knowsPrior ? DemandReviewSums.Total(_sales.AsSpan((g * _complete) + prior, year - prior)) : 0;
            Planned[g] = DemandReviewSums.Total(plan.AsSpan(g * ahead, ahead));
        }

        AddCosts(now, level, filter, year, measure, ahead);
    }

    public DemandReviewSums Sums { get; }

    public double[] Value { get; }

    /// <summary>0 where the calendar does not reach two years back.</summary>
    public double[] Before { get; }

    /// <summary>Of the next 12 months, or of as many as the horizon has.</summary>
    public double[] Planned { get; }

    /// <summary>Orders of the same months a year before.</summary>
    public double[] SameBefore { get; }

    /// <summary>Value of the last 12 months less standard cost, of series that have one.</summary>
    public double[] Margin { get; }

    /// <summary>Value of those series.</summary>
    public double[] Costed { get; }

    /// <summary>At the cut-off, at standard cost; null where there is none, or the level or the filter does not tell stock apart.</summary>
    public double?[] Stock { get; }

    public bool HasPlan { get; }

    public double? Coverage(int group) => Stock[group] is { } stock && _plannedCost[group] > 0 ? stock / (_plannedCost[group] / _plannedMonths) : null;

    public DateOnly? FirstSale(int group)
    {
        var at = Row(group).IndexOfAnyExcept(double.NaN, 0d);
        return at < 0 ? null : _structure.Calendar[at].First;
    }

    public DateOnly? LastSale(int group)
    {
        var at = Row(group).LastIndexOfAnyExcept(double.NaN, 0d);
        return at < 0 ? null : _structure.Calendar[at].Last;
    }

    /// <summary>Demand a day in each month that the calendar knows as a whole, so that long and short months, and weeks put to the month they begin in, compare.</summary>
    public double[] Months(int group)
    {
        var row = Row(group);
        var months = new List<double>();
        for (var b = 0; b < row.Length;)
        {
            var (start, sum, days) = (_structure.Calendar[b].First, 0d, 0);
            for (; b < row.Length && _structure.Calendar[b].First.Month == start.Month && _structure.Calendar[b].First.Year == start.Year; b++)
            {
                sum += double.IsNaN(row[b]) ? 0 : Math.Max(0, row[b]);
                days += _structure.Calendar[b].Days;
            }

            months.Add(sum / days);
        }

        return [.. months];
    }

    private ReadOnlySpan<double> Row(int group) => _sales.AsSpan(group * _complete, _complete);

    private int FirstAfter(DateOnly day)
    {
        var bucket = 0;
        while (bucket < _complete && _structure.Calendar[bucket].First <= day)
            bucket++;
        return bucket;
    }

    private void AddCosts(StageInput now, string level, Coordinates filter, int year, string measure, int ahead)
    {
        var rates = new CostRates(now);
        if (rates.Count == 0)
            return;
        var (space, catalog) = (Sums.Space, Sums.Space.Attributes.Catalog);
        var sold = SeriesMatrix.From(now.Cube.Values("sales_history"), space.Count, year, Math.Max(0, _complete - year));
        var planned = SeriesMatrix.From(now.Cube.Values(measure), space.Count, _structure.FirstPlanned, ahead);
        for (var s = 0; s < space.Count; s++)
        {
            var group = Sums.Grouping.GroupOf[s];
            if (group < 0)
                continue;
            var keys = catalog.Coordinate(s);
            var cost = rates.StandardCost(new(keys[0]), new(keys[1]))[0];
            if (double.IsNaN(cost))
                continue;
            for (var b = 0; b < sold.Count; b++)
            {
                var quantity = sold.Row(s)[b];
                var worth = quantity * Sums.Worth(s, year + b);
                if (double.IsNaN(worth))
                    continue;
                Margin[group] += worth - (quantity * cost);
                Costed[group] += worth;
            }

            _plannedCost[group] += DemandReviewSums.Total(planned.Row(s)) * cost;
        }

        AddStock(now, level, filter, rates, ahead);
    }

    private void AddStock(StageInput now, string level, Coordinates filter, CostRates rates, int ahead)
    {
        var at = _structure.Calendar.IndexOf(_structure.Horizon.CutOff);
        if (at < 0 || _structure.SeriesCount("actual_stock") == 0 || _structure.Of(MeasureRegistry.Measure("actual_stock")) is not { } site || !site.Attributes.Has(level))
            return;

        // Stock is not told apart by channel, say: of such a part it is not known.
        if (!site.Attributes.Has(filter))
            return;
        var attribute = site.Attributes.Attribute(level);
        var groups = Sums.Grouping.Keys.Index().ToDictionary(k => k.Item[0], k => k.Index, StringComparer.Ordinal);
        var dependent = SeriesMatrix.From(now.Cube.Values("dependent_demand"), site.Count, _structure.FirstPlanned, ahead);
        var stock = now.Cube.Values("actual_stock");
        foreach (var s in site.Attributes.Select(filter))
        {
            if (attribute.Codes[s] < 0 || !groups.TryGetValue(attribute.Members[attribute.Codes[s]], out var group))
                continue;
            var keys = site.Attributes.Catalog.Coordinate(s);
            var cost = rates.StandardCost(new(keys[0]), new(keys[1]))[0];
            if (double.IsNaN(cost))
                continue;
            if (!double.IsNaN(stock[s, at]))
                Stock[group] = (Stock[group] ?? 0) + (stock[s, at] * cost);
            _plannedCost[group] += DemandReviewSums.Total(dependent.Row(s)) * cost;
        }
    }
}
