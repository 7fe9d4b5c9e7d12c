using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Concord.Numerics.Forecasting;

namespace Concord.Planning.Demand;

/// <summary>The forecast of a series that has sold for a while: its method chosen by backtest.</summary>
internal static class SeriesForecaster
{
    /// <summary>A forecast above this many times the most that was ever sold is a method gone astray; the level takes its place.</summary>
    private const double MostGrowth = 3;

    private static readonly ExponentialSmoothing Level = new(SmoothingTrend.None, SmoothingSeason.None);

    /// <summary>What a fit gives besides its numbers.</summary>
    internal readonly record struct Fitted(ChosenMethod Choice, double[] Parameters, bool Astray, string? SeasonSource);

    /// <summary>Forecasts a series.</summary>
    /// <param name="history">From its first sale on, 0 for nothing sold.</param>
    /// <param name="season">Periods of a season.</param>
    /// <param name="shape">Seasonal indices of the item or a larger group, the first for the first value of the history; null where none are known.</param>
    /// <param name="origins">Forecast origins of the backtest, at most.</param>
    /// <param name="means">Receives expected values, 0 or more.</param>
    /// <param name="deviations">Receives standard errors.</param>
    /// <param name="scratch">Memory of this thread.</param>
    public static Fitted Forecast(
        ReadOnlySpan<double> history, int season, (double[] Indices, string Source)? shape, int origins, Span<double> means, Span<double> deviations, ForecastScratch scratch)
    {
        var parameters = new double[Forecaster.MostParameters];
        var choice = MethodChoice.Forecast(history, season, shape?.Indices, origins, means, deviations, parameters, scratch);
        var largest = 0d;
        foreach (var value in history)
            largest = Math.Max(largest, value);
        var astray = false;
        foreach (ref var mean in means)
        {
            mean = Math.Max(0, mean);
            astray |= mean > MostGrowth * largest;
        }

        if (astray)
            Level.Forecast(history, 1, means, deviations, parameters, scratch);
        return new Fitted(astray ? choice with { Method = Level, WithShape = false } : choice, parameters, astray, choice.WithShape ? shape?.Source : null);
    }

    /// <summary>
    /// The quantiles of intermittent demand as multiples of its mean, from the periods as they were: a normal distribution knows no zeros. NaN for a series without demand.
    /// </summary>
    /// <param name="history">0 for nothing sold.</param>
    /// <param name="most">The newest periods looked at, at most.</param>
    /// <param name="probabilities">Between 0 and 1, ascending.</param>
    /// <param name="multiples">As long.</param>
    public static void Multiples(ReadOnlySpan<double> history, int most, ReadOnlySpan<double> probabilities, Span<double> multiples)
    {
        var values = history[Math.Max(0, history.Length - most)..].ToArray();
        Array.Sort(values);
        var mean = 0d;
        foreach (var value in values)
            mean += value / values.Length;
        for (var i = 0; i < multiples.Length; i++)
        {
            var at = (probabilities[i] * (values.Length + 1)) - 1;
            var below = Math.Clamp((int)Math.Floor(at), 0, Math.Max(0, values.Length - 1));
            var above = Math.Min(below + 1, values.Length - 1);
            multiples[i] = mean > 0 ? (values[below] + (Math.Clamp(at - below, 0, 1) * (values[above] - values[below]))) / mean : double.NaN;
        }
    }

    /// <summary>A number for all a forecast is made from: the same inputs, the same fingerprint.</summary>
    public static string Fingerprint(ReadOnlySpan<double> history, ReadOnlySpan<double> shape, params ReadOnlySpan<int> options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(options));
        hash.AppendData(MemoryMarshal.AsBytes(history));
        hash.AppendData(MemoryMarshal.AsBytes(shape));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 12));
    }

    /// <summary>Why the method was chosen, in words.</summary>
    public static string Reason(in Fitted fitted)
    {
        var choice = fitted.Choice;
        var text = choice.Origins == 0
            ? "The history is too short to try methods on it."
            : string.Create(CultureInfo.InvariantCulture, $"Best of the methods for {choice.Pattern.ToString().ToLowerInvariant()} demand at {choice.Origins} forecast origins, {choice.Steps} ahead.");
        if (fitted.SeasonSource is { } source)
            text += $" With {source}.";
        return fitted.Astray ? text + $" Its level, because the method chosen forecast more than {MostGrowth} times what was ever sold." : text;
    }
}
