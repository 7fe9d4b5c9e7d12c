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
/// <param name="Measure">Name of the measure.</param>
/// <param name="Period">A fiscal year, as <c>FY 2026</c>, or <c>horizon</c>.</param>
/// <param name="Value">In <paramref name="Unit"/>; null when it is not measurable.</param>
/// <param name="Unit">A planning unit, the reporting currency, % or the unit of the measure; null without a value.</param>
/// <param name="NotMeasurable">Why there is no value; null when there is one.</param>
public sealed record HeadlineFigure(string Measure, string Title, string Period, double? Value, string? Unit, string? NotMeasurable);

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
