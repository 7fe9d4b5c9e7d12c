using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Kpi;

/// <summary>The key figures of a plan and of the past, at any level, each with target, threshold, owner and status, or with the reason why it cannot be measured.</summary>
/// <param name="Rows">The total first, then a row for each member of the level.</param>
/// <param name="ValueAdded">Forecast value added by step, for the part as a whole.</param>
/// <param name="Weights">What unlike items were added up in, for people.</param>
public sealed record KpiTable(IReadOnlyList<KpiRow> Rows, IReadOnlyList<FvaStep> ValueAdded, string Weights, IReadOnlyList<Finding> Findings)
{
    /// <summary>Days before the cut-off over which what is past is measured.</summary>
    private const int PastDays = 365;

    /// <summary>Names of the key figures there are.</summary>
    public static IReadOnlyList<string> Figures => KpiParts.Names;

    /// <summary>Makes the table.</summary>
    /// <param name="now">The plan as it is, with the measures of all stages, the stage kpi included.</param>
    /// <param name="plans">Plans of record in the order they were approved; series and buckets have the same numbers in all.</param>
    /// <param name="level">Attributes of the rows; empty for the company alone.</param>
    /// <param name="filter">Only this part.</param>
    /// <param name="lags">Forecasts are measured at lags 1 to this.</param>
    /// <exception cref="ArgumentException">An attribute that demand does not have.</exception>
    public static KpiTable Of(StageInput now, IReadOnlyList<RecordedPlan> plans, IReadOnlyList<string> level, Coordinates filter, int lags = 6)
    {
        var structure = now.Structure;
        if (Parts(now, plans, lags) is not { } parts)
            return new KpiTable([], [], "", []);
        var demand = structure.Of(Data.Measures.MeasureRegistry.Measure("sales_history"));
        var targets = new KpiTargets(now.Dataset.Rows<StrategicTarget>(), structure.Calendar);
        var rows = new List<KpiRow> { Row([], filter) };
        if (level.Count > 0)
        {
            foreach (var key in demand.Attributes.Group(level, filter).Keys)
            {
                var part = filter;
                for (var i = 0; i < level.Count; i++)
                    part = part.With(level[i], key[i]);
                rows.Add(Row(key, part));
            }
        }

        var (series, weights, unit) = parts.Demand(filter);
        return new KpiTable(rows, [.. parts.Forecasts.Steps(series, weights)], unit, [.. targets.Unknown(KpiParts.Names)]);

        KpiRow Row(string[] members, Coordinates part) => new(
            members, [.. parts.Of(part).Select(k => filter.IsAll ? targets.With(k.Figure, level, members, k.Better) : k.Figure)]);
    }

    /// <summary>What key figures are computed by; null for a plan without series of demand.</summary>
    internal static KpiParts? Parts(StageInput now, IReadOnlyList<RecordedPlan> plans, int lags)
    {
        var structure = now.Structure;
        if (structure.SeriesCount("sales_history") is not (var demand and > 0))
            return null;
        var cutOff = structure.Horizon.CutOff;
        var from = cutOff.DayNumber - PastDays < structure.Calendar.First.DayNumber ? structure.Calendar.First : cutOff.AddDays(1 - PastDays);
        var past = Math.Max(0, structure.Calendar.IndexOf(from));
        return new KpiParts(now, plans, new ForecastKpis(now, plans, demand, past, lags), past, lags);
    }
}
