namespace Concord.Planning.Supply;

/// <summary>Stock that minimum and multiple order quantities of a supplier cause.</summary>
/// <param name="Units">Mean over the buckets of what is bought beyond the need so far [units].</param>
/// <param name="Value">The same at the purchase price [reporting currency].</param>
/// <param name="Orders">Buckets in which is ordered.</param>
public sealed record LotStock(string Supplier, string Item, string Location, double MinimumLot, double LotMultiple, double Units, double Value, int Orders);

/// <summary>
/// Rounds purchases to the quantities suppliers sell: at least the minimum, in whole multiples, in several orders where one may not be so large. What is bought beyond the need of a bucket serves the next ones: orders are never later than
/// needed, and nothing is ordered as long as what was bought before is enough. Fixed quantities stay as they are.
/// </summary>
public static class LotRounding
{
    /// <summary>Needs below this part of the smallest order are what a solver's arithmetic leaves, and are not ordered for.</summary>
    private const double LeastShare = 1e-6;

    /// <param name="model">By items.</param>
    /// <param name="starts">By activity and bucket [units]; rounded in place.</param>
    /// <returns>The stock it causes, the most valuable first.</returns>
    public static IReadOnlyList<LotStock> Round(SupplyModel model, SupplyModelMap map, double[] starts)
    {
        var caused = new List<LotStock>();
        var t = model.Buckets;
        var purchases = Enumerable.Range(0, model.Activities.Count)
            .Where(a => model.Activities[a] is { Kind: ActivityKind.Buy } buy && (buy.MinimumLot > 0 || buy.LotMultiple > 0)).GroupBy(a => (model.Activities[a].Node, model.Activities[a].Label));
        foreach (var purchase in purchases)
        {
            int[] ways = [.. purchase];
            var first = model.Activities[ways[0]];
            double needed = 0, ordered = 0, units = 0, value = 0;
            var orders = 0;
            var price = SupplyResources.Known(map.Rates.PurchasePrice(new(model.Nodes[first.Node].Item), new(model.Nodes[first.Node].Site), new(first.Label)));
            for (var b = 0; b < t; b++)
            {
                foreach (var way in ways)
                {
                    ref var start = ref starts[(way * t) + b];
                    needed += start;
                    if (double.IsNaN(model.Activities[way].Fixed[b]))
                        start = Order(model.Activities[way], map.Activities[way].MaximumLot, needed - ordered);
                    ordered += start;
                    orders += start > 0 ? 1 : 0;
                }

                units += Math.Max(0, ordered - needed);
                value += Math.Max(0, ordered - needed) * price[b];
            }

            if (units > 0)
                caused.Add(new LotStock(first.Label, model.Nodes[first.Node].Item, model.Nodes[first.Node].Site, first.MinimumLot, first.LotMultiple, units / t, value / t, orders));
        }

        return [.. caused.OrderByDescending(c => c.Value).ThenByDescending(c => c.Units).ThenBy(c => c.Item, StringComparer.Ordinal).ThenBy(c => c.Supplier, StringComparer.Ordinal)];
    }

    /// <summary>What to order for a need [units]: 0 for none, else one order, or several where one may not be so large.</summary>
    /// <param name="most">Most of one order [units]; infinity for no limit. One that is below the smallest order does not count.</param>
    public static double Order(SupplyActivity buy, double most, double need)
    {
        if (!(need > LeastShare * Math.Max(buy.MinimumLot, buy.LotMultiple)))
            return 0;
        var single = Lot(need);
        if (single <= most || !(most >= Math.Max(buy.MinimumLot, buy.LotMultiple)))
            return single;

        // Full orders of the largest size, and one for the rest.
        var full = buy.LotMultiple > 0 ? Math.Floor(most / buy.LotMultiple) * buy.LotMultiple : most;
        var count = Math.Floor(need / full);
        var rest = need - (count * full);
        return (count * full) + (rest > LeastShare * full ? Lot(rest) : 0);

        double Lot(double quantity)
        {
            quantity = Math.Max(quantity, buy.MinimumLot);
            return buy.LotMultiple > 0 ? Math.Ceiling((quantity / buy.LotMultiple) - LeastShare) * buy.LotMultiple : quantity;
        }
    }
}
