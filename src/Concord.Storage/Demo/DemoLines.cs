namespace Concord.Storage.Demo;

/// <summary>An order line while it is open. Quantities in base units; days of <see cref="DemoCalendar"/>.</summary>
internal struct DemoLine
{
    public int Order;
    public int Number;
    public int Item;
    public int Customer;
    public int Region;
    public int Quantity;
    public int Shipped;

    /// <summary>Units per case when the line is stated in cases; 1 otherwise.</summary>
    public int Case;
    public int OrderDay;
    public int DueDay;
    public int PromisedDay;

    /// <summary>Day of the last shipment; -1 for none.</summary>
    public int ShippedDay;

    /// <summary>Net price of a base unit, in the customer's currency.</summary>
    public double Price;

    /// <summary>Number of the next line in the same queue; -1 at its end.</summary>
    public int Next;

    /// <summary>True when shipped in full or given up.</summary>
    public bool Settled;
}

/// <summary>Order lines in the order they were placed, numbered from 0; the oldest are removed when settled. A ring that grows.</summary>
internal sealed class DemoLines
{
    private DemoLine[] _ring = new DemoLine[1 << 14];
    private int _first;
    private int _next;

    public int Count => _next - _first;

    public ref DemoLine First => ref this[_first];

    public ref DemoLine this[int number] => ref _ring[number & (_ring.Length - 1)];

    public ref DemoLine Add(out int number)
    {
        if (Count == _ring.Length)
        {
            var larger = new DemoLine[_ring.Length * 2];
            for (var n = _first; n < _next; n++)
                larger[n & (larger.Length - 1)] = this[n];
            _ring = larger;
        }

        number = _next++;
        return ref this[number];
    }

    public void RemoveFirst() => _first++;
}
