namespace Concord.Planning.Data;

public enum StockStatus { Available, Inspection, Blocked }

public enum OrderStatus { Open, Closed, Cancelled }

[Table("stock", DataArea.StockAndOrders, "Stock on hand", "What lies where, on the day of the extract.", Order = 1, AsOf = AsOfRule.State, AsOfColumn = "stock_date", Replaces = true)]
public sealed record StockOnHand
{
    [Column("item", "Item number.", Key = true, References = "items")] public required ItemId Item { get; init; }
    [Column("location", "Location code.", Key = true, References = "locations")] public required LocationId Location { get; init; }
    [Column("lot", "Lot, shelf or bin; empty where stock is not told apart.", Key = true)] public string? Lot { get; init; }
    [Column("status", "Available, in inspection, or blocked.", Key = true, Default = "available")] public required StockStatus Status { get; init; }
    [Column("quantity", "Quantity on hand; negative stock is an error of the source.", Unit = "units of the row")] public required double Quantity { get; init; }
    [Column("unit", "Unit of the quantity; empty for the item's base unit.", References = "units")] public UnitId? Unit { get; init; }
    [Column("expiry_date", "Last day of use.")] public DateOnly? ExpiryDate { get; init; }
    [Column("stock_date", "Day the quantity was read or last moved.")] public DateOnly? StockDate { get; init; }
}

[Table("stock_history", DataArea.StockAndOrders, "Stock history", "Stock at the end of past days; a zero marks a stock-out.", Order = 2, AsOf = AsOfRule.UpTo, AsOfColumn = "date")]
public sealed record StockHistoryLine
{
    [Column("item", "Item number.", Key = true, References = "items")] public required ItemId Item { get; init; }
    [Column("location", "Location code.", Key = true, References = "locations")] public required LocationId Location { get; init; }
    [Column("date", "Day.", Key = true)] public required DateOnly Date { get; init; }
    [Column("quantity", "Stock at the end of the day.", Unit = "base units")] public required double Quantity { get; init; }
    [Column("stockout_days", "Days without stock since the row before.", Unit = "days", Min = 0)] public double? StockoutDays { get; init; }
}

[Table("sales_orders", DataArea.StockAndOrders, "Sales orders", "Customer orders; the unshipped part is the order backlog, past its due date a backorder.", Order = 3, AsOf = AsOfRule.OpenAt, AsOfColumn = "order_date", Replaces = true)]
public sealed record SalesOrder
{
    [Column("order", "Order number.", Key = true)] public required string Order { get; init; }
    [Column("line", "Line number.", Key = true, Default = "1")] public required int Line { get; init; }
    [Column("item", "Item ordered.", References = "items")] public required ItemId Item { get; init; }
    [Column("customer", "Customer.", References = "customers")] public required CustomerId Customer { get; init; }
    [Column("location", "Location that ships.", References = "locations")] public LocationId? Location { get; init; }
    [Column("order_date", "Day of the order.")] public required DateOnly OrderDate { get; init; }
    [Column("due_date", "Day the customer asked for.")] public required DateOnly DueDate { get; init; }
    [Column("promised_date", "Day promised.")] public DateOnly? PromisedDate { get; init; }
    [Column("shipped_date", "Day of the last shipment.")] public DateOnly? ClosedDate { get; init; }
    [Column("quantity", "Quantity ordered.", Unit = "units of the row", Min = 0)] public required double Quantity { get; init; }
    [Column("shipped_quantity", "Quantity shipped so far.", Unit = "units of the row", Min = 0, Default = "0")] public required double ClosedQuantity { get; init; }
    [Column("unit", "Unit of the quantities; empty for the item's base unit.", References = "units")] public UnitId? Unit { get; init; }
    [Column("price", "Net price.", Unit = "currency per unit of the row", Min = 0)] public double? Price { get; init; }
    [Column("currency", "ISO 4217 currency of the price.")] public string? Currency { get; init; }
    [Column("status", "State in the ERP.", Default = "open")] public required OrderStatus Status { get; init; }
}

[Table("purchase_orders", DataArea.StockAndOrders, "Purchase orders", "Orders to suppliers; the part not received is an open receipt.", Order = 4, AsOf = AsOfRule.OpenAt, AsOfColumn = "order_date", Replaces = true)]
public sealed record PurchaseOrder
{
    [Column("order", "Order number.", Key = true)] public required string Order { get; init; }
    [Column("line", "Line number.", Key = true, Default = "1")] public required int Line { get; init; }
    [Column("item", "Item ordered.", References = "items")] public required ItemId Item { get; init; }
    [Column("supplier", "Supplier.", References = "suppliers")] public required SupplierId Supplier { get; init; }
    [Column("location", "Location that receives.", References = "locations")] public required LocationId Location { get; init; }
    [Column("order_date", "Day of the order.")] public required DateOnly OrderDate { get; init; }
    [Column("due_date", "Day the receipt is due.")] public required DateOnly DueDate { get; init; }
    [Column("received_date", "Day of the last receipt.")] public DateOnly? ClosedDate { get; init; }
    [Column("quantity", "Quantity ordered.", Unit = "units of the row", Min = 0)] public required double Quantity { get; init; }
    [Column("received_quantity", "Quantity received so far.", Unit = "units of the row", Min = 0, Default = "0")] public required double ClosedQuantity { get; init; }
    [Column("unit", "Unit of the quantities; empty for the item's base unit.", References = "units")] public UnitId? Unit { get; init; }
    [Column("price", "Purchase price.", Unit = "currency per unit of the row", Min = 0)] public double? Price { get; init; }
    [Column("currency", "ISO 4217 currency of the price.")] public string? Currency { get; init; }
    [Column("status", "State in the ERP.", Default = "open")] public required OrderStatus Status { get; init; }
}

[Table("work_orders", DataArea.StockAndOrders, "Work orders", "Released production orders.", Order = 5, AsOf = AsOfRule.OpenAt, AsOfColumn = "order_date", Replaces = true)]
public sealed record WorkOrder
{
    [Column("order", "Order number.", Key = true)] public required string Order { get; init; }
    [Column("item", "Item made.", References = "items")] public required ItemId Item { get; init; }
    [Column("location", "Plant.", References = "locations")] public required LocationId Location { get; init; }
    [Column("routing", "Alternate routing used.")] public string? Routing { get; init; }
    [Column("order_date", "Day of release.")] public required DateOnly OrderDate { get; init; }
    [Column("due_date", "Day of completion asked for.")] public required DateOnly DueDate { get; init; }
    [Column("completed_date", "Day of completion.")] public DateOnly? ClosedDate { get; init; }
    [Column("quantity", "Quantity ordered.", Unit = "base units", Min = 0)] public required double Quantity { get; init; }
    [Column("completed_quantity", "Quantity completed so far.", Unit = "base units", Min = 0, Default = "0")] public required double ClosedQuantity { get; init; }
    [Column("status", "State in the ERP.", Default = "open")] public required OrderStatus Status { get; init; }
}

[Table("transfer_orders", DataArea.StockAndOrders, "Transfer orders", "Goods on their way, or due to move, between locations.", Order = 6, AsOf = AsOfRule.OpenAt, AsOfColumn = "order_date", Replaces = true)]
public sealed record TransferOrder
{
    [Column("order", "Order number.", Key = true)] public required string Order { get; init; }
    [Column("line", "Line number.", Key = true, Default = "1")] public required int Line { get; init; }
    [Column("item", "Item moved.", References = "items")] public required ItemId Item { get; init; }
    [Column("from_location", "Where goods leave.", References = "locations")] public required LocationId From { get; init; }
    [Column("to_location", "Where goods arrive.", References = "locations")] public required LocationId To { get; init; }
    [Column("order_date", "Day of dispatch.")] public required DateOnly OrderDate { get; init; }
    [Column("due_date", "Day of arrival.")] public required DateOnly DueDate { get; init; }
    [Column("received_date", "Day of receipt.")] public DateOnly? ClosedDate { get; init; }
    [Column("quantity", "Quantity sent.", Unit = "base units", Min = 0)] public required double Quantity { get; init; }
    [Column("received_quantity", "Quantity received so far.", Unit = "base units", Min = 0, Default = "0")] public required double ClosedQuantity { get; init; }
    [Column("status", "State in the ERP.", Default = "open")] public required OrderStatus Status { get; init; }
}
