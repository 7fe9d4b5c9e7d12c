using Concord.Numerics.Cells;
using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Execution;

/// <summary>From purchases by bucket to orders with dates, quantities and prices.</summary>
internal static class PurchaseNeeds
{
    /// <summary>Quantities below which nothing is ordered [base units].</summary>
    private const double Nothing = 1e-6;

    /// <summary>How orders of a supplier item are made, in base units.</summary>
    /// <param name="Least">Least order, a multiple.</param>
    /// <param name="Multiple">Orders are multiples of it; 0 for any quantity.</param>
    /// <param name="Factor">Base units of the supplier's unit.</param>
    internal sealed record OrderTerms(SupplierItem? Row, double Least, double Multiple, double Most, double Factor, double LeadTime);

    /// <summary>
    /// Open purchase orders as they are, and planned orders for the rest. A planned order is rounded up to the least order and to multiples; what that brings too much is taken off the buckets after.
    /// The quantity of a bucket comes in as many equal deliveries as it has weeks, fewer where an order would fall below the least one, on the first weekday of evenly spaced weeks;
    /// later in the bucket where an order after the cut-off could not be there by then.
    /// </summary>
    public static IReadOnlyList<PurchaseNeed> Of(ReleaseScope scope)
    {
        var needs = new List<PurchaseNeed>();
        var structure = scope.Plan.Structure;
        var count = structure.SeriesCount("purchase");
        if (scope.Count == 0 || count == 0)
            return needs;
        var space = structure.Of(MeasureRegistry.Measure("purchase"));
        var firm = Firm(scope, space, needs);
        var plan = SeriesMatrix.From(scope.Plan.Cube.Values("purchase"), count, scope.First, scope.Count);
        var longer = Drivers.Factors(scope.Plan.State, DriverKind.LeadTime, space, scope.First, scope.Count);
        var unpriced = new SortedSet<string>(StringComparer.Ordinal);
        for (var series = 0; series < count; series++)
        {
            if (!space.Attributes.Present[series])
                continue;
            var key = space.Attributes.Catalog.Coordinate(series);
            var unit = space.Units.BaseUnitOf[series] is var code and >= 0 ? space.Units.BaseUnits[code] : "";
            var terms = Terms(scope, new ItemId(key[0]), new LocationId(key[1]), new SupplierId(key[2]), unit);
            var surplus = 0d;
            for (var bucket = 0; bucket < scope.Count; bucket++)
            {
                var wanted = plan.Row(series)[bucket] is var value && double.IsNaN(value) ? 0 : value;
                var need = wanted - firm.GetValueOrDefault((series, bucket)) - surplus;
                if (need <= Nothing)
                {
                    surplus = Math.Max(0, -need);
                    continue;
                }

                var quantity = RoundUp(need, terms);
                surplus = quantity - need;
                Orders(scope, key, unit, bucket, quantity, terms, longer?.Row(series)[bucket] ?? 1, unpriced, needs);
            }
        }

        Report(scope, needs, unpriced);
        return [.. needs.OrderBy(n => n.Supplier, StringComparer.Ordinal).ThenBy(n => n.OrderDate).ThenBy(n => n.Item, StringComparer.Ordinal).ThenBy(n => n.Location, StringComparer.Ordinal).ThenBy(n => n.Order, StringComparer.Ordinal)];
    }

    internal static OrderTerms Terms(ReleaseScope scope, ItemId item, LocationId location, SupplierId supplier, string unit)
    {
        var row = scope.Records.SupplierItems[item].Where(r => r.Supplier == supplier && (r.Location is null || r.Location == location)).OrderBy(r => r.Location is null).FirstOrDefault();
        var factor = row is null ? 1 : scope.Records.BaseUnits(item, row.Unit);
        if (!(factor > 0))
            (row, factor) = (row! with { Unit = null, MinimumOrderQuantity = null, OrderMultiple = null, MaximumOrderQuantity = null, Price = null }, 1);
        var multiple = row?.OrderMultiple is > 0 and var stated ? stated * factor : scope.IsWhole(unit) ? 1 : 0;
        var least = Math.Max(row?.MinimumOrderQuantity ?? 0, 0) * factor;
        least = multiple > 0 ? Math.Max(1, Math.Ceiling((least / multiple) - 1e-9)) * multiple : least;
        var most = row?.MaximumOrderQuantity is > 0 and var limit ? Math.Max(limit * factor, least) : double.PositiveInfinity;
        return new OrderTerms(row, least, multiple, most, factor, Math.Max(0, row?.LeadTime ?? scope.Plan.Rules.Supply.PurchaseLeadTime));
    }

    /// <summary>The least quantity that can be ordered and is not less than the need.</summary>
    internal static double RoundUp(double need, OrderTerms terms) =>
        Math.Max(terms.Least, terms.Multiple > 0 ? Math.Ceiling((need / terms.Multiple) - 1e-9) * terms.Multiple : need);

    // More orders of one item in one bucket are nobody's plan; their quantity is kept all the same.
    private const int MostOrders = 1000;

    private static void Orders(
        ReleaseScope scope, string[] key, string unit, int bucket, double quantity, OrderTerms terms, double longer, SortedSet<string> unpriced, List<PurchaseNeed> needs)
    {
        var weeks = scope.WeeksIn(bucket);
        if (weeks.Where(w => WorkingWeek.MondayToFriday.Works(ReleaseScope.Weekday(w.First, w.Last).DayOfWeek)).ToArray() is { Length: > 0 } withWeekdays)
            weeks = withWeekdays;
        var fewest = double.IsFinite(terms.Most) ? (int)Math.Min(MostOrders, Math.Ceiling(quantity / terms.Most)) : 1;
        var most = terms.Least > 0 ? (int)Math.Min(weeks.Count, Math.Floor((quantity / terms.Least) + 1e-9)) : weeks.Count;
        var count = Math.Max(fewest, Math.Max(1, most));
        var (equal, parts) = (new double[count], new double[count]);
        Array.Fill(equal, 1);
        if (terms.Multiple > 0)
            Shares.Cut(Math.Round(quantity / terms.Multiple), equal, [], whole: true, parts);
        else
            Shares.Cut(quantity, equal, [], whole: false, parts);
        for (var i = 0; i < count; i++)
        {
            var part = terms.Multiple > 0 ? parts[i] * terms.Multiple : parts[i];
            if (part <= 0)
                continue;
            var week = weeks[Math.Min(weeks.Count - 1, (int)((long)i * weeks.Count / count))];
            var receipt = ReleaseScope.Weekday(week.First, week.Last);
            var leadTime = (int)Math.Ceiling((terms.LeadTime * longer) - 1e-9);

            // The plan counts on the bucket, not on its first day: what is ordered right after the cut-off and still comes within the bucket is in time.
            var (soonest, last) = (scope.Plan.Structure.Horizon.First.AddDays(leadTime), scope.WeeksIn(bucket)[^1].Last);
            if (receipt < soonest && soonest <= last)
                receipt = ReleaseScope.Weekday(soonest, last);
            var order = receipt.AddDays(-leadTime);
            var price = Price(scope, terms, part / terms.Factor);
            if (double.IsNaN(price))
                unpriced.Add($"{key[0]} from {key[2]}");
            needs.Add(new PurchaseNeed(
                key[2], key[0], key[1], OrderStatusInPlan.Planned, null, order, receipt, week.BucketLabel, part, unit, part / terms.Factor, terms.Row?.Unit?.Value ?? unit, price,
                terms.Row?.Currency ?? scope.Records.Suppliers.GetValueOrDefault(new SupplierId(key[2]))?.Currency, order < scope.Plan.Structure.Horizon.First));
        }
    }

    /// <summary>The price of every unit of an order: of the last price break it reaches, else of the supplier item.</summary>
    private static double Price(ReleaseScope scope, OrderTerms terms, double quantity)
    {
        if (terms.Row is not { } row)
            return double.NaN;
        var reached = scope.Records.Breaks[(row.Supplier, row.Item)].Where(b => b.FromQuantity <= quantity + 1e-9).MaxBy(b => b.FromQuantity);
        return reached?.Price ?? row.Price ?? double.NaN;
    }

    /// <summary>Open orders by series and bucket [base units], each added to the needs.</summary>
    private static Dictionary<(int Series, int Bucket), double> Firm(ReleaseScope scope, SeriesSpace space, List<PurchaseNeed> needs)
    {
        var firm = new Dictionary<(int, int), double>();
        foreach (var order in scope.Plan.Dataset.Rows<PurchaseOrder>())
        {
            var open = order.Quantity - order.ClosedQuantity;
            if (order.Status != OrderStatus.Open || !(open > 0) || scope.DueBucket(order.DueDate) is not (>= 0 and var bucket))
                continue;
            var factor = scope.Records.BaseUnits(order.Item, order.Unit);
            var series = space.Attributes.Catalog.Find([order.Item.Value, order.Location.Value, order.Supplier.Value]);
            var unit = scope.Records.Items.GetValueOrDefault(order.Item)?.Unit.Value ?? "";
            if (double.IsNaN(factor))
                continue;
            if (series >= 0)
                firm[(series, bucket)] = firm.GetValueOrDefault((series, bucket)) + (open * factor);
            needs.Add(new PurchaseNeed(
                order.Supplier.Value, order.Item.Value, order.Location.Value, OrderStatusInPlan.Firm, $"{order.Order}/{order.Line}", order.OrderDate, order.DueDate,
                scope.Plan.Structure.Calendar[scope.First + bucket].Label, open * factor, unit, open, order.Unit?.Value ?? unit, order.Price ?? double.NaN, order.Currency,
                order.DueDate < scope.Plan.Structure.Horizon.First));
        }

        return firm;
    }

    private static void Report(ReleaseScope scope, List<PurchaseNeed> needs, SortedSet<string> unpriced)
    {
        foreach (var group in needs.Where(n => n.Late).GroupBy(n => (n.Supplier, n.Status)).OrderBy(g => g.Key.Supplier, StringComparer.Ordinal).ThenBy(g => g.Key.Status))
        {
            var worst = group.Key.Status == OrderStatusInPlan.Planned ? group.MinBy(n => n.OrderDate)! : group.MinBy(n => n.ReceiptDate)!;
            scope.Findings.Add(group.Key.Status == OrderStatusInPlan.Planned
                ? new Finding("ORDER_TOO_LATE", Severity.Warning, "supplier_items", group.Key.Supplier, "lead_time_days", null,
                    $"{group.Count()} planned orders of {group.Key.Supplier} were to be ordered before {scope.Plan.Structure.Horizon.First:yyyy-MM-dd}; {worst.Item} for {worst.ReceiptDate:yyyy-MM-dd} on {worst.OrderDate:yyyy-MM-dd}.",
                    "Maybe ask the supplier for a faster delivery, or plan them later.")
                : new Finding("RECEIPT_PAST_DUE", Severity.Warning, "purchase_orders", group.Key.Supplier, "due_date", null,
                    $"{group.Count()} open orders of {group.Key.Supplier} were due before {scope.Plan.Structure.Horizon.First:yyyy-MM-dd}; {worst.Order} of {worst.Item} on {worst.ReceiptDate:yyyy-MM-dd}.",
                    "Maybe the supplier has confirmed a new date that is not in the ERP."));
        }

        if (unpriced.Count > 0)
            scope.Findings.Add(new Finding(
                "ORDER_WITHOUT_PRICE", Severity.Warning, "supplier_items", unpriced.First(), "price", null,
                $"{unpriced.Count} items are to be ordered without a known price: {string.Join(", ", unpriced.Take(5))}{(unpriced.Count > 5 ? " …" : "")}.", "Maybe the supplier items lack a row or a price."));
    }
}
