using System.Collections.Immutable;
using Concord.App.Api;
using Concord.App.Data;
using Concord.App.Jobs;
using Concord.App.Plans;
using Concord.App.Security;
using Concord.Planning.Cycle;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Demand;
using Concord.Planning.Scenarios;
using Concord.Storage.Cycles;
using Concord.Storage.Data;
using Concord.Storage.People;
using Concord.Storage.Scenarios;

namespace Concord.App.Cycles;

/// <summary>
/// The demo company in the middle of a cycle: some cycles that ended with a plan of record, and one that waits for its people. Everything in them was computed or typed by the functions
/// everybody else uses. Started again after it was stopped, it goes on where it was.
/// </summary>
internal sealed class DemoCycles(
    DataStore data, LiveData live, SnapshotMaker snapshots, PlanJobs plans, PlanStart start, PlanEdits edits, PlanRepository repository, PlanStructures structures,
    PlanComputations computations, CycleStore cycles, CycleFacts facts, PeopleStore people, TimeProvider time)
{
    /// <summary>The setting that says the cycles are there.</summary>
    private const string Done = "demo_cycles";

    private const int PastCycles = 3;
    private const string Looked = "The findings were looked at in the meeting; none of them changes the plan.";

    public bool IsMissing => data.Setting(Done) is null;

    /// <summary>Makes what is not there yet.</summary>
    public void Start(JobRun job)
    {
        var cutOff = live.AsOf().Effective;
        for (var ago = PastCycles; ago > 0; ago--)
        {
            // The last day of the month so many months before.
            var month = new DateOnly(cutOff.Year, cutOff.Month, 1).AddMonths(1 - ago).AddDays(-1);
            Past(job, month, new Share(job, 1 - (ago / (PastCycles + 2.0)) - (2.0 / (PastCycles + 2)), 1 / (PastCycles + 2.0)));
        }

        Current(job, cutOff, new Share(job, PastCycles / (PastCycles + 2.0), 2 / (PastCycles + 2.0)));
        data.SaveSetting(Done, $"{cutOff:yyyy-MM-dd}");
    }

    /// <summary>A cycle that is over: opened on the first working day after its cut-off, approved on the day its executive review was due.</summary>
    private void Past(JobRun job, DateOnly cutOff, Share share)
    {
        var opened = Morning(Opening.DueOn(cutOff.AddDays(1), 0, ImmutableHashSet<DateOnly>.Empty));
        var (cycle, scenario) = Opened(job, cutOff, opened, share);
        if (cycle.PlanOfRecord is not null)
            return;
        Compute(job, scenario.Id, cycle.Name, share);
        if (!cycle.Records.Exists(r => r.Kind == RecordKind.Action))
        {
            foreach (var record in DemoStory.Records(cutOff))
                cycle = cycles.Change(cycle.Id, c => Recording.Add(c, record, Coordinator, opened));
        }

        foreach (var kind in Enum.GetValues<StepKind>().Where(k => k < StepKind.ExecutiveReview))
            cycle = Close(cycle, kind, Morning(cycle.Step(kind).Due));
        var decided = Morning(cycle.Step(StepKind.ExecutiveReview).Due);
        var head = repository.Head(scenario.Id);
        cycles.Judge(cycle.Id, c => Approving.Judge(
            c, Verdict.Approved, new Proposal(scenario.Id, head.Id, Fingerprints.OfPlan(head.State), HeadlineFigures.Of(computations.Input(head.State)), facts.Of(c, scenario.Id, head)),
            DemoStory.Approval, Looked, Executive, decided));
        Close(cycles.Find(cycle.Id)!, StepKind.ExecutiveReview, decided);
    }

    /// <summary>The cycle people find: data are frozen, the product review is late, sales has submitted and others have not, three scenarios are computed.</summary>
    private void Current(JobRun job, DateOnly cutOff, Share share)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var opened = Morning(DaysBack(today, CycleRules.Standard.DueWorkingDays[(int)StepKind.DemandReview]));
        var (cycle, scenario) = Opened(job, cutOff, opened, share);
        if (!cycle.Step(StepKind.Data).IsClosed)
            cycle = Close(cycle, StepKind.Data, Morning(cycle.Step(StepKind.Data).Due));
        var structure = structures.Of(repository.Head(scenario.Id).State);
        if (!cycle.Submissions.Exists(s => s.Stands && s.Scenario == scenario.Id))
        {
            edits.Edit(scenario.Id, DemoStory.SalesInput(structure), Callers.Of(Find(DemoStory.Seller), "server"), job.Token).GetAwaiter().GetResult();
            cycle = cycles.Change(cycle.Id, c => Recording.Submit(
                c, InputFunction.Sales, scenario.Id, repository.Head(scenario.Id).Id, DemoStory.SalesComment, Actor(DemoStory.Seller), Morning(DaysBack(today, 1))));
        }

        Compute(job, scenario.Id, cycle.Name, share with { Length = share.Length / 2 });
        foreach (var template in ScenarioTemplates.Standard(computations.Input(repository.Head(scenario.Id).State)).Where(t => t.Drivers.Count > 0))
        {
            var name = $"{scenario.Name}: {template.Name.ToLowerInvariant()}";
            if (repository.Scenarios().FirstOrDefault(s => s.Name == name) is not { } branch)
            {
                branch = repository.Branch(name, template.Description, repository.Head(scenario.Id).Id, Coordinator.Name);
                repository.Commit(branch.Id, Coordinator.Name, now => new PlanDraft(ScenarioSet.Apply(now.State, template), RevisionKind.MasterData, $"Drivers of {template.Name}"), job.Token).GetAwaiter().GetResult();
            }

            Compute(job, branch.Id, name, new Share(job, share.From + (share.Length / 2), share.Length / 4));
            if (!cycle.Scenarios.Contains(branch.Id))
                cycle = cycles.Change(cycle.Id, c => Opening.AddScenario(c, branch.Id, branch.Name, Coordinator, opened));
        }

        if (cycle.ProductDecisions.IsEmpty)
        {
            foreach (var decision in DemoStory.ProductDecisions(repository.Head(scenario.Id).State, structure))
                cycle = cycles.Change(cycle.Id, c => Recording.Decide(c, decision, Actor(DemoStory.ProductManager), Morning(DaysBack(today, 2))));
            foreach (var record in DemoStory.OpenRecords(today))
                cycle = cycles.Change(cycle.Id, c => Recording.Add(c, record, Coordinator, Morning(DaysBack(today, 1))));
        }
    }

    /// <summary>A cycle and its leading scenario: a first plan, or a branch of the last plan of record on newer facts.</summary>
    private (PlanningCycle Cycle, Scenario Scenario) Opened(JobRun job, DateOnly cutOff, DateTimeOffset at, Share share)
    {
        var first = cutOff.AddDays(1);
        var name = $"{first:MMMM yyyy}";
        if (cycles.Cycles().FirstOrDefault(c => c.FirstPlanned == first) is { } known)
            return (known, repository.Scenarios().First(s => s.Id == known.LeadingScenario));
        share.Tell($"{name}: freezing the data", 0);
        var snapshot = data.Snapshots().FirstOrDefault(s => s.Name == $"Cycle {first:yyyy-MM}") ?? snapshots.Create(
            new SnapshotOrder($"Cycle {first:yyyy-MM}", cutOff, null, Override: true, Reason: "The faults planted in the demo company are left for you to find and repair."), Callers.Of(Find(Coordinator.Name), "server"), job.Token);
        var scenario = repository.Scenarios().FirstOrDefault(s => s.Name == name);
        if (scenario is null && cycles.ApprovedPlans() is not [.., _])
        {
            scenario = plans.Run(job, new PlanOrder(snapshot.Id, name), Coordinator.Name);
        }
        else
        {
            var record = repository.Revision(cycles.ApprovedPlans()[^1].Revision);
            scenario ??= repository.Branch(name, $"Made from the plan of record of the cycle before", record.Id, Coordinator.Name);
            if (structures.BasisOf(repository.Head(scenario.Id).State.BasisId).SnapshotId != snapshot.Id)
                start.TakeSnapshot(scenario.Id, structures.BasisOf(record.State.BasisId) with { Id = 0, SnapshotId = snapshot.Id }, Coordinator.Name, job.Token).GetAwaiter().GetResult();
        }

        var opening = new CycleOpening(name, cutOff, snapshot.Id, [scenario.Id], DemoStory.Owners, ImmutableHashSet<DateOnly>.Empty);
        return (cycles.Open(before => Opening.Open(opening, before, Coordinator, at), Coordinator, at), scenario);
    }

    private void Compute(JobRun job, long scenario, string name, Share share) => computations.Compute(
        scenario, Coordinator.Name, ComputeJobs.Progress((stage, detail, part) => share.Tell($"{name}: {stage.ToLowerInvariant()}", part)), job.Token).GetAwaiter().GetResult();

    /// <summary>Does what a step asks for, and closes it; by the coordinator, who may override a held gate.</summary>
    private PlanningCycle Close(PlanningCycle cycle, StepKind kind, DateTimeOffset at)
    {
        if (cycle.Step(kind).IsClosed)
            return cycle;
        if (kind == StepKind.DemandReview)
        {
            foreach (var function in cycle.Rules.MustSubmit)
                cycle = cycles.Change(cycle.Id, c => Recording.Submit(c, function, c.LeadingScenario, repository.Head(c.LeadingScenario).Id, "Forecast and events stand.", Coordinator, at));
        }

        for (var item = 0; item < cycle.Step(kind).Checklist.Count; item++)
            cycle = cycles.Change(cycle.Id, c => Stepping.Tick(c, kind, item, done: true, Coordinator, at));
        var seen = facts.Of(cycle);
        return cycles.Change(cycle.Id, c => Gates.Judge(c, kind, seen) is var gate ? Stepping.Close(c, gate, gate.IsHeld ? Looked : null, Coordinator, at) : c);
    }

    private Actor Coordinator => Actor(DemoStory.Coordinator);

    private Actor Executive => Actor(DemoStory.Executive);

    private Actor Actor(string name) => new(name, [.. Find(name).Assignments.Select(a => a.Role)]);

    private Person Find(string name) => people.Find(name.ToUpperInvariant()) ?? throw new InvalidOperationException($"The demo company has no {name}.");

    private static DateTimeOffset Morning(DateOnly day) => new(day.ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero);

    /// <summary>The working day so many working days before a day.</summary>
    private static DateOnly DaysBack(DateOnly day, int workingDays)
    {
        for (; workingDays > 0; workingDays--)
        {
            do
                day = day.AddDays(-1);
            while (!WorkingWeek.MondayToFriday.Works(day.DayOfWeek));
        }

        return day;
    }

    /// <summary>A part of the job's progress.</summary>
    private readonly record struct Share(JobRun Job, double From, double Length)
    {
        public void Tell(string stage, double part) => Job.Report("Making the cycles of the demo company", stage, From + (Length * part));
    }
}
