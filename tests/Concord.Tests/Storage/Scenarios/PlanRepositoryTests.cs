using Concord.Planning.Cube;
using Concord.Planning.Scenarios;
using Concord.Storage.Data;
using Concord.Storage.Scenarios;
using static Concord.Tests.Storage.Scenarios.Plans;

namespace Concord.Tests.Storage.Scenarios;

public sealed class PlanRepositoryTests : IAsyncLifetime
{
    private const string Measure = "statistical_forecast";
    private static readonly CancellationToken Never = CancellationToken.None;
    private readonly string _folder = Directory.CreateTempSubdirectory("concord-plans-").FullName;
    private SqlitePlanStore _store = null!;
    private PlanRepository _plans = null!;
    private long _baseline;

    public async ValueTask InitializeAsync()
    {
        _store = new SqlitePlanStore(Database.Open(_folder));
        _plans = PlanRepository.Open(_store, TimeProvider.System);
        var first = await _plans.Start(PlanState.Empty.With(At(0), PageOf(4096, _ => 0)), "ann", "The plan begins");
        _baseline = _plans.Branch("Baseline", null, first.Id, "ann").Id;
    }

    public async ValueTask DisposeAsync()
    {
        await _plans.DisposeAsync();
        _store.Dispose();
        Database.Open(_folder).Close();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task OfTwentyWritersNoneIsLost()
    {
        // Each writer counts up a cell of its own and one that all share: a lost change is a number too small.
        const int Writers = 20, Edits = 30;
        await Task.WhenAll(Enumerable.Range(1, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < Edits; i++)
            {
                var revision = await _plans.Commit(_baseline, $"writer {writer}", head => Edit(head, (0, Cell(head, 0) + 1), (writer, Cell(head, writer) + 1)), Never);
                Assert.Equal($"writer {writer}", revision.Info.Author);
                Assert.Equal(i + 1, Cell(revision, writer));
            }
        })));
        var head = _plans.Head(_baseline);
        Assert.Equal(Writers * Edits, Cell(head, 0));
        Assert.All(Enumerable.Range(1, Writers), writer => Assert.Equal(Edits, Cell(head, writer)));
        AssertSame(head.State, _store.Revision(head.Id).State);
        var history = _plans.History(head.Id, int.MaxValue, null);
        Assert.Equal((Writers * Edits) + 1, history.Count);
        Assert.Equal(history.Select(i => i.Id), history.Select(i => i.Id).OrderDescending());
        await Reopen();
        AssertSame(head.State, _plans.Head(_baseline).State);
    }

    [Fact]
    public async Task ChangesOfOneCallerAreTakenInOrder()
    {
        var waiting = Enumerable.Range(1, 200).Select(i => _plans.Commit(_baseline, "ann", head => Edit(head, (0, i)), Never)).ToList();
        var revisions = await Task.WhenAll(waiting);
        Assert.Equal(Enumerable.Range(1, 200).Select(i => (double)i), revisions.Select(r => Cell(r, 0)));
        Assert.Equal(revisions.Select(r => r.Id), revisions.Select(r => r.Id).Order());
        Assert.Equal(revisions[..^1].Select(r => r.Id), revisions[1..].Select(r => r.Info.Parents[0]));
        Assert.Equal(200, Cell(_plans.Head(_baseline), 0));
    }

    [Fact]
    public async Task AChangeThatIsRefusedOrDoesNothingLeavesTheOthersAlone()
    {
        var waiting = Enumerable.Range(0, 60).Select(i => _plans.Commit(
            _baseline, "ann",
            head => (i % 3) switch { 0 => Edit(head, (i, 1)), 1 => throw new InvalidOperationException($"refused {i}"), _ => null }, Never)).ToList();
        for (var i = 0; i < waiting.Count; i++)
        {
            if (i % 3 == 1)
                Assert.Equal($"refused {i}", (await Assert.ThrowsAsync<InvalidOperationException>(() => waiting[i])).Message);
            else
                Assert.Equal(1, Cell(await waiting[i], i - (i % 3)));
        }

        Assert.Equal(21, _plans.History(_plans.Head(_baseline).Id, 100, null).Count);
    }

    [Fact]
    public async Task AChangeThatCannotBeStoredLeavesTheOthersAlone()
    {
        // A merge of a revision that is not there is refused by the store, after the change itself has run.
        var waiting = Enumerable.Range(0, 9).Select(i => _plans.Commit(
            _baseline, "ann", head => Edit(head, (i, 1)) with { MergedFrom = i == 4 ? 0 : null }, Never)).ToList();
        await Assert.ThrowsAsync<PlanStoreException>(() => waiting[4]);
        await Task.WhenAll(waiting.Where((_, i) => i != 4));
        Assert.Equal([1, 1, 1, 1, 0, 1, 1, 1, 1], Enumerable.Range(0, 9).Select(i => Cell(_plans.Head(_baseline), i)));
        AssertSame(_plans.Head(_baseline).State, _store.Revision(_plans.Head(_baseline).Id).State);
    }

    [Fact]
    public async Task AScenarioAndWhatItWasMadeFromGoTheirOwnWays()
    {
        var made = _plans.Head(_baseline);
        var promotion = _plans.Branch("Promotion", "Spring", made.Id, "bob");
        var ours = await _plans.Commit(_baseline, "ann", head => Edit(head, (1, 10)), Never);
        var theirs = await _plans.Commit(promotion.Id, "bob", head => Edit(head, (1, 20)), Never);
        Assert.Equal((10.0, 20.0, 0.0), (Cell(_plans.Head(_baseline), 1), Cell(_plans.Head(promotion.Id), 1), Cell(_plans.Revision(made.Id), 1)));
        Assert.Equal(made.Id, _plans.CommonAncestor(ours.Id, theirs.Id));
        Assert.False(_plans.IsAncestor(ours.Id, theirs.Id));
        Assert.True(_plans.IsAncestor(made.Id, theirs.Id));

        var merged = await _plans.Commit(
            _baseline, "ann", head => new PlanDraft(head.State.With(At(0), (2, 20)), RevisionKind.Merge, "Merged", MergedFrom: theirs.Id), Never);
        Assert.Equal([ours.Id, theirs.Id], merged.Info.Parents);
        Assert.Equal(theirs.Id, _plans.CommonAncestor(merged.Id, theirs.Id));
        Assert.Equal([merged.Id, ours.Id, made.Id], _plans.History(merged.Id, 10, null).Select(i => i.Id));
        Assert.Equal([ours.Id], _plans.History(merged.Id, 1, merged.Id).Select(i => i.Id));
        Assert.Null(_plans.CommonAncestor(merged.Id, (await _plans.Start(PlanState.Empty, "ann", "Another plan")).Id));
    }

    [Fact]
    public async Task AnotherProcessMayMoveTheSameScenario()
    {
        using var theirStore = new SqlitePlanStore(Database.Open(_folder));
        await using var theirs = PlanRepository.Open(theirStore, TimeProvider.System);
        await Task.WhenAll(new[] { _plans, theirs }.Select(plans => Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
                await plans.Commit(_baseline, "ann", head => new PlanDraft(head.State.With(At(0), (0, Cell(head, 0) + 1)).With(Entry(plans.NewEntryId())), RevisionKind.Edit, "typed"), Never);
        })));
        await Reopen();
        Assert.Equal(80, Cell(_plans.Head(_baseline), 0));
        Assert.Equal(80, _plans.Head(_baseline).State.Entries.Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public async Task WhatHappensIsToldToWhoListens()
    {
        using var stop = new CancellationTokenSource();
        var moves = _plans.Moves(stop.Token).GetAsyncEnumerator(Never);
        _ = _plans.Moves(stop.Token); // Never read: it must not hold up anybody.
        var revision = await _plans.Commit(_baseline, "ann", head => Edit(head, (1, 1)), Never);
        var branch = _plans.Branch("Promotion", null, revision.Id, "bob");
        _plans.Save(branch.Id, "Promotion", null, archived: true, "cleo");
        Assert.Equal(new ScenarioMoved(_baseline, revision.Id, "ann", ScenarioChange.Moved, RevisionKind.Edit, "typed"), await Next());
        Assert.Equal(new ScenarioMoved(branch.Id, revision.Id, "bob", ScenarioChange.Made, null, "Promotion"), await Next());
        Assert.Equal(new ScenarioMoved(branch.Id, revision.Id, "cleo", ScenarioChange.Saved, null, "Promotion"), await Next());

        // Nobody reads now: writers go on, and the reader then sees the newest.
        for (var i = 0; i < 400; i++)
            revision = await _plans.Commit(_baseline, "ann", head => Edit(head, (1, i)), Never);
        ScenarioMoved last;
        do
            last = await Next();
        while (last.Head != revision.Id);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await moves.MoveNextAsync());

        async Task<ScenarioMoved> Next()
        {
            Assert.True(await moves.MoveNextAsync());
            return moves.Current;
        }
    }

    [Fact]
    public async Task AChangeCanBeGivenUpOnlyBeforeItIsTakenUp()
    {
        using var running = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var taken = _plans.Commit(
            _baseline, "ann",
            head =>
            {
                running.Set();
                go.Wait(Never);
                return Edit(head, (1, 1));
            },
            first.Token);
        running.Wait(Never);
        var waiting = _plans.Commit(_baseline, "ann", head => Edit(head, (1, 2)), second.Token);
        await first.CancelAsync();
        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        go.Set();
        Assert.Equal(1, Cell(await taken, 1));
        Assert.Equal(1, Cell(_plans.Head(_baseline), 1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _plans.Commit(_baseline, "ann", head => Edit(head, (1, 3)), second.Token));
    }

    [Fact]
    public async Task UnknownAndArchivedScenariosAreRefused()
    {
        Assert.Throws<PlanStoreException>(() => _plans.Head(77));
        await Assert.ThrowsAsync<PlanStoreException>(async () => await _plans.Commit(77, "ann", _ => null, Never));
        Assert.Throws<PlanStoreException>(() => _plans.Info(77));
        _plans.Save(_baseline, "Baseline", null, archived: true, "ann");
        await Assert.ThrowsAsync<PlanStoreException>(() => _plans.Commit(_baseline, "ann", head => Edit(head, (1, 3)), Never));
    }

    private async Task Reopen()
    {
        await _plans.DisposeAsync();
        _store.Dispose();
        _store = new SqlitePlanStore(Database.Open(_folder));
        _plans = PlanRepository.Open(_store, TimeProvider.System);
    }

    private static double Cell(Revision revision, int series) => revision.State.Cube.Values(Measure)[series, 0];

    private static PlanDraft Edit(Revision head, params ReadOnlySpan<(int Series, double Value)> cells) => new(head.State.With(At(0), cells), RevisionKind.Edit, "typed");
}
