using static Concord.Planning.Data.QualityDimension;
using static Concord.Planning.Data.Severity;

namespace Concord.Planning.Data.Checks;

/// <summary>The four kinds of order in one shape, for checks that treat them alike. Quantities are in the unit of the row.</summary>
internal readonly record struct OrderRow(
    string Table, string Kind, string Key, ItemId Item, DateOnly Ordered, DateOnly Due, double Quantity, double Done, UnitId? Unit, OrderStatus Status)
{
    /// <summary>What is still to come or to ship.</summary>
    public double Open => Quantity - Done;

    public bool IsOpen => Status == OrderStatus.Open && Open > 0;

    public static OrderRow Of(SalesOrder o) =>
        new("sales_orders", "Sales order", $"{o.Order} / {o.Line}", o.Item, o.OrderDate, o.DueDate, o.Quantity, o.ClosedQuantity, o.Unit, o.Status);

    public static OrderRow Of(PurchaseOrder o) =>
        new("purchase_orders", "Purchase order", $"{o.Order} / {o.Line}", o.Item, o.OrderDate, o.DueDate, o.Quantity, o.ClosedQuantity, o.Unit, o.Status);

    public static OrderRow Of(WorkOrder o) =>
        new("work_orders", "Work order", $"{o.Order}", o.Item, o.OrderDate, o.DueDate, o.Quantity, o.ClosedQuantity, null, o.Status);

    public static OrderRow Of(TransferOrder o) =>
        new("transfer_orders", "Transfer order", $"{o.Order} / {o.Line}", o.Item, o.OrderDate, o.DueDate, o.Quantity, o.ClosedQuantity, null, o.Status);

    public static IEnumerable<OrderRow> Sales(CheckScope scope) => scope.Rows<SalesOrder>().Select(Of);

    public static IEnumerable<OrderRow> Purchases(CheckScope scope) => scope.Rows<PurchaseOrder>().Select(Of);

    /// <summary>The orders that are open at the cut-off.</summary>
    public static IEnumerable<OrderRow> All(CheckScope scope) =>
        Sales(scope).Concat(Purchases(scope)).Concat(scope.Rows<WorkOrder>().Select(Of)).Concat(scope.Rows<TransferOrder>().Select(Of));

    /// <summary>All known orders as they are now, closed ones included.</summary>
    public static IEnumerable<OrderRow> AllOfAnyDate(CheckScope scope) =>
        scope.Stream<SalesOrder>(ofAnyDate: true).Select(Of)
            .Concat(scope.Stream<PurchaseOrder>(ofAnyDate: true).Select(Of))
            .Concat(scope.Stream<WorkOrder>(ofAnyDate: true).Select(Of))
            .Concat(scope.Stream<TransferOrder>(ofAnyDate: true).Select(Of));
}

internal sealed class SalesOrderPastDue() : DataCheck(new(
    "SALES_ORDER_PAST_DUE", Info, DataArea.StockAndOrders, Timeliness, "Sales order past its due date",
    "Its open quantity is a backorder: demand that is late already and competes with new demand for the same stock.",
    "Nothing to do when it is true. Maybe the order was shipped and not closed, or the customer agreed to a later day."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var order in OrderRow.Sales(scope).Where(o => o.IsOpen))
        {
            report.Looked();
            if (order.Due < scope.AsOf)
            {
                report.Add(
                    order.Table, order.Key,
                    $"Sales order '{order.Key}' was due on {order.Due:yyyy-MM-dd}, {scope.AsOf.DayNumber - order.Due.DayNumber} days before the cut-off: {order.Open:R} of item '{order.Item}' are a backorder.",
                    "due_date", $"{order.Due:yyyy-MM-dd}");
            }
        }
    }
}

internal sealed class ReceiptPastDue() : DataCheck(new(
    "RECEIPT_PAST_DUE", Warning, DataArea.StockAndOrders, Timeliness, "Purchase, work or transfer order past its due date",
    "The receipt did not come on its day, and when it comes is not known: stock planned with it may be missing.",
    "Ask for a new date and enter it, or close the order. Maybe the goods came and were not booked."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var order in OrderRow.All(scope).Where(o => o.IsOpen && o.Table != "sales_orders"))
        {
            report.Looked();
            if (order.Due < scope.AsOf)
            {
                report.Add(
                    order.Table, order.Key,
                    $"{order.Kind} '{order.Key}' was due on {order.Due:yyyy-MM-dd}, {scope.AsOf.DayNumber - order.Due.DayNumber} days before the cut-off; {order.Open:R} of item '{order.Item}' are still to come.",
                    "due_date", $"{order.Due:yyyy-MM-dd}");
            }
        }
    }
}

internal sealed class OrderDueBeforeOrdered() : DataCheck(new(
    "ORDER_DUE_BEFORE_ORDERED", Error, DataArea.StockAndOrders, Consistency, "Order due before it was placed",
    "It was late from its first day: service and lead times measured on it are wrong.",
    "Correct the dates. Maybe the due date is that of an earlier order that was copied."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var order in OrderRow.AllOfAnyDate(scope))
        {
            report.Looked();
            if (order.Due < order.Ordered)
            {
                report.Add(
                    order.Table, order.Key, $"{order.Kind} '{order.Key}' of {order.Ordered:yyyy-MM-dd} is due on {order.Due:yyyy-MM-dd}, before it was placed.",
                    "due_date", $"{order.Due:yyyy-MM-dd}");
            }
        }
    }
}

internal sealed class MoreDoneThanOrdered() : DataCheck(new(
    "MORE_DONE_THAN_ORDERED", Warning, DataArea.StockAndOrders, Consistency, "More shipped or received than ordered",
    "The open quantity would be negative, and a fill rate over 1.",
    "Check the quantities. Maybe they are in different units, or a shipment was booked twice."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var order in OrderRow.AllOfAnyDate(scope))
        {
            report.Looked();
            if (order.Done > order.Quantity)
            {
                report.Add(
                    order.Table, order.Key, $"{order.Kind} '{order.Key}' is for {order.Quantity:R} of item '{order.Item}', and {order.Done:R} were shipped or received.",
                    order.Table == "sales_orders" ? "shipped_quantity" : order.Table == "work_orders" ? "completed_quantity" : "received_quantity", $"{order.Done:R}");
            }
        }
    }
}

internal sealed class OrderForEndedItem() : DataCheck(new(
    "ORDER_FOR_ENDED_ITEM", Warning, DataArea.StockAndOrders, Consistency, "Order due after the item's end of life",
    "Either the item is still sold, and its forecast should not end, or the order cannot be met or will become obsolete stock.",
    "Correct the end of life date, or cancel the order. Maybe it should be for the successor."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var order in OrderRow.All(scope).Where(o => o.IsOpen))
        {
            if (!scope.Items.TryGetValue(order.Item, out var item))
                continue;
            report.Looked();
            if (item.EndOfLifeDate < order.Due)
            {
                report.Add(
                    order.Table, order.Key, $"{order.Kind} '{order.Key}' for {order.Open:R} of item '{order.Item}' is due on {order.Due:yyyy-MM-dd}; the item ends on {item.EndOfLifeDate:yyyy-MM-dd}.",
                    "item", $"{order.Item}");
            }
        }
    }
}

internal sealed class OrderUnitUnconvertible() : DataCheck(new(
    "ORDER_UNIT_UNCONVERTIBLE", Error, DataArea.StockAndOrders, Consistency, "Order in a unit that cannot be converted",
    "What is open of the order cannot be compared with stock or plan, and is left out of both.",
    "Add a unit conversion for the item, or state the order in its base unit."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var order in OrderRow.Sales(scope).Concat(OrderRow.Purchases(scope)).Where(o => o.Unit is not null && scope.Items.ContainsKey(o.Item)))
        {
            report.Looked();
            if (scope.BaseUnitsPer(order.Item, order.Unit) is null)
            {
                report.Add(
                    order.Table, order.Key,
                    $"{order.Kind} '{order.Key}' is for {order.Quantity:R} '{order.Unit}' of item '{order.Item}', which cannot be converted to '{scope.Items[order.Item].Unit}'.",
                    "unit", $"{order.Unit}");
            }
        }
    }
}

internal sealed class SalesOrderWithoutLocation() : DataCheck(new(
    "SALES_ORDER_WITHOUT_LOCATION", Info, DataArea.StockAndOrders, Completeness, "Open sales order without location",
    "The order ships from the location that normally serves the customer; where that is unknown too, it is planned for the company as a whole.",
    "State the location of the order, or that of the customer."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var served = scope.Rows<Customer>().Where(c => c.Location is not null).Select(c => c.Id).ToHashSet();
        foreach (var order in scope.Rows<SalesOrder>().Where(o => OrderRow.Of(o).IsOpen))
        {
            report.Looked();
            if (order.Location is null && !served.Contains(order.Customer))
            {
                report.Add(
                    "sales_orders", $"{order.Order} / {order.Line}", $"Sales order '{order.Order} / {order.Line}' names no location, and neither does customer '{order.Customer}'.",
                    "location");
            }
        }
    }
}
