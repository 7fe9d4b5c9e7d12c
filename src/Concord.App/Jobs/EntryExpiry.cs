using Concord.Planning.Scenarios;
using Concord.Storage.Scenarios;

namespace Concord.App.Jobs;

/// <summary>Takes entries out of every scenario on the day after their last, so that no plan rests on what its author said would not hold.</summary>
internal sealed class EntryExpiry(PlanRepository repository, PlanStructures structures, TimeProvider time, ILogger<EntryExpiry> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private const string Author = "concord";

    /// <summary>Looks once.</summary>
    public async Task Look(CancellationToken token)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        foreach (var scenario in repository.Scenarios().Where(s => !s.Archived))
        {
            if (!repository.Head(scenario.Id).State.Entries.Exists(e => e.Expires < today))
                continue;
            try
            {
                await Expire(scenario.Id, today, token);
            }
            catch (PlanStoreException e)
            {
                // One that was archived this moment, or that another process keeps changing, does not hold up the others.
                log.LogWarning(e, "Entries of the scenario '{Scenario}' could not be expired; tried again in an hour.", scenario.Name);
            }
        }
    }

    private Task<Revision> Expire(long scenario, DateOnly today, CancellationToken token) => repository.Commit(scenario, Author, head =>
    {
        var outcome = Respreading.Expire(head.State, structures.Of(head.State), today);
        if (outcome is null)
            return null;
        var over = head.State.Entries.Count - outcome.State.Entries.Count;
        return new PlanDraft(outcome.State, RevisionKind.Expiry, $"{over:#,0} {(over == 1 ? "entry" : "entries")} expired");
    }, token);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The server answers first.
        await Task.Yield();
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "Entries could not be expired; tried again in an hour.");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
