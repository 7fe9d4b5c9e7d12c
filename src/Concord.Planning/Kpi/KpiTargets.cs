using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Kpi;

/// <summary>Finds the target of a key figure, and says whether it is met.</summary>
internal sealed class KpiTargets(IReadOnlyList<StrategicTarget> targets, PlanningCalendar calendar)
{
    /// <summary>Names companies use for key figures that have another here.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["gross_margin_percent"] = "margin_percent",
        ["stock_turns"] = "turns",
        ["revenue_growth_percent"] = "revenue_growth",
    };

    /// <summary>Targets for which there is no key figure.</summary>
    public IEnumerable<Finding> Unknown(IReadOnlyCollection<string> known)
    {
        foreach (var name in targets.Select(t => t.Measure).Where(m => !known.Contains(Names.GetValueOrDefault(m, m)) && !MeasureRegistry.TryMeasure(m, out _)).Distinct(StringComparer.Ordinal))
        {
            yield return new Finding(
                "TARGET_OF_UNKNOWN_KPI", Severity.Warning, "targets", name, "measure", name, $"There is a target for '{name}', which is no key figure: it is compared with nothing.{NearestName.MaybeHint(name, known)}",
                "Maybe use the name of a key figure.");
        }
    }

    /// <summary>The key figure with its target: that which holds on most days of the period, for exactly this part.</summary>
    /// <param name="level">Attributes of the part; empty for the company.</param>
    /// <param name="members">Their members.</param>
    public KeyFigure With(KeyFigure kpi, IReadOnlyList<string> level, string[] members, KpiDirection better)
    {
        StrategicTarget? best = null;
        var most = 0;
        var (first, last) = (calendar[kpi.FirstBucket].First, calendar[kpi.FirstBucket + Math.Max(1, kpi.ByBucket.Length) - 1].Last);
        foreach (var target in targets.Where(t => Names.GetValueOrDefault(t.Measure, t.Measure) == kpi.Name).OrderBy(t => t.From))
        {
            var own = members.Length == 0 ? string.IsNullOrEmpty(target.Level) : members.Length == 1 && target.Level == level[0] && target.Member == members[0];
            var days = Math.Min(last.DayNumber, (target.To ?? last).DayNumber) - Math.Max(first.DayNumber, target.From.DayNumber) + 1;
            if (own && days > most)
                (best, most) = (target, days);
        }

        if (best is null)
            return kpi;

        // A share is 1 for 100 %; a name of the company's own that ends in percent says it in percent.
        var scale = best.Measure != kpi.Name && best.Measure.EndsWith("_percent", StringComparison.Ordinal) ? 0.01 : 1;
        var (wanted, threshold) = (best.Value * scale, best.Threshold * scale);
        return kpi with { Target = best, TargetValue = wanted, Threshold = threshold, Status = kpi.Value is { } value ? StatusOf(kpi.Name == "bias" ? Math.Abs(value) : value, wanted, threshold, better) : KpiStatus.Open };
    }

    /// <summary>Which way is better is told by the threshold where there is one: it is worse than the target.</summary>
    private static KpiStatus StatusOf(double value, double target, double? threshold, KpiDirection better)
    {
        if (threshold is { } limit && limit != target)
            better = limit < target ? KpiDirection.Higher : KpiDirection.Lower;
        var sign = better == KpiDirection.Higher ? 1 : -1;
        return (value - target) * sign >= 0 ? KpiStatus.Met
            : threshold is { } red && (value - red) * sign > 0 ? KpiStatus.Near
            : KpiStatus.Missed;
    }
}

/// <summary>Which way a key figure is better.</summary>
internal enum KpiDirection
{
    Higher,
    Lower,
}
