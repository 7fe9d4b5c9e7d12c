using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Planning.Supply;

namespace Concord.Planning.Kpi;

/// <summary>Computes the key figures of one part of a plan.</summary>
internal sealed partial class KpiParts
{
    private readonly StageInput _now;
    private readonly IReadOnlyList<RecordedPlan> _plans;
    private readonly int _past, _complete, _first, _count, _lags;
    private readonly string _currency;
    private readonly Dictionary<string, SeriesMatrix> _values = new(StringComparer.Ordinal);
    private readonly Lazy<string?> _noDeliveries;

    public KpiParts(StageInput now, IReadOnlyList<RecordedPlan> plans, ForecastKpis forecasts, int past, int lags)
    {
        (_now, _plans, Forecasts, _past, _lags) = (now, plans, forecasts, past, lags);
        _complete = Math.Max(past, ForecastRecord.CompleteBuckets(now.Structure));
        var horizon = now.Structure.Horizon.BucketsOf(now.Structure.Calendar);
        (_first, _count) = (horizon.Start.Value, horizon.End.Value - horizon.Start.Value);
        _currency = now.Structure.Of(MeasureRegistry.Measure("sales_history")).Units.Currency;
        _noDeliveries = new(() => DeliveryFacts.WhyNot(now.Dataset));
    }

    /// <summary>The key figures there are.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "forecast_accuracy", "bias", "forecast_value_added", "fill_rate", "otif", "plan_adherence", "utilisation", "turns", "coverage", "order_backlog", "obsolescence", "working_capital",
        "margin_percent", "revenue_growth",
    ];

    public ForecastKpis Forecasts { get; }

    /// <param name="part">The part of the plan.</param>
    /// <param name="only">One of <see cref="Names"/> to leave out the work for the others; null for all.</param>
    public IEnumerable<(KeyFigure Figure, KpiDirection Better)> Of(Coordinates part, string? only = null)
    {
        // Resources are told apart by what demand is not: who asks for their figures only needs no demand of the part.
        var demand = new Lazy<(int[] Series, Func<int, double[]> Weights, string Unit)>(() => Demand(part));
        for (var lag = 1; lag <= _lags && only is null or "forecast_accuracy" or "bias" or "forecast_value_added"; lag++)
        {
            foreach (var kpi in Forecast(lag, demand.Value.Series, demand.Value.Weights).Where(k => only is null || k.Item1.Name == only))
                yield return kpi;
        }

        foreach (var (_, make) in Makers(part, demand).Where(m => only is null || m.Name == only))
            yield return make();
    }

    private IEnumerable<(string Name, Func<(KeyFigure, KpiDirection)> Make)> Makers(Coordinates part, Lazy<(int[] Series, Func<int, double[]> Weights, string Unit)> demand)
    {
        yield return ("fill_rate", () => Higher(Quotient(
            "fill_rate", "Fill rate", _past, _complete - _past, demand.Value.Series, "delivered_in_time", "asked_quantity", demand.Value.Weights, _noDeliveries.Value, "no quantity was asked for in the last year")));
        yield return ("otif", () => Higher(Quotient(
            "otif", "OTIF", _past, _complete - _past, demand.Value.Series, "otif_lines", "order_lines", null, _noDeliveries.Value, "no order line was due in the last year")));
        yield return ("plan_adherence", () => Higher(Adherence(part)));
        yield return ("utilisation", () => (Utilisation(part), KpiDirection.Lower));
        yield return ("turns", () => Higher(Turns(part, demand.Value.Series)));
        yield return ("coverage", () => (Coverage(part), KpiDirection.Lower));
        yield return ("order_backlog", () => (Backlog(demand.Value.Series), KpiDirection.Lower));
        yield return ("obsolescence", () => (Obsolescence(part), KpiDirection.Lower));
        yield return ("working_capital", () => (WorkingCapital(part), KpiDirection.Lower));
        yield return ("margin_percent", () => Higher(Quotient(
            "margin_percent", "Margin, %", _first, _count, demand.Value.Series, "margin", "revenue", null, null, "the plan has no revenue; maybe run the stage finance first")));
        yield return ("revenue_growth", () => Higher(Growth(demand.Value.Series)));
    }

    /// <summary>The series of demand of a part, and what they are added up in: their planning unit, else money at the net prices of the bucket.</summary>
    /// <exception cref="ArgumentException">An attribute that demand does not have.</exception>
    public (int[] Series, Func<int, double[]> Weights, string Unit) Demand(Coordinates part)
    {
        var space = Space("sales_history")!;
        var series = space.Attributes.Select(part);
        return Weights(space, series);
    }

    private (int[] Series, Func<int, double[]> Weights, string Unit) Weights(SeriesSpace space, int[] series)
    {
        var unit = -1;
        foreach (var s in series)
        {
            if (unit >= 0 && space.Units.PlanningUnitOf[s] >= 0 && space.Units.PlanningUnitOf[s] != unit)
                return (series, space.Units.Prices, $"{_currency} at net prices, as the items have no planning unit in common");
            unit = Math.Max(unit, space.Units.PlanningUnitOf[s]);
        }

        return (series, _ => space.Units.PlanningFactors, unit < 0 ? "" : space.Units.PlanningUnits[unit]);
    }

    private IEnumerable<(KeyFigure, KpiDirection)> Forecast(int lag, int[] series, Func<int, double[]> weights)
    {
        var why = Forecasts.WhyNot(lag) ?? (series.Length == 0 ? "the part has no demand" : null);
        var count = _complete - _past;
        var sums = new (double Error, double Absolute, double Naive, double Demand)?[count];
        for (var b = 0; why is null && b < count; b++)
            sums[b] = Forecasts.Sums(lag, _past + b, series, weights);
        yield return Higher(Make("forecast_accuracy", "Forecast accuracy", s => 1 - (s.Absolute / s.Demand)));
        yield return (Make("bias", "Bias", s => s.Error / s.Demand), KpiDirection.Lower);
        yield return Higher(Make("forecast_value_added", "Forecast value added", s => (s.Naive - s.Absolute) / s.Demand));

        KeyFigure Make(string name, string title, Func<(double Error, double Absolute, double Naive, double Demand), double> of)
        {
            var all = sums.Aggregate((Error: 0d, Absolute: 0d, Naive: 0d, Demand: 0d), (a, s) => s is { } v ? (a.Error + v.Error, a.Absolute + v.Absolute, a.Naive + v.Naive, a.Demand + v.Demand) : a);
            return Figure(
                name, title, "%", all.Demand > 0 ? of(all) : null, _past, Array.ConvertAll(sums, s => s is { Demand: > 0 } v ? of(v) : (double?)null),
                why ?? (all.Demand > 0 ? null : "nothing was ordered in the buckets measured"), lag);
        }
    }

    /// <summary>Sum of one measure over that of another.</summary>
    private KeyFigure Quotient(string name, string title, int first, int count, int[] series, string above, string below, Func<int, double[]>? weights, string? why, string nothing)
    {
        var (top, bottom) = (Sums(above, first, count, series, weights), Sums(below, first, count, series, weights));
        var (a, b) = (top.Sum(Zero), bottom.Sum(Zero));
        var value = why is null && b > 0 ? a / b : (double?)null;
        return Figure(name, title, "%", value, first, Divide(top, bottom), why ?? (value is null ? nothing : null));
    }

    private KeyFigure Adherence(Coordinates part)
    {
        const string Name = "plan_adherence", Title = "Plan adherence";
        var count = _complete - _past;
        if (_now.Cube.Values("actual_production").BucketCount == 0)
            return None(Name, Title, "%", _past, count, "there is no production history");
        if (_plans.Count == 0)
            return None(Name, Title, "%", _past, count, "there is no plan of record yet");
        if (Select("production", part, out var why) is not { } site)
            return None(Name, Title, "%", _past, count, why!);
        var space = Space("production")!;
        var (_, weights, _) = Weights(space, site);
        var (deviation, planned) = (new double[count], new double[count]);
        for (var b = 0; b < count; b++)
        {
            (deviation[b], planned[b]) = (double.NaN, double.NaN);
            if (ForecastRecord.Planned(_plans, _past + b, 1) is not { } plan)
                continue;
            var recorded = ForecastRecord.Recorded(plan, "production", space.Count, _past + b);
            var actual = SeriesMatrix.From(_now.Cube.Values("actual_production"), space.Count, _past + b, 1).Values;
            var factors = weights(_past + b);
            (deviation[b], planned[b]) = (0, 0);
            foreach (var s in site)
            {
                if (double.IsNaN(factors[s]))
                    continue;
                deviation[b] += Math.Abs(Zero(recorded[s]) - Zero(actual[s])) * factors[s];
                planned[b] += Zero(recorded[s]) * factors[s];
            }
        }

        var all = planned.Sum(Zero);
        return Figure(
            Name, Title, "%", all > 0 ? 1 - (deviation.Sum(Zero) / all) : null, _past, Array.ConvertAll(Divide(deviation, planned), v => 1 - v),
            all > 0 ? null : "no plan of record planned production in a bucket that is past now");
    }

    /// <summary>Over resources whose capacity is known.</summary>
    private KeyFigure Utilisation(Coordinates part)
    {
        if (Select("load", part, out var why) is not { } resources)
            return None("utilisation", "Utilisation", "%", _first, _count, why!);
        var (load, capacity) = (Values("load", _first, _count), Values(ResourceUse.CapacityOf(_now.Cube), _first, _count));
        var (used, there) = (new double[_count], new double[_count]);
        foreach (var r in resources)
        {
            for (var b = 0; b < _count; b++)
            {
                if (!double.IsNaN(load.Row(r)[b]) && capacity.Row(r)[b] > 0)
                    (used[b], there[b]) = (used[b] + load.Row(r)[b], there[b] + capacity.Row(r)[b]);
            }
        }

        var all = there.Sum();
        return Figure("utilisation", "Utilisation", "%", all > 0 ? used.Sum() / all : null, _first, Divide(used, there), all > 0 ? null : "the plan has no load on a resource with a known capacity");
    }

    private KeyFigure Turns(Coordinates part, int[] demand)
    {
        const string Unit = "turns a year";
        if (Select("stock_value", part, out var why) is not { } site)
            return None("turns", "Stock turns", Unit, _first, _count, why!);
        var (cost, stock) = (Sums("cost_of_sales", _first, _count, demand, null), Sums("average_stock_value", _first, _count, site, null));
        double sold = 0, held = 0, days = 0;
        var byBucket = new double?[_count];
        for (var b = 0; b < _count; b++)
        {
            var length = _now.Structure.Calendar[_first + b].DaysShared(_now.Structure.Horizon.First, _now.Structure.Calendar[_first + b].Last);
            if (double.IsNaN(stock[b]) || double.IsNaN(cost[b]))
                continue;
            byBucket[b] = stock[b] > 0 ? cost[b] * 365 / length / stock[b] : null;
            (sold, held, days) = (sold + cost[b], held + (stock[b] * length), days + length);
        }

        return Figure("turns", "Stock turns", Unit, held > 0 ? sold * 365 / held : null, _first, byBucket, held > 0 ? null : "the plan has no stock value; maybe run the stages supply and finance first");
    }

    /// <summary>By value, as unlike items have one: of each item and location the demand a day at what a unit of its stock is worth.</summary>
    private KeyFigure Coverage(Coordinates part)
    {
        if (Select("stock", part, out var why) is not { } site)
            return None("coverage", "Coverage", "days", _first, _count, why!);
        var (stock, value, daily) = (Values("stock", _first, _count), Values("stock_value", _first, _count), Values("daily_demand", _first, _count));
        var (held, asked) = (new double[_count], new double[_count]);
        foreach (var s in site)
        {
            for (var b = 0; b < _count; b++)
            {
                // Buckets the supply plan does not reach have demand to come, and no stock.
                var unit = UnitValue(stock.Row(s), value.Row(s), b);
                if (double.IsNaN(unit) || double.IsNaN(daily.Row(s)[b]) || double.IsNaN(stock.Row(s)[b]))
                    continue;
                (held[b], asked[b]) = (held[b] + (stock.Row(s)[b] * unit), asked[b] + (daily.Row(s)[b] * unit));
            }
        }

        var all = asked.Sum();
        return Figure("coverage", "Coverage", "days", all > 0 ? held.Sum() / all : null, _first, Divide(held, asked), all > 0 ? null : "the plan has no stock with a value and demand that follows");
    }

    private KeyFigure Backlog(int[] demand)
    {
        var prices = Space("order_backlog")!.Units.Prices;
        var open = Sums("order_backlog", _first, _count, demand, prices);
        var why = _now.Dataset.Rows<SalesOrder>().Count == 0 ? "the dataset has no customer orders (sales_orders)" : null;
        return Figure("order_backlog", "Order backlog", _currency, why is null ? open.Sum(Zero) : null, _first, Array.ConvertAll(open, v => why is null ? Zero(v) : (double?)null), why);
    }

    private KeyFigure Obsolescence(Coordinates part)
    {
        if (Select("stock_value", part, out var why) is not { } site)
            return None("obsolescence", "Obsolescence", "%", _first, _count, why!);
        var (obsolete, stock) = (Sums("obsolete_stock_value", _first, _count, site, null), Sums("stock_value", _first, _count, site, null));
        var byBucket = Divide(obsolete, stock);
        var last = Array.FindLast(byBucket, v => v is not null);
        return Figure("obsolescence", "Obsolescence", "%", last, _first, byBucket, last is null ? "the plan has no stock value; maybe run the stages supply and finance first" : null);
    }

    private KeyFigure WorkingCapital(Coordinates part)
    {
        if (!part.IsAll)
            return None("working_capital", "Working capital", _currency, _first, _count, "it is known for the company as a whole only");
        if (Select("working_capital", part, out var why) is not { } company)
            return None("working_capital", "Working capital", _currency, _first, _count, why!);
        var byBucket = Array.ConvertAll(Sums("working_capital", _first, _count, company, null), v => double.IsNaN(v) ? null : (double?)v);
        var last = Array.FindLast(byBucket, v => v is not null);
        return Figure("working_capital", "Working capital", _currency, last, _first, byBucket, last is null ? "the plan has no working capital; maybe run the stage finance first" : null);
    }

    /// <summary>Revenue of the plan over actual revenue of the same buckets a year before, where these are past.</summary>
    private KeyFigure Growth(int[] demand)
    {
        const string Name = "revenue_growth", Title = "Revenue growth";
        var calendar = _now.Structure.Calendar;
        var plan = Sums("revenue", _first, _count, demand, null);
        var byBucket = new double?[_count];
        double ahead = 0, before = 0;
        for (var b = 0; b < _count; b++)
        {
            var year = ForecastRecord.YearBefore(_now.Structure, _first + b);
            if (year < 0 || year >= _complete || double.IsNaN(plan[b]) || calendar[_first + b].First < _now.Structure.Horizon.First)
                continue;
            var actual = Sums("actual_revenue", year, 1, demand, null)[0];
            if (!(actual > 0))
                continue;
            byBucket[b] = (plan[b] / actual) - 1;
            (ahead, before) = (ahead + plan[b], before + actual);
        }

        return Figure(Name, Title, "%", before > 0 ? (ahead / before) - 1 : null, _first, byBucket, before > 0 ? null : "there is no actual revenue of the year before, or no planned revenue");
    }

    private static double UnitValue(ReadOnlySpan<double> stock, ReadOnlySpan<double> value, int bucket)
    {
        if (stock[bucket] != 0 && value[bucket] / stock[bucket] is var own && !double.IsNaN(own))
            return own;
        for (var b = 0; b < stock.Length; b++)
        {
            if (stock[b] != 0 && !double.IsNaN(value[b]))
                return value[b] / stock[b];
        }

        return double.NaN;
    }

    private SeriesSpace? Space(string measure) => _now.Structure.Spaces.GetValueOrDefault(MeasureRegistry.Measure(measure).Grain & ~Grain.Bucket);

    /// <summary>The series of a part in the grain of a measure; null, with the reason, where it is not told apart like that.</summary>
    private int[]? Select(string measure, Coordinates part, out string? why)
    {
        var title = MeasureRegistry.Measure(measure).Title.ToLowerInvariant();
        if (Space(measure) is not { Count: > 0 } space)
        {
            why = $"the plan has no series of {title}";
            return null;
        }

        var missing = part.Constraints.FirstOrDefault(c => !space.Attributes.Has(c.Attribute));
        why = missing is null ? null : $"{title} is not told apart by {missing.Attribute.Replace('_', ' ')}";
        return missing is null ? space.Attributes.Select(part) : null;
    }

    private SeriesMatrix Values(string measure, int first, int count)
    {
        var key = $"{measure} {first} {count}";
        if (!_values.TryGetValue(key, out var matrix))
            _values.Add(key, matrix = SeriesMatrix.From(_now.Cube.Values(measure), _now.Structure.SeriesCount(measure), first, count));
        return matrix;
    }

    private double[] Sums(string measure, int first, int count, int[] series, Func<int, double[]>? weights)
    {
        var matrix = Values(measure, first, count);
        var sums = new double[count];
        Array.Fill(sums, double.NaN);
        for (var b = 0; b < count; b++)
        {
            var factors = weights?.Invoke(first + b);
            foreach (var s in series)
            {
                var value = matrix.Row(s)[b] * (factors is null ? 1 : factors[s]);
                if (!double.IsNaN(value))
                    sums[b] = Zero(sums[b]) + value;
            }
        }

        return sums;
    }

    private static double?[] Divide(double[] above, double[] below)
    {
        var quotients = new double?[above.Length];
        for (var b = 0; b < above.Length; b++)
            quotients[b] = below[b] > 0 && !double.IsNaN(above[b]) ? above[b] / below[b] : null;
        return quotients;
    }

    private static KeyFigure Figure(string name, string title, string unit, double? value, int first, double?[] byBucket, string? why, int lag = 0) =>
        new(name, title, lag, unit, why is null ? value : null, first, why is null ? byBucket : new double?[byBucket.Length], null, null, null, KpiStatus.Open, why);

    private static KeyFigure None(string name, string title, string unit, int first, int count, string why) => Figure(name, title, unit, null, first, new double?[count], why);

    private static (KeyFigure, KpiDirection) Higher(KeyFigure kpi) => (kpi, KpiDirection.Higher);

    private static double Zero(double value) => double.IsNaN(value) ? 0 : value;
}
