using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Supply;

/// <summary>What limits a plan by time and place: machines and labour, storage, lanes and docks.</summary>
internal static class SupplyResources
{
    /// <summary>
    /// Machines and labour: the hours of the measure capacity, times the drivers of capacity, less what stopped lines lose by days; of a bucket that the cut-off splits the share of the days that are left.
    /// Overtime: the limit a week by days, else a share of capacity by the rules; plus overtime that is planned; what a planner typed as overtime is the limit instead. A resource whose capacity
    /// is not known is not limited, which is a finding.
    /// </summary>
    public static void AddHours(SupplyDraft draft, SupplyTroubles troubles)
    {
        if (!draft.Input.Structure.Spaces.TryGetValue(Grain.Resource, out var space))
            return;
        var capacities = SeriesMatrix.From(draft.Input.Cube.Values("capacity"), space.Count, draft.Days.First, draft.Buckets);
        var overtimes = SeriesMatrix.From(draft.Input.Cube.Values("overtime"), space.Count, draft.Days.First, draft.Buckets);
        var typed = TypedCells.Of(draft.Input, "overtime", space, draft.Days.First, draft.Buckets);
        var factors = Drivers.Factors(draft.Input.State, DriverKind.Capacity, space, draft.Days.First, draft.Buckets);
        var planned = draft.Records.Dataset.Rows<CapacityException>().Where(e => e is { Kind: CapacityExceptionKind.Overtime, HoursPerDay: > 0 }).ToLookup(e => e.Resource);
        for (var series = 0; series < space.Count; series++)
        {
            var id = new ResourceId(space.Attributes.Catalog.Coordinate(series)[0]);
            if (!space.Attributes.Present[series] || !draft.Records.Resources.TryGetValue(id, out var resource))
                continue;
            var made = new ResourceDraft(resource.Type == ResourceType.Labour ? SupplyResourceKind.Labour : SupplyResourceKind.Machine, id.Value, draft.Buckets)
            {
                Series = series, Cost = Known(draft.Rates.HourCost(id)), OvertimeCost = Known(draft.Rates.OvertimeCost(id)),
            };
            var left = troubles.OfResource(resource);
            for (var b = 0; b < draft.Buckets; b++)
            {
                var hours = capacities.Row(series)[b] * (draft.Days.Days[b] / draft.Days.Buckets[b].Days);
                if (double.IsNaN(hours))
                {
                    draft.Assumed.Add(NoCapacity, id.Value);
                    continue;
                }

                made.Capacity[b] = Math.Max(0, hours * (factors?.Row(series)[b] ?? 1) * (left?[b] ?? 1));
                made.Overtime[b] = resource.OvertimeLimit is { } limit ? limit * draft.Days.Days[b] / 7 : made.Capacity[b] * draft.Rules.OvertimeShare;
                foreach (var extra in planned[id])
                    made.Overtime[b] += extra.HoursPerDay!.Value * draft.Days.Share(b, extra.From, extra.To ?? extra.From) * draft.Days.Days[b];
                if (typed is not null && typed[(series * draft.Buckets) + b] && overtimes.Row(series)[b] is >= 0 and var wanted)
                    made.Overtime[b] = wanted;
            }

            draft.ResourceOf[id] = draft.Resources.Count;
            draft.Resources.Add(made);
        }
    }

    /// <summary>Takes the hours of released work orders from capacity, then from overtime.</summary>
    public static void TakeFirm(SupplyDraft draft)
    {
        foreach (var resource in draft.Resources)
        {
            resource.Whole = (double[])resource.Capacity.Clone();
            for (var b = 0; b < draft.Buckets; b++)
            {
                var beyond = Math.Max(0, resource.Firm[b] - resource.Capacity[b]);
                resource.Capacity[b] = Math.Max(0, resource.Capacity[b] - resource.Firm[b]);
                resource.FirmOvertime[b] = Math.Min(beyond, resource.Overtime[b]);
                resource.Overtime[b] -= resource.FirmOvertime[b];
            }
        }
    }

    /// <summary>Pallet places of the locations that state them, by node; -1 for none.</summary>
    public static int[] AddStorage(SupplyDraft draft)
    {
        var storageOf = new int[draft.Nodes.Count];
        Array.Fill(storageOf, -1);
        if (!draft.Input.Structure.Spaces.TryGetValue(Grain.Location, out var space))
            return storageOf;
        var places = SeriesMatrix.From(draft.Input.Cube.Values("storage_capacity"), space.Count, draft.Days.First, draft.Buckets);
        var byLocation = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var series = 0; series < space.Count; series++)
        {
            if (!places.Row(series).ContainsAnyExcept(double.NaN))
                continue;
            var name = space.Attributes.Catalog.Coordinate(series)[0];
            byLocation.Add(name, draft.Resources.Count);
            draft.Resources.Add(new ResourceDraft(SupplyResourceKind.Storage, name, draft.Buckets)
            {
                Series = series, Capacity = [.. places.Row(series).ToArray().Select(p => double.IsNaN(p) ? double.PositiveInfinity : Math.Max(0, p))],
            });
        }

        for (var node = 0; node < storageOf.Length; node++)
            storageOf[node] = byLocation.GetValueOrDefault(draft.Nodes[node].Site.Value, -1);
        return storageOf;
    }

    /// <summary>Pallets a lane takes in a bucket, and pallets a location sends and receives over lanes; -1 for no limit. What suppliers bring and customers fetch does not pass these limits.</summary>
    public static (int Lane, int Ship, int Receive) OfLane(SupplyDraft draft, Lane lane, double[]? left, Dictionary<string, int> docks)
    {
        var (name, own) = ($"{lane.From} to {lane.To} by {lane.Mode}", -1);
        if (lane.Capacity is { } weekly)
        {
            own = Resource(name, SupplyResourceKind.Lane, b => weekly * draft.Days.Days[b] / 7 * (left?[b] ?? 1));
        }

        return (own, Dock(lane.From, SupplyResourceKind.Shipping, l => l.OutboundCapacity), Dock(lane.To, SupplyResourceKind.Receiving, l => l.InboundCapacity));

        int Resource(string title, SupplyResourceKind kind, Func<int, double> capacity)
        {
            if (docks.TryGetValue(title, out var known))
                return known;
            docks.Add(title, draft.Resources.Count);
            draft.Resources.Add(new ResourceDraft(kind, title, draft.Buckets) { Capacity = [.. Enumerable.Range(0, draft.Buckets).Select(capacity)] });
            return draft.Resources.Count - 1;
        }

        int Dock(LocationId at, SupplyResourceKind kind, Func<Location, double?> daily) =>
            draft.Records.Locations.GetValueOrDefault(at) is { } location && daily(location) is { } pallets
                ? Resource($"{(kind == SupplyResourceKind.Shipping ? "Shipping" : "Receiving")} at {at}", kind, b => pallets * WorkingDays(draft, b)) : -1;
    }

    private static int WorkingDays(SupplyDraft draft, int bucket) =>
        Data.Calendar.WorkingWeek.MondayToFriday.WorkingDays(draft.Days.Start[bucket], draft.Days.Buckets[bucket].Last, new HashSet<DateOnly>());

    /// <summary>A cost that is not known counts 0 in the program; the rates have told of it.</summary>
    internal static double[] Known(double[] cost) => Array.Exists(cost, double.IsNaN) ? Array.ConvertAll(cost, c => double.IsNaN(c) ? 0 : c) : cost;

    private static readonly Assumption NoCapacity = new(
        "NO_CAPACITY", Severity.Warning, "capacity_calendars", null, "resources", "have no capacity that is known: the plan does not limit them.", "Maybe add a capacity calendar.");
}
