using Concord.App.Jobs;
using Concord.App.Plans;
using Concord.App.Security;
using Concord.Planning.Cycle;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Storage.Scenarios;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <param name="Freshness">Whether it is as new as what it stands on.</param>
/// <param name="Fingerprint">Of what it was computed from; null when it never was.</param>
/// <param name="Measures">What it writes.</param>
/// <param name="Findings">What is missing or in doubt, and what was assumed for it, as it said when it was computed.</param>
public sealed record StageInfo(Stage Stage, StageFreshness Freshness, string? Fingerprint, IReadOnlyList<string> Measures, IReadOnlyList<Finding> Findings);

/// <param name="Part">What it moves: members by attribute; nothing for everything.</param>
/// <param name="FirstBucket">First bucket it holds for.</param>
/// <param name="LastBucket">Last bucket, inclusive.</param>
/// <param name="Value">A factor; for a cash ceiling an amount, for supply events 0 or 1.</param>
/// <param name="Assumption">Why it is thought so.</param>
public sealed record DriverInfo(string Name, DriverKind Kind, IReadOnlyDictionary<string, IReadOnlyList<string>> Part, int FirstBucket, int LastBucket, double Value, string Assumption);

/// <summary>The stages of a scenario, its drivers, and the company's rules of planning.</summary>
internal static class Stages
{
    private const int MostDrivers = 200, LongestText = 1000;

    public static void MapStages(this RouteGroupBuilder api)
    {
        var scenario = api.MapGroup("/scenarios/{id}").WithTags("Stages");
        scenario.MapGet("/stages", List).WithName("listStages").Needs(Permission.View).Problem(404);
        scenario.MapPost("/compute", Compute).WithName("computeScenario").Needs(Permission.EditPlan).Problem(404, 409);
        scenario.MapGet("/drivers", Drivers).WithName("listDrivers").Needs(Permission.View).Problem(404);
        scenario.MapPut("/drivers", SetDrivers).WithName("setDrivers").Needs(Permission.ManageScenarios).Problem(404, 409);
        api.MapGet("/planning-rules", Rules).WithTags("Stages").WithName("getPlanningRules").Needs(Permission.View);
        api.MapPut("/planning-rules", SetRules).WithTags("Stages").WithName("setPlanningRules").Needs(Permission.ManageData);
    }

    /// <summary>The stages of the computation, and whether each is as new as what it stands on.</summary>
    public static Ok<IReadOnlyList<StageInfo>> List(long id, OpenPlans plans, PlanComputations computations)
    {
        var state = plans.Open(id).State;
        return TypedResults.Ok<IReadOnlyList<StageInfo>>([.. computations.Status(state).Select(s => new StageInfo(
            s.Definition.Stage, s.Freshness, state.Stages.GetValueOrDefault(s.Definition.Stage)?.Fingerprint, s.Definition.Writes, s.Details?.Findings ?? []))]);
    }

    /// <summary>Computes the stages of a scenario that are missing or stale.</summary>
    public static Accepted<Job> Compute(long id, OpenPlans plans, ComputeJobs jobs, Caller caller) => Endpoints.Accepted(jobs.Start(plans.Scenario(id, toChange: true), caller));

    /// <summary>What is different in a scenario on purpose.</summary>
    public static Ok<IReadOnlyList<DriverInfo>> Drivers(long id, OpenPlans plans) => TypedResults.Ok(InfoOf(plans.Open(id).State));

    /// <summary>States what is different in a scenario on purpose; what was stated before is replaced. The stages that read it are stale afterwards.</summary>
    public static async Task<Ok<IReadOnlyList<DriverInfo>>> SetDrivers(
        long id, IReadOnlyList<DriverInfo> drivers, OpenPlans plans, PlanRepository repository, Caller caller, CancellationToken token)
    {
        plans.Scenario(id, toChange: true);
        var structure = plans.Open(id).Structure;
        var wanted = drivers.Select((d, i) => Read(d, $"[{i}]", structure)).ToList();
        if (wanted.Count > MostDrivers)
            throw ProblemException.Invalid("", null, $"{wanted.Count} drivers are too many: at most {MostDrivers}.");
        if (wanted.GroupBy(d => d.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw ProblemException.Invalid("name", twice.Key, $"Two drivers are called '{twice.Key}'.");
        var revision = await repository.Commit(id, caller.Name, head => new PlanDraft(head.State with { Drivers = [.. wanted] }, RevisionKind.MasterData, $"Drivers: {string.Join(", ", wanted.Select(d => d.Name))}"), token);
        return TypedResults.Ok(InfoOf(revision.State));
    }

    /// <summary>What the company decided about planning.</summary>
    public static Ok<PlanningRules> Rules(PlanComputations computations) => TypedResults.Ok(computations.Rules);

    /// <summary>Changes what the company decided about planning. Plans computed by other rules are stale afterwards.</summary>
    public static Ok<PlanningRules> SetRules(PlanningRules rules, PlanComputations computations)
    {
        if (rules.Problem() is { } problem)
            throw ProblemException.Invalid(problem.Field, problem.Value, problem.Message);
        computations.SaveRules(rules);
        return TypedResults.Ok(computations.Rules);
    }

    private static Driver Read(DriverInfo driver, string at, Concord.Planning.Cube.PlanStructure structure)
    {
        if (driver.Name.Trim().Length is 0 or > LongestText)
            throw ProblemException.Invalid($"{at}.name", driver.Name, "A driver needs a name.");
        if (driver.Assumption.Length > LongestText)
            throw ProblemException.Invalid($"{at}.assumption", null, $"The assumption is longer than {LongestText} characters.");
        if (!double.IsFinite(driver.Value) || (driver.Kind != DriverKind.CashCeiling && driver.Value < 0))
            throw ProblemException.Invalid($"{at}.value", $"{driver.Value}", "A factor is a number, zero or more.", "Maybe 0.9 for ten percent less?");
        if (driver.FirstBucket < 0 || driver.LastBucket < driver.FirstBucket || driver.LastBucket >= structure.Calendar.Count)
            throw ProblemException.Invalid($"{at}.firstBucket", $"{driver.FirstBucket}", $"The buckets {driver.FirstBucket} to {driver.LastBucket} are not in the planning calendar, 0 to {structure.Calendar.Count - 1}.");
        var part = PlanFields.Part(driver.Part, $"{at}.part", structure);
        return new Driver(driver.Name.Trim(), driver.Kind, part, driver.FirstBucket, driver.LastBucket, driver.Value, driver.Assumption.Trim());
    }

    /// <summary>The drivers of a plan.</summary>
    public static IReadOnlyList<DriverInfo> InfoOf(PlanState state) => InfoOf(state.Drivers);

    /// <summary>Drivers of a plan, or such as it could have.</summary>
    public static IReadOnlyList<DriverInfo> InfoOf(IEnumerable<Driver> drivers) =>
        [.. drivers.Select(d => new DriverInfo(d.Name, d.Kind, PlanInfo.Members(d.Part), d.FirstBucket, d.LastBucket, d.Value, d.Assumption))];
}
