using Concord.App.Api;
using Concord.App.Data;
using Concord.App.Plans;
using Concord.App.Security;
using Concord.Planning.Cube;
using Concord.Storage.Data;
using Concord.Storage.Scenarios;

namespace Concord.App.Jobs;

/// <summary>The plan of the demo company: a data snapshot, and a consensus demand that starts from last year's sales.</summary>
internal sealed class DemoPlan(DataStore data, LiveData live, SnapshotMaker snapshots, PlanJobs plans, PlanEdits edits, PlanRepository repository, PlanStructures structures)
{
    private const int MonthsOfAYear = 12;

    public bool IsMissing => repository.Scenarios().Count == 0;

    /// <summary>Makes what is not there yet of it.</summary>
    public void Start(JobRun job)
    {
        var asOf = live.AsOf().Effective;
        var name = $"Cycle {asOf:yyyy-MM}";
        var snapshot = data.Snapshots().FirstOrDefault(s => s.Name == name) ?? snapshots.Create(
            new SnapshotOrder(name, asOf, null, Override: true, Reason: "The faults planted in the demo company are left for you to find and repair."), Caller.Server, job.Token);
        var scenario = plans.Run(job, new PlanOrder(snapshot.Id), Caller.Server.Name);
        var structure = structures.Of(repository.Head(scenario.Id).State);
        var (first, last) = (structure.FirstPlanned, structure.Calendar.Count - 1);
        var entries = new List<EntryOrder>();
        for (var year = 1; first <= last; year++, first += MonthsOfAYear)
        {
            entries.Add(new EntryOrder(
                "consensus_demand", first, Math.Min(last, first + MonthsOfAYear - 1), EntryRule.Copy, Like: "sales_history", Shift: year * MonthsOfAYear,
                Reason: "A start to plan from: what was sold a year before", Override: true));
        }

        edits.Edit(scenario.Id, new EntriesOrder(entries, Message: "Start from the sales of the year before"), Caller.Server, job.Token).GetAwaiter().GetResult();
    }
}
