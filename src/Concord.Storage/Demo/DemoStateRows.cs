using Concord.Planning.Data;

namespace Concord.Storage.Demo;

/// <summary>The state at the cut-off: stock by lot, open orders of all kinds, stock policies.</summary>
internal static class DemoStateRows
{
    private const int Regions = DemoNetwork.Regions;

    public static IEnumerable<StockOnHand> Stock(DemoPlan plan, DemoOrderBook book)
    {
        var calendar = plan.Calendar;
        var random = new DemoRandom(plan.Options.Seed, "stock");
        var day = calendar.WorkingOnOrBefore(calendar.AsOf);
        foreach (var item in plan.Products.Items)
        {
            var shelfLife = item.Family.Template.ShelfLife;
            for (var region = 0; region < Regions; region++)
            {
                var quantity = book.Stock[(item.Index * Regions) + region];
                if (quantity == 0)
                    continue;
                if (shelfLife == 0)
                {
                    yield return Row(item.Id, DemoNetwork.Warehouses[region], null, StockStatus.Available, quantity, null);
                    continue;
                }

                // The newest lots are the biggest; the last one is old and expires within weeks.
                var left = quantity;
                for (var lot = 0; lot < 4 && left > 0; lot++)
                {
                    var part = lot == 3 ? left : Math.Max(1, (int)(left * .55));
                    left -= part;
                    var age = lot == 3 ? shelfLife - 20 - random.Below(60) : (lot * 30) + random.Below(25);
                    var made = calendar.WorkingOnOrBefore(calendar.AsOf.AddDays(-age));
                    yield return Row(item.Id, DemoNetwork.Warehouses[region], $"L{made:yyMMdd}{lot}", StockStatus.Available, part, made.AddDays(shelfLife));
                }
            }

            if (item.Index % 31 == 7 && item.Life.EndWeek == int.MaxValue && item.Life.LaunchWeek < 0)
                yield return Row(item.Id, DemoNetwork.Warehouses[item.Index % Regions], "HOLD", StockStatus.Blocked, 3 + random.Below(20), shelfLife == 0 ? null : day.AddDays(60));
            if (item.Family.Template.Code == "FER" && item.Rank < 4)
                yield return Row(item.Id, "P2", $"L{day:yyMMdd}", StockStatus.Inspection, item.Batch, day.AddDays(shelfLife));
        }

        for (var key = 0; key < book.Works.Parts.Stock.Length; key++)
        {
            var quantity = Math.Floor(book.Works.Parts.Stock[key]);
            if (quantity > 0)
                yield return Row(plan.Products.Parts[key / 2].Id, DemoNetwork.Plants[key % 2], null, StockStatus.Available, quantity, null);
        }

        StockOnHand Row(string item, string location, string? lot, StockStatus status, double quantity, DateOnly? expiry) => new()
        {
            Item = new(item), Location = new(location), Lot = lot, Status = status, Quantity = quantity, ExpiryDate = expiry, StockDate = day,
        };
    }

    public static IEnumerable<PurchaseOrder> OpenPurchases(DemoPlan plan, DemoOrderBook book) =>
        book.Works.Parts.OpenPurchases().Concat(book.Works.OpenOrders().Where(o => o.Source is not null).Select(o =>
            book.Works.Parts.PurchaseRow(o.Number, "Q", o.Source!, DemoNetwork.Plants[plan.Products.Items[o.Item].Plant], o.Quantity, o.Released, o.Due, null)));

    public static IEnumerable<WorkOrder> WorkOrders(DemoPlan plan, DemoOrderBook book)
    {
        foreach (var order in book.Works.OpenOrders().Where(o => o.Source is null))
        {
            var item = plan.Products.Items[order.Item];
            yield return new WorkOrder
            {
                Order = $"M{order.Number:0000000}",
                Item = new(item.Id),
                Location = new(DemoNetwork.Plants[item.Plant]),
                Routing = "1",
                OrderDate = plan.Calendar.Date(order.Released),
                DueDate = plan.Calendar.Date(order.Due),
                Quantity = order.Quantity,
                ClosedQuantity = 0,
                Status = OrderStatus.Open,
            };
        }
    }

    public static IEnumerable<TransferOrder> Transfers(DemoPlan plan, DemoOrderBook book)
    {
        foreach (var shipment in book.Works.OpenShipments())
        {
            var item = plan.Products.Items[shipment.Item];
            yield return new TransferOrder
            {
                Order = $"T{shipment.Number:0000000}",
                Line = 1,
                Item = new(item.Id),
                From = new(DemoNetwork.Plants[item.Plant]),
                To = new(DemoNetwork.Warehouses[shipment.Region]),
                OrderDate = plan.Calendar.Date(shipment.Sent),
                DueDate = plan.Calendar.Date(shipment.Due),
                Quantity = shipment.Quantity,
                ClosedQuantity = 0,
                Status = OrderStatus.Open,
            };
        }
    }

    /// <summary>Safety stock = service factor × standard deviation of the last year's weekly demand × square root of the weeks it takes to refill.</summary>
    public static IEnumerable<ItemLocation> Policies(DemoPlan plan, DemoOrderBook book)
    {
        foreach (var item in plan.Products.Items)
        {
            if (item.Life.EndWeek < plan.Calendar.HistoryWeeks)
                continue;
            for (var region = 0; region < Regions; region++)
            {
                var key = (item.Index * Regions) + region;
                var mean = book.WeeklySum[key] / 52;
                var deviation = Math.Sqrt(Math.Max(0, (book.WeeklySquares[key] / 52) - (mean * mean)));
                var best = item.Rank % 10 < 3;
                var weeks = item.Made ? 2 : (plan.Purchasing.ItemSources[item.Index][0].LeadDays / 7.0) + 1;
                var safety = Math.Ceiling((best ? 1.65 : 1.28) * deviation * Math.Sqrt(weeks));
                yield return new ItemLocation
                {
                    Item = new(item.Id),
                    Location = new(DemoNetwork.Warehouses[region]),
                    SafetyStock = safety,
                    ReorderPoint = Math.Ceiling(safety + (mean * weeks)),
                    MaximumStock = Math.Ceiling(safety + (mean * (weeks + 10)) + item.Batch),
                    TargetCoverage = best ? 21 : 28,
                    ServiceLevelTarget = best ? .97 : .94,
                    Blocked = false,
                };
            }
        }

        for (var key = 0; key < book.Works.Parts.Average.Count; key++)
        {
            var weekly = book.Works.Parts.Average[key];
            var part = plan.Products.Parts[key / 2];
            if (weekly <= 0)
                continue;
            var weeks = part.Level < 3 ? 1 : plan.Purchasing.PartSources[part.Index][0].LeadDays / 7.0;
            yield return new ItemLocation
            {
                Item = new(part.Id),
                Location = new(DemoNetwork.Plants[key % 2]),
                SafetyStock = Math.Ceiling(weekly * (part.Level < 3 ? .5 : 1.5)),
                ReorderPoint = Math.Ceiling(weekly * (weeks + 1.5)),
                TargetCoverage = part.Level < 3 ? 7 : 28,
                Blocked = false,
            };
        }
    }
}
