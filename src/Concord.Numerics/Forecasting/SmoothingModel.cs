namespace Concord.Numerics.Forecasting;

/// <summary>How a smoothed series grows.</summary>
public enum SmoothingTrend
{
    /// <summary>It stays at its level.</summary>
    None,

    /// <summary>By the slope, for ever.</summary>
    Additive,

    /// <summary>By the slope, which dies away.</summary>
    Damped,
}

/// <summary>How the season acts on a smoothed series.</summary>
public enum SmoothingSeason
{
    None,

    /// <summary>The season is added to the level.</summary>
    Additive,

    /// <summary>The level is multiplied by the season.</summary>
    Multiplicative,
}

/// <summary>
/// The recursions of exponential smoothing in error correction form, with their states over one series: Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential
/// Smoothing (2008), table 2.1. With q = l + φ b:
/// <code>
/// no season        ŷ = q        l' = q + α e        b' = φ b + β e
/// additive         ŷ = q + s    l' = q + α e        b' = φ b + β e        s' = s + γ e
/// multiplicative   ŷ = q s      l' = q + α e / s    b' = φ b + β e / s    s' = s + γ e / q
/// </code>
/// The states do not depend on whether errors are meant as amounts or as shares of ŷ; what is made small does: Σ e², or (Σ (e/ŷ)²) times the geometric mean of ŷ² for shares.
/// </summary>
internal ref struct SmoothingModel : IObjective
{
    private readonly ReadOnlySpan<double> _series, _startSeason;
    private readonly Span<double> _season;
    private readonly SmoothingTrend _trend;
    private readonly SmoothingSeason _kind;
    private readonly bool _relative;
    private readonly double _startLevel, _startSlope;

    public SmoothingModel(
        ReadOnlySpan<double> series, SmoothingTrend trend, SmoothingSeason kind, bool relative, double level, double slope, ReadOnlySpan<double> startSeason, Span<double> season)
    {
        _series = series;
        (_trend, _kind, _relative) = (trend, kind, relative);
        (_startLevel, _startSlope) = (level, slope);
        _startSeason = startSeason;
        _season = season;
    }

    /// <summary>Level after the last value.</summary>
    public double Level;

    /// <summary>Slope after the last value.</summary>
    public double Slope;

    /// <summary>Sum of squared errors one step ahead, relative ones where errors are shares.</summary>
    public double Squares;

    /// <summary>Sum of log ŷ², for shares.</summary>
    public double LogScale;

    public readonly int Variables => _trend switch { SmoothingTrend.None => 2, SmoothingTrend.Additive => 4, _ => 5 } + (_kind == SmoothingSeason.None ? 0 : 1);

    /// <summary>Where each variable stands in a point: α, then level, then γ*, β*, slope, φ as far as the model has them.</summary>
    public readonly (double Alpha, double Beta, double Gamma, double Phi, double Level, double Slope) Read(scoped ReadOnlySpan<double> point)
    {
        var next = 2;
        var (alpha, gamma, beta, phi, slope) = (point[0], 0d, 0d, 1d, 0d);
        if (_kind != SmoothingSeason.None)
            gamma = (1 - alpha) * point[next++];
        if (_trend != SmoothingTrend.None)
        {
            beta = alpha * point[next++];
            slope = _startSlope + point[next++];
        }

        if (_trend == SmoothingTrend.Damped)
            phi = point[next];
        return (alpha, beta, gamma, phi, _startLevel + point[1], slope);
    }

    public double At(scoped ReadOnlySpan<double> point)
    {
        Run(point);
        return _relative ? Squares * Math.Exp(LogScale / _series.Length) : Squares;
    }

    /// <summary>Runs over the series, and leaves the states as they are after it.</summary>
    public void Run(scoped ReadOnlySpan<double> point)
    {
        var (alpha, beta, gamma, phi, level, slope) = Read(point);
        var (squares, logs, product) = (0d, 0d, 1d);
        _startSeason.CopyTo(_season);
        var place = 0;
        for (var t = 0; t < _series.Length; t++)
        {
            var grown = phi * slope;
            var q = level + grown;
            double error, fitted;
            switch (_kind)
            {
                case SmoothingSeason.Multiplicative:
                    {
                        var s = _season[place];
                        fitted = q * s;
                        error = _series[t] - fitted;
                        if (!(q > 0) || !(s > 0))
                        {
                            Squares = double.PositiveInfinity;
                            return;
                        }

                        var relative = error / s;
                        level = q + (alpha * relative);
                        slope = grown + (beta * relative);
                        _season[place] = s + (gamma * error / q);
                        break;
                    }

                case SmoothingSeason.Additive:
                    fitted = q + _season[place];
                    error = _series[t] - fitted;
                    level = q + (alpha * error);
                    slope = grown + (beta * error);
                    _season[place] += gamma * error;
                    break;
                default:
                    fitted = q;
                    error = _series[t] - fitted;
                    level = q + (alpha * error);
                    slope = grown + (beta * error);
                    break;
            }

            if (++place >= _season.Length)
                place = 0;
            if (!_relative)
            {
                squares += error * error;
                continue;
            }

            if (!(fitted > 0))
            {
                Squares = double.PositiveInfinity;
                return;
            }

            squares += error / fitted * (error / fitted);

            // A logarithm for every eighth value: products of eight stay in range, as the largest value is about 1.
            product *= fitted;
            if ((t & 7) == 7)
            {
                logs += Math.Log(product);
                product = 1;
            }
        }

        (Level, Slope, Squares, LogScale) = (level, slope, squares, 2 * (logs + Math.Log(product)));
    }
}
