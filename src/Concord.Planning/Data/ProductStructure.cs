namespace Concord.Planning.Data;

public enum StructureDirection
{
    /// <summary>What the item is made of.</summary>
    Down,

    /// <summary>Where the item is used.</summary>
    Up,
}

/// <param name="Level">Fewest steps from the item asked for, which is level 0.</param>
/// <param name="Stock">Stock on hand over all locations and statuses [base units]; null when there is none or a unit cannot be converted.</param>
/// <param name="Known">False when a bill of material names the item and the table items does not.</param>
public sealed record StructureNode(
    string Id, string? Label, string? Description, ItemType? Type, LifecycleStage? Stage, int Level, double? Stock, bool Known);

/// <summary>A line of a bill of material: <paramref name="From"/> is the item made, <paramref name="To"/> the component.</summary>
/// <param name="Quantity">Component units for one base unit of the parent, before scrap.</param>
/// <param name="Scrap">Share of the component lost, 0..1.</param>
/// <param name="Cycle">True when the line closes a circle: an item would be made of itself. It is shown and not followed.</param>
public sealed record StructureEdge(
    string From, string To, double Quantity, string? Unit, double Scrap, string? Location, string Alternate, DateOnly? ValidFrom, DateOnly? ValidTo,
    bool Cycle);

/// <summary>The product structure around an item: each item once, each line of the bills of material once.</summary>
/// <param name="Cut">True when the level limit left something out.</param>
public sealed record ProductStructure(IReadOnlyList<StructureNode> Nodes, IReadOnlyList<StructureEdge> Edges, bool Cut)
{
    /// <summary>Explodes (down) or traces the use of (up) an item. Circles in the data are cut, so that this always ends.</summary>
    /// <param name="levels">Levels to go, 1 or more.</param>
    /// <param name="date">Only lines in use on that day; null for all.</param>
    /// <returns>Null when neither the items nor the bills of material know the item.</returns>
    public static ProductStructure? Of(Dataset dataset, ItemId item, StructureDirection direction, int levels, DateOnly? date)
    {
        var items = new Dictionary<ItemId, Item>();
        foreach (var known in dataset.Rows<Item>())
            items[known.Id] = known;
        var lines = dataset.Rows<BillOfMaterialLine>()
            .Where(l => date is null || ((l.ValidFrom is null || l.ValidFrom <= date) && (l.ValidTo is null || l.ValidTo >= date)))
            .ToLookup(l => direction == StructureDirection.Down ? l.Item : l.Component);
        if (!items.ContainsKey(item) && !lines.Contains(item))
            return null;

        var level = new Dictionary<ItemId, int> { [item] = 0 };
        var order = new List<ItemId> { item };
        var found = new List<BillOfMaterialLine>();
        var cut = false;
        for (var i = 0; i < order.Count; i++)
        {
            var next = level[order[i]] + 1;
            foreach (var line in lines[order[i]].OrderBy(l => l.Item.Value, StringComparer.Ordinal).ThenBy(l => l.Component.Value, StringComparer.Ordinal))
            {
                if (next > levels)
                {
                    cut = true;
                    continue;
                }

                found.Add(line);
                var other = Other(line, direction);
                if (level.TryAdd(other, next))
                    order.Add(other);
            }
        }

        var closing = ClosingLines(item, found.ToLookup(l => direction == StructureDirection.Down ? l.Item : l.Component), direction);
        var stock = Stock(dataset, items, level.Keys);
        var nodes = order.Select(id => items.TryGetValue(id, out var known)
            ? new StructureNode(id.Value, id.Value, known.Description, known.Type, known.Stage, level[id], stock.TryGetValue(id, out var s) ? s : null, true)
            : new StructureNode(id.Value, id.Value, null, null, null, level[id], null, false));
        var edges = found.Select(l => new StructureEdge(
            l.Item.Value, l.Component.Value, l.Quantity, l.Unit?.Value, l.Scrap, l.Location?.Value, l.Alternate, l.ValidFrom, l.ValidTo, closing.Contains(l)));
        return new ProductStructure([.. nodes], [.. edges], cut);
    }

    private static ItemId Other(BillOfMaterialLine line, StructureDirection direction) =>
        direction == StructureDirection.Down ? line.Component : line.Item;

    /// <summary>Lines that lead back to an item on the way to them, found depth first with an own stack: bad data may be very deep.</summary>
    private static HashSet<BillOfMaterialLine> ClosingLines(
        ItemId root, ILookup<ItemId, BillOfMaterialLine> lines, StructureDirection direction)
    {
        var closing = new HashSet<BillOfMaterialLine>(ReferenceEqualityComparer.Instance);
        var onPath = new HashSet<ItemId> { root };
        var done = new HashSet<ItemId>();
        var path = new Stack<(ItemId Item, IEnumerator<BillOfMaterialLine> Lines)>();
        path.Push((root, lines[root].GetEnumerator()));
        while (path.TryPeek(out var top))
        {
            if (!top.Lines.MoveNext())
            {
                top.Lines.Dispose();
                path.Pop();
                onPath.Remove(top.Item);
                done.Add(top.Item);
                continue;
            }

            var other = Other(top.Lines.Current, direction);
            if (onPath.Contains(other))
            {
                closing.Add(top.Lines.Current);
            }
            else if (!done.Contains(other))
            {
                onPath.Add(other);
                path.Push((other, lines[other].GetEnumerator()));
            }
        }

        return closing;
    }

    private static Dictionary<ItemId, double> Stock(Dataset dataset, Dictionary<ItemId, Item> items, IEnumerable<ItemId> wanted)
    {
        var conversions = new UnitConversions(dataset.Rows<UnitConversion>());
        var keep = wanted.ToHashSet();
        var stock = new Dictionary<ItemId, double>();
        foreach (var row in dataset.Rows<StockOnHand>())
        {
            if (!keep.Contains(row.Item) || !items.TryGetValue(row.Item, out var item))
                continue;
            var factor = row.Unit is { } unit ? conversions.Factor(row.Item, unit, item.Unit) ?? double.NaN : 1;
            stock[row.Item] = stock.GetValueOrDefault(row.Item) + (row.Quantity * factor);
        }

        foreach (var unknown in stock.Where(s => double.IsNaN(s.Value)).Select(s => s.Key).ToList())
            stock.Remove(unknown);
        return stock;
    }
}
