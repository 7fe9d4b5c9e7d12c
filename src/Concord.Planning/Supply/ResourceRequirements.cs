namespace Concord.Planning.Supply;

/// <summary>
/// The load that demand puts on resources when nothing limits it, and the stock it needs: exploded level by level through the way listed first for each node, starts set back by lead times, net of stock and firm
/// receipts, safety stock filled up. No solver. ASCM: resource requirements planning; the netting is that of MRP (Orlicky). Indices are <c>member * Buckets + bucket</c>.
/// </summary>
/// <param name="Load">By resource; what should have started before the first bucket counts there.</param>
/// <param name="Stock">By node, at the end of the bucket [units].</param>
/// <param name="Start">By activity [units].</param>
/// <param name="Overdue">By node: of the units that the first bucket must start, those that should have started before it [units started].</param>
/// <param name="Missing">By node: needed, and nothing brings it [units].</param>
public sealed record ResourceRequirements(double[] Load, double[] Stock, double[] Start, double[] Overdue, double[] Missing)
{
    /// <summary>
    /// A start is set back by the lead time; where part of an arrival falls into the bucket after, that part of the start is set back one bucket more. Where a way is closed in a bucket (its most is 0) the next one
    /// takes its place. Ways that would lead in a circle are not taken. Fixed quantities and limits above 0 do not count.
    /// </summary>
    /// <param name="quantities">Wanted by demand and bucket, in place of the quantities of the model; opening backorders come on top in the first bucket.</param>
    /// <exception cref="ArgumentException">Not a quantity for each demand and bucket.</exception>
    public static ResourceRequirements Of(SupplyModel model, double[] quantities)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(quantities);
        var buckets = model.Buckets;
        if (quantities.Length != model.Demands.Count * buckets)
            throw new ArgumentException($"{quantities.Length} quantities for {model.Demands.Count} demands in {buckets} buckets.");

        var gross = new double[model.Nodes.Count * buckets];
        for (var d = 0; d < model.Demands.Count; d++)
        {
            var demand = model.Demands[d];
            for (var t = 0; t < buckets; t++)
                gross[(demand.Node * buckets) + t] += quantities[(d * buckets) + t] + (t == 0 ? demand.OpeningBackorders : 0);
        }

        var result = new ResourceRequirements(
            new double[model.Resources.Count * buckets], new double[gross.Length], new double[model.Activities.Count * buckets], new double[model.Nodes.Count], new double[gross.Length]);
        var (order, ways) = Levels(model);
        foreach (var n in order)
            result.Net(model, n, ways[n], gross);
        return result;
    }

    private void Net(SupplyModel model, int n, List<int> ways, double[] gross)
    {
        var (buckets, node) = (model.Buckets, model.Nodes[n]);
        var stock = node.OpeningStock;
        for (var t = 0; t < buckets; t++)
        {
            var at = (n * buckets) + t;
            stock += node.FirmReceipts[t] - gross[at];
            var needed = node.SafetyStock[t] - stock;
            if (needed > 0)
            {
                var way = ways.FindIndex(a => model.Activities[a].Most[Math.Max(0, t - model.Activities[a].Lead)] > 0);
                if (way >= 0)
                {
                    var (a, activity) = (ways[way], model.Activities[ways[way]]);
                    Begin(model, a, t - activity.Lead, needed * (1 - activity.LateShare) / activity.Yield, gross);
                    Begin(model, a, t - activity.Lead - 1, needed * activity.LateShare / activity.Yield, gross);
                    stock += needed;
                }
                else if (stock < 0)
                {
                    (Missing[at], stock) = (-stock, 0);
                }
            }

            Stock[at] = stock;
            if (node.Storage >= 0)
                Load[(node.Storage * buckets) + t] += node.StorageUse * stock;
        }
    }

    private void Begin(SupplyModel model, int a, int t, double quantity, double[] gross)
    {
        if (quantity <= 0)
            return;
        var activity = model.Activities[a];
        if (t < 0)
            Overdue[activity.Node] += quantity;
        t = Math.Max(0, t);
        Start[(a * model.Buckets) + t] += quantity;
        foreach (var use in activity.Uses)
            Load[(use.Index * model.Buckets) + t] += use.Quantity * quantity;
        foreach (var input in activity.Inputs)
            gross[(input.Index * model.Buckets) + t] += input.Quantity * quantity;
    }

    // Nodes such that each comes before what it is made of by the way listed first, and the ways into each that keep to this order.
    private static (List<int> Order, List<int>[] Ways) Levels(SupplyModel model)
    {
        var into = Enumerable.Range(0, model.Activities.Count).ToLookup(a => model.Activities[a].Node);
        var (begun, finished) = (new bool[model.Nodes.Count], new List<int>());
        var open = new bool[begun.Length];
        // An explicit stack: chains of moves and parts may be longer than the thread's.
        var stack = new Stack<(int Node, IEnumerator<int> Inputs)>();
        for (var first = 0; first < begun.Length; first++)
        {
            Enter(first);
            while (stack.TryPeek(out var top))
            {
                if (top.Inputs.MoveNext())
                {
                    Enter(top.Inputs.Current);
                    continue;
                }

                stack.Pop();
                open[top.Node] = false;
                finished.Add(top.Node);
            }
        }

        finished.Reverse();
        var place = new int[begun.Length];
        for (var i = 0; i < finished.Count; i++)
            place[finished[i]] = i;
        List<int>[] ways = [.. place.Select((at, n) => into[n].Where(a => model.Activities[a].Inputs.All(i => place[i.Index] > at)).ToList())];
        return (finished, ways);

        void Enter(int n)
        {
            if (begun[n])
                return;
            begun[n] = open[n] = true;
            stack.Push((n, Inputs(n).GetEnumerator()));
        }

        // Runs along with the walk: the first way that does not lead back to a node it came from.
        IEnumerable<int> Inputs(int n)
        {
            foreach (var a in into[n])
            {
                if (model.Activities[a].Inputs.Any(i => open[i.Index]))
                    continue;
                foreach (var input in model.Activities[a].Inputs)
                    yield return input.Index;
                yield break;
            }
        }
    }
}
