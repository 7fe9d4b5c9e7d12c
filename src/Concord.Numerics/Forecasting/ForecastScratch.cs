namespace Concord.Numerics.Forecasting;

/// <summary>Memory that forecasters reuse from series to series, so that they allocate nothing. For one thread at a time.</summary>
public sealed class ForecastScratch
{
    private double[] _series = [], _work = [], _states = [], _residuals = [], _means = [], _deviations = [], _others = [], _adjusted = [];

    /// <summary>The series as the method reads it: without gaps, scaled.</summary>
    internal Span<double> Series(int length) => Of(ref _series, length);

    /// <summary>The seasonally adjusted series, and what a method computes on the way.</summary>
    internal Span<double> Work(int length) => Of(ref _work, length);

    /// <summary>Seasonal states.</summary>
    internal Span<double> States(int length) => Of(ref _states, length);

    /// <summary>Errors one step ahead.</summary>
    internal Span<double> Residuals(int length) => Of(ref _residuals, length);

    /// <summary>Forecasts of a backtest.</summary>
    internal Span<double> Means(int length) => Of(ref _means, length);

    /// <summary>Standard errors of a backtest.</summary>
    internal Span<double> Deviations(int length) => Of(ref _deviations, length);

    /// <summary>Means and standard errors of a second method.</summary>
    internal Span<double> Others(int length) => Of(ref _others, length);

    /// <summary>The history without its season.</summary>
    internal Span<double> Adjusted(int length) => Of(ref _adjusted, length);

    private static Span<double> Of(ref double[] buffer, int length)
    {
        if (buffer.Length < length)
            buffer = new double[Math.Max(length, 2 * buffer.Length)];
        return buffer.AsSpan(0, length);
    }
}
