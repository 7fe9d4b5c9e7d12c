using Concord.Planning.Data;

namespace Concord.Planning.Cube;

/// <summary>What quantities of rows are multiplied by to be in base units of their item. Each pair of item and unit is looked up once. One thread.</summary>
internal sealed class BaseUnitFactors(IReadOnlyDictionary<ItemId, Item> items, UnitConversions conversions)
{
    private readonly Dictionary<(string Item, string Unit), double> _known = [];

    /// <summary>The factor of an item and unit; 1 for no unit; NaN when no conversion leads to the base unit, or the item is not known.</summary>
    public double Of(string item, string? unit)
    {
        if (unit is null)
            return 1;
        if (!_known.TryGetValue((item, unit), out var factor))
        {
            factor = items.TryGetValue(new ItemId(item), out var known) ? conversions.Factor(known.Id, new UnitId(unit), known.Unit) ?? double.NaN : double.NaN;
            _known.Add((item, unit), factor);
        }

        return factor;
    }

    /// <summary>The factors of a batch, by the codes of its columns; unit codes below zero are base units.</summary>
    public Func<int, int, double> Of(ColumnData items, ColumnData units)
    {
        var unitCount = units.Dictionary.Length;
        if (unitCount == 0)
            return static (_, _) => 1;
        var kept = new double[items.Dictionary.Length * unitCount];
        return (item, unit) =>
        {
            if (unit < 0)
                return 1;

            // Zero is no factor: it stands for "not looked up yet".
            ref var factor = ref kept[(item * unitCount) + unit];
            if (factor == 0)
                factor = Of(items.Dictionary[item], units.Dictionary[unit]);
            return factor;
        };
    }
}
