using System.Collections.Immutable;
using Concord.Planning.Scenarios;

namespace Concord.Storage.Scenarios;

/// <summary>What a change makes of a revision.</summary>
/// <param name="State">The new state.</param>
/// <param name="Kind">How it came about.</param>
/// <param name="Message">What was done, for people.</param>
/// <param name="Reverts">For undo, redo and revert the revision whose change is taken back.</param>
/// <param name="MergedFrom">For a merge the revision merged in.</param>
public sealed record PlanDraft(PlanState State, RevisionKind Kind, string Message, long? Reverts = null, long? MergedFrom = null);

/// <summary>
/// The plans of a store, with what is asked for often kept in memory: heads of scenarios, recent revisions, the log. Changes are taken one after another,
/// and those that wait are kept together in one transaction. For any number of threads.
/// </summary>
public sealed partial class PlanRepository : IAsyncDisposable
{
    // Revisions beside the heads that stay in memory; they share most pages with them.
    private const int RecentRevisions = 32;

    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly RevisionGraph _graph;
    private readonly Dictionary<long, Revision> _heads = [];
    private readonly LinkedList<Revision> _recent = new();
    private readonly ScenarioFeed _feed = new();
    private ImmutableSortedDictionary<long, Scenario> _scenarios;
    private long _nextRevision;
    private long _nextEntry;

    private PlanRepository(IPlanStore store, TimeProvider time)
    {
        (Store, _time) = (store, time);
        _scenarios = store.Scenarios().ToImmutableSortedDictionary(s => s.Id, s => s);
        _graph = new RevisionGraph(store.Log());

        // After scenarios and log, as in Reload.
        (_nextRevision, _nextEntry) = store.NextIds();
        _loop = Task.Run(TakeChanges);
    }

    /// <summary>Opens the plans of a store; the caller disposes the store after the repository.</summary>
    public static PlanRepository Open(IPlanStore store, TimeProvider time) => new(store, time);

    public IPlanStore Store { get; }

    /// <summary>All scenarios, archived ones too, oldest first.</summary>
    public IReadOnlyList<Scenario> Scenarios() => [.. Volatile.Read(ref _scenarios).Values];

    /// <exception cref="PlanStoreException">There is no such scenario.</exception>
    public Scenario Scenario(long id) => Volatile.Read(ref _scenarios).GetValueOrDefault(id)
        ?? throw new PlanStoreException($"There is no scenario {id}. Maybe it belongs to another data folder.");

    /// <summary>The newest revision of a scenario.</summary>
    /// <exception cref="PlanStoreException">There is no such scenario.</exception>
    public Revision Head(long scenario) => Revision(Scenario(scenario).Head);

    /// <summary>A revision with its state.</summary>
    /// <exception cref="PlanStoreException">There is no such revision, or compaction has dropped its values.</exception>
    public Revision Revision(long id)
    {
        lock (_gate)
        {
            if (Known(id) is { } known)
                return known;
        }

        var revision = Store.Revision(id);
        lock (_gate)
        {
            // Another thread may have read it too: all shall share one.
            if (Known(id) is { } known)
                return known;
            Remember(revision);
            return revision;
        }
    }

    /// <summary>What a revision says of itself, whether its values are kept or not.</summary>
    /// <exception cref="PlanStoreException">There is no such revision.</exception>
    public RevisionInfo Info(long id)
    {
        lock (_gate)
            return _graph.Find(id) ?? throw new PlanStoreException($"There is no revision {id}. Maybe it belongs to another data folder.");
    }

    /// <summary>A revision and the first parents before it, newest first.</summary>
    /// <param name="head">The revision to begin with.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="before">Only those older than this revision; null for all.</param>
    public IReadOnlyList<RevisionInfo> History(long head, int take, long? before)
    {
        lock (_gate)
            return [.. _graph.FirstParents(head).SkipWhile(i => i.Id >= before).Take(take)];
    }

    /// <summary>The newest revision both were made from, merges included; null when they have nothing in common.</summary>
    public long? CommonAncestor(long one, long other)
    {
        lock (_gate)
            return _graph.CommonAncestor(one, other);
    }

    /// <summary>True when the one is the other, or the other was made from it, merges included.</summary>
    public bool IsAncestor(long ancestor, long of)
    {
        lock (_gate)
            return _graph.IsAncestor(ancestor, of);
    }

    /// <summary>Makes a scenario that points at a revision: nothing is copied.</summary>
    /// <exception cref="PlanStoreException">The name is taken, or there is no such revision.</exception>
    public Scenario Branch(string name, string? description, long revision, string author)
    {
        var scenario = Store.AddScenario(name, description, revision, author, _time.GetUtcNow());
        lock (_gate)
            Take(scenario);
        _feed.Publish(new ScenarioMoved(scenario.Id, scenario.Head, author, ScenarioChange.Made, null, scenario.Name));
        return scenario;
    }

    /// <summary>Changes a scenario's name, description and whether it is archived.</summary>
    /// <exception cref="PlanStoreException">The name is taken, or there is no such scenario.</exception>
    public Scenario Save(long id, string name, string? description, bool archived, string author)
    {
        var saved = Store.SaveScenario(id, name, description, archived);
        lock (_gate)
            saved = Take(saved);
        _feed.Publish(new ScenarioMoved(id, saved.Head, author, ScenarioChange.Saved, null, saved.Name));
        return saved;
    }

    /// <summary>Keeps the first revision of a plan; <see cref="Branch"/> then makes a scenario of it.</summary>
    public Task<Revision> Start(PlanState state, string author, string message, RevisionKind kind = RevisionKind.Load, CancellationToken token = default) =>
        Enqueue(new Change(null, author, _ => new PlanDraft(state, kind, message), token));

    /// <summary>
    /// Changes a scenario. The change runs on the newest head, after those that came before it; it may run again when another process was first, and
    /// must not block: all changes wait for it. What it throws reaches its caller only.
    /// </summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="author">Who changes it.</param>
    /// <param name="change">Makes the new state of the head; null for "nothing to do".</param>
    /// <param name="token">Cancels as long as the change has not been taken up.</param>
    /// <returns>The durable new head; the old one when there was nothing to do.</returns>
    /// <exception cref="PlanStoreException">No such scenario, or it is archived.</exception>
    public Task<Revision> Commit(long scenario, string author, Func<Revision, PlanDraft?> change, CancellationToken token) =>
        Enqueue(new Change(Scenario(scenario).Id, author, change, token));

    /// <summary>A number for a new entry; never given twice.</summary>
    public long NewEntryId() => Interlocked.Increment(ref _nextEntry) - 1;

    /// <summary>
    /// What happens to scenarios from now on. A reader that is slow misses the oldest; it must take each as "look again", not as the whole story.
    /// </summary>
    public IAsyncEnumerable<ScenarioMoved> Moves(CancellationToken token) => _feed.Read(token);

    /// <summary>Drops the values of old revisions: see <see cref="IPlanStore.Compact"/>.</summary>
    public CompactionResult Compact(RetentionRule rule, CancellationToken token)
    {
        var result = Store.Compact(rule, _time.GetUtcNow(), token);
        lock (_gate)
            _recent.Clear();
        return result;
    }

    private Revision? Known(long id)
    {
        if (_heads.TryGetValue(id, out var head))
            return head;
        for (var node = _recent.First; node is not null; node = node.Next)
        {
            if (node.Value.Id != id)
                continue;
            _recent.Remove(node);
            _recent.AddFirst(node);
            return node.Value;
        }

        return null;
    }

    /// <summary>Keeps a revision in memory: as a head where it is one, else among the recent ones.</summary>
    private void Remember(Revision revision)
    {
        if (_graph.Find(revision.Id) is null)
            _graph.Add(revision.Info);
        if (_scenarios.Values.Any(s => s.Head == revision.Id && !s.Archived))
        {
            _heads[revision.Id] = revision;
            return;
        }

        _recent.AddFirst(revision);
        if (_recent.Count > RecentRevisions)
            _recent.RemoveLast();
    }

    /// <summary>Takes over what a scenario is now. A head never goes back: what was read from the store may be older than what is known.</summary>
    private Scenario Take(Scenario scenario)
    {
        if (_scenarios.TryGetValue(scenario.Id, out var known) && known.Head > scenario.Head)
            scenario = scenario with { Head = known.Head };
        Volatile.Write(ref _scenarios, _scenarios.SetItem(scenario.Id, scenario));
        return scenario;
    }

    /// <summary>Takes over new revisions, the last of which the scenario points at now.</summary>
    private void Take(long? scenario, List<Revision> revisions)
    {
        lock (_gate)
        {
            if (scenario is { } id)
                Volatile.Write(ref _scenarios, _scenarios.SetItem(id, _scenarios[id] with { Head = revisions[^1].Id }));
            foreach (var revision in revisions)
                Remember(revision);
            RetireHeads();
        }
    }

    /// <summary>Heads that are none any more become recent revisions.</summary>
    private void RetireHeads()
    {
        var heads = _scenarios.Values.Select(s => s.Head).ToHashSet();
        foreach (var old in _heads.Values.Where(r => !heads.Contains(r.Id)).ToList())
        {
            _heads.Remove(old.Id);
            Remember(old);
        }
    }
}
