using System.Collections.Immutable;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cycle;

/// <summary>What an executive is asked to judge.</summary>
/// <param name="Scenario">One of the cycle's.</param>
/// <param name="Revision">Of that scenario, which the figures speak of.</param>
/// <param name="Stages">How the stages of that revision are; see <see cref="GateFacts.Stages"/>.</param>
public sealed record Proposal(long Scenario, long Revision, string Fingerprint, ImmutableList<HeadlineFigure> Figures, GateFacts Stages);

/// <summary>Approves plans, rejects them, or sends them back.</summary>
public static class Approving
{
    /// <summary>
    /// What stands against approving a proposal: steps that are open, stages that are missing or older than what they stand on. Empty when nothing does.
    /// </summary>
    public static ImmutableList<string> Doubts(PlanningCycle cycle, Proposal proposal)
    {
        var open = cycle.Steps.Where(s => s.Kind < StepKind.ExecutiveReview && !s.IsClosed).Select(s => s.Title).ToList();
        return
        [
            .. open.Count == 0 ? (string[])[] : [$"Not closed yet: {string.Join(", ", open)}."],
            .. Gates.Unsettled(Gates.AllStages, proposal.Stages),
        ];
    }

    /// <summary>
    /// Gives a verdict. Approval makes the revision the plan of record of the cycle, which can have one only; sending back opens reconciliation again.
    /// </summary>
    /// <param name="despiteReason">Why the doubts about the proposal do not matter; null to be refused by them. Looked at when approving only.</param>
    /// <exception cref="CycleRefusalException">Not by an executive, the cycle is not open, the scenario is not the cycle's, or there are doubts.</exception>
    public static PlanningCycle Judge(PlanningCycle cycle, Verdict verdict, Proposal proposal, string? comment, string? despiteReason, Actor by, DateTimeOffset at)
    {
        if (!by.Is(Role.Executive))
            throw new CycleRefusalException("not_executive", $"Plans are judged by an executive, and {by.Name} is none.", kind: RefusalKind.Forbidden);
        if (cycle.PlanOfRecord is { } first)
        {
            throw new CycleRefusalException(
                "approved_already", $"The cycle '{cycle.Name}' has its plan of record: revision {first.Revision}, approved by {first.By} on {first.At:yyyy-MM-dd}.",
                "Maybe open the next cycle: a plan of record never changes.");
        }

        cycle.RequireOpen();
        if (!cycle.Scenarios.Contains(proposal.Scenario))
            throw new CycleRefusalException("other_scenario", $"The cycle does not work on the scenario {proposal.Scenario}.", "Maybe the coordinator adds it to the cycle first.");
        if (verdict != Verdict.Approved && string.IsNullOrWhiteSpace(comment))
            throw new CycleRefusalException("no_comment", "Say why it is rejected or sent back, so that people know what to change.", kind: RefusalKind.Invalid);
        var doubts = verdict == Verdict.Approved ? Doubts(cycle, proposal) : [];
        if (!doubts.IsEmpty && string.IsNullOrWhiteSpace(despiteReason))
        {
            throw new CycleRefusalException(
                "plan_not_ready", $"The plan is not ready for approval: {string.Join(" ", doubts)}", "Maybe finish that first; or approve it all the same, with a reason.")
            { Reasons = doubts };
        }

        var approval = new Approval(
            verdict, proposal.Scenario, proposal.Revision, by.Name, Role.Executive, at, Given(comment), proposal.Fingerprint, proposal.Figures, doubts,
            doubts.IsEmpty ? null : Given(despiteReason));
        var after = cycle with { Approvals = cycle.Approvals.Add(approval) };
        return verdict switch
        {
            Verdict.Approved => (after with { State = CycleState.Approved }).Logged(
                by, at, $"Approved: revision {proposal.Revision} is the plan of record{(doubts.IsEmpty ? "" : $", although: {string.Join(" ", doubts)}")}", approval.DespiteReason ?? approval.Comment),
            Verdict.Rejected => after.Logged(by, at, $"Rejected: revision {proposal.Revision} of the scenario {proposal.Scenario}", approval.Comment),
            _ => Stepping.OpenFrom(after, StepKind.Reconciliation).Logged(by, at, $"Sent back: revision {proposal.Revision}; reconciliation is open again", approval.Comment),
        };
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
