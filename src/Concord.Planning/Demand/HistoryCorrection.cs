using Concord.Numerics.Forecasting;
using Concord.Numerics.Statistics;

namespace Concord.Planning.Demand;

/// <summary>A correction within one series.</summary>
internal readonly record struct SeriesCorrection(int Period, CorrectionReason Reason, double Before, double After, string Cause);

/// <summary>Corrects the history of one series, period by period. The order is: returns, events, stock-outs, outliers; each sees what the one before left.</summary>
internal static class HistoryCorrection
{
    /// <summary>Share of a period without stock, from which on a stock-out is looked at.</summary>
    private const double LeastStockOut = .2;

    /// <summary>Demand in a stock-out is filled up when it is below this share of what was expected ...</summary>
    private const double ClearlyLess = .75;

    /// <summary>An outlier is this many robust standard deviations away, and under half of what was expected, or over double and this many times as far above as any other.</summary>
    private const double OutlierLimit = 6, AboveOthers = 1.5;

    /// <summary>A deviation of this many robust standard deviations counts for a run ...</summary>
    private const double RunLimit = 2;

    /// <summary>... and a run of as many in one direction is a level that shifted.</summary>
    private const int LevelShift = 3;

    /// <summary>The spread is taken as at least this share of what was expected, so that an even series does not cry at small moves.</summary>
    private const double SpreadFloor = .1;

    /// <summary>First periods of a life whose moves are its ramp.</summary>
    private const int RampUp = 6;

    /// <summary>Where demand varies much, or comes now and then, the largest value is an outlier when it is this many times the median and three times every other; it is brought down to these.</summary>
    private const double WildOrder = 20;

    /// <summary>Corrects a series in place.</summary>
    /// <param name="history">By past period; NaN for nothing sold.</param>
    /// <param name="season">Periods of a season.</param>
    /// <param name="events">Factors that take events back.</param>
    /// <param name="stockOuts">Share of each period without stock; empty for none.</param>
    /// <param name="corrections">Receives what was changed.</param>
    public static void Correct(
        Span<double> history, int season, IReadOnlyList<(int Period, double Factor, Data.DemandEvent Event)> events, ReadOnlySpan<double> stockOuts, List<SeriesCorrection> corrections)
    {
        SetReturnsAgainstOrders(history, corrections);
        foreach (var (period, factor, e) in events)
        {
            if (history[period] > 0)
                Change(history, period, history[period] * factor, CorrectionReason.Event, $"event {e.Id}: demand times {1 / factor:0.##}", corrections);
        }

        var start = 0;
        while (start < history.Length && !(history[start] > 0))
            start++;
        var life = history[start..];
        if (life.Length <= RampUp)
            return;
        if (Usual(life) != DemandPattern.Smooth)
            CorrectWildOrders(life, start, corrections);
        else
            CorrectByNeighbours(history, start, season, stockOuts, corrections);
    }

    /// <summary>The kind of demand without the largest value, which alone could make an even series look wild.</summary>
    private static DemandPattern Usual(ReadOnlySpan<double> life)
    {
        var largest = 0;
        for (var t = 1; t < life.Length; t++)
        {
            if (life[t] > life[largest])
                largest = t;
        }

        double[] others = [.. life[..largest], .. life[(largest + 1)..]];
        return DemandPatterns.Of(others);
    }

    /// <summary>What came back beyond the orders of a period is taken from the orders before it, newest first; beyond all of them it is dropped.</summary>
    private static void SetReturnsAgainstOrders(Span<double> history, List<SeriesCorrection> corrections)
    {
        for (var period = 0; period < history.Length; period++)
        {
            if (!(history[period] < 0))
                continue;
            var back = -history[period];
            Change(history, period, 0, CorrectionReason.Return, $"{back:0.##} more came back than was ordered", corrections);
            for (var earlier = period - 1; earlier >= 0 && back > 0; earlier--)
            {
                if (!(history[earlier] > 0))
                    continue;
                var taken = Math.Min(back, history[earlier]);
                Change(history, earlier, history[earlier] - taken, CorrectionReason.Return, $"{taken:0.##} of it came back later", corrections);
                back -= taken;
            }
        }
    }

    private static void CorrectWildOrders(Span<double> life, int start, List<SeriesCorrection> corrections)
    {
        var scratch = new double[life.Length];
        var sizes = new double[life.Length];
        var (count, largest) = (0, 0);
        for (var t = 0; t < life.Length; t++)
        {
            if (!(life[t] > 0))
                continue;
            sizes[count++] = life[t];
            if (life[t] > life[largest] || !(life[largest] > 0))
                largest = t;
        }

        if (count < 6)
            return;
        var median = RobustStatistics.Median(sizes.AsSpan(0, count), scratch);
        var second = 0d;
        for (var t = 0; t < life.Length; t++)
        {
            if (t != largest && life[t] > second)
                second = life[t];
        }

        if (life[largest] > WildOrder * median && life[largest] > 3 * second)
            Change(life, largest, second, CorrectionReason.Outlier, $"{life[largest] / median:0.#} times the usual {median:0.##}, and never more than {second:0.##} else", corrections, start);
    }

    private static void CorrectByNeighbours(Span<double> history, int start, int season, ReadOnlySpan<double> stockOuts, List<SeriesCorrection> corrections)
    {
        var n = history.Length - start;
        var sold = new double[n];
        var trusted = new double[n];
        var expected = new double[n];
        var returned = new bool[n];
        foreach (var correction in corrections)
        {
            if (correction.Reason == CorrectionReason.Return && correction.Period >= start)
                returned[correction.Period - start] = true;
        }

        for (var t = 0; t < n; t++)
        {
            sold[t] = double.IsNaN(history[start + t]) ? 0 : history[start + t];
            trusted[t] = returned[t] || (stockOuts.Length > 0 && stockOuts[start + t] >= LeastStockOut) ? double.NaN : sold[t];
        }

        var spread = Math.Max(SpreadFloor, RobustSeason.Expect(trusted, season, expected));
        if (double.IsNaN(spread))
            return;

        // Orders come one by one: counts of them vary by the root of their number (Poisson), and the smallest sale is taken as one order.
        var order = double.MaxValue;
        foreach (var value in sold)
            order = value > 0 ? Math.Min(order, value) : order;
        var scores = new double[n];
        for (var t = 0; t < n; t++)
            scores[t] = expected[t] > 0 ? (sold[t] - expected[t]) / Math.Max(spread * expected[t], Math.Sqrt(order * expected[t])) : 0;
        for (var t = 0; t < n; t++)
        {
            if (returned[t])
                continue;
            var share = stockOuts.Length > 0 ? Math.Min(1, stockOuts[start + t]) : 0;
            if (share >= LeastStockOut)
            {
                if (sold[t] < ClearlyLess * expected[t] && scores[t] < -1)
                {
                    Change(
                        history, start + t, Math.Min(expected[t], sold[t] + (share * expected[t])), CorrectionReason.StockOut,
                        $"out of stock on {share * 100:0} % of the days; {expected[t]:0.##} were expected", corrections);
                }

                continue;
            }

            var unlike = sold[t] < expected[t] / 2 || (sold[t] > 2 * expected[t] && scores[t] > AboveOthers * HighestBut(scores, t));
            if (n > 2 * RampUp && t >= RampUp && unlike && Math.Abs(scores[t]) > OutlierLimit && !IsShift(scores, t))
                Change(history, start + t, expected[t], CorrectionReason.Outlier, $"{expected[t]:0.##} were expected by its neighbours and season", corrections);
        }
    }

    private static double HighestBut(ReadOnlySpan<double> scores, int t)
    {
        var highest = 0d;
        for (var other = 0; other < scores.Length; other++)
        {
            if (other != t && scores[other] > highest)
                highest = scores[other];
        }

        return highest;
    }

    /// <summary>True when the deviation is one of a run in the same direction that is as long as a level shift, or that has two and goes on at the end of what is known.</summary>
    private static bool IsShift(ReadOnlySpan<double> scores, int t)
    {
        var sign = Math.Sign(scores[t]);
        var (first, last) = (t, t);
        while (first > 0 && scores[first - 1] * sign > RunLimit)
            first--;
        while (last < scores.Length - 1 && scores[last + 1] * sign > RunLimit)
            last++;
        var length = last - first + 1;
        return length >= LevelShift || (length == LevelShift - 1 && last == scores.Length - 1);
    }

    private static void Change(Span<double> history, int period, double after, CorrectionReason reason, string cause, List<SeriesCorrection> corrections, int start = 0)
    {
        var before = double.IsNaN(history[period]) ? 0 : history[period];
        history[period] = after;
        corrections.Add(new SeriesCorrection(start + period, reason, before, after, cause));
    }
}
