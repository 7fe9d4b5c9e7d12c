using Concord.App.Api;
using Concord.App.Security;
using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Storage.Scenarios;

namespace Concord.App.Plans;

/// <summary>Merges scenarios.</summary>
internal sealed class PlanMerges(PlanRepository repository, PlanStructures structures, OpenPlans plans, TimeProvider time)
{
    /// <summary>What merging a scenario into another would do; changes nothing.</summary>
    public MergePreview Preview(long scenario, long source, Caller caller)
    {
        var (ours, theirs, before) = Sides(scenario, repository.Head(plans.Scenario(scenario).Id), plans.Open(source).Revision);
        var structure = structures.Of(ours.State);
        var outcome = Merging.Merge(before.State, ours.State, theirs.State, structure, [], caller.Name, time.GetUtcNow(), repository.NewEntryId);
        return Say(outcome, before, ours, theirs, structure);
    }

    /// <summary>Merges, when every conflict has a resolution.</summary>
    /// <exception cref="ProblemException">409: a conflict is open, or the other scenario moved since the preview.</exception>
    public async Task<ChangeAnswer> Merge(long scenario, MergeOrder order, Caller caller, CancellationToken token)
    {
        var target = plans.Scenario(scenario, toChange: true);
        var from = plans.Scenario(order.Source);
        PlanEdits.CheckMessage(order.Message);
        if (order.Resolutions.GroupBy(r => r.Conflict).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw ProblemException.Invalid("resolutions", twice.Key, $"The conflict '{twice.Key}' is resolved twice.");
        if (order.Resolutions.FirstOrDefault(r => r.Take == Take.Value && !double.IsFinite(r.Value ?? double.NaN)) is { } empty)
            throw ProblemException.Invalid("resolutions", empty.Conflict, "A resolution that takes a value needs the value.");
        Resolution[] resolutions = [.. order.Resolutions.Select(r => new Resolution(r.Conflict, r.Take, r.Value ?? 0))];
        if (order.Theirs is { } seen && seen != repository.Head(order.Source).Id)
            throw ProblemException.Conflict($"The scenario '{from.Name}' moved since the preview.", "Maybe look at the preview again.", "scenario_moved");
        var theirs = repository.Head(order.Source);
        var message = order.Message?.Trim() is { Length: > 0 } given ? given : $"Merged '{from.Name}' into '{target.Name}'";
        var nothing = false;
        var revision = await repository.Commit(scenario, caller.Name, head =>
        {
            var (ours, other, before) = Sides(scenario, head, theirs);
            if (nothing = before.Id == other.Id)
                return null;
            var structure = structures.Of(ours.State);
            var outcome = Merging.Merge(before.State, ours.State, other.State, structure, resolutions, caller.Name, time.GetUtcNow(), repository.NewEntryId);
            Check(order.Resolutions, outcome);
            if (outcome.Open.Count > 0)
            {
                throw ProblemException.Conflict(
                    $"{(outcome.Open.Count == 1 ? "One conflict is" : $"{outcome.Open.Count:#,0} conflicts are")} open: both scenarios changed the same cells.", "Maybe look at the preview and choose for each of them.", "merge_conflicts");
            }

            ChangeRights.Check(ours.State, outcome.State, structure, caller, "source");
            var merged = structures.Respread(head.State, outcome.State).State;
            merged = Respreading.AfterMerge(merged, ours.State, structures.Of(other.State), structures.Of(merged)).State;
            return new PlanDraft(merged, RevisionKind.Merge, message, MergedFrom: other.Id);
        }, token);
        return PlanEdits.Answer(revision, nothing ? ["There was nothing to merge."] : []);
    }

    private (Revision Ours, Revision Theirs, Revision Before) Sides(long scenario, Revision ours, Revision theirs)
    {
        var ancestor = repository.CommonAncestor(ours.Id, theirs.Id)
            ?? throw ProblemException.Conflict($"The scenario {scenario} and the other have no common ancestor.", "Maybe they were started from different plans.");
        var before = repository.Revision(ancestor);
        if (theirs.State.BasisId != before.State.BasisId && structures.BasisOf(theirs.State.BasisId) with { Id = 0 } != structures.BasisOf(ours.State.BasisId) with { Id = 0 })
            throw ProblemException.Conflict("The other scenario stands on another data snapshot, which this one has not taken.", "Maybe take that data snapshot into this scenario first.", "other_snapshot");
        return (ours, theirs, before);
    }

    /// <exception cref="ProblemException">A resolution answers a question that is not asked (any more), or in a way it cannot be answered.</exception>
    private static void Check(IReadOnlyList<ResolutionOrder> resolutions, MergeOutcome outcome)
    {
        var asked = outcome.Cells.Select(c => c.Id).Concat(outcome.Patches.Select(p => p.Id)).ToHashSet(StringComparer.Ordinal);
        if (resolutions.FirstOrDefault(r => !asked.Contains(r.Conflict)) is { } unknown)
            throw ProblemException.Conflict($"There is no conflict '{unknown.Conflict}', or none any more.", "Maybe a scenario moved since the preview: look at it again.", "scenario_moved");
        if (resolutions.FirstOrDefault(r => r.Take == Take.Value && outcome.Patches.Any(p => p.Id == r.Conflict)) is { } typed)
            throw ProblemException.Invalid("resolutions", typed.Conflict, "A conflict of master data takes ours or theirs.", "Maybe change the record after the merge.");
    }

    private static MergePreview Say(MergeOutcome outcome, Revision before, Revision ours, Revision theirs, PlanStructure structure) => new(
        before.Id, ours.Id, theirs.Id, outcome.ChangedPages > 0 || !outcome.State.Patches.SequenceEqual(ours.State.Patches) || !outcome.State.Entries.SequenceEqual(ours.State.Entries) || outcome.Cells.Count > 0,
        [.. outcome.Cells.Select(c => new MergeConflictInfo(
            c.Id, c.Measure, MeasureRegistry.Measure(c.Measure).Title, PlanInfo.Members(c.Part), $"{c.Part}", c.Bucket, structure.Calendar[c.Bucket].Label, c.Series.Count, c.Unit,
            Numbers.Present(c.Before), Numbers.Present(c.Ours), Numbers.Present(c.Theirs), PlanInfo.Of(c.OurEntry, structure), PlanInfo.Of(c.TheirEntry, structure)))],
        [.. outcome.Patches.Select(p => new PatchConflictInfo(p.Id, p.Table, [.. p.Key], p.Column, p.Ours, p.Theirs))]);
}
