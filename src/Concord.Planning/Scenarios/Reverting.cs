
namespace Concord.Planning.Scenarios;

/// <summary>A plan with the change of a revision taken back.</summary>
/// <param name="Conflicts">Cells that were changed again since: while there is one, the change cannot be taken back as if it had not been made.</param>
/// <param name="Patches">Master data that were changed again since.</param>
public sealed record RevertOutcome(PlanState State, IReadOnlyList<ConflictingCells> Conflicts, IReadOnlyList<PatchConflict> Patches);

/// <summary>Takes changes back. Nothing is deleted: the result is a new state.</summary>
public static class Reverting
{
    /// <summary>
    /// Takes back what one revision changed and leaves everything later as it is: the merge of its parent into the newest state, with the revision
    /// itself as the common ancestor. Taking back a taking back brings the change again. Where master data change, entries are to be spread again afterwards.
    /// </summary>
    /// <param name="now">The newest state.</param>
    /// <param name="revision">The state whose change is taken back.</param>
    /// <param name="parent">The state it changed.</param>
    public static RevertOutcome Revert(PlanState now, PlanState revision, PlanState parent)
    {
        // A change of master data moved cells only by spreading entries again: that is done anew, on top of whatever was typed since.
        var (cube, conflicts) = !revision.Patches.SequenceEqual(parent.Patches) && revision.Entries.SequenceEqual(parent.Entries)
            ? (now.Cube, [])
            : CellMerge.Merge(revision.Cube, now.Cube, parent.Cube);
        var (patches, patchConflicts) = PatchMerge.Merge(revision.Patches, now.Patches, parent.Patches, _ => false);
        var entries = EntryMerge.Merge(revision.Entries, now.Entries, parent.Entries);
        return new RevertOutcome(now with { Cube = cube, Entries = entries, Patches = patches, Drivers = Merging.DriversOf(revision, now, parent) }, conflicts, patchConflicts);
    }
}
