namespace Concord.Numerics.Statistics;

/// <summary>
/// Statistics that a few wild values cannot move. All skip NaN, write only the caller's scratch (as long as the values) and allocate nothing.
/// </summary>
public static class RobustStatistics
{
    /// <summary>1 / Φ⁻¹(3/4): makes the median absolute deviation of normal values their standard deviation.</summary>
    public const double NormalConsistency = 1.482602218505602;

    /// <summary>The middle value, or the mean of the two middle ones; NaN when there is none. O(n) on average.</summary>
    /// <exception cref="ArgumentException">The scratch is shorter than the values.</exception>
    public static double Median(ReadOnlySpan<double> values, Span<double> scratch)
    {
        RequireScratch(values, scratch);
        var count = 0;
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
                scratch[count++] = value;
        }

        return MedianInPlace(scratch[..count]);
    }

    /// <summary>The median of |value - centre|, not scaled; NaN when there is no value or the centre is NaN.</summary>
    /// <exception cref="ArgumentException">The scratch is shorter than the values.</exception>
    public static double MedianAbsoluteDeviation(ReadOnlySpan<double> values, double centre, Span<double> scratch)
    {
        RequireScratch(values, scratch);
        var count = 0;
        foreach (var value in values)
        {
            var deviation = Math.Abs(value - centre);
            if (!double.IsNaN(deviation))
                scratch[count++] = deviation;
        }

        return MedianInPlace(scratch[..count]);
    }

    /// <summary>
    /// How unlike its surroundings each value of a series is: (y[t] - m[t]) / s[t], where m[t] is the median of the values at most
    /// <paramref name="halfWindow"/> away and s[t] = max(1.4826 MAD of them, <paramref name="floorShare"/> |m[t]|). This is the Hampel identifier
    /// (F. R. Hampel, The influence curve and its role in robust estimation, JASA 69, 1974); |score| over 3.5 is the usual limit for an outlier
    /// (B. Iglewicz, D. Hoaglin, How to Detect and Handle Outliers, 1993). The floor keeps a very even series from crying at small moves.
    /// </summary>
    /// <param name="scores">One per value; NaN for a NaN value; 0 where s is 0 and the value is its median, else plus or minus infinity.</param>
    /// <param name="spreads">s[t], one per value.</param>
    /// <exception cref="ArgumentException">An output or the scratch is shorter than the series, or the window is negative.</exception>
    public static void HampelScores(
        ReadOnlySpan<double> series, int halfWindow, double floorShare, Span<double> scores, Span<double> spreads, Span<double> scratch)
    {
        RequireScratch(series, scratch);
        if (scores.Length < series.Length || spreads.Length < series.Length)
            throw new ArgumentException($"The outputs hold {scores.Length} and {spreads.Length} values; the series has {series.Length}.");
        if (halfWindow < 0)
            throw new ArgumentException($"A half window of {halfWindow} is negative.", nameof(halfWindow));
        for (var t = 0; t < series.Length; t++)
        {
            var first = Math.Max(0, t - halfWindow);
            var window = series[first..Math.Min(series.Length, t + halfWindow + 1)];
            var level = Median(window, scratch);
            var spread = Math.Max(NormalConsistency * MedianAbsoluteDeviation(window, level, scratch), floorShare * Math.Abs(level));
            var distance = series[t] - level;
            spreads[t] = spread;
            scores[t] = distance == 0 ? 0 : distance / spread;
        }
    }

    /// <summary>The median of the span, which it reorders.</summary>
    private static double MedianInPlace(Span<double> values)
    {
        if (values.Length == 0)
            return double.NaN;
        var middle = values.Length / 2;
        var upper = Select(values, middle);
        if (values.Length % 2 == 1)
            return upper;
        var lower = values[0];
        for (var i = 1; i < middle; i++)
            lower = Math.Max(lower, values[i]);
        return lower == upper ? lower : lower + ((upper - lower) / 2);
    }

    /// <summary>Hoare's quickselect with the middle as pivot: the value that sorting would put at the position; smaller or equal ones end up before it.</summary>
    private static double Select(Span<double> values, int position)
    {
        var left = 0;
        var right = values.Length - 1;
        while (left < right)
        {
            var pivot = values[left + ((right - left) / 2)];
            var i = left;
            var j = right;
            while (i <= j)
            {
                while (values[i] < pivot)
                    i++;
                while (values[j] > pivot)
                    j--;
                if (i <= j)
                {
                    (values[i], values[j]) = (values[j], values[i]);
                    i++;
                    j--;
                }
            }

            if (position <= j)
                right = j;
            else if (position >= i)
                left = i;
            else
                break;
        }

        return values[position];
    }

    private static void RequireScratch(ReadOnlySpan<double> values, Span<double> scratch)
    {
        if (scratch.Length < values.Length)
            throw new ArgumentException($"The scratch holds {scratch.Length} values; {values.Length} are needed.", nameof(scratch));
    }
}
