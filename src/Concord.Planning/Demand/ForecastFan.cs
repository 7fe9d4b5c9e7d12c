using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Demand;

/// <summary>The statistical forecast of a part of the plan with its intervals, by bucket of the horizon.</summary>
/// <param name="FirstBucket">Index in the calendar of the first value of each array.</param>
/// <param name="Unit">Null where the part has no total.</param>
/// <param name="NoTotal">Why it has none.</param>
/// <param name="Series">Series added up.</param>
public sealed record ForecastFan(
    int FirstBucket, string? Unit, string? NoTotal, int Series, double[] Mean, double[] Low80, double[] High80, double[] Low95, double[] High95)
{
    /// <summary>
    /// Means add up. Quantiles do not: the distance of a quantile of the total from its mean is taken as the root of the sum of squared distances of the series, as if their errors had nothing to do with each
    /// other. Where they have a common cause the true interval is wider. Of a single series it is its own.
    /// </summary>
    public static ForecastFan Of(PlanCube cube, PlanStructure structure, Coordinates filter, ValueUnit unit)
    {
        var horizon = structure.Horizon.BucketsOf(structure.Calendar);
        var (first, count) = (horizon.Start.Value, horizon.End.Value - horizon.Start.Value);
        var measure = MeasureRegistry.Measure("statistical_forecast");
        if (structure.SeriesCount(measure.Name) == 0)
            return new ForecastFan(first, null, "The plan has no series of demand.", 0, [], [], [], [], []);
        var space = structure.Of(measure);
        var series = space.Attributes.Select(filter);
        var (name, noTotal) = UnitFactors.Common(space, measure, unit, series);
        var weights = UnitFactors.Of(space, measure, unit);
        SeriesMatrix Read(string of) => SeriesMatrix.From(cube.Values(of), space.Count, first, count);
        var mean = Read("statistical_forecast");
        SeriesMatrix[] quantiles = [Read("forecast_low_80"), Read("forecast_high_80"), Read("forecast_low_95"), Read("forecast_high_95")];
        var sums = New(count);
        double[][] ends = [New(count), New(count), New(count), New(count)];
        for (var b = 0; noTotal is null && b < count; b++)
        {
            var factors = weights?.Of(first + b);
            Span<double> squares = [0, 0, 0, 0];
            var (sum, any) = (0d, false);
            foreach (var s in series)
            {
                var factor = factors is null ? 1 : factors[s];
                var expected = mean.Row(s)[b] * factor;
                if (double.IsNaN(expected))
                    continue;
                any = true;
                sum += expected;
                for (var q = 0; q < ends.Length; q++)
                {
                    var distance = (quantiles[q].Row(s)[b] * factor) - expected;
                    squares[q] += double.IsNaN(distance) ? 0 : distance * distance;
                }
            }

            if (!any)
                continue;
            sums[b] = sum;
            for (var q = 0; q < ends.Length; q++)
                ends[q][b] = q % 2 == 0 ? Math.Max(Math.Min(0, sum), sum - Math.Sqrt(squares[q])) : sum + Math.Sqrt(squares[q]);
        }

        return new ForecastFan(first, name, noTotal, series.Length, sums, ends[0], ends[1], ends[2], ends[3]);
    }

    private static double[] New(int count)
    {
        var values = new double[count];
        Array.Fill(values, double.NaN);
        return values;
    }
}
