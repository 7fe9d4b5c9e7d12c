using System.Collections.Immutable;
using Concord.Planning.Cube;
using Concord.Planning.Cycle;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Tests.Cube;
using Concord.Tests.Data;

namespace Concord.Tests.Cycle;

/// <summary>When a stage runs, when it is passed over, and what becomes of what people typed. The stages here are two lines each: what matters is what they read.</summary>
public sealed class PipelineTests
{
    private const int Bucket = 12;
    private static readonly SmallPlan Plan = new SmallPlan().Item("A").Item("B").DemandFor("A", "B");

    private readonly List<string> _ran = [];
    private readonly StageDefinition _double;
    private readonly StageDefinition _sum;

    public PipelineTests()
    {
        _double = Stage(Planning.Data.Measures.Stage.Forecast, "sales_history", "statistical_forecast", 2) with { Tables = ["item_relations"] };
        _sum = Stage(Planning.Data.Measures.Stage.Consensus, "statistical_forecast", "consensus_demand", 10) with { Drivers = [DriverKind.Demand] };
    }

    private IReadOnlyList<StageDefinition> Both => [_double, _sum];

    [Fact]
    public void EachStageReadsWhatTheOneBeforeWrote()
    {
        var state = Run(Start(3, 4));
        Assert.Equal([6, 8], Values(state, "statistical_forecast"));
        Assert.Equal([60, 80], Values(state, "consensus_demand"));
        Assert.Equal(["forecast", "consensus"], _ran);
    }

    [Fact]
    public void NothingRunsWhenNothingHasChanged()
    {
        var state = Run(Start(3, 4));
        _ran.Clear();
        Assert.Same(state, Run(state));
        Assert.Empty(_ran);
    }

    [Fact]
    public void WhatIsTypedStaysOnTopAndOnlyWhatReadsItRunsAgain()
    {
        var state = Run(Start(3, 4));
        state = Type(state, "statistical_forecast", "A", 7);
        Assert.Equal([StageFreshness.Current, StageFreshness.Stale], Freshness(state));
        _ran.Clear();
        state = Run(state);
        Assert.Equal(["consensus"], _ran);
        Assert.Equal([7, 8], Values(state, "statistical_forecast"));
        Assert.Equal([70, 80], Values(state, "consensus_demand"));

        // New facts: the stage writes anew below, the entry stays.
        state = Run(With(state, "sales_history", 5, 6));
        Assert.Equal([10, 12], Values(state, "statistical_forecast", LayerKind.Written));
        Assert.Equal([7, 12], Values(state, "statistical_forecast"));
    }

    [Fact]
    public void AChangeThatIsTakenBackMakesItsStagesCurrentAgain()
    {
        var state = Run(Start(3, 4));
        var changed = With(state, "sales_history", 3, 9);
        Assert.Equal(StageFreshness.Stale, Freshness(changed)[0]);
        Assert.Equal([StageFreshness.Current, StageFreshness.Current], Freshness(With(changed, "sales_history", 3, 4)));
    }

    [Fact]
    public void OnlyDriversAndTablesThatAStageReadsMakeItStale()
    {
        var state = Run(Start(3, 4));
        Assert.Equal([StageFreshness.Current, StageFreshness.Current], Freshness(state with { Drivers = [Driver(DriverKind.Cost)] }));
        Assert.Equal([StageFreshness.Current, StageFreshness.Stale], Freshness(state with { Drivers = [Driver(DriverKind.Demand)] }));
        Assert.Equal([StageFreshness.Current, StageFreshness.Current], Freshness(state with { Patches = [Patch("purchase_orders")] }));
        Assert.Equal([StageFreshness.Stale, StageFreshness.Stale], Freshness(state with { Patches = [Patch("item_relations")] }));
        Assert.Equal([StageFreshness.Stale, StageFreshness.Stale], Freshness(state with { Patches = [Patch("items")] }));
    }

    [Fact]
    public void AnotherVersionOrOtherRulesMakeAStageStale()
    {
        var state = Run(Start(3, 4));
        Assert.Equal(StageFreshness.Stale, Pipeline.Freshness([_double with { Version = 2 }], Input(state))[0]);
        Assert.Equal(StageFreshness.Stale, Pipeline.Freshness([_double], Input(state) with { Rules = new PlanningRules { Finance = new FinanceRules { OpeningCash = 5 } } })[0]);
        Assert.Equal(StageFreshness.Missing, Pipeline.Freshness([_double], Input(Start(3, 4)))[0]);
    }

    [Fact]
    public void WhatPeopleTypedWhileAStageRanIsNotLost()
    {
        var before = Start(3, 4);
        var result = Pipeline.Run(Input(before), Both, _ => null, null, TestContext.Current.CancellationToken);
        var now = Type(before, "consensus_demand", "B", 99);
        foreach (var run in result.Runs)
            now = Pipeline.Write(now, Plan.Structure, run, null);
        Assert.Equal([60, 99], Values(now, "consensus_demand"));
        Assert.Equal([60, 80], Values(now, "consensus_demand", LayerKind.Written));
        Assert.Equal([StageFreshness.Current, StageFreshness.Current], Freshness(now));
    }

    [Fact]
    public void ACancelledRunChangesNothing()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => Pipeline.Run(Input(Start(3, 4)), Both, _ => null, null, cancel.Token));
    }

    [Fact]
    public void PlansThatSayTheSameHaveTheSameFingerprint()
    {
        var (one, other) = (Run(Start(3, 4)), Run(Start(3, 4)));
        Assert.Equal(Fingerprints.OfPlan(one), Fingerprints.OfPlan(other));
        Assert.NotEqual(Fingerprints.OfPlan(one), Fingerprints.OfPlan(Type(other, "consensus_demand", "A", 1)));
        Assert.NotEqual(Fingerprints.OfPlan(one), Fingerprints.OfPlan(other with { Drivers = [Driver(DriverKind.Demand)] }));
    }

    private sealed record Said() : StageDetails([]);

    private StageDefinition Stage(Stage stage, string reads, string writes, double factor) => new(stage, 1, [reads], [writes], [], (input, _, _) =>
    {
        _ran.Add(stage.ToString().ToLowerInvariant());
        var matrix = SeriesMatrix.From(input.Cube.Values(reads), 2, 0, 24);
        for (var i = 0; i < matrix.Values.Length; i++)
            matrix.Values[i] *= factor;
        return new StageOutput(new Dictionary<string, Layer> { [writes] = matrix.ToLayer(input.Cube[writes].Written) }, new Said());
    });

    private PlanState Run(PlanState state) => Pipeline.Run(Input(state), Both, _ => null, null, TestContext.Current.CancellationToken).State;

    private StageFreshness[] Freshness(PlanState state) => [.. Pipeline.Freshness(Both, Input(state))];

    private static StageInput Input(PlanState state) => new(state, Plan.Structure, new MemoryDataset(new DateOnly(2025, 12, 31), []), PlanningRules.Standard);

    private static PlanState Start(double a, double b) => With(PlanState.Empty, "sales_history", a, b);

    private static PlanState With(PlanState state, string measure, double a, double b)
    {
        var matrix = new SeriesMatrix(2, Bucket, 1);
        (matrix.Values[0], matrix.Values[1]) = (a, b);
        var layer = matrix.ToLayer(Layer.Empty);
        return state with { Cube = state.Cube.With(measure, new MeasureLayers(layer, layer, Layer.Empty)) };
    }

    private static PlanState Type(PlanState state, string measure, string item, double value) => state with
    {
        Entries = state.Entries.Add(new Entry(
            state.Entries.Count + 1, measure, Coordinates.Of(("item", item)), Bucket, Bucket, EntryRule.Set, value, ValueUnit.ItemUnits, "ann", DateTimeOffset.UnixEpoch)),
        Cube = Set(state.Cube, measure, item == "A" ? 0 : 1, value),
    };

    private static PlanCube Set(PlanCube cube, string measure, int series, double value)
    {
        var edit = new CubeEdit(cube, _ => 2);
        edit.Write(new PageAddress(measure, LayerKind.Values, Bucket, 0))[series] = value;
        return edit.Build();
    }

    private static double[] Values(PlanState state, string measure, LayerKind kind = LayerKind.Values) => [state.Cube[measure][kind][0, Bucket], state.Cube[measure][kind][1, Bucket]];

    private static Driver Driver(DriverKind kind) => new("x", kind, Coordinates.All, 0, 23, 0.5, "a test");

    private static RecordPatch Patch(string table) => new(table, ["k"], ImmutableSortedDictionary<string, string>.Empty.Add("note", "x"));
}
