using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Supply;

/// <summary>How much is needed of each node, and what stock is wanted there.</summary>
internal static class StockTargets
{
    /// <summary>
    /// The mean requirement of a bucket of every node: demand, and what the preferred way of supply of others takes of it, whatever the limits. Stock is not netted. The preferred way has the least
    /// priority number; the first of equal ones. A way that comes back to a node it came from is not followed.
    /// </summary>
    public static void Require(SupplyDraft draft)
    {
        var preferred = Preferred(draft);
        var asked = new double[draft.Nodes.Count];
        foreach (var group in draft.Demands)
        {
            foreach (var member in group.Members)
                asked[group.Node] += member.Quantity.Sum() + member.PastDue;
        }

        foreach (var node in Order(draft, preferred))
        {
            draft.Nodes[node].Requirement = asked[node] / Math.Max(1, draft.Buckets);
            if (preferred[node] is not { } way)
                continue;
            foreach (var input in way.Inputs)
                asked[input.Index] += asked[node] / way.Yield * input.Quantity;
        }
    }

    /// <summary>The preferred way of supply of each node; null where there is none.</summary>
    private static ActivityDraft?[] Preferred(SupplyDraft draft)
    {
        var preferred = new ActivityDraft?[draft.Nodes.Count];
        foreach (var activity in draft.Activities)
            preferred[activity.Node] ??= activity;
        return preferred;
    }

    /// <summary>Nodes so that who takes comes before what is taken.</summary>
    private static List<int> Order(SupplyDraft draft, ActivityDraft?[] preferred)
    {
        var order = new List<int>(preferred.Length);
        var state = new byte[preferred.Length];
        for (var node = 0; node < preferred.Length; node++)
            Visit(node);
        order.Reverse();
        return order;

        void Visit(int node)
        {
            if (state[node] != 0)
                return;
            state[node] = 1;
            foreach (var input in preferred[node]?.Inputs ?? [])
                Visit(input.Index);
            state[node] = 2;
            order.Add(node);
        }
    }

    /// <summary>
    /// Safety stock: the measure, else the days of coverage of the stock policy at the mean requirement, else 0, which is a finding. None after the end of life of the item, nor of what nobody asks for in the
    /// horizon, so that nothing is made for nobody. At the end of the horizon:
    /// the safety stock of its last bucket, and half of what is needed in the lead time of the preferred way of supply: what lies there on average in the long run.
    /// </summary>
    public static void Set(SupplyDraft draft)
    {
        var space = draft.Input.Structure.Spaces.GetValueOrDefault(Grain.Item | Grain.Location);
        var stated = space is null ? null : SeriesMatrix.From(draft.Input.Cube.Values("safety_stock"), space.Count, draft.Days.First, draft.Buckets);
        var preferred = Preferred(draft);
        for (var at = 0; at < draft.Nodes.Count; at++)
        {
            var node = draft.Nodes[at];
            if (node.Series < 0 || stated is null || draft.Buckets == 0)
                continue;
            var daily = node.Requirement / draft.Days.Mean;
            for (var b = 0; b < draft.Buckets; b++)
            {
                var target = stated.Row(node.Series)[b];
                if (double.IsNaN(target) && node.Policy?.TargetCoverage is { } coverage)
                    target = coverage * daily;
                if (double.IsNaN(target))
                {
                    if (node.Requirement > 0)
                        draft.Assumed.Add(NoTarget, node.Name);
                    target = 0;
                }

                if (target > 0 && !(node.Requirement > 0))
                {
                    draft.Assumed.Add(ForNobody, node.Name);
                    target = 0;
                }

                node.SafetyStock[b] = node.Blocked[b] || node.Master?.EndOfLifeDate <= draft.Days.Buckets[b].Last ? 0 : Math.Max(0, target);
            }

            var last = draft.Buckets - 1;
            var ends = node.Master?.EndOfLifeDate <= draft.Days.Buckets[last].Last || node.Blocked[last];
            node.EndStock = ends || preferred[at] is not { } way ? 0 : node.SafetyStock[last] + (way.LeadDays * daily / 2);
        }
    }

    private static readonly Assumption ForNobody = new(
        "SAFETY_STOCK_FOR_NOBODY", Severity.Info, "item_locations", "safety_stock", "items at locations", "have a safety stock, and nobody asks for them in the horizon: none is held.",
        "Maybe end the life of the item, or plan demand for it.");

    private static readonly Assumption NoTarget = new(
        "NO_SAFETY_STOCK", Severity.Info, "item_locations", "safety_stock", "items at locations", "are needed and have neither a safety stock nor a coverage: no stock is held against uncertainty.",
        "Maybe add safety_stock or target_coverage_days.");
}
