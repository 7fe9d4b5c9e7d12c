using Concord.Planning.Data;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cycle;

/// <summary>The strategic targets of the company as a whole.</summary>
internal sealed class FigureTargets(Dataset dataset)
{
    private readonly ILookup<string, StrategicTarget> _targets = dataset.Rows<StrategicTarget>().Where(t => t.Level is null).ToLookup(t => t.Measure, StringComparer.Ordinal);

    /// <summary>The target that holds on most days of the period, the earlier one of two that hold as long; null without one.</summary>
    public FigureTarget? Of(FigureDefinition figure, FigurePeriod period)
    {
        foreach (var name in figure.Targets)
        {
            StrategicTarget? best = null;
            var most = 0;
            foreach (var target in _targets[name].OrderBy(t => t.From))
            {
                var days = Math.Min(period.Last.DayNumber, (target.To ?? period.Last).DayNumber) - Math.Max(period.First.DayNumber, target.From.DayNumber) + 1;
                if (days > most)
                    (best, most) = (target, days);
            }

            // A share that a measure states is 1 for 100 %; a name of the company's own that ends in percent is not.
            var scale = figure.Unit == UnitKind.Percent && !MeasureRegistry.TryMeasure(name, out _) && name.EndsWith("_percent", StringComparison.Ordinal) ? 0.01 : 1;
            if (best is not null)
                return new FigureTarget(best.Value * scale, best.Threshold * scale, best.Owner, best.From, best.To);
        }

        return null;
    }

    /// <summary>Which way is better is told by the threshold where there is one: it is worse than the target. Null where nothing tells.</summary>
    public static TargetStatus? Status(double value, FigureTarget target, FigureDirection better)
    {
        if (target.Threshold is { } threshold && threshold != target.Value)
            better = threshold < target.Value ? FigureDirection.Higher : FigureDirection.Lower;
        if (better == FigureDirection.Neither)
            return null;
        var sign = better == FigureDirection.Higher ? 1 : -1;
        return (value - target.Value) * sign >= 0 ? TargetStatus.Met
            : target.Threshold is { } limit && (value - limit) * sign > 0 ? TargetStatus.Near
            : TargetStatus.Missed;
    }
}
