using System.Globalization;
using Concord.Planning.Data;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Demand;

/// <summary>What a series is for the forecast.</summary>
public enum SeriesClass
{
    /// <summary>Demand comes often, in like sizes.</summary>
    Smooth,

    /// <summary>Often, in unlike sizes.</summary>
    Erratic,

    /// <summary>Now and then, in like sizes.</summary>
    Intermittent,

    /// <summary>Now and then, in unlike sizes.</summary>
    Lumpy,

    /// <summary>The item has been sold for less than a season, or is still to come.</summary>
    Launch,

    /// <summary>The item ends within the horizon, or has ended.</summary>
    EndOfLife,

    /// <summary>Nobody bought here for more than a season.</summary>
    Dormant,

    /// <summary>Nothing was sold that a forecast could be made from.</summary>
    NoHistory,
}

/// <summary>A parameter of a method, as it was fitted.</summary>
public sealed record FittedParameter(string Name, double Value);

/// <summary>How the forecast of one series was made.</summary>
/// <param name="Series">Its number.</param>
/// <param name="Coordinate">Item, location, channel and region.</param>
/// <param name="Method">The method chosen, or how the forecast was made without one.</param>
/// <param name="Parameters">What was fitted.</param>
/// <param name="Error">Mean absolute error of the backtest over that of the seasonal naive forecast within the history (MASE); null without backtest.</param>
/// <param name="Bias">Forecast less actual in the backtest, over actual; null without backtest or actual.</param>
/// <param name="NaiveError">As <paramref name="Error"/>, of the seasonal naive forecast.</param>
/// <param name="Origins">Forecast origins of the backtest.</param>
/// <param name="Class">What the series is.</param>
/// <param name="Reason">In words, why this method.</param>
/// <param name="Fingerprint">Of all that the forecast of this series was made from; empty where it stands on other series too.</param>
public sealed record SeriesForecast(
    int Series, IReadOnlyList<string> Coordinate, string Method, IReadOnlyList<FittedParameter> Parameters, double? Error, double? Bias, double? NaiveError, int Origins,
    SeriesClass Class, string Reason, string Fingerprint);

/// <summary>How the stage forecast made its forecasts.</summary>
/// <param name="Findings">What is missing, and what was assumed for it.</param>
/// <param name="Series">Every series of the plan, by number.</param>
public sealed record ForecastDetails(IReadOnlyList<Finding> Findings, IReadOnlyList<SeriesForecast> Series) : StageDetails(Findings)
{
    /// <inheritdoc/>
    public override IEnumerable<string> Explain(string measure, int series, IReadOnlyList<string> coordinate, string bucket)
    {
        if (Series.FirstOrDefault(s => s.Series == series) is not { } made)
            yield break;
        var parameters = string.Join(", ", made.Parameters.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name} {p.Value:0.####}")));
        yield return $"Method: {made.Method}{(parameters.Length > 0 ? $" ({parameters})" : "")}. {made.Reason}";
        if (made.Error is { } error)
            yield return string.Create(CultureInfo.InvariantCulture, $"Backtest over {made.Origins} origins: MASE {error:0.00}{(made.NaiveError is { } naive ? $", seasonal naive {naive:0.00}" : "")}{(made.Bias is { } bias ? $", bias {100 * bias:0} %" : "")}.");
    }
}
