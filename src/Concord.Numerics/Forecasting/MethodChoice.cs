namespace Concord.Numerics.Forecasting;

/// <summary>What was chosen for a series, and what the backtest says of it.</summary>
/// <param name="Method">The method chosen.</param>
/// <param name="WithShape">It continues the series without the season of the larger group, and gets that season back.</param>
/// <param name="Pattern">The kind of demand, which decides between which methods is chosen.</param>
/// <param name="Origins">Forecast origins it was tried on, 0 when the series is too short for a backtest.</param>
/// <param name="Steps">Steps ahead at each origin.</param>
/// <param name="Error">Mean absolute error of the backtest over the mean absolute error of the seasonal naive forecast within the series (MASE); NaN without backtest.</param>
/// <param name="Bias">Forecast less actual in the backtest, over actual: above zero too much was forecast; NaN without backtest or actual.</param>
/// <param name="NaiveError">As <paramref name="Error"/>, of the seasonal naive forecast on the same origins.</param>
public readonly record struct ChosenMethod(Forecaster Method, bool WithShape, DemandPattern Pattern, int Origins, int Steps, double Error, double Bias, double NaiveError);

/// <summary>
/// Chooses the method for a series by a backtest with rolling origin (Tashman, Out-of-sample tests of forecasting accuracy, International Journal of Forecasting 16, 2000): each
/// method forecasts the end of the series from earlier ends. Smooth series: the smallest mean absolute error. Intermittent ones: the smallest error of the sum over
/// the steps together with the root mean square error, neither of which a zero forecast wins by the zeros it hits. A method must be better by <see cref="Margin"/> than all before it,
/// which go from simple to complex. Where the season of a larger group is known, methods are tried on the series without that season too.
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

    private static readonly MeanOfMethods[] Means = [.. AutomaticSmoothing.Models.Select(m => new MeanOfMethods(m))];

    private static readonly Forecaster[] Intermittent =
    [
        new Intermittent(IntermittentMethod.Croston),
        new Intermittent(IntermittentMethod.SyntetosBoylan),
        new Intermittent(IntermittentMethod.TeunterSyntetosBabai),
        Level,
    ];

    private static readonly ExponentialSmoothing LevelWithSeason = new(SmoothingTrend.None, SmoothingSeason.Additive);

    /// <summary>Chooses a method and continues the series with it.</summary>
    /// <param name="history">Oldest first; see <see cref="Forecaster.Forecast"/>.</param>
    /// <param name="season">Values in a season; 1 for none.</param>
    /// <param name="shape">Seasonal indices of a larger group, above zero, the first for the first value of the history; empty where none are known.</param>
    /// <param name="mostOrigins">Forecast origins of the backtest, at most; 0 for none, which takes the simplest method the series suits.</param>
    /// <param name="means">Receives the expected values.</param>
    /// <param name="deviations">Receives the standard errors.</param>
    /// <param name="parameters">Room for <see cref="Forecaster.MostParameters"/>; receives what was fitted.</param>
    /// <param name="scratch">Memory of this thread.</param>
    /// <exception cref="ArgumentException">The shape is neither empty nor as long as a season.</exception>
    public static ChosenMethod Forecast(
        ReadOnlySpan<double> history, int season, ReadOnlySpan<double> shape, int mostOrigins, Span<double> means, Span<double> deviations, Span<double> parameters, ForecastScratch scratch)
    {
        if (shape.Length > 0 && shape.Length != season)
            throw new ArgumentException($"A shape of {shape.Length} indices does not fit a season of {season}.", nameof(shape));
        var adjusted = scratch.Adjusted(shape.Length > 0 ? history.Length : 0);
        for (var t = 0; t < adjusted.Length; t++)
            adjusted[t] = history[t] / shape[t % season];
        var (origins, steps, stride) = Plan(history.Length, season, means.Length, mostOrigins);
        var trial = new Backtest
        {
            History = history, Adjusted = adjusted, Shape = shape, Season = season, Origins = origins, Steps = steps, Stride = stride, Scale = Scale(history, season),
            Pattern = DemandPatterns.Of(history), Parameters = parameters, Scratch = scratch,
        };
        trial.Run();
        trial.Chosen ??= Level;
        var shaped = trial.ChosenShape;
        trial.Chosen.Forecast(shaped ? adjusted : history, shaped ? 1 : season, means, deviations, parameters, scratch, warm: origins > 0);
        for (var step = 0; step < means.Length; step++)
        {
            var index = shaped ? shape[(history.Length + step) % season] : 1;
            means[step] *= index;
            deviations[step] *= index * trial.Best.Widening;
        }

        return new ChosenMethod(trial.Chosen, shaped, trial.Pattern, origins, origins == 0 ? 0 : steps, trial.Best.Error, trial.Best.Bias, trial.NaiveError);
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
            if (!double.IsFinite(history[t]))
                continue;
            size += Math.Abs(history[t]) / history.Length;
            if (t >= lag && double.IsFinite(history[t - lag]))
                sum += Math.Abs(history[t] - history[t - lag]) / (history.Length - lag);
        }

        return sum > 0 ? sum : size > 0 ? size : 1;
    }

    private ref struct Backtest
    {
        public required ReadOnlySpan<double> History, Adjusted, Shape;
        public required int Season, Origins, Steps, Stride;
        public required double Scale;
        public required DemandPattern Pattern;
        public required Span<double> Parameters;
        public required ForecastScratch Scratch;
        public Forecaster? Chosen;
        public bool ChosenShape;
        public Score Best = new(double.PositiveInfinity, double.NaN, double.NaN, 1);
        public double NaiveError = double.NaN;
        private bool _positive = true;

        public Backtest()
        {
        }

        private readonly bool IsRare => Pattern is DemandPattern.Intermittent or DemandPattern.Lumpy;

        /// <summary>Tries the methods, from simple to complex; the known season of a group before none.</summary>
        public void Run()
        {
            if (Origins == 0)
            {
                // Nothing to choose by: a level is the safe choice.
                Chosen = IsRare && Intermittent[1].Suits(History.Length, Season, false) ? Intermittent[1] : Level;
                ChosenShape = Shape.Length > 0;
                return;
            }

            foreach (var value in History)
                _positive &= value > 0;
            NaiveError = Evaluate(Naive, shaped: false).Error;
            if (IsRare)
            {
                TryAll(Intermittent, shaped: true);
                TryAll(Intermittent, shaped: false);
                Try(LevelWithSeason, shaped: false);
                return;
            }

            Try(Naive, shaped: false);
            Try(Level, shaped: true);
            Try(Line, shaped: true);
            Try(Level, shaped: false);
            Try(Line, shaped: false);
            var model = AutomaticSmoothing.Choose(History, Season, Scratch);
            if (Shape.Length > 0)
                Try(Means[AutomaticSmoothing.Choose(Adjusted, 1, Scratch)], shaped: true);
            Try(AutomaticSmoothing.Models[model], shaped: false);
            Try(Means[model], shaped: false);
        }

        private void TryAll(Forecaster[] candidates, bool shaped)
        {
            foreach (var candidate in candidates)
                Try(candidate, shaped);
        }

        private void Try(Forecaster candidate, bool shaped)
        {
            var earliest = History.Length - Steps - ((Origins - 1) * Stride);
            if ((shaped && Shape.Length == 0) || !candidate.Suits(earliest, shaped ? 1 : Season, _positive))
                return;
            Span<double> fitted = stackalloc double[Forecaster.MostParameters];
            var score = Evaluate(candidate, shaped, fitted);
            if (candidate is MeanOfMethods)
                score = score with { Rank = score.Rank * (1 - HeadStart) };
            if (Chosen is not null && !(score.Rank < Best.Rank * (1 - Margin)))
                return;
            (Best, Chosen, ChosenShape) = (score, candidate, shaped);
            fitted.CopyTo(Parameters);
        }

        private readonly Score Evaluate(Forecaster candidate, bool shaped)
        {
            Span<double> fitted = stackalloc double[Forecaster.MostParameters];
            return Evaluate(candidate, shaped, fitted);
        }

        private readonly Score Evaluate(Forecaster candidate, bool shaped, Span<double> fitted)
        {
            var means = Scratch.Means(Steps);
            var deviations = Scratch.Deviations(Steps);
            var (errors, squares, sums, biases, actuals, surprises, count) = (0d, 0d, 0d, 0d, 0d, 0d, 0);
            for (var origin = Origins - 1; origin >= 0; origin--)
            {
                var end = History.Length - Steps - (origin * Stride);
                candidate.Forecast(shaped ? Adjusted[..end] : History[..end], shaped ? 1 : Season, means, deviations, fitted, Scratch, warm: origin < Origins - 1);
                var sum = 0d;
                for (var step = 0; step < Steps; step++)
                {
                    var index = shaped ? Shape[(end + step) % Season] : 1;
                    var (actual, deviation) = (History[end + step], deviations[step] * index);
                    if (!double.IsFinite(actual))
                        continue;
                    count++;
                    var error = (means[step] * index) - actual;
                    errors += Math.Abs(error);
                    squares += error * error;
                    sum += error;
                    actuals += actual;
                    surprises += deviation > 0 ? error * error / (deviation * deviation) : error == 0 ? 0 : MostWidening * MostWidening;
                }

                sums += Math.Abs(sum);
                biases += sum;
            }

            if (count == 0)
                return new Score(double.MaxValue, double.NaN, double.NaN, 1);
            var mase = errors / count / Scale;
            return new Score(
                IsRare ? ((sums / count) + Math.Sqrt(squares / count)) / Scale : mase, mase, actuals > 0 ? biases / actuals : double.NaN,
                surprises >= count ? Math.Min(Math.Sqrt(surprises / count), MostWidening) : 1);
        }
    }
}
