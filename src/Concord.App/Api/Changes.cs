using Concord.App.Plans;
using Concord.App.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <summary>Changing a scenario. Every answer is given after the change is durable.</summary>
internal static class Changes
{
    public static void MapChanges(this RouteGroupBuilder api)
    {
        var scenarios = api.MapGroup("/scenarios/{id}").WithTags("Plan changes");
        scenarios.MapPost("/entries", Enter).WithName("enterValues").Needs(Permission.EditPlan).Problem(403, 404, 409);
        scenarios.MapPost("/undo", Undo).WithName("undoChange").Needs(Permission.EditPlan).Problem(403, 404, 409);
        scenarios.MapPost("/redo", Redo).WithName("redoChange").Needs(Permission.EditPlan).Problem(403, 404, 409);
        scenarios.MapPost("/revert", Revert).WithName("revertRevision").Needs(Permission.EditPlan).Problem(403, 404, 409);
        scenarios.MapPost("/merge/preview", Preview).WithName("previewMerge").Needs(Permission.View).IsQuery().Problem(404, 409);
        scenarios.MapPost("/merge", Merge).WithName("mergeScenario").Needs(Permission.ManageScenarios).Problem(403, 404, 409);
        scenarios.MapGet("/patches", Patches).WithName("listPatches").Needs(Permission.View).Problem(404);
        scenarios.MapPost("/patches", Patch).WithName("changeMasterData").Needs(Permission.ManageScenarios).Problem(403, 404, 409);
    }

    /// <summary>Makes entries, all or none, at any level of the hierarchy. Where others changed the same cells since the caller saw them, nothing is changed.</summary>
    public static async Task<Ok<ChangeAnswer>> Enter(long id, EntriesOrder order, PlanEdits edits, Caller caller, CancellationToken token) =>
        TypedResults.Ok(await edits.Edit(id, order, caller, token));

    /// <summary>Takes back the caller's own last change that still stands.</summary>
    public static async Task<Ok<ChangeAnswer>> Undo(long id, PlanEdits edits, Caller caller, CancellationToken token) =>
        TypedResults.Ok(await edits.Undo(id, caller, token));

    /// <summary>Makes again what the caller undid last.</summary>
    public static async Task<Ok<ChangeAnswer>> Redo(long id, PlanEdits edits, Caller caller, CancellationToken token) =>
        TypedResults.Ok(await edits.Redo(id, caller, token));

    /// <summary>Takes back the change of one revision and leaves everything later as it is.</summary>
    public static async Task<Ok<ChangeAnswer>> Revert(long id, RevertOrder order, PlanEdits edits, Caller caller, CancellationToken token) =>
        TypedResults.Ok(await edits.Revert(id, order.Revision, caller, token));

    /// <summary>What merging another scenario into this one would do, with its conflicts.</summary>
    public static Ok<MergePreview> Preview(long id, MergePreviewOrder order, PlanMerges merges, Caller caller) => TypedResults.Ok(merges.Preview(id, order.Source, caller));

    /// <summary>Merges another scenario into this one; every conflict needs a resolution.</summary>
    public static async Task<Ok<ChangeAnswer>> Merge(long id, MergeOrder order, PlanMerges merges, Caller caller, CancellationToken token) =>
        TypedResults.Ok(await merges.Merge(id, order, caller, token));

    /// <summary>The master data that differ in this scenario.</summary>
    public static Ok<IReadOnlyList<PatchInfo>> Patches(long id, OpenPlans plans) =>
        TypedResults.Ok<IReadOnlyList<PatchInfo>>([.. plans.Open(id).State.Patches.Select(PlanInfo.Of)]);

    /// <summary>Changes master data in this scenario only. Entries are spread again where that moves them to other series.</summary>
    public static async Task<Ok<ChangeAnswer>> Patch(long id, PatchesOrder order, PlanPatches patches, Caller caller, CancellationToken token) =>
        TypedResults.Ok(await patches.Change(id, order, caller, token));
}
