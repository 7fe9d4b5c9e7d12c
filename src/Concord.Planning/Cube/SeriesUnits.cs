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
}
