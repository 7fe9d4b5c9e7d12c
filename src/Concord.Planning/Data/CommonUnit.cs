namespace Concord.Planning.Data;

/// <summary>
/// The unit in which a set of items is added up. Unlike items add up in their planning unit only; where they have none in common,
/// in their base unit if they share it. Items that cannot be converted are left out, and the note says how many of those asked for.
/// </summary>
public sealed class CommonUnit
{
    private readonly Dictionary<ItemId, Item> _items;
    private readonly UnitConversions _conversions;
    private readonly Dictionary<(ItemId Item, string Unit), double> _factors = [];
    private readonly string _note;

    private CommonUnit(Dictionary<ItemId, Item> items, UnitConversions conversions, UnitId? unit, string note)
    {
        (_items, _conversions, Unit, _note) = (items, conversions, unit, note);
    }

    /// <summary>The unit; null when there are no items.</summary>
    public UnitId? Unit { get; }

    /// <summary>For people: the unit, and how many of the items that <see cref="Factor"/> was asked for are left out. Items nobody sold are nobody's loss.</summary>
    public string Note
    {
        get
        {
            var outside = _factors.Where(f => double.IsNaN(f.Value)).Select(f => f.Key.Item).Distinct().Count();
            return outside == 0 ? _note : $"{_note} {outside} {(outside == 1 ? "item has" : "items have")} no conversion to {Unit} and {(outside == 1 ? "is" : "are")} left out.";
        }
    }

    /// <summary>The unit that serves most of the items: a planning unit if any item has one, else a base unit. Ties go to the first in ordinal order.</summary>
    public static CommonUnit Of(IReadOnlyCollection<Item> items, UnitConversions conversions)
    {
        var byId = new Dictionary<ItemId, Item>(items.Count);
        foreach (var item in items)
            byId[item.Id] = item;
        if (byId.Count == 0)
            return new CommonUnit(byId, conversions, null, "No items.");

        var planned = byId.Values.Where(i => i.PlanningUnit is not null).ToList();
        var candidates = planned.Count > 0 ? planned.Select(i => i.PlanningUnit!.Value) : byId.Values.Select(i => i.Unit);
        var unit = candidates.GroupBy(u => u).OrderByDescending(g => g.Count()).ThenBy(g => g.Key.Value, StringComparer.Ordinal).First().Key;
        var note = byId.Count == 1 ? $"In {unit}."
            : planned.Count > 0 ? $"In the planning unit {unit}."
            : $"In {unit}; no planning unit is given, so unlike items are added up as they are.";
        return new CommonUnit(byId, conversions, unit, note);
    }

    /// <summary>What a quantity of the item is multiplied by to be in <see cref="Unit"/>; NaN when the item is not in the set or cannot be converted.</summary>
    /// <param name="item">The item.</param>
    /// <param name="unit">Unit of the quantity; null for the item's base unit.</param>
    public double Factor(ItemId item, string? unit)
    {
        if (Unit is not { } common || !_items.TryGetValue(item, out var known))
            return double.NaN;
        if (!_factors.TryGetValue((item, unit ?? ""), out var factor))
        {
            // Over the base unit: conversions are usually stated from and to it.
            var toBase = unit is null ? 1 : _conversions.Factor(item, new UnitId(unit), known.Unit);
            _factors[(item, unit ?? "")] = factor = toBase * _conversions.Factor(item, known.Unit, common) ?? double.NaN;
        }

        return factor;
    }
}
