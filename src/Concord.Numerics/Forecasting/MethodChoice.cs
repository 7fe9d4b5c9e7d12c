namespace Concord.Numerics.Forecasting;

/// <summary>What was chosen for a series, and what the backtest says of it.</summary>
/// <param name="Method">The method chosen.</param>
/// <param name="Pattern">The kind of demand, which decides between which methods is chosen.</param>
/// <param name="Origins">Forecast origins it was tried on, 0 when the series is too short for a backtest.</param>
/// <param name="Steps">Steps ahead at each origin.</param>
/// <param name="Error">Mean absolute error of the backtest over the mean absolute error of the seasonal naive forecast within the series (MASE); NaN without backtest.</param>
/// <param name="Bias">Forecast less actual in the backtest, over actual: above zero too much was forecast; NaN without backtest or actual.</param>
/// <param name="NaiveError">As <paramref name="Error"/>, of the seasonal naive forecast on the same origins.</param>
public readonly record struct ChosenMethod(Forecaster Method, DemandPattern Pattern, int Origins, int Steps, double Error, double Bias, double NaiveError);

/// <summary>
/// Chooses the method for a series by a backtest with rolling origin (Tashman, Out-of-sample tests of forecasting accuracy, International Journal of Forecasting 16, 2000): each
/// method forecasts the end of the series from earlier ends. Smooth series: the smallest mean absolute error. Intermittent ones: the smallest error of the sum over
/// the steps, in which a zero forecast does not win by the zeros it hits. A method must be better by <see cref="Margin"/> than all simpler ones.
/// Standard errors of the chosen method are widened where its backtest was worse than they promise.
/// </summary>
public static class MethodChoice
{
    /// <summary>Share by which a method must be better than every simpler one.</summary>
    public const double Margin = .02;

    /// <summary>Share by which the mean of two methods may be worse than a single one: few origins mistake luck for merit, and a mean relies on it less.</summary>
    public const double HeadStart = .1;

    private const double MostWidening = 3;

    private static readonly SeasonalNaive Naive = new();

    private static readonly ExponentialSmoothing Level = new(SmoothingTrend.None, SmoothingSeason.None);

    private static readonly Theta Line = new();

    /// <summary>For series that come often, from simple to complex, by the exponential smoothing model the whole series asks for.</summary>
    private static readonly Forecaster[][] Smooth =
        [.. AutomaticSmoothing.Models.Select((model, i) => (Forecaster[])(i == 0 ? [Naive, Level, Line, new MeanOfMethods(model)] : [Naive, Level, Line, model, new MeanOfMethods(model)]))];

    /// <summary>For series that come now and then, from simple to complex.</summary>
    private static readonly Forecaster[] Intermittent =
    [
        new Intermittent(IntermittentMethod.Croston),
        new Intermittent(IntermittentMethod.SyntetosBoylan),
        new Intermittent(IntermittentMethod.TeunterSyntetosBabai),
        Level,
        new ExponentialSmoothing(SmoothingTrend.None, SmoothingSeason.Additive),
    ];

    /// <summary>Chooses a method and continues the series with it.</summary>
    /// <param name="history">Oldest first; see <see cref="Forecaster.Forecast"/>.</param>
    /// <param name="season">Values in a season; 1 for none.</param>
    /// <param name="mostOrigins">Forecast origins of the backtest, at most; 0 for none, which takes the simplest method the series suits.</param>
    /// <param name="means">Receives the expected values.</param>
    /// <param name="deviations">Receives the standard errors.</param>
    /// <param name="parameters">Room for <see cref="Forecaster.MostParameters"/>; receives what was fitted.</param>
    /// <param name="scratch">Memory of this thread.</param>
    public static ChosenMethod Forecast(
        ReadOnlySpan<double> history, int season, int mostOrigins, Span<double> means, Span<double> deviations, Span<double> parameters, ForecastScratch scratch)
    {
        var pattern = DemandPatterns.Of(history);
        var rare = pattern is DemandPattern.Intermittent or DemandPattern.Lumpy;
        var candidates = rare ? Intermittent : Smooth[AutomaticSmoothing.Choose(history, season, scratch)];
        var positive = true;
        foreach (var value in history)
            positive &= value > 0;
        var (origins, steps, stride) = Plan(history.Length, season, means.Length, mostOrigins);
        var earliest = history.Length - steps - ((origins - 1) * stride);
        var scale = Scale(history, season);
        Span<double> fitted = stackalloc double[Forecaster.MostParameters];
        var best = new Score(double.PositiveInfinity, double.NaN, double.NaN, 1);
        var naive = double.NaN;
        Forecaster? chosen = null;
        foreach (var candidate in candidates)
        {
            if (!candidate.Suits(origins == 0 ? history.Length : earliest, season, positive))
                continue;
            if (origins == 0)
            {
                // Nothing to choose by: level methods are the safe ones.
                chosen = rare ? candidate : Level;
                break;
            }

            var score = Try(candidate, history, season, origins, steps, stride, scale, rare, fitted, scratch);
            if (candidate is SeasonalNaive)
                naive = score.Error;
            if (candidate is MeanOfMethods)
                score = score with { Rank = score.Rank * (1 - HeadStart) };
            if (chosen is not null && !(score.Rank < best.Rank * (1 - Margin)))
                continue;
            (best, chosen) = (score, candidate);
            fitted.CopyTo(parameters);
        }

        if (origins > 0 && double.IsNaN(naive))
            naive = Try(Naive, history, season, origins, steps, stride, scale, rare, fitted, scratch).Error;
        chosen ??= Naive;
        chosen.Forecast(history, season, means, deviations, parameters, scratch, warm: origins > 0);
        foreach (ref var deviation in deviations[..means.Length])
            deviation *= best.Widening;
        return new ChosenMethod(chosen, pattern, origins, origins == 0 ? 0 : steps, best.Error, best.Bias, naive);
    }

    private readonly record struct Score(double Rank, double Error, double Bias, double Widening);

    /// <summary>
    /// Steps: the horizon, a season (or six values where there is none) or a quarter of the series, whichever is least. Origins lie a third of that apart, and the first
    /// leaves two seasons and a value to learn from, where the series has that.
    /// </summary>
    private static (int Origins, int Steps, int Stride) Plan(int length, int season, int horizon, int mostOrigins)
    {
        var steps = Math.Min(Math.Min(horizon, season > 1 ? season : 6), length / 4);
        if (steps < 1 || mostOrigins < 1)
            return (0, 0, 0);
        if (season > 1 && length > (2 * season) + 1)
            steps = Math.Min(steps, Math.Max(2, length - (2 * season) - 1));
        var stride = Math.Max(1, steps / 3);
        var learn = season > 1 && length - steps > 2 * season ? (2 * season) + 1 : Math.Max(4, length / 2);
        return length - steps < learn ? (length - steps >= 3 ? 1 : 0, steps, stride) : (Math.Min(mostOrigins, 1 + ((length - steps - learn) / stride)), steps, stride);
    }

    private static double Scale(ReadOnlySpan<double> history, int season)
    {
        var lag = history.Length > season ? season : 1;
        var (sum, size) = (0d, 0d);
        for (var t = 0; t < history.Length; t++)
        {
            size += Math.Abs(history[t]) / history.Length;
            if (t >= lag)
                sum += Math.Abs(history[t] - history[t - lag]) / (history.Length - lag);
        }

        return sum > 0 ? sum : size > 0 ? size : 1;
    }

    private static Score Try(
        Forecaster candidate, ReadOnlySpan<double> history, int season, int origins, int steps, int stride, double scale, bool rare, Span<double> fitted, ForecastScratch scratch)
    {
        var means = scratch.Means(steps);
        var deviations = scratch.Deviations(steps);
        var (errors, sums, biases, actuals, surprises) = (0d, 0d, 0d, 0d, 0d);
        for (var origin = origins - 1; origin >= 0; origin--)
        {
            var end = history.Length - steps - (origin * stride);
            candidate.Forecast(history[..end], season, means, deviations, fitted, scratch, warm: origin < origins - 1);
            var sum = 0d;
            for (var step = 0; step < steps; step++)
            {
                var error = means[step] - history[end + step];
                errors += Math.Abs(error);
                sum += error;
                actuals += history[end + step];
                surprises += deviations[step] > 0 ? error * error / (deviations[step] * deviations[step]) : error == 0 ? 0 : MostWidening * MostWidening;
            }

            sums += Math.Abs(sum);
            biases += sum;
        }

        var count = origins * steps;
        var mase = errors / count / scale;
        return new Score(
            rare ? sums / count / scale : mase, mase, actuals > 0 ? biases / actuals : double.NaN, Math.Clamp(Math.Sqrt(surprises / count), 1, MostWidening));
    }
}
