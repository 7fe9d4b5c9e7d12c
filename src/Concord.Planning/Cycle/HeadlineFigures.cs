using System.Collections.Immutable;
using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Cycle;

/// <summary>The figures management approves: a few measures for the whole company, by fiscal year and over the horizon.</summary>
public static class HeadlineFigures
{
    /// <summary>What is shown: volumes in planning units, or at net prices where those are unlike; money in the reporting currency.</summary>
    public static IReadOnlyList<string> Measures { get; } =
        ["consensus_demand", "constrained_demand", "production", "purchase", "revenue", "margin", "stock_value", "working_capital", "cash_flow", "cash"];

    /// <summary>The figures of the planned buckets. A measure without a value, or without a total because of unlike units, says so: never a zero.</summary>
    public static ImmutableList<HeadlineFigure> Of(PlanState state, PlanStructure structure)
    {
        var calendar = structure.Calendar;
        var (first, end) = (structure.FirstPlanned, structure.Horizon.BucketsOf(calendar).End.Value);
        if (first >= end)
            return [];
        var figures = ImmutableList.CreateBuilder<HeadlineFigure>();
        var years = Enumerable.Range(first, end - first).GroupBy(b => calendar[b].Fiscal.Year).Select(g => (Name: $"FY {g.Key}", First: g.First(), Last: g.Last())).ToList();
        foreach (var name in Measures)
        {
            var measure = MeasureRegistry.Measure(name);
            foreach (var (period, from, to) in (List<(string, int, int)>)[.. years, ("horizon", first, end - 1)])
            {
                var column = Read(name, from, to, ValueUnit.PlanningUnits);

                // Unlike units do not add up; what customers ask for does at its price.
                if (column.NoTotal is [not null, ..] && measure.Grain.HasFlag(Grain.Customer))
                    column = Read(name, from, to, ValueUnit.Money);
                figures.Add(Figure(measure, period, column));
            }
        }

        return figures.ToImmutable();

        CellColumn Read(string measure, int from, int to, ValueUnit unit) =>
            CellReader.Read(state.Cube, structure, new CellQuery([measure], [], Coordinates.All, from, to, unit)).Measures[0];
    }

    private static HeadlineFigure Figure(MeasureDefinition measure, string period, CellColumn column)
    {
        var why = column.Reason ?? (column.Units.Length == 0 ? "nothing in the plan is of its grain" : column.NoTotal[0]);
        if (why is null && Over(measure, column.Values) is var value && !double.IsNaN(value))
            return new HeadlineFigure(measure.Name, measure.Title, period, value, column.Units[0], column.Outside[0] == 0 ? null : $"{column.Outside[0]:#,0} series cannot be stated in {column.Units[0]} and are left out");
        return new HeadlineFigure(measure.Name, measure.Title, period, null, null, why ?? "no value in the plan");
    }

    /// <summary>The value of some buckets together: their sum, or the last for stock. NaN for none.</summary>
    private static double Over(MeasureDefinition measure, double[] values)
    {
        if (measure.OverTime == TimeAggregation.Last)
            return values[^1];
        var sum = double.NaN;
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
                sum = double.IsNaN(sum) ? value : sum + value;
        }

        return sum;
    }
}
