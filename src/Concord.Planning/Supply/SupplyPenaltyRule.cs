namespace Concord.Planning.Supply;

/// <summary>
/// Makes the penalties of a supply model from its money. One rule, in multiples of what a unit is worth at its node:
/// <list type="bullet">
/// <item>the worth of a unit is what it costs to bring it there at most: the dearest bucket, overtime, the dearest of the ways that lead there, with inputs at their own worth, and holding it for the whole
/// horizon; for demand it is what the unit brings, where that is more;</item>
/// <item>money counts once, a unit of closing stock 1.1 times, of safety stock 1.2 times and in every bucket: no saving is worth missing them;</item>
/// <item>being late counts 5 times a bucket in the lowest priority in use; each priority above it counts by a step more, 10 times with up to four priorities in use, less with more of them
/// (the highest at most 1,000 times the lowest), so that numbers stay solvable;</item>
/// <item>losing a unit counts as being late one and a half buckets longer than its class allows;</item>
/// <item>stock below zero counts twice the highest priority; overload as the highest priority of what the resource could make meanwhile; a fixed quantity not kept more than the overload that would keep it.</item>
/// </list>
/// A unit that nothing prices is worth what the middle node of the model is worth, or 1.
/// </summary>
public static class SupplyPenaltyRule
{
    private const double EndStock = 1.1, SafetyStock = 1.2, LowestPriority = 5, LargestStep = 10, LargestRange = 1000;

    public static SupplyPenalties From(
        IReadOnlyList<SupplyNode> nodes, IReadOnlyList<SupplyActivity> activities, IReadOnlyList<SupplyResource> resources, IReadOnlyList<SupplyDemand> demands)
    {
        var worth = Worth(nodes, activities, resources);
        var urgency = Urgency(demands);
        var highest = Math.Max(LowestPriority, urgency.Max());

        var late = new double[demands.Count];
        var lost = new double[demands.Count];
        for (var d = 0; d < demands.Count; d++)
        {
            var demand = demands[d];
            late[d] = urgency[demand.Priority] * Math.Max(worth[demand.Node], Largest(demand.Value));
            lost[d] = late[d] * (Math.Min(demand.MostLate, demand.Quantity.Length) + 1.5);
        }

        // What is at stake where a node is short: its worth, or what customers pay there.
        var stake = (double[])worth.Clone();
        foreach (var demand in demands)
            stake[demand.Node] = Math.Max(stake[demand.Node], Largest(demand.Value));

        var overload = new double[resources.Count];
        for (var n = 0; n < nodes.Count; n++)
        {
            if (nodes[n].Storage >= 0 && nodes[n].StorageUse > 0)
                Raise(nodes[n].Storage, stake[n] / nodes[n].StorageUse);
        }

        foreach (var activity in activities)
        {
            foreach (var use in activity.Uses)
            {
                if (use.Quantity > 0)
                    Raise(use.Index, stake[activity.Node] * activity.Yield / use.Quantity);
            }
        }

        var unkept = new double[activities.Count];
        for (var a = 0; a < activities.Count; a++)
        {
            unkept[a] = highest * stake[activities[a].Node] * activities[a].Yield;
            foreach (var use in activities[a].Uses)
                unkept[a] += use.Quantity * overload[use.Index];
        }

        return new SupplyPenalties(
            late, lost, [.. worth.Select(w => SafetyStock * w)], [.. worth.Select(w => EndStock * w)], [.. stake.Select(s => 2 * highest * s)], overload, unkept);

        void Raise(int resource, double value) => overload[resource] = Math.Max(overload[resource], highest * value);
    }

    // By priority 1..9: only priorities in use take a step, so that two classes called 1 and 9 are as far apart as two called 1 and 2.
    private static double[] Urgency(IReadOnlyList<SupplyDemand> demands)
    {
        var urgency = new double[10];
        var used = demands.Select(d => d.Priority).Distinct().OrderDescending().ToArray();
        var step = used.Length < 2 ? 1 : Math.Min(LargestStep, Math.Pow(LargestRange, 1.0 / (used.Length - 1)));
        for (var i = 0; i < used.Length; i++)
            urgency[used[i]] = LowestPriority * Math.Pow(step, i);
        return urgency;
    }

    private static double[] Worth(IReadOnlyList<SupplyNode> nodes, IReadOnlyList<SupplyActivity> activities, IReadOnlyList<SupplyResource> resources)
    {
        var hour = new double[resources.Count];
        for (var r = 0; r < resources.Count; r++)
            hour[r] = Math.Max(Largest(resources[r].Cost), Largest(resources[r].OvertimeCost));
        var step = new double[activities.Count];
        for (var a = 0; a < activities.Count; a++)
        {
            step[a] = Largest(activities[a].Cost);
            foreach (var use in activities[a].Uses)
                step[a] += use.Quantity * hour[use.Index];
        }

        var cheapest = Cheapest(nodes.Count, activities, step);
        var worth = Dearest(cheapest, activities, step);
        for (var n = 0; n < nodes.Count; n++)
            worth[n] += nodes[n].HoldingCost.Sum();

        var priced = worth.Where(w => w > 0).Order().ToArray();
        var middle = priced.Length > 0 ? priced[priced.Length / 2] : 1;
        for (var n = 0; n < nodes.Count; n++)
        {
            if (!(worth[n] > 0))
                worth[n] = middle;
        }

        return worth;
    }

    // The least a unit costs at each node; 0 where nothing brings it. Costs are not negative, so that going round in circles never helps and this ends.
    private static double[] Cheapest(int nodes, IReadOnlyList<SupplyActivity> activities, double[] step)
    {
        var sourced = new bool[nodes];
        foreach (var activity in activities)
            sourced[activity.Node] = true;
        var cost = new double[nodes];
        for (var n = 0; n < nodes; n++)
            cost[n] = sourced[n] ? double.PositiveInfinity : 0;

        var changed = true;
        for (var round = 0; changed && round <= nodes; round++)
        {
            changed = false;
            for (var a = 0; a < activities.Count; a++)
            {
                var unit = Unit(activities[a], step[a], cost);
                if (!(unit < cost[activities[a].Node]))
                    continue;
                cost[activities[a].Node] = unit;
                changed = true;
            }
        }

        return [.. cost.Select(c => double.IsFinite(c) ? c : 0)];
    }

    // The most, over the ways that lead to a node. An input that comes later in the order of cost, as in moves both ways between two sites, counts at its least.
    private static double[] Dearest(double[] cheapest, IReadOnlyList<SupplyActivity> activities, double[] step)
    {
        var into = activities.Select((a, i) => (a.Node, Index: i)).ToLookup(x => x.Node, x => x.Index);
        var cost = (double[])cheapest.Clone();
        foreach (var n in Enumerable.Range(0, cheapest.Length).OrderBy(n => cheapest[n]).ThenBy(n => n))
        {
            foreach (var a in into[n])
                cost[n] = Math.Max(cost[n], Unit(activities[a], step[a], cost));
        }

        return cost;
    }

    private static double Unit(SupplyActivity activity, double step, double[] cost)
    {
        var sum = step;
        foreach (var input in activity.Inputs)
            sum += input.Quantity * cost[input.Index];
        return sum / activity.Yield;
    }

    private static double Largest(double[] values)
    {
        double largest = 0;
        foreach (var value in values)
        {
            if (double.IsFinite(value))
                largest = Math.Max(largest, value);
        }

        return largest;
    }
}
