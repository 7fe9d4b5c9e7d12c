using Concord.Planning.Data;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Supply;

/// <summary>What known troubles and restrictions take from supply, by bucket. Troubles count by the share of days they last, restrictions by the first planned day of a bucket.</summary>
internal sealed class SupplyTroubles
{
    private readonly SupplyDays _days;
    private readonly List<SupplyEvent> _events;
    private readonly List<Restriction> _restrictions;
    private readonly bool[] _happen;

    public SupplyTroubles(StageInput input, SupplyDays days)
    {
        _days = days;
        _happen = [.. Enumerable.Range(days.First, days.Count).Select(b => Drivers.Factor(input.State, DriverKind.SupplyEvents, b) > 0)];
        _events = days.Count == 0 ? [] : [.. input.Dataset.Rows<SupplyEvent>().Where(e => e.From <= days.Buckets[^1].Last && !(e.To < days.Start[0]))];
        _restrictions = [.. input.Dataset.Rows<Restriction>().Where(r => r.Kind == RestrictionKind.BlockedSite || r.InspectionTime > 0)];
    }

    /// <summary>A stopped line, or all lines of a location.</summary>
    public double[]? OfResource(Resource resource) => Left(e => e.Kind == SupplyEventKind.LineStop
        && (e.Resource == resource.Id || (e.Resource is null && e.Item is null && e.Location == resource.Location)));

    /// <summary>Share of the normal supply that is left [0..1], and the days added to the lead time; null where nothing is hit.</summary>
    public (double[]? Left, double[]? Extra) OfPurchase(ItemId item, LocationId location, SupplierId supplier)
    {
        var hits = HitsPurchase(item, location, supplier);
        return (Left(hits), Extra(hits));
    }

    /// <inheritdoc cref="OfPurchase"/>
    public (double[]? Left, double[]? Extra) OfLane(LocationId from, LocationId to)
    {
        bool Hits(SupplyEvent e) => e.Kind == SupplyEventKind.TransportTrouble && e.Item is null && (e.Location is null || e.Location == from || e.Location == to);
        return (Left(Hits), Extra(Hits));
    }

    /// <summary>For each bucket whether the item may not be stocked at the location.</summary>
    public bool[] BlockedSite(ItemId item, string? family, LocationId location)
    {
        var blocked = new bool[_days.Count];
        foreach (var restriction in _restrictions)
        {
            if (restriction.Kind != RestrictionKind.BlockedSite || restriction.Supplier is not null || !Concerns(restriction, item, family, location))
                continue;
            for (var b = 0; b < blocked.Length; b++)
                blocked[b] |= Holds(restriction, b);
        }

        return blocked;
    }

    /// <summary>Whether a supplier may not deliver an item.</summary>
    public bool BlockedSupplier(ItemId item, string? family, LocationId location, SupplierId supplier, int bucket) => _restrictions.Exists(r =>
        r.Kind == RestrictionKind.BlockedSite && r.Supplier == supplier && Concerns(r, item, family, location) && Holds(r, bucket));

    /// <summary>Days in inspection beyond those of the item [calendar days]; the longest of the restrictions that hold.</summary>
    public double Inspection(ItemId item, string? family, LocationId location, SupplierId? supplier, int bucket)
    {
        var days = 0d;
        foreach (var restriction in _restrictions)
        {
            if (restriction.InspectionTime > days && (restriction.Supplier is null || restriction.Supplier == supplier) && Concerns(restriction, item, family, location) && Holds(restriction, bucket))
                days = restriction.InspectionTime.Value;
        }

        return days;
    }

    private static Func<SupplyEvent, bool> HitsPurchase(ItemId item, LocationId location, SupplierId supplier) => e =>
        e.Kind is SupplyEventKind.SupplierTrouble or SupplyEventKind.MaterialShortage
        && (e.Supplier is not null || e.Item is not null)
        && (e.Supplier is null || e.Supplier == supplier) && (e.Item is null || e.Item == item) && (e.Location is null || e.Location == location);

    private static bool Concerns(Restriction restriction, ItemId item, string? family, LocationId location) =>
        (restriction.Item is null || restriction.Item == item) && (restriction.Family is null || restriction.Family == family)
        && (restriction.Location is null || restriction.Location == location)
        && (restriction.Item is not null || restriction.Family is not null || restriction.Location is not null || restriction.Supplier is not null);

    private bool Holds(Restriction restriction, int bucket) => !(restriction.From > _days.Start[bucket]) && !(restriction.To < _days.Start[bucket]);

    private double[]? Left(Func<SupplyEvent, bool> hits)
    {
        double[]? left = null;
        foreach (var trouble in _events)
        {
            // An event that only lengthens the lead time takes nothing away.
            if ((trouble.CapacityPercent is null && trouble.ExtraLeadTime is not null) || !hits(trouble))
                continue;
            left ??= [.. Enumerable.Repeat(1d, _days.Count)];
            for (var b = 0; b < left.Length; b++)
                left[b] *= _happen[b] ? 1 - (_days.Share(b, trouble.From, trouble.To) * (1 - ((trouble.CapacityPercent ?? 0) / 100))) : 1;
        }

        return left is null || Array.TrueForAll(left, l => l == 1) ? null : left;
    }

    private double[]? Extra(Func<SupplyEvent, bool> hits)
    {
        double[]? extra = null;
        foreach (var trouble in _events)
        {
            if (!(trouble.ExtraLeadTime > 0) || !hits(trouble))
                continue;
            extra ??= new double[_days.Count];
            for (var b = 0; b < extra.Length; b++)
                extra[b] += _happen[b] ? trouble.ExtraLeadTime.Value * _days.Share(b, trouble.From, trouble.To) : 0;
        }

        return extra is null || Array.TrueForAll(extra, e => e == 0) ? null : extra;
    }
}
