namespace Concord.Numerics.Statistics;

/// <summary>
/// What a value of a series should be by its neighbours and its season, in a way that a few wild values cannot move:
/// <code>
/// m[t] = median of y over the season around t
/// s[i] = median over the years of y[t] / m[t], t at place i of the season, scaled to a mean of 1
/// e[t] = s[t] × median of y / s over the <see cref="HalfWindow"/> values on both sides of t
/// </code>
/// Of two years only, the ratio nearer to 1 counts: one wild year is no season. Shorter series have no season.
/// </summary>
public static class RobustSeason
{
    /// <summary>Values on either side that tell the level.</summary>
    public const int HalfWindow = 6;

    /// <summary>Computes expected values and how far values usually are from them.</summary>
    /// <param name="series">Values of zero or more; NaN for those that are not to be learned from.</param>
    /// <param name="season">Values in a season; 1 for none.</param>
    /// <param name="expected">One per value; NaN where nothing around is known.</param>
    /// <returns>1.4826 times the median absolute distance from the expected values, as a share of these; NaN for a series without values.</returns>
    public static double Expect(ReadOnlySpan<double> series, int season, Span<double> expected)
    {
        var n = series.Length;
        var scratch = new double[n];
        var indices = new double[season];
        Indices(series, indices, scratch);
        var adjusted = new double[n];
        for (var t = 0; t < n; t++)
            adjusted[t] = series[t] / indices[t % season];
        for (var t = 0; t < n; t++)
            expected[t] = RobustStatistics.Median(adjusted.AsSpan()[Math.Max(0, t - HalfWindow)..Math.Min(n, t + HalfWindow + 1)], scratch) * indices[t % season];

        for (var t = 0; t < n; t++)
            adjusted[t] = expected[t] > 0 ? Math.Abs((series[t] / expected[t]) - 1) : double.NaN;
        return RobustStatistics.NormalConsistency * RobustStatistics.Median(adjusted, scratch);
    }

    private static void Indices(ReadOnlySpan<double> series, Span<double> indices, double[] scratch)
    {
        const double least = .05;
        var (n, season) = (series.Length, indices.Length);
        indices.Fill(1);
        if (season < 2 || n < 2 * season)
            return;
        var ratios = new double[n];
        for (var t = 0; t < n; t++)
        {
            var around = series[Math.Max(0, t - (season / 2))..Math.Min(n, t + (season / 2) + 1)];
            var level = RobustStatistics.Median(around, scratch);
            ratios[t] = level > 0 ? series[t] / level : double.NaN;
        }

        var place = new double[(n / season) + 1];
        var mean = 0d;
        for (var i = 0; i < season; i++)
        {
            var count = 0;
            for (var t = i; t < n; t += season)
            {
                if (!double.IsNaN(ratios[t]))
                    place[count++] = ratios[t];
            }

            var index = count == 0 ? 1
                : count == 2 ? (Math.Abs(Math.Log(Math.Max(least, place[0]))) < Math.Abs(Math.Log(Math.Max(least, place[1]))) ? place[0] : place[1])
                : RobustStatistics.Median(place.AsSpan(0, count), scratch);
            indices[i] = Math.Max(least, index);
            mean += indices[i] / season;
        }

        foreach (ref var index in indices)
            index /= mean;
    }
}
