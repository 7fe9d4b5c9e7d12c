using System.Collections.Concurrent;

namespace Concord.Planning.Cube;

/// <summary>What people read and type quantities in.</summary>
public enum ValueUnit
{
    /// <summary>The base unit of each item. Unlike items have no total in it.</summary>
    ItemUnits,

    /// <summary>The planning unit of the items, in which unlike ones add up.</summary>
    PlanningUnits,

    /// <summary>The reporting currency, at the net price of the series in the bucket.</summary>
    Money,
}

/// <summary>The units of every series of a grain, and what its quantities are multiplied by to be stated in another. Immutable.</summary>
/// <param name="BaseUnits">Names of base units; one stands there once for each category of items, as it does not add up unlike ones.</param>
/// <param name="BaseUnitOf">For each series its base unit; -1 where the grain has no item.</param>
/// <param name="PlanningUnits">Names of planning units.</param>
/// <param name="PlanningUnitOf">For each series its planning unit; for items that name none their base unit, within their category; -1 where the grain has no item.</param>
/// <param name="PlanningFactors">Planning units per base unit of each series, above zero; NaN where no conversion leads there.</param>
/// <param name="Currency">The reporting currency.</param>
/// <param name="Prices">For a bucket the net price of each series [reporting currency per base unit]; NaN where none is known. Called from any thread; the same array each time.</param>
public sealed record SeriesUnits(
    string[] BaseUnits, int[] BaseUnitOf, string[] PlanningUnits, int[] PlanningUnitOf, double[] PlanningFactors, string Currency, Func<int, double[]> Prices)
{
    /// <summary>True when every series is planned in its base unit: then nothing is converted.</summary>
    public bool PlanningIsBase { get; } = PlanningFactors.AsSpan().IndexOfAnyExcept(1d) < 0;

    private readonly Lazy<double[]> _baseFactors = new(() => Array.ConvertAll(PlanningFactors, factor => 1 / factor));
    private readonly ConcurrentDictionary<double[], double[]> _planningPrices = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<double[], int[]> _without = new(ReferenceEqualityComparer.Instance);

    /// <summary>Base units per planning unit of each series; NaN where no conversion leads there.</summary>
    public double[] BaseFactors => _baseFactors.Value;

    /// <summary>For a bucket the net price of each series [reporting currency per planning unit]; NaN where none is known. The same array each time.</summary>
    public double[] PlanningPrices(int bucket) => _planningPrices.GetOrAdd(Prices(bucket), prices =>
    {
        var planning = new double[prices.Length];
        for (var series = 0; series < planning.Length; series++)
            planning[series] = prices[series] / PlanningFactors[series];
        return planning;
    });

    /// <summary>The series that factors leave out, ascending.</summary>
    /// <param name="factors">One of the arrays of these units: what was found is kept for it.</param>
    public int[] Without(double[] factors) => _without.GetOrAdd(factors, static all =>
    {
        var without = new List<int>();
        for (var series = 0; series < all.Length; series++)
        {
            if (double.IsNaN(all[series]))
                without.Add(series);
        }

        return [.. without];
    });
}
