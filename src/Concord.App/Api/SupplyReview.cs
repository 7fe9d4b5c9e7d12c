using System.Text.Json.Serialization;
using Concord.App.Plans;
using Concord.App.Security;
using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Supply;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <summary>Buckets a review may speak of.</summary>
/// <param name="Label">Of the fiscal quarter; empty for the whole horizon.</param>
/// <param name="From">First bucket.</param>
/// <param name="To">Last bucket, inclusive.</param>
public sealed record ReviewPeriodInfo(string Label, int From, int To);

/// <summary>What it would cost to give a resource the hours it misses: an estimate, without planning again.</summary>
/// <param name="Hours">Missing [h].</param>
/// <param name="Late">True where these are hours of demand that is late or lost because of the resource; false where they would only make everything in its own bucket.</param>
/// <param name="OvertimeRate">Cost of an overtime hour [reporting currency per h].</param>
/// <param name="OvertimeCost">The hours at that rate [reporting currency].</param>
/// <param name="OvertimeOpen">Of the hours, those the overtime limit still allows.</param>
/// <param name="ShiftHours">Hours of the whole shifts that would bring them.</param>
/// <param name="ShiftCost">Those at the regular rate [reporting currency].</param>
/// <param name="Cost">The cheaper of both [reporting currency].</param>
/// <param name="IsShift">True where that is a shift.</param>
public sealed record CapacityFixInfo(double Hours, bool Late, double? OvertimeRate, double? OvertimeCost, double? OvertimeOpen, double? ShiftHours, double? ShiftCost, double? Cost, bool IsShift);

/// <summary>A resource that limits the period.</summary>
/// <param name="FullBuckets">Buckets in which nothing more can be made without overtime.</param>
/// <param name="OverBuckets">Buckets in which the plan works beyond capacity, or demand asks for more than there is.</param>
/// <param name="WorstBucket">The tightest bucket.</param>
/// <param name="WorstLoad">Load of the plan over capacity there [1 = 100 %].</param>
/// <param name="WorstWanted">What demand would ask for there if nothing limited it, over capacity [1 = 100 %]; null in plans of earlier versions.</param>
/// <param name="HoursOver">Hours that demand asks for, or the plan works, beyond capacity.</param>
/// <param name="Overtime">Hours of the plan in overtime.</param>
/// <param name="Overload">Hours beyond capacity and overtime.</param>
/// <param name="HourWorth">Most that one more hour is worth to the plan [reporting currency per h]; null where that is not known.</param>
/// <param name="ShortageValue">Demand that is late or lost because of it [reporting currency].</param>
public sealed record LimitingResourceInfo(
    string Resource, string? Title, string Site, int FullBuckets, int OverBuckets, int WorstBucket, double? WorstLoad, double? WorstWanted, double HoursOver, double Overtime, double Overload,
    double? HourWorth, double ShortageValue, int Shortages, CapacityFixInfo Fix);

/// <summary>Shortages of one cause.</summary>
/// <param name="Value">Demand that is late or lost [reporting currency].</param>
public sealed record ShortageSum(string Cause, int Count, double Value);

/// <summary>What a supply review begins with.</summary>
/// <param name="Computed">False as long as supply was not computed: then nothing else says anything.</param>
/// <param name="Periods">The next quarter first, the whole horizon last.</param>
/// <param name="Limits">Resources that limit the period, the costliest first; at most 20.</param>
/// <param name="MoreLimits">Those not listed.</param>
/// <param name="Resources">Machines and labour in the plan.</param>
/// <param name="WithoutCapacity">Of these, those nobody states a capacity of.</param>
/// <param name="Shortages">All demand due in the period that is late or lost, by cause, the largest value first.</param>
/// <param name="OvertimeCost">What the overtime of the plan costs in the period [reporting currency].</param>
public sealed record SupplyReviewInfo(
    long Revision, bool Computed, string Currency, IReadOnlyList<ReviewPeriodInfo> Periods, int From, int To, IReadOnlyList<LimitingResourceInfo> Limits, int MoreLimits, int Resources,
    int WithoutCapacity, IReadOnlyList<ShortageSum> Shortages, double ShortageValue, double OvertimeHours, double OvertimeCost);

/// <summary>A resource with its hours by bucket [h]; null where a value is not known.</summary>
/// <param name="Wanted">What demand would ask for if nothing limited it.</param>
/// <param name="HourWorth">What one more hour is worth [reporting currency per h]; 0 where it is not full.</param>
public sealed record ResourceUseInfo(
    string Resource, string? Title, string Site, ResourceType Type, IReadOnlyList<double?> Load, IReadOnlyList<double?> Capacity, IReadOnlyList<double?> Overtime, IReadOnlyList<double?> OvertimeLimit,
    IReadOnlyList<double?> Wanted, IReadOnlyList<double?> HourWorth);

/// <summary>Load against capacity, the tightest resources first.</summary>
/// <param name="Buckets">Their labels.</param>
/// <param name="From">First bucket.</param>
public sealed record CapacityPage(int Total, int From, IReadOnlyList<string> Buckets, IReadOnlyList<ResourceUseInfo> Resources);

/// <summary>Hours of a resource for a family.</summary>
/// <param name="Family">Null for items without one, and for work orders released before the plan.</param>
/// <param name="Hours">By bucket [h].</param>
public sealed record FamilyHoursInfo(string? Family, IReadOnlyList<double> Hours);

/// <summary>All of one resource, over the horizon.</summary>
/// <param name="From">First bucket.</param>
/// <param name="Buckets">Labels of the buckets.</param>
/// <param name="Stated">Hours of its calendar, drivers and supply events left aside [h].</param>
/// <param name="HourRate">Cost of a regular hour by bucket [reporting currency per h].</param>
/// <param name="OvertimeRate">Cost of an overtime hour by bucket [reporting currency per h].</param>
/// <param name="ShiftHours">What one more shift like the one it has would bring, by bucket [h].</param>
/// <param name="Events">Supply events that stop it, in words.</param>
public sealed record ResourceInfo(
    int From, IReadOnlyList<string> Buckets, ResourceUseInfo Use, IReadOnlyList<double?> Stated, IReadOnlyList<FamilyHoursInfo> Families, IReadOnlyList<double?> HourRate,
    IReadOnlyList<double?> OvertimeRate, IReadOnlyList<double> ShiftHours, IReadOnlyList<string> Events);

/// <summary>Demand that is late or lost.</summary>
/// <param name="Cause">resource, supplier, material, lead_time, frozen_zone, storage, transport, no_source, cost, or item_mix: its family could deliver, its items cannot.</param>
/// <param name="Name">The resource, supplier, item, lane or zone that is the cause; empty where there is none.</param>
/// <param name="At">Label of the bucket in which the cause binds.</param>
/// <param name="Relief">What one more unit of the cause is worth [reporting currency]; null where that is not known.</param>
/// <param name="Value">What customers would pay for it [reporting currency]; null where that is not known.</param>
/// <param name="Hours">What serving it would take of the resource that is the cause [h].</param>
/// <param name="Message">The cause as a sentence.</param>
public sealed record ShortageRow(
    string Item, string? Family, string Site, int Priority, string Bucket, double Quantity, double Lost, string Cause, string Name, string At, double? Relief, double? Value, double? Hours,
    IReadOnlyList<string> Channels, IReadOnlyList<string> Regions, string Message);

/// <summary>A page of shortages, the costliest first. Of a plan with more than a thousand only the costliest thousand are told one by one.</summary>
/// <param name="Value">Of all of these [reporting currency].</param>
public sealed record ShortagePage(int Total, double Value, IReadOnlyList<ShortageRow> Rows);

/// <summary>A supplier, lane, dock or storage at its limit.</summary>
/// <param name="Buckets">Labels of the buckets in which it is.</param>
/// <param name="Worst">Load over capacity in the tightest [1 = 100 %]; null without capacity.</param>
/// <param name="Load">There.</param>
/// <param name="Capacity">There.</param>
/// <param name="Relief">Most that one more unit is worth [reporting currency].</param>
public sealed record SupplyLimitRow(string Name, SupplyResourceKind Kind, IReadOnlyList<string> Buckets, string WorstBucket, double? Worst, double Load, double Capacity, double Relief);

public sealed record SupplyLimitPage(int Total, IReadOnlyList<SupplyLimitRow> Rows);

/// <summary>More hours for a resource.</summary>
/// <param name="Amount">Overtime: hours a week to add, over all heads. Shift: hours a day, 0 for those of the shift there is. Factor: what capacity is multiplied by.</param>
/// <param name="From">First bucket.</param>
/// <param name="To">Last bucket, inclusive.</param>
/// <param name="Reason">Why; kept with the change.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CapacityChangeOrder(string Resource, CapacityChangeKind Kind, double Amount, int From, int To, string Reason = "");

/// <summary>What a change of capacity is and adds, before anything is changed.</summary>
/// <param name="Patches">To be sent as changes of master data.</param>
/// <param name="Driver">To be added to the drivers of the scenario; null where patches say it.</param>
/// <param name="Hours">Added by bucket [h].</param>
/// <param name="Rate">Cost of such an hour [reporting currency per h].</param>
/// <param name="MostCost">What it costs if all of the hours are worked [reporting currency].</param>
public sealed record CapacityChangePreview(IReadOnlyList<PatchInfo> Patches, DriverInfo? Driver, IReadOnlyList<double> Hours, double? Rate, double? MostCost);

/// <summary>What the supply review looks at: resources, shortages and limits of a computed plan.</summary>
internal static class SupplyReviews
{
    private const int MostLimits = 20, MostRows = 200, MostFamilies = 12;

    public static void MapSupplyReviews(this RouteGroupBuilder api)
    {
        var scenario = api.MapGroup("/scenarios/{id}").WithTags("Supply review");
        scenario.MapGet("/supply-review", Review).WithName("getSupplyReview").Needs(Permission.View).Problem(404);
        scenario.MapGet("/capacity", Capacity).WithName("listCapacity").Needs(Permission.View).Problem(404);
        scenario.MapGet("/capacity/{resource}", One).WithName("getResourceUse").Needs(Permission.View).Problem(404);
        scenario.MapPost("/capacity-change/preview", Preview).WithName("previewCapacityChange").Needs(Permission.View).IsQuery().Problem(404);
        scenario.MapGet("/shortages", Shortages).WithName("listShortages").Needs(Permission.View).Problem(404);
        scenario.MapGet("/supply-limits", Limits).WithName("listSupplyLimits").Needs(Permission.View).Problem(404);
    }

    /// <summary>Which resources limit a period, what that costs in late or lost demand, and what it would cost to mend: an estimate, without planning again.</summary>
    /// <param name="from">First bucket; with to left out the next fiscal quarter.</param>
    /// <param name="to">Last bucket, inclusive.</param>
    public static Ok<SupplyReviewInfo> Review(long id, OpenPlans plans, PlanComputations computations, int? from = null, int? to = null)
    {
        var plan = plans.Open(id);
        var (calendar, start) = (plan.Structure.Calendar, plan.Structure.FirstPlanned);
        var periods = ReviewPeriod.Of(calendar, plan.Structure.Horizon);
        var period = from is null && to is null ? periods[0] : Window(plan.Structure, from, to);
        var input = computations.Input(plan.State);
        var details = computations.Details<SupplyDetails>(plan.State);
        var uses = ResourceUse.Of(input, details, period.First, period.Count);
        var rates = new CostRates(input);
        var limits = details is null ? [] : SupplyReview.Limits(input, details, uses, rates, period);
        var labels = (details?.Buckets ?? []).Skip(period.First).Take(period.Count).ToHashSet(StringComparer.Ordinal);
        var totals = details?.ShortageTotals.Count > 0
            ? details.ShortageTotals.Where(t => labels.Contains(t.Bucket)).GroupBy(t => t.Cause).Select(g => new ShortageSum(CauseOf(g.Key), g.Sum(t => t.Count), g.Sum(t => t.Value)))
            : Rows(details).Where(s => labels.Contains(s.Bucket)).GroupBy(s => s.Cause).Select(g => new ShortageSum(g.Key, g.Count(), g.Sum(s => s.Value ?? 0)));
        ShortageSum[] shortages = [.. totals.OrderByDescending(s => s.Value).ThenByDescending(s => s.Count)];
        double hours = 0, cost = 0;
        foreach (var use in uses)
        {
            var rate = rates.OvertimeCost(new ResourceId(use.Resource));
            for (var b = period.First; b < period.First + period.Count; b++)
            {
                if (use.Overtime[b] > 0)
                    (hours, cost) = (hours + use.Overtime[b], cost + (double.IsNaN(rate[b]) ? 0 : use.Overtime[b] * rate[b]));
            }
        }

        return TypedResults.Ok(new SupplyReviewInfo(
            plan.Revision.Id, details is not null, Currency(plan.Structure), [.. periods.Select(p => new ReviewPeriodInfo(p.Label, start + p.First, start + p.First + p.Count - 1))],
            start + period.First, start + period.First + period.Count - 1, [.. limits.Take(MostLimits).Select(l => Info(l, start))], Math.Max(0, limits.Count - MostLimits), uses.Count,
            uses.Count(u => Array.TrueForAll(u.Capacity, double.IsNaN)),
            shortages, shortages.Sum(s => s.Value), hours, cost));
    }

    /// <summary>Load against capacity of machines and labour by bucket, the tightest first.</summary>
    /// <param name="from">First bucket; the first of the horizon when left out.</param>
    /// <param name="to">Last bucket, inclusive; the last of the horizon when left out.</param>
    /// <param name="site">Only resources of this location.</param>
    /// <param name="search">Only resources whose code or name contains this text, case ignored.</param>
    /// <param name="take">How many, at most 200.</param>
    public static Ok<CapacityPage> Capacity(
        long id, OpenPlans plans, PlanComputations computations, int? from = null, int? to = null, string? site = null, string? search = null, int skip = 0, int take = 25)
    {
        Words.CheckWindow(skip, take, MostRows);
        var plan = plans.Open(id);
        var period = Window(plan.Structure, from, to);
        var uses = ResourceUse.Of(computations.Input(plan.State), computations.Details<SupplyDetails>(plan.State), period.First, period.Count)
            .Where(u => (string.IsNullOrEmpty(site) || u.Site == site)
                && (string.IsNullOrEmpty(search) || u.Resource.Contains(search, StringComparison.OrdinalIgnoreCase) || u.Title?.Contains(search, StringComparison.OrdinalIgnoreCase) == true)).ToList();
        var start = plan.Structure.FirstPlanned + period.First;
        return TypedResults.Ok(new CapacityPage(
            uses.Count, start, [.. plan.Structure.Calendar.Buckets.Skip(start).Take(period.Count).Select(b => b.Label)], [.. uses.Skip(skip).Take(take).Select(u => Info(u, period))]));
    }

    /// <summary>One resource over the horizon: its load by family, its hours, and what more of them would cost.</summary>
    public static Ok<ResourceInfo> One(long id, string resource, OpenPlans plans, PlanComputations computations)
    {
        var plan = plans.Open(id);
        var whole = Window(plan.Structure, null, null);
        var input = computations.Input(plan.State);
        var details = computations.Details<SupplyDetails>(plan.State);
        var use = ResourceUse.Of(input, details, 0, whole.Count).FirstOrDefault(u => u.Resource == resource) ?? throw ProblemException.NotFound("resource", resource);
        var (rates, shifts, key) = (new CostRates(input), new ShiftHours(input), new ResourceId(resource));
        var space = plan.Structure.Spaces[Planning.Data.Measures.Grain.Resource];
        var stated = SeriesMatrix.From(plan.State.Cube.Values("capacity"), space.Count, plan.Structure.FirstPlanned, whole.Count).Row(space.Attributes.Catalog.Find([resource]));
        var families = (details?.Work.FirstOrDefault(w => w.Resource == resource)?.Families ?? []).Where(f => f.Hours.Length == whole.Count).ToList();
        var shown = families.Take(MostFamilies).Select(f => new FamilyHoursInfo(f.Family, f.Hours)).ToList();
        if (families.Count > MostFamilies)
            shown.Add(new FamilyHoursInfo($"({families.Count - MostFamilies} more)", [.. Enumerable.Range(0, whole.Count).Select(b => families.Skip(MostFamilies).Sum(f => f.Hours[b]))]));
        var last = plan.Structure.Horizon.Last;
        var events = input.Dataset.Rows<SupplyEvent>().Where(e => e.Kind == SupplyEventKind.LineStop && e.From <= last && !(e.To < plan.Structure.Horizon.First)
            && (e.Resource == key || (e.Resource is null && e.Item is null && e.Location?.Value == use.Site)));
        return TypedResults.Ok(new ResourceInfo(
            plan.Structure.FirstPlanned, [.. plan.Structure.Calendar.Buckets.Skip(plan.Structure.FirstPlanned).Take(whole.Count).Select(b => b.Label)], Info(use, whole), Numbers.Present(stated), shown,
            Numbers.Present(rates.HourCost(key)), Numbers.Present(rates.OvertimeCost(key)), [.. Enumerable.Range(0, whole.Count).Select(b => shifts.Of(resource, b))],
            [.. events.Select(e => $"{e.Description ?? "Line stop"}: {e.From:yyyy-MM-dd} to {(e.To is { } to ? $"{to:yyyy-MM-dd}" : "further notice")}, {e.CapacityPercent ?? 0:0.#} % left")]));
    }

    /// <summary>What more hours for a resource would be as changes of the scenario, and what they add. Changes nothing.</summary>
    public static Ok<CapacityChangePreview> Preview(long id, CapacityChangeOrder order, OpenPlans plans, PlanComputations computations)
    {
        var plan = plans.Open(id);
        var period = Window(plan.Structure, order.From, order.To);
        if (!double.IsFinite(order.Amount) || order.Amount < 0 || (order.Kind == CapacityChangeKind.Overtime && order.Amount == 0))
            throw ProblemException.Invalid("amount", $"{order.Amount}", "An amount is a number above zero.", order.Kind == CapacityChangeKind.Factor ? "Maybe 1.1 for ten percent more?" : null);
        if (order.Kind == CapacityChangeKind.Shift && order.Amount > 24)
            throw ProblemException.Invalid("amount", $"{order.Amount}", "A shift has at most 24 hours a day.");
        CapacityChange change;
        try
        {
            change = CapacityChange.Of(computations.Input(plan.State), order.Resource, order.Kind, order.Amount, period.First, period.Count, order.Reason.Trim());
        }
        catch (ArgumentException e)
        {
            throw ProblemException.Invalid("resource", order.Resource, e.Message.Split(" (Parameter", 2)[0]);
        }

        return TypedResults.Ok(new CapacityChangePreview(
            [.. change.Patches.Select(PlanInfo.Of)],
            change.Driver is { } d ? new DriverInfo(d.Name, d.Kind, PlanInfo.Members(d.Part), d.FirstBucket, d.LastBucket, d.Value, d.Assumption) : null,
            change.HoursAdded, Numbers.Present(change.Rate), Numbers.Present(change.MostCost)));
    }

    /// <summary>Demand that is late or lost, why, and whom it concerns; the costliest first.</summary>
    /// <param name="from">Only demand due in this bucket or later.</param>
    /// <param name="to">Only demand due in this bucket or earlier.</param>
    /// <param name="cause">Only this cause.</param>
    /// <param name="name">Only this resource, supplier, item or lane as the cause.</param>
    /// <param name="site">Only this location.</param>
    /// <param name="search">Only items and families that contain this text, case ignored.</param>
    /// <param name="take">How many, at most 200.</param>
    public static Ok<ShortagePage> Shortages(
        long id, OpenPlans plans, PlanComputations computations, int? from = null, int? to = null, string? cause = null, string? name = null, string? site = null, string? search = null, int skip = 0, int take = 50)
    {
        Words.CheckWindow(skip, take, MostRows);
        var plan = plans.Open(id);
        var period = Window(plan.Structure, from, to);
        var details = computations.Details<SupplyDetails>(plan.State);
        var labels = (details?.Buckets ?? []).Skip(period.First).Take(period.Count).ToHashSet(StringComparer.Ordinal);
        var rows = Rows(details).Where(s => labels.Contains(s.Bucket) && (string.IsNullOrEmpty(cause) || s.Cause == cause) && (string.IsNullOrEmpty(name) || s.Name == name)
            && (string.IsNullOrEmpty(site) || s.Site == site)
            && (string.IsNullOrEmpty(search) || s.Item.Contains(search, StringComparison.OrdinalIgnoreCase) || s.Family?.Contains(search, StringComparison.OrdinalIgnoreCase) == true)).ToList();
        return TypedResults.Ok(new ShortagePage(rows.Count, rows.Sum(r => r.Value ?? 0), [.. rows.OrderByDescending(r => r.Value ?? 0).ThenByDescending(r => r.Quantity).Skip(skip).Take(take)]));
    }

    /// <summary>Suppliers, lanes, docks and storage that are full, those whose relief is worth most first.</summary>
    /// <param name="take">How many, at most 200.</param>
    public static Ok<SupplyLimitPage> Limits(long id, OpenPlans plans, PlanComputations computations, int? from = null, int? to = null, int skip = 0, int take = 25)
    {
        Words.CheckWindow(skip, take, MostRows);
        var plan = plans.Open(id);
        var period = Window(plan.Structure, from, to);
        var details = computations.Details<SupplyDetails>(plan.State);
        var labels = (details?.Buckets ?? []).Skip(period.First).Take(period.Count).ToHashSet(StringComparer.Ordinal);
        var rows = (details?.Bottlenecks ?? []).Where(b => b.Kind is not (SupplyResourceKind.Machine or SupplyResourceKind.Labour) && labels.Contains(b.Bucket))
            .GroupBy(b => (b.Resource, b.Kind)).Select(g =>
            {
                var worst = g.MaxBy(b => b.Capacity > 0 ? b.Load / b.Capacity : double.MaxValue)!;
                return new SupplyLimitRow(
                    g.Key.Resource, g.Key.Kind, [.. g.Select(b => b.Bucket).Order(StringComparer.Ordinal)], worst.Bucket, worst.Capacity > 0 ? worst.Load / worst.Capacity : null, worst.Load, worst.Capacity,
                    g.Max(b => b.Relief));
            }).OrderByDescending(r => r.Relief * r.Buckets.Count).ThenByDescending(r => r.Worst ?? double.MaxValue).ThenBy(r => r.Name, StringComparer.Ordinal).ToList();
        return TypedResults.Ok(new SupplyLimitPage(rows.Count, [.. rows.Skip(skip).Take(take)]));
    }

    private static IEnumerable<ShortageRow> Rows(SupplyDetails? details)
    {
        foreach (var s in details?.Shortages ?? [])
        {
            yield return new ShortageRow(
                s.Item, s.Family, s.Site, s.Priority, s.Bucket, s.Quantity, s.Lost, Words.Spell(s.Cause), s.Name, s.At, s.Relief, s.Value, s.Hours, s.Channels, s.Regions, s.Message);
        }

        foreach (var u in details?.Unbalanced ?? [])
        {
            yield return new ShortageRow(
                u.Family, u.Family.Split(" (")[0], u.Site, u.Priority, u.Bucket, u.Quantity, 0, CauseOf(null), "", u.Bucket, null, u.Value, null, [], [],
                $"{u.Quantity:0.##} of {u.Family} at {u.Site} due {u.Bucket} are late: the family could deliver them, but stock and production of one item do not serve another.");
        }
    }

    private static string CauseOf(ShortageCause? cause) => cause is { } known ? Words.Spell(known) : "item_mix";

    private static ReviewPeriod Window(PlanStructure structure, int? from, int? to)
    {
        var horizon = structure.Horizon.BucketsOf(structure.Calendar);
        var (start, end) = (horizon.Start.Value, horizon.End.Value);
        var (first, last) = (from ?? start, to ?? end - 1);
        return first >= start && last >= first && last < end
            ? new ReviewPeriod("", first - start, last - first + 1)
            : throw ProblemException.Invalid("from", $"{first}", $"The buckets {first} to {last} are not in the horizon, {start} to {end - 1}.");
    }

    private static LimitingResourceInfo Info(LimitingResource limit, int start) => new(
        limit.Use.Resource, limit.Use.Title, limit.Use.Site, limit.FullBuckets, limit.OverBuckets, start + limit.Worst, Numbers.Present(limit.WorstLoad), Numbers.Present(limit.WorstWanted), limit.HoursOver,
        limit.Overtime, limit.Overload, limit.HourWorth, limit.ShortageValue, limit.Shortages, new CapacityFixInfo(
            limit.Fix.Hours, limit.Fix.Late, Numbers.Present(limit.Fix.OvertimeRate), Numbers.Present(limit.Fix.OvertimeCost), Numbers.Present(limit.Fix.OvertimeOpen), Numbers.Present(limit.Fix.ShiftHours),
            Numbers.Present(limit.Fix.ShiftCost), Numbers.Present(limit.Fix.Cost), limit.Fix.IsShift));

    private static ResourceUseInfo Info(ResourceUse use, ReviewPeriod period)
    {
        double?[] Cut(double[] values) => Numbers.Present(values.AsSpan(period.First, period.Count));
        return new ResourceUseInfo(use.Resource, use.Title, use.Site, use.Type, Cut(use.Load), Cut(use.Capacity), Cut(use.Overtime), Cut(use.OvertimeLimit), Cut(use.Wanted), Cut(use.HourWorth));
    }

    private static string Currency(PlanStructure structure) => structure.Spaces.Values.Select(s => s.Units.Currency).FirstOrDefault("");
}
