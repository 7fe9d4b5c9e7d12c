using Concord.Planning.Cycle;
using Concord.Planning.Scenarios;
using Concord.Storage.Cycles;
using Concord.Storage.Data;
using Concord.Storage.Scenarios;
using Concord.Tests.Cycle;
using Concord.Tests.Storage.Scenarios;
using Dapper;
using Microsoft.Data.Sqlite;
using Xunit;
using static Concord.Tests.Cycle.SmallCycle;

namespace Concord.Tests.Storage.Cycles;

public sealed class CycleStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("concord-cycles-").FullName;
    private readonly Database _database;
    private readonly SqlitePlanStore _plans;
    private readonly CycleStore _cycles;

    public CycleStoreTests()
    {
        _database = Database.Open(_folder);
        (_plans, _cycles) = (new SqlitePlanStore(_database), new CycleStore(_database));
        Assert.True(_plans.TryCommit(null, null, [Plans.Revision(40, PlanState.Empty)]));
        _plans.AddScenario("Central", null, 40, "ann", Now);
    }

    public void Dispose()
    {
        _plans.Dispose();
        _database.Close();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void All_that_was_said_in_a_cycle_comes_back()
    {
        var cycle = Opened();
        cycle = _cycles.Change(cycle.Id, c => Recording.Decide(c, new ProductDecision(ProductChoice.Launch, "NEW", "OLD", new DateOnly(2026, 7, 1), 0.4, "Range gap"), Product, Now));
        cycle = _cycles.Change(cycle.Id, c => Ready(Recording.Applied(c, 1, 40, Product, Now)));
        cycle = _cycles.Change(cycle.Id, c => Recording.Add(c, new RecordDraft(RecordKind.Risk, "Copper is short", "nora", null, RecordStatus.Open, [40], 0.3, 250_000, null), Coordinator, Now));
        cycle = _cycles.Change(cycle.Id, c => Recording.Acknowledge(c, AcknowledgementKind.Finding, "NO_SOURCE", 3, "Delisted", Coordinator, Now));
        cycle = _cycles.Judge(cycle.Id, c => Approving.Judge(c, Verdict.Rejected, Proposal(), "Too much stock", null, Executive, Now));
        var again = new CycleStore(Database.Open(_folder)).Find(cycle.Id)!;
        Assert.Equal(cycle.Log, again.Log);
        Assert.Equal(cycle.Submissions, again.Submissions);
        Assert.Equal(cycle.ProductDecisions, again.ProductDecisions);
        Assert.Equal(cycle.Acknowledgements, again.Acknowledgements);
        Assert.Equal(cycle.Rules, again.Rules);
        Assert.Equivalent(cycle.Records, again.Records, strict: true);
        Assert.Equivalent(cycle.Steps, again.Steps, strict: true);
        Assert.Equivalent(cycle.Approvals, again.Approvals, strict: true);
        Assert.Equal((cycle.Id, cycle.Name, cycle.State, cycle.FirstPlanned, cycle.OpenedAt, cycle.LastNumber), (again.Id, again.Name, again.State, again.FirstPlanned, again.OpenedAt, again.LastNumber));
        Assert.Equal(cycle.Scenarios, again.Scenarios);
    }

    [Fact]
    public void A_change_that_is_refused_leaves_nothing()
    {
        var cycle = Opened();
        Assert.Throws<CycleRefusalException>(() => _cycles.Change(cycle.Id, c => Stepping.Reopen(Stepping.Tick(c, StepKind.Data, 0, true, Coordinator, Now), StepKind.Data, "x", Coordinator, Now)));
        Assert.False(_cycles.Find(cycle.Id)!.Step(StepKind.Data).Checklist[0].IsDone);
        Assert.Throws<CycleRefusalException>(() => _cycles.Change(99, c => c));
    }

    [Fact]
    public void Approval_makes_the_plan_of_record_and_what_was_approved_at_once()
    {
        var cycle = Approved();
        Assert.Equal(new PlanOfRecord(40, "2026-04", "elena", Now), Assert.Single(_plans.PlansOfRecord()));
        var approved = Assert.Single(_cycles.ApprovedPlans());
        Assert.Equal((cycle.Id, 40, Proposal().Fingerprint, "Revenue"), (approved.Cycle, approved.Revision, approved.Fingerprint, approved.Approval.Figures[0].Title));
        Assert.Equal("approved_already", Assert.Throws<CycleRefusalException>(() => _cycles.Judge(cycle.Id, c => Approving.Judge(c, Verdict.Approved, Proposal(), null, null, Executive, Now))).Code);
    }

    [Fact]
    public void When_any_part_of_an_approval_cannot_be_kept_none_is()
    {
        var cycle = _cycles.Change(Opened().Id, Ready);
        _plans.SavePlanOfRecord(40, "By hand", "ann", Now);
        Assert.Throws<PlanStoreException>(() => _cycles.Judge(cycle.Id, c => Approving.Judge(c, Verdict.Approved, Proposal(), null, null, Executive, Now)));
        Assert.Throws<PlanStoreException>(() => _cycles.Judge(cycle.Id, c => Approving.Judge(c, Verdict.Approved, Proposal(41), null, null, Executive, Now)));
        Assert.Equal(CycleState.Open, _cycles.Find(cycle.Id)!.State);
        Assert.Empty(_cycles.ApprovedPlans());
        Assert.Equal("By hand", Assert.Single(_plans.PlansOfRecord()).Name);
    }

    [Theory]
    [InlineData("UPDATE approved_plans SET json = '{}'")]
    [InlineData("DELETE FROM approved_plans")]
    [InlineData("UPDATE plans_of_record SET name = 'x'")]
    [InlineData("DELETE FROM plans_of_record")]
    public void What_was_approved_cannot_be_changed_in_the_database(string sql)
    {
        Approved();
        using var connection = _database.Connect();
        Assert.Throws<SqliteException>(() => connection.Execute(sql));
    }

    [Fact]
    public void The_next_cycle_closes_the_one_before_and_of_two_openings_at_once_one_is_refused()
    {
        var first = Approved();
        var refused = 0;
        Parallel.For(0, 4, i =>
        {
            try
            {
                _cycles.Open(before => Opening.Open(OpeningOf($"2026-05 {i}", 4), before, Coordinator, Now), Coordinator, Now);
            }
            catch (CycleRefusalException e) when (e.Code == "cycle_open")
            {
                Interlocked.Increment(ref refused);
            }
        });
        Assert.Equal(3, refused);
        Assert.Equal([CycleState.Closed, CycleState.Open], _cycles.Cycles().Select(c => c.State));
        Assert.Equal(first.Id, _cycles.Cycles()[^1].Predecessor);
    }

    [Fact]
    public void A_name_is_given_once()
    {
        Approved();
        Assert.Equal("name_taken", Assert.Throws<CycleRefusalException>(() => _cycles.Open(b => Opening.Open(OpeningOf("2026-04", 4), b, Coordinator, Now), Coordinator, Now)).Code);
        Assert.Equal(CycleState.Approved, Assert.Single(_cycles.Cycles()).State);
    }

    private PlanningCycle Opened() => _cycles.Open(before => Opening.Open(OpeningOf(), before, Coordinator, Now), Coordinator, Now);

    private PlanningCycle Approved() => _cycles.Judge(
        _cycles.Change(Opened().Id, Ready).Id, c => Approving.Judge(c, Verdict.Approved, Proposal(), null, null, Executive, Now));
}
