using Concord.Planning.Data;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Supply;

/// <summary>
/// Makes a model by families from one by items. Finished goods that are no component of anything are put together by family, planning unit and the ways they are made and bought, so that what a family can
/// do all its items can: one that has an alternate routing for half of its items is two; everything below stays items. Quantities of families are in planning units. The mix of the items is that of their demand over the horizon; of what is made and bought, that of the demand
/// which stock and receipts do not cover: yields, hours, components, costs and lead times of a family are those of its mix. Stock of an item beyond what all customers ask of it in the horizon and its safety stock cannot serve the others, and is no stock of the family.
/// </summary>
internal static class FamilyAggregation
{
    public static (SupplyModel Model, SupplyModelMap Map) Of(SupplyDraft draft, SupplyModel items, SupplyModelMap map)
    {
        var families = Names(draft, items);
        var (nodeOf, units, places) = Nodes(draft, items, families);
        var mix = Mix(items, nodeOf, units);
        var needed = Needed(items, units, mix);
        var nodes = new SupplyNode[places.Count];
        for (var n = 0; n < nodes.Length; n++)
            nodes[n] = places[n].Members is [var only] && units[only] == 1 && families[only] is null ? items.Nodes[only] : Node(items, places[n].Name, places[n].Members, units, mix);
        var (activities, parts) = Activities(items, map, nodeOf, units, mix, needed, families);
        var (demands, demandParts) = Demands(items, nodeOf, units);
        SupplyActivity[] ways = [.. activities.Select(a => a.Activity)];
        var model = items with { Nodes = nodes, Activities = ways, Demands = demands, Penalties = SupplyPenaltyRule.From(nodes, ways, items.Resources, demands) };
        return (model, map with
        {
            Level = Scenarios.SupplyLevel.Family,
            Nodes = [.. places.Select(p => p.Members is [var only] && families[only] is null ? map.Nodes[only] : new NodePlace(
                p.Name, items.Nodes[p.Members[0]].Site, -1, Sum(p.Members, m => map.Nodes[m].Held, units), Sum(p.Members, m => map.Nodes[m].FirmMade, units),
                p.Members.Sum(m => map.Nodes[m].Requirement * units[m])))],
            Activities = [.. activities.Select(a => a.Place)],
            Demands = [.. demandParts.Select(p => (IReadOnlyList<DemandMember>)[.. p.SelectMany(d => map.Demands[d])])],
            Families = new SupplyFamilies(items, map, nodeOf, units, parts, demandParts),
        });
    }

    /// <summary>For each node the name of its family; null where the item stays by itself.</summary>
    private static string?[] Names(SupplyDraft draft, SupplyModel items)
    {
        var components = items.Activities.Where(a => a.Kind == ActivityKind.Make).SelectMany(a => a.Inputs).Select(i => items.Nodes[i.Index].Item).ToHashSet(StringComparer.Ordinal);
        var sources = items.Activities.Where(a => a.Kind != ActivityKind.Move).GroupBy(a => items.Nodes[a.Node].Item, StringComparer.Ordinal).ToDictionary(
            g => g.Key, g => string.Join(", ", g.Select(a => a.Kind == ActivityKind.Buy ? a.Label : $"{items.Nodes[a.Node].Site} {a.Label}").Distinct().Order(StringComparer.Ordinal)), StringComparer.Ordinal);
        var space = draft.Input.Structure.Spaces.GetValueOrDefault(Grain.Item | Grain.Location);
        var keys = new (string Family, int Unit, string Sources)?[items.Nodes.Count];
        for (var n = 0; n < keys.Length; n++)
        {
            var node = draft.Nodes[n];
            if (node.Series < 0 || space is null || node.Master is not { Type: ItemType.FinishedGood, Family.Length: > 0 } master || components.Contains(node.Item.Value)
                || double.IsNaN(space.Units.PlanningFactors[node.Series]))
                continue;
            keys[n] = (master.Family, space.Units.PlanningUnitOf[node.Series], sources.GetValueOrDefault(node.Item.Value, "no source"));
        }

        var variants = keys.OfType<(string Family, int Unit, string Sources)>().Distinct().ToLookup(k => k.Family, StringComparer.Ordinal);
        return Array.ConvertAll(keys, k => k is not { } key ? null : variants[key.Family].Count() == 1 ? key.Family
            : variants[key.Family].Select(v => v.Sources).Distinct().Count() == variants[key.Family].Count() ? $"{key.Family} ({key.Sources})"
            : $"{key.Family} ({key.Sources}, {space!.Units.PlanningUnits[key.Unit]} {key.Unit})");
    }

    private static (int[] NodeOf, double[] Units, List<(string Name, List<int> Members)> Places) Nodes(SupplyDraft draft, SupplyModel items, string?[] families)
    {
        var (nodeOf, units) = (new int[items.Nodes.Count], new double[items.Nodes.Count]);
        var places = new List<(string, List<int> Members)>();
        var known = new Dictionary<(string, string), int>();
        var factors = draft.Input.Structure.Spaces.GetValueOrDefault(Grain.Item | Grain.Location)?.Units.PlanningFactors;
        for (var n = 0; n < nodeOf.Length; n++)
        {
            units[n] = families[n] is null ? 1 : factors![draft.Nodes[n].Series];
            if (families[n] is not { } family || !known.TryGetValue((family, items.Nodes[n].Site), out nodeOf[n]))
            {
                nodeOf[n] = places.Count;
                places.Add((families[n] ?? items.Nodes[n].Item, []));
                if (families[n] is { } name)
                    known.Add((name, items.Nodes[n].Site), nodeOf[n]);
            }

            places[nodeOf[n]].Members.Add(n);
        }

        return (nodeOf, units, places);
    }

    /// <summary>Demand of the item of each node, at all locations over the horizon [planning units].</summary>
    private static double[] Mix(SupplyModel items, int[] nodeOf, double[] units)
    {
        var ofItem = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var demand in items.Demands)
        {
            var item = items.Nodes[demand.Node].Item;
            ofItem[item] = ofItem.GetValueOrDefault(item) + demand.Quantity.Sum() + demand.OpeningBackorders;
        }

        return [.. Enumerable.Range(0, nodeOf.Length).Select(n => ofItem.GetValueOrDefault(items.Nodes[n].Item) * units[n])];
    }

    /// <summary>
    /// What the item of each node must still be made or bought of: its demand and closing stock, less stock and receipts, at all locations over the horizon [planning units]. An item that has enough is not made,
    /// so that its hours and components are none of the family's.
    /// </summary>
    private static double[] Needed(SupplyModel items, double[] units, double[] mix)
    {
        var there = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var node in items.Nodes)
            there[node.Item] = there.GetValueOrDefault(node.Item) + node.OpeningStock + node.FirmReceipts.Sum() - node.EndStock;
        return [.. Enumerable.Range(0, mix.Length).Select(n => Math.Max(0, mix[n] - (there[items.Nodes[n].Item] * units[n])))];
    }

    /// <summary>Shares that sum to 1; equal ones where nothing is asked for.</summary>
    private static double[] Shares(IReadOnlyList<int> nodes, double[] mix)
    {
        var total = nodes.Sum(n => mix[n]);
        return [.. nodes.Select(n => total > 0 ? mix[n] / total : 1d / nodes.Count)];
    }

    private static SupplyNode Node(SupplyModel items, string name, List<int> members, double[] units, double[] mix)
    {
        var first = items.Nodes[members[0]];
        var shares = Shares(members, mix);
        var holding = new double[items.Buckets];
        double storage = 0, disposal = 0;
        var shelf = 0;
        for (var i = 0; i < members.Count; i++)
        {
            var node = items.Nodes[members[i]];
            for (var b = 0; b < holding.Length; b++)
                holding[b] += shares[i] / units[members[i]] * node.HoldingCost[b];
            storage += shares[i] / units[members[i]] * node.StorageUse;
            disposal += double.IsNaN(node.DisposalCost) ? 0 : shares[i] / units[members[i]] * node.DisposalCost;

            // The shortest life of what is asked for; a family keeps only when all of it does.
            if (node.ShelfLife > 0 && (shelf == 0 || node.ShelfLife < shelf))
                shelf = node.ShelfLife;
        }

        var usable = members.Sum(m => Math.Min(items.Nodes[m].OpeningStock * units[m], mix[m] + (items.Nodes[m].SafetyStock is [.., var last] ? last * units[m] : 0)));
        return new SupplyNode(
            name, first.Site, usable, Sum(members, m => items.Nodes[m].FirmReceipts, units), Sum(members, m => items.Nodes[m].SafetyStock, units), members.Sum(m => items.Nodes[m].EndStock * units[m]), holding,
            shelf, shelf > 0 ? disposal : double.NaN, members.Max(m => items.Nodes[m].Storage), storage);
    }

    private static double[] Sum(List<int> members, Func<int, double[]> values, double[] units)
    {
        var sum = new double[values(members[0]).Length];
        foreach (var m in members)
        {
            var part = values(m);
            for (var b = 0; b < sum.Length; b++)
                sum[b] += part[b] * units[m];
        }

        return sum;
    }

    private static (List<(SupplyActivity Activity, ActivityPlace Place)> Activities, List<int[]> Parts) Activities(
        SupplyModel items, SupplyModelMap map, int[] nodeOf, double[] units, double[] mix, double[] needed, string?[] families)
    {
        var activities = new List<(SupplyActivity, ActivityPlace)>();
        var parts = new List<int[]>();
        var groups = items.Activities.Select((activity, index) => (activity, index)).GroupBy(a => families[a.activity.Node] is null
            ? (a.activity.Kind, $"{a.index}", nodeOf[a.activity.Node], -1)
            : (a.activity.Kind, a.activity.Label, nodeOf[a.activity.Node], map.Activities[a.index].From is >= 0 and var from ? nodeOf[from] : -1));
        foreach (var group in groups)
        {
            var members = group.Select(g => g.index).ToArray();
            if (families[items.Activities[members[0]].Node] is null)
            {
                var own = items.Activities[members[0]];
                var place = map.Activities[members[0]];
                activities.Add((own with { Node = nodeOf[own.Node], Inputs = Mapped(own.Inputs, nodeOf) }, place with { From = place.From < 0 ? -1 : nodeOf[place.From] }));
                parts.Add(members);
                continue;
            }

            // Buckets in which the same ways are open have one activity.
            foreach (var open in Enumerable.Range(0, items.Buckets).GroupBy(b => string.Join(',', members.Where(m => items.Activities[m].Most[b] > 0)), StringComparer.Ordinal))
            {
                int[] ways = [.. members.Where(m => items.Activities[m].Most[open.First()] > 0)];
                if (ways.Length == 0)
                    continue;
                var basis = items.Activities[ways[0]].Kind != ActivityKind.Move && Array.Exists(ways, w => needed[items.Activities[w].Node] > 0) ? needed : mix;
                activities.Add(Composite(items, map, nodeOf, units, basis, ways, [.. open]));
                parts.Add(ways);
            }
        }

        return (activities, parts);
    }

    private static PerUnit[] Mapped(IReadOnlyList<PerUnit> inputs, int[] nodeOf) =>
        [.. inputs.GroupBy(i => nodeOf[i.Index]).Select(g => new PerUnit(g.Key, g.Sum(i => i.Quantity)))];

    /// <summary>One unit of the mix, started: the starts of the items so that their good quantities are in the proportion of the mix.</summary>
    private static (SupplyActivity Activity, ActivityPlace Place) Composite(
        SupplyModel items, SupplyModelMap map, int[] nodeOf, double[] units, double[] mix, int[] ways, HashSet<int> open)
    {
        var first = items.Activities[ways[0]];
        var nodes = ways.Select(w => items.Activities[w].Node).ToArray();
        var shares = Shares(nodes, mix);
        var perGood = 0d;
        for (var i = 0; i < ways.Length; i++)
            perGood += shares[i] / items.Activities[ways[i]].Yield;
        var yield = 1 / perGood;
        var (inputs, uses) = (new SortedDictionary<int, double>(), new SortedDictionary<int, double>());
        var (cost, most, fixedStart) = (new double[items.Buckets], new double[items.Buckets], new double[items.Buckets]);
        var days = 0d;
        Array.Fill(fixedStart, double.NaN);
        for (var i = 0; i < ways.Length; i++)
        {
            var way = items.Activities[ways[i]];
            var start = yield * shares[i] / (units[way.Node] * way.Yield);
            foreach (var input in way.Inputs)
            {
                // What moves is the family itself; what is made takes items.
                var index = nodeOf[input.Index];
                inputs[index] = inputs.GetValueOrDefault(index) + (start * input.Quantity * (way.Kind == ActivityKind.Move ? units[input.Index] : 1));
            }

            foreach (var use in way.Uses)
                uses[use.Index] = uses.GetValueOrDefault(use.Index) + (start * use.Quantity);
            for (var b = 0; b < cost.Length; b++)
                cost[b] += start * way.Cost[b];
            days += shares[i] * map.Activities[ways[i]].LeadDays;
        }

        string? by = null;
        foreach (var b in open)
        {
            most[b] = double.PositiveInfinity;
            if (!Array.TrueForAll(ways, w => !double.IsNaN(items.Activities[w].Fixed[b])))
                continue;
            fixedStart[b] = ways.Sum(w => items.Activities[w].Fixed[b] * items.Activities[w].Yield * units[items.Activities[w].Node]) / yield;
            by = items.Activities[ways[0]].FixedBy;
        }

        var lead = LeadBuckets.Of(days, map.Rates.MeanDays);
        return (
            new SupplyActivity(
                first.Kind, first.Label, nodeOf[first.Node], [.. inputs.Select(i => new PerUnit(i.Key, i.Value))], [.. uses.Select(u => new PerUnit(u.Key, u.Value))], yield, lead.Buckets, lead.LateShare,
                cost, fixedStart, by, most),
            new ActivityPlace(-1, map.Activities[ways[0]].From is >= 0 and var from ? nodeOf[from] : -1, map.Activities[ways[0]].Supplier, days, double.PositiveInfinity, ways.Min(w => map.Activities[w].Priority)));
    }

    private static (SupplyDemand[] Demands, List<int[]> Parts) Demands(SupplyModel items, int[] nodeOf, double[] units)
    {
        var demands = new List<SupplyDemand>();
        var parts = new List<int[]>();
        foreach (var group in items.Demands.Select((demand, index) => (demand, index)).GroupBy(d => (nodeOf[d.demand.Node], d.demand.Priority)))
        {
            var members = group.Select(g => g.index).ToArray();
            double[] quantity = new double[items.Buckets], value = new double[items.Buckets];
            var weights = members.Select(m => (items.Demands[m].Quantity.Sum() + items.Demands[m].OpeningBackorders) * units[items.Demands[m].Node]).ToArray();
            var total = weights.Sum();
            for (var i = 0; i < members.Length; i++)
            {
                var (demand, unit) = (items.Demands[members[i]], units[items.Demands[members[i]].Node]);
                for (var b = 0; b < quantity.Length; b++)
                {
                    quantity[b] += demand.Quantity[b] * unit;
                    value[b] += weights[i] / total * demand.Value[b] / unit;
                }
            }

            demands.Add(new SupplyDemand(
                group.Key.Item1, group.Key.Priority, quantity, members.Sum(m => items.Demands[m].OpeningBackorders * units[items.Demands[m].Node]), items.Demands[members[0]].MostLate, value));
            parts.Add(members);
        }

        return ([.. demands], parts);
    }
}
