using Concord.Planning.Cube;
using Concord.Planning.Supply;

namespace Concord.Planning.Kpi;

/// <summary>What a key figure is made of, by series, over its period: sums that add up over any members.</summary>
/// <param name="Space">The series of <paramref name="Contribution"/> and <paramref name="Above"/>.</param>
/// <param name="What">What the contribution is, in words.</param>
/// <param name="Unit">What it is added up in.</param>
/// <param name="Contribution">What ranks members; 0 for none.</param>
/// <param name="Above">The one side of the quotient.</param>
/// <param name="BelowSpace">The series of <paramref name="Below"/>.</param>
/// <param name="Below">The other side.</param>
/// <param name="Value">The key figure of both sums; not finite when it cannot be measured.</param>
internal sealed record KpiTerms(SeriesSpace Space, string What, string Unit, double[] Contribution, double[] Above, SeriesSpace BelowSpace, double[] Below, Func<double, double, double> Value);

internal sealed partial class KpiParts
{
    /// <summary>What a key figure is made of; null, with the reason, where it is not told apart.</summary>
    /// <param name="figure">One of <see cref="Names"/>.</param>
    /// <param name="lag">For forecasts.</param>
    /// <param name="part">Series outside of it have 0.</param>
    public KpiTerms? Terms(string figure, int lag, Coordinates part, out string? why)
    {
        switch (figure)
        {
            case "plan_adherence":
                return AdherenceTerms(part, out why);
            case "utilisation":
                return UtilisationTerms(part, out why);
            case "coverage":
                return CoverageTerms(part, out why);
            case "obsolescence":
                return ObsolescenceTerms(part, out why);
        }

        why = null;
        var space = Space("sales_history")!;

        // One weight for all members of the part, or what they contribute would not add up.
        var (demand, weights, unit) = Demand(part);
        switch (figure)
        {
            case "forecast_accuracy" or "bias" or "forecast_value_added":
                var (error, absolute, naive, asked) = Forecasts.BySeries(lag, space.Count, demand, weights);
                return figure switch
                {
                    "forecast_accuracy" => One(space, "absolute error", unit, absolute, asked, (a, b) => 1 - (a / b)),
                    "bias" => One(space, "error: forecast less demand", unit, error, asked, (a, b) => a / b),
                    _ => One(space, "error avoided against the naive forecast", unit, Less(naive, absolute), asked, (a, b) => a / b),
                };
            case "fill_rate":
                return Short(space, demand, "delivered_in_time", "asked_quantity", "quantity not delivered in its bucket", unit, weights);
            case "otif":
                return Short(space, demand, "otif_lines", "order_lines", "order lines late or not in full", "order lines", null);
            case "turns":
                return TurnsTerms(part, demand, out why);
            case "order_backlog":
                var open = BySeries("order_backlog", _first, _count, space.Count, demand, Space("order_backlog")!.Units.Prices);
                return One(space, "order backlog", _currency, open, open, (a, _) => a);
            case "margin_percent":
                return One(
                    space, "margin", _currency, BySeries("margin", _first, _count, space.Count, demand, null), BySeries("revenue", _first, _count, space.Count, demand, null), (a, b) => a / b);
            case "revenue_growth":
                return GrowthTerms(space, demand);
            default:
                why = "it is known for the company as a whole only";
                return null;
        }
    }

    private static KpiTerms One(SeriesSpace space, string what, string unit, double[] above, double[] below, Func<double, double, double> value) =>
        new(space, what, unit, above, above, space, below, value);

    /// <summary>Of a share: what is missing to all of it.</summary>
    private KpiTerms Short(SeriesSpace space, int[] series, string done, string asked, string what, string unit, Func<int, double[]>? weights)
    {
        var all = BySeries(asked, _past, _complete - _past, space.Count, series, weights);
        return One(space, what, unit, Less(all, BySeries(done, _past, _complete - _past, space.Count, series, weights)), all, (a, b) => 1 - (a / b));
    }

    private KpiTerms? AdherenceTerms(Coordinates part, out string? why)
    {
        if (Select("production", part, out why) is not { } site)
            return null;
        var space = Space("production")!;
        var (_, weights, unit) = Weights(space, site);
        var (deviation, planned) = (new double[space.Count], new double[space.Count]);
        for (var bucket = _past; bucket < _complete; bucket++)
        {
            if (ForecastRecord.Planned(_plans, bucket, 1) is not { } plan)
                continue;
            var recorded = ForecastRecord.Recorded(plan, "production", space.Count, bucket);
            var actual = SeriesMatrix.From(_now.Cube.Values("actual_production"), space.Count, bucket, 1).Values;
            var factors = weights(bucket);
            foreach (var s in site)
            {
                if (double.IsNaN(factors[s]))
                    continue;
                deviation[s] += Math.Abs(Zero(recorded[s]) - Zero(actual[s])) * factors[s];
                planned[s] += Zero(recorded[s]) * factors[s];
            }
        }

        return One(space, "deviation of production from the plan", unit, deviation, planned, (a, b) => 1 - (a / b));
    }

    private KpiTerms? UtilisationTerms(Coordinates part, out string? why)
    {
        if (Select("load", part, out why) is not { } resources)
            return null;
        var space = Space("load")!;
        var (load, capacity) = (Values("load", _first, _count), Values(ResourceUse.CapacityOf(_now.Cube), _first, _count));
        var (used, there) = (new double[space.Count], new double[space.Count]);
        foreach (var r in resources)
        {
            for (var b = 0; b < _count; b++)
            {
                if (!double.IsNaN(load.Row(r)[b]) && capacity.Row(r)[b] > 0)
                    (used[r], there[r]) = (used[r] + load.Row(r)[b], there[r] + capacity.Row(r)[b]);
            }
        }

        return One(space, "load", "hours", used, there, (a, b) => a / b);
    }

    private KpiTerms? TurnsTerms(Coordinates part, int[] demand, out string? why)
    {
        if (Select("stock_value", part, out why) is not { } site)
            return null;
        var (space, demandSpace) = (Space("stock_value")!, Space("cost_of_sales")!);
        var (cost, stock) = (Sums("cost_of_sales", _first, _count, demand, null), Sums("average_stock_value", _first, _count, site, null));
        var (held, sold, days) = (new double[space.Count], new double[demandSpace.Count], 0d);
        var (values, costs) = (Values("average_stock_value", _first, _count), Values("cost_of_sales", _first, _count));
        for (var b = 0; b < _count; b++)
        {
            if (double.IsNaN(stock[b]) || double.IsNaN(cost[b]))
                continue;
            var bucket = _now.Structure.Calendar[_first + b];
            var length = bucket.DaysShared(_now.Structure.Horizon.First, bucket.Last);
            days += length;
            foreach (var s in site)
                held[s] += Zero(values.Row(s)[b]) * length;
            foreach (var s in demand)
                sold[s] += Zero(costs.Row(s)[b]);
        }

        var average = Array.ConvertAll(held, h => days > 0 ? h / days : 0);
        return new KpiTerms(space, "average stock value", _currency, average, held, demandSpace, sold, (a, b) => a > 0 ? b * 365 / a : double.NaN);
    }

    private KpiTerms? CoverageTerms(Coordinates part, out string? why)
    {
        if (Select("stock", part, out why) is not { } site)
            return null;
        var space = Space("stock")!;
        var (stock, value, daily) = (Values("stock", _first, _count), Values("stock_value", _first, _count), Values("daily_demand", _first, _count));
        var (held, asked, measured) = (new double[space.Count], new double[space.Count], new bool[_count]);
        foreach (var s in site)
        {
            for (var b = 0; b < _count; b++)
            {
                var unit = UnitValue(stock.Row(s), value.Row(s), b);
                if (double.IsNaN(unit) || double.IsNaN(daily.Row(s)[b]) || double.IsNaN(stock.Row(s)[b]))
                    continue;
                measured[b] = true;
                (held[s], asked[s]) = (held[s] + (stock.Row(s)[b] * unit), asked[s] + (daily.Row(s)[b] * unit));
            }
        }

        var buckets = Math.Max(1, measured.Count(m => m));
        return new KpiTerms(space, "stock value, average", _currency, Array.ConvertAll(held, h => h / buckets), held, space, asked, (a, b) => b > 0 ? a / b : double.NaN);
    }

    /// <summary>In the last bucket with a stock value, as the key figure.</summary>
    private KpiTerms? ObsolescenceTerms(Coordinates part, out string? why)
    {
        if (Select("stock_value", part, out why) is not { } site)
            return null;
        var space = Space("stock_value")!;
        var byBucket = Divide(Sums("obsolete_stock_value", _first, _count, site, null), Sums("stock_value", _first, _count, site, null));
        var last = Math.Max(0, Array.FindLastIndex(byBucket, v => v is not null));
        return One(
            space, "value of stock nobody will ask for", _currency, BySeries("obsolete_stock_value", _first + last, 1, space.Count, site, null),
            BySeries("stock_value", _first + last, 1, space.Count, site, null), (a, b) => b > 0 ? a / b : double.NaN);
    }

    /// <summary>Over the buckets the key figure has a value for.</summary>
    private KpiTerms GrowthTerms(SeriesSpace space, int[] demand)
    {
        var growth = Growth(demand).ByBucket;
        var (ahead, before) = (new double[space.Count], new double[space.Count]);
        for (var b = 0; b < _count; b++)
        {
            if (growth[b] is null)
                continue;
            var year = ForecastRecord.YearBefore(_now.Structure, _first + b);
            var (plan, actual) = (BySeries("revenue", _first + b, 1, space.Count, demand, null), BySeries("actual_revenue", year, 1, space.Count, demand, null));
            foreach (var s in demand)
                (ahead[s], before[s]) = (ahead[s] + plan[s], before[s] + actual[s]);
        }

        return One(space, "revenue more than the year before", _currency, Less(ahead, before), before, (a, b) => b > 0 ? a / b : double.NaN);
    }

    private double[] BySeries(string measure, int first, int buckets, int count, int[] series, Func<int, double[]>? weights)
    {
        var matrix = Values(measure, first, buckets);
        var sums = new double[count];
        for (var b = 0; b < buckets; b++)
        {
            var factors = weights?.Invoke(first + b);
            foreach (var s in series)
            {
                if (matrix.Row(s)[b] * (factors is null ? 1 : factors[s]) is var value && !double.IsNaN(value))
                    sums[s] += value;
            }
        }

        return sums;
    }

    private static double[] Less(double[] from, double[] what)
    {
        var left = new double[from.Length];
        for (var i = 0; i < left.Length; i++)
            left[i] = from[i] - what[i];
        return left;
    }
}
