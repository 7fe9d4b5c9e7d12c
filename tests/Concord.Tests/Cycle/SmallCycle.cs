using System.Collections.Immutable;
using Concord.Planning.Cycle;
using Concord.Planning.Data.Measures;
using Concord.Planning.Demand;

namespace Concord.Tests.Cycle;

/// <summary>A cycle as tests begin with, and facts that open every gate.</summary>
internal static class SmallCycle
{
    public static readonly DateTimeOffset Now = new(2026, 4, 1, 8, 0, 0, TimeSpan.Zero);

    public static readonly Actor Coordinator = new("clara", [Role.Coordinator]);
    public static readonly Actor Executive = new("elena", [Role.Executive]);
    public static readonly Actor Sales = new("jonas", [Role.Sales]);
    public static readonly Actor Marketing = new("marta", [Role.Marketing]);
    public static readonly Actor Finance = new("fiona", [Role.Finance]);
    public static readonly Actor Product = new("piet", [Role.Product]);
    public static readonly Actor Viewer = new("vera", [Role.Viewer]);

    public static CycleOpening OpeningOf(string name = "2026-04", int month = 3) => new(
        name, new DateOnly(2026, month, DateTime.DaysInMonth(2026, month)), month, [1, 2], new Dictionary<StepKind, string> { [StepKind.SupplyReview] = "sven" }, new HashSet<DateOnly>());

    public static PlanningCycle Open(PlanningCycle? before = null, string name = "2026-04", int month = 3) =>
        Opening.Open(OpeningOf(name, month), before, Coordinator, Now) with { Id = month };

    /// <summary>Everything is computed, explained and within its limits.</summary>
    public static GateFacts Good { get; } = new(1, 40)
    {
        Data = new DataGateFact(false, 97.5, [], null), OnSnapshot = true,
        Stages = [.. Enum.GetValues<Stage>().Where(s => s != Stage.Data).Select(s => new StageFact(s, StageFreshness.Current))],
        Unserved = new Measured(0.01, null), BudgetGap = new Measured(null, "the company has no budget"),
        Kpis = [new KpiFact("fill_rate", new Measured(0.96, null)), new KpiFact("otif", new Measured(null, "no promised dates"))],
    };

    /// <summary>All functions submitted, all ticked, every step but the last closed.</summary>
    public static PlanningCycle Ready(PlanningCycle cycle)
    {
        cycle = Recording.Submit(cycle, InputFunction.Sales, 1, 20, null, Sales, Now);
        cycle = Recording.Submit(cycle, InputFunction.Marketing, 1, 20, null, Marketing, Now);
        cycle = Recording.Submit(cycle, InputFunction.Finance, 1, 20, null, Finance, Now);
        foreach (var kind in Enum.GetValues<StepKind>().Where(k => k != StepKind.ExecutiveReview))
            cycle = Close(cycle, kind);
        return cycle;
    }

    public static PlanningCycle Close(PlanningCycle cycle, StepKind kind, GateFacts? facts = null)
    {
        for (var i = 0; i < cycle.Step(kind).Checklist.Count; i++)
            cycle = Stepping.Tick(cycle, kind, i, true, Coordinator, Now);
        return Stepping.Close(cycle, Gates.Judge(cycle, kind, facts ?? Good), null, Coordinator, Now);
    }

    public static Proposal Proposal(long revision = 40, GateFacts? stages = null) =>
        new(1, revision, new string('a', 64), [new HeadlineFigure("revenue", "Revenue", "FY 2026", 1_250_000, "EUR", null)], stages ?? Good);

    public static GateOutcome OutcomeOf(GateReport report, string check) => report.Checks.Single(c => c.Name == check).Outcome;

    public static ImmutableList<string> Held(GateReport report) => [.. report.Checks.Where(c => c.Outcome == GateOutcome.Held).Select(c => c.Name)];
}
