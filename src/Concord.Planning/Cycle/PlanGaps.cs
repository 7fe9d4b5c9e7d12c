using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Cycle;

/// <summary>How far a plan is from what customers ask for, and from the budget: what reconciliation is about.</summary>
public static class PlanGaps
{
    /// <summary>
    /// Consensus demand of the horizon less constrained demand, as a share of it, both at net prices; in base units where no series has a price. What is served late but within the
    /// horizon is served.
    /// </summary>
    /// <returns>Unknown as long as supply has not been computed.</returns>
    public static Measured Unserved(PlanState state, PlanStructure structure)
    {
        var (first, count) = Horizon(structure);
        if (structure.SeriesCount("consensus_demand") == 0)
            return new Measured(null, "the plan has no series of demand");
        var space = structure.Of(MeasureRegistry.Measure("consensus_demand"));
        var asked = SeriesMatrix.From(state.Cube.Values("consensus_demand"), space.Count, first, count);
        var served = SeriesMatrix.From(state.Cube.Values("constrained_demand"), space.Count, first, count);
        if (!Array.Exists(served.Values, v => !double.IsNaN(v)))
            return default;
        var isPriced = false;
        for (var column = 0; column < count && !isPriced; column++)
            isPriced = Array.Exists(space.Units.Prices(first + column), p => p > 0);
        double demand = 0, gap = 0;
        for (var column = 0; column < count; column++)
        {
            var prices = space.Units.Prices(first + column);
            for (var series = 0; series < space.Count; series++)
            {
                var weight = isPriced ? prices[series] : 1;
                var quantity = asked.Row(series)[column];
                if (double.IsNaN(weight) || double.IsNaN(quantity))
                    continue;
                var delivered = served.Row(series)[column];
                demand += weight * quantity;
                gap += weight * (quantity - (double.IsNaN(delivered) ? 0 : delivered));
            }
        }

        return demand > 0 ? new Measured(gap / demand, null) : new Measured(null, "no demand is planned");
    }

    /// <summary>Revenue less budget, as a share of the budget, over the planned buckets that have one.</summary>
    /// <returns>Unknown as long as finance has not been computed.</returns>
    public static Measured Budget(PlanState state, PlanStructure structure)
    {
        var (first, count) = Horizon(structure);
        double budget = 0, revenue = 0;
        var isComputed = false;
        for (var bucket = first; bucket < first + count; bucket++)
        {
            var wanted = Total(state, structure, "budget_revenue", bucket);
            var planned = Total(state, structure, "revenue", bucket);
            isComputed |= !double.IsNaN(planned);
            if (double.IsNaN(wanted))
                continue;
            budget += wanted;
            revenue += double.IsNaN(planned) ? 0 : planned;
        }

        if (!(budget > 0))
            return new Measured(null, "there is no budget for the buckets of the horizon");
        return isComputed ? new Measured((revenue - budget) / budget, null) : default;
    }

    /// <summary>True when what a function typed is the same in both plans.</summary>
    public static bool IsSameInput(PlanState one, PlanState other, Demand.InputFunction function)
    {
        var measure = Submission.MeasureOf(function);
        foreach (var (bucket, block) in Layer.Differences(one.Cube.Values(measure), other.Cube.Values(measure)))
        {
            ReadOnlySpan<double> a = one.Cube.Values(measure).PageAt(bucket, block) is { } x ? x.Values : [], b = other.Cube.Values(measure).PageAt(bucket, block) is { } y ? y.Values : [];
            for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
            {
                if (!CubeEdit.Same(i < a.Length ? a[i] : double.NaN, i < b.Length ? b[i] : double.NaN))
                    return false;
            }
        }

        return true;
    }

    private static double Total(PlanState state, PlanStructure structure, string measure, int bucket) => structure.SeriesCount(measure) == 0
        ? double.NaN
        : CellReader.Value(state.Cube, structure, MeasureRegistry.Measure(measure), Coordinates.All, bucket, ValueUnit.Money);

    private static (int First, int Count) Horizon(PlanStructure structure)
    {
        var buckets = structure.Horizon.BucketsOf(structure.Calendar);
        return (buckets.Start.Value, buckets.End.Value - buckets.Start.Value);
    }
}
