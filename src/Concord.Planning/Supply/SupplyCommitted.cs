namespace Concord.Planning.Supply;

/// <summary>
/// What the plan costs and the optimiser cannot decide any more, or counts at another rate than the plan's money; over the horizon [reporting currency]. Together with <see cref="SupplyCost"/> it is
/// what the measures of the plan cost. What has no rate counts 0 in both.
/// </summary>
/// <param name="Regular">Hours of released work orders, less those in overtime.</param>
/// <param name="Overtime">Hours of released work orders in overtime.</param>
/// <param name="OverloadRegular">Hours beyond capacity and overtime, at the cost of a regular hour: that is what the measures say, for they are no overtime.</param>
/// <param name="OverloadOvertime">The same hours at the cost of an overtime hour: that is what the optimiser counts.</param>
/// <param name="Purchase">Purchase orders already placed, at the price of the bucket they arrive in.</param>
/// <param name="HeldStock">Holding stock that is in inspection, blocked, or may not be stocked where it is.</param>
/// <param name="UnknownStock">What the optimiser counts for holding stock of which nobody knows what it is worth, so that none is heaped up; no money.</param>
public sealed record SupplyCommitted(
    double Regular, double Overtime, double OverloadRegular, double OverloadOvertime, double Purchase, double HeldStock, double UnknownStock)
{
    /// <param name="purchases">Item, location and supplier of a series of purchase.</param>
    /// <param name="model">By items.</param>
    internal static SupplyCommitted Of(SupplyModel model, SupplyModelMap map, SupplyPlan plan, Func<int, string[]> purchases)
    {
        double regular = 0, overtime = 0, overloadRegular = 0, overloadOvertime = 0, purchase = 0, held = 0, unknown = 0;
        for (var r = 0; r < model.Resources.Count; r++)
        {
            var (resource, place) = (model.Resources[r], map.Resources[r]);
            for (var t = 0; t < model.Buckets; t++)
            {
                var overload = plan.Overload[(r * model.Buckets) + t];
                regular += resource.Cost[t] * (place.Firm[t] - place.FirmOvertime[t]);
                overtime += resource.OvertimeCost[t] * place.FirmOvertime[t];
                overloadRegular += resource.Cost[t] * overload;
                overloadOvertime += resource.OvertimeCost[t] * overload;
            }
        }

        foreach (var order in map.FirmPurchases)
        {
            var keys = purchases(order.Series);
            var amount = order.Quantity * map.Rates.PurchasePrice(new(keys[0]), new(keys[1]), new(keys[2]))[order.Bucket];
            purchase += double.IsNaN(amount) ? 0 : amount;
        }

        for (var n = 0; n < model.Nodes.Count; n++)
        {
            if (map.Nodes[n].Series < 0)
                continue;
            var holding = map.Rates.HoldingCost(new(map.Nodes[n].Item), new(map.Nodes[n].Site));
            for (var t = 0; t < model.Buckets; t++)
            {
                if (double.IsNaN(holding[t]))
                    unknown += model.Nodes[n].HoldingCost[t] * Math.Max(0, plan.Stock[(n * model.Buckets) + t]);
                else
                    held += holding[t] * map.Nodes[n].Held[t];
            }
        }

        return new SupplyCommitted(regular, overtime, overloadRegular, overloadOvertime, purchase, held, unknown);
    }
}
