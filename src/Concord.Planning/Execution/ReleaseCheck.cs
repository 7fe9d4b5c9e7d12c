using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Execution;

/// <summary>Recomputes a release from its lines and the plan: what is carried out is what was approved.</summary>
public static class ReleaseCheck
{
    /// <summary>The checks. A check that finds nothing to compare passes and says so.</summary>
    public static IReadOnlyList<ReleaseCheckLine> Of(StageInput plan, ReleasedPlan release)
    {
        var scope = new ReleaseScope(plan, release.Weeks.Count == 0 ? 0 : release.Weeks[^1].Bucket - release.Weeks[0].Bucket + 1);
        return [Production(scope, release), .. Bounds(scope, release), Purchases(scope, release), Orders(scope, release), Transports(scope, release)];
    }

    /// <summary>The master production schedule of each family and plant sums to the production plan: whole units within half a unit over the buckets so far, other units exactly.</summary>
    private static ReleaseCheckLine Production(ReleaseScope scope, ReleasedPlan release)
    {
        const string name = "The master production schedule sums to the production plan by family";
        var scheduled = release.Schedule.GroupBy(s => (s.Family, s.Location, s.Unit, s.Week.Bucket)).ToDictionary(g => g.Key, g => g.Sum(s => s.Quantity));
        var count = scope.Plan.Structure.SeriesCount("production");
        if (count == 0 || scope.Count == 0)
            return new ReleaseCheckLine(name, scheduled.Count == 0, "The plan has no production.");
        var plan = MasterSchedule.Remaining(scope, count);
        double worst = 0;
        var (groups, where) = (0, "");
        foreach (var group in MasterSchedule.Groups(scope.Plan.Structure.Spaces[Grain.Item | Grain.Location]))
        {
            double planned = 0, released = 0;
            groups++;
            for (var bucket = 0; bucket < scope.Count; bucket++)
            {
                foreach (var series in group.Series)
                    planned += plan.Row(series)[bucket];
                if (scheduled.Remove((group.Family, group.Location, group.Unit, scope.First + bucket), out var quantity))
                    released += quantity;
                var excess = Math.Abs(released - planned) - (scope.IsWhole(group.Unit) ? 0.5 : 0) - (Math.Abs(planned) * 1e-9);
                if (excess > worst)
                    (worst, where) = (excess, $"{group.Family} at {group.Location} until {scope.Plan.Structure.Calendar[scope.First + bucket].Label}: {released:0.###} for {planned:0.###}");
            }
        }

        return scheduled.Count > 0 ? new ReleaseCheckLine(name, false, $"{scheduled.Keys.First()} is in the schedule and not in the plan.")
            : worst > 1e-6 ? new ReleaseCheckLine(name, false, where)
            : new ReleaseCheckLine(name, true, $"{groups} families at plants over {scope.Count} buckets agree, whole units to half a unit.");
    }

    private static IEnumerable<ReleaseCheckLine> Bounds(ReleaseScope scope, ReleasedPlan release)
    {
        var start = scope.Plan.Structure.Horizon.First;
        var negative = release.Schedule.Count(s => !(s.Quantity > 0) || !(s.Firm >= 0) || s.Firm > s.Quantity) + release.Purchases.Count(p => !(p.Quantity > 0)) + release.Transports.Count(t => !(t.Quantity > 0));
        yield return new ReleaseCheckLine("No quantity is negative or nothing", negative == 0, negative == 0 ? "All lines hold a quantity above zero." : $"{negative} lines do not.");
        var early = release.Schedule.Count(s => s.Week.First < start) + release.Transports.Count(t => t.Dispatch < start) + release.Purchases.Count(p => p.Status == OrderStatusInPlan.Planned && p.ReceiptDate < start);
        yield return new ReleaseCheckLine("Nothing is planned before the cut-off", early == 0, early == 0 ? $"All of it is from {start:yyyy-MM-dd} on." : $"{early} lines are before {start:yyyy-MM-dd}.");
    }

    /// <summary>What is ordered up to a bucket is never less than the plan up to it.</summary>
    private static ReleaseCheckLine Purchases(ReleaseScope scope, ReleasedPlan release)
    {
        const string name = "Purchases are never less or later than the plan";
        var count = scope.Plan.Structure.SeriesCount("purchase");
        if (count == 0 || scope.Count == 0)
            return new ReleaseCheckLine(name, true, "The plan has no purchases.");
        var space = scope.Plan.Structure.Of(MeasureRegistry.Measure("purchase"));
        var plan = SeriesMatrix.From(scope.Plan.Cube.Values("purchase"), count, scope.First, scope.Count);
        var labels = Enumerable.Range(0, scope.Count).ToDictionary(b => scope.Plan.Structure.Calendar[scope.First + b].Label, b => b, StringComparer.Ordinal);
        var ordered = new SeriesMatrix(count, scope.First, scope.Count);
        Array.Clear(ordered.Values);
        foreach (var need in release.Purchases)
        {
            if (space.Attributes.Catalog.Find([need.Item, need.Location, need.Supplier]) is var series and >= 0)
                ordered.Row(series)[labels[need.BucketLabel]] += need.Quantity;
        }

        var (late, where) = (0, "");
        for (var series = 0; series < count; series++)
        {
            double have = 0, want = 0;
            for (var bucket = 0; bucket < scope.Count && space.Attributes.Present[series]; bucket++)
            {
                have += ordered.Row(series)[bucket];
                want += plan.Row(series)[bucket] is var value && double.IsNaN(value) ? 0 : value;
                if (have >= want - 1e-6 - (want * 1e-9))
                    continue;
                late++;
                if (where.Length == 0)
                    where = $"; {string.Join(" / ", space.Attributes.Catalog.Coordinate(series))} until {scope.Plan.Structure.Calendar[scope.First + bucket].Label}: {have:0.###} for {want:0.###}";
            }
        }

        return new ReleaseCheckLine(name, late == 0, late == 0 ? $"{count} series of items and suppliers agree." : $"{late} cells fall short{where}.");
    }

    private static ReleaseCheckLine Orders(ReleaseScope scope, ReleasedPlan release)
    {
        var broken = 0;
        foreach (var need in release.Purchases.Where(p => p.Status == OrderStatusInPlan.Planned))
        {
            var terms = PurchaseNeeds.Terms(scope, new ItemId(need.Item), new LocationId(need.Location), new SupplierId(need.Supplier), need.Unit);
            var multiples = terms.Multiple > 0 ? need.Quantity / terms.Multiple : 0;
            if (need.Quantity < terms.Least - 1e-6 || Math.Abs(multiples - Math.Round(multiples)) > 1e-6)
                broken++;
        }

        return new ReleaseCheckLine("Planned orders keep minimum quantities and multiples", broken == 0, broken == 0 ? $"{release.Purchases.Count(p => p.Status == OrderStatusInPlan.Planned)} planned orders keep them." : $"{broken} orders do not.");
    }

    private static ReleaseCheckLine Transports(ReleaseScope scope, ReleasedPlan release)
    {
        const string name = "Transports sum to the plan";
        var count = scope.Plan.Structure.SeriesCount("transport");
        if (count == 0 || scope.Count == 0)
            return new ReleaseCheckLine(name, release.Transports.Count == 0, "The plan has no transports.");
        var space = scope.Plan.Structure.Of(MeasureRegistry.Measure("transport"));
        var plan = SeriesMatrix.From(scope.Plan.Cube.Values("transport"), count, scope.First, scope.Count);
        var sent = release.Transports.GroupBy(t => (t.Item, t.From, t.To, t.Mode)).ToDictionary(g => g.Key, g => g.Sum(t => t.Quantity));
        var broken = 0;
        for (var series = 0; series < count; series++)
        {
            double want = 0;
            foreach (var value in plan.Row(series))
                want += double.IsNaN(value) || !space.Attributes.Present[series] ? 0 : value;
            var key = space.Attributes.Catalog.Coordinate(series);
            if (Math.Abs(sent.GetValueOrDefault((key[0], key[1], key[2], key[3])) - want) > 0.5 + 1e-6 + (want * 1e-9))
                broken++;
        }

        return new ReleaseCheckLine(name, broken == 0, broken == 0 ? $"{count} series of items and lanes agree to half a unit." : $"{broken} series of items and lanes do not.");
    }
}
