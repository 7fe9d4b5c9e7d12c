using System.Collections.Immutable;
using Concord.Planning.Data.Measures;
using Concord.Planning.Demand;

namespace Concord.Planning.Cycle;

/// <summary>What of a record people write themselves; see <see cref="CycleRecord"/>.</summary>
public sealed record RecordDraft(
    RecordKind Kind, string Text, string? Owner, DateOnly? Date, RecordStatus Status, ImmutableList<long> Revisions, double? Likelihood, double? Effect, string? Outcome);

/// <summary>Keeps what is said in a cycle: submissions, records, acknowledgements, product decisions.</summary>
public static class Recording
{
    private const int LongestText = 4000;

    /// <summary>A function submits its input as it is at a revision. An earlier submission of it is replaced.</summary>
    /// <exception cref="CycleRefusalException">By neither the function nor the coordinator, or the demand review is closed.</exception>
    public static PlanningCycle Submit(PlanningCycle cycle, InputFunction function, long scenario, long revision, string? comment, Actor by, DateTimeOffset at)
    {
        RequireInput(cycle, function, by);
        if (!cycle.Scenarios.Contains(scenario))
            throw new CycleRefusalException("other_scenario", $"The cycle does not work on the scenario {scenario}.", "Maybe merge it into one of the cycle's scenarios first.");
        var before = cycle.Submissions.ConvertAll(s => s.Function == function && s.Stands && s.Scenario == scenario ? s with { WithdrawnBy = by.Name, WithdrawnAt = at } : s);
        var role = by.Is(Submission.RoleOf(function)) ? Submission.RoleOf(function) : Role.Coordinator;
        return (cycle with { Submissions = before.Add(new Submission(function, scenario, revision, by.Name, role, at, Given(comment), null, null)) })
            .Logged(by, at, $"{Gates.Word(function)} submitted at revision {revision}", Given(comment));
    }

    /// <summary>A function takes back what it submitted.</summary>
    /// <exception cref="CycleRefusalException">By neither the function nor the coordinator, nothing stands, or the demand review is closed.</exception>
    public static PlanningCycle Withdraw(PlanningCycle cycle, InputFunction function, string? reason, Actor by, DateTimeOffset at)
    {
        RequireInput(cycle, function, by);
        if (!cycle.Submissions.Exists(s => s.Function == function && s.Stands))
            throw new CycleRefusalException("nothing_submitted", $"Nothing of {Gates.Word(function)} is submitted.");
        return (cycle with { Submissions = cycle.Submissions.ConvertAll(s => s.Function == function && s.Stands ? s with { WithdrawnBy = by.Name, WithdrawnAt = at } : s) })
            .Logged(by, at, $"{Gates.Word(function)} withdrew its input", Given(reason));
    }

    /// <summary>Adds a decision, assumption, risk or action.</summary>
    public static PlanningCycle Add(PlanningCycle cycle, RecordDraft draft, Actor by, DateTimeOffset at)
    {
        cycle.RequireNotClosed();
        Check(draft);
        var number = cycle.LastNumber + 1;
        var record = Written(new CycleRecord(number, draft.Kind, "", null, null, draft.Status, [], null, null, by.Name, at), draft);
        return (cycle with { Records = cycle.Records.Add(record), LastNumber = number }).Logged(by, at, $"{draft.Kind} {number}: {record.Text}");
    }

    /// <summary>Writes a record anew. Its kind stays.</summary>
    /// <exception cref="CycleRefusalException">No such record, another kind, or a field cannot be used.</exception>
    public static PlanningCycle Change(PlanningCycle cycle, int number, RecordDraft draft, Actor by, DateTimeOffset at)
    {
        cycle.RequireNotClosed();
        Check(draft);
        var index = cycle.Records.FindIndex(r => r.Number == number);
        if (index < 0)
            throw new CycleRefusalException("no_such_record", $"The cycle '{cycle.Name}' has no record {number}.", kind: RefusalKind.Unknown);
        var old = cycle.Records[index];
        if (old.Kind != draft.Kind)
            throw new CycleRefusalException("other_kind", $"Record {number} is a {Gates.Word(old.Kind)} and stays one.", $"Maybe drop it and write a new {Gates.Word(draft.Kind)}.", kind: RefusalKind.Invalid);
        var record = Written(old, draft);
        return (cycle with { Records = cycle.Records.SetItem(index, record) }).Logged(
            by, at, $"{record.Kind} {number}{(record.Status == old.Status ? "" : $" {Gates.Word(record.Status)}")}: {record.Text}{(record.Text == old.Text ? "" : $" (was: {old.Text})")}", record.Outcome);
    }

    /// <summary>Says that somebody looked at the findings of a code, or at a shortage, and goes on.</summary>
    /// <param name="count">How many findings there are now.</param>
    public static PlanningCycle Acknowledge(PlanningCycle cycle, AcknowledgementKind kind, string key, int count, string comment, Actor by, DateTimeOffset at)
    {
        cycle.RequireOpen();
        if (string.IsNullOrWhiteSpace(comment))
            throw new CycleRefusalException("no_comment", "An acknowledgement says why one goes on all the same.", kind: RefusalKind.Invalid);
        return (cycle with { Acknowledgements = cycle.Acknowledgements.Add(new Acknowledgement(kind, key, count, by.Name, at, comment.Trim())) })
            .Logged(by, at, $"Acknowledged: {Gates.Word(kind)} {key}{(count > 1 ? $" ({count:#,0})" : "")}", comment.Trim());
    }

    /// <summary>Adds a product decision. It comes into the plan by its patches: <see cref="ProductPatches"/>.</summary>
    /// <exception cref="CycleRefusalException">By neither product management nor the coordinator, or the product review is closed.</exception>
    public static PlanningCycle Decide(PlanningCycle cycle, ProductDecision decision, Actor by, DateTimeOffset at)
    {
        RequireProduct(cycle, by);
        if (string.IsNullOrWhiteSpace(decision.Reason))
            throw new CycleRefusalException("no_reason", "A product decision needs a reason; it is kept.", kind: RefusalKind.Invalid);
        var number = cycle.LastNumber + 1;
        var kept = decision with { Number = number, Cycle = cycle.Id, Reason = decision.Reason.Trim(), By = by.Name, At = at, AppliedIn = null, WithdrawnBy = null };
        return (cycle with { ProductDecisions = cycle.ProductDecisions.Add(kept), LastNumber = number }).Logged(by, at, $"Product decision {number}: {kept}", kept.Reason);
    }

    /// <summary>Says in which revision a product decision came into the plan.</summary>
    public static PlanningCycle Applied(PlanningCycle cycle, int number, long revision, Actor by, DateTimeOffset at)
    {
        RequireProduct(cycle, by);
        var decision = Decision(cycle, number);
        if (decision.AppliedIn is not null || decision.IsWithdrawn)
            throw new CycleRefusalException("decision_settled", $"Product decision {number} is {(decision.IsWithdrawn ? "withdrawn" : "in the plan already")}.");
        return Put(cycle, decision with { AppliedIn = revision }).Logged(by, at, $"Product decision {number} is in the plan, revision {revision}: {decision}");
    }

    /// <summary>Takes a product decision back that is not in the plan yet.</summary>
    public static PlanningCycle WithdrawDecision(PlanningCycle cycle, int number, string? reason, Actor by, DateTimeOffset at)
    {
        RequireProduct(cycle, by);
        var decision = Decision(cycle, number);
        if (decision.AppliedIn is not null)
            throw new CycleRefusalException("decision_settled", $"Product decision {number} is in the plan, revision {decision.AppliedIn}.", "Maybe revert that revision, and decide anew.");
        return Put(cycle, decision with { WithdrawnBy = by.Name }).Logged(by, at, $"Product decision {number} withdrawn: {decision}", Given(reason));
    }

    /// <exception cref="CycleRefusalException">No such decision.</exception>
    public static ProductDecision Decision(PlanningCycle cycle, int number) => cycle.ProductDecisions.Find(d => d.Number == number)
        ?? throw new CycleRefusalException("no_such_decision", $"The cycle '{cycle.Name}' has no product decision {number}.", kind: RefusalKind.Unknown);

    private static PlanningCycle Put(PlanningCycle cycle, ProductDecision decision) =>
        cycle with { ProductDecisions = cycle.ProductDecisions.ConvertAll(d => d.Number == decision.Number ? decision : d) };

    private static CycleRecord Written(CycleRecord record, RecordDraft draft) => record with
    {
        Text = draft.Text.Trim(),
        Owner = Given(draft.Owner),
        Date = draft.Date,
        Status = draft.Status,
        Revisions = draft.Revisions,
        Likelihood = draft.Likelihood,
        Effect = draft.Effect,
        Outcome = Given(draft.Outcome),
    };

    private static void Check(RecordDraft draft)
    {
        if (string.IsNullOrWhiteSpace(draft.Text) || draft.Text.Length > LongestText)
            throw new CycleRefusalException("no_text", $"A {Gates.Word(draft.Kind)} needs a text of 1 to {LongestText:#,0} characters.", kind: RefusalKind.Invalid);
        if (draft.Kind != RecordKind.Risk && (draft.Likelihood is not null || draft.Effect is not null))
            throw new CycleRefusalException("not_a_risk", $"Only a risk has a likelihood and an effect, not a {Gates.Word(draft.Kind)}.", kind: RefusalKind.Invalid);
        if (draft.Likelihood is { } likelihood && !(likelihood is >= 0 and <= 1))
            throw new CycleRefusalException("bad_likelihood", $"A likelihood of {likelihood} is outside of 0 to 1.", "Maybe it was meant in percent.", kind: RefusalKind.Invalid);
        if (draft.Effect is { } effect && !double.IsFinite(effect))
            throw new CycleRefusalException("bad_effect", "The effect of a risk is an amount.", kind: RefusalKind.Invalid);
    }

    private static void RequireInput(PlanningCycle cycle, InputFunction function, Actor by)
    {
        cycle.RequireOpen();
        if (!by.Is(Submission.RoleOf(function), Role.Coordinator))
            throw new CycleRefusalException("not_the_function", $"{Gates.Word(function)} submits its own input, or the coordinator on its behalf; {by.Name} is neither.", "Maybe the role is given for a part of the hierarchy only.", kind: RefusalKind.Forbidden);
        if (cycle.Step(StepKind.DemandReview) is { IsClosed: true } step)
            throw new CycleRefusalException("step_closed", $"The step {step.Title} was closed by {step.ClosedBy}: inputs are settled.", "Maybe ask the coordinator to open it again.");
    }

    private static void RequireProduct(PlanningCycle cycle, Actor by)
    {
        cycle.RequireOpen();
        if (!by.Is(Role.Product, Role.Coordinator))
            throw new CycleRefusalException("not_product", $"Product decisions are made by product management or the coordinator; {by.Name} is neither.", kind: RefusalKind.Forbidden);
        if (cycle.Step(StepKind.ProductReview) is { IsClosed: true } step)
            throw new CycleRefusalException("step_closed", $"The step {step.Title} was closed by {step.ClosedBy}: the range is settled.", "Maybe ask the coordinator to open it again.");
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
