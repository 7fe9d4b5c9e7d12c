using Concord.Planning.Data;

namespace Concord.Planning.Cube;

/// <summary>
/// Actual stock: in each bucket the last row of the stock history dated in it; no row, no value. In the bucket of the cut-off the stock on hand over
/// all lots and states takes its place; where the stock on hand states other items but not this one, nothing is left of it.
/// </summary>
internal sealed class FactStock(FactScope scope)
{
    public const string Measure = "actual_stock";

    private readonly int _count = scope.Count(FactScope.Site);
    private readonly int _now = scope.BucketOf(scope.Dataset.AsOf.DayNumber);

    public FactPages Load()
    {
        var pages = new FactPages(scope.Structure.Calendar.Count, _count);
        LastRows((series, bucket, value, _, _) => pages.Cell(bucket, series) = value);
        if (_now < 0 || !HasStock())
            return pages;
        pages.Zero(_now);
        OnHand((series, value, _, _) => pages.Add(_now, series, value));
        return pages;
    }

    /// <summary>The rows that make the values of a bucket.</summary>
    public void Trace(int bucket, Action<int, double, TableBatch, int> use)
    {
        if (bucket == _now && HasStock())
        {
            OnHand(use);
            return;
        }

        var last = new Dictionary<int, (double Value, TableBatch Batch, int Row)>();
        LastRows((series, at, value, batch, row) =>
        {
            if (at == bucket)
                last[series] = (value, batch, row);
        });
        foreach (var (series, row) in last)
            use(series, row.Value, row.Batch, row.Row);
    }

    private bool HasStock() => scope.Dataset.Batches(DataModel.Table<StockOnHand>()).Any();

    /// <summary>Calls for every row that is the last of its series and bucket so far.</summary>
    private void LastRows(Action<int, int, double, TableBatch, int> use)
    {
        var lastDay = new int[]?[scope.Structure.Calendar.Count];
        foreach (var batch in scope.Dataset.Batches(DataModel.Table<StockHistoryLine>()))
        {
            var (days, quantities) = (batch["date"].Days, batch["quantity"].Numbers);
            var series = new int[batch.RowCount];
            scope.SiteSeries(batch, "location", series);
            for (var row = 0; row < batch.RowCount; row++)
            {
                var bucket = scope.BucketOf(days[row]);
                if (bucket < 0 || series[row] < 0)
                {
                    scope.Notes.Count(series[row] < 0 ? FactGap.NoSeries : FactGap.OutsideOfCalendar, Measure, batch, row);
                    continue;
                }

                // Day 0 is the first of January of the year 1, before any calendar: it stands for none.
                ref var last = ref (lastDay[bucket] ??= new int[_count])[series[row]];
                if (days[row] < last || double.IsNaN(quantities[row]))
                    continue;
                last = days[row];
                use(series[row], bucket, quantities[row], batch, row);
            }
        }
    }

    private void OnHand(Action<int, double, TableBatch, int> use)
    {
        foreach (var batch in scope.Dataset.Batches(DataModel.Table<StockOnHand>()))
        {
            var (items, units, quantities) = (batch["item"], batch["unit"], batch["quantity"].Numbers);
            var toBase = scope.Units.Of(items, units);
            var series = new int[batch.RowCount];
            scope.SiteSeries(batch, "location", series);
            for (var row = 0; row < batch.RowCount; row++)
            {
                var value = series[row] < 0 ? double.NaN : quantities[row] * toBase(items.Codes[row], units.Codes[row]);
                if (double.IsNaN(value))
                    scope.Notes.Count(series[row] < 0 ? FactGap.NoSeries : FactGap.NoConversion, Measure, batch, row);
                else
                    use(series[row], value, batch, row);
            }
        }
    }
}
