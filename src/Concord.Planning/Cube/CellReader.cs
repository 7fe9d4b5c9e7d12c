using Concord.Numerics.Cells;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cube;

/// <summary>Answers questions for values at any level, from a cube and its structure.</summary>
public static class CellReader
{
    /// <summary>The values of all measures asked for.</summary>
    /// <exception cref="ArgumentException">A measure or an attribute that does not exist, or buckets outside of the calendar; the message says which and what is near.</exception>
    public static CellTable Read(PlanCube cube, PlanStructure structure, CellQuery query)
    {
        var calendar = structure.Calendar;
        if (query.First < 0 || query.Last >= calendar.Count || query.Last < query.First)
            throw new ArgumentException($"Buckets {query.First} to {query.Last} are not in the calendar of {calendar.Count} buckets, 0 to {calendar.Count - 1}.", nameof(query));
        foreach (var attribute in query.Level.Concat(query.Filter.Constraints.Select(c => c.Attribute)))
        {
            if (!structure.Attributes.Contains(attribute))
                throw new ArgumentException($"There is no attribute '{attribute}'.{Data.NearestName.MaybeHint(attribute, structure.Attributes)}", nameof(query));
        }

        var measures = query.Measures.Select(MeasureRegistry.Measure).ToList();
        var depths = Enumerable.Range(query.Subtotals ? 0 : query.Level.Count, query.Subtotals ? query.Level.Count + 1 : 1).ToList();
        var groupings = measures.Select(m => WhyNot(structure, m, query) is null ? depths.ConvertAll(d => structure.Of(m).Attributes.Group([.. query.Level.Take(d)], query.Filter)) : []).ToList();
        var rows = Rows(groupings);
        var quarters = query.Periods ? Touched(calendar.Quarters, query) : [];
        var years = query.Periods ? Touched(calendar.FiscalYears, query) : [];
        var from = quarters.Select(q => calendar.Quarters[q].FirstIndex).Concat(years.Select(y => calendar.FiscalYears[y].FirstIndex)).Append(query.First).Min();
        var to = quarters.Select(q => calendar.Quarters[q].LastIndex).Concat(years.Select(y => calendar.FiscalYears[y].LastIndex)).Append(query.Last).Max();
        var window = new Window(cube, structure, query, from, to, quarters, years);
        return new CellTable(
            query.First, query.Last, [.. rows.Select(r => new CellRow(r.Key))], quarters, years,
            [.. measures.Select((measure, i) => Column(window, measure, WhyNot(structure, measure, query), groupings[i], rows))]);
    }

    /// <summary>The value of one part of the plan in one bucket, in a unit; NaN for none.</summary>
    public static double Value(PlanCube cube, PlanStructure structure, MeasureDefinition measure, Coordinates part, int bucket, ValueUnit unit) =>
        Read(cube, structure, new CellQuery([measure.Name], [], part, bucket, bucket, unit)).Measures[0].Values is [var value, ..] ? value : double.NaN;

    private static string? WhyNot(PlanStructure structure, MeasureDefinition measure, CellQuery query)
    {
        if (!structure.Spaces.TryGetValue(measure.Grain & ~Grain.Bucket, out var space))
            return $"{measure.Title} has no series in this plan.";
        var missing = query.Level.Concat(query.Filter.Constraints.Select(c => c.Attribute)).FirstOrDefault(a => !space.Attributes.Has(a));
        return missing is null ? null : $"{measure.Title} is not told apart by {missing.Replace('_', ' ')}.";
    }

    /// <summary>The rows of all measures together, each with its place in the groupings of its depth.</summary>
    private static List<(string[] Key, int Depth)> Rows(List<List<Grouping>> groupings)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var rows = new List<(string[] Key, int Depth)>();
        foreach (var grouping in groupings)
        {
            for (var depth = 0; depth < grouping.Count; depth++)
            {
                foreach (var key in grouping[depth].Keys)
                {
                    if (seen.Add(string.Join('\u001f', key.Prepend($"{key.Length}"))))
                        rows.Add((key, depth));
                }
            }
        }

        rows.Sort((a, b) => CompareKeys(a.Key, b.Key));
        return rows;
    }

    private static int CompareKeys(string[] one, string[] other)
    {
        for (var i = 0; i < Math.Min(one.Length, other.Length); i++)
        {
            if (string.CompareOrdinal(one[i], other[i]) is var order and not 0)
                return order;
        }

        return one.Length.CompareTo(other.Length);
    }

    private static List<int> Touched(IReadOnlyList<BucketGroup> groups, CellQuery query) =>
        [.. Enumerable.Range(0, groups.Count).Where(i => groups[i].LastIndex >= query.First && groups[i].FirstIndex <= query.Last)];

    private static CellColumn Column(Window window, MeasureDefinition measure, string? reason, List<Grouping> groupings, List<(string[] Key, int Depth)> rows)
    {
        var (buckets, count) = (window.Query.Last - window.Query.First + 1, rows.Count);
        var values = Filled(count * buckets);
        var quarters = Filled(count * window.Quarters.Count);
        var years = Filled(count * window.Years.Count);
        var column = new CellColumn(
            measure.Name, reason, values, quarters, years, new string?[count], new string?[count], new int[count], new int[count],
            window.Cube[measure.Name].Locks.BucketCount > 0 ? new int[count * buckets] : [], ReferenceEquals(window.Cube[measure.Name].Values, window.Cube[measure.Name].Written) ? [] : new int[count * buckets]);
        if (reason is not null)
            return column;

        var space = window.Structure.Of(measure);
        for (var depth = 0; depth < groupings.Count; depth++)
        {
            var grouping = groupings[depth];
            var place = Places(rows, depth, grouping);
            var sums = Sums(window, measure, grouping);
            for (var group = 0; group < grouping.Count; group++)
            {
                var row = place[group];
                column.Series[row] = grouping.Sizes[group];
                (column.Units[row], column.NoTotal[row]) = measure.OverMembers == MemberAggregation.None && grouping.Sizes[group] > 1
                    ? (null, $"{measure.Title} of several series does not add up.")
                    : Unit(space, measure, window.Query.Unit, grouping.SeriesOf(group));
                if (column.NoTotal[row] is not null)
                    continue;
                for (var bucket = 0; bucket < buckets; bucket++)
                    values[(row * buckets) + bucket] = sums.Value(group, window.Query.First + bucket);
                for (var i = 0; i < window.Quarters.Count; i++)
                    quarters[(row * window.Quarters.Count) + i] = sums.Over(group, window.Structure.Calendar.Quarters[window.Quarters[i]]);
                for (var i = 0; i < window.Years.Count; i++)
                    years[(row * window.Years.Count) + i] = sums.Over(group, window.Structure.Calendar.FiscalYears[window.Years[i]]);
            }

            CountOutside(window, measure, grouping, place, column);
            CellMarks.Add(window.Cube[measure.Name], grouping, place, window.Query.First, column, buckets);
        }

        return column;
    }

    /// <summary>Counts the series whose values no conversion or price takes to the unit. Of a ratio they may be missing above or below.</summary>
    private static void CountOutside(Window window, MeasureDefinition measure, Grouping grouping, int[] place, CellColumn column)
    {
        var space = window.Structure.Of(measure);
        bool[]? counted = null;
        foreach (var part in measure.OverMembers == MemberAggregation.Ratio ? [measure.Numerator!, measure.Denominator!] : (string[])[measure.Name])
        {
            var stated = MeasureRegistry.Measure(part);
            if (UnitFactors.Of(space, stated, window.Query.Unit) is not { } weights)
                continue;
            for (var bucket = window.From; bucket <= window.To; bucket++)
            {
                var layer = window.Cube.Values(window.Query.Actuals && bucket < window.Structure.FirstPlanned && stated.Actual is { } actual ? actual : part);
                if (bucket >= layer.BucketCount)
                    continue;
                foreach (var series in space.Units.Without(weights.Of(bucket)))
                {
                    if (grouping.GroupOf[series] is not (var group and >= 0) || counted?[series] == true || double.IsNaN(layer[series, bucket]))
                        continue;
                    (counted ??= new bool[grouping.GroupOf.Length])[series] = true;
                    if (column.NoTotal[place[group]] is null)
                        column.Outside[place[group]]++;
                }
            }
        }
    }

    /// <summary>The unit of some series together, and why they have no total. A ratio has none where what it is made of has none.</summary>
    private static (string? Unit, string? NoTotal) Unit(SeriesSpace space, MeasureDefinition measure, ValueUnit unit, ReadOnlySpan<int> series)
    {
        if (measure.OverMembers == MemberAggregation.Ratio)
        {
            foreach (var part in new[] { measure.Numerator!, measure.Denominator! })
            {
                if (UnitFactors.Common(space, MeasureRegistry.Measure(part), unit, series).NoTotal is { } noTotal)
                    return (null, noTotal);
            }
        }

        return UnitFactors.Common(space, measure, unit, series);
    }

    private static int[] Places(List<(string[] Key, int Depth)> rows, int depth, Grouping grouping)
    {
        // Rows of a depth and groups are in the same order, but rows of other measures may stand between.
        var place = new int[grouping.Count];
        var group = 0;
        for (var row = 0; row < rows.Count && group < place.Length; row++)
        {
            if (rows[row].Depth == depth && rows[row].Key.AsSpan().SequenceEqual(grouping.Keys[group]))
                place[group++] = row;
        }

        return place;
    }

    private static GroupSums Sums(Window window, MeasureDefinition measure, Grouping grouping)
    {
        if (measure.OverMembers == MemberAggregation.Ratio)
        {
            var (above, below) = (MeasureRegistry.Measure(measure.Numerator!), MeasureRegistry.Measure(measure.Denominator!));
            return new GroupSums(window, measure, Plain(window, above, grouping), Plain(window, below, grouping), above, below);
        }

        return new GroupSums(window, measure, Plain(window, measure, grouping), null, null, null);
    }

    /// <summary>The sums of a measure of the grain that was grouped: both parts of a ratio are of its grain.</summary>
    private static double[] Plain(Window window, MeasureDefinition measure, Grouping grouping)
    {
        var sums = Filled(grouping.Count * window.Count);
        var weights = UnitFactors.Of(window.Structure.Of(measure), measure, window.Query.Unit);
        var planned = Math.Clamp(window.Structure.FirstPlanned - window.From, 0, window.Count);
        if (!window.Query.Actuals || measure.Actual is not { } actual || planned == 0)
        {
            Aggregation.Sum(window.Cube.Values(measure.Name), grouping, window.From, window.Count, weights, sums);
            return sums;
        }

        var past = new double[grouping.Count * planned];
        var future = new double[grouping.Count * (window.Count - planned)];
        Aggregation.Sum(window.Cube.Values(actual), grouping, window.From, planned, weights, past);
        Aggregation.Sum(window.Cube.Values(measure.Name), grouping, window.From + planned, window.Count - planned, weights, future);
        for (var group = 0; group < grouping.Count; group++)
        {
            past.AsSpan(group * planned, planned).CopyTo(sums.AsSpan(group * window.Count));
            future.AsSpan(group * (window.Count - planned), window.Count - planned).CopyTo(sums.AsSpan((group * window.Count) + planned));
        }

        return sums;
    }

    private static double[] Filled(int count)
    {
        var values = new double[count];
        Array.Fill(values, double.NaN);
        return values;
    }

    private sealed record Window(PlanCube Cube, PlanStructure Structure, CellQuery Query, int From, int To, IReadOnlyList<int> Quarters, IReadOnlyList<int> Years)
    {
        public int Count => To - From + 1;
    }

    /// <summary>Sums of groups by bucket, and what they make of a bucket or of a longer period.</summary>
    private sealed record GroupSums(Window Window, MeasureDefinition Measure, double[] Sums, double[]? Below, MeasureDefinition? AboveMeasure, MeasureDefinition? BelowMeasure)
    {
        public double Value(int group, int bucket) => Below is null ? At(Sums, group, bucket) : Quotient(At(Sums, group, bucket), At(Below, group, bucket));

        public double Over(int group, BucketGroup period) => Below is null
            ? Over(Sums, Measure.OverTime, group, period)
            : Quotient(Over(Sums, AboveMeasure!.OverTime, group, period), Over(Below, BelowMeasure!.OverTime, group, period));

        private double At(double[] sums, int group, int bucket) => sums[(group * Window.Count) + bucket - Window.From];

        private double Over(double[] sums, TimeAggregation rule, int group, BucketGroup period)
        {
            double total = double.NaN, days = 0;
            switch (rule)
            {
                case TimeAggregation.Sum:
                    for (var bucket = period.FirstIndex; bucket <= period.LastIndex; bucket++)
                        total = PresentSums.Add(total, At(sums, group, bucket));
                    return total;
                case TimeAggregation.Last:
                    return At(sums, group, period.LastIndex);
                case TimeAggregation.Average:
                    for (var bucket = period.FirstIndex; bucket <= period.LastIndex; bucket++)
                    {
                        if (At(sums, group, bucket) is var value && double.IsNaN(value))
                            continue;
                        var length = Window.Structure.Calendar[bucket].Days;
                        total = PresentSums.Add(total, value * length);
                        days += length;
                    }

                    return total / days;
                default:
                    return double.NaN;
            }
        }

        private double Quotient(double above, double below) => below == 0 ? double.NaN : Measure.Complement ? 1 - (above / below) : above / below;
    }
}
