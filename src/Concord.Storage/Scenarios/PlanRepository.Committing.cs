using System.Threading.Channels;
using Concord.Planning.Scenarios;

namespace Concord.Storage.Scenarios;

// The commit loop: one thread applies the changes that wait, and keeps them together.
public sealed partial class PlanRepository
{
    // Changes kept in one transaction: more would make the first of them wait.
    private const int MostAtOnce = 128;

    // Times another process may be first before a change is given up.
    private const int MostAttempts = 20;

    private readonly Channel<Change> _waiting = Channel.CreateUnbounded<Change>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _loop;

    /// <summary>Keeps what waits, and ends. Changes that come later are refused.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
        _feed.Complete();
    }

    private Task<Revision> Enqueue(Change change)
    {
        if (change.Token.IsCancellationRequested)
            return Task.FromCanceled<Revision>(change.Token);
        if (!_waiting.Writer.TryWrite(change))
            throw new ObjectDisposedException(nameof(PlanRepository), "The plans are closed: the program is about to end.");

        // A change that waits can be given up; one that was taken up is told how it ended.
        var registration = change.Token.Register(() => change.GiveUp());
        _ = change.Outcome.Task.ContinueWith(_ => registration.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return change.Outcome.Task;
    }

    private async Task TakeChanges()
    {
        var batch = new List<Change>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < MostAtOnce && _waiting.Reader.TryRead(out var change))
            {
                if (change.TakeUp())
                    batch.Add(change);
            }

            foreach (var group in batch.Where(c => c.Scenario is not null).GroupBy(c => c.Scenario))
                Keep(group.Key, [.. group]);
            foreach (var start in batch.Where(c => c.Scenario is null))
                Keep(null, [start]);
            batch.Clear();
        }
    }

    /// <summary>Keeps changes of one scenario in one transaction, and tells each how it ended. Never throws.</summary>
    private void Keep(long? scenario, List<Change> changes)
    {
        try
        {
            for (var attempt = 1; !TryKeep(scenario, changes); attempt++)
            {
                if (attempt == MostAttempts)
                    throw new PlanStoreException("Another process changes this scenario all the time. Maybe try again when it is done.");
                Reload();
            }
        }
        catch (Exception) when (changes.Count > 1)
        {
            // One of them cannot be stored: it alone shall fail.
            foreach (var change in changes)
                Keep(scenario, [change]);
        }
        catch (Exception e)
        {
            changes[0].Outcome.TrySetException(e);
        }
    }

    /// <returns>False when the scenario has moved under it: nothing was kept, nobody was told.</returns>
    private bool TryKeep(long? scenario, List<Change> changes)
    {
        var from = scenario is { } id ? Head(id) : null;
        var head = from;
        var revisions = new List<Revision>();
        var outcomes = new List<(Change Change, Revision? Revision, Exception? Refusal)>();
        foreach (var change in changes)
        {
            try
            {
                var draft = change.Make(head!);
                if (draft is not null)
                {
                    head = Make(draft, change.Author, head);
                    revisions.Add(head);
                }

                outcomes.Add((change, head, null));
            }
            catch (Exception e)
            {
                outcomes.Add((change, null, e));
            }
        }

        if (revisions.Count > 0)
        {
            if (!Store.TryCommit(scenario, from, revisions))
                return false;
            Take(scenario, revisions);
        }

        foreach (var (change, revision, refusal) in outcomes)
        {
            if (refusal is null)
                change.Outcome.TrySetResult(revision!);
            else
                change.Outcome.TrySetException(refusal);
        }

        foreach (var revision in revisions.Where(_ => scenario is not null))
            _feed.Publish(new ScenarioMoved(scenario!.Value, revision.Id, revision.Info.Author, ScenarioChange.Moved, revision.Info.Kind, revision.Info.Message));
        return true;
    }

    private Revision Make(PlanDraft draft, string author, Revision? parent)
    {
        var info = new RevisionInfo(
            _nextRevision++, [.. parent is null ? [] : (long[])[parent.Id], .. draft.MergedFrom is { } merged ? (long[])[merged] : []],
            draft.Kind, author, _time.GetUtcNow(), draft.Message, draft.Reverts);
        return new Revision(info, draft.State);
    }

    /// <summary>Takes over what other processes have written.</summary>
    private void Reload()
    {
        lock (_gate)
        {
            // Read in the lock: a name saved meanwhile is then taken over after this, not before. And in this order: the log has every head that was
            // read, and the next number is above all of them, whatever another process writes in between.
            var scenarios = Store.Scenarios();
            foreach (var info in Store.Log())
                _graph.Add(info);
            var (revision, entry) = Store.NextIds();
            _nextRevision = Math.Max(_nextRevision, revision);
            for (var known = Volatile.Read(ref _nextEntry); known < entry; known = Volatile.Read(ref _nextEntry))
                Interlocked.CompareExchange(ref _nextEntry, entry, known);
            foreach (var scenario in scenarios)
                Take(scenario);
            RetireHeads();
        }
    }

    private sealed class Change(long? scenario, string author, Func<Revision, PlanDraft?> make, CancellationToken token)
    {
        private int _state;

        public long? Scenario { get; } = scenario;

        public string Author { get; } = author;

        public Func<Revision, PlanDraft?> Make { get; } = make;

        public CancellationToken Token { get; } = token;

        public TaskCompletionSource<Revision> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <returns>False when it was given up before.</returns>
        public bool TakeUp() => Interlocked.CompareExchange(ref _state, 1, 0) == 0;

        public void GiveUp()
        {
            if (Interlocked.CompareExchange(ref _state, 2, 0) == 0)
                Outcome.TrySetCanceled(Token);
        }
    }
}
