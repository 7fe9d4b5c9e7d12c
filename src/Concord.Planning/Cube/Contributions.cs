using Concord.Numerics.Cells;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cube;

/// <summary>What a member adds to a total.</summary>
/// <param name="Value">Over the buckets asked for: their sum, or the last of a balance.</param>
public sealed record Contribution(string Member, double Value);

/// <summary>What a total is made of: the members of an attribute, the largest first.</summary>
/// <param name="Total">Of all members, those not listed too; NaN for none.</param>
/// <param name="Unit">Null where the part has no total.</param>
/// <param name="Rows">The largest by their size, whatever their sign.</param>
/// <param name="Count">Members that have a value.</param>
/// <param name="Rest">Sum of those not listed; 0 for none.</param>
/// <param name="Reason">Why there is nothing; null when there is something.</param>
public sealed record Contributions(double Total, string? Unit, IReadOnlyList<Contribution> Rows, int Count, double Rest, string? Reason)
{
    /// <summary>Ranks the members of an attribute.</summary>
    /// <param name="measure">A measure that adds up: no ratio.</param>
    /// <param name="attribute">What it is told apart by.</param>
    /// <param name="filter">Only this part.</param>
    /// <param name="first">First bucket.</param>
    /// <param name="last">Last bucket, inclusive.</param>
    /// <param name="actuals">True to take what came in past buckets.</param>
    /// <param name="take">Most rows.</param>
    /// <exception cref="ArgumentException">The measure is a ratio, or an attribute or a bucket does not exist.</exception>
    public static Contributions Of(
        PlanCube cube, PlanStructure structure, MeasureDefinition measure, string attribute, Coordinates filter, int first, int last, ValueUnit unit, bool actuals, int take)
    {
        if (measure.OverMembers != MemberAggregation.Sum || measure.OverTime is not (TimeAggregation.Sum or TimeAggregation.Last))
            throw ArgumentFor(measure);
        var table = CellReader.Read(cube, structure, new CellQuery([measure.Name], [attribute], filter, first, last, unit) { Subtotals = true, Actuals = actuals });
        var column = table.Measures[0];
        if (column.Reason is not null || table.Rows.Count == 0)
            return new Contributions(double.NaN, null, [], 0, 0, column.Reason ?? "Nothing of the plan is in this part.");
        var values = new double[table.Rows.Count];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = double.NaN;
            for (var bucket = 0; bucket < table.Buckets; bucket++)
            {
                var value = column.Values[(row * table.Buckets) + bucket];
                values[row] = measure.OverTime == TimeAggregation.Last ? value : PresentSums.Add(values[row], value);
            }
        }

        var members = Enumerable.Range(0, values.Length).Where(row => table.Rows[row].Depth == 1 && !double.IsNaN(values[row])).OrderByDescending(row => Math.Abs(values[row])).ToList();
        return new Contributions(
            values[0], column.Units[0], [.. members.Take(take).Select(row => new Contribution(table.Rows[row].Members[0], values[row]))], members.Count, members.Skip(take).Sum(row => values[row]),
            column.NoTotal[0] ?? (members.Count == 0 ? $"{measure.Title} has no value in these buckets." : null));
    }

    private static ArgumentException ArgumentFor(MeasureDefinition measure) => new($"{measure.Title} does not add up: nothing contributes to it. Maybe ask for what it is made of.", nameof(measure));
}
