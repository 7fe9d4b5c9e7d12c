using Concord.App.Cycles;
using Concord.App.Plans;
using Concord.App.Security;
using Concord.Planning.Cube;
using Concord.Planning.Cycle;
using Concord.Planning.Data;
using Concord.Planning.Finance;
using Concord.Planning.Scenarios;
using Concord.Storage.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <summary>What the executives of a company get of a cycle.</summary>
/// <param name="Buckets">Labels of the buckets of the horizon: the columns of all sheets.</param>
/// <param name="Scenarios">Names of the scenarios, the first is that of all sheets and of the proposal.</param>
/// <param name="Comparison">The scenarios side by side.</param>
/// <param name="Proposal">The figures of the first scenario, and what stands against approving it.</param>
/// <param name="Bridge">From the revenue of the budget to that of the first scenario; null where no budget can be compared.</param>
/// <param name="Company">Money, and volumes where the company has one planning unit.</param>
/// <param name="Families">The families with the most revenue.</param>
/// <param name="Resources">The resources with the highest load against capacity.</param>
public sealed record PackInfo(
    string Cycle, DateOnly FirstPlanned, CycleState State, string Currency, IReadOnlyList<string> Buckets, IReadOnlyList<string> Scenarios, ComparisonInfo Comparison, ProposalInfo Proposal,
    BridgeBars? Bridge, PackSheet Company, IReadOnlyList<PackSheet> Families, IReadOnlyList<PackSheet> Resources, Minutes Minutes);

/// <summary>Minutes and the pack of a cycle: put together from what is recorded, never written by hand.</summary>
internal static class Packs
{
    private const int MostFamilies = 12, MostResources = 12;

    public static void MapPacks(this RouteGroupBuilder api)
    {
        api.MapGet("/cycles/{id}/minutes", MinutesOf).WithTags("Cycles").WithName("getMinutes").Needs(Permission.View).Problem(404);
        api.MapGet("/cycles/{id}/pack", Pack).WithTags("Cycles").WithName("getPack").Needs(Permission.View).Problem(404);
        api.MapGet("/cycles/{id}/pack.xlsx", Workbook).WithTags("Cycles").WithName("getPackWorkbook").Needs(Permission.View).Problem(404)
            .Produces(StatusCodes.Status200OK, contentType: WorkbookType);
    }

    private const string WorkbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The minutes of a cycle: who did what, decisions, assumptions, risks, actions, submissions, verdicts with their figures, overridden gates, and what changed since the last plan of record.</summary>
    public static Ok<Minutes> MinutesOf(long id, CycleDesk desk, TimeProvider time) => TypedResults.Ok(Kept(id, desk, time));

    /// <summary>The pack of a cycle as data: headline figures, comparison, sheets, capacity, minutes.</summary>
    /// <param name="scenario">The scenarios to compare, the proposed one first; the leading one of the cycle when none is named.</param>
    public static Ok<PackInfo> Pack(long id, long[] scenario, CycleDesk desk, OpenPlans plans, PlanComputations computations, TimeProvider time)
    {
        var cycle = desk.Cycle(id);
        var chosen = scenario is [] ? [cycle.LeadingScenario] : scenario;
        var comparison = PlanResults.Compare(chosen, plans, computations).Value!;
        var (state, structure) = (plans.Open(chosen[0]).State, plans.Open(chosen[0]).Structure);
        return TypedResults.Ok(new PackInfo(
            cycle.Name, cycle.FirstPlanned, cycle.State, comparison.Currency, PackSheets.Buckets(structure), comparison.Plans, comparison, Cycles.Propose(id, chosen[0], desk).Value!,
            Bridge(computations.Input(state)), PackSheets.Company(state, structure), PackSheets.Families(state, structure, MostFamilies), PackSheets.Resources(state, structure, MostResources), Kept(id, desk, time)));
    }

    /// <summary>The pack of a cycle as a workbook: the comparison, the plan by family, capacity, and the minutes, a sheet each.</summary>
    /// <param name="scenario">The scenarios to compare, the proposed one first; the leading one of the cycle when none is named.</param>
    public static FileContentHttpResult Workbook(long id, long[] scenario, CycleDesk desk, OpenPlans plans, PlanComputations computations, TimeProvider time)
    {
        var cycle = desk.Cycle(id);
        var chosen = scenario is [] ? [cycle.LeadingScenario] : scenario;
        PlanResults.RequireFew(chosen);
        var comparison = PlanComparison.Of([.. chosen.Select(one => (plans.Scenario(one).Name, computations.Input(plans.Open(one).State)))]);
        var plan = plans.Open(chosen[0]);
        using var file = new MemoryStream();
        ReportWorkbook.Write(file, [comparison.ToReport(), .. PlanTables.ByFamily(plan.State, plan.Structure), .. MinutesTables.Of(Kept(id, desk, time))]);
        return TypedResults.File(file.ToArray(), WorkbookType, $"pack-cycle-{id}.xlsx");
    }

    private static BridgeBars? Bridge(StageInput plan)
    {
        var horizon = plan.Structure.Horizon.BucketsOf(plan.Structure.Calendar);
        var product = plan.Dataset.Rows<BudgetLine>().Any(l => l.Item is null && l.Family is not null) ? "family" : "item";
        return BudgetBridge.Of(plan.Cube, plan.Structure, [], Coordinates.All, product, horizon.Start.Value, horizon.End.Value - 1, plan.Rules.Finance.Decimals) is { NoBudget: null, Rows: [var total, ..] } ? total.Revenue : null;
    }

    private static Minutes Kept(long id, CycleDesk desk, TimeProvider time)
    {
        var cycle = desk.Cycle(id);
        var hasBefore = desk.PlansOfRecord().Any(p => p.Cycle < id);
        return Minutes.Of(
            cycle, cycle.Predecessor is { } before ? desk.Cycle(before).Name : null, hasBefore ? desk.Waterfall(id, null, null) : null, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
    }
}
