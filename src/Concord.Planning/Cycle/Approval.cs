using System.Collections.Immutable;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cycle;

/// <summary>What an executive says of a scenario.</summary>
public enum Verdict
{
    /// <summary>This revision is the plan of record.</summary>
    Approved,

    /// <summary>Not this one. The scenario stays as it is.</summary>
    Rejected,

    /// <summary>To be worked on again: reconciliation is open once more.</summary>
    SentBack,
}

/// <summary>A figure management saw and approved.</summary>
/// <param name="Name">Of a measure, or of a figure scenarios are compared by.</param>
/// <param name="Period">The label of a fiscal year, or <c>horizon</c>.</param>
/// <param name="Value">In <paramref name="Unit"/>; null when it is not measurable. A share is stored as 1 for 100 %.</param>
/// <param name="Unit">A planning unit, the reporting currency, % or another; null without a value.</param>
/// <param name="Note">Why there is no value, or what it leaves out; null when nothing is missing.</param>
public sealed record HeadlineFigure(string Name, string Title, string Period, double? Value, string? Unit, string? Note);

/// <summary>A verdict on one revision of a scenario.</summary>
/// <param name="Fingerprint">Of the plan at that revision: see <see cref="Scenarios.Fingerprints.OfPlan"/>.</param>
/// <param name="Figures">What was approved, in figures; those of the revision for the other verdicts too.</param>
/// <param name="Despite">What was known to be missing, such as a stage that is older than what it stands on, and approved all the same; empty for nothing.</param>
/// <param name="DespiteReason">Why that does not matter; null when nothing was missing.</param>
public sealed record Approval(
    Verdict Verdict, long Scenario, long Revision, string By, Role Role, DateTimeOffset At, string? Comment, string Fingerprint, ImmutableList<HeadlineFigure> Figures,
    ImmutableList<string> Despite, string? DespiteReason);

/// <summary>A plan of record with what was approved of it. It never changes.</summary>
public sealed record ApprovedPlan(long Cycle, string CycleName, long SnapshotId, Approval Approval)
{
    public long Revision => Approval.Revision;

    public string Fingerprint => Approval.Fingerprint;
}
