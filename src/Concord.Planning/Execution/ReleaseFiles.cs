using Concord.Planning.Data;

namespace Concord.Planning.Execution;

/// <summary>A release as tables that an ERP can take.</summary>
public static class ReleaseFiles
{
    private static readonly ReportColumn Family = Text("family", "The product family.");
    private static readonly ReportColumn Item = Text("item", "The item.");
    private static readonly ReportColumn Unit = Text("unit", "The base unit of the item.");
    private static readonly ReportColumn Bucket = Text("bucket", "The bucket of the plan.");
    private static readonly ReportColumn Week = Text("week", "The ISO week. A week across two buckets has a row for each.");

    /// <summary>Production plan, master production schedule, purchase needs, transport needs, checks and findings.</summary>
    public static IReadOnlyList<ReportTable> Of(ReleasedPlan release) =>
    [
        new("production_plan", "Production by family and plant: what the plan still makes, and what was released of it.",
            [Family, Text("location", "The plant."), Bucket, Unit, Number("plan", "By the plan."), Number("released", "In the master production schedule.")],
            Rows(release.Production, p => [p.Family, p.Location, p.BucketLabel, p.Unit, p.Plan, p.Released])),
        new("master_production_schedule", "Production by item and week.",
            [Family, Item, Text("location", "The plant."), Week, Day("first_day", "First day of the week in the bucket."), Day("due_date", "Last day: the quantity is to be completed by then."), Bucket, Text("zone", "The zone of the bucket."), Number("quantity", "Good quantity to complete."), Number("firm_quantity", "Of it by released work orders."), Unit],
            Rows(release.Schedule, s => [s.Family, s.Item, s.Location, s.Week.Week, s.Week.First, s.Week.Last, s.Week.BucketLabel, s.Zone?.ToString().ToLowerInvariant(), s.Quantity, s.Firm, s.Unit])),
        new("purchase_needs", "What is to come from suppliers.",
            [Text("supplier", "The supplier."), Item, Text("location", "Where it is delivered."), Text("status", "firm: an open order; planned: to be ordered."), Text("order", "Number and line of an open order."), Day("order_date", "Day to order: receipt less lead time."), Day("receipt_date", "Day of the receipt."), Bucket, Number("quantity", "In base units."), Unit, Number("order_quantity", "In the supplier's unit."), Text("order_unit", "The supplier's unit."), new("price", ReportFormat.Money, "Per supplier's unit, price breaks included."), Text("currency", "Of the price."), Text("late", "yes: to be ordered before the cut-off, or an open order that is past due.")],
            Rows(release.Purchases, p => [p.Supplier, p.Item, p.Location, p.Status.ToString().ToLowerInvariant(), p.Order, p.OrderDate, p.ReceiptDate, p.BucketLabel, p.Quantity, p.Unit, p.OrderQuantity, p.OrderUnit, ReportTable.Cell(p.Price), p.Currency, p.Late ? "yes" : null])),
        new("transport_needs", "What is to be sent over lanes.",
            [Text("from_location", "Where it leaves."), Text("to_location", "Where it arrives."), Text("mode", "Mode of transport."), Item, Week, Bucket, Day("dispatch_date", "Day it leaves."), Day("arrival_date", "Day it arrives."), Number("quantity", "In base units."), Unit, new("pallets", ReportFormat.Number, "Pallets; empty where the item states neither units per pallet nor volume.")],
            Rows(release.Transports, t => [t.From, t.To, t.Mode, t.Item, t.Week.Week, t.Week.BucketLabel, t.Dispatch, t.Arrival, t.Quantity, t.Unit, ReportTable.Cell(t.Pallets)])),
        new("release_checks", "Whether the release is the plan.", [Text("check", "What is compared."), Text("passed", "yes or no."), Text("message", "The result.")], Rows(release.Checks, c => [c.Name, c.Passed ? "yes" : "no", c.Message])),
        new("release_findings", "What comes too late or does not fit.",
            [Text("code", "The kind of finding."), Text("severity", "info, warning or error."), Text("entity", "What it speaks of."), Text("message", "What is so."), Text("advice", "What to do.")],
            Rows(release.Findings, f => [f.Code, f.Severity.ToString().ToLowerInvariant(), f.Entity, f.Message, f.Advice])),
    ];

    private static IReadOnlyList<IReadOnlyList<object?>> Rows<T>(IReadOnlyList<T> lines, Func<T, object?[]> row) => [.. lines.Select(row)];

    private static ReportColumn Text(string name, string description) => new(name, ReportFormat.Text, description);

    private static ReportColumn Day(string name, string description) => new(name, ReportFormat.Date, description);

    private static ReportColumn Number(string name, string description) => new(name, ReportFormat.Quantity, description);
}
