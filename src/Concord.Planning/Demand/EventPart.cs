using Concord.Planning.Cube;
using Concord.Planning.Data;

namespace Concord.Planning.Demand;

/// <summary>The demand series an event moves, and how far it reaches into each.</summary>
internal sealed class EventPart(Dataset dataset, SeriesSpace space, IReadOnlyDictionary<CustomerId, Customer> customers)
{
    /// <summary>Finds the series of an event.</summary>
    /// <returns>
    /// Ascending series; for each the share of its demand that is spoken of, 1 unless the event is for one customer: then the customer's share of what its channel and region ordered
    /// in the year up to the cut-off; and the part in words. No series when a name is not known.
    /// </returns>
    public (int[] Series, double[] Shares, string Name) Of(DemandEvent e)
    {
        var parts = new List<(string Attribute, string Member)>();
        Add("item", e.Item?.Value);
        Add("family", e.Item is null ? e.Family : null);
        Customer? customer = null;
        if (e.Customer is { } id && !customers.TryGetValue(id, out customer))
            return ([], [], $"customer {id}");
        Add("channel", customer is null ? e.Channel : Named(customer.Channel));
        Add("region", customer is null ? e.Region : Named(customer.Region));
        var name = parts.Count == 0 ? "everything" : string.Join("; ", parts.Select(p => $"{p.Attribute} {p.Member}"));
        if (parts.Any(p => !space.Attributes.Has(p.Attribute)))
            return ([], [], name);
        var series = space.Attributes.Select(Coordinates.Of(parts.ToArray()));
        var shares = new double[series.Length];
        Array.Fill(shares, customer is null ? 1 : ShareOf(customer, e));
        return (series, shares, customer is null ? name : $"{name}; customer {customer.Id}");

        void Add(string attribute, string? member)
        {
            if (!string.IsNullOrEmpty(member))
                parts.Add((attribute, member));
        }
    }

    private static string Named(string? member) => string.IsNullOrEmpty(member) ? SeriesAttribute.None : member;

    /// <summary>Order lines weighted by quantity; where nobody of the class ordered, in equal parts.</summary>
    private double ShareOf(Customer customer, DemandEvent e)
    {
        var peers = customers.Values.Where(c => c.Channel == customer.Channel && c.Region == customer.Region).Select(c => c.Id.Value).ToHashSet(StringComparer.Ordinal);
        var family = e.Family is null ? null : dataset.Rows<Item>().Where(i => i.Family == e.Family).Select(i => i.Id.Value).ToHashSet(StringComparer.Ordinal);
        var from = dataset.AsOf > DateOnly.MinValue.AddYears(1) ? dataset.AsOf.AddYears(-1).DayNumber : int.MinValue;
        double own = 0, all = 0;
        foreach (var batch in dataset.Batches(DataModel.Table<SalesHistoryLine>(), "item", "customer", "order_date", "quantity"))
        {
            var (items, buyers, days, quantities) = (batch["item"], batch["customer"], batch["order_date"].Days, batch["quantity"].Numbers);
            for (var row = 0; row < batch.RowCount; row++)
            {
                if (days[row] <= from || !(quantities[row] > 0) || buyers.Text(row) is not { } buyer || items.Text(row) is not { } item || !peers.Contains(buyer))
                    continue;
                if (e.Item is { } one ? one.Value != item : family?.Contains(item) == false)
                    continue;
                all += quantities[row];
                own += buyer == customer.Id.Value ? quantities[row] : 0;
            }
        }

        return all > 0 ? own / all : 1d / peers.Count;
    }
}
