using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Concord.Planning.Cycle;
using Concord.Planning.Demand;

namespace Concord.App.Api;

/// <summary>A cycle to open.</summary>
/// <param name="Name">For people, e.g. "2026-04".</param>
/// <param name="SnapshotId">The data snapshot it plans on.</param>
/// <param name="Scenarios">What it works on, the leading one first; when left out, a new scenario made from the last plan of record, which takes the snapshot.</param>
/// <param name="Owners">Names of who is responsible, by step.</param>
/// <param name="Holidays">Days that are no working days, for due dates.</param>
/// <param name="DueWorkingDays">Working days after the opening on which each step is due, in the order of the steps.</param>
/// <param name="MustSubmit">Functions that must submit before the demand review closes.</param>
/// <param name="MostUnserved">The most demand that may be left unserved when reconciliation closes, as a share.</param>
/// <param name="MostBudgetGap">The most the plan's revenue may be away from the budget, as a share of it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CycleOrder(
    string Name, long SnapshotId, IReadOnlyList<long>? Scenarios = null, IReadOnlyDictionary<StepKind, string>? Owners = null, IReadOnlyList<DateOnly>? Holidays = null,
    IReadOnlyList<int>? DueWorkingDays = null, IReadOnlyList<InputFunction>? MustSubmit = null, double? MostUnserved = null, double? MostBudgetGap = null);

/// <summary>A cycle in a list.</summary>
/// <param name="OpenSteps">Steps that are not closed, in their order.</param>
/// <param name="PlanOfRecord">The revision that was approved; null before.</param>
public sealed record CycleSummary(
    long Id, string Name, DateOnly FirstPlanned, long SnapshotId, CycleState State, IReadOnlyList<StepKind> OpenSteps, long? PlanOfRecord, string OpenedBy, DateTimeOffset OpenedAt);

/// <param name="Reason">Why; needed where nothing was approved.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CycleEnd(string? Reason = null);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ScenarioChoice(long Scenario);

/// <param name="Owner">Name of who is responsible; nobody in particular when left out.</param>
/// <param name="Due">The day by which it should be closed.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StepAssignment(DateOnly Due, string? Owner = null);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChecklistOrder(string Text);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChecklistTick(bool Done);

/// <param name="Override">Why a gate that is held does not matter, for coordinator or executive; kept with the step. Left out, a held gate refuses.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StepEnd(string? Override = null);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StepReopening(string Reason);

/// <param name="Scenario">Where it was typed; the leading scenario when left out.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SubmissionOrder(InputFunction Function, long? Scenario = null, string? Comment = null);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WithdrawalOrder(string? Reason = null);

/// <summary>A product decision.</summary>
/// <param name="RelatedItem">Of a launch the item it is like, of a replacement the predecessor.</param>
/// <param name="Date">First day of sale of a launch or successor, last day of sale of what is delisted.</param>
/// <param name="Share">Share of the related item's demand that is copied or moves, 0 to 1.</param>
/// <param name="Description">Of a new item.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ProductDecisionOrder(
    ProductChoice Choice, string Item, string Reason, string? RelatedItem = null, DateOnly? Date = null, double Share = 1, string? Description = null);

/// <param name="Scenario">The scenario it comes into; the leading one when left out.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DecisionApplication(long? Scenario = null);

/// <summary>A decision, assumption, risk or action.</summary>
/// <param name="Date">The day it was taken or is due.</param>
/// <param name="Revisions">The revisions it speaks of.</param>
/// <param name="Likelihood">Of a risk, 0 to 1.</param>
/// <param name="Effect">Of a risk that comes true, in the reporting currency.</param>
/// <param name="Outcome">What became of it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RecordOrder(
    RecordKind Kind, string Text, string? Owner = null, DateOnly? Date = null, RecordStatus Status = RecordStatus.Open, IReadOnlyList<long>? Revisions = null, double? Likelihood = null,
    double? Effect = null, string? Outcome = null)
{
    internal RecordDraft ToDraft() => new(Kind, Text, Owner, Date, Status, [.. Revisions ?? []], Likelihood, Effect, Outcome);
}

/// <param name="Key">The code of findings, or the key of a shortage.</param>
/// <param name="Comment">Why one goes on all the same.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AcknowledgementOrder(AcknowledgementKind Kind, string Key, string Comment);

/// <summary>A verdict on a scenario.</summary>
/// <param name="Revision">The revision the executive saw.</param>
/// <param name="Despite">Why what stands against approving it does not matter; kept with the approval.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record VerdictOrder(Verdict Verdict, long Scenario, long Revision, string? Comment = null, string? Despite = null);

/// <summary>What an executive is asked to judge.</summary>
/// <param name="Doubts">What stands against approving it, a sentence each.</param>
public sealed record ProposalInfo(long Scenario, long Revision, string Fingerprint, ImmutableList<HeadlineFigure> Figures, IReadOnlyList<string> Doubts);
