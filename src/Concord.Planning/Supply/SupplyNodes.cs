using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Supply;

/// <summary>The nodes of a model: every item at every location of the plan, with its stock and what open orders bring.</summary>
internal static class SupplyNodes
{
    private const Grain Site = Grain.Item | Grain.Location;

    public static void Add(SupplyDraft draft, SupplyTroubles troubles)
    {
        if (draft.Input.Structure.Spaces.TryGetValue(Site, out var space))
        {
            var catalog = space.Attributes.Catalog;
            var present = space.Attributes.Present;
            for (var series = 0; series < catalog.Count; series++)
            {
                if (!present[series])
                    continue;
                var (item, site) = (catalog.Members(0)[catalog.Codes(0)[series]], catalog.Members(1)[catalog.Codes(1)[series]]);
                Add(draft, troubles, item, site, series);
            }
        }

        AddStock(draft, troubles);
        AddOrders(draft, troubles);
    }

    /// <summary>Adds a node; the item need not be known at the site, as when demand names no location.</summary>
    public static int Add(SupplyDraft draft, SupplyTroubles troubles, string item, string site, int series)
    {
        var (itemId, siteId) = (new ItemId(item), new LocationId(site));
        var node = new NodeDraft(item, site, series, draft.Records.Items.GetValueOrDefault(itemId), draft.Records.Policies.GetValueOrDefault((itemId, siteId)), draft.Buckets);
        node.Blocked = troubles.BlockedSite(itemId, node.Family, siteId);
        if (node.Policy?.Blocked == true)
            Array.Fill(node.Blocked, true);
        draft.NodeOf.Add((item, site), draft.Nodes.Count);
        draft.Nodes.Add(node);
        return draft.Nodes.Count - 1;
    }

    /// <summary>
    /// Available stock is usable at once. Stock in inspection comes free after the days of the item and of its restrictions, counted from the cut-off; blocked stock never does. Stock of an
    /// item that may not be stocked at the site at the start is held too.
    /// </summary>
    private static void AddStock(SupplyDraft draft, SupplyTroubles troubles)
    {
        var sums = new double[draft.Nodes.Count];
        foreach (var row in draft.Records.Dataset.Rows<StockOnHand>())
        {
            if (draft.FindNode(row.Item, row.Location) is not (var at and >= 0))
                continue;
            var node = draft.Nodes[at];
            var quantity = row.Quantity * draft.Records.BaseUnits(row.Item, row.Unit);
            if (double.IsNaN(quantity))
            {
                draft.Assumed.Add(StockUnit, node.Name);
                continue;
            }

            if (quantity < 0 && row.Status != StockStatus.Available)
            {
                draft.Assumed.Add(NegativeStock, node.Name);
                continue;
            }

            if (row.Status == StockStatus.Available && !(draft.Buckets > 0 && node.Blocked[0]))
            {
                sums[at] += quantity;
                continue;
            }

            var days = (node.Master?.InspectionTime ?? 0) + (draft.Buckets > 0 ? troubles.Inspection(node.Item, node.Family, node.Site, null, 0) : 0);
            var free = row.Status == StockStatus.Inspection && !(draft.Buckets > 0 && node.Blocked[0]) ? draft.Days.DueBucket(draft.Days.Start[0].AddDays((int)Math.Ceiling(days))) : -1;
            if (free >= 0)
                node.Receipts[free] += quantity;
            for (var b = 0; b < (free < 0 ? draft.Buckets : free); b++)
                node.Held[b] += quantity;
        }

        for (var at = 0; at < sums.Length; at++)
        {
            draft.Nodes[at].Opening = Math.Max(0, sums[at]);
            if (sums[at] < 0)
                draft.Assumed.Add(NegativeStock, draft.Nodes[at].Name);
        }
    }

    /// <summary>
    /// The open part of released orders, in the bucket in which it is due, what is past due in the first; inspection makes it later by the rule of lead times. What is due after the horizon is not
    /// in it. Work orders that are released take hours of their routing in that bucket; their material counts as issued.
    /// </summary>
    private static void AddOrders(SupplyDraft draft, SupplyTroubles troubles)
    {
        foreach (var order in draft.Records.Dataset.Rows<WorkOrder>())
        {
            var (open, due) = (order.Quantity - order.ClosedQuantity, draft.Days.DueBucket(order.DueDate));
            if (!(open > 0) || due < 0 || draft.FindNode(order.Item, order.Location) is not (var at and >= 0))
                continue;
            Receive(draft, troubles, at, due, open, null, draft.Nodes[at].FirmMade, -1);
            var routings = draft.Records.RoutingsOf(order.Item, order.Location, draft.Days.Start[due]);
            var (_, operations) = routings.FirstOrDefault(r => r.Alternate == order.Routing, routings.Count > 0 ? routings[0] : ("", []));
            foreach (var operation in operations)
            {
                if (draft.ResourceOf.TryGetValue(operation.Resource, out var resource))
                    draft.Resources[resource].Firm[due] += open / SupplyRecords.YieldOf(operations) * SupplyRecords.HoursOf(operation);
            }
        }

        var purchases = draft.Input.Structure.Spaces.TryGetValue(Site | Grain.Supplier, out var space) ? new SeriesIndex(space.Attributes.Catalog) : null;
        foreach (var order in draft.Records.Dataset.Rows<PurchaseOrder>())
        {
            var (open, due) = ((order.Quantity - order.ClosedQuantity) * draft.Records.BaseUnits(order.Item, order.Unit), draft.Days.DueBucket(order.DueDate));
            if (double.IsNaN(open))
                draft.Assumed.Add(OrderUnit, $"{order.Order} / {order.Line}");
            if (!(open > 0) || due < 0 || draft.FindNode(order.Item, order.Location) is not (var at and >= 0))
                continue;
            Receive(draft, troubles, at, due, open, order.Supplier, null, purchases?.TryFind(order.Item.Value, (order.Location.Value, order.Supplier.Value, "")) ?? -1);
        }

        foreach (var order in draft.Records.Dataset.Rows<TransferOrder>())
        {
            var (open, due) = (order.Quantity - order.ClosedQuantity, draft.Days.DueBucket(order.DueDate));
            if (open > 0 && due >= 0 && draft.FindNode(order.Item, order.To) is var at and >= 0)
                draft.Nodes[at].Receipts[due] += open;
        }
    }

    private static void Receive(SupplyDraft draft, SupplyTroubles troubles, int at, int due, double quantity, SupplierId? supplier, double[]? made, int purchase)
    {
        var node = draft.Nodes[at];
        var days = (node.Master?.InspectionTime ?? 0) + troubles.Inspection(node.Item, node.Family, node.Site, supplier, due);
        var lead = draft.Lead(days);
        Put(due + lead.Buckets, quantity * (1 - lead.LateShare));
        Put(due + lead.Buckets + 1, quantity * lead.LateShare);

        void Put(int bucket, double part)
        {
            if (part == 0 || bucket >= draft.Buckets)
                return;
            node.Receipts[bucket] += part;
            if (made is not null)
                made[bucket] += part;
            if (purchase >= 0)
                draft.FirmPurchases.Add((purchase, bucket, part));
        }
    }

    private static readonly Assumption StockUnit = new(
        "STOCK_UNIT", Severity.Error, "stock", "unit", "items at locations", "have stock in a unit that cannot be converted: it does not count.", "Maybe add a unit conversion.");

    private static readonly Assumption OrderUnit = new(
        "ORDER_UNIT", Severity.Error, "purchase_orders", "unit", "open purchase order lines", "have a unit that cannot be converted: what they bring is left out.", "Maybe add a unit conversion.");

    private static readonly Assumption NegativeStock = new(
        "NEGATIVE_STOCK", Severity.Warning, "stock", "quantity", "items at locations", "have less than no stock: the plan starts them at 0.", "Maybe a receipt is not booked yet.");
}
