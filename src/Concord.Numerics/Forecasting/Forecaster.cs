namespace Concord.Numerics.Forecasting;

/// <summary>
/// A method that continues a series. It never throws because of what a series holds and never gives NaN or infinity: where a series is too short for
/// it, it falls back to the part of itself that the series carries, at last to repeating the last value. The same series gives the same bits; a series
/// times a factor gives forecasts times that factor. Any number of threads may share a forecaster; each brings its own <see cref="ForecastScratch"/>.
/// </summary>
public abstract class Forecaster
{
    /// <summary>Parameters a method has, at most.</summary>
    public const int MostParameters = 6;

    /// <summary>For people, such as <c>Theta</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Names of what is fitted, in the order in which values are written; at most <see cref="MostParameters"/>.</summary>
    public abstract IReadOnlyList<string> ParameterNames { get; }

    /// <summary>True when a series has what the method asks for in full: enough values, and only positive ones where it divides by them.</summary>
    /// <param name="length">Values of the series.</param>
    /// <param name="season">Values in a season, 1 for none.</param>
    /// <param name="positive">All values are above zero.</param>
    public abstract bool Suits(int length, int season, bool positive);

    /// <summary>Fits the method to a series and continues it.</summary>
    /// <param name="history">The series, oldest first. NaN and infinity before the first number are no history; after it they are gaps, which are bridged in a straight line,
    /// or at the end by the last number. Without any number everything is forecast as zero.</param>
    /// <param name="season">Values in a season; 1 for none.</param>
    /// <param name="means">Receives the expected values 1, 2, ... steps ahead; its length is the horizon.</param>
    /// <param name="deviations">As long as the means; receives the standard errors of the steps, 0 or more.</param>
    /// <param name="parameters">At least as long as <see cref="ParameterNames"/>. Receives what was fitted, NaN where nothing was. With <paramref name="warm"/> the search starts from
    /// what stands in it.</param>
    /// <param name="scratch">Memory of this thread.</param>
    /// <param name="warm">The parameters are those of nearly the same series.</param>
    /// <exception cref="ArgumentException">A span is too short, or the season is below 1.</exception>
    public void Forecast(
        ReadOnlySpan<double> history, int season, Span<double> means, Span<double> deviations, Span<double> parameters, ForecastScratch scratch, bool warm = false)
    {
        if (season < 1)
            throw new ArgumentException($"A season of {season} values is not one.", nameof(season));
        if (deviations.Length < means.Length || parameters.Length < ParameterNames.Count)
            throw new ArgumentException($"There is room for {deviations.Length} standard errors and {parameters.Length} parameters; {means.Length} and {ParameterNames.Count} are needed.");
        if (!warm)
            parameters.Fill(double.NaN);
        deviations = deviations[..means.Length];
        var series = Prepared(history, scratch, out var scale);
        if (double.IsNaN(scale))
        {
            means.Fill(series.Length == 0 ? 0 : series[0]);
            deviations.Clear();
            parameters.Fill(double.NaN);
            return;
        }

        Fit(series, season, means, deviations, parameters[..ParameterNames.Count], warm, scratch);
        if (!AllFinite(means) || !AllFinite(deviations))
            RepeatLast(series, means, deviations);
        for (var step = 0; step < means.Length; step++)
        {
            means[step] = Math.Clamp(means[step] * scale, -double.MaxValue, double.MaxValue);
            deviations[step] = Math.Clamp(deviations[step] * scale, 0, double.MaxValue);
        }
    }

    /// <summary>The method itself.</summary>
    /// <param name="series">Two values or more, not all equal, the largest about 1, no gaps. May be overwritten.</param>
    /// <param name="season">1 or more.</param>
    /// <param name="means">To be written.</param>
    /// <param name="deviations">To be written.</param>
    /// <param name="parameters">To be written; holds a start when <paramref name="warm"/> and not NaN.</param>
    /// <param name="warm">Start from the parameters.</param>
    /// <param name="scratch">Memory; <see cref="ForecastScratch.Series"/>, Means and Deviations are taken.</param>
    internal abstract void Fit(
        Span<double> series, int season, Span<double> means, Span<double> deviations, Span<double> parameters, bool warm, ForecastScratch scratch);

    /// <summary>The series without gaps, divided by the scale, so that its largest value is about 1. A constant or empty series stays as it is, and its scale is NaN.</summary>
    private protected static Span<double> Prepared(ReadOnlySpan<double> history, ForecastScratch scratch, out double scale)
    {
        var series = Bridged(history, scratch.Series(history.Length));
        scale = 0;
        var constant = true;
        foreach (var value in series)
        {
            scale = Math.Max(scale, Math.Abs(value));
            constant &= value == series[0];
        }

        if (constant)
        {
            scale = double.NaN;
            return series;
        }

        // Powers of two scale without rounding.
        scale = Math.ScaleB(1, Math.Clamp(Math.ILogB(scale), -1000, 1000));
        foreach (ref var value in series)
            value /= scale;
        return series;
    }

    private static Span<double> Bridged(ReadOnlySpan<double> history, Span<double> series)
    {
        var start = 0;
        while (start < history.Length && !double.IsFinite(history[start]))
            start++;
        history = history[start..];
        series = series[..history.Length];
        var last = 0;
        for (var t = 0; t < history.Length; t++)
        {
            if (!double.IsFinite(history[t]))
                continue;
            series[t] = history[t];
            for (var gap = last + 1; gap < t; gap++)
                series[gap] = history[last] + ((history[t] / (t - last)) - (history[last] / (t - last))) * (gap - last);
            last = t;
        }

        for (var t = last + 1; t < history.Length; t++)
            series[t] = history[last];
        return series;
    }

    private static bool AllFinite(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                return false;
        }

        return true;
    }

    private static void RepeatLast(ReadOnlySpan<double> series, Span<double> means, Span<double> deviations)
    {
        var squares = 0d;
        for (var t = 1; t < series.Length; t++)
            squares += (series[t] - series[t - 1]) * (series[t] - series[t - 1]);
        var deviation = Math.Sqrt(squares / (series.Length - 1));
        for (var step = 0; step < means.Length; step++)
        {
            means[step] = series[^1];
            deviations[step] = deviation * Math.Sqrt(step + 1);
        }
    }
}
