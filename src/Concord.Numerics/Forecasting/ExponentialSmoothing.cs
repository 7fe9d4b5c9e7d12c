namespace Concord.Numerics.Forecasting;

/// <summary>
/// Exponential smoothing: simple, with trend (Holt), damped trend, and with an additive or multiplicative season (Holt-Winters). Smoothing parameters, first level and
/// first slope are those with the smallest squared error one step ahead (relative error where errors are shares of the forecast); the first season is that of
/// the <see cref="Decomposition"/>. Start of the search: level and slope of a straight line through the first 10 values or two seasons, without their season
/// (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., chapter 8; Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential Smoothing, 2008, 2.6).
/// Standard errors: σ √(1 + Σ c[j]²), c[j] = α + β (φ + ... + φ^j) + γ at every full season (table 8.8 of the former); times the forecast where errors are shares.
/// <para>A series of less than two seasons is fitted without season, one of less than five values without trend.</para>
/// </summary>
public sealed class ExponentialSmoothing(SmoothingTrend trend, SmoothingSeason season, bool relativeErrors) : Forecaster
{
    private const double LeastAlpha = 1e-4, MostAlpha = .9999, LeastPhi = .8, MostPhi = .98;

    /// <summary>The usual ones: errors are shares with a multiplicative season, else amounts.</summary>
    public ExponentialSmoothing(SmoothingTrend trend, SmoothingSeason season)
        : this(trend, season, season == SmoothingSeason.Multiplicative)
    {
    }

    public SmoothingTrend Trend { get; } = trend;

    public SmoothingSeason Season { get; } = season;

    public bool RelativeErrors { get; } = relativeErrors || season == SmoothingSeason.Multiplicative;

    public override string Name => (Trend, Season) switch
    {
        (SmoothingTrend.None, SmoothingSeason.None) => "simple exponential smoothing",
        (SmoothingTrend.Additive, SmoothingSeason.None) => "Holt's trend",
        (SmoothingTrend.Damped, SmoothingSeason.None) => "damped trend",
        (SmoothingTrend.None, SmoothingSeason.Additive) => "additive season",
        (SmoothingTrend.None, _) => "multiplicative season",
        (SmoothingTrend.Additive, SmoothingSeason.Additive) => "Holt-Winters additive",
        (SmoothingTrend.Additive, _) => "Holt-Winters multiplicative",
        (_, SmoothingSeason.Additive) => "damped Holt-Winters additive",
        _ => "damped Holt-Winters multiplicative",
    };

    public override IReadOnlyList<string> ParameterNames { get; } = ["alpha", "beta", "gamma", "phi"];

    public override bool Suits(int length, int season, bool positive) =>
        length >= (Season == SmoothingSeason.None ? 0 : 2 * season) + (Trend == SmoothingTrend.None ? 2 : Trend == SmoothingTrend.Damped ? 6 : 5)
        && (Season == SmoothingSeason.None || season > 1) && (positive || !RelativeErrors);

    internal override void Fit(
        Span<double> series, int season, Span<double> means, Span<double> deviations, Span<double> parameters, bool warm, ForecastScratch scratch) =>
        Smooth(series, season, means, deviations, parameters, warm, scratch);

    /// <summary>Fits and continues the series.</summary>
    /// <returns>The corrected information criterion of Akaike, up to a constant of the series; infinity when there are too few values for it.</returns>
    internal double Smooth(
        ReadOnlySpan<double> series, int season, Span<double> means, Span<double> deviations, Span<double> parameters, bool warm, ForecastScratch scratch)
    {
        var n = series.Length;
        var least = double.MaxValue;
        foreach (var value in series)
            least = Math.Min(least, value);
        var growth = n < 5 ? SmoothingTrend.None : Trend == SmoothingTrend.Damped && n < 6 ? SmoothingTrend.Additive : Trend;
        var relative = RelativeErrors && least > 0;
        var kind = season < 2 || n < 2 * season ? SmoothingSeason.None : Season == SmoothingSeason.Multiplicative && !relative ? SmoothingSeason.Additive : Season;
        var states = scratch.States(2 * season);
        var start = states[..season];
        var current = states[season..];
        if (kind == SmoothingSeason.None || !Decomposition.Indices(series, kind == SmoothingSeason.Multiplicative, start))
        {
            kind = SmoothingSeason.None;
            start = start[..1];
            current = current[..1];
            start.Clear();
        }

        var adjusted = scratch.Work(n);
        for (var t = 0; t < n; t++)
            adjusted[t] = kind switch { SmoothingSeason.None => series[t], SmoothingSeason.Additive => series[t] - start[t % season], _ => series[t] / start[t % season] };
        var (level, slope, spread) = Line(adjusted[..Math.Min(n, Math.Max(10, 2 * season))], growth != SmoothingTrend.None);
        var model = new SmoothingModel(series, growth, kind, relative, level, slope, start, current);
        Span<double> point = stackalloc double[NelderMead.MostVariables];
        point = point[..model.Variables];
        Search(ref model, point, kind, growth, spread, parameters, warm);
        model.Run(point);
        var (alpha, beta, gamma, phi, _, _) = model.Read(point);
        parameters[0] = alpha;
        parameters[1] = growth == SmoothingTrend.None ? double.NaN : beta;
        parameters[2] = kind == SmoothingSeason.None ? double.NaN : gamma;
        parameters[3] = growth == SmoothingTrend.Damped ? phi : double.NaN;
        var fitted = point.Length + (kind == SmoothingSeason.None ? 0 : season - 1);
        Continue(model, n, season, kind, current, (alpha, beta, gamma, phi), Math.Sqrt(model.Squares / Math.Max(1, n - point.Length)), relative, means, deviations);

        // The error variance is fitted too.
        var count = fitted + 1;
        return n - count - 1 > 0 ? (n * Math.Log(model.Squares)) + (relative ? model.LogScale : 0) + (2d * count) + (2d * count * (count + 1) / (n - count - 1)) : double.PositiveInfinity;
    }

    private static void Search(
        scoped ref SmoothingModel model, scoped Span<double> point, SmoothingSeason kind, SmoothingTrend growth, double spread, scoped ReadOnlySpan<double> parameters, bool warm)
    {
        Span<double> steps = stackalloc double[point.Length], low = stackalloc double[point.Length], high = stackalloc double[point.Length];
        var known = warm && parameters[0] > 0;
        point[0] = known ? parameters[0] : kind == SmoothingSeason.None ? .3 : .15;
        (steps[0], low[0], high[0]) = (known ? .05 : .2, LeastAlpha, MostAlpha);
        var alpha = point[0];
        point[1] = 0;
        (steps[1], low[1], high[1]) = (spread, double.NegativeInfinity, double.PositiveInfinity);
        var next = 2;
        if (kind != SmoothingSeason.None)
        {
            point[next] = known && parameters[2] >= 0 ? Math.Clamp(parameters[2] / Math.Max(1e-9, 1 - alpha), 0, 1) : .05;
            (steps[next], low[next], high[next]) = (known ? .03 : .1, 0, 1);
            next++;
        }

        if (growth != SmoothingTrend.None)
        {
            point[next] = known && parameters[1] >= 0 ? Math.Clamp(parameters[1] / alpha, 0, 1) : .1;
            (steps[next], low[next], high[next]) = (known ? .03 : .1, 0, 1);
            next++;
            point[next] = 0;
            (steps[next], low[next], high[next]) = (spread / 5, double.NegativeInfinity, double.PositiveInfinity);
            next++;
        }

        if (growth == SmoothingTrend.Damped)
        {
            point[next] = known && parameters[3] > 0 ? Math.Clamp(parameters[3], LeastPhi, MostPhi) : .93;
            (steps[next], low[next], high[next]) = (.03, LeastPhi, MostPhi);
        }

        NelderMead.Minimise(ref model, point, steps, low, high, known ? 1e-4 : 1e-5, (known ? 25 : 60) * point.Length);
    }

    private static void Continue(
        SmoothingModel model, int n, int season, SmoothingSeason kind, ReadOnlySpan<double> states, (double Alpha, double Beta, double Gamma, double Phi) fitted,
        double deviation, bool relative, Span<double> means, Span<double> deviations)
    {
        var (sum, power, variance) = (0d, 1d, 1d);
        for (var step = 0; step < means.Length; step++)
        {
            if (step > 0)
            {
                // sum is still φ + ... + φ^step of the step before.
                var effect = fitted.Alpha + (fitted.Beta * sum) + (kind != SmoothingSeason.None && step % season == 0 ? fitted.Gamma : 0);
                variance += effect * effect;
            }

            power *= fitted.Phi;
            sum += power;
            var q = model.Level + (sum * model.Slope);
            var place = (n + step) % season;
            means[step] = kind switch { SmoothingSeason.None => q, SmoothingSeason.Additive => q + states[place], _ => q * states[place] };
            deviations[step] = deviation * Math.Sqrt(variance) * (relative ? Math.Abs(means[step]) : 1);
        }
    }

    /// <summary>A straight line through the values, and how far they are from it, never zero.</summary>
    private static (double Level, double Slope, double Spread) Line(ReadOnlySpan<double> values, bool trend)
    {
        var (sum, moment, n) = (0d, 0d, values.Length);
        for (var t = 0; t < n; t++)
        {
            sum += values[t];
            moment += values[t] * (t + 1);
        }

        var (mean, middle) = (sum / n, (n + 1) / 2d);
        var slope = trend && n > 1 ? (moment - (sum * middle)) / (n * ((n * n) - 1d) / 12) : 0;
        var level = mean - (slope * middle);
        var squares = 0d;
        for (var t = 0; t < n; t++)
            squares += (values[t] - level - (slope * (t + 1))) * (values[t] - level - (slope * (t + 1)));
        return (level, slope, Math.Max(Math.Sqrt(squares / n) / 2, 1e-3 * Math.Max(1e-3, Math.Abs(mean))));
    }
}
