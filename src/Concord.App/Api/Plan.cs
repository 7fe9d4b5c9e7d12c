using Concord.App.Jobs;
using Concord.App.Plans;
using Concord.App.Security;
using Concord.Planning.Data.Calendar;
using Concord.Storage.Data;
using Concord.Storage.Scenarios;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <summary>Starting a plan, and bringing newer facts into it.</summary>
internal static class Plan
{
    /// <summary>Ten years: more would make every grid longer than any forecast needs.</summary>
    public const int MostHistoryMonths = 120;

    public static void MapPlan(this RouteGroupBuilder api)
    {
        api.MapGet("/plan", Status).WithTags("Scenarios").WithName("getPlan").Needs(Permission.View);
        api.MapPost("/plan", Start).WithTags("Scenarios").WithName("startPlan").Needs(Permission.ManageData).Problem(409);
        api.MapPost("/scenarios/{id}/snapshot", TakeSnapshot).WithTags("Scenarios").WithName("takeSnapshot").Needs(Permission.ManageData).Problem(404, 409);
    }

    /// <summary>Whether there is a plan.</summary>
    public static Ok<PlanStatus> Status(PlanRepository repository) => TypedResults.Ok(new PlanStatus(repository.Scenarios().Count > 0));

    /// <summary>Starts a plan from a data snapshot: loads its facts as the first revision, and makes the first scenario.</summary>
    public static Accepted<Job> Start(PlanOrder order, PlanJobs jobs, DataStore data, Caller caller)
    {
        if (data.Snapshot(order.SnapshotId) is not { } snapshot)
            throw ProblemException.Invalid("snapshotId", $"{order.SnapshotId}", $"There is no data snapshot {order.SnapshotId}.", "Maybe freeze the data first: a plan stands on a data snapshot.");
        if (order.FiscalStart is < 1 or > 12)
            throw ProblemException.Invalid("fiscalStart", $"{order.FiscalStart}", $"fiscalStart is {order.FiscalStart}; a fiscal year starts in a month from 1 to 12.");
        var patterns = BucketPattern.All(new FiscalYear(order.FiscalStart));
        if (!patterns.Any(p => p.Name == order.Pattern))
            throw ProblemException.Invalid("pattern", order.Pattern, $"'{order.Pattern}' is not one of {string.Join(", ", patterns.Select(p => p.Name))}.");
        if (order.HistoryMonths is < 0 or > MostHistoryMonths)
            throw ProblemException.Invalid("historyMonths", $"{order.HistoryMonths}", $"historyMonths is {order.HistoryMonths}; it is 0 to {MostHistoryMonths}.");
        if (order.FrozenWeeks < 0 || order.FlexibleMonths < 0)
            throw ProblemException.Invalid("frozenWeeks", $"{order.FrozenWeeks}", "The length of a zone is zero or more.");
        try
        {
            _ = new Horizon(snapshot.AsOf, order.HorizonMonths, ZoneLength.Weeks(order.FrozenWeeks), ZoneLength.Months(order.FlexibleMonths));
        }
        catch (ArgumentException e)
        {
            throw ProblemException.Invalid("horizonMonths", $"{order.HorizonMonths}", e.Message.Split(" (Parameter", 2)[0]);
        }

        if (order.Currency is { } currency && !(currency.Length == 3 && currency.All(char.IsAsciiLetterUpper)))
            throw ProblemException.Invalid("currency", currency, $"'{currency}' is not an ISO 4217 currency.", "Maybe EUR or USD?");
        Scenarios.CheckName(order.Name);
        return Endpoints.Accepted(jobs.Start(order, caller));
    }

    /// <summary>Brings the facts of a later data snapshot into a scenario: the calendar goes on, and what people typed is spread again over what there is now.</summary>
    public static Accepted<Job> TakeSnapshot(long id, SnapshotChoice order, PlanJobs jobs, OpenPlans plans, DataStore data, Caller caller)
    {
        plans.Scenario(id, toChange: true);
        if (data.Snapshot(order.SnapshotId) is not { } snapshot)
            throw ProblemException.Invalid("snapshotId", $"{order.SnapshotId}", $"There is no data snapshot {order.SnapshotId}.");
        var cutOff = plans.Open(id).Structure.Horizon.CutOff;
        if (snapshot.AsOf < cutOff)
            throw ProblemException.Invalid("snapshotId", $"{order.SnapshotId}", $"The data snapshot '{snapshot.Name}' is as of {snapshot.AsOf:yyyy-MM-dd}, before the plan's cut-off {cutOff:yyyy-MM-dd}.");
        return Endpoints.Accepted(jobs.TakeSnapshot(id, order.SnapshotId, caller));
    }
}
