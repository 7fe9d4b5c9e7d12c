using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Execution;

/// <summary>From transports by bucket to what leaves in each week, in pallets.</summary>
internal static class TransportNeeds
{
    /// <summary>
    /// The quantity of a bucket, with the carry of those before rounded to whole units, goes to its weeks by Mondays to Fridays. It leaves on the first of them and arrives after the lead time of the
    /// lane, in calendar days. Pallets beyond the capacity of a lane in an ISO week give a finding.
    /// </summary>
    public static IReadOnlyList<TransportNeed> Of(ReleaseScope scope)
    {
        var needs = new List<TransportNeed>();
        var structure = scope.Plan.Structure;
        var count = structure.SeriesCount("transport");
        if (scope.Count == 0 || count == 0)
            return needs;
        var space = structure.Of(MeasureRegistry.Measure("transport"));
        var plan = SeriesMatrix.From(scope.Plan.Cube.Values("transport"), count, scope.First, scope.Count);
        for (var series = 0; series < count; series++)
        {
            if (!space.Attributes.Present[series])
                continue;
            var key = space.Attributes.Catalog.Coordinate(series);
            var unit = space.Units.BaseUnitOf[series] is var code and >= 0 ? space.Units.BaseUnits[code] : "";
            var whole = scope.IsWhole(unit);
            var lead = scope.Records.Lanes.GetValueOrDefault((new LocationId(key[1]), new LocationId(key[2]), key[3]))?.LeadTime ?? 0;
            var pallets = double.NaN;
            var carry = 0d;
            for (var bucket = 0; bucket < scope.Count; bucket++)
            {
                var due = carry + (plan.Row(series)[bucket] is var value && double.IsNaN(value) ? 0 : value);
                var quantity = whole ? Math.Max(0, Math.Round(due, MidpointRounding.AwayFromZero)) : Math.Max(0, due);
                carry = due - quantity;
                if (quantity == 0)
                    continue;
                if (double.IsNaN(pallets))
                    pallets = scope.Rates.PalletsPerUnit(new ItemId(key[0]));
                Weeks(scope.WeeksIn(bucket), quantity, whole, (week, part) =>
                {
                    var leaves = ReleaseScope.Weekday(week.First, week.Last);
                    needs.Add(new TransportNeed(key[1], key[2], key[3], key[0], week, leaves, leaves.AddDays((int)Math.Ceiling(Math.Max(0, lead) - 1e-9)), part, unit, part * pallets));
                });
            }
        }

        Report(scope, needs);
        return [.. needs.OrderBy(n => n.From, StringComparer.Ordinal).ThenBy(n => n.To, StringComparer.Ordinal).ThenBy(n => n.Mode, StringComparer.Ordinal).ThenBy(n => n.Dispatch).ThenBy(n => n.Item, StringComparer.Ordinal)];
    }

    private static void Weeks(IReadOnlyList<ReleaseWeek> weeks, double quantity, bool whole, Action<ReleaseWeek, double> use)
    {
        var none = new HashSet<DateOnly>();
        var days = weeks.Select(w => WorkingWeek.MondayToFriday.WorkingDays(w.First, w.Last, none)).ToArray();
        if (Array.TrueForAll(days, d => d == 0))
            Array.Fill(days, 1);
        var parts = new double[weeks.Count];
        Proration.ByWeights(quantity, days, parts, whole);
        for (var w = 0; w < parts.Length; w++)
        {
            if (parts[w] > 0)
                use(weeks[w], parts[w]);
        }
    }

    private static void Report(ReleaseScope scope, List<TransportNeed> needs)
    {
        foreach (var lane in needs.GroupBy(n => (From: new LocationId(n.From), To: new LocationId(n.To), n.Mode)).OrderBy(l => l.Key.From.Value, StringComparer.Ordinal).ThenBy(l => l.Key.To.Value, StringComparer.Ordinal).ThenBy(l => l.Key.Mode, StringComparer.Ordinal))
        {
            var name = $"{lane.Key.From} to {lane.Key.To} by {lane.Key.Mode}";
            if (lane.Where(n => double.IsNaN(n.Pallets)).Select(n => n.Item).Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } unknown)
                scope.Findings.Add(new Finding(
                    "PALLETS_UNKNOWN", Severity.Info, "items", unknown[0], "units_per_pallet", null,
                    $"Pallets from {name} leave out {unknown.Count} items that state neither units per pallet nor volume.", "Maybe complete the items."));
            if (scope.Records.Lanes.GetValueOrDefault(lane.Key)?.Capacity is not { } capacity)
                continue;
            var over = lane.GroupBy(n => n.Week.Week, StringComparer.Ordinal).Select(w => (Week: w.Key, Pallets: w.Where(n => !double.IsNaN(n.Pallets)).Sum(n => n.Pallets))).Where(w => w.Pallets > capacity + 1e-6).ToList();
            if (over.Count == 0)
                continue;
            var worst = over.MaxBy(w => w.Pallets);
            scope.Findings.Add(new Finding(
                "LANE_OVER_CAPACITY", Severity.Warning, "lanes", name, "capacity_pallets_per_week", $"{capacity:0.##}",
                $"{over.Count} weeks ask for more than the {capacity:0.##} pallets a week of {name}; {worst.Week} for {worst.Pallets:0.##}.", "Maybe send some of it in the week before, or by another mode."));
        }
    }
}
