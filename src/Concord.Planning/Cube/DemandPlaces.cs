using Concord.Planning.Data;

namespace Concord.Planning.Cube;

/// <summary>
/// Where demand stands in the plan: the location of the row, else the location that normally serves its customer; channel and region of its customer.
/// What is not given is <see cref="SeriesAttribute.None"/>, so that no row is lost. Used by one thread.
/// </summary>
internal sealed class DemandPlaces
{
    private readonly SeriesIndex _index;
    private readonly Dictionary<string, int> _classOf = new(StringComparer.Ordinal);
    private readonly List<(string? Location, string Channel, string Region)> _classes = [(null, SeriesAttribute.None, SeriesAttribute.None)];

    /// <param name="customers">Customers with the same location, channel and region are one class.</param>
    /// <param name="index">Series of the grain of demand.</param>
    public DemandPlaces(IEnumerable<Customer> customers, SeriesIndex index)
    {
        _index = index;
        var known = new Dictionary<(string?, string, string), int> { [_classes[0]] = 0 };
        foreach (var customer in customers)
        {
            var members = (customer.Location?.Value, Named(customer.Channel), Named(customer.Region));
            if (!known.TryGetValue(members, out var number))
            {
                known.Add(members, number = _classes.Count);
                _classes.Add(members);
            }

            _classOf[customer.Id.Value] = number;
        }
    }

    public static string Named(string? member) => string.IsNullOrEmpty(member) ? SeriesAttribute.None : member;

    /// <summary>The place of one row.</summary>
    public int Of(string? location, string? customer)
    {
        var (served, channel, region) = _classes[customer is null ? 0 : _classOf.GetValueOrDefault(customer)];
        return _index.Place(Named(location ?? served), channel, region);
    }

    /// <summary>The places of the rows of a batch.</summary>
    /// <param name="locations">Null for tables without one.</param>
    /// <param name="customers">The customers.</param>
    /// <param name="places">One per row.</param>
    public void Of(ColumnData? locations, ColumnData customers, Span<int> places)
    {
        var classes = Array.ConvertAll(customers.Dictionary, customer => _classOf.GetValueOrDefault(customer));
        var known = new int[((locations?.Dictionary.Length ?? 0) + 1) * _classes.Count];
        Array.Fill(known, -1);
        for (var row = 0; row < places.Length; row++)
        {
            var customer = customers.Codes[row];
            var location = locations is null ? -1 : locations.Codes[row];
            var cell = ((location + 1) * _classes.Count) + (customer < 0 ? 0 : classes[customer]);
            if (known[cell] < 0)
                known[cell] = Of(location < 0 ? null : locations!.Dictionary[location], customer < 0 ? null : customers.Dictionary[customer]);
            places[row] = known[cell];
        }
    }
}
