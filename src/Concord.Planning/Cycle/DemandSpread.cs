using Concord.Planning.Cube;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Cycle;

/// <summary>How far the demand of a market segment may miss its forecast over the horizon, as factors of it.</summary>
/// <param name="Part">The segment.</param>
/// <param name="Low">At the low end of the 80 % interval, at least <see cref="Least"/>.</param>
/// <param name="High">At its high end, at most <see cref="Most"/>.</param>
/// <param name="Series">Series of the segment.</param>
/// <param name="Dependence">Mean correlation between the misses of its series, 0 to 1.</param>
/// <param name="Differences">Observations the correlation was measured on; 0 where it is assumed to be 1.</param>
/// <param name="FromForecast">True when the intervals are those of the forecast, false when they come from the history.</param>
internal sealed record DemandSpread(Coordinates Part, double Low, double High, int Series, double Dependence, int Differences, bool FromForecast)
{
    private const double Least = 0.5, Most = 1.5;

    /// <summary>Differences below which a correlation says nothing, and above which older ones are not looked at.</summary>
    private const int FewestDifferences = 6, MostDifferences = 24;

    /// <summary>The 90 % quantile of the standard normal distribution: the half width of an 80 % interval in standard deviations.</summary>
    private const double HalfWidth = 1.2815515655446004;

    /// <summary>For the name of a driver: nothing for all of demand.</summary>
    public string Suffix => Part.IsAll ? "" : $", {Part}";

    public string Assumption(string end, string way) =>
        $"Demand at the {end} end of its 80 % interval: one case in ten is {way}. "
        + (FromForecast ? $"The intervals of the forecast of {Series} series, " : $"The changes of {Series} series against the year before, ")
        + (Differences > 0 ? $"combined at their mean correlation of {Dependence:0.00} in {Differences} past buckets." : "taken to miss all together, as the history is too short to tell.")
        + ((end == "low" ? Low == Least : High == Most) ? $" Held to {(end == "low" ? Least : Most):0.0#}, as the interval is wider." : "");

    /// <summary>
    /// The segments: channels where there are several, else regions, else all demand. The 80 % half widths h of the series of a bucket combine to the root of (1 - r) Σh² + r (Σh)², where r is the
    /// mean correlation of the series' changes against the same bucket of the year before: (Var Σ - Σ Var) / ((Σ σ)² - Σ Var). Over the buckets of the horizon they add up, as a forecast that
    /// is wrong stays wrong for a while. Series weigh by their net price. Segments without demand are left out.
    /// </summary>
    public static IReadOnlyList<DemandSpread> Of(StageInput plan)
    {
        var (structure, cube) = (plan.Structure, plan.Cube);
        var count = structure.SeriesCount("statistical_forecast");
        var horizon = structure.Horizon.BucketsOf(structure.Calendar);
        var (first, buckets) = (horizon.Start.Value, horizon.End.Value - horizon.Start.Value);
        if (count == 0 || buckets == 0)
            return [];
        var space = structure.Of(Data.Measures.MeasureRegistry.Measure("statistical_forecast"));
        var forecast = SeriesMatrix.From(cube.Values("statistical_forecast"), count, first, buckets);
        var consensus = SeriesMatrix.From(cube.Values("consensus_demand"), count, first, buckets);
        var (low, high) = (SeriesMatrix.From(cube.Values("forecast_low_80"), count, first, buckets), SeriesMatrix.From(cube.Values("forecast_high_80"), count, first, buckets));
        var weights = Weights(space, first);
        var (changes, differences) = Changes(plan, count, first);
        var level = new[] { "channel", "region" }.FirstOrDefault(a => space.Attributes.Has(a) && space.Attributes.Attribute(a).Members.Length > 1);
        var groups = space.Attributes.Group(level is null ? [] : [level], Coordinates.All);
        var spreads = new List<DemandSpread>();
        for (var group = 0; group < groups.Count; group++)
        {
            var series = groups.SeriesOf(group).ToArray();
            var part = level is null ? Coordinates.All : Coordinates.Of((level, groups.Keys[group][0]));
            var (r, total) = Correlation(changes, differences, series, weights);
            double mean = 0, below = 0, above = 0, demand = 0;
            for (var bucket = 0; bucket < buckets; bucket++)
            {
                double lows = 0, lowSquares = 0, highs = 0, highSquares = 0;
                foreach (var one in series)
                {
                    if (Or(consensus.Row(one)[bucket], forecast.Row(one)[bucket]) is var asked && asked > 0)
                        demand += asked * weights[one];
                    var (m, l, h) = (forecast.Row(one)[bucket], low.Row(one)[bucket], high.Row(one)[bucket]);
                    if (double.IsNaN(m) || double.IsNaN(l) || double.IsNaN(h))
                        continue;
                    mean += m * weights[one];
                    var (down, up) = (Math.Max(0, m - l) * weights[one], Math.Max(0, h - m) * weights[one]);
                    (lows, lowSquares, highs, highSquares) = (lows + down, lowSquares + (down * down), highs + up, highSquares + (up * up));
                }

                below += Math.Sqrt(((1 - r) * lowSquares) + (r * lows * lows));
                above += Math.Sqrt(((1 - r) * highSquares) + (r * highs * highs));
            }

            var known = differences >= FewestDifferences ? differences : 0;
            if (mean > 0)
                spreads.Add(Spread(part, below / mean, above / mean, series.Length, r, known, true));
            else if (demand > 0 && known > 0 && total > 0 && HalfWidth * Math.Sqrt(total / 2) * buckets / demand is var share)
                spreads.Add(Spread(part, share, share, series.Length, r, known, false));
        }

        return spreads;
    }

    private static DemandSpread Spread(Coordinates part, double below, double above, int series, double r, int differences, bool forecast) =>
        new(part, Math.Round(Math.Max(Least, 1 - below), 3), Math.Round(Math.Min(Most, 1 + above), 3), series, r, differences, forecast);

    private static double Or(double value, double other) => double.IsNaN(value) ? other : value;

    /// <summary>Net prices; 0 where none is known; 1 for all where no series has one.</summary>
    private static double[] Weights(SeriesSpace space, int bucket)
    {
        var weights = Array.ConvertAll(space.Units.Prices(bucket), price => price > 0 ? price : 0);
        if (!Array.Exists(weights, w => w > 0))
            Array.Fill(weights, 1);
        return weights;
    }

    /// <summary>For each series its last changes against the same bucket of the year before; against the bucket before where there is no year of history.</summary>
    private static (double[][] Changes, int Count) Changes(StageInput plan, int series, int closed)
    {
        var calendar = plan.Structure.Calendar;
        var year = calendar.IndexOf(calendar[closed].First.AddYears(-1));
        var measure = plan.Cube.Values("cleansed_history").BucketCount > 0 ? "cleansed_history" : "sales_history";
        var history = SeriesMatrix.From(plan.Cube.Values(measure), series, 0, closed);

        // Buckets before the first sale of all are no history.
        var begin = 0;
        while (begin < closed && Enumerable.Range(0, series).All(s => double.IsNaN(history.Row(s)[begin])))
            begin++;
        var lag = year >= 0 && year - begin >= FewestDifferences ? closed - year : 1;
        var count = Math.Clamp(closed - begin - lag, 0, MostDifferences);
        var changes = new double[series][];
        for (var s = 0; s < series; s++)
        {
            changes[s] = new double[count];
            var row = history.Row(s);
            for (var i = 0; i < count; i++)
            {
                var at = closed - count + i;
                changes[s][i] = Or(row[at], 0) - Or(row[at - lag], 0);
            }
        }

        return (changes, count);
    }

    /// <summary>The mean correlation, 1 where there is too little to tell; and the variance of the total.</summary>
    private static (double R, double Total) Correlation(double[][] changes, int count, int[] series, double[] weights)
    {
        if (count < FewestDifferences)
            return (1, 0);
        double variances = 0, deviations = 0;
        var sums = new double[count];
        foreach (var s in series)
        {
            var weighted = new double[count];
            for (var i = 0; i < count; i++)
            {
                weighted[i] = changes[s][i] * weights[s];
                sums[i] += weighted[i];
            }

            var variance = Variance(weighted);
            (variances, deviations) = (variances + variance, deviations + Math.Sqrt(variance));
        }

        var total = Variance(sums);
        var room = (deviations * deviations) - variances;
        return (room > variances * 1e-9 && room > 0 ? Math.Clamp((total - variances) / room, 0, 1) : 1, total);
    }

    private static double Variance(ReadOnlySpan<double> values)
    {
        double mean = 0, squares = 0;
        foreach (var value in values)
            mean += value / values.Length;
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        return squares / (values.Length - 1);
    }
}
