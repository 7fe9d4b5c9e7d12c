using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cube;

/// <summary>How the values of a measure are stated in a unit, and whether a group of series has a total in it.</summary>
internal static class UnitFactors
{
    /// <summary>What stored values are multiplied by; null when they are in the unit already.</summary>
    public static Weights? Of(SeriesSpace space, MeasureDefinition measure, ValueUnit unit)
    {
        var units = space.Units;
        return measure.Unit switch
        {
            UnitKind.BaseUnits when unit == ValueUnit.PlanningUnits => units.PlanningIsBase ? null : new Weights(_ => units.PlanningFactors),
            UnitKind.BaseUnits when unit == ValueUnit.Money => new Weights(units.Prices),
            UnitKind.PlanningUnits when unit == ValueUnit.ItemUnits => units.PlanningIsBase ? null : new Weights(_ => units.BaseFactors),
            UnitKind.PlanningUnits when unit == ValueUnit.Money => new Weights(units.PlanningPrices),
            _ => null,
        };
    }

    /// <summary>The unit of the values of some series together, and why they have no total, one of them null.</summary>
    public static (string? Unit, string? NoTotal) Common(SeriesSpace space, MeasureDefinition measure, ValueUnit unit, ReadOnlySpan<int> series)
    {
        var units = space.Units;
        switch (measure.Unit)
        {
            case UnitKind.Money:
                return (units.Currency, null);
            case UnitKind.BaseUnits or UnitKind.PlanningUnits:
                if (unit == ValueUnit.Money)
                    return (units.Currency, null);
                var (names, codes) = unit == ValueUnit.ItemUnits ? (units.BaseUnits, units.BaseUnitOf) : (units.PlanningUnits, units.PlanningUnitOf);
                var common = -1;
                foreach (var one in series)
                {
                    if (common >= 0 && codes[one] != common && codes[one] >= 0)
                    {
                        var unlike = names[common] == names[codes[one]]
                            ? $"Items of different categories do not add up in {names[common]}"
                            : $"{names[common]} and {names[codes[one]]} do not add up";
                        return (null, unit == ValueUnit.ItemUnits
                            ? $"{unlike}. Maybe look at planning units or money?"
                            : $"{unlike}: these items have no planning unit in common. Maybe look at money?");
                    }

                    common = Math.Max(common, codes[one]);
                }

                return (common < 0 ? "" : names[common], null);
            case UnitKind.Percent:
                return ("%", null);
            case UnitKind.Count or UnitKind.Ratio:
                return ("", null);
            default:
                return (measure.Unit.ToString().ToLowerInvariant(), null);
        }
    }
}
