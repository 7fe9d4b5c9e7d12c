using System.Globalization;
using Concord.Planning.Cube;
using Concord.Planning.Demand;
using Concord.Planning.Kpi;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Cycle;

/// <summary>How far the forecast of each group was off: by the plans of record, else by the backtest of the forecast.</summary>
internal sealed class DemandErrors
{
    private readonly int[] _buckets;
    private readonly double[] _errors;
    private readonly double[] _actual;
    private readonly double[] _absolute;
    private readonly double[] _bias;

    private DemandErrors(int[] buckets, double[] errors, double[] actual, double[] absolute, double[] bias, string basis, bool isRecorded)
    {
        (_buckets, _errors, _actual, _absolute, _bias, Basis, IsRecorded) = (buckets, errors, actual, absolute, bias, basis, isRecorded);
    }

    /// <summary>What the errors are measured by, for people.</summary>
    public string Basis { get; }

    /// <summary>True when plans of record tell of them.</summary>
    public bool IsRecorded { get; }

    /// <summary>Buckets measured; those of a half year in a backtest.</summary>
    public int Buckets => _buckets.Length;

    public double Absolute(int group) => _absolute[group];

    /// <summary>Above zero too much was forecast.</summary>
    public double Bias(int group) => _bias[group];

    public double Actual(int group) => _actual[group];

    /// <summary>Usual absolute error as a share of demand; null when it is not known.</summary>
    public double? Share(int group) => _actual[group] > 0 && !double.IsNaN(_absolute[group]) ? _absolute[group] / _actual[group] : null;

    /// <summary>True when the error had the same sign in every bucket measured, three at least. Of a backtest only the sum is known: then when most of the error is bias.</summary>
    public bool IsPersistent(int group)
    {
        if (!IsRecorded)
            return _absolute[group] > 0 && Math.Abs(_bias[group]) >= _absolute[group] / 2;
        var row = _errors.AsSpan(group * _buckets.Length, _buckets.Length);
        var (above, below) = (0, 0);
        foreach (var error in row)
        {
            above += error > 0 ? 1 : 0;
            below += error < 0 ? 1 : 0;
        }

        return row.Length >= 3 && (above == row.Length || below == row.Length);
    }

    /// <summary>Errors at a lag over the buckets of the last half year that are past as a whole and that a plan of record planned so many buckets ahead; else of the backtest.</summary>
    public static DemandErrors Of(StageInput now, DemandReviewSums sums, IReadOnlyList<RecordedPlan> plans, ForecastDetails? forecast, int lag, int halfYear)
    {
        var complete = ForecastRecord.CompleteBuckets(now.Structure);
        var measured = new List<(int Bucket, RecordedPlan Plan)>();
        for (var bucket = Math.Max(0, complete - halfYear); bucket < complete; bucket++)
        {
            if (ForecastRecord.Planned(plans, bucket, lag) is { } plan)
                measured.Add((bucket, plan));
        }

        return measured.Count > 0 ? Recorded(now, sums, measured, lag) : Backtest(now, sums, forecast, complete, halfYear);
    }

    private static DemandErrors Recorded(StageInput now, DemandReviewSums sums, List<(int Bucket, RecordedPlan Plan)> measured, int lag)
    {
        var (groups, count) = (sums.Grouping.Count, measured.Count);
        var errors = new double[groups * count];
        var (actual, absolute, bias) = (new double[groups], new double[groups], new double[groups]);
        for (var b = 0; b < count; b++)
        {
            var forecast = sums.Of(measured[b].Plan.State.Cube, "consensus_demand", measured[b].Bucket, 1);
            var sold = sums.Of(now.Cube, "sales_history", measured[b].Bucket, 1);
            for (var g = 0; g < groups; g++)
            {
                var (was, came) = (Zero(forecast[g]), Zero(sold[g]));
                errors[(g * count) + b] = was - came;
                actual[g] += came;
                absolute[g] += Math.Abs(was - came);
                bias[g] += was - came;
            }
        }

        var calendar = now.Structure.Calendar;
        var span = count == 1 ? calendar[measured[0].Bucket].Label : $"{calendar[measured[0].Bucket].Label} to {calendar[measured[^1].Bucket].Label}";
        return new DemandErrors([.. measured.Select(m => m.Bucket)], errors, actual, absolute, bias, string.Create(CultureInfo.InvariantCulture, $"plans of record, lag {lag}, {span}"), true);
    }

    /// <summary>
    /// Of each series the error of the backtest is that of the seasonal naive forecast within its history times MASE. Errors of the series of a group are taken as independent, the root of the sum of their
    /// squares, and never less than their bias, which adds up.
    /// </summary>
    private static DemandErrors Backtest(StageInput now, DemandReviewSums sums, ForecastDetails? forecast, int complete, int halfYear)
    {
        var groups = sums.Grouping.Count;
        var (actual, absolute, bias) = (new double[groups], new double[groups], new double[groups]);
        var periods = new SeasonPeriods(now.Structure);
        var history = periods.Fold(SeriesMatrix.From(now.Cube.Values("cleansed_history"), sums.Space.Count, 0, now.Structure.FirstPlanned));
        // What a bucket is worth in periods: weeks cut at month ends are less than one.
        var length = complete == 0 ? 0 : halfYear * periods.Past / (double)Math.Max(1, now.Structure.FirstPlanned);
        foreach (var series in forecast?.Series ?? [])
        {
            if (series.Series >= sums.Grouping.GroupOf.Length || sums.Grouping.GroupOf[series.Series] is not (>= 0 and var g) || series.Error is not { } error)
                continue;
            var (mean, naive) = Naive(history.Row(series.Series)[..periods.Past], periods.Season);
            var worth = sums.Worth(series.Series, now.Structure.FirstPlanned) * length;
            if (double.IsNaN(worth))
                continue;
            actual[g] += mean * worth;
            var off = error * naive * worth;
            absolute[g] += off * off;
            bias[g] += (series.Bias ?? 0) * mean * worth;
        }

        for (var g = 0; g < groups; g++)
            absolute[g] = Math.Max(Math.Sqrt(absolute[g]), Math.Abs(bias[g]));
        return new DemandErrors(new int[halfYear], [], actual, absolute, bias, forecast is null ? "nothing: there is neither a plan of record nor a backtest" : "backtest of the statistical forecast, for half a year", false);
    }

    /// <summary>Mean of the last season, and mean absolute error of the seasonal naive forecast from the first sale on.</summary>
    private static (double Mean, double Naive) Naive(ReadOnlySpan<double> history, int season)
    {
        var start = history.IndexOfAnyExcept(double.NaN, 0d);
        if (start < 0)
            return (0, 0);
        var known = history[start..];
        var last = known[Math.Max(0, known.Length - season)..];
        var mean = DemandReviewSums.Total(last) / last.Length;
        var lag = known.Length > season ? season : 1;
        var (sum, count) = (0d, 0);
        for (var t = lag; t < known.Length; t++)
        {
            sum += Math.Abs(Zero(known[t]) - Zero(known[t - lag]));
            count++;
        }

        return (mean, count == 0 ? 0 : sum / count);
    }

    private static double Zero(double value) => double.IsNaN(value) ? 0 : value;
}
