using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Supply;

/// <summary>Buckets a review speaks of.</summary>
/// <param name="First">First bucket of the horizon, 0 for its first.</param>
public sealed record ReviewPeriod(string Label, int First, int Count)
{
    /// <summary>The next quarter: the first fiscal quarter that begins after the cut-off; then the other quarters the horizon touches, and the whole horizon.</summary>
    public static IReadOnlyList<ReviewPeriod> Of(PlanningCalendar calendar, Horizon horizon)
    {
        var buckets = horizon.BucketsOf(calendar);
        var (start, end) = (buckets.Start.Value, buckets.End.Value);
        if (end <= start)
            return [];
        var quarters = calendar.Quarters.Where(q => q.LastIndex >= start && q.FirstIndex < end)
            .Select(q => new ReviewPeriod(q.Label, Math.Max(0, q.FirstIndex - start), Math.Min(q.LastIndex + 1, end) - Math.Max(q.FirstIndex, start))).ToList();
        var next = calendar.Quarters.FirstOrDefault(q => q.FirstIndex >= start && q.FirstIndex < end && calendar[q.FirstIndex].First >= horizon.First)?.Label ?? quarters[0].Label;
        return [quarters.First(q => q.Label == next), .. quarters.Where(q => q.Label != next), new ReviewPeriod("", 0, end - start)];
    }
}

/// <summary>What it would cost to give a resource the hours it misses: an estimate, without planning again.</summary>
/// <param name="Hours">Missing [h].</param>
/// <param name="Late">True where they are those of demand that is late, lost or overloaded because of it; false where all demand is served: then those that demand asks for beyond capacity and overtime allowed.</param>
/// <param name="OvertimeRate">Cost of an overtime hour [reporting currency per h].</param>
/// <param name="OvertimeCost">Hours times that rate [reporting currency]; NaN without a rate.</param>
/// <param name="OvertimeOpen">Of the hours, those the overtime limit still allows; NaN where the limit is not known.</param>
/// <param name="ShiftHours">Hours of the whole shifts that would bring them [h]; NaN without a capacity calendar.</param>
/// <param name="ShiftCost">Those hours at the regular rate [reporting currency].</param>
public sealed record CapacityFix(double Hours, bool Late, double OvertimeRate, double OvertimeCost, double OvertimeOpen, double ShiftHours, double ShiftCost)
{
    /// <summary>The cheaper of both [reporting currency]; NaN where neither is known.</summary>
    public double Cost => double.IsNaN(OvertimeCost) || ShiftCost < OvertimeCost ? ShiftCost : OvertimeCost;

    /// <summary>True where a shift is the cheaper one.</summary>
    public bool IsShift => double.IsNaN(OvertimeCost) || ShiftCost < OvertimeCost;
}

/// <summary>A resource that limits a period: full, or asked for more than it has.</summary>
/// <param name="FullBuckets">Buckets in which nothing more can be made without overtime.</param>
/// <param name="OverBuckets">Buckets in which the plan works beyond capacity or demand asks for more than there is.</param>
/// <param name="Worst">Bucket of the horizon in which it is tightest.</param>
/// <param name="WorstLoad">Load of the plan over capacity there [1 = 100 %].</param>
/// <param name="WorstWanted">What demand would ask for over capacity there; NaN in plans of earlier versions.</param>
/// <param name="HoursOver">Hours demand asks for, or the plan works, beyond capacity [h].</param>
/// <param name="Overtime">Hours of the plan in overtime.</param>
/// <param name="Overload">Hours beyond capacity and overtime.</param>
/// <param name="HourWorth">Most that one more hour would be worth [reporting currency per h]; null where that is not known.</param>
/// <param name="ShortageValue">Demand that is late or lost because of it [reporting currency].</param>
/// <param name="Shortages">How many shortages that is.</param>
public sealed record LimitingResource(
    ResourceUse Use, int FullBuckets, int OverBuckets, int Worst, double WorstLoad, double WorstWanted, double HoursOver, double Overtime, double Overload, double? HourWorth,
    double ShortageValue, int Shortages, CapacityFix Fix);

/// <summary>What a supply review begins with: which resources limit a period, what that costs, and what it would cost to mend.</summary>
public static class SupplyReview
{
    /// <summary>The limiting resources of a period: those with late or lost demand first, then by hours the plan cannot do, by the worth of an hour, by how tight they are.</summary>
    /// <param name="uses">All resources, over the horizon.</param>
    /// <param name="rates">What hours cost.</param>
    public static IReadOnlyList<LimitingResource> Limits(StageInput input, SupplyDetails? details, IReadOnlyList<ResourceUse> uses, CostRates rates, ReviewPeriod period)
    {
        var buckets = details?.Buckets ?? [];
        var within = buckets.Skip(period.First).Take(period.Count).ToHashSet(StringComparer.Ordinal);
        var held = (details?.Shortages ?? []).Where(s => s.Cause == ShortageCause.Resource && within.Contains(s.At)).ToLookup(s => s.Name, StringComparer.Ordinal);
        var shifts = new ShiftHours(input);
        var limits = new List<LimitingResource>();
        foreach (var use in uses)
        {
            var (full, over, worst) = (0, 0, -1);
            double hoursOver = 0, overtime = 0, overload = 0, worth = 0;
            for (var b = period.First; b < period.First + period.Count; b++)
            {
                full += use.IsFull(b) ? 1 : 0;
                over += use.IsOver(b) ? 1 : 0;
                if (use.Capacity[b] >= 0)
                    hoursOver += Math.Max(0, Math.Max(Zero(use.Load[b]), Zero(use.Wanted[b])) - use.Capacity[b]);
                overtime += Zero(use.Overtime[b]);
                overload += use.Overload(b);
                worth = Math.Max(worth, use.HourWorth[b]);
                if (use.Peak(b, 1) is var peak && !double.IsNaN(peak) && (worst < 0 || peak > use.Peak(worst, 1)))
                    worst = b;
            }

            if (worst < 0 || (full == 0 && over == 0))
                continue;
            var late = held[use.Resource].ToList();
            limits.Add(new LimitingResource(
                use, full, over, worst, use.Utilisation(worst), use.WantedShare(worst), hoursOver, overtime, overload, worth > 0 ? worth : null, late.Sum(s => s.Value ?? 0), late.Count,
                Fix(use, rates, shifts, period, late, buckets)));
        }

        return [.. limits.OrderByDescending(l => l.ShortageValue).ThenByDescending(l => l.Overload).ThenByDescending(l => l.HourWorth ?? 0).ThenByDescending(l => l.Use.Peak(l.Worst, 1)).ThenBy(l => l.Use.Resource, StringComparer.Ordinal)];
    }

    private static CapacityFix Fix(ResourceUse use, CostRates rates, ShiftHours shifts, ReviewPeriod period, List<NamedShortage> late, IReadOnlyList<string> labels)
    {
        // What demand that is late would take, in the bucket in which the resource holds it up; and what is planned beyond all hours.
        var missing = new double[use.Load.Length];
        foreach (var shortage in late)
        {
            for (var b = period.First; b < period.First + period.Count && b < labels.Count; b++)
                missing[b] += labels[b] == shortage.At ? shortage.Hours ?? 0 : 0;
        }

        for (var b = period.First; b < period.First + period.Count; b++)
            missing[b] = Math.Max(missing[b], use.Overload(b));
        var isLate = Array.Exists(missing, m => m > 0);
        for (var b = period.First; !isLate && b < period.First + period.Count; b++)
            missing[b] = use.Capacity[b] >= 0 ? Math.Max(0, Zero(use.Wanted[b]) - use.Capacity[b] - Zero(use.OvertimeLimit[b])) : 0;

        var (overtime, regular) = (rates.OvertimeCost(new ResourceId(use.Resource)), rates.HourCost(new ResourceId(use.Resource)));
        double hours = 0, cost = 0, open = 0, shiftHours = 0, shiftCost = 0;
        for (var b = period.First; b < period.First + period.Count; b++)
        {
            if (!(missing[b] > 0))
                continue;
            hours += missing[b];
            cost += missing[b] * overtime[b];
            open += Math.Min(missing[b], Math.Max(0, use.OvertimeLimit[b] - Zero(use.Overtime[b])));
            var shift = shifts.Of(use.Resource, b);
            var whole = shift > 0 ? Math.Ceiling((missing[b] / shift) - 1e-9) * shift : double.NaN;
            (shiftHours, shiftCost) = (shiftHours + whole, shiftCost + (whole * regular[b]));
        }

        return new CapacityFix(hours, isLate, hours > 0 ? cost / hours : overtime[period.First], cost, open, shiftHours, shiftCost);
    }

    private static double Zero(double value) => double.IsNaN(value) ? 0 : value;
}
