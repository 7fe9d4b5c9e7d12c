using Concord.Planning.Cycle;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Demand;
using Concord.Planning.Supply;
using Xunit;
using static Concord.Tests.Cycle.SmallCycle;

namespace Concord.Tests.Cycle;

public sealed class GateTests
{
    [Fact]
    public void Every_step_closes_when_its_facts_are_good()
    {
        var cycle = Ready(Open());
        Assert.All(cycle.Steps.Where(s => s.Kind != StepKind.ExecutiveReview), s => Assert.True(s is { IsClosed: true, Override: null, Revision: 40 }));
    }

    [Fact]
    public void A_data_gate_that_was_held_holds_the_step_unless_the_snapshot_was_made_with_a_reason()
    {
        var held = Good with { Data = new DataGateFact(true, 61, ["The data quality score is 61.00; 80 are asked for."], null) };
        Assert.Equal(GateOutcome.Held, OutcomeOf(Gates.Judge(Open(), StepKind.Data, held), "data_gate"));
        var overridden = held with { Data = held.Data! with { OverrideReason = "Stock of W1 is counted on Friday" } };
        var check = Gates.Judge(Open(), StepKind.Data, overridden).Checks.Single(c => c.Name == "data_gate");
        Assert.Equal(GateOutcome.Passed, check.Outcome);
        Assert.Contains("Stock of W1 is counted on Friday", check.Message);
        Assert.Equal(GateOutcome.Held, OutcomeOf(Gates.Judge(Open(), StepKind.Data, Good with { Data = null }), "data_gate"));
        Assert.Equal(GateOutcome.Held, OutcomeOf(Gates.Judge(Open(), StepKind.Data, Good with { OnSnapshot = false }), "plan_on_snapshot"));
    }

    [Theory]
    [InlineData(StageFreshness.Missing, "The stage forecast has not been computed.")]
    [InlineData(StageFreshness.Stale, "The stage forecast is older than what it stands on.")]
    public void A_stage_that_is_missing_or_stale_holds_the_review_that_reads_it(StageFreshness freshness, string message)
    {
        var facts = Good with { Stages = [.. Good.Stages.Select(s => s.Stage == Stage.Forecast ? s with { Freshness = freshness } : s)] };
        var check = Gates.Judge(Open(), StepKind.DemandReview, facts).Checks.Single(c => c.Name == "stages_current");
        Assert.Equal(GateOutcome.Held, check.Outcome);
        Assert.Contains(message, check.Message);
        Assert.Equal(GateOutcome.Passed, OutcomeOf(Gates.Judge(Open(), StepKind.SupplyReview, facts), "stages_current"));
    }

    [Fact]
    public void Error_findings_hold_the_gate_until_they_are_acknowledged_and_again_when_more_come()
    {
        var facts = Good with { Findings = [new FindingFact(Stage.Supply, "NO_SOURCE", Severity.Error, 3, "B-17 has no source."), new FindingFact(Stage.Supply, "ASSUMED_RATE", Severity.Warning, 9, "…")] };
        var cycle = Open();
        Assert.Contains("findings_acknowledged", Held(Gates.Judge(cycle, StepKind.SupplyReview, facts)));
        cycle = Recording.Acknowledge(cycle, AcknowledgementKind.Finding, "NO_SOURCE", 3, "Delisted next month", Coordinator, Now);
        Assert.DoesNotContain("findings_acknowledged", Held(Gates.Judge(cycle, StepKind.SupplyReview, facts)));
        var more = facts with { Findings = [facts.Findings[0] with { Count = 4 }] };
        Assert.Contains("findings_acknowledged", Held(Gates.Judge(cycle, StepKind.SupplyReview, more)));
    }

    [Fact]
    public void A_shortage_needs_a_cause_or_a_review()
    {
        var facts = Good with { Shortages = [new ShortageFact("a", "100 of A in 2026-05", "resource P1-ASM"), new ShortageFact("b", "20 of B in 2026-06", null)] };
        var cycle = Open();
        Assert.Contains("shortages_explained", Held(Gates.Judge(cycle, StepKind.SupplyReview, facts)));
        cycle = Recording.Acknowledge(cycle, AcknowledgementKind.Shortage, "b", 1, "Customer agreed to July", Coordinator, Now);
        Assert.DoesNotContain("shortages_explained", Held(Gates.Judge(cycle, StepKind.SupplyReview, facts)));

        // One the supply plan tells of is the same in the next computation, whatever its size.
        var told = new NamedShortage("ROAD-1", "W1", 2, "2026-05", 100, 0, ShortageCause.Resource, "P1-ASM", "2026-04", 12.5, "100 of ROAD-1 are late");
        Assert.Equal(new ShortageFact("ROAD-1/W1/2/2026-05", "100 of ROAD-1 are late", "resource P1-ASM"), ShortageFact.Of(told));
        Assert.Equal(ShortageFact.Of(told).Key, ShortageFact.Of(told with { Quantity = 80 }).Key);
    }

    [Fact]
    public void Every_function_submits_and_an_input_that_changed_afterwards_does_not_count()
    {
        var cycle = Recording.Submit(Open(), InputFunction.Sales, 1, 20, null, Sales, Now);
        var check = Gates.Judge(cycle, StepKind.DemandReview, Good).Checks.Single(c => c.Name == "submissions");
        Assert.Equal("marketing has not submitted. finance has not submitted.", check.Message);
        cycle = Ready(Open()) with { State = CycleState.Open };
        Assert.Equal(GateOutcome.Passed, OutcomeOf(Gates.Judge(cycle, StepKind.DemandReview, Good), "submissions"));
        var changed = Gates.Judge(cycle, StepKind.DemandReview, Good with { ChangedSinceSubmission = [InputFunction.Sales] });
        Assert.Contains("The input of sales changed after it was submitted.", changed.Reasons);
    }

    [Theory]
    [InlineData(0.05, GateOutcome.Passed)]
    [InlineData(0.0501, GateOutcome.Held)]
    public void Unserved_demand_is_held_to_its_limit(double share, GateOutcome outcome) =>
        Assert.Equal(outcome, OutcomeOf(Gates.Judge(Open(), StepKind.Reconciliation, Good with { Unserved = new Measured(share, null) }), "unserved_demand"));

    [Fact]
    public void What_cannot_be_measured_does_not_hold_the_gate_and_what_nobody_measured_does()
    {
        var report = Gates.Judge(Open(), StepKind.Reconciliation, Good);
        Assert.Equal(GateOutcome.NotMeasurable, OutcomeOf(report, "budget_gap"));
        Assert.Contains("the company has no budget", report.Checks.Single(c => c.Name == "budget_gap").Message);
        Assert.Equal(GateOutcome.Held, OutcomeOf(Gates.Judge(Open(), StepKind.Reconciliation, Good with { BudgetGap = default }), "budget_gap"));
        Assert.Equal(GateOutcome.Held, OutcomeOf(Gates.Judge(Open(), StepKind.Reconciliation, Good with { Kpis = [] }), "kpis_known"));
        Assert.Equal(GateOutcome.Held, OutcomeOf(Gates.Judge(Open(), StepKind.Reconciliation, Good with { BudgetGap = new Measured(-0.2, null) }), "budget_gap"));
    }

    [Fact]
    public void A_held_gate_is_overridden_by_an_authority_with_a_reason_that_stays_on_record()
    {
        var cycle = Open();
        var gate = Gates.Judge(cycle, StepKind.SupplyReview, Good);
        var planner = new Actor("sven", [Role.SupplyPlanner]);
        Assert.Equal("gate_held", Refusal(() => Stepping.Close(cycle, gate, null, planner, Now)));
        Assert.Equal("not_authority", Refusal(() => Stepping.Close(cycle, gate, "We go on", planner, Now)));
        Assert.Equal("no_reason", Refusal(() => Stepping.Close(cycle, gate, " ", Executive with { Name = "sven" }, Now)));
        Assert.Equal("not_owner", Refusal(() => Stepping.Close(cycle, gate, "x", Viewer, Now)));
        var closed = Stepping.Close(cycle, gate, "Plant is shut, nothing changes", Coordinator, Now).Step(StepKind.SupplyReview);
        Assert.Equal("Plant is shut, nothing changes", closed.Override!.Reason);
        Assert.Equal("clara", closed.Override.By);
        Assert.Equal(gate.Reasons, closed.Override.Reasons);
        Assert.NotEmpty(gate.Reasons);
    }

    [Fact]
    public void A_step_that_is_opened_again_opens_those_after_it()
    {
        var cycle = Stepping.Reopen(Ready(Open()), StepKind.DemandReview, "A large order was cancelled", Coordinator, Now);
        Assert.Equal([StepKind.Data, StepKind.ProductReview], cycle.Steps.Where(s => s.IsClosed).Select(s => s.Kind));
        Assert.Contains(cycle.Log, e => e is { What: "Demand review opened again", Reason: "A large order was cancelled" });
        Assert.Equal("not_coordinator", Refusal(() => Stepping.Reopen(cycle, StepKind.Data, "x", Sales, Now)));
        Assert.Equal("step_closed", Refusal(() => Stepping.Tick(cycle, StepKind.Data, 0, false, Coordinator, Now)));
    }

    internal static string Refusal(Action action) => Assert.Throws<CycleRefusalException>(action).Code;
}
