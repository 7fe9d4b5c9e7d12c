using Concord.App.Data;
using Concord.App.Jobs;
using Concord.App.Plans;
using Concord.App.Security;
using Concord.Planning.Cycle;
using Concord.Planning.Data;
using Concord.Planning.Execution;
using Concord.Planning.Scenarios;
using Concord.Storage.Data;
using Concord.Storage.Scenarios;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <summary>A scenario made from a template, on its way to be computed.</summary>
/// <param name="Drivers">What is different in it.</param>
/// <param name="Notes">What could not be derived from the data, and why.</param>
public sealed record MadeScenario(ScenarioInfo Scenario, IReadOnlyList<DriverInfo> Drivers, IReadOnlyList<string> Notes, Job Job);

/// <summary>Plans side by side, the one the others are compared with first.</summary>
/// <param name="Years">Labels of the fiscal years the horizon touches.</param>
/// <param name="Drivers">For each plan what is different in it on purpose.</param>
/// <param name="Buckets">Labels of the buckets of the first plan's horizon.</param>
public sealed record ComparisonInfo(
    IReadOnlyList<string> Plans, IReadOnlyList<string> Years, string Currency, IReadOnlyList<ComparisonRow> Rows, IReadOnlyList<IReadOnlyList<DriverInfo>> Drivers, IReadOnlyList<string> Buckets);

/// <summary>A scenario as it would be made.</summary>
/// <param name="Drivers">What would be different in it, each with its assumption.</param>
/// <param name="Notes">What could not be derived from the data, and why.</param>
public sealed record ScenarioProposal(string Name, string Description, IReadOnlyList<DriverInfo> Drivers, IReadOnlyList<string> Notes);

/// <summary>A plan of record in the detail in which it is carried out.</summary>
/// <param name="Passed">True when the detail is the plan.</param>
/// <param name="Tables">What can be fetched as CSV.</param>
public sealed record ReleaseInfo(bool Passed, IReadOnlyList<ReleaseCheckLine> Checks, IReadOnlyList<Finding> Findings, IReadOnlyList<string> Tables);

/// <summary>What is made of computed plans: scenarios beside them, comparisons, releases and weekly checks.</summary>
internal static class PlanResults
{
    private const int MostCompared = 8;

    public static void MapPlanResults(this RouteGroupBuilder api)
    {
        var results = api.MapGroup("").WithTags("Plan results");
        results.MapPost("/scenarios/{id}/scenario-set", MakeSet).WithName("makeScenarioSet").Needs(Permission.ManageScenarios).Problem(404, 409);
        results.MapGet("/scenarios/{id}/scenario-set", ProposeSet).WithName("previewScenarioSet").Needs(Permission.View).Problem(404, 409);
        results.MapGet("/comparison", Compare).WithName("compareScenarios").Needs(Permission.View).Problem(404);
        results.MapGet("/plans-of-record/{revision}/release", Released).WithName("getRelease").Needs(Permission.View).Problem(404);
        results.MapGet("/plans-of-record/{revision}/release/{table}", ReleaseTable).WithName("exportRelease").Needs(Permission.View).Problem(404);
        results.MapGet("/plans-of-record/{revision}/weekly-check", Weekly).WithName("exportWeeklyCheck").Needs(Permission.View).Problem(404);
    }

    /// <summary>
    /// Makes the scenarios beside a central one, each a branch with its drivers and their assumptions as the data suggest them, and starts to compute them. The forecast must have been computed.
    /// </summary>
    public static async Task<Ok<IReadOnlyList<MadeScenario>>> MakeSet(long id, OpenPlans plans, PlanRepository repository, PlanComputations computations, ComputeJobs jobs, Caller caller, CancellationToken token)
    {
        var central = plans.Scenario(id);
        var head = repository.Head(id);
        var made = new List<MadeScenario>();
        foreach (var template in Templates(central, head.State, computations).Where(t => t.Drivers.Count > 0))
        {
            var branch = repository.Branch(Scenarios.CheckName($"{central.Name}: {template.Name.ToLowerInvariant()}"), template.Description, head.Id, caller.Name);
            var revision = await repository.Commit(branch.Id, caller.Name, now => new PlanDraft(ScenarioSet.Apply(now.State, template), RevisionKind.MasterData, $"Drivers of {template.Name}"), token);
            var scenario = plans.Scenario(branch.Id);
            made.Add(new MadeScenario(PlanInfo.Of(scenario, repository.Info(scenario.Head)), Stages.InfoOf(revision.State), template.Notes, jobs.Start(scenario, caller)));
        }

        return TypedResults.Ok<IReadOnlyList<MadeScenario>>(made);
    }

    /// <summary>What the scenarios beside a central one would assume, and what the data do not tell. Nothing is made.</summary>
    public static Ok<IReadOnlyList<ScenarioProposal>> ProposeSet(long id, OpenPlans plans, PlanComputations computations) =>
        TypedResults.Ok<IReadOnlyList<ScenarioProposal>>([.. Templates(plans.Scenario(id), plans.Open(id).State, computations).Select(t =>
            new ScenarioProposal(t.Name, t.Description, Stages.InfoOf(t.Drivers), t.Notes))]);

    private static IReadOnlyList<ScenarioTemplate> Templates(Scenario central, PlanState state, PlanComputations computations) =>
        state.Stages.ContainsKey(Concord.Planning.Data.Measures.Stage.Forecast)
            ? ScenarioTemplates.Standard(computations.Input(state))
            : throw ProblemException.Conflict($"The scenario '{central.Name}' has no forecast to derive its neighbours from.", "Maybe compute it first.", "not_computed");

    /// <summary>Scenarios side by side: service, stock, obsolescence, cost, revenue, margin, cash, working capital and utilisation, against targets and against the first one.</summary>
    /// <param name="scenario">Their numbers, 1 to 8, the one the others are compared with first.</param>
    public static Ok<ComparisonInfo> Compare(long[] scenario, OpenPlans plans, PlanComputations computations)
    {
        RequireFew(scenario);
        var compared = scenario.Select(id => (plans.Scenario(id).Name, computations.Input(plans.Open(id).State))).ToList();
        var table = PlanComparison.Of(compared, byBucket: true);
        return TypedResults.Ok(new ComparisonInfo(table.Plans, table.Years, table.Currency, table.Rows, [.. compared.Select(c => Stages.InfoOf(c.Item2.State))], table.Buckets));
    }

    /// <exception cref="ProblemException">400: none, or more than can be read side by side.</exception>
    internal static void RequireFew(long[] scenario)
    {
        if (scenario.Length is 0 or > MostCompared || scenario.Distinct().Count() != scenario.Length)
            throw ProblemException.Invalid("scenario", string.Join(",", scenario), $"Name 1 to {MostCompared} scenarios, each once.", "Maybe scenario=1&scenario=2?");
    }

    /// <summary>What a plan of record releases, and whether it agrees with the plan.</summary>
    public static Ok<ReleaseInfo> Released(long revision, PlanRepository repository, PlanComputations computations)
    {
        var release = Release.Of(RecordOf(revision, repository, computations));
        return TypedResults.Ok(new ReleaseInfo(release.Passed, release.Checks, release.Findings, [.. ReleaseFiles.Of(release).Select(t => t.Name)]));
    }

    /// <summary>A table of a release as CSV, for the ERP: the production plan, the master production schedule, purchase or transport needs.</summary>
    public static CsvResult ReleaseTable(long revision, string table, PlanRepository repository, PlanComputations computations)
    {
        var tables = ReleaseFiles.Of(Release.Of(RecordOf(revision, repository, computations)));
        var wanted = tables.FirstOrDefault(t => t.Name == table) ?? throw new ProblemException(
            StatusCodes.Status404NotFound, "not_found", $"A release has no table '{table}'.", "table", table, NearestName.MaybeHint(table, tables.Select(t => t.Name)).Trim());
        return new CsvResult($"{table}.csv", csv => ReportCsv.Write(csv, wanted));
    }

    /// <summary>The weekly check (S&amp;OE) as CSV: where facts deviate from a plan of record, largest first.</summary>
    /// <param name="asOf">Facts up to this day; the effective date of the dataset when it is left out.</param>
    public static CsvResult Weekly(long revision, PlanRepository repository, PlanComputations computations, DataStore data, LiveData live, CancellationToken token, DateOnly? asOf = null)
    {
        var result = WeeklyCheck.Of(RecordOf(revision, repository, computations), data.Live(asOf ?? live.AsOf().Effective), token: token);
        return new CsvResult("exceptions.csv", csv => ReportCsv.Write(csv, result.ToReport()));
    }

    private static StageInput RecordOf(long revision, PlanRepository repository, PlanComputations computations) =>
        repository.Store.PlansOfRecord().Any(p => p.Revision == revision)
            ? computations.Input(repository.Revision(revision).State)
            : throw ProblemException.NotFound("plan of record", revision);
}
