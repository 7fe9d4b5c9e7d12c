using System.Collections.Immutable;
using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Cycle;

/// <summary>
/// The figures management approves, for the whole company, by fiscal year and over the horizon: volumes, and the figures that matter most of those scenarios are compared by, computed
/// by the same definitions.
/// </summary>
public static class HeadlineFigures
{
    private static readonly string[] Volumes = ["consensus_demand", "constrained_demand"];

    private static readonly string[] Figures =
    [
        "service_in_time", "lost_demand", "revenue", "margin", "margin_percent", "budget_gap", "production_cost", "stock_value_end", "working_capital_end", "cash_lowest", "cash_end", "utilisation_average",
    ];

    /// <summary>The figures of the planned buckets. What has no value, or no total because of unlike units, says so: never a zero.</summary>
    /// <param name="plan">What the stages of the plan read.</param>
    public static ImmutableList<HeadlineFigure> Of(StageInput plan)
    {
        var first = plan.Structure.FirstPlanned;
        var figures = new PlanFigures(plan);
        if (figures.All.End == 0)
            return [];
        List<FigurePeriod> periods = [.. figures.Years, figures.All];
        return
        [
            .. Volumes.SelectMany(name => periods.Select(period => Volume(plan, MeasureRegistry.Measure(name), first, period))),
            .. FigureDefinition.All.Where(d => Figures.Contains(d.Name)).SelectMany(d => periods.Select(period => Figure(d, figures, period))),
        ];
    }

    /// <summary>In planning units; at net prices where those are unlike.</summary>
    private static HeadlineFigure Volume(StageInput plan, MeasureDefinition measure, int first, FigurePeriod period)
    {
        var column = Read(ValueUnit.PlanningUnits);
        if (column.NoTotal is [not null, ..])
            column = Read(ValueUnit.Money);
        var why = column.Reason ?? (column.Units.Length == 0 ? "nothing in the dataset has it" : column.NoTotal[0]);
        var present = column.Values.Where(v => !double.IsNaN(v)).ToList();
        if (why is not null || present.Count == 0)
            return new HeadlineFigure(measure.Name, measure.Title, period.Label, null, null, $"not measurable, because {why ?? "the plan has no value of it"}");
        return new HeadlineFigure(
            measure.Name, measure.Title, period.Label, present.Sum(), column.Units[0], column.Outside[0] == 0 ? null : $"without {column.Outside[0]:#,0} series that cannot be stated in {column.Units[0]}");

        CellColumn Read(ValueUnit unit) => CellReader.Read(
            plan.Cube, plan.Structure, new CellQuery([measure.Name], [], Coordinates.All, first + period.From, first + period.End - 1, unit)).Measures[0];
    }

    private static HeadlineFigure Figure(FigureDefinition definition, PlanFigures plan, FigurePeriod period)
    {
        var value = definition.Of(plan, period);
        var unit = value.Value is null ? null : definition.Unit switch
        {
            UnitKind.Money => plan.Currency,
            UnitKind.Percent => "%",
            _ => Gates.Word(definition.Unit),
        };
        return new HeadlineFigure(definition.Name, definition.Title, period.Label, value.Value, unit, value.NotMeasurable ?? value.Note);
    }
}
