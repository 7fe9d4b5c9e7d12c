using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Kpi;

/// <summary>A key figure as it was when a plan was approved.</summary>
/// <param name="Plan">Name of the plan of record; null for the plan shown.</param>
/// <param name="CutOff">The last day whose facts it knew.</param>
/// <param name="NotMeasurable">Why there was no value; null when there was.</param>
public sealed record KpiTrendPlan(string? Plan, DateOnly CutOff, double? Value, double? TargetValue, KpiStatus Status, string? NotMeasurable);

/// <param name="Bucket">Index in the calendar.</param>
/// <param name="Value">Null where it cannot be measured.</param>
public sealed record KpiTrendBucket(int Bucket, string Label, double? Value);

/// <summary>How a key figure moved: bucket by bucket over its period, and from one plan of record to the next.</summary>
/// <param name="Buckets">In order of time; those before <paramref name="FirstPlanned"/> are past.</param>
/// <param name="FirstPlanned">Index of the first bucket that is planned.</param>
/// <param name="Plans">Plans of record of earlier facts, oldest first, then the plan shown.</param>
public sealed record KpiTrend(
    string Name, string Title, int Lag, string Unit, double? TargetValue, double? Threshold, int FirstPlanned, IReadOnlyList<KpiTrendBucket> Buckets, IReadOnlyList<KpiTrendPlan> Plans)
{
    /// <summary>Follows a key figure of the company.</summary>
    /// <param name="now">The plan shown, with the measures of all stages.</param>
    /// <param name="plans">Plans of record in the order they were approved.</param>
    /// <param name="inputOf">What the stages of one of them read: its own facts and master data.</param>
    /// <param name="figure">One of <see cref="KpiTable.Figures"/>.</param>
    /// <param name="lag">For forecasts 1 or more; 0 for others.</param>
    /// <returns>Null when the plan has no such key figure at that lag.</returns>
    public static KpiTrend? Of(StageInput now, IReadOnlyList<RecordedPlan> plans, Func<RecordedPlan, StageInput> inputOf, string figure, int lag)
    {
        if (Find(now, plans, figure, lag) is not { } shown)
            return null;
        var points = new List<KpiTrendPlan>();
        for (var i = 0; i < plans.Count; i++)
        {
            // It is measured as people saw it then: by its own facts, and by the plans approved before it.
            if (plans[i].Structure.Horizon.CutOff < now.Structure.Horizon.CutOff && Find(inputOf(plans[i]), [.. plans.Take(i)], figure, lag) is { } then)
                points.Add(Point(plans[i].Name, plans[i].Structure, then));
        }

        points.Add(Point(null, now.Structure, shown));
        var calendar = now.Structure.Calendar;
        return new KpiTrend(
            shown.Name, shown.Title, shown.Lag, shown.Unit, shown.TargetValue, shown.Threshold, now.Structure.FirstPlanned,
            [.. shown.ByBucket.Select((value, i) => new KpiTrendBucket(shown.FirstBucket + i, calendar[shown.FirstBucket + i].Label, value))], points);
    }

    private static KpiTrendPlan Point(string? name, PlanStructure structure, KeyFigure figure) =>
        new(name, structure.Horizon.CutOff, figure.Value, figure.TargetValue, figure.Status, figure.NotMeasurable);

    private static KeyFigure? Find(StageInput plan, IReadOnlyList<RecordedPlan> before, string figure, int lag)
    {
        if (KpiTable.Parts(plan, before, Math.Max(1, lag)) is not { } parts)
            return null;
        var targets = new KpiTargets(plan.Dataset.Rows<StrategicTarget>(), plan.Structure.Calendar);
        foreach (var (found, better) in parts.Of(Coordinates.All, figure))
        {
            if (found.Lag == lag)
                return targets.With(found, [], [], better);
        }

        return null;
    }
}
