namespace Concord.Planning.Supply;

/// <summary>What follows from the decisions of a plan (starts, deliveries, losses, disposals): stock, safety stock missing, backorders, overtime, overload.</summary>
public static class SupplyDerivation
{
    // What adding and taking away leaves of a zero, per unit of what went through.
    private const double Dust = 1e-9;

    /// <summary>Writes the arrays that follow, whatever they held before.</summary>
    public static void Complete(SupplyModel model, SupplyPlan plan)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(plan);
        var buckets = model.Buckets;
        var (inflow, outflow) = (new double[plan.Stock.Length], new double[plan.Stock.Length]);
        var load = new double[plan.Overtime.Length];
        for (var a = 0; a < model.Activities.Count; a++)
        {
            var activity = model.Activities[a];
            for (var t = 0; t < buckets; t++)
            {
                var start = plan.Start[(a * buckets) + t];
                if (start == 0)
                    continue;
                foreach (var input in activity.Inputs)
                    outflow[(input.Index * buckets) + t] += input.Quantity * start;
                foreach (var use in activity.Uses)
                    load[(use.Index * buckets) + t] += use.Quantity * start;
                var good = activity.Yield * start;
                if (t + activity.Lead is var first && first < buckets)
                {
                    inflow[(activity.Node * buckets) + first] += good * (1 - activity.LateShare);
                    inflow[(activity.Node * buckets) + Math.Min(first + 1, buckets - 1)] += good * activity.LateShare;
                }
            }
        }

        for (var d = 0; d < model.Demands.Count; d++)
        {
            var demand = model.Demands[d];
            var (waiting, due) = (demand.OpeningBackorders, demand.OpeningBackorders);
            for (var t = 0; t < buckets; t++)
            {
                var at = (d * buckets) + t;
                outflow[(demand.Node * buckets) + t] += plan.Delivered[at];
                due += demand.Quantity[t];
                waiting += demand.Quantity[t] - plan.Delivered[at] - plan.Lost[at];
                plan.Backorders[at] = Clean(waiting, due);
            }
        }

        for (var n = 0; n < model.Nodes.Count; n++)
        {
            var node = model.Nodes[n];
            var (stock, through) = (node.OpeningStock, Math.Abs(node.OpeningStock));
            for (var t = 0; t < buckets; t++)
            {
                var at = (n * buckets) + t;
                through += node.FirmReceipts[t] + inflow[at];
                stock += node.FirmReceipts[t] + inflow[at] - outflow[at] - plan.Disposal[at];
                plan.Stock[at] = Clean(stock, through);
                plan.SafetyShortfall[at] = Clean(Math.Max(0, node.SafetyStock[t] - Math.Max(0, plan.Stock[at])), through);
                if (node.Storage >= 0)
                    load[(node.Storage * buckets) + t] += node.StorageUse * Math.Max(0, plan.Stock[at]);
            }
        }

        for (var r = 0; r < model.Resources.Count; r++)
        {
            var resource = model.Resources[r];
            for (var t = 0; t < buckets; t++)
            {
                var at = (r * buckets) + t;
                var above = Clean(Math.Max(0, load[at] - resource.Capacity[t]), load[at]);
                plan.Overtime[at] = Math.Min(above, resource.Overtime[t]);
                plan.Overload[at] = Clean(above - plan.Overtime[at], load[at]);
            }
        }
    }

    // The solver keeps a row to about 1e-7, whatever its size, and errors of some rows may add up.
    private static double Clean(double value, double size) => Math.Abs(value) <= 1e-5 + (Dust * size) ? 0 : value;
}
