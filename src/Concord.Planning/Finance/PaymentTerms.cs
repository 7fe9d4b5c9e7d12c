using System.Runtime.InteropServices;
using Concord.Planning.Data;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Finance;

/// <summary>An amount that falls due evenly over some days.</summary>
/// <param name="First">Day number of its first day.</param>
/// <param name="Last">Of its last day, not before.</param>
internal readonly record struct Invoiced(int First, int Last, decimal Amount);

/// <summary>
/// When customers and suppliers are paid. An amount invoiced evenly over the days of a bucket is paid so many days later, day by day: at the end of a day, what was invoiced on the last
/// <em>days</em> days is open (days sales outstanding, by the exhaustion of the days; Brealey, Myers and Allen, Principles of Corporate Finance, ch. on working capital).
/// </summary>
internal static class PaymentTerms
{
    /// <summary>What is open at the end of a day.</summary>
    /// <param name="invoiced">Amounts; later ones than the day count for nothing yet.</param>
    /// <param name="end">Day number.</param>
    /// <param name="days">Days from invoice to payment, 0 or more; may be broken.</param>
    public static decimal Open(ReadOnlySpan<Invoiced> invoiced, int end, double days)
    {
        var open = 0m;
        foreach (var one in invoiced)
        {
            var unpaid = Math.Min(one.Last, end) - Math.Max(one.First - 1, end - days);
            if (unpaid > 0)
                open += one.Amount * (decimal)(unpaid / (one.Last - one.First + 1));
        }

        return open;
    }

    /// <summary>
    /// Payment days of each channel and region: the mean of its customers by the quantity they ordered in the year up to the cut-off; the plain mean where they ordered nothing;
    /// that of the rules where there is no customer, or for customers that state none.
    /// </summary>
    /// <returns>By channel and region; and how many customers state none.</returns>
    public static (Func<string, string, double> Days, int Without) OfCustomers(Dataset dataset, FinanceRules rules)
    {
        var quantities = new Dictionary<string, double>(StringComparer.Ordinal);
        var from = dataset.AsOf > DateOnly.MinValue.AddYears(1) ? dataset.AsOf.AddYears(-1).DayNumber : int.MinValue;
        foreach (var batch in dataset.Batches(DataModel.Table<SalesHistoryLine>(), "customer", "order_date", "quantity"))
        {
            var (buyers, days, ordered) = (batch["customer"], batch["order_date"].Days, batch["quantity"].Numbers);
            var sums = new double[buyers.Dictionary.Length];
            for (var row = 0; row < batch.RowCount; row++)
            {
                if (buyers.Codes[row] >= 0 && days[row] > from && ordered[row] > 0)
                    sums[buyers.Codes[row]] += ordered[row];
            }

            for (var code = 0; code < sums.Length; code++)
                CollectionsMarshal.GetValueRefOrAddDefault(quantities, buyers.Dictionary[code], out _) += sums[code];
        }

        var byClass = dataset.Rows<Customer>().DistinctBy(c => c.Id).GroupBy(c => (Named(c.Channel), Named(c.Region))).ToDictionary(g => g.Key, g =>
        {
            var (sum, weight) = (0d, 0d);
            foreach (var customer in g)
            {
                var quantity = quantities.GetValueOrDefault(customer.Id.Value);
                sum += quantity * (customer.PaymentDays ?? rules.CustomerPaymentDays);
                weight += quantity;
            }

            return weight > 0 ? sum / weight : g.Average(c => c.PaymentDays ?? rules.CustomerPaymentDays);
        });
        return ((channel, region) => byClass.GetValueOrDefault((channel, region), rules.CustomerPaymentDays), dataset.Rows<Customer>().Count(c => c.PaymentDays is null));
    }

    private static string Named(string? member) => string.IsNullOrEmpty(member) ? Cube.SeriesAttribute.None : member;
}
