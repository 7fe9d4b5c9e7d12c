using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Finance;

/// <summary>What is owed by the members of a grain, bucket by bucket, and what they pay.</summary>
/// <param name="Balance">Open at the end of each bucket.</param>
/// <param name="Payments">Paid in each bucket, all members together.</param>
/// <param name="Opening">Open at the cut-off, all members together.</param>
internal sealed record Balances(SeriesMatrix Balance, decimal[] Payments, decimal Opening)
{
    /// <summary>Opens with what was invoiced before the cut-off; paid is what was open, plus what is invoiced, less what stays open: exactly.</summary>
    /// <param name="history">For each member what was invoiced up to the cut-off.</param>
    /// <param name="planned">For each member the amounts of the buckets: <c>member * Count + bucket</c>.</param>
    /// <param name="days">Payment days of each member.</param>
    public static Balances Of(StageInput input, MoneyLine money, int members, int first, int count, Func<int, List<Invoiced>> history, decimal[] planned, Func<int, double> days)
    {
        var balance = new SeriesMatrix(members, first, count);
        var payments = new decimal[count];
        var (calendar, horizon) = (input.Structure.Calendar, input.Structure.Horizon);
        var opening = 0m;
        for (var m = 0; m < members; m++)
        {
            var invoiced = history(m);
            var before = money.Round(PaymentTerms.Open(CollectionsOf(invoiced), horizon.CutOff.DayNumber, days(m)));
            opening += before;
            for (var b = 0; b < count; b++)
            {
                var bucket = calendar[first + b];
                var amount = planned[(m * count) + b];
                invoiced.Add(new Invoiced(Math.Max(bucket.First.DayNumber, horizon.First.DayNumber), bucket.Last.DayNumber, amount));
                var open = money.Round(PaymentTerms.Open(CollectionsOf(invoiced), bucket.Last.DayNumber, days(m)));
                balance.Row(m)[b] = (double)open;
                payments[b] += before + amount - open;
                before = open;
            }
        }

        return new Balances(balance, payments, opening);
    }

    private static ReadOnlySpan<Invoiced> CollectionsOf(List<Invoiced> list) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list);
}

/// <summary>Receivables by channel and region.</summary>
internal static class Receivables
{
    /// <param name="customers">Series of channel and region.</param>
    /// <param name="demand">Series of demand.</param>
    /// <param name="revenue">Lines of demand.</param>
    public static (Balances Balances, IEnumerable<Finding> Findings) Of(StageInput input, MoneyLine money, SeriesSpace customers, SeriesSpace demand, SeriesMatrix revenue)
    {
        var classOf = ClassOf(customers, demand);
        var planned = FinanceLines.Totals(revenue, classOf, customers.Count);
        var (days, without) = PaymentTerms.OfCustomers(input.Dataset, input.Rules.Finance);
        double DaysOf(int m) => customers.Attributes.Catalog.Coordinate(m) is var c ? days(c[0], c[1]) : 0;
        var (from, past) = History(input, demand, classOf, customers.Count, Enumerable.Range(0, customers.Count).Max(DaysOf));
        var columns = past.Length / Math.Max(1, customers.Count);
        var calendar = input.Structure.Calendar;
        var balances = Balances.Of(
            input, money, customers.Count, revenue.First, revenue.Count,
            m =>
            {
                var invoiced = new List<Invoiced>();
                for (var column = 0; column < columns; column++)
                {
                    var bucket = calendar[from + column];
                    if (past[(m * columns) + column] is not 0 and var amount)
                        invoiced.Add(new Invoiced(bucket.First.DayNumber, Math.Min(bucket.Last.DayNumber, input.Structure.Horizon.CutOff.DayNumber), amount));
                }

                return invoiced;
            },
            planned, DaysOf);
        return (balances, Findings(input, without, balances.Opening));
    }

    private static IEnumerable<Finding> Findings(StageInput input, int without, decimal opening)
    {
        if (without > 0)
        {
            yield return new Finding(
                "NO_PAYMENT_DAYS", Severity.Info, "customers", "*", "payment_days", $"{without}", $"{without} customers state no payment days: {input.Rules.Finance.CustomerPaymentDays:0.##} days count.", "Maybe add payment_days.");
        }

        if (opening == 0)
        {
            yield return new Finding(
                "NO_OPENING_RECEIVABLES", Severity.Info, "sales_history", "*", "price", null,
                "No revenue is known of the days before the cut-off that customers may still owe: receivables open at zero, and cash comes in later than it will.", "Maybe import prices and shipments with the sales history.");
        }
    }

    private static int[] ClassOf(SeriesSpace customers, SeriesSpace demand)
    {
        var classes = new Dictionary<(string, string), int>();
        for (var m = 0; m < customers.Count; m++)
        {
            var c = customers.Attributes.Catalog.Coordinate(m);
            classes[(c[0], c[1])] = m;
        }

        var (channels, regions) = (demand.Attributes.Catalog.Members(2).ToArray(), demand.Attributes.Catalog.Members(3).ToArray());
        var channelOf = demand.Attributes.Catalog.Codes(2);
        var regionOf = demand.Attributes.Catalog.Codes(3);
        var classOf = new int[demand.Count];
        for (var s = 0; s < classOf.Length; s++)
            classOf[s] = classes.GetValueOrDefault((channels[channelOf[s]], regions[regionOf[s]]), -1);
        return classOf;
    }

    /// <summary>Actual revenue of the buckets that may still be open, by class.</summary>
    private static (int From, decimal[] Amounts) History(StageInput input, SeriesSpace demand, int[] classOf, int classes, double days)
    {
        var (calendar, cutOff) = (input.Structure.Calendar, input.Structure.Horizon.CutOff);
        var last = calendar.IndexOf(cutOff);
        if (last < 0)
            return (0, []);
        var from = Math.Max(0, calendar.IndexOf(cutOff.AddDays(-(int)Math.Min(days, 3000)) is var day && day < calendar.First ? calendar.First : day));
        var actual = SeriesMatrix.From(input.Cube.Values("actual_revenue"), demand.Count, from, last - from + 1);
        return (from, FinanceLines.Totals(actual, classOf, classes));
    }
}
