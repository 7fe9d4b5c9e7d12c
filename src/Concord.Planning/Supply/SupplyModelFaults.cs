namespace Concord.Planning.Supply;

/// <summary>What makes a supply model no model: arrays of the wrong length, indices that lead nowhere, numbers that are none. Whoever built it made a mistake; bad data are findings long before.</summary>
public static class SupplyModelFaults
{
    /// <summary>One sentence each; empty for a sound model.</summary>
    public static IReadOnlyList<string> Of(SupplyModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var faults = new List<string>();
        var buckets = model.Buckets;

        foreach (var (node, n) in model.Nodes.Select((x, i) => (x, i)))
        {
            var name = $"Node {n}, {node},";
            Series(name, "receipts", node.FirmReceipts, 0);
            Series(name, "safety stock", node.SafetyStock, 0);
            Series(name, "holding cost", node.HoldingCost, 0);
            Number(name, "opening stock", node.OpeningStock, double.NegativeInfinity);
            Number(name, "end stock", node.EndStock, 0);
            Number(name, "storage use", node.StorageUse, 0);
            if (!double.IsNaN(node.DisposalCost))
                Number(name, "disposal cost", node.DisposalCost, 0);
            Index(name, "storage", node.Storage, model.Resources.Count, -1);
        }

        foreach (var (resource, r) in model.Resources.Select((x, i) => (x, i)))
        {
            var name = $"Resource {r}, {resource.Name},";
            Series(name, "capacity", resource.Capacity, 0, infinite: true);
            Series(name, "overtime", resource.Overtime, 0, infinite: true);
            Series(name, "cost", resource.Cost, 0);
            Series(name, "overtime cost", resource.OvertimeCost, 0);
        }

        foreach (var (activity, a) in model.Activities.Select((x, i) => (x, i)))
        {
            var name = $"Activity {a}, {activity.Label},";
            Index(name, "node", activity.Node, model.Nodes.Count);
            foreach (var input in activity.Inputs)
            {
                Index(name, "input", input.Index, model.Nodes.Count);
                Number(name, "input quantity", input.Quantity, 0);
            }

            foreach (var use in activity.Uses)
            {
                Index(name, "resource", use.Index, model.Resources.Count);
                Number(name, "use", use.Quantity, 0);
            }

            Series(name, "cost", activity.Cost, 0);
            Series(name, "most", activity.Most, 0, infinite: true);
            Series(name, "fixed quantity", activity.Fixed, 0, missing: true);
            if (!(activity.Yield > 0) || !double.IsFinite(activity.Yield))
                faults.Add($"{name} has yield {activity.Yield}.");
            if (activity.Lead < 0 || !(activity.LateShare >= 0 && activity.LateShare < 1))
                faults.Add($"{name} has lead time {activity.Lead} and late share {activity.LateShare}.");
        }

        foreach (var (demand, d) in model.Demands.Select((x, i) => (x, i)))
        {
            var name = $"Demand {d}";
            Index(name, "node", demand.Node, model.Nodes.Count);
            Series(name, "quantity", demand.Quantity, 0);
            Series(name, "value", demand.Value, 0);
            Number(name, "opening backorders", demand.OpeningBackorders, 0);
            if (demand.Priority is < 1 or > 9 || demand.MostLate < 0)
                faults.Add($"{name} has priority {demand.Priority} and may be {demand.MostLate} late.");
        }

        var p = model.Penalties;
        foreach (var (what, values, count) in new[]
                 {
                     ("late", p.Late, model.Demands.Count), ("lost", p.Lost, model.Demands.Count), ("safety stock", p.SafetyStock, model.Nodes.Count), ("end stock", p.EndStock, model.Nodes.Count),
                     ("debt", p.Debt, model.Nodes.Count), ("overload", p.Overload, model.Resources.Count), ("unkept", p.Unkept, model.Activities.Count),
                 })
        {
            if (values.Length != count || values.Any(v => !(v >= 0) || !double.IsFinite(v)))
                faults.Add($"Penalties {what} are {values.Length} for {count} members, or not all 0 or more.");
        }

        return faults;

        void Series(string name, string what, double[] values, double least, bool infinite = false, bool missing = false)
        {
            if (values.Length != buckets)
            {
                faults.Add($"{name} has {values.Length} values of {what} for {buckets} buckets.");
                return;
            }

            for (var t = 0; t < values.Length; t++)
            {
                if (missing && double.IsNaN(values[t]))
                    continue;
                if (!(values[t] >= least) || (!infinite && !double.IsFinite(values[t])))
                    faults.Add($"{name} has {what} {values[t]} in {model.BucketLabels[t]}.");
            }
        }

        void Number(string name, string what, double value, double least)
        {
            if (!(value >= least) || !double.IsFinite(value))
                faults.Add($"{name} has {what} {value}.");
        }

        void Index(string name, string what, int index, int count, int least = 0)
        {
            if (index < least || index >= count)
                faults.Add($"{name} names {what} {index} of {count}.");
        }
    }
}
