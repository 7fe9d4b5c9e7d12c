namespace Concord.Numerics.Forecasting;

/// <summary>How an intermittent series is smoothed.</summary>
public enum IntermittentMethod
{
    /// <summary>Size and interval apart: ŷ = z / p (Croston, Forecasting and stock control for intermittent demands, Operational Research Quarterly 23, 1972).</summary>
    Croston,

    /// <summary>Croston's without its bias: ŷ = (1 - α/2) z / p (Syntetos and Boylan, The accuracy of intermittent demand estimates, International Journal of Forecasting 21, 2005).</summary>
    SyntetosBoylan,

    /// <summary>Size and probability apart, the probability in every period, so that a dying series falls to zero: ŷ = p z (Teunter, Syntetos and Babai, Intermittent demand: linking
    /// forecasting to inventory obsolescence, European Journal of Operational Research 214, 2011).</summary>
    TeunterSyntetosBabai,
}

/// <summary>
/// Forecasts of series that are mostly zero, level over the horizon. One smoothing parameter for size and interval (for TSB a second for the probability), those with the smallest
/// squared error one step ahead. Values below zero count as zero. The standard error of every step is that of the errors one step ahead.
/// </summary>
public sealed class Intermittent(IntermittentMethod method) : Forecaster
{
    private const double LeastAlpha = .02, MostAlpha = .4;

    public IntermittentMethod Method { get; } = method;

    public override string Name => Method switch { IntermittentMethod.Croston => "Croston", IntermittentMethod.SyntetosBoylan => "SBA", _ => "TSB" };

    public override IReadOnlyList<string> ParameterNames { get; } = method == IntermittentMethod.TeunterSyntetosBabai ? ["alpha", "beta"] : ["alpha"];

    public override bool Suits(int length, int season, bool positive) => length >= 3;

    internal override void Fit(
        Span<double> series, int season, Span<double> means, Span<double> deviations, Span<double> parameters, bool warm, ForecastScratch scratch)
    {
        foreach (ref var value in series)
            value = Math.Max(0, value);
        var model = new Sizes(series, Method);
        Span<double> point = stackalloc double[Method == IntermittentMethod.TeunterSyntetosBabai ? 2 : 1], steps = stackalloc double[2], low = stackalloc double[2], high = stackalloc double[2];
        for (var i = 0; i < point.Length; i++)
        {
            point[i] = warm && parameters[i] > 0 ? Math.Clamp(parameters[i], LeastAlpha, MostAlpha) : .1;
            (steps[i], low[i], high[i]) = (.1, LeastAlpha, MostAlpha);
        }

        NelderMead.Minimise(ref model, point, steps[..point.Length], low, high, 1e-4, 40 * point.Length);
        var squares = model.At(point);
        point.CopyTo(parameters);
        means.Fill(model.Forecast);
        deviations.Fill(Math.Sqrt(squares / Math.Max(1, series.Length - point.Length)));
    }

    private ref struct Sizes(ReadOnlySpan<double> series, IntermittentMethod method) : IObjective
    {
        private readonly ReadOnlySpan<double> _series = series;

        /// <summary>After the last value.</summary>
        public double Forecast;

        /// <summary>Start: size the mean of the values above zero, interval and probability as over the whole series.</summary>
        public double At(scoped ReadOnlySpan<double> point)
        {
            var (count, sum) = (0, 0d);
            foreach (var value in _series)
            {
                if (value > 0)
                {
                    count++;
                    sum += value;
                }
            }

            if (count == 0)
            {
                Forecast = 0;
                return 0;
            }

            var alpha = point[0];
            var beta = point[^1];
            var (size, interval, probability, since) = (sum / count, _series.Length / (double)count, count / (double)_series.Length, 1);
            var squares = 0d;
            foreach (var value in _series)
            {
                var error = value - Mean(size, interval, probability, alpha);
                squares += error * error;
                if (value > 0)
                {
                    size += alpha * (value - size);
                    interval += alpha * (since - interval);
                    since = 0;
                }

                probability += beta * ((value > 0 ? 1 : 0) - probability);
                since++;
            }

            Forecast = Mean(size, interval, probability, alpha);
            return squares;
        }

        private readonly double Mean(double size, double interval, double probability, double alpha) => method switch
        {
            IntermittentMethod.Croston => size / interval,
            IntermittentMethod.SyntetosBoylan => (1 - (alpha / 2)) * size / interval,
            _ => probability * size,
        };
    }
}
