using Concord.Planning.Cube;

namespace Concord.Planning.Scenarios;

/// <summary>What a driver moves.</summary>
public enum DriverKind
{
    /// <summary>Consensus demand of a part, times the factor.</summary>
    Demand,

    /// <summary>The effect of promotions, times the factor.</summary>
    Promotions,

    /// <summary>Net selling prices, times the factor.</summary>
    Price,

    /// <summary>Lead times of suppliers, times the factor.</summary>
    LeadTime,

    /// <summary>Capacity of resources, times the factor.</summary>
    Capacity,

    /// <summary>Purchase prices, hourly costs, freight and standard costs, times the factor.</summary>
    Cost,

    /// <summary>The least cash the company may have at the end of a bucket [reporting currency], as an amount: below zero is the most it may borrow.</summary>
    CashCeiling,

    /// <summary>Supply events of the dataset happen (1) or do not (0).</summary>
    SupplyEvents,
}

/// <summary>
/// A named driver of a scenario: what is different there, and why. Drivers are part of the plan: stages read them, comparisons show them. Several drivers of one kind that
/// meet in a cell multiply.
/// </summary>
/// <param name="Name">For people, unique in a plan.</param>
/// <param name="Part">What it moves, by attributes of the series; all for everything of its kind.</param>
/// <param name="FirstBucket">First bucket it holds for.</param>
/// <param name="LastBucket">Last bucket, inclusive.</param>
/// <param name="Value">A factor, 1 for no change; for the cash ceiling an amount; for supply events 0 or 1.</param>
/// <param name="Assumption">Why it is thought so.</param>
public sealed record Driver(string Name, DriverKind Kind, Coordinates Part, int FirstBucket, int LastBucket, double Value, string Assumption)
{
    /// <summary>True when the driver holds in the bucket.</summary>
    public bool Holds(int bucket) => bucket >= FirstBucket && bucket <= LastBucket;
}

/// <summary>Reads the drivers of a plan as numbers.</summary>
public static class Drivers
{
    /// <summary>For each series and bucket the product of all drivers of a kind; null when no driver of the kind is in the plan, so that nothing is to be multiplied.</summary>
    /// <param name="state">The plan.</param>
    /// <param name="kind">A kind that is a factor.</param>
    /// <param name="space">The series; drivers whose part names an attribute these do not have move none of them.</param>
    /// <param name="first">First bucket.</param>
    /// <param name="count">Buckets.</param>
    public static SeriesMatrix? Factors(PlanState state, DriverKind kind, SeriesSpace space, int first, int count)
    {
        SeriesMatrix? factors = null;
        foreach (var driver in state.Drivers)
        {
            if (driver.Kind != kind || !space.Attributes.Has(driver.Part))
                continue;
            if (factors is null)
            {
                factors = new SeriesMatrix(space.Count, first, count);
                factors.Values.AsSpan().Fill(1);
            }

            foreach (var series in space.Attributes.Select(driver.Part))
            {
                var row = factors.Row(series);
                for (var b = 0; b < count; b++)
                {
                    if (driver.Holds(first + b))
                        row[b] *= driver.Value;
                }
            }
        }

        return factors;
    }

    /// <summary>The product of all drivers of a kind that speak of everything, in one bucket; 1 without any.</summary>
    public static double Factor(PlanState state, DriverKind kind, int bucket)
    {
        var factor = 1d;
        foreach (var driver in state.Drivers)
        {
            if (driver.Kind == kind && driver.Part.IsAll && driver.Holds(bucket))
                factor *= driver.Value;
        }

        return factor;
    }
}
