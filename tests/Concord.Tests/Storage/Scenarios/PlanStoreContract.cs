using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Storage.Scenarios;
using static Concord.Tests.Storage.Scenarios.Plans;

namespace Concord.Tests.Storage.Scenarios;

/// <summary>What every plan store must do. A store passes by a class that derives from this and opens it.</summary>
public abstract partial class PlanStoreContract
{
    /// <summary>The store; after <see cref="Reopen"/> another object on the same data.</summary>
    protected abstract IPlanStore Store { get; }

    /// <summary>Closes the store and opens it again, as a restart does.</summary>
    protected abstract void Reopen();

    /// <summary>Opens the same data once more, as a second process does; the test disposes it.</summary>
    protected abstract IPlanStore OpenAnother();

    public static TheoryData<string, Func<int, double>> Values() => new()
    {
        { "whole numbers", i => i % 97 },
        { "one number", _ => 12 },
        { "spread fractions", i => Math.Sqrt(i + 2) * 1234.5678 },
        { "few values", i => i % 500 == 0 ? i : double.NaN },
        { "no values", _ => double.NaN },
        { "minus zero and zero", i => i % 2 == 0 ? -0.0 : 0.0 },
        { "huge and tiny", i => (i % 4) switch { 0 => double.MaxValue, 1 => double.MinValue, 2 => double.Epsilon, _ => double.NegativeInfinity } },
        { "other NaNs", i => BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0000 + i) },
    };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void ValuesComeBackBitForBit(string what, Func<int, double> value)
    {
        Assert.NotEmpty(what);
        var state = PlanState.Empty.With(At(0), PageOf(4096, value)).With(At(1, 1), PageOf(17, value)).With(At(7), PageOf(1, value)).With(At(2), PageOf(0, value));
        var first = Revision(1, state);
        Assert.True(Store.TryCommit(null, null, [first]));
        AssertSame(state, Store.Revision(1).State);
        Reopen();
        AssertSame(state, Store.Revision(1).State);
    }

    [Fact]
    public void EveryKindOfStateComesBack()
    {
        var locks = At(0, kind: LayerKind.Locks);
        var basis = Store.AddBasis(new PlanBasis(0, 12, "month", 4, new DateOnly(2024, 1, 1), 18, 6, 9, "EUR"));
        var first = Revision(1, PlanState.Empty.With(At(0), PageOf(10, i => i)) with { BasisId = basis.Id });
        var second = Revision(2, first.State.With(Entry(1), Entry(2, double.NaN), Entry(3, -0.0)).With(locks, (3, 1)) with { Patches = [Patch("A", "1.5"), Patch("B", null)] }, first);
        var third = Revision(3, second.State with { Entries = [second.State.Entries[2], Entry(4), second.State.Entries[0]], Patches = [Patch("A", "2"), Patch("B", null), Patch("A", "1.5")] }, second);
        var fourth = Revision(4, (third.State with { Entries = [Entry(2, double.NaN)], Patches = [] }).With(locks, (Page?)null), third);
        Assert.True(Store.TryCommit(null, null, [first, second, third]));
        Assert.True(Store.TryCommit(null, third, [fourth]));
        for (var round = 0; round < 2; round++, Reopen())
        {
            foreach (var revision in (Revision[])[first, second, third, fourth])
            {
                AssertSame(revision.State, Store.Revision(revision.Id).State);
                AssertSame(revision.Info, Store.Revision(revision.Id).Info);
            }

            Assert.Equal([1, 2, 3, 4], Store.Log().Select(i => i.Id));
            Assert.All(Store.Log().Zip([first, second, third, fourth]), pair => AssertSame(pair.Second.Info, pair.First));
            var change = Store.Change(3);
            Assert.Equal([Entry(4), second.State.Entries[0]], change.Added);
            Assert.Equal([1, 2], change.Dropped.Order());
            Assert.Equal([Text(Patch("A", "2"))], change.AddedPatches.Select(Text));
            Assert.Empty(Store.Change(1).Added);
            Assert.Equal((5, 5), Store.NextIds());
            Assert.Equal([basis], Store.Bases());
        }
    }

    private sealed record SaidDetails(IReadOnlyList<Finding> Findings, double Half, Severity Word) : StageDetails(Findings);

    [Fact]
    public void DriversAndStampsOfStagesAreThoseOfTheNearestRevisionThatChangedThem()
    {
        var driver = new Driver("Weak market", DriverKind.Demand, Coordinates.Of(("region", "Europe")), 3, 8, 0.9, "As in the last downturn");
        var stamped = PlanState.Empty.Stages.SetItem(Stage.Forecast, new StageStamp("abc", "key")).SetItem(Stage.Cleanse, new StageStamp("def", null));
        var first = Revision(1, PlanState.Empty.With(At(0), PageOf(10, i => i)));
        var second = Revision(2, first.State with { Drivers = [driver], Stages = stamped }, first);
        var third = Revision(3, second.State.With(At(1), PageOf(10, i => i)), second);
        var fourth = Revision(4, third.State with { Drivers = [] }, third);
        Assert.True(Store.TryCommit(null, null, [first, second, third]));
        Assert.True(Store.TryCommit(null, third, [fourth]));
        for (var round = 0; round < 2; round++, Reopen())
        {
            Assert.Empty(Store.Revision(1).State.Drivers);
            Assert.Empty(Store.Revision(1).State.Stages);
            Assert.Equal([driver], Store.Revision(2).State.Drivers);
            Assert.Equal([driver], Store.Revision(3).State.Drivers);
            Assert.Equal(stamped, Store.Revision(3).State.Stages);
            Assert.Empty(Store.Revision(4).State.Drivers);
            Assert.Equal(stamped, Store.Revision(4).State.Stages);
        }
    }

    [Fact]
    public void WhatAStageSaidHasAKeyOfItsContentAndIsForgottenWhereTheVersionDoesNotKnowIt()
    {
        var said = new SaidDetails([new Finding("CODE", Severity.Warning, "items", "A", "unit", "1", "It is so.", "Maybe not.")], double.NaN, Severity.Info);
        var key = Store.SaveDetails(said, Day);
        Assert.Equal(key, Store.SaveDetails(said with { }, Day.AddDays(1)));
        Assert.NotEqual(key, Store.SaveDetails(said with { Half = 0.5 }, Day));
        Reopen();
        Assert.Null(Store.Details(key));
        Assert.Null(Store.Details("nothing"));
    }

    [Fact]
    public void RevisionsShareThePagesTheyDoNotChange()
    {
        var first = Revision(1, PlanState.Empty.With(At(0), PageOf(4096, i => i)).With(At(1), PageOf(4096, i => i)));
        var second = Revision(2, first.State.With(At(1), (5, 7)), first);
        Assert.True(Store.TryCommit(null, null, [first, second]));
        Reopen();
        var (one, other) = (Store.Revision(1).State.Cube, Store.Revision(2).State.Cube);
        Assert.Same(one.PageAt(At(0)), other.PageAt(At(0)));
        Assert.False(one.PageAt(At(0))!.IsLoaded);
        Assert.Equal([At(1)], PlanCube.Differences(one, other));
        Assert.Equal(7, other.Values("statistical_forecast")[5, 1]);
    }

    [Fact]
    public void APageThatWasWrittenAgainAsItWasCanBeTakenAway()
    {
        var first = Revision(1, PlanState.Empty.With(At(0), PageOf(10, i => i)).With(At(1), PageOf(10, i => i + 1)));
        var second = Revision(2, first.State.With(At(0), PageOf(10, i => i)), first);
        var third = Revision(3, second.State with
        {
            Cube = second.State.Cube.With("statistical_forecast", new MeasureLayers(
            second.State.Cube.Values("statistical_forecast").With([(0, 0, null)]), Layer.Empty, Layer.Empty))
        }, second);
        Assert.True(Store.TryCommit(null, null, [first]));
        Assert.True(Store.TryCommit(null, first, [second]));
        Assert.True(Store.TryCommit(null, second, [third]));
        for (var round = 0; round < 2; round++, Reopen())
        {
            Assert.Null(Store.Revision(3).State.Cube.PageAt(At(0)));
            Assert.Equal(1, Store.Revision(3).State.Cube.Values("statistical_forecast")[0, 1]);
        }
    }

    [Fact]
    public void APageWithSeveralAddressesIsOnePage()
    {
        var page = PageOf(4096, i => i);
        var written = At(0, kind: LayerKind.Written);
        Assert.True(Store.TryCommit(null, null, [Revision(1, PlanState.Empty.With(At(0), page).With(written, page))]));
        Reopen();
        var cube = Store.Revision(1).State.Cube;
        Assert.Same(cube.PageAt(At(0)), cube.PageAt(written));
    }

    [Fact]
    public void AThousandEditsOfOnePageCanEachBeReadAgain()
    {
        var random = new Random(11);
        var revisions = new List<Revision> { Revision(1, PlanState.Empty.With(At(0), PageOf(4096, i => Math.Sqrt(i)))) };
        Assert.True(Store.TryCommit(null, null, revisions));
        while (revisions.Count < 1000)
        {
            // Mostly single cells; now and then so many that a page is better written whole.
            var cells = new (int, double)[random.Next(20) == 0 ? random.Next(900) : 1];
            for (var i = 0; i < cells.Length; i++)
                cells[i] = (random.Next(4096), random.NextDouble());
            var next = Revision(revisions.Count + 1, revisions[^1].State.With(At(0), cells), revisions[^1]);
            Assert.True(Store.TryCommit(null, revisions[^1], [next]));
            revisions.Add(next);
        }

        Reopen();
        foreach (var revision in revisions.Where((_, i) => i % 37 == 0 || i > 980))
            AssertSame(revision.State, Store.Revision(revision.Id).State);
    }

    [Fact]
    public void AHeadThatHasMovedLetsNothingIn()
    {
        var first = Revision(1, PlanState.Empty.With(At(0), PageOf(10, i => i)));
        Assert.True(Store.TryCommit(null, null, [first]));
        var scenario = Store.AddScenario("Baseline", null, 1, "ann", Day);
        var second = Revision(2, first.State.With(At(0), (1, 5)), first);
        Assert.True(Store.TryCommit(scenario.Id, first, [second]));
        var late = Revision(3, first.State.With(At(0), (2, 5)).With(Entry(9)), first);
        Assert.False(Store.TryCommit(scenario.Id, first, [late, Revision(4, late.State, late)]));
        Assert.Equal([1, 2], Store.Log().Select(i => i.Id));
        Assert.Equal((3, 1), Store.NextIds());
        Assert.Equal(2, Store.Scenarios().Single().Head);
        Assert.Throws<PlanStoreException>(() => Store.Revision(3));

        // The same change on the new head is taken.
        var again = Revision(3, second.State.With(At(0), (2, 5)).With(Entry(9)), second);
        Assert.True(Store.TryCommit(scenario.Id, second, [again]));
        AssertSame(again.State, Store.Revision(3).State);
    }

    [Fact]
    public void ANumberThatIsTakenLetsNothingIn()
    {
        var first = Revision(1, PlanState.Empty.With(Entry(1)));
        Assert.True(Store.TryCommit(null, null, [first]));
        Assert.False(Store.TryCommit(null, null, [Revision(1, PlanState.Empty)]));
        Assert.False(Store.TryCommit(null, first, [Revision(2, first.State.With(Entry(2)), first), Revision(3, first.State.With(Entry(2)).With(Entry(1, value: 8)), Revision(2, first.State))]));
        Assert.Equal([1], Store.Log().Select(i => i.Id));

        // An entry that comes back as it was is no clash.
        var without = Revision(2, PlanState.Empty, first);
        Assert.True(Store.TryCommit(null, first, [without, Revision(3, PlanState.Empty.With(Entry(1)), without)]));
        AssertSame(first.State, Store.Revision(3).State);
    }

    [Fact]
    public void TwoStoresOnOneDatabaseTakeTurns()
    {
        var first = Revision(1, PlanState.Empty.With(At(0), PageOf(4096, i => Math.Sqrt(i))));
        Assert.True(Store.TryCommit(null, null, [first]));
        var scenario = Store.AddScenario("Baseline", null, 1, "ann", Day);
        var other = OpenAnother();
        using var closing = other as IDisposable;
        var theirs = Revision(2, other.Revision(1).State.With(At(0), (1, 5)), other.Revision(1));
        Assert.True(other.TryCommit(scenario.Id, other.Revision(1), [theirs]));
        Assert.False(Store.TryCommit(scenario.Id, first, [Revision(2, first.State.With(At(0), (2, 5)), first)]));
        var head = Store.Revision(2);
        var mine = Revision(3, head.State.With(At(0), (2, 5)), head);
        Assert.True(Store.TryCommit(scenario.Id, head, [mine]));
        AssertSame(mine.State, other.Revision(3).State);
        Assert.Equal([0, 5, 5], other.Revision(3).State.Cube.PageAt(At(0))!.Values[..3].ToArray());
    }

    [Fact]
    public void ScenariosKeepWhatTheyAreTold()
    {
        Assert.Contains("no revision 1", Assert.Throws<PlanStoreException>(() => Store.AddScenario("Baseline", null, 1, "ann", Day)).Message, StringComparison.Ordinal);
        var first = Revision(1, PlanState.Empty);
        Assert.True(Store.TryCommit(null, null, [first]));
        var baseline = Store.AddScenario("Baseline", "What we do", 1, "ann", Day);
        var promotion = Store.AddScenario("Promotion", null, 1, "bob", Day.AddDays(1));
        Assert.Contains("'Baseline'", Assert.Throws<PlanStoreException>(() => Store.AddScenario("baseline", null, 1, "ann", Day)).Message, StringComparison.Ordinal);
        Assert.Contains("'Baseline'", Assert.Throws<PlanStoreException>(() => Store.SaveScenario(promotion.Id, "Baseline", null, false)).Message, StringComparison.Ordinal);
        Assert.Throws<PlanStoreException>(() => Store.SaveScenario(77, "Other", null, false));
        Assert.Throws<PlanStoreException>(() => Store.AddScenario(" ", null, 1, "ann", Day));
        Assert.Throws<PlanStoreException>(() => Store.TryCommit(77, first, [Revision(2, PlanState.Empty, first)]));
        var saved = Store.SaveScenario(promotion.Id, "Spring promotion", "Bikes", archived: true);
        Assert.Equal(promotion with { Name = "Spring promotion", Description = "Bikes", Archived = true }, saved);
        Assert.Contains("archived", Assert.Throws<PlanStoreException>(() => Store.TryCommit(promotion.Id, first, [Revision(2, PlanState.Empty, first)])).Message, StringComparison.Ordinal);
        Reopen();
        Assert.Equal([baseline, saved], Store.Scenarios());
    }

    [Fact]
    public void AScenarioNeverChangesItsParent()
    {
        var first = Revision(1, PlanState.Empty.With(At(0), PageOf(4096, i => i)).With(Entry(1)));
        Assert.True(Store.TryCommit(null, null, [first]));
        var baseline = Store.AddScenario("Baseline", null, 1, "ann", Day);
        var branch = Store.AddScenario("Branch", null, 1, "ann", Day);
        var edit = Revision(2, first.State.With(At(0), (1, 99)) with { Entries = [] }, first);
        Assert.True(Store.TryCommit(branch.Id, first, [edit]));
        Reopen();
        Assert.Equal(1, Store.Scenarios().Single(s => s.Id == baseline.Id).Head);
        AssertSame(first.State, Store.Revision(1).State);
        AssertSame(edit.State, Store.Revision(2).State);
    }

    [Fact]
    public void SeriesAreAddedBehindThoseThatAreThere()
    {
        Assert.Empty(Store.Catalogs());
        var grain = Grain.Item | Grain.Location | Grain.Bucket;
        Assert.Equal(2, Store.AddSeries(grain, [["A", "Münster"], ["B", "東京"]]).Count);
        Assert.Equal(3, Store.AddSeries(grain, [["B", "東京"], ["A", "東京"], ["A", "東京"]]).Count);
        Assert.Equal(1, Store.AddSeries(Grain.Bucket, [[]]).Count);
        var other = OpenAnother();
        using var closing = other as IDisposable;
        Assert.Equal(4, other.AddSeries(grain, [["C", "Münster"], ["A", "Münster"]]).Count);
        Assert.Equal(5, Store.AddSeries(grain, [["D", "Münster"]]).Count);
        for (var round = 0; round < 2; round++, Reopen())
        {
            var catalogs = Store.Catalogs();
            Assert.Equal([Grain.None, Grain.Item | Grain.Location], catalogs.Select(c => c.Grain));
            Assert.Equal(["A Münster", "B 東京", "A 東京", "C Münster", "D Münster"], Enumerable.Range(0, 5).Select(s => string.Join(' ', catalogs[1].Coordinate(s))));
        }
    }

    [Fact]
    public async Task ManyThreadsReadAndWriteAtOnce()
    {
        var token = TestContext.Current.CancellationToken;
        var first = Revision(1, PlanState.Empty.With(At(0), PageOf(4096, i => Math.Sqrt(i))));
        Assert.True(Store.TryCommit(null, null, [first]));
        var scenarios = Enumerable.Range(0, 4).Select(i => Store.AddScenario($"S{i}", null, 1, "ann", Day)).ToList();
        await Task.WhenAll(scenarios.Select((scenario, writer) => Task.Run(
            () =>
            {
                var head = first;
                for (var i = 0; i < 25; i++)
                {
                    var next = Revision(2 + writer + (i * 4), head.State.With(At(0), (writer, i)), head);
                    Assert.True(Store.TryCommit(scenario.Id, head, [next]));
                    AssertSame(next.State, Store.Revision(next.Id).State);
                    head = next;
                }
            },
            token)));
        Assert.Equal(101, Store.Log().Count);
        foreach (var (scenario, writer) in Store.Scenarios().Select((s, i) => (s, i)))
            Assert.Equal(24, Store.Revision(scenario.Head).State.Cube.Values("statistical_forecast")[writer, 0]);
    }

    [Fact]
    public void WhatIsNotThereIsTold()
    {
        Assert.Contains("no revision 5", Assert.Throws<PlanStoreException>(() => Store.Revision(5)).Message, StringComparison.Ordinal);
        Assert.Contains("no revision 5", Assert.Throws<PlanStoreException>(() => Store.Change(5)).Message, StringComparison.Ordinal);
        Assert.Contains("no revision 5", Assert.Throws<PlanStoreException>(() => Store.SavePlanOfRecord(5, "March", "ann", Day)).Message, StringComparison.Ordinal);
        var first = Revision(1, PlanState.Empty);
        Assert.Throws<ArgumentException>(() => Store.TryCommit(null, null, []));
        Assert.Throws<ArgumentException>(() => Store.TryCommit(null, null, [Revision(2, PlanState.Empty, first)]));
        Assert.Throws<PlanStoreException>(() => Store.TryCommit(null, first, [Revision(2, PlanState.Empty, first)]));
        Assert.Empty(Store.Log());
    }
}
