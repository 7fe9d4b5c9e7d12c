using Concord.Planning.Cube;
using Concord.Planning.Scenarios;
using Concord.Storage.Scenarios;
using static Concord.Tests.Storage.Scenarios.Plans;

namespace Concord.Tests.Storage.Scenarios;

public abstract partial class PlanStoreContract
{
    private static readonly DateTimeOffset Now = Day.AddDays(400);

    [Fact]
    public void CompactionKeepsWhatTheRuleKeepsAndNothingElse()
    {
        // 1 - 2 - 3 - 4 - 5 - 6 (Baseline); from 3: 7 - 8 (Promotion), 9 (archived); 4 is a plan of record; 6 is young.
        var revisions = History(6, id => id == 6 ? Now.AddDays(-1) : Day.AddDays(id));
        Store.AddScenario("Baseline", null, 6, "ann", Day);
        Store.SavePlanOfRecord(4, "March", "ann", Day);
        var promotion = Store.AddScenario("Promotion", null, 3, "ann", Day);
        var archived = Store.AddScenario("Archived", null, 2, "ann", Day);
        var seventh = Commit(promotion.Id, Revision(7, revisions[3].State.With(At(0), (7, 7)).With(Entry(7)), revisions[3], Day), revisions[3]);
        var eighth = Commit(promotion.Id, Revision(8, seventh.State.With(At(1), (8, 8)), seventh, Day), seventh);
        var ninth = Commit(archived.Id, Revision(9, revisions[2].State.With(At(0), (9, 9)), revisions[2], Day), revisions[2]);
        Store.SaveScenario(archived.Id, "Archived", null, archived: true);
        var log = Store.Log();
        var fifth = Store.Change(5);

        var result = Store.Compact(new RetentionRule(30), Now, CancellationToken.None);
        Assert.Equal(3, result.RevisionsDropped);
        Assert.True(result.PagesDropped > 0 && result.BytesFreed > 0, result.ToString());
        Assert.Equal(new CompactionResult(0, 0, 0), Store.Compact(new RetentionRule(30), Now, CancellationToken.None));
        for (var round = 0; round < 2; round++, Reopen())
        {
            foreach (var kept in (Revision[])[revisions[2], revisions[3], revisions[4], revisions[6], eighth, ninth])
                AssertSame(kept.State, Store.Revision(kept.Id).State);
            foreach (var dropped in (long[])[1, 5, 7])
                Assert.Contains($"values of revision {dropped} are gone", Assert.Throws<PlanStoreException>(() => Store.Revision(dropped)).Message, StringComparison.Ordinal);

            // The history still tells everything but the values.
            Assert.Equal(log.Select(i => i.Message), Store.Log().Select(i => i.Message));
            Assert.Equal(fifth.Added, Store.Change(5).Added);
            Assert.Equal([Entry(7)], Store.Change(7).Added);
        }

        Assert.Throws<PlanStoreException>(() => Store.AddScenario("From the past", null, 5, "ann", Day));
        Assert.Throws<PlanStoreException>(() => Store.SavePlanOfRecord(5, "May", "ann", Day));
        Assert.Throws<PlanStoreException>(() => Store.SavePlanOfRecord(4, "Again", "ann", Day));
        Assert.Equal([new PlanOfRecord(4, "March", "ann", Day)], Store.PlansOfRecord());
    }

    [Fact]
    public void APlanOfRecordIsTheSameToTheLastBitAfterAnyCompaction()
    {
        var revisions = History(60, id => Day.AddDays(id));
        var baseline = Store.AddScenario("Baseline", null, 60, "ann", Day);
        Store.SavePlanOfRecord(23, "March", "ann", Day);
        Store.SavePlanOfRecord(41, "April", "ann", Day);
        foreach (var days in (int[])[390, 350, 20, 0])
        {
            Store.Compact(new RetentionRule(days), Now, CancellationToken.None);
            Reopen();
            AssertSame(revisions[23].State, Store.Revision(23).State);
            AssertSame(revisions[41].State, Store.Revision(41).State);
            AssertSame(revisions[60].State, Store.Revision(60).State);
        }

        Assert.Throws<PlanStoreException>(() => Store.Revision(42));
        var next = Commit(baseline.Id, Revision(61, revisions[60].State.With(At(1), (2, 3)), revisions[60], Now), revisions[60]);
        AssertSame(next.State, Store.Revision(61).State);
    }

    [Fact]
    public void AStateFromBeforeACompactionCanBeRestoredFromMemory()
    {
        var revisions = History(6, id => Day.AddDays(id));
        var baseline = Store.AddScenario("Baseline", null, 6, "ann", Day);
        var old = Store.Revision(3);
        Assert.All(old.State.Cube.Pages(), p => Assert.True(p.Page.Values.Length > 0));
        Store.Compact(new RetentionRule(0), Now, CancellationToken.None);

        // The pages of revision 3 are gone from the database; the state in memory brings them back.
        Commit(baseline.Id, Revision(7, old.State, revisions[6], Now), revisions[6]);
        Reopen();
        AssertSame(revisions[3].State, Store.Revision(7).State);
    }

    [Fact]
    public async Task CompactionRunsBesideWritersAndReaders()
    {
        var token = TestContext.Current.CancellationToken;
        var revisions = History(120, id => Day.AddDays(id));
        var scenario = Store.AddScenario("Baseline", null, 120, "ann", Day);
        Store.SavePlanOfRecord(50, "March", "ann", Day);
        var head = revisions[120];
        var compacting = Task.Run(() => Store.Compact(new RetentionRule(0), Now, token), token);
        for (var id = 121; id <= 180; id++)
        {
            // Every third takes up pages of an old state: they may be about to go.
            var state = id % 3 == 0 ? head.State.With(At(0), revisions[id - 100].State.Cube.PageAt(At(0))) : head.State.With(At(1), (id, id));
            head = Commit(scenario.Id, Revision(id, state, head, Now.AddSeconds(id)), head);
            AssertSame(revisions[50].State, Store.Revision(50).State);
        }

        Assert.True((await compacting).RevisionsDropped > 100);
        Store.Compact(new RetentionRule(0), Now.AddDays(1), token);
        Reopen();
        AssertSame(head.State, Store.Revision(180).State);
        AssertSame(revisions[50].State, Store.Revision(50).State);
    }

    [Fact]
    public void CompactionThatIsCancelledHarmsNothing()
    {
        var revisions = History(20, id => Day.AddDays(id));
        Store.AddScenario("Baseline", null, 20, "ann", Day);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => Store.Compact(new RetentionRule(0), Now, cancelled.Token));
        AssertSame(revisions[5].State, Store.Revision(5).State);
        Assert.Throws<ArgumentOutOfRangeException>(() => Store.Compact(new RetentionRule(-1), Now, CancellationToken.None));
    }

    /// <summary>A chain of revisions 1 to n, each with a cell and an entry more, every fifth with a page written whole; the array is indexed by number.</summary>
    private Revision[] History(int count, Func<int, DateTimeOffset> at)
    {
        var revisions = new Revision[count + 1];
        for (var id = 1; id <= count; id++)
        {
            var number = id;
            var state = id == 1
                ? PlanState.Empty.With(At(0), PageOf(4096, i => Math.Sqrt(i + 1))).With(At(1), PageOf(4096, i => i % 50)).With(At(2), PageOf(100, i => i))
                : revisions[id - 1].State.With(At(0), (id, -id)).With(Entry(1000 + id)) with { Patches = [Patch("A", $"{id / 4}")] };
            if (id % 5 == 0)
                state = state.With(At(1), PageOf(4096, i => Math.Sqrt(i + number)));
            revisions[id] = Commit(null, Revision(id, state, revisions[id - 1], at(id)), revisions[id - 1]);
        }

        return revisions;
    }

    private Revision Commit(long? scenario, Revision revision, Revision? from)
    {
        Assert.True(Store.TryCommit(scenario, from, [revision]));
        return revision;
    }
}
