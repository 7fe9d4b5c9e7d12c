using Concord.App.Data;
using Concord.App.Jobs;
using Concord.App.Plans;
using Concord.App.Security;
using Concord.Planning.Cycle;
using Concord.Planning.Data;
using Concord.Planning.Execution;
using Concord.Planning.Kpi;
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
public sealed record ComparisonInfo(IReadOnlyList<string> Plans, IReadOnlyList<string> Years, string Currency, IReadOnlyList<ComparisonRow> Rows, IReadOnlyList<IReadOnlyList<DriverInfo>> Drivers);

/// <summary>A plan of record in the detail in which it is carried out.</summary>
/// <param name="Passed">True when the detail is the plan.</param>
/// <param name="Tables">What can be fetched as CSV.</param>
public sealed record ReleaseInfo(bool Passed, IReadOnlyList<ReleaseCheckLine> Checks, IReadOnlyList<Finding> Findings, IReadOnlyList<string> Tables);

/// <summary>What is made of computed plans: scenarios beside them, comparisons, key figures, releases and weekly checks.</summary>
internal static class PlanResults
{
    private const int MostCompared = 8;

    public static void MapPlanResults(this RouteGroupBuilder api)
    {
        var results = api.MapGroup("").WithTags("Plan results");
        results.MapPost("/scenarios/{id}/scenario-set", MakeSet).WithName("makeScenarioSet").Needs(Permission.ManageScenarios).Problem(404, 409);
        results.MapGet("/scenarios/{id}/kpi", Kpi).WithName("getKpi").Needs(Permission.View).Problem(404);
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
        if (!head.State.Stages.ContainsKey(Concord.Planning.Data.Measures.Stage.Forecast))
            throw ProblemException.Conflict($"The scenario '{central.Name}' has no forecast to derive its neighbours from.", "Maybe compute it first.", "not_computed");
        var made = new List<MadeScenario>();
        foreach (var template in ScenarioTemplates.Standard(computations.Input(head.State)).Where(t => t.Drivers.Count > 0))
        {
            var branch = repository.Branch(Scenarios.CheckName($"{central.Name}: {template.Name.ToLowerInvariant()}"), template.Description, head.Id, caller.Name);
            var revision = await repository.Commit(branch.Id, caller.Name, now => new PlanDraft(ScenarioSet.Apply(now.State, template), RevisionKind.MasterData, $"Drivers of {template.Name}"), token);
            var scenario = plans.Scenario(branch.Id);
            made.Add(new MadeScenario(PlanInfo.Of(scenario, repository.Info(scenario.Head)), Stages.InfoOf(revision.State), template.Notes, jobs.Start(scenario, caller)));
        }

        return TypedResults.Ok<IReadOnlyList<MadeScenario>>(made);
    }

    /// <summary>Scenarios side by side: service, stock, obsolescence, cost, revenue, margin, cash, working capital and utilisation, against targets and against the first one.</summary>
    /// <param name="scenario">Their numbers, 1 to 8, the one the others are compared with first.</param>
    public static Ok<ComparisonInfo> Compare(long[] scenario, OpenPlans plans, PlanComputations computations)
    {
        RequireFew(scenario);
        var compared = scenario.Select(id => (plans.Scenario(id).Name, computations.Input(plans.Open(id).State))).ToList();
        var table = PlanComparison.Of(compared);
        return TypedResults.Ok(new ComparisonInfo(table.Plans, table.Years, table.Currency, table.Rows, [.. compared.Select(c => Stages.InfoOf(c.Item2.State))]));
    }

    /// <exception cref="ProblemException">400: none, or more than can be read side by side.</exception>
    internal static void RequireFew(long[] scenario)
    {
        if (scenario.Length is 0 or > MostCompared || scenario.Distinct().Count() != scenario.Length)
            throw ProblemException.Invalid("scenario", string.Join(",", scenario), $"Name 1 to {MostCompared} scenarios, each once.", "Maybe scenario=1&scenario=2?");
    }

    /// <summary>The key figures of a scenario, with target, threshold and owner, or why they cannot be measured; accuracy by lag from the plans of record.</summary>
    /// <param name="level">An attribute to tell parts by; the company alone when it is left out.</param>
    /// <param name="filter">Only this part, as JSON: members by attribute. Targets are those of the company and of members, so a part has none.</param>
    public static Ok<KpiTable> Kpi(long id, OpenPlans plans, PlanRepository repository, PlanStructures structures, PlanComputations computations, string? level = null, string? filter = null)
    {
        var plan = plans.Open(id);
        if (level is not null && !plan.Structure.Attributes.Contains(level))
            throw ProblemException.Invalid("level", level, $"'{level}' is no attribute of the plan.", NearestName.MaybeHint(level, plan.Structure.Attributes).Trim());
        var part = PlanFields.Filter(filter, plan.Structure);
        var records = DemandReview.RecordedPlans(repository, structures);
        return TypedResults.Ok(DemandReview.OnDemand("filter", () => KpiTable.Of(computations.Input(plan.State), records, level is null ? [] : [level], part)));
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
