using Concord.Planning.Cube;
using Concord.Planning.Data;

namespace Concord.Planning.Demand;

/// <summary>How much of a series is one customer's: the plan tells demand apart by channel and region, events may speak of a single customer.</summary>
internal sealed class CustomerShares
{
    private readonly Dictionary<string, Dictionary<int, double>> _sold = new(StringComparer.Ordinal);
    private readonly Dictionary<int, double> _all = [];

    /// <summary>Reads the sales history where an event that passes names a customer.</summary>
    public static CustomerShares Of(Dataset dataset, PlanStructure structure, CancellationToken token)
    {
        var shares = new CustomerShares();
        foreach (var e in dataset.Rows<DemandEvent>())
        {
            if (e.Customer is { } customer && PastEvents.Passes(e, dataset.AsOf))
                shares._sold.TryAdd(customer.Value, []);
        }

        if (shares._sold.Count == 0)
            return shares;
        var scope = new FactScope(dataset, structure);
        foreach (var batch in dataset.Batches(DataModel.Table<SalesHistoryLine>()))
        {
            token.ThrowIfCancellationRequested();
            var (items, units, customers, quantities) = (batch["item"], batch["unit"], batch["customer"], batch["quantity"].Numbers);
            var toBase = scope.Units.Of(items, units);
            var series = new int[batch.RowCount];
            scope.DemandSeries(batch, "location", series);
            for (var row = 0; row < batch.RowCount; row++)
            {
                var quantity = series[row] < 0 ? double.NaN : quantities[row] * toBase(items.Codes[row], units.Codes[row]);
                if (!(quantity > 0))
                    continue;
                shares._all[series[row]] = shares._all.GetValueOrDefault(series[row]) + quantity;
                if (customers.Text(row) is { } customer && shares._sold.TryGetValue(customer, out var sold))
                    sold[series[row]] = sold.GetValueOrDefault(series[row]) + quantity;
            }
        }

        return shares;
    }

    /// <summary>The share 0..1 of the series an event speaks of, over the whole history; 1 for an event of all customers.</summary>
    public double In(DemandEvent e, int series) =>
        e.Customer is not { } customer ? 1 : _all.TryGetValue(series, out var all) ? _sold.GetValueOrDefault(customer.Value)?.GetValueOrDefault(series) / all ?? 0 : 0;
}
