using Concord.Planning.Cube;
using Concord.Planning.Data;

namespace Concord.Planning.Kpi;

/// <summary>
/// How order lines due up to the cut-off were delivered, by series of demand and bucket of the day asked for. Returns and lines without a day asked for are not looked at. A line that says it was shipped
/// and not how much left in full; what left after the cut-off has not left yet.
/// </summary>
internal sealed class DeliveryFacts
{
    private readonly FactScope _scope;

    public DeliveryFacts(Dataset dataset, PlanStructure structure)
    {
        _scope = new FactScope(dataset, structure);
        Count = _scope.Count(FactScope.Demand);
        Last = structure.Calendar.IndexOf(dataset.AsOf);
        (Asked, Delivered, Lines, InFull) = (New(), New(), New(), New());
        SeriesMatrix New() => new(Count, 0, Math.Max(0, Last + 1));
    }

    public int Count { get; }

    /// <summary>The bucket of the cut-off; -1 when the calendar does not have it.</summary>
    public int Last { get; }

    /// <summary>Quantity asked for [base units].</summary>
    public SeriesMatrix Asked { get; }

    /// <summary>Quantity that left in the bucket it was asked for, or sooner [base units]. Of a line only its last shipment is known: when that was late, all of it counts as late.</summary>
    public SeriesMatrix Delivered { get; }

    public SeriesMatrix Lines { get; }

    /// <summary>Lines shipped in full on or before the day asked for.</summary>
    public SeriesMatrix InFull { get; }

    /// <summary>Why deliveries cannot be measured; null when they can.</summary>
    public static string? WhyNot(Dataset dataset)
    {
        bool due = false, shipped = false, any = false;
        foreach (var batch in dataset.Batches(DataModel.Table<SalesHistoryLine>(), "due_date", "shipped_date"))
        {
            any = true;
            due |= batch["due_date"].Days.AsSpan().IndexOfAnyExcept(ColumnData.NoDate) >= 0;
            shipped |= batch["shipped_date"].Days.AsSpan().IndexOfAnyExcept(ColumnData.NoDate) >= 0;
            if (due && shipped)
                return null;
        }

        return !any ? "the sales history is empty" : !due ? "the sales history states no day customers asked for (due_date)" : "the sales history states no day of shipment (shipped_date)";
    }

    /// <summary>One pass over the sales history.</summary>
    public void Read(CancellationToken token)
    {
        if (Count == 0 || Last < 0)
            return;
        var series = Array.Empty<int>();
        var cutOff = _scope.Dataset.AsOf.DayNumber;
        foreach (var batch in _scope.Dataset.Batches(DataModel.Table<SalesHistoryLine>()))
        {
            token.ThrowIfCancellationRequested();
            if (series.Length < batch.RowCount)
                series = new int[batch.RowCount];
            _scope.DemandSeries(batch, "location", series.AsSpan(0, batch.RowCount));
            var (items, units) = (batch["item"], batch["unit"]);
            var (due, shipped) = (batch["due_date"].Days, batch["shipped_date"].Days);
            var (quantities, shippedQuantities) = (batch["quantity"].Numbers, batch["shipped_quantity"].Numbers);
            var toBase = _scope.Units.Of(items, units);
            for (var row = 0; row < batch.RowCount; row++)
            {
                if (series[row] < 0 || items.Codes[row] < 0 || due[row] == ColumnData.NoDate || due[row] > cutOff || !(quantities[row] > 0))
                    continue;
                var bucket = _scope.BucketOf(due[row]);
                var factor = toBase(items.Codes[row], units.Codes[row]);
                if (bucket < 0 || double.IsNaN(factor))
                    continue;
                var left = shipped[row] != ColumnData.NoDate && shipped[row] <= cutOff;
                var quantity = !left ? 0 : double.IsNaN(shippedQuantities[row]) ? quantities[row] : Math.Clamp(shippedQuantities[row], 0, quantities[row]);
                Add(Asked, series[row], bucket, quantities[row] * factor);
                Add(Lines, series[row], bucket, 1);
                Add(Delivered, series[row], bucket, left && _scope.BucketOf(shipped[row]) <= bucket ? quantity * factor : 0);
                Add(InFull, series[row], bucket, left && shipped[row] <= due[row] && quantity >= quantities[row] ? 1 : 0);
            }
        }
    }

    private static void Add(SeriesMatrix matrix, int series, int bucket, double value)
    {
        ref var cell = ref matrix.Row(series)[bucket];
        cell = double.IsNaN(cell) ? value : cell + value;
    }
}
