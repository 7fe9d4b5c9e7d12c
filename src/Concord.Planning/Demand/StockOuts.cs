using Concord.Planning.Data;

namespace Concord.Planning.Demand;

/// <summary>
/// How much of a period an item was out of stock at a location, from the stock history: the days without stock since the row before, spread over those days; where a row does
/// not state them and its stock is zero, half of the days since the row before.
/// </summary>
internal sealed class StockOuts
{
    /// <summary>Days before the first row of an item that it speaks of, at most.</summary>
    private const int LongestInterval = 31;

    private readonly Dictionary<(string Item, string Location), double[]> _shares = [];

    public StockOuts(Dataset dataset, SeasonPeriods periods, CancellationToken token)
    {
        var last = new Dictionary<(string, string), int>();
        var rows = new List<(string Item, string Location, int Day, double Quantity, double Days)>();
        foreach (var batch in dataset.Batches(DataModel.Table<StockHistoryLine>()))
        {
            token.ThrowIfCancellationRequested();
            var (items, locations, days) = (batch["item"], batch["location"], batch["date"].Days);
            var (quantities, without) = (batch["quantity"].Numbers, batch["stockout_days"].Numbers);
            for (var row = 0; row < batch.RowCount; row++)
            {
                Any = true;
                if (items.Text(row) is { } item && locations.Text(row) is { } location && days[row] != ColumnData.NoDate)
                    rows.Add((item, location, days[row], quantities[row], without[row]));
            }
        }

        foreach (var row in rows.OrderBy(r => r.Day))
        {
            var key = (row.Item, row.Location);
            var from = Math.Max(last.GetValueOrDefault(key, row.Day - 1), row.Day - LongestInterval) + 1;
            last[key] = row.Day;
            var length = row.Day - from + 1;
            var share = row.Days > 0 ? Math.Min(1, row.Days / length) : double.IsNaN(row.Days) && row.Quantity <= 0 ? .5 : 0;
            if (!(share > 0) || length < 1)
                continue;
            for (var day = from; day <= row.Day; day++)
            {
                if (periods.PeriodOf(DateOnly.FromDayNumber(day)) is var period and >= 0 && period < periods.Past)
                {
                    if (!_shares.TryGetValue(key, out var shares))
                        _shares.Add(key, shares = new double[periods.Past]);
                    shares[period] += share / periods.Days(period);
                }
            }
        }
    }

    /// <summary>True when there is a stock history at all.</summary>
    public bool Any { get; }

    /// <summary>Shares 0..1 of the days of each past period; empty when the item was never out of stock there.</summary>
    public ReadOnlySpan<double> At(string item, string location) => _shares.GetValueOrDefault((item, location));
}
