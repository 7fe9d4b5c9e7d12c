using Concord.Numerics.Cells;
using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Execution;

/// <summary>From the production plan by family to the master production schedule by item and week.</summary>
internal static class MasterSchedule
{
    private const Grain Site = Grain.Item | Grain.Location;

    /// <summary>
    /// For each family, plant and unit: what the plan holds of the bucket, less what was completed already where the cut-off splits it, and the carry of the buckets before, rounds to whole units for the
    /// family; these are cut over its items in proportion to their own quantity and carry. So the family is never more than half a unit off its plan over any number of buckets. An item's quantity goes
    /// to weeks: released work orders in the week they are due, the rest by the days its resource works.
    /// </summary>
    public static (IReadOnlyList<ProductionPlanLine> Plan, IReadOnlyList<ScheduleLine> Schedule) Of(ReleaseScope scope)
    {
        var lines = new List<ProductionPlanLine>();
        var schedule = new List<ScheduleLine>();
        var structure = scope.Plan.Structure;
        if (scope.Count == 0 || structure.SeriesCount("production") == 0)
            return (lines, schedule);
        var space = structure.Spaces[Site];
        var production = Remaining(scope, space.Count);
        var firm = Firm(scope, space);
        var days = new WorkedDays(scope);
        foreach (var group in Groups(space))
        {
            var whole = scope.IsWhole(group.Unit);
            var carry = new double[group.Series.Length];
            var (due, parts) = (new double[group.Series.Length], new double[group.Series.Length]);
            for (var bucket = 0; bucket < scope.Count; bucket++)
            {
                double plan = 0, total = 0;
                for (var i = 0; i < due.Length; i++)
                {
                    var quantity = production.Row(group.Series[i])[bucket];
                    plan += quantity;
                    total += quantity + carry[i];
                    due[i] = Math.Max(0, quantity + carry[i]);
                    carry[i] += quantity;
                }

                // The carry of all items together is at most half a unit, so the total is not below minus a half.
                var released = whole ? Math.Max(0, Math.Round(total, MidpointRounding.AwayFromZero)) : total;
                if (!whole)
                    due.CopyTo(parts, 0);
                else if (released == 0 || !Shares.Cut(released, due, [], whole: true, parts))
                    Array.Clear(parts);
                double sum = 0;
                for (var i = 0; i < parts.Length; i++)
                {
                    var part = double.IsNaN(parts[i]) ? 0 : parts[i];
                    carry[i] -= part;
                    sum += part;
                    if (part > 0)
                        Weeks(scope, space, group, group.Series[i], bucket, part, whole, firm, days, schedule);
                }

                if (plan > 0 || sum > 0)
                    lines.Add(new ProductionPlanLine(group.Family, group.Location, scope.First + bucket, structure.Calendar[scope.First + bucket].Label, group.Unit, plan, sum));
            }
        }

        return (lines, schedule);
    }

    /// <summary>Production that is still to come, 0 where there is none.</summary>
    internal static SeriesMatrix Remaining(ReleaseScope scope, int series)
    {
        var matrix = SeriesMatrix.From(scope.Plan.Cube.Values("production"), series, scope.First, scope.Count);
        var split = scope.Count > 0 && scope.Plan.Structure.Calendar[scope.First].First < scope.Plan.Structure.Horizon.First;
        var made = scope.Plan.Cube.Values("actual_production");
        var present = scope.Plan.Structure.Spaces[Site].Attributes;
        for (var s = 0; s < series; s++)
        {
            var row = matrix.Row(s);
            for (var b = 0; b < row.Length; b++)
            {
                var quantity = !present.Present[s] || double.IsNaN(row[b]) ? 0 : row[b];
                var done = split && b == 0 && made[s, scope.First] is var known && !double.IsNaN(known) ? known : 0;
                row[b] = Math.Max(0, quantity - done);
            }
        }

        return matrix;
    }

    internal static IEnumerable<(string Family, string Location, string Unit, int[] Series)> Groups(SeriesSpace space)
    {
        var level = new[] { "family", "location" }.Where(space.Attributes.Has).ToArray();
        var grouping = space.Attributes.Group(level, Coordinates.All);
        for (var group = 0; group < grouping.Count; group++)
        {
            var key = grouping.Keys[group];
            // A unit that only counts has a number for each category; by its name it is one.
            foreach (var unit in grouping.SeriesOf(group).ToArray().GroupBy(s => space.Units.BaseUnitOf[s] is var code and >= 0 ? space.Units.BaseUnits[code] : "", StringComparer.Ordinal).OrderBy(u => u.Key, StringComparer.Ordinal))
                yield return (level.Length == 2 ? key[0] : SeriesAttribute.None, key[^1], unit.Key, [.. unit]);
        }
    }

    /// <summary>Puts an item's quantity of a bucket into its weeks; what is put sums to the quantity exactly.</summary>
    private static void Weeks(
        ReleaseScope scope, SeriesSpace space, (string Family, string Location, string Unit, int[] Series) group, int series, int bucket, double quantity, bool whole,
        Dictionary<(int, ReleaseWeek), double> firm, WorkedDays days, List<ScheduleLine> schedule)
    {
        var weeks = scope.WeeksIn(bucket);
        var (item, location) = (new ItemId(space.Attributes.Catalog.Coordinate(series)[0]), new LocationId(space.Attributes.Catalog.Coordinate(series)[1]));
        var (ordered, parts, worked) = (new double[weeks.Count], new double[weeks.Count], new int[weeks.Count]);
        var rest = quantity;
        for (var w = 0; w < weeks.Count; w++)
        {
            // Released orders beyond the plan do not fit: the earlier ones stay.
            ordered[w] = Math.Min(rest, firm.GetValueOrDefault((series, weeks[w])));
            rest -= ordered[w];
            worked[w] = days.Of(item, location, weeks[w]);
        }

        if (Array.TrueForAll(worked, d => d == 0))
        {
            if (rest > 0)
                scope.Findings.Add(new Finding(
                    "NO_WORKING_DAY", Severity.Warning, "capacity_calendars", $"{item} at {location}", null, null,
                    $"The plan makes {rest:0.##} {group.Unit} of {item} at {location} in {weeks[0].BucketLabel}, in which its resource does not work.", "Maybe plan the quantity in another bucket, or correct the capacity calendar."));
            for (var w = 0; w < weeks.Count; w++)
                worked[w] = weeks[w].Last.DayNumber - weeks[w].First.DayNumber + 1;
        }

        Proration.ByWeights(rest, worked, parts, whole);
        for (var w = 0; w < weeks.Count; w++)
        {
            if (parts[w] + ordered[w] > 0)
                schedule.Add(new ScheduleLine(group.Family, item.Value, location.Value, weeks[w], scope.Plan.Structure.Zones[scope.First + bucket], parts[w] + ordered[w], ordered[w], group.Unit));
        }
    }

    /// <summary>What released work orders still bring, by series and week; what is past due in the first week. Orders above the plan of their bucket give a finding.</summary>
    private static Dictionary<(int, ReleaseWeek), double> Firm(ReleaseScope scope, SeriesSpace space)
    {
        var firm = new Dictionary<(int Series, ReleaseWeek Week), double>();
        foreach (var order in scope.Plan.Dataset.Rows<WorkOrder>())
        {
            var open = order.Quantity - order.ClosedQuantity;
            if (order.Status != OrderStatus.Open || !(open > 0) || scope.DueBucket(order.DueDate) is not (>= 0 and var bucket))
                continue;
            var series = space.Attributes.Catalog.Find([order.Item.Value, order.Location.Value]);
            var weeks = scope.WeeksIn(bucket);
            if (series >= 0 && weeks.Count > 0)
            {
                var week = weeks.FirstOrDefault(w => order.DueDate <= w.Last) ?? weeks[^1];
                firm[(series, week)] = firm.GetValueOrDefault((series, week)) + open;
            }
        }

        var plan = Remaining(scope, space.Count);
        foreach (var group in firm.GroupBy(f => (f.Key.Series, f.Key.Week.Bucket, f.Key.Week.BucketLabel)).OrderBy(g => g.Key.Series).ThenBy(g => g.Key.Bucket))
        {
            var (open, planned) = (group.Sum(g => g.Value), plan.Row(group.Key.Series)[group.Key.Bucket - scope.First]);
            if (open <= planned + 1)
                continue;
            var name = string.Join(" at ", space.Attributes.Catalog.Coordinate(group.Key.Series));
            scope.Findings.Add(new Finding(
                "ORDERS_ABOVE_PLAN", Severity.Warning, "work_orders", name, "quantity", $"{open:0.##}",
                $"Released work orders of {name} bring {open:0.##} in {group.Key.BucketLabel}, the plan holds {planned:0.##}.", "Maybe reschedule or cancel the orders beyond the plan."));
        }

        return firm;
    }

    /// <summary>Days worked in a week: of the resource that an item's preferred routing needs longest; else of any resource of the plant; else Monday to Friday.</summary>
    private sealed class WorkedDays(ReleaseScope scope)
    {
        private readonly ResourceHours _hours = new(scope.Plan.Dataset);
        private readonly Dictionary<(ItemId, LocationId), ResourceId[]> _resources = [];
        private readonly Dictionary<(ResourceId, ReleaseWeek), int> _days = [];
        private readonly ILookup<LocationId, ResourceId> _ofPlant = scope.Plan.Dataset.Rows<Resource>().ToLookup(r => r.Location, r => r.Id);

        public int Of(ItemId item, LocationId location, ReleaseWeek week)
        {
            if (!_resources.TryGetValue((item, location), out var resources))
                _resources.Add((item, location), resources = Resources(item, location));
            return resources.Length == 0 ? WorkingWeek.MondayToFriday.WorkingDays(week.First, week.Last, new HashSet<DateOnly>()) : resources.Max(r => Of(r, week));
        }

        private int Of(ResourceId resource, ReleaseWeek week)
        {
            if (_days.TryGetValue((resource, week), out var days))
                return days;
            for (var day = week.First; day <= week.Last; day = day.AddDays(1))
                days += _hours.Worked(resource, day) > 0 ? 1 : 0;
            _days.Add((resource, week), days);
            return days;
        }

        private ResourceId[] Resources(ItemId item, LocationId location)
        {
            var routings = scope.Records.RoutingsOf(item, location, scope.Plan.Structure.Horizon.First);
            var operations = routings.Count == 0 ? [] : routings[0].Operations.Where(o => _hours.Knows(o.Resource)).ToArray();
            return operations.Length > 0
                ? [operations.OrderByDescending(o => o.HoursPerUnit).ThenBy(o => o.Operation).First().Resource]
                : [.. _ofPlant[location].Where(_hours.Knows)];
        }
    }
}
