using Concord.App.Cycles;
using Concord.App.Plans;
using Concord.App.Security;
using Concord.Planning.Cube;
using Concord.Planning.Cycle;
using Concord.Planning.Data.Measures;
using Concord.Planning.Demand;
using Concord.Planning.Kpi;
using Concord.Planning.Scenarios;
using Concord.Planning.Supply;
using Concord.Storage.Scenarios;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <summary>A page of the exceptions of the demand review.</summary>
/// <param name="Level">Attributes the parts are told by.</param>
/// <param name="Unit">What values are in: the reporting currency, or base units where nothing has a price.</param>
/// <param name="Basis">What errors are measured by.</param>
/// <param name="Groups">Parts looked at.</param>
/// <param name="Total">Exceptions of the kind asked for.</param>
/// <param name="Kinds">How many there are of each kind.</param>
/// <param name="Titles">What people read for a member of the rows, where that is more than its name.</param>
public sealed record DemandExceptionList(
    IReadOnlyList<string> Level, string Unit, string Basis, int Groups, int Total, IReadOnlyList<DemandExceptionCount> Kinds, IReadOnlyList<DemandException> Rows,
    IReadOnlyDictionary<string, string> Titles);

/// <summary>The statistical forecast with its intervals.</summary>
/// <param name="FirstBucket">Index in the calendar of the first value of each list; null is no value.</param>
/// <param name="Unit">Null where the part has no total.</param>
/// <param name="NoTotal">Why it has none.</param>
/// <param name="Series">Series added up; of more than one the intervals take their errors as independent.</param>
public sealed record FanInfo(
    int FirstBucket, string? Unit, string? NoTotal, int Series, IReadOnlyList<double?> Mean, IReadOnlyList<double?> Low80, IReadOnlyList<double?> High80, IReadOnlyList<double?> Low95,
    IReadOnlyList<double?> High95);

/// <summary>What belongs to a part of the demand plan beside its measures.</summary>
/// <param name="Events">In the order they begin.</param>
/// <param name="MoreEvents">Events that are left out, as there are too many.</param>
public sealed record DemandPicture(FanInfo Fan, IReadOnlyList<TimelineEvent> Events, int MoreEvents);

/// <param name="Asked">What the part asks for, by bucket.</param>
/// <param name="Before">Of all demand, as it was when the supply plan was computed.</param>
/// <param name="After">Of all demand as it is now.</param>
/// <param name="Capacity">Null where it is not limited.</param>
public sealed record SelectionResourceInfo(
    string Resource, SupplyResourceKind Kind, IReadOnlyList<double> Asked, IReadOnlyList<double> Before, IReadOnlyList<double> After, IReadOnlyList<double?> Capacity);

/// <param name="Unit">Planning unit, or the reporting currency at standard cost.</param>
/// <param name="Before">As the supply plan has it at the end of the bucket.</param>
/// <param name="After">The same less what demand was raised by since.</param>
public sealed record SelectionStockInfo(string Unit, IReadOnlyList<double?> Before, IReadOnlyList<double?> After, IReadOnlyList<double?> Safety);

/// <summary>What a part of the demand plan asks of resources and of stock, now and when the supply plan was computed.</summary>
/// <param name="FirstBucket">Index in the calendar of the first value of each list.</param>
/// <param name="SupplyRevision">The revision in which supply was computed; null when it never was.</param>
/// <param name="Changed">Consensus of the part now less that of then, by bucket.</param>
/// <param name="Resources">The largest change first.</param>
/// <param name="MoreResources">Resources that are left out.</param>
public sealed record RoughLoadInfo(
    int FirstBucket, long? SupplyRevision, IReadOnlyList<double> Changed, string ChangedUnit, IReadOnlyList<SelectionResourceInfo> Resources, int MoreResources, SelectionStockInfo? Stock);

/// <summary>What the demand review looks at.</summary>
internal static class DemandReview
{
    private const int MostRows = 500, MostEvents = 200, MostResources = 50;

    public static void MapDemandReview(this RouteGroupBuilder api)
    {
        var scenario = api.MapGroup("/scenarios/{id}").WithTags("Demand review");
        scenario.MapGet("/demand-exceptions", Exceptions).WithName("listDemandExceptions").Needs(Permission.View).Problem(404);
        scenario.MapGet("/demand-picture", Picture).WithName("getDemandPicture").Needs(Permission.View).Problem(404);
        scenario.MapGet("/rough-load", Load).WithName("getRoughLoad").Needs(Permission.View).Problem(404);
    }

    /// <summary>Parts of the demand plan to look at, by value at stake: forecast error, bias, jumps, missing inputs, overrides. Each says why.</summary>
    /// <param name="level">Attributes the parts are told by; family, channel and region when left out.</param>
    /// <param name="filter">Only this part, as JSON: members by attribute.</param>
    /// <param name="kind">Only this kind.</param>
    /// <param name="lag">How many buckets ahead forecasts of plans of record are measured.</param>
    public static Ok<DemandExceptionList> Exceptions(
        long id, OpenPlans plans, PlanRepository repository, PlanStructures structures, PlanComputations computations, CycleDesk desk, string[]? level = null, string? filter = null, string? kind = null,
        int lag = 1, int skip = 0, int take = 50)
    {
        Words.CheckWindow(skip, take, MostRows);
        if (lag is < 1 or > 12)
            throw ProblemException.Invalid("lag", $"{lag}", $"lag is {lag}; it is 1 to 12 buckets.");
        var wanted = Words.Parse<DemandExceptionKind>(kind, "kind");
        var plan = plans.Open(id);
        var part = PlanFields.Filter(filter, plan.Structure);
        var by = Level(level, plan.Structure);
        var records = RecordedPlans(repository, structures);
        var forecast = computations.Details<ForecastDetails>(plan.State);
        var found = OnDemand("level", () => DemandExceptions.Of(computations.Input(plan.State), records, forecast, Waiting(desk, id), by, part, lag, DemandExceptionRules.Standard));
        DemandException[] rows = [.. found.Rows.Where(r => wanted is null || r.Kind == wanted)];
        DemandException[] page = [.. rows.Skip(skip).Take(take)];
        return TypedResults.Ok(new DemandExceptionList(by, found.Unit, found.Basis, found.Groups, rows.Length, found.Kinds, page, Titles(by, page.Select(r => r.Members), plan.Structure)));
    }

    /// <summary>The statistical forecast of a part of the plan with its 80 and 95 % intervals, and the events that move it.</summary>
    /// <param name="filter">The part, as JSON: members by attribute.</param>
    public static Ok<DemandPicture> Picture(long id, OpenPlans plans, PlanComputations computations, string? filter = null, string? unit = null)
    {
        var plan = plans.Open(id);
        var part = PlanFields.Filter(filter, plan.Structure);
        var fan = OnDemand("filter", () => ForecastFan.Of(plan.State.Cube, plan.Structure, part, Words.Parse<ValueUnit>(unit, "unit") ?? ValueUnit.PlanningUnits));
        var events = EventTimeline.Of(computations.Input(plan.State), computations.Details<ConsensusDetails>(plan.State), part);
        return TypedResults.Ok(new DemandPicture(
            new FanInfo(
                fan.FirstBucket, fan.Unit, fan.NoTotal, fan.Series, Numbers.Present(fan.Mean), Numbers.Present(fan.Low80), Numbers.Present(fan.High80), Numbers.Present(fan.Low95),
                Numbers.Present(fan.High95)),
            [.. events.Take(MostEvents)], Math.Max(0, events.Count - MostEvents)));
    }

    /// <summary>The load and the stock that a part of the demand plan asks for, without limits: as it is now, and as it was when the supply plan was computed.</summary>
    /// <param name="filter">The part, as JSON: members by attribute.</param>
    public static Ok<RoughLoadInfo> Load(long id, OpenPlans plans, PlanRepository repository, PlanComputations computations, string? filter = null)
    {
        var plan = plans.Open(id);
        var part = PlanFields.Filter(filter, plan.Structure);
        var planned = SupplyBasis(plan.Revision, repository);
        var load = OnDemand("filter", () => SelectionLoad.Of(computations.Input(plan.State), planned?.State.Cube, part));
        return TypedResults.Ok(new RoughLoadInfo(
            plan.Structure.FirstPlanned, planned?.Id, load.Changed, load.ChangedUnit,
            [.. load.Resources.Take(MostResources).Select(r => new SelectionResourceInfo(r.Resource, r.Kind, r.Asked, r.Before, r.After, r.Capacity))], Math.Max(0, load.Resources.Count - MostResources),
            load.Stock is { } stock ? new SelectionStockInfo(stock.Unit, Numbers.Present(stock.Before), Numbers.Present(stock.After), Numbers.Present(stock.Safety)) : null));
    }

    /// <summary>Plans of record in the order they were approved.</summary>
    public static IReadOnlyList<RecordedPlan> RecordedPlans(PlanRepository repository, PlanStructures structures) =>
        [.. repository.Store.PlansOfRecord().OrderBy(p => p.Revision).Select(p => (p.Name, repository.Revision(p.Revision).State)).Select(p => new RecordedPlan(p.Name, p.State, structures.Of(p.State)))];

    /// <summary>Titles of the members of some rows.</summary>
    internal static Dictionary<string, string> Titles(IReadOnlyList<string> level, IEnumerable<IReadOnlyList<string>> rows, PlanStructure structure)
    {
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var members in rows)
        {
            for (var i = 0; i < members.Count; i++)
            {
                if (structure.Titles.TryGetValue(level[i], out var known) && known.TryGetValue(members[i], out var title) && title != members[i])
                    titles[members[i]] = title;
            }
        }

        return titles;
    }

    private static string[] Level(string[]? level, PlanStructure structure)
    {
        if (level is null or { Length: 0 })
            return [.. ((string[])["family", "channel", "region"]).Where(structure.Attributes.Contains)];
        for (var i = 0; i < level.Length; i++)
            PlanFields.Attribute(level[i], $"level[{i}]", structure);
        return level;
    }

    /// <summary>Functions that must submit in the open cycle that works on the scenario, and have not.</summary>
    private static IReadOnlyList<InputFunction> Waiting(CycleDesk desk, long scenario) =>
        desk.Cycles().LastOrDefault(c => c.State == CycleState.Open && c.Scenarios.Contains(scenario)) is { } cycle
            ? [.. cycle.Rules.MustSubmit.Where(f => !cycle.Submissions.Any(s => s.Stands && s.Function == f))]
            : [];

    /// <summary>The revision in which the supply plan a revision has was written: its consensus is what supply read. Null when supply was never computed.</summary>
    private static Revision? SupplyBasis(Revision head, PlanRepository repository)
    {
        if (!head.State.Stages.TryGetValue(Stage.Supply, out var stamp))
            return null;
        var found = head;
        while (found.Info.Parents is [var parent, ..])
        {
            Revision before;
            try
            {
                before = repository.Revision(parent);
            }
            catch (PlanStoreException)
            {
                // Compaction has dropped its values: what is known of the supply plan begins here.
                break;
            }

            if (before.State.Stages.GetValueOrDefault(Stage.Supply)?.Fingerprint != stamp.Fingerprint)
                break;
            found = before;
        }

        return found;
    }

    /// <summary>What an attribute demand does not have makes of a request.</summary>
    internal static T OnDemand<T>(string field, Func<T> answer)
    {
        try
        {
            return answer();
        }
        catch (ArgumentException e) when (e.ParamName == "name")
        {
            throw ProblemException.Invalid(field, null, e.Message.Split(" (Parameter", 2)[0], "Maybe an attribute of items, channels or regions.");
        }
    }
}
