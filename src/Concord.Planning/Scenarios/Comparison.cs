using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Scenarios;

/// <summary>A row in which two revisions differ.</summary>
/// <param name="From">The values of the first, one for each bucket.</param>
/// <param name="To">The values of the second.</param>
/// <param name="FromTotal">Of the buckets together; NaN where they have no total.</param>
public sealed record DifferentRow(string[] Members, double[] From, double[] To, double FromTotal, double ToTotal, string? Unit)
{
    /// <summary>How far the two are apart, over all buckets; zero or more.</summary>
    public double Distance
    {
        get
        {
            double distance = 0;
            for (var i = 0; i < From.Length; i++)
                distance += Math.Abs((double.IsNaN(To[i]) ? 0 : To[i]) - (double.IsNaN(From[i]) ? 0 : From[i]));
            return distance;
        }
    }
}

/// <summary>A measure in which two revisions differ.</summary>
/// <param name="Rows">Those that differ, the largest distance first.</param>
/// <param name="Reason">Why it cannot be compared at that level; null when it can.</param>
public sealed record DifferentMeasure(string Measure, IReadOnlyList<DifferentRow> Rows, string? Reason);

/// <summary>Compares two revisions at any level.</summary>
public static class Comparison
{
    /// <summary>The measures and rows that differ. Measures whose pages are shared are not even read.</summary>
    /// <param name="query">Its measures are those to compare; none for all that differ.</param>
    public static IReadOnlyList<DifferentMeasure> Of(PlanCube from, PlanStructure fromStructure, PlanCube to, PlanStructure toStructure, CellQuery query)
    {
        string[] changed = [.. PlanCube.Differences(from, to).Where(a => a.Kind == LayerKind.Values).Select(a => a.Measure).Distinct(StringComparer.Ordinal)];
        var sameStructure = ReferenceEquals(fromStructure, toStructure);
        var measures = (query.Measures.Count > 0 ? query.Measures : [.. MeasureRegistry.All.Select(m => m.Name)])
            .Where(m => changed.Contains(m, StringComparer.Ordinal) || (!sameStructure && (from[m].Values.BucketCount > 0 || to[m].Values.BucketCount > 0)));
        return [.. measures.Select(m => Measure(m, from, fromStructure, to, toStructure, query)).Where(d => d.Rows.Count > 0 || d.Reason is not null)];
    }

    private static DifferentMeasure Measure(string measure, PlanCube from, PlanStructure fromStructure, PlanCube to, PlanStructure toStructure, CellQuery query)
    {
        var one = query with { Measures = [measure], Subtotals = false, Actuals = false, Periods = false };
        var (a, b) = (CellReader.Read(from, fromStructure, one), CellReader.Read(to, toStructure, one));
        if (a.Measures[0].Reason is { } reason)
            return new DifferentMeasure(measure, [], reason);
        var sums = MeasureRegistry.Measure(measure).OverTime == TimeAggregation.Sum;
        var rows = new Dictionary<string, (string[] Members, int From, int To)>(StringComparer.Ordinal);
        for (var i = 0; i < a.Rows.Count; i++)
            rows[string.Join('\u001f', a.Rows[i].Members)] = (a.Rows[i].Members, i, -1);
        for (var i = 0; i < b.Rows.Count; i++)
        {
            var name = string.Join('\u001f', b.Rows[i].Members);
            rows[name] = (b.Rows[i].Members, rows.TryGetValue(name, out var known) ? known.From : -1, i);
        }

        var different = new List<DifferentRow>();
        foreach (var (members, x, y) in rows.Values)
        {
            var (left, right) = (Values(a, x), Values(b, y));
            if (left.AsSpan().SequenceEqual(right))
                continue;
            different.Add(new DifferentRow(
                members, left, right, sums ? Total(left) : double.NaN, sums ? Total(right) : double.NaN, (y >= 0 ? b : a).Measures[0].Units[y >= 0 ? y : x]));
        }

        return new DifferentMeasure(measure, [.. different.OrderByDescending(d => d.Distance).ThenBy(d => string.Join('\u001f', d.Members), StringComparer.Ordinal)], null);
    }

    private static double[] Values(CellTable table, int row)
    {
        if (row >= 0)
            return table.Measures[0].Values[(row * table.Buckets)..((row + 1) * table.Buckets)];
        var none = new double[table.Buckets];
        Array.Fill(none, double.NaN);
        return none;
    }

    private static double Total(double[] values) => Numerics.Cells.PresentSums.Sum(values);
}
