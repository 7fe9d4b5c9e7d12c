using Concord.App.Api;
using Concord.App.Security;
using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Storage.Scenarios;

namespace Concord.App.Plans;

/// <summary>Changes a scenario: entries, and taking changes back. Each change is a revision, durable before it is answered.</summary>
internal sealed class PlanEdits(PlanRepository repository, PlanStructures structures, OpenPlans plans, TimeProvider time)
{
    /// <summary>Most entries of one request.</summary>
    public const int MostEntries = 20_000;

    private const int LongestMessage = 500;

    /// <summary>Applies entries, all or none.</summary>
    /// <exception cref="ProblemException">400, 403: an entry cannot be used or is not allowed; 409: somebody changed the same cells since the caller saw them.</exception>
    public async Task<ChangeAnswer> Edit(long scenario, EntriesOrder order, Caller caller, CancellationToken token)
    {
        plans.Scenario(scenario, toChange: true);
        if (order.Entries.Count is 0 or > MostEntries)
            throw ProblemException.Invalid("entries", $"{order.Entries.Count}", $"A change has 1 to {MostEntries:#,0} entries.", order.Entries.Count == 0 ? null : "Maybe send it in several parts.");
        CheckMessage(order.Message);
        var seen = order.Base is { } id ? plans.Revision(id, "base") : null;
        var structure = structures.Of(repository.Head(scenario).State);
        var entries = order.Entries.Select((entry, i) => EntryReader.Read(entry, i, repository.NewEntryId(), structure, caller, time.GetUtcNow())).ToList();
        var message = order.Message?.Trim() is { Length: > 0 } given ? given : Describe(entries, structure);
        IReadOnlyList<string> notes = [];
        var revision = await repository.Commit(scenario, caller.Name, head =>
        {
            var now = structures.Of(head.State);
            for (var i = 0; i < entries.Count && !ReferenceEquals(now, structure); i++)
                EntryReader.CheckRight(order.Entries[i], i, entries[i].Coordinates, now, caller);
            if (seen is not null && seen.Id != head.Id && Editing.Conflicts(seen.State, head.State, now, entries) is { Count: > 0 } conflicts)
                throw Conflict(conflicts, entries, now, head);
            var outcome = Editing.Apply(head.State, now, entries);
            if (outcome.Refused is { } refused)
            {
                var entry = entries[refused.Index];
                throw new ProblemException(
                    StatusCodes.Status400BadRequest, "entry_refused", refused.Reason, $"entries[{refused.Index}]", $"{MeasureRegistry.Measure(entry.Measure).Title}, {entry.Coordinates}", refused.Hint);
            }

            notes = outcome.Notes;
            return new PlanDraft(outcome.State, RevisionKind.Edit, message);
        }, token);
        return Answer(revision, notes);
    }

    /// <summary>Takes back the caller's own last change that still stands.</summary>
    public async Task<ChangeAnswer> Undo(long scenario, Caller caller, CancellationToken token)
    {
        var target = OwnChanges(scenario, caller).FirstOrDefault()
            ?? throw ProblemException.Conflict("There is no change of yours to undo in this scenario.", code: "nothing_to_undo");
        return await TakeBack(scenario, target, RevisionKind.Undo, $"Undo: {target.Message}", caller, token);
    }

    /// <summary>Makes again what the caller undid last, as long as the caller changed nothing since.</summary>
    public async Task<ChangeAnswer> Redo(long scenario, Caller caller, CancellationToken token)
    {
        var target = LastUndo(scenario, caller)
            ?? throw ProblemException.Conflict("There is nothing to redo: you have undone nothing since your last change.", code: "nothing_to_redo");
        return await TakeBack(scenario, target, RevisionKind.Redo, target.Message.Replace("Undo: ", "Redo: ", StringComparison.Ordinal), caller, token);
    }

    /// <summary>Takes back the change of one revision, whoever made it.</summary>
    public async Task<ChangeAnswer> Revert(long scenario, long revision, Caller caller, CancellationToken token)
    {
        var head = plans.Scenario(scenario, toChange: true).Head;
        var target = plans.Info(revision, "revision");
        if (target.Id != head && !repository.IsAncestor(target.Id, head))
            throw ProblemException.Conflict($"The revision {revision} is not part of this scenario.", "Maybe it belongs to another scenario.");
        if (target.Parents.IsEmpty)
            throw ProblemException.Conflict("The first revision of a plan has nothing before it to go back to.");
        return await TakeBack(scenario, target, RevisionKind.Revert, $"Revert: {target.Message}", caller, token);
    }

    public static ChangeAnswer Answer(Revision revision, IReadOnlyList<string> notes) =>
        new(revision.Id, revision.Info.Parents is [var parent, ..] ? parent : null, revision.Info.Message, notes);

    public static void CheckMessage(string? message)
    {
        if (message?.Length > LongestMessage)
            throw ProblemException.Invalid("message", $"{message.Length} characters", $"The message is longer than {LongestMessage} characters.");
    }

    private async Task<ChangeAnswer> TakeBack(long scenario, RevisionInfo target, RevisionKind kind, string message, Caller caller, CancellationToken token)
    {
        plans.Scenario(scenario, toChange: true);
        var (changed, before) = (plans.Revision(target.Id, "revision"), plans.Revision(target.Parents[0], "revision"));
        if (changed.State.BasisId != before.State.BasisId)
            throw ProblemException.Conflict($"'{target.Message}' took in the facts of a data snapshot, and facts are not taken back.", "Maybe make a scenario from the revision before it.");
        var revision = await repository.Commit(scenario, caller.Name, head =>
        {
            var outcome = Reverting.Revert(head.State, changed.State, before.State);
            if (outcome.Conflicts.Count + outcome.Patches.Count > 0)
                throw Later(outcome, target, structures.Of(head.State));
            ChangeRights.Check(head.State, outcome.State, structures.Of(head.State), caller, "revision");
            var state = structures.Respread(head.State, outcome.State).State;
            return new PlanDraft(state, kind, message, target.Id);
        }, token);
        return Answer(revision, []);
    }

    private const int HistoryLookedAt = 2000;

    /// <summary>The caller's changes that are not taken back, newest first, since the scenario was made.</summary>
    private IEnumerable<RevisionInfo> OwnChanges(long scenario, Caller caller) => Standing(scenario)
        .Where(i => i.Author == caller.Name && i.Kind is RevisionKind.Edit or RevisionKind.Merge or RevisionKind.MasterData or RevisionKind.Revert);

    /// <summary>The caller's last undo that still stands; null when the caller made a change after it.</summary>
    private RevisionInfo? LastUndo(long scenario, Caller caller) => Standing(scenario)
        .FirstOrDefault(i => i.Author == caller.Name && i.Kind is not RevisionKind.Redo) is { Kind: RevisionKind.Undo } undo ? undo : null;

    /// <summary>The revisions since the scenario was made that no later one has taken back, newest first. What took back such a one takes nothing back any more.</summary>
    private IEnumerable<RevisionInfo> Standing(long scenario)
    {
        var takenBack = new HashSet<long>();
        foreach (var info in Since(scenario))
        {
            if (takenBack.Contains(info.Id))
                continue;
            if (info.Reverts is { } change)
                takenBack.Add(change);
            yield return info;
        }
    }

    private IEnumerable<RevisionInfo> Since(long scenario)
    {
        var known = plans.Scenario(scenario, toChange: true);
        return repository.History(known.Head, HistoryLookedAt, null).TakeWhile(i => i.Id != known.Origin);
    }

    private static string Describe(List<Entry> entries, PlanStructure structure)
    {
        var entry = entries[0];
        var (first, last) = (structure.Calendar[entry.FirstBucket].Label, structure.Calendar[entry.LastBucket].Label);
        var what = $"{MeasureRegistry.Measure(entry.Measure).Title}, {entry.Coordinates}, {(first == last ? first : $"{first} to {last}")}";
        var how = entry.Rule switch
        {
            EntryRule.Set => $"Set to {entry.Value:#,0.##}",
            EntryRule.Add => $"{entry.Value:+#,0.##;-#,0.##;0} added",
            EntryRule.Multiply => $"{(entry.Value - 1) * 100:+0.##;-0.##;0} %",
            EntryRule.Copy => $"Copied from {(entry.Like is { } like ? MeasureRegistry.Measure(like).Title : "earlier buckets")}",
            EntryRule.Reset => "Reset to what the stage wrote",
            EntryRule.Lock => "Locked",
            _ => "Unlocked",
        };
        return entries.Count == 1 ? $"{how}: {what}" : $"{how}: {what}; and {entries.Count - 1:#,0} more";
    }

    private static ProblemException Conflict(IReadOnlyList<EditConflict> conflicts, List<Entry> entries, PlanStructure structure, Revision head)
    {
        var first = conflicts[0];
        var who = first.TheirEntry?.Author ?? head.Info.Author;
        return new ProblemException(
            StatusCodes.Status409Conflict, "cell_conflict",
            $"{who} changed {MeasureRegistry.Measure(entries[first.Index].Measure).Title} of {entries[first.Index].Coordinates} in {structure.Calendar[first.Bucket].Label} "
            + $"from {first.Before:#,0.##} to {first.Theirs:#,0.##} since you saw it.", $"entries[{first.Index}]", hint: "Maybe look at the new value, and type yours again if it still holds.")
        {
            Conflicts = [.. conflicts.Take(100).Select(c => new CellConflict(
                c.Index, entries[c.Index].Measure, PlanInfo.Members(entries[c.Index].Coordinates), c.Bucket, Numbers.Present(entries[c.Index].Value), Numbers.Present(c.Before),
                Numbers.Present(c.Theirs), c.TheirEntry?.Author ?? head.Info.Author, c.TheirEntry?.At ?? head.Info.At, c.Series))],
        };
    }

    private static ProblemException Later(RevertOutcome outcome, RevisionInfo target, PlanStructure structure)
    {
        var where = outcome.Conflicts is [var cells, ..]
            ? $"{MeasureRegistry.Measure(cells.Measure).Title} in {structure.Calendar[cells.Bucket].Label} ({cells.Series.Count:#,0} series)"
            : $"{outcome.Patches[0].Table} {string.Join(", ", outcome.Patches[0].Key)}";
        return ProblemException.Conflict(
            $"'{target.Message}' cannot be taken back: {where} was changed again or locked since.", "Maybe undo the later changes first, or type the value.", "changed_since");
    }
}
