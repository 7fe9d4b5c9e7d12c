namespace Concord.Numerics.Forecasting;

/// <summary>
/// ETS: of the exponential smoothing models the one with the smallest corrected information criterion of Akaike, among errors as amounts and as shares; trend none, additive,
/// damped; season none, additive, multiplicative, without the unstable ones that multiply the season and add the errors
/// (Hyndman and Khandakar, Automatic time series forecasting: the forecast package for R, Journal of Statistical Software 27, 2008).
/// </summary>
public sealed class AutomaticSmoothing : Forecaster
{
    /// <summary>The models, from simple to complex.</summary>
    public static IReadOnlyList<ExponentialSmoothing> Models { get; } =
    [
        .. from season in Enum.GetValues<SmoothingSeason>()
           from trend in Enum.GetValues<SmoothingTrend>()
           from relative in new[] { false, true }
           where season != SmoothingSeason.Multiplicative || relative
           select new ExponentialSmoothing(trend, season, relative),
    ];

    public override string Name => "ETS";

    public override IReadOnlyList<string> ParameterNames => Models[0].ParameterNames;

    public override bool Suits(int length, int season, bool positive) => length >= 4;

    /// <summary>The position in <see cref="Models"/> of the model with the smallest criterion; 0 for a series that is constant or too short for any.</summary>
    /// <param name="history">See <see cref="Forecaster.Forecast"/>.</param>
    /// <param name="season">Values in a season; 1 for none.</param>
    /// <param name="scratch">Memory of this thread.</param>
    public static int Choose(ReadOnlySpan<double> history, int season, ForecastScratch scratch)
    {
        var series = Prepared(history, scratch, out var scale);
        return double.IsNaN(scale) ? 0 : ChooseFor(series, season, [], [], scratch);
    }

    internal override void Fit(
        Span<double> series, int season, Span<double> means, Span<double> deviations, Span<double> parameters, bool warm, ForecastScratch scratch) =>
        Models[ChooseFor(series, season, means, deviations, scratch)].Smooth(series, season, means, deviations, parameters, warm: false, scratch);

    private static int ChooseFor(ReadOnlySpan<double> series, int season, Span<double> means, Span<double> deviations, ForecastScratch scratch)
    {
        var positive = true;
        foreach (var value in series)
            positive &= value > 0;
        Span<double> fitted = stackalloc double[MostParameters];
        var (best, chosen) = (double.PositiveInfinity, 0);
        for (var model = 0; model < Models.Count; model++)
        {
            if (!Models[model].Suits(series.Length, season, positive))
                continue;
            var criterion = Models[model].Smooth(series, season, means, deviations, fitted, warm: false, scratch);
            if (criterion < best)
                (best, chosen) = (criterion, model);
        }

        return chosen;
    }
}
