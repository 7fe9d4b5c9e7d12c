namespace Concord.Numerics.Forecasting;

/// <summary>Classical decomposition: the season of a series as one index for each place in it (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., 3.4).</summary>
public static class Decomposition
{
    /// <summary>
    /// The mean distance (or ratio) of the values from their centred moving average over one season, by place in the season, scaled to a mean of 0 (or 1). Index i belongs to
    /// values i, i + m, i + 2m ...
    /// </summary>
    /// <param name="series">At least two seasons, no gaps.</param>
    /// <param name="multiplicative">Ratios rather than distances; a moving average of zero or less counts for nothing.</param>
    /// <param name="indices">As long as a season.</param>
    /// <returns>False when the series is shorter, or an index would not be above zero in the multiplicative case; the indices then say that there is no season.</returns>
    public static bool Indices(ReadOnlySpan<double> series, bool multiplicative, Span<double> indices)
    {
        var season = indices.Length;
        indices.Fill(multiplicative ? 1 : 0);
        if (season < 2 || series.Length < 2 * season)
            return false;
        Span<int> counts = season <= 512 ? stackalloc int[season] : new int[season];
        counts.Clear();
        indices.Clear();
        var half = season / 2;
        for (var t = half; t < series.Length - half; t++)
        {
            // A season of even length has no middle: its ends count half.
            var sum = 0d;
            if (season % 2 == 0)
            {
                sum = (series[t - half] + series[t + half]) / 2;
                for (var i = t - half + 1; i < t + half; i++)
                    sum += series[i];
            }
            else
            {
                for (var i = t - half; i <= t + half; i++)
                    sum += series[i];
            }

            var trend = sum / season;
            if (multiplicative && !(trend > 0))
                continue;
            indices[t % season] += multiplicative ? series[t] / trend : series[t] - trend;
            counts[t % season]++;
        }

        var mean = 0d;
        for (var i = 0; i < season; i++)
        {
            indices[i] = counts[i] > 0 ? indices[i] / counts[i] : multiplicative ? 1 : 0;
            mean += indices[i] / season;
        }

        var sound = !multiplicative || mean > 0;
        for (var i = 0; i < season && sound; i++)
        {
            indices[i] = multiplicative ? indices[i] / mean : indices[i] - mean;
            sound = double.IsFinite(indices[i]) && (!multiplicative || indices[i] > LeastIndex);
        }

        if (!sound)
            indices.Fill(multiplicative ? 1 : 0);
        return sound;
    }

    /// <summary>A season that is to be divided by must leave something in each of its places.</summary>
    private const double LeastIndex = .01;

    /// <summary>
    /// True when the autocorrelation at the lag of a season is above its 90 % limit under a shorter memory, 1.645 √((1 + 2 Σ r[i]²) / n), i from 1 to m - 1: the test of
    /// Assimakopoulos and Nikolopoulos (The theta model, International Journal of Forecasting 16, 2000), with Bartlett's variance.
    /// </summary>
    /// <param name="series">No gaps. A series of two seasons or less, or a constant one, has no season.</param>
    /// <param name="season">Values in a season.</param>
    public static bool IsSeasonal(ReadOnlySpan<double> series, int season)
    {
        var n = series.Length;
        if (season < 2 || n <= 2 * season)
            return false;
        var mean = 0d;
        foreach (var value in series)
            mean += value / n;
        var variance = 0d;
        foreach (var value in series)
            variance += (value - mean) * (value - mean);
        if (!(variance > 0))
            return false;
        var (squares, last) = (0d, 0d);
        for (var lag = 1; lag <= season; lag++)
        {
            var covariance = 0d;
            for (var t = lag; t < n; t++)
                covariance += (series[t] - mean) * (series[t - lag] - mean);
            last = covariance / variance;
            if (lag < season)
                squares += last * last;
        }

        return Math.Abs(last) > 1.6448536269514722 * Math.Sqrt((1 + (2 * squares)) / n);
    }
}
