using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Cycle;

/// <summary>Which way a figure is better.</summary>
public enum FigureDirection
{
    Higher,
    Lower,

    /// <summary>Neither: it depends, as with utilisation.</summary>
    Neither,
}

/// <summary>A figure against its strategic target.</summary>
public enum TargetStatus
{
    /// <summary>At the target or better.</summary>
    Met,

    /// <summary>Short of the target, within its threshold.</summary>
    Near,

    /// <summary>At the threshold or worse; without a threshold whatever is short of the target.</summary>
    Missed,
}

/// <summary>The value of a figure over a period.</summary>
/// <param name="Value">In the figure's unit; null when it is not measurable.</param>
/// <param name="NotMeasurable">Why there is no value; null when there is one.</param>
/// <param name="Note">Where it is so, as the resource and bucket of a peak, or what it leaves out.</param>
/// <param name="Target">Against the target of the period; null without one.</param>
public sealed record FigureValue(double? Value, string? NotMeasurable = null, string? Note = null, TargetStatus? Target = null)
{
    public static FigureValue Of(double value, string? note = null) =>
        double.IsFinite(value) ? new FigureValue(value, null, note) : Missing("there is nothing to divide by");

    public static FigureValue Missing(string because) => new(null, $"not measurable, because {because}");
}

/// <summary>A figure of one of the plans.</summary>
/// <param name="Horizon">Over the whole horizon.</param>
/// <param name="Delta">Less that of the first plan; null where one of them is not measurable. Zero for the first plan.</param>
/// <param name="Years">For each of the compared fiscal years, over its buckets in the horizon.</param>
/// <param name="ByBucket">For each of the compared buckets; null where it is not measurable. Empty unless asked for.</param>
public sealed record PlanFigure(FigureValue Horizon, double? Delta, IReadOnlyList<FigureValue> Years, IReadOnlyList<double?> ByBucket);

/// <summary>What management wants of a figure in a period.</summary>
/// <param name="Threshold">Value from which it is missed; null for none.</param>
public sealed record FigureTarget(double Value, double? Threshold, string? Owner, DateOnly From, DateOnly? To);

/// <summary>A figure of all plans.</summary>
/// <param name="Figure">Name, stable.</param>
/// <param name="Unit">Of the values; a share is stored as 1 for 100 %.</param>
/// <param name="Target">The target of most days of the horizon; null without one.</param>
/// <param name="Plans">In the order of <see cref="ComparisonTable.Plans"/>.</param>
public sealed record ComparisonRow(
    string Figure, string Title, string Group, UnitKind Unit, FigureDirection Better, FigureTarget? Target, IReadOnlyList<PlanFigure> Plans);

/// <summary>Plans side by side.</summary>
/// <param name="Plans">Their names, the one others are compared with first.</param>
/// <param name="Years">Labels of the fiscal years the horizon touches.</param>
/// <param name="Currency">Of the money.</param>
/// <param name="Drivers">For each plan what is different in it on purpose.</param>
/// <param name="Buckets">Labels of the buckets of the first plan's horizon; empty unless asked for.</param>
public sealed record ComparisonTable(
    IReadOnlyList<string> Plans, IReadOnlyList<string> Years, string Currency, IReadOnlyList<ComparisonRow> Rows, IReadOnlyList<IReadOnlyList<Driver>> Drivers, IReadOnlyList<string> Buckets)
{
    /// <summary>A row for each figure: a column for each plan, its delta, and its fiscal years.</summary>
    public ReportTable ToReport()
    {
        List<ReportColumn> columns = [new("group", ReportFormat.Text, "What the figure speaks of."), new("figure", ReportFormat.Text, "The figure."), new("unit", ReportFormat.Text, "Its unit.")];
        foreach (var plan in Plans)
        {
            columns.Add(new(plan, ReportFormat.Number, $"Over the horizon, in the plan {plan}."));
            if (plan != Plans[0])
                columns.Add(new($"{plan} less {Plans[0]}", ReportFormat.Number, $"The difference to {Plans[0]}."));
        }

        columns.Add(new("target", ReportFormat.Number, "The strategic target."));
        foreach (var plan in Plans)
            columns.Add(new($"{plan} to target", ReportFormat.Text, "Met, near or missed."));
        foreach (var year in Years)
            columns.AddRange(Plans.Select(plan => new ReportColumn($"{plan} {year}", ReportFormat.Number, $"Over {year}.")));
        columns.Add(new("remarks", ReportFormat.Text, "Where it is so, what is left out, or why there is no value."));
        return new ReportTable("comparison", "The scenarios side by side.", columns, [.. Rows.Select(Row)]);
    }

    private List<object?> Row(ComparisonRow row)
    {
        List<object?> cells = [row.Group, row.Title, row.Unit == UnitKind.Money ? Currency : row.Unit == UnitKind.Percent ? "1 = 100 %" : row.Unit.ToString().ToLowerInvariant()];
        for (var plan = 0; plan < Plans.Count; plan++)
        {
            cells.Add(row.Plans[plan].Horizon.Value);
            if (plan > 0)
                cells.Add(row.Plans[plan].Delta);
        }

        cells.Add(row.Target?.Value);
        cells.AddRange(row.Plans.Select(p => p.Horizon.Target?.ToString().ToLowerInvariant()));
        for (var year = 0; year < Years.Count; year++)
            cells.AddRange(row.Plans.Select(p => (object?)p.Years[year].Value));
        cells.Add(string.Join("; ", row.Plans.Select((p, i) => (p.Horizon.NotMeasurable ?? p.Horizon.Note) is { } remark ? $"{Plans[i]}: {remark}" : null).OfType<string>()));
        return cells;
    }
}

/// <summary>Puts computed plans side by side.</summary>
public static class PlanComparison
{
    /// <summary>
    /// Compares service, stock, obsolescence risk, cost, revenue, margin, cash, working capital and utilisation, over the horizon of each plan and by fiscal year, with strategic targets and with
    /// the first plan. A figure whose stage has not been computed, or whose facts are missing, says so.
    /// </summary>
    /// <param name="plans">At least one, each with a name of its own. Targets are those of the first one's dataset.</param>
    /// <param name="byBucket">True for every figure in every bucket of the first plan's horizon too.</param>
    /// <exception cref="ArgumentException">No plan, or two of one name.</exception>
    public static ComparisonTable Of(IReadOnlyList<(string Name, StageInput Plan)> plans, bool byBucket = false)
    {
        if (plans.Count == 0)
            throw new ArgumentException("There is no plan to compare.", nameof(plans));
        if (plans.GroupBy(p => p.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"Two plans are called '{twice.Key}'.", nameof(plans));
        var read = plans.Select(p => new PlanFigures(p.Plan)).ToList();
        var years = read[0].Years;
        var targets = new FigureTargets(plans[0].Plan.Dataset);
        return new ComparisonTable(
            [.. plans.Select(p => p.Name)], [.. years.Select(y => y.Label)], read[0].Currency,
            [.. FigureDefinition.All.Select(figure => Row(figure, read, targets, byBucket))], [.. plans.Select(p => (IReadOnlyList<Driver>)p.Plan.State.Drivers)],
            byBucket ? [.. read[0].Buckets.Select(b => b.Label)] : []);
    }

    private static ComparisonRow Row(FigureDefinition figure, List<PlanFigures> plans, FigureTargets targets, bool byBucket)
    {
        var first = figure.Of(plans[0], plans[0].All).Value;
        return new ComparisonRow(
            figure.Name, figure.Title, figure.Group, figure.Unit, figure.Better, targets.Of(figure, plans[0].All),
            [.. plans.Select(plan => new PlanFigure(
                Value(plan, plan.All), Value(plan, plan.All).Value - first, [.. plans[0].Years.Select(year => OfYear(plan, year.Label))],
                byBucket ? [.. plans[0].Buckets.Select(bucket => OfBucket(plan, bucket.Label))] : []))]);

        double? OfBucket(PlanFigures plan, string label) => plan.Buckets.FirstOrDefault(b => b.Label == label) is { } bucket ? figure.Of(plan, bucket).Value : null;

        FigureValue OfYear(PlanFigures plan, string label) =>
            plan.Years.FirstOrDefault(y => y.Label == label) is { } year ? Value(plan, year) : FigureValue.Missing($"the plan does not reach {label}");

        FigureValue Value(PlanFigures plan, FigurePeriod period)
        {
            var value = figure.Of(plan, period);
            return value.Value is { } number && targets.Of(figure, period) is { } target ? value with { Target = FigureTargets.Status(number, target, figure.Better) } : value;
        }
    }
}
