using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Scenarios;
using Concord.Planning.Supply;

namespace Concord.Planning.Execution;

/// <summary>The part of an ISO week that lies in one bucket: the time unit of a release. A week across two buckets has two.</summary>
/// <param name="Week">Label of the ISO week, as <c>2026-W05</c>.</param>
/// <param name="Bucket">Index of the bucket.</param>
public sealed record ReleaseWeek(string Week, int Bucket, string BucketLabel, DateOnly First, DateOnly Last);

/// <summary>Whether an order exists already.</summary>
public enum OrderStatusInPlan
{
    /// <summary>The order was released before; the plan counts on it.</summary>
    Firm,

    /// <summary>The plan asks for the order.</summary>
    Planned,
}

/// <summary>The production plan of a family at a plant in a bucket.</summary>
/// <param name="Plan">What is still to be completed by the plan [unit]; in a bucket the cut-off splits less what was completed already.</param>
/// <param name="Released">What the master production schedule holds of it, in whole units where the unit counts.</param>
public sealed record ProductionPlanLine(string Family, string Location, int Bucket, string BucketLabel, string Unit, double Plan, double Released);

/// <summary>The master production schedule of an item in a week.</summary>
/// <param name="Quantity">Good quantity to complete [unit].</param>
/// <param name="Firm">Of it what released work orders bring [unit].</param>
/// <param name="Zone">The zone of its bucket.</param>
public sealed record ScheduleLine(string Family, string Item, string Location, ReleaseWeek Week, Zone? Zone, double Quantity, double Firm, string Unit);

/// <summary>A purchase the plan needs or counts on.</summary>
/// <param name="Order">Number and line of the order; null while it is planned.</param>
/// <param name="OrderDate">Day it is to be ordered: the receipt less the lead time in calendar days.</param>
/// <param name="Quantity">In base units.</param>
/// <param name="OrderQuantity">In the supplier's unit.</param>
/// <param name="Price">Per supplier's unit, by the price break the order reaches; NaN when not known.</param>
/// <param name="Late">For a planned order: it was to be ordered before the cut-off, so that it will come later than needed. For a firm one: it was due before the cut-off.</param>
public sealed record PurchaseNeed(
    string Supplier, string Item, string Location, OrderStatusInPlan Status, string? Order, DateOnly OrderDate, DateOnly ReceiptDate, string BucketLabel,
    double Quantity, string Unit, double OrderQuantity, string OrderUnit, double Price, string? Currency, bool Late);

/// <summary>What is to be sent over a lane in a week.</summary>
/// <param name="Quantity">In base units.</param>
/// <param name="Pallets">NaN where the item states neither units per pallet nor volume.</param>
public sealed record TransportNeed(string From, string To, string Mode, string Item, ReleaseWeek Week, DateOnly Dispatch, DateOnly Arrival, double Quantity, string Unit, double Pallets);

/// <summary>A check of a release.</summary>
/// <param name="Message">What was compared, with the worst value found.</param>
public sealed record ReleaseCheckLine(string Name, bool Passed, string Message);

/// <summary>An approved plan in the detail in which it is carried out.</summary>
/// <param name="Findings">What comes too late, what is assumed, and what does not fit.</param>
public sealed record ReleasedPlan(
    IReadOnlyList<ReleaseWeek> Weeks, IReadOnlyList<ProductionPlanLine> Production, IReadOnlyList<ScheduleLine> Schedule, IReadOnlyList<PurchaseNeed> Purchases,
    IReadOnlyList<TransportNeed> Transports, IReadOnlyList<Finding> Findings)
{
    /// <summary>All passed when the detail is the plan.</summary>
    public IReadOnlyList<ReleaseCheckLine> Checks { get; init; } = [];

    public bool Passed => Checks.All(c => c.Passed);
}

/// <summary>Releases an approved plan: production by family becomes a master production schedule by item and week, purchases and transports become needs with dates. docs/model/release.md has the rules.</summary>
public static class Release
{
    /// <summary>Releases the first buckets of a plan. What the plan does not hold is empty in the release.</summary>
    /// <param name="plan">The plan with its supply stage computed.</param>
    /// <param name="buckets">Buckets from the start of the horizon on; null for those of the frozen and flexible zone, or all where these zones are empty.</param>
    public static ReleasedPlan Of(StageInput plan, int? buckets = null)
    {
        var scope = new ReleaseScope(plan, buckets);
        var (production, schedule) = MasterSchedule.Of(scope);
        var purchases = PurchaseNeeds.Of(scope);
        var transports = TransportNeeds.Of(scope);
        var released = new ReleasedPlan(scope.Weeks, production, schedule, purchases, transports, scope.Findings);
        return released with { Checks = ReleaseCheck.Of(plan, released) };
    }
}

/// <summary>What the parts of a release share.</summary>
internal sealed class ReleaseScope
{
    private readonly Dictionary<string, Unit> _units;
    private readonly ReleaseWeek[][] _weeks;

    public ReleaseScope(StageInput plan, int? buckets)
    {
        Plan = plan;
        Records = new SupplyRecords(plan.Dataset);
        Rates = new CostRates(plan);
        _units = plan.Dataset.Rows<Unit>().DistinctBy(u => u.Id).ToDictionary(u => u.Id.Value, StringComparer.Ordinal);
        var structure = plan.Structure;
        var horizon = structure.Horizon.BucketsOf(structure.Calendar);
        First = horizon.Start.Value;
        var most = horizon.End.Value - First;
        var near = 0;
        while (near < most && structure.Zones[First + near] is Zone.Frozen or Zone.Flexible)
            near++;
        Count = Math.Clamp(buckets ?? (near == 0 ? most : near), 0, most);
        _weeks = [.. Enumerable.Range(First, Count).Select(b => WeeksOf(structure.Calendar[b], structure.Horizon.First).ToArray())];
        Weeks = [.. _weeks.SelectMany(w => w)];
    }

    public StageInput Plan { get; }

    public SupplyRecords Records { get; }

    public CostRates Rates { get; }

    /// <summary>Index of the first bucket.</summary>
    public int First { get; }

    /// <summary>Buckets that are released.</summary>
    public int Count { get; }

    public IReadOnlyList<ReleaseWeek> Weeks { get; }

    public List<Finding> Findings { get; } = [];

    /// <summary>The weeks of a bucket, by its place in the release.</summary>
    public IReadOnlyList<ReleaseWeek> WeeksIn(int bucket) => _weeks[bucket];

    /// <summary>True when quantities in a unit are whole: unless it measures mass, volume, length or area.</summary>
    public bool IsWhole(string unit) => !_units.TryGetValue(unit, out var known) || known.Dimension is UnitDimension.Count or UnitDimension.Equivalent;

    /// <summary>Place in the release of the bucket in which something due is expected: what is past due in the first one. -1 when it is due later.</summary>
    public int DueBucket(DateOnly day)
    {
        var at = day < Plan.Structure.Horizon.First ? First : Plan.Structure.Calendar.IndexOf(day);
        return at >= First && at < First + Count ? at - First : -1;
    }

    /// <summary>The first Monday to Friday from a day on, at most until the last one given.</summary>
    public static DateOnly Weekday(DateOnly day, DateOnly last)
    {
        for (var next = day; next <= last; next = next.AddDays(1))
        {
            if (WorkingWeek.MondayToFriday.Works(next.DayOfWeek))
                return next;
        }

        return day;
    }

    private static IEnumerable<ReleaseWeek> WeeksOf(Bucket bucket, DateOnly notBefore)
    {
        var pattern = new IsoWeeks(new FiscalYear());
        for (var day = bucket.First < notBefore ? notBefore : bucket.First; day <= bucket.Last;)
        {
            var (monday, sunday) = (pattern.FirstDay(day), pattern.LastDay(day));
            var last = sunday < bucket.Last ? sunday : bucket.Last;
            yield return new ReleaseWeek(pattern.Label(monday), bucket.Index, bucket.Label, day, last);
            day = last.AddDays(1);
        }
    }
}
