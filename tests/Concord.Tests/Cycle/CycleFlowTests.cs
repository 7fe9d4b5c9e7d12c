using Concord.Planning.Cycle;
using Concord.Planning.Data.Measures;
using Concord.Planning.Demand;
using Xunit;
using static Concord.Tests.Cycle.GateTests;
using static Concord.Tests.Cycle.SmallCycle;

namespace Concord.Tests.Cycle;

public sealed class CycleFlowTests
{
    [Fact]
    public void Steps_are_due_by_working_days_after_the_opening()
    {
        // Opened on Wednesday, April 1st, 2026: Good Friday and Easter Monday are no working days.
        var easter = new HashSet<DateOnly> { new(2026, 4, 3), new(2026, 4, 6) };
        var cycle = Opening.Open(OpeningOf() with { Holidays = easter }, null, Coordinator, Now);
        DateOnly[] due = [new(2026, 4, 2), new(2026, 4, 8), new(2026, 4, 13), new(2026, 4, 16), new(2026, 4, 20), new(2026, 4, 23)];
        Assert.Equal(due, cycle.Steps.Select(s => s.Due));
        Assert.Equal("sven", cycle.Step(StepKind.SupplyReview).Owner);
        Assert.Equal(new DateOnly(2026, 4, 4 + 2), Opening.DueOn(new DateOnly(2026, 4, 4), 0, new HashSet<DateOnly>()));
    }

    [Fact]
    public void One_plan_of_record_a_cycle_approved_by_an_executive()
    {
        var cycle = Ready(Open());
        Assert.Equal("not_executive", Refusal(() => Approving.Judge(cycle, Verdict.Approved, Proposal(), null, null, Coordinator, Now)));
        var approved = Approving.Judge(cycle, Verdict.Approved, Proposal(), "Well done", null, Executive, Now);
        Assert.Equal(CycleState.Approved, approved.State);
        Assert.Equal((40, "elena", 1_250_000), (approved.PlanOfRecord!.Revision, approved.PlanOfRecord.By, approved.PlanOfRecord.Figures[0].Value));
        Assert.Empty(approved.PlanOfRecord.Despite);
        Assert.Equal("approved_already", Refusal(() => Approving.Judge(approved, Verdict.Approved, Proposal(41), null, null, Executive, Now)));
        Assert.Equal("cycle_not_open", Refusal(() => Stepping.Reopen(approved, StepKind.Data, "x", Coordinator, Now)));
        Assert.True(Close(approved, StepKind.ExecutiveReview).Step(StepKind.ExecutiveReview).IsClosed);
        Assert.Equal(["The steps before are closed."], Gates.Judge(cycle, StepKind.ExecutiveReview, Good).Checks.Where(c => c.Name == "earlier_steps").Select(c => c.Message));
        Assert.Contains("plan_of_record", Held(Gates.Judge(cycle, StepKind.ExecutiveReview, Good)));
    }

    [Fact]
    public void A_stale_plan_is_approved_only_with_a_reason_and_what_was_wrong_is_kept()
    {
        var cycle = Ready(Open());
        var stale = Good with { Stages = [.. Good.Stages.Select(s => s.Stage == Stage.Finance ? s with { Freshness = StageFreshness.Stale } : s)] };
        var refusal = Assert.Throws<CycleRefusalException>(() => Approving.Judge(cycle, Verdict.Approved, Proposal(stages: stale), null, null, Executive, Now));
        Assert.Equal(["The stage finance is older than what it stands on."], refusal.Reasons);
        var approved = Approving.Judge(cycle, Verdict.Approved, Proposal(stages: stale), null, "Only a comment changed", Executive, Now);
        Assert.Equal(refusal.Reasons, approved.PlanOfRecord!.Despite);
        Assert.Equal("Only a comment changed", approved.PlanOfRecord.DespiteReason);
        Assert.Equal("plan_not_ready", Refusal(() => Approving.Judge(Open(), Verdict.Approved, Proposal(), null, null, Executive, Now)));
    }

    [Fact]
    public void Sending_back_opens_reconciliation_and_rejecting_leaves_everything()
    {
        var cycle = Ready(Open());
        var rejected = Approving.Judge(cycle, Verdict.Rejected, Proposal(), "Too much stock", null, Executive, Now);
        Assert.Equal(CycleState.Open, rejected.State);
        Assert.Equal(cycle.Steps, rejected.Steps);
        var back = Approving.Judge(cycle, Verdict.SentBack, Proposal(), "Show us overtime", null, Executive, Now);
        Assert.Equal([StepKind.Reconciliation, StepKind.ExecutiveReview], back.Steps.Where(s => !s.IsClosed).Select(s => s.Kind));
        Assert.Equal("no_comment", Refusal(() => Approving.Judge(cycle, Verdict.SentBack, Proposal(), " ", null, Executive, Now)));
        Assert.Equal("other_scenario", Refusal(() => Approving.Judge(cycle, Verdict.Rejected, Proposal() with { Scenario = 9 }, "x", null, Executive, Now)));
    }

    [Fact]
    public void The_next_cycle_carries_what_was_left_open_with_where_it_comes_from()
    {
        var cycle = Ready(Open());
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            cycle = Recording.Add(cycle, Draft(kind, RecordStatus.Open), Coordinator, Now);
            cycle = Recording.Add(cycle, Draft(kind, RecordStatus.Done), Coordinator, Now);
        }

        Assert.Equal("cycle_open", Refusal(() => Open(cycle, "2026-05", 4)));
        cycle = Approving.Judge(cycle, Verdict.Approved, Proposal(), null, null, Executive, Now);
        Assert.Equal("cut_off_before", Refusal(() => Open(cycle, "2026-03", 2)));
        var next = Open(cycle, "2026-05", 4);
        Assert.Equal([RecordKind.Assumption, RecordKind.Risk, RecordKind.Action], next.Records.Select(r => r.Kind));
        Assert.Equal([1, 2, 3], next.Records.Select(r => r.Number));
        Assert.Equal(cycle.Records.Where(r => r.Kind != RecordKind.Decision && r.Status == RecordStatus.Open).Select(r => new CarriedFrom(cycle.Id, r.Number)), next.Records.Select(r => r.Carried!));
        Assert.Equal(new DateOnly(2026, 5, 1), next.FirstPlanned);
        Assert.Equal(cycle.Id, next.Predecessor);
        Assert.All(next.Steps, s => Assert.False(s.IsClosed));
        Assert.Equal(4, Recording.Add(next, Draft(RecordKind.Action, RecordStatus.Open), Coordinator, Now).Records[^1].Number);
    }

    [Fact]
    public void A_submission_is_by_its_function_and_can_be_taken_back_until_the_review_closes()
    {
        var cycle = Recording.Submit(Open(), InputFunction.Sales, 1, 20, "Fair in May", Sales, Now);
        Assert.Equal("not_the_function", Refusal(() => Recording.Submit(cycle, InputFunction.Finance, 1, 20, null, Sales, Now)));
        Assert.Equal("other_scenario", Refusal(() => Recording.Submit(cycle, InputFunction.Sales, 9, 20, null, Sales, Now)));
        Assert.Equal(Role.Coordinator, Recording.Submit(cycle, InputFunction.Finance, 1, 20, null, Coordinator, Now).Submissions[^1].Role);
        var again = Recording.Submit(cycle, InputFunction.Sales, 1, 21, null, Sales, Now);
        Assert.Equal([false, true], again.Submissions.Select(s => s.Stands));
        var withdrawn = Recording.Withdraw(again, InputFunction.Sales, null, Sales, Now);
        Assert.DoesNotContain(withdrawn.Submissions, s => s.Stands);
        Assert.Equal("nothing_submitted", Refusal(() => Recording.Withdraw(withdrawn, InputFunction.Sales, null, Sales, Now)));
        Assert.Equal("step_closed", Refusal(() => Recording.Submit(Ready(Open()), InputFunction.Sales, 1, 22, null, Sales, Now)));
    }

    [Fact]
    public void Records_change_but_not_their_kind_and_only_risks_have_a_likelihood()
    {
        var cycle = Recording.Add(Open(), Draft(RecordKind.Risk, RecordStatus.Open) with { Likelihood = 0.25, Effect = 400_000 }, Coordinator, Now);
        Assert.Equal(100_000, cycle.Records[0].ExpectedEffect);
        Assert.Equal("not_a_risk", Refusal(() => Recording.Add(cycle, Draft(RecordKind.Action, RecordStatus.Open) with { Likelihood = 0.5 }, Coordinator, Now)));
        Assert.Equal("bad_likelihood", Refusal(() => Recording.Add(cycle, Draft(RecordKind.Risk, RecordStatus.Open) with { Likelihood = 25 }, Coordinator, Now)));
        Assert.Equal("other_kind", Refusal(() => Recording.Change(cycle, 1, Draft(RecordKind.Action, RecordStatus.Open), Coordinator, Now)));
        var changed = Recording.Change(cycle, 1, Draft(RecordKind.Risk, RecordStatus.Dropped) with { Outcome = "The supplier was replaced" }, Coordinator, Now);
        Assert.Equal((RecordStatus.Dropped, "The supplier was replaced"), (changed.Records[0].Status, changed.Records[0].Outcome));
        Assert.Equal("cycle_closed", Refusal(() => Recording.Add(Opening.Close(cycle, "Given up", Coordinator, Now), Draft(RecordKind.Action, RecordStatus.Open), Coordinator, Now)));
        Assert.Equal("no_reason", Refusal(() => Opening.Close(cycle, null, Coordinator, Now)));
    }

    private static RecordDraft Draft(RecordKind kind, RecordStatus status) => new(kind, $"{kind} {status}", "nora", new DateOnly(2026, 5, 1), status, [40], null, null, null);
}
