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

        var total = values[0];
        var members = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var row = 0; row < values.Length; row++)
        {
            if (table.Rows[row].Depth == 1)
                members[table.Rows[row].Members[0]] = values[row];
        }

        // Of a bucket that the cut-off splits the plan has the rest only: what came before is beside it, as in the statement and on the sheet of a family.
        if (actuals && SoFar(structure, measure, first, last) is { } actual)
        {
            var came = CellReader.Read(cube, structure, new CellQuery([actual], [attribute], filter, structure.FirstPlanned, structure.FirstPlanned, unit) { Subtotals = true });
            for (var row = 0; came.Measures[0].Reason is null && row < came.Rows.Count; row++)
            {
                var value = came.Measures[0].Values[row];
                if (came.Rows[row].Depth == 0)
                    total = PresentSums.Add(total, value);
                else
                    members[came.Rows[row].Members[0]] = PresentSums.Add(members.GetValueOrDefault(came.Rows[row].Members[0], double.NaN), value);
            }
        }

        var ranked = members.Where(m => !double.IsNaN(m.Value)).OrderByDescending(m => Math.Abs(m.Value)).ThenBy(m => m.Key, StringComparer.Ordinal).ToList();
        return new Contributions(
            total, column.Units[0], [.. ranked.Take(take).Select(m => new Contribution(m.Key, m.Value))], ranked.Count, ranked.Skip(take).Sum(m => m.Value),
            column.NoTotal[0] ?? (ranked.Count == 0 ? $"{measure.Title} has no value in these buckets." : null));
    }

    /// <summary>The measure of what came, where the buckets have one that is planned from the cut-off on only: what supply and finance write; consensus is of whole buckets.</summary>
    private static string? SoFar(PlanStructure structure, MeasureDefinition measure, int first, int last)
    {
        var at = structure.FirstPlanned;
        return measure.OverTime == TimeAggregation.Sum && measure.WrittenBy >= Stage.Supply && first <= at && at <= last && structure.Calendar[at].First < structure.Horizon.First ? measure.Actual : null;
    }

    private static ArgumentException ArgumentFor(MeasureDefinition measure) => new($"{measure.Title} does not add up: nothing contributes to it. Maybe ask for what it is made of.", nameof(measure));
}
