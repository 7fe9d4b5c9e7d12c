namespace Concord.Planning.Data;

/// <summary>
/// Converts quantities of an item from one unit to another, along the stated conversions in either direction and through other units
/// (pallet to case to each). The way with the fewest steps wins; at equal steps an item's own conversions go before general ones.
/// Conversions with a factor that is not a positive finite number are left out. Immutable, for any number of threads.
/// </summary>
public sealed class UnitConversions
{
    private readonly Dictionary<UnitId, List<Step>> _general = [];
    private readonly Dictionary<ItemId, List<UnitConversion>> _own = [];

    public UnitConversions(IEnumerable<UnitConversion> conversions)
    {
        foreach (var row in conversions)
        {
            if (!(row.Factor > 0) || !double.IsFinite(row.Factor) || !double.IsFinite(1 / row.Factor))
                continue;
            if (row.Item is { } item)
            {
                AddTo(_own, item, row);
            }
            else
            {
                AddTo(_general, row.From, new Step(row.To, row.Factor));
                AddTo(_general, row.To, new Step(row.From, 1 / row.Factor));
            }
        }
    }

    /// <summary>How many <paramref name="to"/> one <paramref name="from"/> of the item is [to per from]; 1 for the same unit; null when no way leads there.</summary>
    public double? Factor(ItemId item, UnitId from, UnitId to)
    {
        if (from == to)
            return 1;
        _own.TryGetValue(item, out var own);
        if (own is null && !_general.ContainsKey(from))
            return null;

        var reached = new HashSet<UnitId> { from };
        var queue = new Queue<Step>();
        queue.Enqueue(new Step(from, 1));
        while (queue.TryDequeue(out var at))
        {
            foreach (var next in NextSteps(at.Unit, own))
            {
                if (!reached.Add(next.Unit))
                    continue;
                var factor = at.Factor * next.Factor;
                if (!double.IsFinite(factor) || factor == 0)
                    continue;
                if (next.Unit == to)
                    return factor;
                queue.Enqueue(new Step(next.Unit, factor));
            }
        }

        return null;
    }

    private IEnumerable<Step> NextSteps(UnitId unit, List<UnitConversion>? own)
    {
        foreach (var row in own ?? [])
        {
            if (row.From == unit)
                yield return new Step(row.To, row.Factor);
            else if (row.To == unit)
                yield return new Step(row.From, 1 / row.Factor);
        }

        if (_general.TryGetValue(unit, out var general))
        {
            foreach (var step in general)
                yield return step;
        }
    }

    private static void AddTo<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key, TValue value)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = []);
        list.Add(value);
    }

    private readonly record struct Step(UnitId Unit, double Factor);
}
