using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Finance;

/// <summary>Makes lines of one grain: a quantity times a rate, rounded. Keeps what has no rate.</summary>
/// <param name="input">The plan.</param>
/// <param name="money">How lines are rounded.</param>
/// <param name="first">First bucket.</param>
/// <param name="count">Buckets.</param>
internal sealed class FinanceLines(StageInput input, MoneyLine money, int first, int count)
{
    private readonly List<MissingPart> _missing = [];

    public IReadOnlyList<MissingPart> Missing => _missing;

    /// <summary>The series of a measure; null when the plan has none of its grain.</summary>
    public SeriesSpace? Space(string measure) =>
        input.Structure.Spaces.TryGetValue(MeasureRegistry.Measure(measure).Grain & ~Grain.Bucket, out var space) && space.Count > 0 ? space : null;

    /// <summary>The values of a measure over the horizon; null when the plan has no series of its grain.</summary>
    public SeriesMatrix? Values(string measure) => Space(measure) is { } space ? SeriesMatrix.From(input.Cube.Values(measure), space.Count, first, count) : null;

    /// <summary>Lines of all series that have a quantity; none at all where no quantity has a rate.</summary>
    /// <param name="measure">The measure made.</param>
    /// <param name="lacks">What a line lacks when its rate is not known, for people.</param>
    /// <param name="quantities">Same grain.</param>
    /// <param name="rates">For a series its rates by bucket. Called from several threads.</param>
    public SeriesMatrix Make(string measure, string lacks, SeriesMatrix quantities, Func<int, string[], double[]> rates)
    {
        var space = Space(measure)!;
        var lines = new SeriesMatrix(quantities.Series, first, count);
        var without = new double[quantities.Series];
        var weights = new double[quantities.Series];
        Parallel.For(0, quantities.Series, s =>
        {
            var row = quantities.Row(s);
            if (row.IndexOfAnyExcept(double.NaN) < 0)
                return;
            double[]? rate = null;
            var line = lines.Row(s);
            for (var b = 0; b < count; b++)
            {
                if (double.IsNaN(row[b]))
                    continue;
                rate ??= row.IndexOfAnyExcept(double.NaN, 0d) < 0 ? [] : rates(s, space.Attributes.Catalog.Coordinate(s));
                line[b] = row[b] == 0 ? 0 : money.Of(row[b], rate[b]);
                weights[s] += Math.Abs(row[b]);
                if (double.IsNaN(line[b]))
                    without[s] += Math.Abs(row[b]);
            }
        });
        Count(measure, lacks, space, without, weights);

        // Where nothing has a rate, a total of zeros would look like an answer.
        return without.Sum() is > 0 and var missing && missing >= weights.Sum() ? new SeriesMatrix(quantities.Series, first, count) : lines;
    }

    private void Count(string measure, string lacks, SeriesSpace space, double[] without, double[] weights)
    {
        double missing = 0, all = 0;
        var series = new List<int>();
        for (var s = 0; s < without.Length; s++)
        {
            var unit = s < space.Units.PlanningFactors.Length && space.Units.PlanningFactors[s] > 0 ? space.Units.PlanningFactors[s] : 1;
            all += weights[s] * unit;
            missing += without[s] * unit;
            if (without[s] > 0)
                series.Add(s);
        }

        if (series.Count > 0)
            _missing.Add(new MissingPart(measure, lacks, series.Count, missing / all, [.. series.Select(s => space.Attributes.Catalog.Coordinate(s)[0]).Distinct().Take(5)]));
    }

    /// <summary>The company's total by bucket.</summary>
    public static decimal[] Total(SeriesMatrix lines)
    {
        var sums = new decimal[lines.Count];
        for (var s = 0; s < lines.Series; s++)
        {
            var row = lines.Row(s);
            for (var b = 0; b < row.Length; b++)
                sums[b] += MoneyLine.Add(row[b]);
        }

        return sums;
    }

    /// <summary>Totals of groups of series by bucket, as <c>group * Count + bucket</c>.</summary>
    public static decimal[] Totals(SeriesMatrix lines, int[] groupOf, int groups)
    {
        var sums = new decimal[groups * lines.Count];
        for (var s = 0; s < lines.Series; s++)
        {
            if (groupOf[s] < 0)
                continue;
            var row = lines.Row(s);
            for (var b = 0; b < row.Length; b++)
                sums[(groupOf[s] * lines.Count) + b] += MoneyLine.Add(row[b]);
        }

        return sums;
    }

    /// <summary>Findings of what is missing: which total lacks how much of its volume.</summary>
    public IEnumerable<Finding> Findings()
    {
        foreach (var part in _missing)
        {
            var title = MeasureRegistry.Measure(part.Measure).Title;
            var (code, table, advice) = part.Lacks switch
            {
                "net price" => ("PLAN_WITHOUT_PRICE", "prices", "Maybe add a price valid in the horizon."),
                "purchase price" => ("PLAN_WITHOUT_COST", "supplier_items", "Maybe add the price of the supplier."),
                "cost of an hour" or "cost of an overtime hour" => ("PLAN_WITHOUT_COST", "resources", "Maybe add the cost of an hour, or an exchange rate."),
                "freight" => ("PLAN_WITHOUT_COST", "lanes", "Maybe add the cost of a pallet, or an exchange rate."),
                "variable cost" => ("PLAN_WITHOUT_VARIABLE_COST", "standard_costs", "Maybe state the variable part of the standard cost."),
                _ => ("PLAN_WITHOUT_COST", "standard_costs", "Maybe add a standard cost or a supplier's price."),
            };
            var severity = part.Lacks == "variable cost" ? Severity.Info : part.Share >= 0.05 ? Severity.Error : Severity.Warning;
            var totals = MoneyGaps.TotalsOf(part.Measure).Select(m => MeasureRegistry.Measure(m).Title.ToLowerInvariant()).ToList();
            yield return new Finding(
                code, severity, table, part.Examples[0], null, FormattableString.Invariant($"{part.Share:0.####}"),
                FormattableString.Invariant($"{title} lacks {part.Series} series without {part.Lacks} ({string.Join(", ", part.Examples)}{(part.Series > part.Examples.Count ? " …" : "")}): {part.Share * 100:0.##} % of the quantity is in no total{(totals.Count > 0 ? ", nor in " + string.Join(", ", totals) : "")}."),
                advice);
        }
    }
}
