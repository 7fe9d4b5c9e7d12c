using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Cycle;

/// <summary>Sums of demand measures by group and bucket, at net prices; in base units where no series has a price.</summary>
internal sealed class DemandReviewSums
{
    private readonly SeriesSpace _space;
    private readonly Weights? _weights;

    public DemandReviewSums(StageInput input, IReadOnlyList<string> level, Coordinates filter)
    {
        _space = input.Structure.Of(MeasureRegistry.Measure("consensus_demand"));
        Grouping = _space.Attributes.Group(level, filter);
        var priced = Array.Exists(_space.Units.Prices(input.Structure.FirstPlanned), p => p > 0);
        _weights = priced ? new Weights(_space.Units.Prices) : null;
        Unit = priced ? _space.Units.Currency : "base units";
    }

    public Grouping Grouping { get; }

    /// <summary>The reporting currency, or <c>base units</c>.</summary>
    public string Unit { get; }

    /// <summary>What a quantity of a series is worth in a bucket; NaN where it has no price.</summary>
    public double Worth(int series, int bucket) => _weights is null ? 1 : _weights.Of(bucket)[series];

    /// <summary>Group by group, each with so many buckets; NaN where no series of the group has a value.</summary>
    public double[] Of(PlanCube cube, string measure, int first, int count, LayerKind kind = LayerKind.Values)
    {
        var sums = new double[Grouping.Count * Math.Max(0, count)];
        if (count > 0)
            Aggregation.Sum(cube[measure][kind], Grouping, first, count, _weights, sums);
        return sums;
    }

    public SeriesSpace Space => _space;

    /// <summary>Sum of a row's values; 0 when it has none.</summary>
    public static double Total(ReadOnlySpan<double> row)
    {
        var total = 0d;
        foreach (var value in row)
            total += double.IsNaN(value) ? 0 : value;
        return total;
    }
}
