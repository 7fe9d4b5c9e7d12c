namespace Concord.Planning.Data.Checks;

/// <summary>The score of one dimension in one area.</summary>
/// <param name="Score">0 to 100; null when it is not measurable.</param>
/// <param name="NotMeasurable">Null, or "not measurable, because …".</param>
/// <param name="Population">Entities its scoring checks looked at.</param>
/// <param name="Failed">Of these the ones that failed.</param>
public sealed record DimensionScore(QualityDimension Dimension, double? Score, string? NotMeasurable, long Population, long Failed);

/// <summary>The score of one area: the mean of its measurable dimensions.</summary>
/// <param name="Score">0 to 100; null when no dimension is measurable.</param>
/// <param name="NotMeasurable">Null, or "not measurable, because …".</param>
/// <param name="Rejected">Rejected rows of the area's tables that are not repaired.</param>
public sealed record AreaScore(DataArea Area, double? Score, string? NotMeasurable, IReadOnlyList<DimensionScore> Dimensions, long Rejected);

/// <summary>The data quality score of a dataset.</summary>
/// <param name="Overall">0 to 100: the weighted mean of the measurable areas; null when there is none.</param>
/// <param name="Areas">All areas, in their order.</param>
public sealed record DataQualityScore(double? Overall, IReadOnlyList<AreaScore> Areas);

/// <summary>
/// Turns check results and rejected rows into scores. The formulas, with the reasons for them, are in docs/data-quality.md:
/// dimension = 100 Σ w (1 - failed / population) / Σ w over its checks with a population; validity is multiplied by the share of accepted rows
/// and by 1 / (1 + log10(1 + rejected) / 10); area = mean of dimensions; overall = weighted mean of areas. Mending never lowers a score.
/// </summary>
public static class DataQuality
{
    private static readonly QualityDimension[] Dimensions = Enum.GetValues<QualityDimension>();

    /// <summary>What a check counts in its dimension: an error twice a warning. An info is an observation and lowers no score.</summary>
    public static double Weight(Severity severity) => severity switch
    {
        Severity.Error => 4,
        Severity.Warning => 2,
        _ => 0,
    };

    /// <summary>Scores a dataset.</summary>
    /// <param name="results">The results of <see cref="DataChecks.Run(Dataset, IProgress{double}?, CancellationToken)"/>.</param>
    /// <param name="rejectedByTable">Rejected rows by table that are not repaired; a table that is absent has none.</param>
    /// <param name="acceptedByTable">Rows in the dataset by table; a table that is absent has none.</param>
    /// <param name="areaWeights">What an area counts in the overall score; 1 where it is absent, 0 leaves the area out.</param>
    public static DataQualityScore Score(
        IEnumerable<CheckResult> results, IReadOnlyDictionary<string, long> rejectedByTable, IReadOnlyDictionary<string, long> acceptedByTable,
        IReadOnlyDictionary<DataArea, double>? areaWeights = null)
    {
        var byPlace = results.ToLookup(r => (r.Definition.Area, r.Definition.Dimension));
        var areas = Enum.GetValues<DataArea>().Select(area =>
        {
            var tables = DataModel.Tables.Where(t => t.Area == area).Select(t => t.Name).ToList();
            var rejected = tables.Sum(t => Math.Max(0, rejectedByTable.GetValueOrDefault(t)));
            var accepted = tables.Sum(t => Math.Max(0, acceptedByTable.GetValueOrDefault(t)));
            return Area(area, [.. Dimensions.Select(d => Dimension(d, byPlace[(area, d)], rejected, accepted))], rejected, accepted);
        }).ToList();

        double sum = 0, weights = 0;
        foreach (var area in areas)
        {
            var weight = areaWeights?.GetValueOrDefault(area.Area, 1) ?? 1;
            if (area.Score is not { } score || !(weight > 0))
                continue;
            sum += weight * score;
            weights += weight;
        }

        return new DataQualityScore(weights > 0 ? sum / weights : null, areas);
    }

    /// <summary>A score as people see it: two decimals, rounded down, so that 100.00 means that nothing failed; "not measurable" for null.</summary>
    public static string Text(double? score) => score is { } value ? (Math.Floor((value * 100) + 1e-6) / 100).ToString("0.00") : "not measurable";

    private static DimensionScore Dimension(QualityDimension dimension, IEnumerable<CheckResult> checks, long rejected, long accepted)
    {
        double passed = 0, weights = 0;
        long population = 0, failed = 0;
        var defined = 0;
        foreach (var check in checks)
        {
            var weight = Weight(check.Definition.Severity);
            defined += weight > 0 ? 1 : 0;
            if (weight == 0 || check.Population <= 0)
                continue;
            passed += weight * ((check.Population - Math.Clamp(check.Failed, 0, check.Population)) / (double)check.Population);
            weights += weight;
            population += check.Population;
            failed += check.Failed;
        }

        var share = weights > 0 ? passed / weights : 1;
        if (dimension == QualityDimension.Validity && rejected + accepted > 0)
        {
            share *= accepted / (double)(rejected + accepted) / (1 + (Math.Log10(1 + rejected) / 10));
            return new DimensionScore(dimension, 100 * share, null, population + rejected + accepted, failed + rejected);
        }

        if (weights > 0)
            return new DimensionScore(dimension, 100 * share, null, population, failed);
        var why = defined == 0
            ? "not measurable, because no check of this dimension applies to the area"
            : "not measurable, because the dataset has nothing that its checks look at";
        return new DimensionScore(dimension, null, why, 0, 0);
    }

    private static AreaScore Area(DataArea area, IReadOnlyList<DimensionScore> dimensions, long rejected, long accepted)
    {
        // An area without rows may still be looked at by checks (a bought item without supplier); an area of which nothing is known has no score.
        double sum = 0;
        var measured = 0;
        foreach (var dimension in dimensions)
        {
            if (dimension.Score is not { } score)
                continue;
            sum += score;
            measured++;
        }

        return measured > 0
            ? new AreaScore(area, sum / measured, null, dimensions, rejected)
            : new AreaScore(area, null, accepted == 0 ? "not measurable, because its tables are empty" : "not measurable, because no check found anything to look at", dimensions, rejected);
    }
}
