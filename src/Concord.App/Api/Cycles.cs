using Concord.App.Cycles;
using Concord.App.Security;
using Concord.Planning.Cycle;
using Concord.Planning.Demand;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <summary>Running cycles. Who may close which step, and what a gate holds, is decided by the cycle itself.</summary>
internal static class Cycles
{
    public static void MapCycles(this RouteGroupBuilder api)
    {
        var cycles = api.MapGroup("/cycles").WithTags("Cycles");
        cycles.MapPost("", Open).WithName("openCycle").Needs(Permission.RunCycle).Problem(409);
        cycles.MapGet("", List).WithName("listCycles").Needs(Permission.View);
        cycles.MapGet("/{id}", Get).WithName("getCycle").Needs(Permission.View).Problem(404);
        cycles.MapPost("/{id}/close", Close).WithName("closeCycle").Needs(Permission.RunCycle).Problem(404, 409);
        cycles.MapPost("/{id}/scenarios", AddScenario).WithName("addScenarioToCycle").Needs(Permission.RunCycle).Problem(404, 409);
        cycles.MapPut("/{id}/steps/{step}", Assign).WithName("assignStep").Needs(Permission.RunCycle).Problem(404, 409);
        cycles.MapPost("/{id}/steps/{step}/checklist", AddItem).WithName("addChecklistItem").Needs(Permission.WorkOnCycle).Problem(404, 409);
        cycles.MapPut("/{id}/steps/{step}/checklist/{item}", Tick).WithName("tickChecklistItem").Needs(Permission.WorkOnCycle).Problem(404, 409);
        cycles.MapGet("/{id}/steps/{step}/gate", Gate).WithName("getGate").Needs(Permission.View).Problem(404);
        cycles.MapPost("/{id}/steps/{step}/close", CloseStep).WithName("closeStep").Needs(Permission.WorkOnCycle).Problem(404, 409);
        cycles.MapPost("/{id}/steps/{step}/reopen", ReopenStep).WithName("reopenStep").Needs(Permission.RunCycle).Problem(404, 409);
        cycles.MapPost("/{id}/submissions", Submit).WithName("submitInput").Needs(Permission.SubmitInput).Problem(404, 409);
        cycles.MapPost("/{id}/submissions/{function}/withdraw", Withdraw).WithName("withdrawInput").Needs(Permission.SubmitInput).Problem(404, 409);
        cycles.MapPost("/{id}/product-decisions", Decide).WithName("decideProduct").Needs(Permission.DecideProducts).Problem(404, 409);
        cycles.MapPost("/{id}/product-decisions/{number}/apply", Apply).WithName("applyProductDecision").Needs(Permission.DecideProducts).Problem(404, 409);
        cycles.MapPost("/{id}/product-decisions/{number}/withdraw", WithdrawDecision).WithName("withdrawProductDecision").Needs(Permission.DecideProducts).Problem(404, 409);
        cycles.MapPost("/{id}/records", AddRecord).WithName("addCycleRecord").Needs(Permission.WorkOnCycle).Problem(404, 409);
        cycles.MapPut("/{id}/records/{number}", ChangeRecord).WithName("changeCycleRecord").Needs(Permission.WorkOnCycle).Problem(404, 409);
        cycles.MapPost("/{id}/acknowledgements", Acknowledge).WithName("acknowledge").Needs(Permission.WorkOnCycle).Problem(404, 409);
        cycles.MapGet("/{id}/proposals/{scenario}", Propose).WithName("getProposal").Needs(Permission.View).Problem(404);
        cycles.MapPost("/{id}/verdicts", Judge).WithName("judgePlan").Needs(Permission.ApprovePlan).Problem(404, 409);
        cycles.MapGet("/{id}/waterfall", Waterfall).WithName("getWaterfall").Needs(Permission.View).Problem(404, 409);
        api.MapGet("/plans-of-record", PlansOfRecord).WithTags("Cycles").WithName("listPlansOfRecord").Needs(Permission.View);
        api.MapGet("/plans-of-record/{revision}", PlanOfRecord).WithTags("Cycles").WithName("getPlanOfRecord").Needs(Permission.View).Problem(404);
    }

    /// <summary>Opens a cycle on a data snapshot, with its steps and their due dates. What the cycle before left open of assumptions, risks and actions is carried over.</summary>
    public static async Task<Created<PlanningCycle>> Open(CycleOrder order, CycleDesk desk, Caller caller, CancellationToken token)
    {
        var cycle = await desk.Open(order, caller, token);
        return TypedResults.Created($"/api/v1/cycles/{cycle.Id}", cycle);
    }

    /// <summary>All cycles, newest first.</summary>
    public static Ok<IReadOnlyList<CycleSummary>> List(CycleDesk desk) => TypedResults.Ok<IReadOnlyList<CycleSummary>>([.. desk.Cycles().Reverse().Select(c => new CycleSummary(
        c.Id, c.Name, c.FirstPlanned, c.SnapshotId, c.State, [.. c.Steps.Where(s => !s.IsClosed).Select(s => s.Kind)], c.PlanOfRecord?.Revision, c.OpenedBy, c.OpenedAt))]);

    /// <summary>A cycle with all that was said in it.</summary>
    public static Ok<PlanningCycle> Get(long id, CycleDesk desk) => TypedResults.Ok(desk.Cycle(id));

    /// <summary>Ends a cycle, with the reason where nothing was approved in it.</summary>
    public static Ok<PlanningCycle> Close(long id, CycleEnd end, CycleDesk desk, Caller caller) => TypedResults.Ok(desk.Close(id, end.Reason, caller));

    /// <summary>Adds a scenario to those the cycle works on.</summary>
    public static Ok<PlanningCycle> AddScenario(long id, ScenarioChoice choice, CycleDesk desk, Caller caller) => TypedResults.Ok(desk.AddScenario(id, choice.Scenario, caller));

    /// <summary>Says who is responsible for a step and when it is due.</summary>
    public static Ok<PlanningCycle> Assign(long id, string step, StepAssignment assignment, CycleDesk desk, Caller caller) =>
        TypedResults.Ok(desk.Assign(id, Kind(step), assignment.Owner, assignment.Due, caller));

    /// <summary>Adds an item to the checklist of a step.</summary>
    public static Ok<PlanningCycle> AddItem(long id, string step, ChecklistOrder order, CycleDesk desk, Caller caller) => TypedResults.Ok(desk.AddItem(id, Kind(step), order.Text, caller));

    /// <summary>Ticks an item of the checklist of a step, by its place from 0, or takes the tick away.</summary>
    public static Ok<PlanningCycle> Tick(long id, string step, int item, ChecklistTick tick, CycleDesk desk, Caller caller) =>
        TypedResults.Ok(desk.Tick(id, Kind(step), item, tick.Done, caller));

    /// <summary>What the gate of a step says now, check by check.</summary>
    public static Ok<GateReport> Gate(long id, string step, CycleDesk desk) => TypedResults.Ok(desk.Gate(id, Kind(step)));

    /// <summary>Closes a step. A held gate refuses, unless coordinator or executive override it with a reason, which is kept.</summary>
    public static Ok<PlanningCycle> CloseStep(long id, string step, StepEnd end, CycleDesk desk, Caller caller) => TypedResults.Ok(desk.CloseStep(id, Kind(step), end.Override, caller));

    /// <summary>Opens a step again, and with it all that come after.</summary>
    public static Ok<PlanningCycle> ReopenStep(long id, string step, StepReopening reopening, CycleDesk desk, Caller caller) =>
        TypedResults.Ok(desk.ReopenStep(id, Kind(step), reopening.Reason, caller));

    /// <summary>Submits a function's input as it is now. An earlier submission of it is replaced.</summary>
    public static Ok<PlanningCycle> Submit(long id, SubmissionOrder order, CycleDesk desk, Caller caller) =>
        TypedResults.Ok(desk.Submit(id, order.Function, order.Scenario, order.Comment, caller));

    /// <summary>Takes back what a function submitted.</summary>
    public static Ok<PlanningCycle> Withdraw(long id, string function, WithdrawalOrder order, CycleDesk desk, Caller caller) =>
        TypedResults.Ok(desk.Withdraw(id, Words.Parse<InputFunction>(function, "function")!.Value, order.Reason, caller));

    /// <summary>Adds a product decision: keep, launch, replace or delist an item.</summary>
    public static Ok<PlanningCycle> Decide(long id, ProductDecisionOrder order, CycleDesk desk, Caller caller) => TypedResults.Ok(desk.Decide(
        id, new ProductDecision(order.Choice, order.Item.Trim(), order.RelatedItem?.Trim(), order.Date, order.Share, order.Reason) { Description = order.Description }, caller));

    /// <summary>Brings a product decision into a scenario, as changes of its master data.</summary>
    public static async Task<Ok<PlanningCycle>> Apply(long id, int number, DecisionApplication application, CycleDesk desk, Caller caller, CancellationToken token) =>
        TypedResults.Ok(await desk.Apply(id, number, application.Scenario, caller, token));

    /// <summary>Takes a product decision back that is not in the plan yet.</summary>
    public static Ok<PlanningCycle> WithdrawDecision(long id, int number, WithdrawalOrder order, CycleDesk desk, Caller caller) =>
        TypedResults.Ok(desk.WithdrawDecision(id, number, order.Reason, caller));

    /// <summary>Adds a decision, assumption, risk or action.</summary>
    public static Ok<PlanningCycle> AddRecord(long id, RecordOrder order, CycleDesk desk, Caller caller) => TypedResults.Ok(desk.Add(id, order.ToDraft(), caller));

    /// <summary>Writes a record anew. Its kind stays; what it said before stays in the log of the cycle.</summary>
    public static Ok<PlanningCycle> ChangeRecord(long id, int number, RecordOrder order, CycleDesk desk, Caller caller) => TypedResults.Ok(desk.ChangeRecord(id, number, order.ToDraft(), caller));

    /// <summary>Says that somebody looked at all findings of a code, or at a shortage, and goes on.</summary>
    public static Ok<PlanningCycle> Acknowledge(long id, AcknowledgementOrder order, CycleDesk desk, Caller caller) =>
        TypedResults.Ok(desk.Acknowledge(id, order.Kind, order.Key, order.Comment, caller));

    /// <summary>What an executive is asked to judge: a scenario's newest revision with its fingerprint, its figures, and what stands against approving it.</summary>
    public static Ok<ProposalInfo> Propose(long id, long scenario, CycleDesk desk)
    {
        var proposal = desk.Propose(id, scenario);
        return TypedResults.Ok(new ProposalInfo(proposal.Scenario, proposal.Revision, proposal.Fingerprint, proposal.Figures, Approving.Doubts(desk.Cycle(id), proposal)));
    }

    /// <summary>Approves a scenario, rejects it, or sends it back. Approval makes the revision the plan of record of the cycle, for good.</summary>
    public static Ok<PlanningCycle> Judge(long id, VerdictOrder order, CycleDesk desk, Caller caller) =>
        TypedResults.Ok(desk.Judge(id, order.Verdict, order.Scenario, order.Revision, order.Comment, order.Despite, caller));

    /// <summary>What changed, bar by bar, between two revisions; from the last plan of record before the cycle to its own plan when left out.</summary>
    public static Ok<PlanWaterfall> Waterfall(long id, CycleDesk desk, long? from = null, long? to = null) => TypedResults.Ok(desk.Waterfall(id, from, to));

    /// <summary>The plans of record of all cycles with what was approved of them, newest first.</summary>
    public static Ok<IReadOnlyList<ApprovedPlan>> PlansOfRecord(CycleDesk desk) => TypedResults.Ok<IReadOnlyList<ApprovedPlan>>([.. desk.PlansOfRecord().Reverse()]);

    /// <summary>A plan of record with what was approved of it.</summary>
    public static Ok<ApprovedPlan> PlanOfRecord(long revision, CycleDesk desk) =>
        TypedResults.Ok(desk.PlansOfRecord().FirstOrDefault(p => p.Revision == revision) ?? throw ProblemException.NotFound("plan of record", revision));

    private static StepKind Kind(string word) => Words.Parse<StepKind>(word, "step")!.Value;
}
