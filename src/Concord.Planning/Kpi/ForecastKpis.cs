using Concord.Planning.Scenarios;

namespace Concord.Planning.Kpi;

/// <summary>Forecast errors of stored plans, by lag, for any part.</summary>
internal sealed class ForecastKpis
{
    private static readonly (string Measure, string Title)[] Inputs = [("sales_input", "Sales input"), ("marketing_input", "Marketing input"), ("finance_input", "Finance input")];

    private readonly List<Measured> _measured = [];
    private readonly int _complete;

    /// <summary>A bucket that is past, and what a plan so many buckets before it said of it; all by series.</summary>
    private sealed record Measured(int Lag, int Bucket, double[] Actual, double[] Consensus, double[] Statistical, double[] Naive, double[][] Inputs);

    /// <param name="now">What was ordered.</param>
    /// <param name="plans">Plans of record.</param>
    /// <param name="series">Series of demand.</param>
    /// <param name="first">First bucket measured.</param>
    /// <param name="lags">Lags from 1 on.</param>
    public ForecastKpis(StageInput now, IReadOnlyList<RecordedPlan> plans, int series, int first, int lags)
    {
        _complete = ForecastRecord.CompleteBuckets(now.Structure);
        HasPlans = plans.Count > 0;
        for (var bucket = first; bucket < _complete; bucket++)
        {
            double[]? actual = null;
            for (var lag = 1; lag <= lags; lag++)
            {
                if (ForecastRecord.Planned(plans, bucket, lag) is not { } plan)
                    continue;
                actual ??= ForecastRecord.Actual(now.State, series, bucket);
                double[] Recorded(string measure) => ForecastRecord.Recorded(plan, measure, series, bucket);
                _measured.Add(new Measured(
                    lag, bucket, actual, Recorded("consensus_demand"), Recorded("statistical_forecast"),
                    ForecastRecord.Naive(now.State, now.Structure, series, plan.Structure.FirstPlanned, bucket), Array.ConvertAll(Inputs, i => Recorded(i.Measure))));
            }
        }
    }

    public bool HasPlans { get; }

    /// <summary>Why there is no value for a lag; null when there is.</summary>
    public string? WhyNot(int lag) => _measured.Exists(m => m.Lag == lag) ? null
        : !HasPlans ? "there is no plan of record yet"
        : $"no plan of record planned a bucket {lag} ahead that is past now";

    /// <summary>Sums over some series in a bucket: error, absolute error, absolute error of the naive forecast, demand. Null where the bucket is not measured at this lag.</summary>
    /// <param name="weights">What quantities are multiplied by, by bucket and series; NaN leaves a series out.</param>
    public (double Error, double Absolute, double Naive, double Demand)? Sums(int lag, int bucket, int[] series, Func<int, double[]> weights)
    {
        if (_measured.Find(m => m.Lag == lag && m.Bucket == bucket) is not { } found)
            return null;
        var factors = weights(bucket);
        var (error, absolute, naive, demand) = (0d, 0d, 0d, 0d);
        foreach (var s in series)
        {
            if (double.IsNaN(factors[s]))
                continue;
            var off = Zero(found.Consensus[s]) - found.Actual[s];
            error += off * factors[s];
            absolute += Math.Abs(off) * factors[s];
            naive += Math.Abs(found.Naive[s] - found.Actual[s]) * factors[s];
            demand += found.Actual[s] * factors[s];
        }

        return (error, absolute, naive, demand);
    }

    /// <summary>The same sums for each series by itself, over all buckets measured at the lag.</summary>
    /// <param name="weights">What quantities are multiplied by, by bucket and series; NaN leaves a series out.</param>
    public (double[] Error, double[] Absolute, double[] Naive, double[] Demand) BySeries(int lag, int count, int[] series, Func<int, double[]> weights)
    {
        var (error, absolute, naive, demand) = (new double[count], new double[count], new double[count], new double[count]);
        foreach (var found in _measured.Where(m => m.Lag == lag))
        {
            var factors = weights(found.Bucket);
            foreach (var s in series)
            {
                if (double.IsNaN(factors[s]))
                    continue;
                var off = Zero(found.Consensus[s]) - found.Actual[s];
                error[s] += off * factors[s];
                absolute[s] += Math.Abs(off) * factors[s];
                naive[s] += Math.Abs(found.Naive[s] - found.Actual[s]) * factors[s];
                demand[s] += found.Actual[s] * factors[s];
            }
        }

        return (error, absolute, naive, demand);
    }

    /// <summary>Forecast value added of each step: statistics against naive, consensus against statistics, and each input against statistics where there was one.</summary>
    public IEnumerable<FvaStep> Steps(int[] series, Func<int, double[]> weights)
    {
        foreach (var lag in _measured.GroupBy(m => m.Lag).OrderBy(g => g.Key))
        {
            yield return Step("Statistical forecast against naive", lag, m => m.Naive, m => m.Statistical, all: true);
            yield return Step("Consensus against statistical forecast", lag, m => m.Statistical, m => m.Consensus, all: true);
            for (var i = 0; i < Inputs.Length; i++)
            {
                var input = i;
                if (Step($"{Inputs[i].Title} against statistical forecast", lag, m => m.Statistical, m => m.Inputs[input], all: false) is { Cells: > 0 } step)
                    yield return step;
            }
        }

        FvaStep Step(string name, IGrouping<int, Measured> lag, Func<Measured, double[]> before, Func<Measured, double[]> after, bool all)
        {
            var (without, with, demand, cells) = (0d, 0d, 0d, 0);
            foreach (var m in lag)
            {
                var (factors, one, other) = (weights(m.Bucket), before(m), after(m));
                foreach (var s in series)
                {
                    if (double.IsNaN(factors[s]) || (!all && double.IsNaN(other[s])))
                        continue;
                    without += Math.Abs(Zero(one[s]) - m.Actual[s]) * factors[s];
                    with += Math.Abs(Zero(other[s]) - m.Actual[s]) * factors[s];
                    demand += m.Actual[s] * factors[s];
                    cells++;
                }
            }

            return new FvaStep(name, lag.Key, without, with, demand, cells);
        }
    }

    private static double Zero(double value) => double.IsNaN(value) ? 0 : value;
}
