using System.Globalization;
using Concord.Planning.Data;

namespace Concord.Planning.Supply;

/// <summary>
/// Ways to make an item: each routing with each bill that hold in a bucket. Where what holds changes in the horizon, or the lead time does, there is an activity for each state of affairs, open
/// in its buckets only.
/// </summary>
internal static class MakeActivities
{
    public static void Add(SupplyDraft draft, SupplyTroubles troubles)
    {
        var plants = draft.Records.Dataset.Rows<Location>().Where(l => l.Type == LocationType.Plant).Select(l => l.Id).ToHashSet();
        for (var node = 0; node < draft.Nodes.Count; node++)
        {
            var (item, site) = (draft.Nodes[node].Item, draft.Nodes[node].Site);
            var routed = draft.Records.Routings.Contains((item, site));

            // A bill alone makes an item where its lines say so, else in any plant that keeps it and no routing makes it elsewhere.
            var billed = draft.Records.Bills[item].Any(l => l.Location == site)
                || (plants.Contains(site) && draft.Records.Bills[item].Any(l => l.Location is null) && !draft.Records.Dataset.Rows<Routing>().Any(r => r.Item == item));
            if (routed || (billed && draft.Nodes[node].Series >= 0))
                Add(draft, troubles, node);
        }
    }

    private static void Add(SupplyDraft draft, SupplyTroubles troubles, int at)
    {
        var node = draft.Nodes[at];
        var ways = new Dictionary<string, (List<int> Buckets, Way Way)>(StringComparer.Ordinal);
        IReadOnlyList<(string Key, Way Way)>? last = null;
        string? lastState = null;
        for (var b = 0; b < draft.Buckets; b++)
        {
            if (node.Blocked[b])
                continue;
            var day = draft.Days.Start[b];
            var inspection = (node.Master?.InspectionTime ?? 0) + troubles.Inspection(node.Item, node.Family, node.Site, null, b);
            var state = State(draft, node, day, inspection);
            if (state != lastState)
                (lastState, last) = (state, WaysOn(draft, node, day, inspection));
            foreach (var (key, way) in last!)
            {
                if (!ways.TryGetValue(key, out var known))
                    ways.Add(key, known = ([], way));
                known.Buckets.Add(b);
            }
        }

        foreach (var (buckets, way) in ways.Values)
            draft.Activities.Add(Make(draft, at, way, buckets));
    }

    /// <summary>Which rows hold on a day: buckets of one state have the same ways.</summary>
    private static string State(SupplyDraft draft, NodeDraft node, DateOnly day, double inspection)
    {
        var state = new System.Text.StringBuilder().Append(CultureInfo.InvariantCulture, $"{inspection}:");
        foreach (var line in draft.Records.Bills[node.Item])
            state.Append(line.ValidFrom > day || line.ValidTo < day ? '0' : '1');
        foreach (var operation in draft.Records.Routings[(node.Item, node.Site)])
            state.Append(operation.ValidFrom > day || operation.ValidTo < day ? '0' : '1');
        return state.ToString();
    }

    private sealed record Way(string Label, string Routing, IReadOnlyList<PerUnit> Inputs, List<PerUnit> Uses, double Yield, double LeadDays, int Priority);

    private static List<(string Key, Way Way)> WaysOn(SupplyDraft draft, NodeDraft node, DateOnly day, double inspection)
    {
        var bills = draft.Records.BillsOf(node.Item, node.Site, day);
        var routings = draft.Records.RoutingsOf(node.Item, node.Site, day);
        if (routings.Count == 0)
        {
            // A routing that has ended makes nothing any more; an item that never had one is made without hours.
            if (draft.Records.Routings.Contains((node.Item, node.Site)) || bills.Count == 0)
                return [];
            draft.Assumed.Add(NoRouting, node.Name);
            routings = [("", [])];
        }

        if (bills.Count == 0)
        {
            draft.Assumed.Add(NoBill, node.Name);
            bills = [("", [])];
        }

        var ways = new List<(string Key, Way Way)>();
        foreach (var (routing, operations) in routings)
        {
            foreach (var (bill, lines) in bills)
            {
                var way = new Way(
                    Label(routing, bill, bills.Count > 1), routing, Inputs(draft, node, lines), Uses(draft, operations), SupplyRecords.YieldOf(operations),
                    LeadDays(draft, node, operations) + inspection, operations.Count == 0 ? 1 : operations.Min(o => o.Priority));
                var key = string.Create(CultureInfo.InvariantCulture, $"{way.Label}|{way.Yield}|{way.LeadDays}|{string.Join(',', way.Inputs)}|{string.Join(',', way.Uses)}");
                ways.Add((key, way));
            }
        }

        return ways;
    }

    private static string Label(string routing, string bill, bool many) =>
        routing.Length == 0 ? $"bill {bill}" : many ? $"routing {routing}, bill {bill}" : $"routing {routing}";

    private static List<PerUnit> Inputs(SupplyDraft draft, NodeDraft node, IReadOnlyList<BillOfMaterialLine> lines)
    {
        var inputs = new SortedDictionary<int, double>();
        foreach (var line in lines)
        {
            var takes = draft.Records.Takes(line);
            if (double.IsNaN(takes))
                draft.Assumed.Add(BillUnit, $"{line.Component} in {line.Item}");
            else if (draft.FindNode(line.Component, node.Site) is var component and >= 0)
                inputs[component] = inputs.GetValueOrDefault(component) + takes;
            else
                draft.Assumed.Add(NoComponent, $"{line.Component} in {line.Item}");
        }

        return [.. inputs.Where(i => i.Value > 0).Select(i => new PerUnit(i.Key, i.Value))];
    }

    private static List<PerUnit> Uses(SupplyDraft draft, IReadOnlyList<Routing> operations)
    {
        var uses = new SortedDictionary<int, double>();
        foreach (var operation in operations)
        {
            if (!draft.ResourceOf.TryGetValue(operation.Resource, out var resource))
            {
                draft.Assumed.Add(NoResource, operation.Resource.Value);
                continue;
            }

            if (operation.SetupHours > 0 && !(operation.BatchSize > 0))
                draft.Assumed.Add(SetupWithoutBatch, operation.Item.Value);
            uses[resource] = uses.GetValueOrDefault(resource) + SupplyRecords.HoursOf(operation);
        }

        return [.. uses.Where(u => u.Value > 0).Select(u => new PerUnit(u.Key, u.Value))];
    }

    private static double LeadDays(SupplyDraft draft, NodeDraft node, IReadOnlyList<Routing> operations)
    {
        if (operations.Max(o => o.LeadTime) is >= 0 and var stated)
            return LeadBuckets.CalendarDays(stated);
        draft.Assumed.Add(NoLeadTime(draft.Rules.MakeLeadTime), node.Name);
        return LeadBuckets.CalendarDays(draft.Rules.MakeLeadTime);
    }

    private static ActivityDraft Make(SupplyDraft draft, int at, Way way, List<int> buckets)
    {
        var most = new double[draft.Buckets];
        foreach (var b in buckets)
            most[b] = double.PositiveInfinity;
        return new ActivityDraft
        {
            Kind = ActivityKind.Make, Label = way.Label, Node = at, Series = draft.Nodes[at].Series, Inputs = way.Inputs, Uses = way.Uses, Yield = way.Yield, LeadDays = way.LeadDays,
            Cost = new double[draft.Buckets], Most = most, Priority = way.Priority,
        };
    }

    private static readonly Assumption NoRouting = new(
        "NO_ROUTING", Severity.Warning, "routings", null, "items at locations", "have a bill of material and no routing: the plan makes them without hours.", "Maybe add routings.");

    private static readonly Assumption NoBill = new(
        "NO_BILL", Severity.Info, "bills_of_material", null, "items at locations", "have a routing and no bill of material: the plan makes them from nothing.", "Maybe add bills of material.");

    private static readonly Assumption NoComponent = new(
        "NO_COMPONENT", Severity.Error, "bills_of_material", "component", "lines of bills", "name a component that is not in the items: the plan makes the item without it.", "Maybe add the item.");

    private static readonly Assumption BillUnit = new(
        "BILL_UNIT", Severity.Error, "bills_of_material", "unit", "lines of bills", "have a unit that cannot be converted to the base unit: the plan makes the item without the component.",
        "Maybe add a unit conversion.");

    private static readonly Assumption NoResource = new(
        "NO_RESOURCE", Severity.Error, "routings", "resource", "resources", "are named by routings and not in the resources: their hours do not count.", "Maybe add the resource.");

    private static readonly Assumption SetupWithoutBatch = new(
        "SETUP_WITHOUT_BATCH", Severity.Info, "routings", "batch_size", "items", "have setup hours and no batch size: setup does not count.", "Maybe add batch_size.");

    private static Assumption NoLeadTime(double days) => new(
        "NO_MAKE_LEAD_TIME", Severity.Info, "routings", "lead_time_days", "items at locations",
        string.Create(CultureInfo.InvariantCulture, $"state no lead time of an order: {days:0.##} working days count."), "Maybe add lead_time_days.");
}
