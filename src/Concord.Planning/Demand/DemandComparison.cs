using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;
using CellReader = Concord.Planning.Cube.CellReader;

namespace Concord.Planning.Demand;

/// <summary>A strategic target of a part of the plan.</summary>
/// <param name="Values">By bucket; NaN where the target does not hold.</param>
public sealed record TargetRow(StrategicTarget Target, double[] Values);

/// <summary>Forecast, inputs, consensus and budget of a part of the plan, and the targets management has for it.</summary>
/// <param name="Members">A member of each attribute of the level; none for the total.</param>
/// <param name="Gap">Consensus less budget by bucket; NaN where one of them has no value.</param>
/// <param name="Targets">Those stated for this very part, whatever the key figure.</param>
public sealed record DemandComparisonRow(string[] Members, double[] Forecast, double[] Consensus, double[] Budget, double[] Gap, string? Unit, IReadOnlyList<TargetRow> Targets);

/// <summary>Budget and strategic targets beside the consensus, at any level.</summary>
/// <param name="NoBudget">Why there is no budget to compare with; null when there is one.</param>
public sealed record DemandComparison(int FirstBucket, IReadOnlyList<DemandComparisonRow> Rows, string? NoBudget)
{
    /// <summary>Compares over the horizon.</summary>
    /// <param name="targets">The strategic targets of the dataset.</param>
    /// <param name="level">Attributes of the rows, outermost first; empty for the company alone. Subtotals and the total are rows too.</param>
    /// <param name="unit">What quantities are stated in; with money at net prices of the plan.</param>
    /// <exception cref="ArgumentException">An attribute that does not exist.</exception>
    public static DemandComparison Of(PlanCube cube, PlanStructure structure, IReadOnlyList<StrategicTarget> targets, IReadOnlyList<string> level, Coordinates filter, ValueUnit unit)
    {
        var horizon = structure.Horizon.BucketsOf(structure.Calendar);
        var (first, count) = (horizon.Start.Value, horizon.End.Value - horizon.Start.Value);
        if (count == 0)
            return new DemandComparison(first, [], "The horizon has no bucket in the calendar.");
        var query = new CellQuery(["statistical_forecast", "consensus_demand", "budget_quantity"], level, filter, first, first + count - 1, unit) { Subtotals = true };
        var table = CellReader.Read(cube, structure, query);
        var rows = new List<DemandComparisonRow>();
        for (var row = 0; row < table.Rows.Count; row++)
        {
            double[] Of(int measure) => table.Measures[measure].Values.AsSpan(row * count, count).ToArray();
            var members = table.Rows[row].Members;
            var (forecast, consensus, budget) = (Of(0), Of(1), Of(2));
            var gap = new double[count];
            for (var b = 0; b < count; b++)
                gap[b] = consensus[b] - budget[b];
            rows.Add(new DemandComparisonRow(members, forecast, consensus, budget, gap, table.Measures[1].Units[row], TargetsOf(targets, level, filter, members, structure.Calendar, first, count)));
        }

        var none = rows.TrueForAll(r => r.Budget.AsSpan().IndexOfAnyExcept(double.NaN) < 0)
            ? "The budget states no volume for the horizon. Maybe only its revenue is stated, or the year is not budgeted yet?"
            : null;
        return new DemandComparison(first, rows, none);
    }

    /// <summary>Targets of exactly this part: of the company for the total, else of the innermost member.</summary>
    private static List<TargetRow> TargetsOf(
        IReadOnlyList<StrategicTarget> targets, IReadOnlyList<string> level, Coordinates filter, string[] members, PlanningCalendar calendar, int first, int count)
    {
        var found = new List<TargetRow>();
        foreach (var target in targets)
        {
            var own = members.Length == 0
                ? string.IsNullOrEmpty(target.Level) && filter.IsAll
                : members.Length == 1 && filter.IsAll && target.Level == level[0] && target.Member == members[0];
            if (!own)
                continue;
            var values = new double[count];
            for (var b = 0; b < count; b++)
                values[b] = calendar[first + b].First >= target.From && !(target.To < calendar[first + b].First) ? target.Value : double.NaN;
            if (values.AsSpan().IndexOfAnyExcept(double.NaN) >= 0)
                found.Add(new TargetRow(target, values));
        }

        return found;
    }
}
