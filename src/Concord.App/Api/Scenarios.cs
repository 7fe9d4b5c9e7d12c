using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Concord.App.Plans;
using Concord.App.Security;
using Concord.Storage.Scenarios;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

internal static class Scenarios
{
    private const int LongestName = 100, LongestDescription = 2000, MostRevisions = 500;

    public static void MapScenarios(this RouteGroupBuilder api)
    {
        var scenarios = api.MapGroup("/scenarios").WithTags("Scenarios");
        scenarios.MapGet("", List).WithName("listScenarios").Needs(Permission.View);
        scenarios.MapPost("", Create).WithName("createScenario").Needs(Permission.ManageScenarios).Problem(404, 409);
        scenarios.MapPatch("/{id}", Change).WithName("changeScenario").Needs(Permission.ManageScenarios).Problem(404, 409);
        scenarios.MapGet("/{id}/revisions", Revisions).WithName("listRevisions").Needs(Permission.View).Problem(404);
        scenarios.MapGet("/{id}/entries", Entries).WithName("listEntries").Needs(Permission.View).Problem(404);
        scenarios.MapGet("/events", Events).WithName("watchScenarios").Needs(Permission.View).Produces<ScenarioMove>(contentType: "text/event-stream");
        api.MapGet("/revisions/{id}", Revision).WithTags("Scenarios").WithName("getRevision").Needs(Permission.View).Problem(404);
    }

    /// <summary>All scenarios, archived ones too, oldest first.</summary>
    public static Ok<IReadOnlyList<ScenarioInfo>> List(PlanRepository repository) =>
        TypedResults.Ok<IReadOnlyList<ScenarioInfo>>([.. repository.Scenarios().Select(s => PlanInfo.Of(s, repository.Info(s.Head)))]);

    /// <summary>Makes a scenario from the head of another or from a revision. It costs a pointer: nothing is copied.</summary>
    public static Created<ScenarioInfo> Create(ScenarioOrder order, PlanRepository repository, OpenPlans plans, Caller caller)
    {
        var name = CheckName(order.Name);
        CheckDescription(order.Description);
        if (order.FromScenario is null == order.FromRevision is null)
            throw ProblemException.Invalid("fromScenario", null, "Say what the scenario starts from: either fromScenario or fromRevision.");
        var revision = order.FromScenario is { } from ? plans.Scenario(from).Head : plans.Revision(order.FromRevision!.Value, "fromRevision").Id;
        var scenario = repository.Branch(name, order.Description, revision, caller.Name);
        return TypedResults.Created($"/api/v1/scenarios/{scenario.Id}", PlanInfo.Of(scenario, repository.Info(scenario.Head)));
    }

    /// <summary>Renames a scenario, describes it, or puts it into the archive and back.</summary>
    public static Ok<ScenarioInfo> Change(long id, ScenarioUpdate change, PlanRepository repository, OpenPlans plans, Caller caller)
    {
        var scenario = plans.Scenario(id);
        var name = change.Name is null ? scenario.Name : CheckName(change.Name);
        CheckDescription(change.Description);
        var saved = repository.Save(id, name, change.Description ?? scenario.Description, change.Archived ?? scenario.Archived, caller.Name);
        return TypedResults.Ok(PlanInfo.Of(saved, repository.Info(saved.Head)));
    }

    /// <summary>The revisions of a scenario, newest first.</summary>
    /// <param name="take">How many, at most 500.</param>
    /// <param name="before">Only those older than this revision: where the last answer ended.</param>
    public static Ok<IReadOnlyList<RevisionSummary>> Revisions(long id, PlanRepository repository, OpenPlans plans, int take = 100, long? before = null)
    {
        Words.CheckWindow(0, take, MostRevisions);
        return TypedResults.Ok<IReadOnlyList<RevisionSummary>>([.. repository.History(plans.Scenario(id).Head, take, before).Select(PlanInfo.Of)]);
    }

    /// <summary>The entries that count in a scenario now, newest first.</summary>
    /// <param name="measure">Only those of this measure.</param>
    /// <param name="take">How many, at most 500.</param>
    public static Ok<IReadOnlyList<EntryInfo>> Entries(long id, OpenPlans plans, string? measure = null, int skip = 0, int take = 100)
    {
        Words.CheckWindow(skip, take, MostRevisions);
        if (measure is not null)
            PlanFields.Measure(measure, "measure");
        var plan = plans.Open(id);
        return TypedResults.Ok<IReadOnlyList<EntryInfo>>(
            [.. plan.State.Entries.Reverse().Where(e => measure is null || e.Measure == measure).Skip(skip).Take(take).Select(e => PlanInfo.Of(e, plan.Structure))]);
    }

    /// <summary>One revision with what was typed in it.</summary>
    public static Ok<RevisionDetails> Revision(long id, PlanRepository repository, OpenPlans plans)
    {
        var info = plans.Info(id, "id");
        var change = repository.Store.Change(id);
        var structure = plans.StructureNear(info);
        return TypedResults.Ok(new RevisionDetails(
            PlanInfo.Of(info), [.. change.Added.Select(e => PlanInfo.Of(e, structure))], change.Dropped, [.. change.AddedPatches.Select(PlanInfo.Of)]));
    }

    /// <summary>
    /// Server-sent events, for as long as the connection stands: "ready" when nothing is missed any more, then "moved" each time a scenario got a new head, was
    /// made, renamed or archived.
    /// </summary>
    public static ServerSentEventsResult<ScenarioMove?> Events(PlanRepository repository, IHostApplicationLifetime lifetime, CancellationToken token) =>
        TypedResults.ServerSentEvents(Moves(repository, lifetime.ApplicationStopping, token));

    private static async IAsyncEnumerable<SseItem<ScenarioMove?>> Moves(PlanRepository repository, CancellationToken stopping, [EnumeratorCancellation] CancellationToken token)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, token);
        await using var moves = repository.Moves(either.Token).GetAsyncEnumerator(either.Token);
        yield return new SseItem<ScenarioMove?>(null, "ready");
        while (true)
        {
            try
            {
                if (!await moves.MoveNextAsync())
                    yield break;
            }
            catch (OperationCanceledException)
            {
                // The page was closed, or the server stops: the end of the stream, not an error.
                yield break;
            }

            var move = moves.Current;
            yield return new SseItem<ScenarioMove?>(new ScenarioMove(move.Scenario, move.Head, move.Author, move.Change, move.Kind, move.Message), "moved");
        }
    }

    /// <summary>The name without blanks around it.</summary>
    /// <exception cref="ProblemException">400: there is none, or it is too long.</exception>
    public static string CheckName(string? name)
    {
        var trimmed = name?.Trim() ?? "";
        return trimmed.Length is > 0 and <= LongestName
            ? trimmed
            : throw ProblemException.Invalid("name", name, trimmed.Length == 0 ? "A scenario needs a name." : $"The name is longer than {LongestName} characters.");
    }

    private static void CheckDescription(string? description)
    {
        if (description?.Length > LongestDescription)
            throw ProblemException.Invalid("description", $"{description.Length} characters", $"The description is longer than {LongestDescription} characters.");
    }
}
