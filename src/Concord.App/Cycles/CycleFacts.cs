using System.Text.Json;
using Concord.App.Api;
using Concord.App.Data;
using Concord.App.Plans;
using Concord.Planning.Cube;
using Concord.Planning.Cycle;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Planning.Supply;
using Concord.Storage.Data;
using Concord.Storage.Scenarios;

namespace Concord.App.Cycles;

/// <summary>Gathers what gates look at, from the plan and what its stages said.</summary>
internal sealed class CycleFacts(DataStore data, PlanRepository repository, PlanStructures structures, PlanComputations computations)
{
    /// <summary>The facts of a cycle's leading scenario as it is now; of the plan of record once there is one.</summary>
    public GateFacts Of(PlanningCycle cycle) => cycle.PlanOfRecord is { } record
        ? Of(cycle, record.Scenario, repository.Revision(record.Revision))
        : Of(cycle, cycle.LeadingScenario, repository.Head(cycle.LeadingScenario));

    /// <summary>The facts of a revision of one of its scenarios.</summary>
    public GateFacts Of(PlanningCycle cycle, long scenario, Revision revision)
    {
        var (state, structure) = (revision.State, structures.Of(revision.State));
        var stages = computations.Status(state);
        return new GateFacts(scenario, revision.Id)
        {
            Data = DataOf(cycle.SnapshotId),
            OnSnapshot = structures.BasisOf(state.BasisId).SnapshotId == cycle.SnapshotId,
            Stages = [.. stages.Select(s => new StageFact(s.Definition.Stage, s.Freshness))],
            Findings =
            [
                .. stages.SelectMany(s => (s.Details?.Findings ?? []).GroupBy(f => (f.Code, f.Severity))
                    .Select(g => new FindingFact(s.Definition.Stage, g.Key.Code, g.Key.Severity, g.Count(), g.First().Message))),
            ],
            Shortages = [.. stages.Select(s => s.Details).OfType<SupplyDetails>().SelectMany(d => d.Shortages).Select(ShortageFact.Of).DistinctBy(s => s.Key)],
            Unserved = PlanGaps.Unserved(state, structure),
            BudgetGap = PlanGaps.Budget(state, structure),
            Kpis = Kpis(state, structure),
            ChangedSinceSubmission = [.. cycle.Submissions.Where(s => s.Stands && s.Scenario == scenario && !IsSame(s, state)).Select(s => s.Function).Distinct()],
        };
    }

    private DataGateFact? DataOf(long snapshot) =>
        data.Snapshot(snapshot)?.Quality is { } json && JsonSerializer.Deserialize<QualityAtSnapshot>(json, JsonFormat.Options) is { } quality
            ? new DataGateFact(!quality.GateOpen, quality.Overall, quality.GateReasons, quality.Reason)
            : null;

    /// <summary>False when the input is another now; true when compaction has dropped what was submitted, as nothing can be said against it then.</summary>
    private bool IsSame(Submission submission, PlanState now)
    {
        try
        {
            return PlanGaps.IsSameInput(repository.Revision(submission.Revision).State, now, submission.Function);
        }
        catch (PlanStoreException)
        {
            return true;
        }
    }

    /// <summary>What the stage kpi wrote of each of its measures that has a total: the newest value. None as long as it was not computed.</summary>
    private static List<KpiFact> Kpis(PlanState state, PlanStructure structure)
    {
        if (!state.Stages.ContainsKey(Stage.Kpi))
            return [];
        var facts = new List<KpiFact>();
        foreach (var measure in MeasureRegistry.All.Where(m => m.WrittenBy == Stage.Kpi && m.OverMembers == MemberAggregation.Ratio))
        {
            var column = CellReader.Read(state.Cube, structure, new CellQuery([measure.Name], [], Coordinates.All, 0, structure.Calendar.Count - 1, ValueUnit.PlanningUnits)).Measures[0];
            var at = Array.FindLastIndex(column.Values, v => !double.IsNaN(v));
            facts.Add(new KpiFact(measure.Name, at < 0 ? new Measured(null, "the stage kpi found no facts to measure it by") : new Measured(column.Values[at], null)));
        }

        return facts;
    }
}
