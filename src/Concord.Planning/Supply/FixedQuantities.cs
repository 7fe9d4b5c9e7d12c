using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Data.Calendar;

namespace Concord.Planning.Supply;

/// <summary>
/// What the plan may not change: in the frozen zone production, purchases and transport of the plan of record, anywhere what people typed. Measures tell production and purchases in the bucket they arrive,
/// activities are fixed in the bucket they start: starts are found bucket by bucket, less what open orders bring, so that arrivals are what was asked. What would have had to start before the horizon is not fixed.
/// Where several ways could bring it, the preferred one does.
/// </summary>
internal static class FixedQuantities
{
    public static void Set(SupplyDraft draft)
    {
        foreach (var activity in draft.Activities)
        {
            activity.Fixed = new double[draft.Buckets];
            Array.Fill(activity.Fixed, double.NaN);
        }

        var zones = draft.Input.Structure.Zones;
        var frozen = Enumerable.Range(0, draft.Buckets).Select(b => zones[draft.Days.First + b] == Zone.Frozen).ToArray();
        if (draft.Input.PlanOfRecord is null && Array.Exists(frozen, f => f))
            draft.Assumed.Add(NoRecord, draft.Days.Buckets[0].Label);
        Set(draft, frozen, "production", Grain.Item | Grain.Location, ActivityKind.Make);
        Set(draft, frozen, "purchase", Grain.Item | Grain.Location | Grain.Supplier, ActivityKind.Buy);
        Set(draft, frozen, "transport", Grain.Item | Grain.Lane, ActivityKind.Move);
    }

    private static void Set(SupplyDraft draft, bool[] frozen, string measure, Grain grain, ActivityKind kind)
    {
        if (!draft.Input.Structure.Spaces.TryGetValue(grain, out var space))
            return;
        var typed = TypedCells.Of(draft.Input, measure, space, draft.Days.First, draft.Buckets);
        if (typed is null && draft.Input.PlanOfRecord is null)
            return;
        var values = SeriesMatrix.From(draft.Input.Cube.Values(measure), space.Count, draft.Days.First, draft.Buckets);
        var record = draft.Input.PlanOfRecord is { } state ? SeriesMatrix.From(state.Cube.Values(measure), space.Count, draft.Days.First, draft.Buckets) : null;
        var firm = Firm(draft, kind, space.Count);
        foreach (var ways in draft.Activities.Where(a => a.Kind == kind && a.Series >= 0).GroupBy(a => a.Series))
        {
            var target = new double[draft.Buckets];
            var (any, hand) = (false, false);
            for (var b = 0; b < target.Length; b++)
            {
                target[b] = double.NaN;
                if (record is not null && frozen[b])
                    target[b] = double.IsNaN(record.Row(ways.Key)[b]) ? 0 : record.Row(ways.Key)[b];
                if (typed is not null && typed[(ways.Key * draft.Buckets) + b] && values.Row(ways.Key)[b] is >= 0 and var wanted)
                    (target[b], hand) = (wanted, true);
                target[b] = Math.Max(0, target[b] - (firm is null ? 0 : firm[(ways.Key * draft.Buckets) + b]));
                any |= !double.IsNaN(target[b]);
            }

            if (any)
                Fix(draft, [.. ways.OrderBy(w => w.Priority)], target, kind == ActivityKind.Move, hand ? "typed by a planner" : "frozen zone");
        }
    }

    private const double Half = 0.5;

    /// <summary>
    /// Sets the starts that make what is asked arrive: each arrival is started in the bucket from which most of it comes. What would have had to start before the first bucket is not fixed: either it is on order, and a
    /// firm receipt, or it was never ordered.
    /// </summary>
    private static void Fix(SupplyDraft draft, List<ActivityDraft> ways, double[] target, bool atStart, string by)
    {
        for (var b = 0; b < target.Length; b++)
        {
            if (double.IsNaN(target[b]))
                continue;
            var way = ways.Find(w => StartOf(w) is var s and >= 0 && w.IsOpen(s));
            foreach (var other in ways)
            {
                if (StartOf(other) is var s and >= 0 && other != way)
                    (other.Fixed[s], other.FixedBy) = (0, by);
            }

            if (way is null)
                continue;
            var lead = atStart ? default : draft.Lead(way.LeadDays);
            var start = StartOf(way);
            var before = lead.LateShare <= Half && start > 0 && way.Fixed[start - 1] is > 0 and var earlier ? earlier * lead.LateShare : 0;
            way.Fixed[start] = Math.Max(0, ((target[b] / way.Yield) - before) / Math.Max(lead.LateShare, 1 - lead.LateShare));
            way.FixedBy = by;

            int StartOf(ActivityDraft w) => atStart ? b : draft.Lead(w.LeadDays) is var l && l.LateShare > Half ? b - l.Buckets - 1 : b - l.Buckets;
        }
    }

    private static double[]? Firm(SupplyDraft draft, ActivityKind kind, int series)
    {
        if (kind == ActivityKind.Move)
            return null;
        var firm = new double[series * draft.Buckets];
        if (kind == ActivityKind.Buy)
        {
            foreach (var (at, bucket, quantity) in draft.FirmPurchases)
                firm[(at * draft.Buckets) + bucket] += quantity;
            return firm;
        }

        foreach (var node in draft.Nodes.Where(n => n.Series >= 0))
            node.FirmMade.CopyTo(firm, node.Series * draft.Buckets);
        return firm;
    }

    private static readonly Assumption NoRecord = new(
        "NO_PLAN_OF_RECORD", Severity.Info, "plan", null, "frozen zones", "have no approved plan to be held to: they are planned freely.", "Approve a plan; the next one keeps its frozen zone.");
}
