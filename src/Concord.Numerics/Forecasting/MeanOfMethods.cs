namespace Concord.Numerics.Forecasting;

/// <summary>
/// The mean of exponential smoothing and Theta: two views of a series err less together than each alone (Bates and Granger, The combination of forecasts, Operational Research
/// Quarterly 20, 1969; Makridakis and Hibon, The M3-competition, International Journal of Forecasting 16, 2000). Standard errors are the mean of both: their errors go together.
/// </summary>
public sealed class MeanOfMethods(ExponentialSmoothing smoothing) : Forecaster
{
    private static readonly Theta Line = new();

    public ExponentialSmoothing Smoothing { get; } = smoothing;

    public override string Name { get; } = $"mean of {smoothing.Name} and Theta";

    public override IReadOnlyList<string> ParameterNames { get; } = [.. smoothing.ParameterNames, .. Line.ParameterNames.Select(p => $"Theta {p}")];

    public override bool Suits(int length, int season, bool positive) => Smoothing.Suits(length, season, positive) && Line.Suits(length, season, positive);

    internal override void Fit(
        Span<double> series, int season, Span<double> means, Span<double> deviations, Span<double> parameters, bool warm, ForecastScratch scratch)
    {
        var split = Smoothing.ParameterNames.Count;
        Smoothing.Fit(series, season, means, deviations, parameters[..split], warm, scratch);
        var others = scratch.Others(2 * means.Length);
        Line.Fit(series, season, others[..means.Length], others[means.Length..], parameters[split..], warm, scratch);
        for (var step = 0; step < means.Length; step++)
        {
            means[step] = (means[step] + others[step]) / 2;
            deviations[step] = (deviations[step] + others[means.Length + step]) / 2;
        }
    }
}
