using System.Globalization;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Supply;

/// <summary>Ways to bring an item from outside: from a supplier, or over a lane. Buckets of another lead time have an activity of their own.</summary>
internal static class BringActivities
{
    /// <summary>
    /// Each supplier item of an active supplier, at the location it names or at every location of the item. The lead time is that of the row, else of the rules, times the drivers of lead times, plus
    /// inspection, plus what troubles add. Its capacity a month is a resource that all locations of the row share, by days, counted where the order arrives. A trouble takes its share of that, or of
    /// the mean requirement where the supplier is not limited.
    /// </summary>
    /// <returns>Suppliers without a limit that troubles leave a share of what is normally needed: resource, node and shares; to be filled when requirements are known.</returns>
    public static List<(int Resource, int Node, double[] Left)> Buy(SupplyDraft draft, SupplyTroubles troubles)
    {
        var waiting = new List<(int, int, double[])>();
        if (!draft.Input.Structure.Spaces.TryGetValue(Grain.Item | Grain.Location | Grain.Supplier, out var space))
            return waiting;
        var factors = Drivers.Factors(draft.Input.State, DriverKind.LeadTime, space, draft.Days.First, draft.Buckets);
        var shared = new Dictionary<(SupplierId, ItemId, LocationId?), int>();
        for (var series = 0; series < space.Count; series++)
        {
            if (!space.Attributes.Present[series])
                continue;
            var keys = space.Attributes.Catalog.Coordinate(series);
            var (item, site, supplier) = (new ItemId(keys[0]), new LocationId(keys[1]), new SupplierId(keys[2]));
            var row = draft.Records.SupplierItems[item].Where(r => r.Supplier == supplier && (r.Location is null || r.Location == site)).MinBy(r => r.Location is null);
            if (row is null || draft.FindNode(item, site) is not (var at and >= 0))
                continue;
            if (draft.Records.Suppliers.GetValueOrDefault(supplier)?.Active == false)
            {
                draft.Assumed.Add(NotActive, $"{item} from {supplier}");
                continue;
            }

            var node = draft.Nodes[at];
            var (left, extra) = troubles.OfPurchase(item, site, supplier);
            var stated = row.LeadTime is >= 0 and var days ? days : draft.Rules.PurchaseLeadTime;
            if (!(row.LeadTime >= 0))
                draft.Assumed.Add(NoLeadTime(draft.Rules.PurchaseLeadTime), $"{item} from {supplier}");
            var unit = draft.Records.BaseUnits(item, row.Unit);
            if (double.IsNaN(unit))
                draft.Assumed.Add(NoUnit, $"{item} from {supplier}");

            var leads = new double[draft.Buckets];
            for (var b = 0; b < leads.Length; b++)
            {
                leads[b] = Math.Round((stated * (factors?.Row(series)[b] ?? 1)) + (extra?[b] ?? 0) + (node.Master?.InspectionTime ?? 0)
                    + troubles.Inspection(item, node.Family, site, supplier, b), 2, MidpointRounding.AwayFromZero);
            }

            var uses = new List<PerUnit>();
            var resource = -1;
            if (row.CapacityPerMonth is { } monthly && !double.IsNaN(unit))
            {
                if (!shared.TryGetValue((supplier, item, row.Location), out resource))
                {
                    shared.Add((supplier, item, row.Location), resource = draft.Resources.Count);
                    draft.Resources.Add(Limit(draft, $"{supplier} for {item}", b => monthly * unit * 12 / 365 * draft.Days.Days[b] * (left?[b] ?? 1), leads));
                }
            }
            else if (left is not null)
            {
                resource = draft.Resources.Count;
                draft.Resources.Add(Limit(draft, $"{supplier} for {item} at {site}", _ => double.PositiveInfinity, leads));
                waiting.Add((resource, at, Arriving(draft, left, leads)));
            }

            if (resource >= 0)
                uses.Add(new PerUnit(resource, 1));
            var price = SupplyResources.Known(draft.Rates.PurchasePrice(item, site, supplier));
            foreach (var lead in leads.Distinct())
            {
                var most = new double[draft.Buckets];
                for (var b = 0; b < most.Length; b++)
                    most[b] = leads[b] == lead && !node.Blocked[b] && !troubles.BlockedSupplier(item, node.Family, site, supplier, b) ? double.PositiveInfinity : 0;
                if (!Array.Exists(most, m => m > 0))
                    continue;
                draft.Activities.Add(new ActivityDraft
                {
                    Kind = ActivityKind.Buy, Label = supplier.Value, Node = at, Series = series, Uses = uses, LeadDays = lead, Cost = OnArrival(draft, price, lead), Most = most, Supplier = supplier, Priority = row.Priority,
                    MinimumLot = Lot(row.MinimumOrderQuantity, unit, 0), LotMultiple = Lot(row.OrderMultiple, unit, 0), MaximumLot = Lot(row.MaximumOrderQuantity, unit, double.PositiveInfinity),
                });
            }
        }

        return waiting;
    }

    /// <summary>An order quantity in base units; none where it is not stated, or stated in a unit that cannot be converted.</summary>
    private static double Lot(double? stated, double unit, double none) => stated is > 0 and var quantity && !double.IsNaN(unit) ? quantity * unit : none;

    /// <summary>Each item over each lane whose both ends keep it. Freight is by pallets; the lane, and the docks of both ends, take pallets in the bucket of departure.</summary>
    public static void Move(SupplyDraft draft, SupplyTroubles troubles)
    {
        if (!draft.Input.Structure.Spaces.TryGetValue(Grain.Item | Grain.Lane, out var space))
            return;
        var docks = new Dictionary<string, int>(StringComparer.Ordinal);
        var limits = new Dictionary<(LocationId, LocationId, string), ((int Lane, int Ship, int Receive) Limits, double[]? Extra)>();
        for (var series = 0; series < space.Count; series++)
        {
            if (!space.Attributes.Present[series])
                continue;
            var keys = space.Attributes.Catalog.Coordinate(series);
            var (item, from, to, mode) = (new ItemId(keys[0]), new LocationId(keys[1]), new LocationId(keys[2]), keys[3]);
            if (!draft.Records.Lanes.TryGetValue((from, to, mode), out var lane) || draft.FindNode(item, from) is not (var source and >= 0) || draft.FindNode(item, to) is not (var at and >= 0))
                continue;
            if (!limits.TryGetValue((from, to, mode), out var limit))
            {
                var (left, extra) = troubles.OfLane(from, to);
                limits.Add((from, to, mode), limit = (SupplyResources.OfLane(draft, lane, left, docks), extra));
            }

            if (lane.LeadTime is null)
                draft.Assumed.Add(NoLaneTime, $"{from} to {to} by {mode}");
            var pallets = draft.Rates.PalletsPerUnit(item);
            pallets = double.IsNaN(pallets) ? 0 : pallets;
            var uses = new List<PerUnit>();
            if (pallets > 0)
            {
                foreach (var resource in (ReadOnlySpan<int>)[limit.Limits.Lane, limit.Limits.Ship, limit.Limits.Receive])
                {
                    if (resource >= 0)
                        uses.Add(new PerUnit(resource, pallets));
                }
            }

            var cost = SupplyResources.Known([.. draft.Rates.FreightPerPallet(item, from, to, mode).Select(f => f * pallets)]);
            double[] leads = [.. Enumerable.Range(0, draft.Buckets).Select(b => Math.Round(Math.Max(0, lane.LeadTime ?? 0) + (limit.Extra?[b] ?? 0), 2, MidpointRounding.AwayFromZero))];
            foreach (var lead in leads.Distinct())
            {
                var most = new double[draft.Buckets];
                for (var b = 0; b < most.Length; b++)
                    most[b] = leads[b] == lead && !draft.Nodes[at].Blocked[b] && !draft.Nodes[source].Blocked[b] ? double.PositiveInfinity : 0;
                if (!Array.Exists(most, m => m > 0))
                    continue;
                draft.Activities.Add(new ActivityDraft
                {
                    Kind = ActivityKind.Move, Label = $"{from} to {to} by {mode}", Node = at, From = source, Series = series, Inputs = [new PerUnit(source, 1)], Uses = uses, LeadDays = lead,
                    Cost = cost, Most = most,
                });
            }
        }
    }

    /// <summary>What a unit costs by the bucket in which it is ordered: goods are paid at the price of the bucket they arrive in, and what arrives after the horizon is not the plan's.</summary>
    private static double[] OnArrival(SupplyDraft draft, double[] price, double days)
    {
        var lead = draft.Lead(days);
        var cost = new double[price.Length];
        for (var b = 0; b < cost.Length; b++)
        {
            if (b + lead.Buckets is var first && first < cost.Length)
                cost[b] = (price[first] * (1 - lead.LateShare)) + (price[Math.Min(first + 1, cost.Length - 1)] * lead.LateShare);
        }

        return cost;
    }

    private static ResourceDraft Limit(SupplyDraft draft, string name, Func<int, double> capacity, double[] leads) =>
        new(SupplyResourceKind.Supplier, name, draft.Buckets) { Capacity = Arriving(draft, [.. Enumerable.Range(0, draft.Buckets).Select(capacity)], leads) };

    /// <summary>What holds in the bucket in which an order arrives, by the bucket in which it is placed.</summary>
    private static double[] Arriving(SupplyDraft draft, double[] values, double[] leads) =>
        [.. Enumerable.Range(0, draft.Buckets).Select(b => values[draft.ArrivalOf(b, leads[b])])];

    private static readonly Assumption NotActive = new(
        "SUPPLIER_NOT_ACTIVE", Severity.Info, "suppliers", "active", "purchases", "are of a supplier that is not active: nothing is bought there.", "Maybe set it active, or add another supplier.");

    private static readonly Assumption NoUnit = new(
        "SUPPLIER_UNIT", Severity.Error, "supplier_items", "unit", "purchases", "have a unit that cannot be converted: their minimum, multiple, maximum and capacity are not kept to.",
        "Maybe add a unit conversion.");

    private static readonly Assumption NoLaneTime = new(
        "NO_LANE_LEAD_TIME", Severity.Warning, "lanes", "lead_time_days", "lanes", "state no lead time: goods arrive at once.", "Maybe add lead_time_days.");

    private static Assumption NoLeadTime(double days) => new(
        "NO_PURCHASE_LEAD_TIME", Severity.Warning, "supplier_items", "lead_time_days", "purchases",
        string.Create(CultureInfo.InvariantCulture, $"state no lead time: {days:0.##} days count."), "Maybe add lead_time_days.");
}
