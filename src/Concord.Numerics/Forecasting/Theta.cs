namespace Concord.Numerics.Forecasting;

/// <summary>
/// The Theta method: the mean of the straight line through the series and of simple exponential smoothing of the series with doubled curvature, which is simple smoothing with
/// half the slope of the line as drift (Assimakopoulos and Nikolopoulos, International Journal of Forecasting 16, 2000; Hyndman and Billah, Unmasking the Theta method, ibid. 19, 2003).
/// A series that <see cref="Decomposition.IsSeasonal"/> is divided by its season first, or freed of it by subtraction where it has values of zero or less, and gets it back at the end.
/// <code>ŷ[n+h] = l[n] + b/2 (h - 1 + (1 - (1 - α)^n) / α)</code>
/// Standard errors: σ √(1 + (h - 1) α²).
/// </summary>
public sealed class Theta : Forecaster
{
    private static readonly ExponentialSmoothing Simple = new(SmoothingTrend.None, SmoothingSeason.None);

    public override string Name => "Theta";

    public override IReadOnlyList<string> ParameterNames { get; } = ["alpha", "drift share"];

    public override bool Suits(int length, int season, bool positive) => length >= 4;

    internal override void Fit(
        Span<double> series, int season, Span<double> means, Span<double> deviations, Span<double> parameters, bool warm, ForecastScratch scratch)
    {
        var n = series.Length;
        Span<double> indices = season <= 512 ? stackalloc double[season] : new double[season];
        var multiplicative = true;
        foreach (var value in series)
            multiplicative &= value > 0;
        var seasonal = Decomposition.IsSeasonal(series, season) && Decomposition.Indices(series, multiplicative, indices);
        for (var t = 0; seasonal && t < n; t++)
            series[t] = multiplicative ? series[t] / indices[t % season] : series[t] - indices[t % season];
        var (sum, moment, largest) = (0d, 0d, 0d);
        for (var t = 0; t < n; t++)
        {
            sum += series[t];
            moment += series[t] * t;
            largest = Math.Max(largest, Math.Abs(series[t]));
        }

        var drift = (moment - (sum * (n - 1) / 2)) / (n * ((n * (double)n) - 1) / 12) / 2;
        Span<double> smoothed = stackalloc double[4];
        smoothed[0] = warm ? parameters[0] : double.NaN;
        Simple.Smooth(series, 1, means, deviations, smoothed, warm, scratch);
        var alpha = smoothed[0];
        parameters[0] = alpha;
        parameters[1] = largest > 0 ? drift / largest : 0;
        for (var step = 0; step < means.Length; step++)
        {
            means[step] += drift * (step + ((1 - Math.Pow(1 - alpha, n)) / alpha));
            if (!seasonal)
                continue;
            var index = indices[(n + step) % season];
            means[step] = multiplicative ? means[step] * index : means[step] + index;
            deviations[step] *= multiplicative ? index : 1;
        }
    }
}
