namespace Concord.Numerics.Forecasting;

/// <summary>
/// Repeats the last season: ŷ[t+h] = y[t+h-m(k+1)], k = ⌊(h-1)/m⌋; with a standard error of σ √(k+1), σ² the mean square of y[t] - y[t-m]
/// (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., 5.2 and 5.5). A series shorter than a season and one value repeats its last value.
/// </summary>
public sealed class SeasonalNaive : Forecaster
{
    public override string Name => "seasonal naive";

    public override IReadOnlyList<string> ParameterNames => [];

    public override bool Suits(int length, int season, bool positive) => length > season;

    internal override void Fit(
        Span<double> series, int season, Span<double> means, Span<double> deviations, Span<double> parameters, bool warm, ForecastScratch scratch)
    {
        var lag = series.Length > season ? season : 1;
        var squares = 0d;
        for (var t = lag; t < series.Length; t++)
            squares += (series[t] - series[t - lag]) * (series[t] - series[t - lag]);
        var deviation = Math.Sqrt(squares / (series.Length - lag));
        for (var step = 0; step < means.Length; step++)
        {
            means[step] = series[series.Length - lag + (step % lag)];
            deviations[step] = deviation * Math.Sqrt((step / lag) + 1);
        }
    }
}
