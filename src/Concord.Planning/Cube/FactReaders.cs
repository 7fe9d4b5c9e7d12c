using Concord.Planning.Data;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cube;

/// <summary>How the rows of one table become values of measures: each row is a value of a series in a bucket, and values of one cell add up.</summary>
internal abstract class FactReader(FactScope scope, TableDefinition table, Grain grain, params string[] measures)
{
    public FactScope Scope { get; } = scope;

    public TableDefinition Table { get; } = table;

    /// <summary>Of all its measures.</summary>
    public Grain Grain { get; } = grain;

    public IReadOnlyList<string> Measures { get; } = measures;

    /// <summary>The readers of all facts that add up. Stock and budget have rules of their own.</summary>
    public static IReadOnlyList<FactReader> All(FactScope scope) =>
    [
        new SalesReader(scope), new ForecastReader(scope), new BacklogReader(scope), new ProductionReader(scope),
        new ReceiptReader(scope, DataModel.Table<WorkOrder>(), "location", "completed_quantity"),
        new ReceiptReader(scope, DataModel.Table<PurchaseOrder>(), "location", "received_quantity"),
        new ReceiptReader(scope, DataModel.Table<TransferOrder>(), "to_location", "received_quantity"),
    ];

    /// <summary>The series of each row; -1 for none.</summary>
    public abstract void Series(TableBatch batch, Span<int> series);

    /// <summary>Bucket and value of each row in a measure; a bucket of -1 for rows that are not part of it. Rows that should be and cannot are counted.</summary>
    public abstract void Values(string measure, TableBatch batch, Span<int> buckets, Span<double> values);

    /// <summary>Puts a row at a day, or counts it as outside.</summary>
    protected int Bucket(int bucket, string measure, TableBatch batch, int row)
    {
        if (bucket < 0)
            Scope.Notes.Count(FactGap.OutsideOfCalendar, measure, batch, row);
        return bucket;
    }

    /// <summary>False, and counted, when a value could not be computed.</summary>
    protected bool Known(double value, FactGap gap, string measure, TableBatch batch, int row)
    {
        if (!double.IsNaN(value))
            return true;
        Scope.Notes.Count(gap, measure, batch, row);
        return false;
    }

    private protected static int Day(int preferred, int other) => preferred == ColumnData.NoDate ? other : preferred;
}

/// <summary>Demand as it was, and what was shipped of it. The sales history has every order line, open ones too, so sales orders are not added to it.</summary>
internal sealed class SalesReader(FactScope scope) : FactReader(scope, DataModel.Table<SalesHistoryLine>(), FactScope.Demand, "sales_history", "shipments", "actual_revenue")
{
    public override void Series(TableBatch batch, Span<int> series) => Scope.DemandSeries(batch, "location", series);

    public override void Values(string measure, TableBatch batch, Span<int> buckets, Span<double> values)
    {
        if (measure == "sales_history")
            Ordered(batch, buckets, values);
        else
            Shipped(measure, batch, buckets, values);
    }

    private void Ordered(TableBatch batch, Span<int> buckets, Span<double> values)
    {
        var (items, units, quantities) = (batch["item"], batch["unit"], batch["quantity"].Numbers);
        var (ordered, due) = (batch["order_date"].Days, batch["due_date"].Days);
        var toBase = Scope.Units.Of(items, units);
        for (var row = 0; row < batch.RowCount; row++)
        {
            buckets[row] = -1;
            if (items.Codes[row] < 0)
                continue;
            values[row] = quantities[row] * toBase(items.Codes[row], units.Codes[row]);
            if (Known(values[row], FactGap.NoConversion, "sales_history", batch, row))
                buckets[row] = Bucket(Scope.BucketOf(Day(due[row], ordered[row])), "sales_history", batch, row);
        }
    }

    /// <summary>
    /// A line without a shipped quantity but with a shipping day left in full; one with a shipped quantity but no day left when it was due, at the cut-off at
    /// the latest. What left after the cut-off has not left yet. Returns are no shipments; they take their revenue back.
    /// </summary>
    private void Shipped(string measure, TableBatch batch, Span<int> buckets, Span<double> values)
    {
        var (items, units, customers, currencies) = (batch["item"], batch["unit"], batch["customer"], batch["currency"]);
        var (quantities, shippedQuantities, prices) = (batch["quantity"].Numbers, batch["shipped_quantity"].Numbers, batch["price"].Numbers);
        var (ordered, due, shipped) = (batch["order_date"].Days, batch["due_date"].Days, batch["shipped_date"].Days);
        var toBase = Scope.Units.Of(items, units);
        var cutOff = Scope.Dataset.AsOf.DayNumber;
        var money = measure == "actual_revenue";
        for (var row = 0; row < batch.RowCount; row++)
        {
            buckets[row] = -1;
            var quantity = double.IsNaN(shippedQuantities[row]) && shipped[row] != ColumnData.NoDate ? quantities[row] : shippedQuantities[row];
            if (items.Codes[row] < 0 || double.IsNaN(quantity) || quantity == 0 || (quantity < 0 && !money) || shipped[row] > cutOff)
                continue;
            var bucket = Bucket(Scope.BucketOf(Day(shipped[row], Math.Min(Day(due[row], ordered[row]), cutOff))), measure, batch, row);
            if (bucket < 0)
                continue;
            if (money)
            {
                if (!Known(prices[row], FactGap.NoPrice, measure, batch, row))
                    continue;
                values[row] = quantity * prices[row] * Scope.Rate(currencies.Text(row), customers.Text(row), bucket);
            }
            else
            {
                values[row] = quantity * toBase(items.Codes[row], units.Codes[row]);
            }

            if (Known(values[row], money ? FactGap.NoRate : FactGap.NoConversion, measure, batch, row))
                buckets[row] = bucket;
        }
    }
}

/// <summary>What customers or a CRM expect, in the bucket of the first day of their period. A forecast for the market has no customer.</summary>
internal sealed class ForecastReader(FactScope scope) : FactReader(scope, DataModel.Table<ImportedForecast>(), FactScope.Demand, "imported_forecast")
{
    public override void Series(TableBatch batch, Span<int> series) => Scope.DemandSeries(batch, null, series);

    public override void Values(string measure, TableBatch batch, Span<int> buckets, Span<double> values)
    {
        var (days, quantities, probabilities) = (batch["date"].Days, batch["quantity"].Numbers, batch["probability"].Numbers);
        for (var row = 0; row < batch.RowCount; row++)
        {
            values[row] = quantities[row] * probabilities[row];
            buckets[row] = Bucket(Scope.BucketOf(days[row]), measure, batch, row);
        }
    }
}

/// <summary>The unshipped part of customer orders.</summary>
internal sealed class BacklogReader(FactScope scope) : FactReader(scope, DataModel.Table<SalesOrder>(), FactScope.Demand, "order_backlog")
{
    public override void Series(TableBatch batch, Span<int> series) => Scope.DemandSeries(batch, "location", series);

    public override void Values(string measure, TableBatch batch, Span<int> buckets, Span<double> values) =>
        OpenQuantity.Read(this, measure, batch, "shipped_quantity", buckets, values, Bucket, Known);
}

/// <summary>Good quantity completed.</summary>
internal sealed class ProductionReader(FactScope scope) : FactReader(scope, DataModel.Table<ProductionHistoryLine>(), FactScope.Site, "actual_production")
{
    public override void Series(TableBatch batch, Span<int> series) => Scope.SiteSeries(batch, "location", series);

    public override void Values(string measure, TableBatch batch, Span<int> buckets, Span<double> values)
    {
        var (days, quantities) = (batch["date"].Days, batch["quantity"].Numbers);
        for (var row = 0; row < batch.RowCount; row++)
        {
            values[row] = quantities[row];
            buckets[row] = Bucket(Scope.BucketOf(days[row]), measure, batch, row);
        }
    }
}

/// <summary>What open orders still bring to a location.</summary>
internal sealed class ReceiptReader(FactScope scope, TableDefinition table, string location, string received) : FactReader(scope, table, FactScope.Site, "open_receipts")
{
    public override void Series(TableBatch batch, Span<int> series) => Scope.SiteSeries(batch, location, series);

    public override void Values(string measure, TableBatch batch, Span<int> buckets, Span<double> values) =>
        OpenQuantity.Read(this, measure, batch, received, buckets, values, Bucket, Known);
}

/// <summary>The part of orders that is still to come, in the bucket in which it is due.</summary>
internal static class OpenQuantity
{
    public delegate int Place(int bucket, string measure, TableBatch batch, int row);

    public delegate bool Check(double value, FactGap gap, string measure, TableBatch batch, int row);

    public static void Read(
        FactReader reader, string measure, TableBatch batch, string closed, Span<int> buckets, Span<double> values, Place place, Check known)
    {
        var items = batch["item"];
        var units = reader.Table.Columns.Any(c => c.Name == "unit") ? batch["unit"] : null;
        var (due, quantities, closedQuantities) = (batch["due_date"].Days, batch["quantity"].Numbers, batch[closed].Numbers);
        var toBase = units is null ? null : reader.Scope.Units.Of(items, units);
        for (var row = 0; row < batch.RowCount; row++)
        {
            buckets[row] = -1;
            var open = quantities[row] - (double.IsNaN(closedQuantities[row]) ? 0 : closedQuantities[row]);
            if (items.Codes[row] < 0 || !(open > 0))
                continue;
            values[row] = toBase is null ? open : open * toBase(items.Codes[row], units!.Codes[row]);
            if (known(values[row], FactGap.NoConversion, measure, batch, row))
                buckets[row] = place(reader.Scope.DueBucket(due[row]), measure, batch, row);
        }
    }
}
