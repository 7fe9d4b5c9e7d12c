using Concord.Planning.Data;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Supply;

/// <summary>
/// Makes a supply model from a plan and its master data, over the buckets of the horizon. The rules, one by one, are those of the classes that add the parts; docs/model/supply-data.md has them on a page.
/// What is missing is assumed, and told in <see cref="SupplyModelMap.Findings"/>.
/// </summary>
public static class SupplyModelBuilder
{
    /// <summary>Equal inputs give equal models, bit for bit.</summary>
    public static (SupplyModel Model, SupplyModelMap Map) Build(StageInput input, SupplyLevel level)
    {
        var draft = Draft(input);
        var items = Finish(draft);
        return level == SupplyLevel.Item ? items : FamilyAggregation.Of(draft, items.Model, items.Map);
    }

    private static SupplyDraft Draft(StageInput input)
    {
        var draft = new SupplyDraft(input);
        var troubles = new SupplyTroubles(input, draft.Days);
        SupplyResources.AddHours(draft, troubles);
        SupplyNodes.Add(draft, troubles);
        SupplyResources.TakeFirm(draft);
        MakeActivities.Add(draft, troubles);
        var waiting = BringActivities.Buy(draft, troubles);
        BringActivities.Move(draft, troubles);
        draft.PreferredFirst();
        SupplyDemands.Add(draft, troubles);
        StockTargets.Require(draft);
        foreach (var (resource, node, left) in waiting)
        {
            for (var b = 0; b < left.Length; b++)
                draft.Resources[resource].Capacity[b] = left[b] < 1 ? draft.Nodes[node].Requirement * left[b] : double.PositiveInfinity;
        }

        StockTargets.Set(draft);
        FixedQuantities.Set(draft);
        return draft;
    }

    private static (SupplyModel Model, SupplyModelMap Map) Finish(SupplyDraft draft)
    {
        var storage = SupplyResources.AddStorage(draft);
        var fed = draft.Activities.Select(a => a.Node).ToHashSet();
        foreach (var (at, node) in draft.Nodes.Index())
        {
            if (!fed.Contains(at) && node.Series >= 0 && node.Requirement * draft.Buckets > Math.Max(0, node.Opening) + node.Receipts.Sum())
                draft.Assumed.Add(NoSource, node.Name);
        }

        var lowest = draft.Demands.Count == 0 ? 9 : draft.Demands.Max(d => d.Priority);
        SupplyNode[] nodes = [.. draft.Nodes.Select((n, i) => Node(draft, n, storage[i]))];
        SupplyActivity[] activities = [.. draft.Activities.Select(a => Activity(draft, a))];
        SupplyResource[] resources = [.. draft.Resources.Select(r => new SupplyResource(r.Kind, r.Name, r.Capacity, r.Overtime, r.Cost, r.OvertimeCost))];
        SupplyDemand[] demands = [.. draft.Demands.Select(d => new SupplyDemand(
            d.Node, d.Priority, Sum(d, draft.Buckets), d.Members.Sum(m => m.PastDue), d.Priority == lowest ? draft.Rules.MostBucketsLate : int.MaxValue, d.Value))];
        var model = new SupplyModel
        {
            BucketLabels = [.. draft.Days.Buckets.Select(b => b.Label)], Nodes = nodes, Activities = activities, Resources = resources, Demands = demands,
            Penalties = SupplyPenaltyRule.From(nodes, activities, resources, demands),
        };
        var map = new SupplyModelMap
        {
            Level = SupplyLevel.Item,
            First = draft.Days.First,
            Nodes = [.. draft.Nodes.Select(n => new NodePlace(n.Item.Value, n.Site.Value, n.Series, n.Held, n.FirmMade, n.Requirement))],
            Activities = [.. draft.Activities.Select(a => new ActivityPlace(a.Series, a.From, a.Supplier, a.LeadDays, a.MaximumLot, a.Priority))],
            Resources = [.. draft.Resources.Select(r => new ResourcePlace(r.Series, r.Whole ?? r.Capacity, r.Firm, r.FirmOvertime))],
            Demands = [.. draft.Demands.Select(d => d.Members)],
            FirmPurchases = [.. draft.FirmPurchases.Select(p => new FirmPurchase(p.Series, p.Bucket, p.Quantity))],
            Findings = [.. draft.Assumed.Findings(), .. draft.Rates.Findings],
            Rates = draft.Rates,
        };
        return (model, map);
    }

    private static double[] Sum(DemandGroup group, int buckets)
    {
        var sum = new double[buckets];
        foreach (var member in group.Members)
        {
            for (var b = 0; b < buckets; b++)
                sum[b] += member.Quantity[b];
        }

        return sum;
    }

    /// <summary>Shelf life counts in whole buckets, at least one; stock that outlives the horizon keeps. What expires is written off at its standard cost.</summary>
    // Next to nothing: stock of which nobody knows what it costs is still not to be heaped up without need.
    private const double UnknownHolding = 1e-6;

    private static SupplyNode Node(SupplyDraft draft, NodeDraft node, int storage)
    {
        var known = node.Series >= 0;
        var holding = known ? Array.ConvertAll(draft.Rates.HoldingCost(node.Item, node.Site), h => double.IsNaN(h) ? UnknownHolding : h) : new double[draft.Buckets];
        var shelf = node.Master?.ShelfLife is > 0 and var days ? Math.Max(1, (int)(days / draft.Days.Mean)) : 0;
        shelf = shelf >= draft.Buckets ? 0 : shelf;
        var disposal = shelf == 0 || draft.Buckets == 0 ? double.NaN : SupplyResources.Known(draft.Rates.StandardCost(node.Item, node.Site))[0];
        var pallets = storage < 0 ? 0 : draft.Rates.PalletsPerUnit(node.Item);
        return new SupplyNode(
            node.Item.Value, node.Site.Value, node.Opening, node.Receipts, node.SafetyStock, node.EndStock, holding, shelf, disposal, pallets > 0 ? storage : -1, pallets > 0 ? pallets : 0);
    }

    private static SupplyActivity Activity(SupplyDraft draft, ActivityDraft activity)
    {
        var lead = draft.Lead(activity.LeadDays);
        return new SupplyActivity(
            activity.Kind, activity.Label, activity.Node, activity.Inputs, activity.Uses, activity.Yield, lead.Buckets, lead.LateShare, activity.Cost, activity.Fixed, activity.FixedBy, activity.Most,
            activity.MinimumLot, activity.LotMultiple);
    }

    private static readonly Assumption NoSource = new(
        "NO_SOURCE", Severity.Error, "items", null, "items at locations", "are needed beyond what is in stock and on order, and nothing makes, buys or moves them: that demand is not served.",
        "Maybe add routings, supplier items or lanes.");
}
