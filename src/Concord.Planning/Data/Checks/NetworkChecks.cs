using static Concord.Planning.Data.QualityDimension;
using static Concord.Planning.Data.Severity;

namespace Concord.Planning.Data.Checks;

internal sealed class ItemUnreachable() : DataCheck(new(
    "ITEM_UNREACHABLE", Error, DataArea.Network, Consistency, "Item cannot get to where it is needed",
    "No supplier, no production and no lane leads to the location, so that its demand can never be met.",
    "Add the missing lane, supplier item or routing; or end the stock policy."))
{
    /// <summary>
    /// Looks at each active item at each location that has a stock policy (not blocked) or an open sales order for it. The item can come from
    /// a plant with a routing for it or a location a supplier delivers it to, and from there along lanes.
    /// </summary>
    public override void Run(CheckScope scope, CheckReport report)
    {
        var lanes = scope.Rows<Lane>().ToLookup(l => l.From, l => l.To);
        var plants = scope.Rows<Routing>().ToLookup(r => r.Item, r => r.Location);
        var suppliers = scope.Rows<SupplierItem>().ToLookup(s => s.Item, s => s.Location);
        var needs = scope.Rows<ItemLocation>().Where(p => !p.Blocked).Select(p => (p.Item, p.Location, Why: "a stock policy"))
            .Concat(scope.Rows<SalesOrder>().Where(o => o.Location is not null && o.Status == OrderStatus.Open)
                .Select(o => (o.Item, Location: o.Location!.Value, Why: "open sales orders")))
            .DistinctBy(n => (n.Item, n.Location));
        foreach (var item in needs.GroupBy(n => n.Item))
        {
            if (!scope.Items.TryGetValue(item.Key, out var known) || !scope.IsActive(known))
                continue;
            var everywhere = suppliers[item.Key].Any(l => l is null);
            var reached = everywhere ? [] : Reach(plants[item.Key].Concat(suppliers[item.Key].Select(l => l!.Value)), lanes);
            foreach (var need in item)
            {
                report.Looked();
                if (!everywhere && !reached.Contains(need.Location))
                {
                    var from = reached.Count == 0
                        ? "no supplier and no routing makes it available anywhere"
                        : $"it only gets to {string.Join(", ", reached.Select(l => l.Value).Order(StringComparer.Ordinal).Take(5).Select(l => $"'{l}'"))}";
                    report.Add(
                        "item_locations", $"{need.Item} / {need.Location}", $"Item '{need.Item}' has {need.Why} at '{need.Location}', but {from}.",
                        "location", $"{need.Location}");
                }
            }
        }
    }

    private static HashSet<LocationId> Reach(IEnumerable<LocationId> sources, ILookup<LocationId, LocationId> lanes)
    {
        var reached = sources.ToHashSet();
        var queue = new Queue<LocationId>(reached);
        while (queue.TryDequeue(out var from))
        {
            foreach (var to in lanes[from])
            {
                if (reached.Add(to))
                    queue.Enqueue(to);
            }
        }

        return reached;
    }
}

internal sealed class LaneToItself() : DataCheck(new(
    "LANE_TO_ITSELF", Error, DataArea.Network, Validity, "Lane to the location it starts from",
    "Goods would travel in a circle, at a cost and with a lead time, without getting anywhere.",
    "Name the other location, or remove the lane."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var lane in scope.Rows<Lane>())
        {
            report.Looked();
            if (lane.From == lane.To)
                report.Add("lanes", LaneText.Key(lane), $"The lane '{lane.Mode}' leads from '{lane.From}' to itself.", "to_location", $"{lane.To}");
        }
    }
}

internal sealed class LaneWithoutLeadTime() : DataCheck(new(
    "LANE_WITHOUT_LEAD_TIME", Warning, DataArea.Network, Completeness, "Lane without lead time",
    "Transport would take no time: stock in transit is missing, and receipts are planned too early.",
    "State the days door to door."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var lane in scope.Rows<Lane>())
        {
            report.Looked();
            if (lane.LeadTime is null)
                report.Add("lanes", LaneText.Key(lane), $"The lane from '{lane.From}' to '{lane.To}' by '{lane.Mode}' has no lead time.", "lead_time_days");
        }
    }
}

internal sealed class LaneLeadTimeNegative() : DataCheck(new(
    "LANE_LEAD_TIME_NEGATIVE", Error, DataArea.Network, Validity, "Negative lane lead time",
    "Goods would arrive before they leave.",
    "Correct the lead time."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var lane in scope.Rows<Lane>().Where(l => l.LeadTime is not null))
        {
            report.Looked();
            if (lane.LeadTime < 0)
            {
                report.Add(
                    "lanes", LaneText.Key(lane), $"The lane from '{lane.From}' to '{lane.To}' by '{lane.Mode}' takes {lane.LeadTime:0.##} days.",
                    "lead_time_days", $"{lane.LeadTime:R}");
            }
        }
    }
}

internal sealed class LocationWithoutStorage() : DataCheck(new(
    "LOCATION_WITHOUT_STORAGE_CAPACITY", Info, DataArea.Network, Completeness, "Location without storage capacity",
    "Planning takes the location to have room for everything.",
    "State the pallet places, if they can become short."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var location in scope.Rows<Location>())
        {
            report.Looked();
            if (location.StorageCapacity is null)
                report.Add("locations", $"{location.Id}", $"Location '{location.Id}' states no storage capacity: it is taken as unlimited.", "storage_capacity_pallets");
        }
    }
}

internal sealed class StockPolicyContradicts() : DataCheck(new(
    "STOCK_POLICY_CONTRADICTS", Error, DataArea.Network, Consistency, "Safety stock or reorder point above the maximum stock",
    "No stock can keep both: the plan would be short and over its limit at once.",
    "Correct the quantities. Maybe one is in pallets and the other in base units."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var policy in scope.Rows<ItemLocation>())
        {
            if (policy.MaximumStock is not { } most || (policy.SafetyStock ?? policy.ReorderPoint) is null)
                continue;
            report.Looked();
            var least = Math.Max(policy.SafetyStock ?? 0, policy.ReorderPoint ?? 0);
            if (least > most)
            {
                report.Add(
                    "item_locations", $"{policy.Item} / {policy.Location}",
                    $"Item '{policy.Item}' at '{policy.Location}' should hold at least {least:R} (safety stock or reorder point) and at most {most:R}.",
                    "maximum_stock", $"{most:R}");
            }
        }
    }
}

internal sealed class CustomerWithoutChannel() : DataCheck(new(
    "CUSTOMER_WITHOUT_CHANNEL", Warning, DataArea.Network, Completeness, "Customer without channel",
    "Its demand is in no channel: prices, events and budgets of channels miss it.",
    "Give the customer a channel. Maybe the mapping can derive it from the kind of customer."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var customer in scope.Rows<Customer>())
        {
            report.Looked();
            if (string.IsNullOrWhiteSpace(customer.Channel))
                report.Add("customers", $"{customer.Id}", $"Customer '{customer.Id}' has no channel.", "channel");
        }
    }
}

internal sealed class CustomerWithoutRegion() : DataCheck(new(
    "CUSTOMER_WITHOUT_REGION", Warning, DataArea.Network, Completeness, "Customer without region",
    "Its demand is in no region, and reports by region add up to less than the company.",
    "Give the customer a region. Maybe it follows from its country."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var customer in scope.Rows<Customer>())
        {
            report.Looked();
            if (string.IsNullOrWhiteSpace(customer.Region))
                report.Add("customers", $"{customer.Id}", $"Customer '{customer.Id}' has no region.", "region");
        }
    }
}

internal sealed class CustomerWithoutSegment() : DataCheck(new(
    "CUSTOMER_WITHOUT_SEGMENT", Info, DataArea.Network, Completeness, "Customer without segment",
    "The default planning level is family by segment by site; customers without a segment are planned together.",
    "Give the customer a segment, if the company steers by segments."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var customer in scope.Rows<Customer>())
        {
            report.Looked();
            if (string.IsNullOrWhiteSpace(customer.Segment))
                report.Add("customers", $"{customer.Id}", $"Customer '{customer.Id}' has no segment.", "segment");
        }
    }
}

internal static class LaneText
{
    public static string Key(Lane lane) => $"{lane.From} / {lane.To} / {lane.Mode}";
}
