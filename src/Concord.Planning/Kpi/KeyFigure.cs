using Concord.Planning.Data;

namespace Concord.Planning.Kpi;

public enum KpiStatus
{
    /// <summary>There is no target, or no value.</summary>
    Open,

    /// <summary>The target is met.</summary>
    Met,

    /// <summary>Worse than the target, not past the threshold.</summary>
    Near,

    /// <summary>Past the threshold; without one, worse than the target.</summary>
    Missed,
}

/// <summary>A key performance indicator of a part of the plan.</summary>
/// <param name="Name">Of its measure, where it is one.</param>
/// <param name="Lag">For forecasts how many buckets ahead: 1 is the first bucket a plan planned. 0 for others.</param>
/// <param name="Unit"><c>%</c> (a share, 1 for 100 %), <c>days</c>, <c>turns a year</c>, or a currency.</param>
/// <param name="Value">Over the period; null when it cannot be measured.</param>
/// <param name="FirstBucket">Index in the calendar of the first bucket of the period.</param>
/// <param name="ByBucket">Null in buckets that cannot be measured.</param>
/// <param name="Target">What management wants of exactly this part; null for nothing.</param>
/// <param name="NotMeasurable">Why there is no value, as the rest of "not measurable, because ..."; null when there is one.</param>
public sealed record KeyFigure(
    string Name, string Title, int Lag, string Unit, double? Value, int FirstBucket, double?[] ByBucket, StrategicTarget? Target, double? TargetValue, double? Threshold, KpiStatus Status,
    string? NotMeasurable)
{
    public string? Owner => Target?.Owner;
}

/// <summary>The key figures of one part.</summary>
/// <param name="Members">A member of each attribute of the level; none for the total.</param>
public sealed record KpiRow(string[] Members, IReadOnlyList<KeyFigure> Figures);

/// <summary>What one step of the forecast process was good for, over the measured buckets (Gilliland, The Business Forecasting Deal, ch. on forecast value added).</summary>
/// <param name="Step">What is measured, and against what.</param>
/// <param name="Lag">Buckets ahead.</param>
/// <param name="Before">Sum of absolute errors without the step.</param>
/// <param name="After">With it.</param>
/// <param name="Demand">What was ordered in the cells compared.</param>
/// <param name="Cells">Series and buckets compared: of an input only where the function had an opinion.</param>
public sealed record FvaStep(string Step, int Lag, double Before, double After, double Demand, int Cells)
{
    /// <summary>Accuracy gained by the step [share of demand]; null where nothing was ordered.</summary>
    public double? Value => Demand > 0 ? (Before - After) / Demand : null;
}
