using System.Collections.Immutable;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cycle;

public enum GateOutcome
{
    Passed,

    /// <summary>The step does not close, unless an authority overrides it.</summary>
    Held,

    /// <summary>Cannot be judged with the facts there are, such as a gap to a budget that nobody has. Does not hold the gate, and says so.</summary>
    NotMeasurable,
}

/// <summary>One automatic check of a gate.</summary>
/// <param name="Name">For programs: lower case with underscores, stable.</param>
/// <param name="Message">One sentence that carries the values.</param>
public sealed record GateCheck(string Name, GateOutcome Outcome, string Message);

/// <summary>What a gate says of a step.</summary>
/// <param name="Revision">The revision of the leading scenario that was looked at.</param>
public sealed record GateReport(StepKind Step, long Revision, ImmutableList<GateCheck> Checks)
{
    public bool IsHeld => Checks.Any(c => c.Outcome == GateOutcome.Held);

    /// <summary>The messages of the checks that hold it.</summary>
    public ImmutableList<string> Reasons => [.. Checks.Where(c => c.Outcome == GateOutcome.Held).Select(c => c.Message)];
}

/// <summary>Decides whether a step of a cycle may close.</summary>
public static class Gates
{
    private static readonly Stage[] DemandStages = [Stage.Cleanse, Stage.Forecast, Stage.Consensus];
    private static readonly Stage[] SupplyStages = [Stage.Supply];
    private static readonly Stage[] MoneyStages = [Stage.Finance, Stage.Kpi];

    /// <summary>Judges a step. The same facts give the same report.</summary>
    public static GateReport Judge(PlanningCycle cycle, StepKind kind, GateFacts facts)
    {
        var checks = new List<GateCheck>();
        if (cycle.Steps.Where(s => s.Kind < kind && !s.IsClosed).Select(s => s.Title).ToList() is var before && kind > StepKind.Data)
            checks.Add(Check("earlier_steps", before.Count == 0, "The steps before are closed.", $"Not closed yet: {string.Join(", ", before)}."));
        if (cycle.Step(kind).Checklist is { IsEmpty: false } list)
        {
            var open = list.Where(i => !i.IsDone).Select(i => i.Text).ToList();
            checks.Add(Check("checklist", open.Count == 0, "Everything on the checklist is done.", $"Open on the checklist: {string.Join("; ", open)}."));
        }

        switch (kind)
        {
            case StepKind.Data:
                checks.Add(DataGate(facts));
                checks.Add(Check(
                    "plan_on_snapshot", facts.OnSnapshot, "The plan stands on the data snapshot of the cycle.",
                    $"The plan does not stand on the cycle's data snapshot {cycle.SnapshotId}. Maybe take the snapshot into the scenario."));
                break;
            case StepKind.ProductReview:
                var waiting = cycle.ProductDecisions.Where(d => d.ChangesPlan && d is { AppliedIn: null, IsWithdrawn: false }).Select(d => d.ToString()).ToList();
                checks.Add(Check(
                    "product_decisions", waiting.Count == 0, $"{cycle.ProductDecisions.Count(d => !d.IsWithdrawn)} product decisions, all of them in the plan.",
                    $"Not in the plan yet: {string.Join("; ", waiting)}."));
                break;
            case StepKind.DemandReview:
                Stages(DemandStages, facts, checks);
                Findings(cycle, DemandStages, facts, checks);
                checks.Add(Submitted(cycle, facts));
                break;
            case StepKind.SupplyReview:
                Stages(SupplyStages, facts, checks);
                Findings(cycle, SupplyStages, facts, checks);
                checks.Add(Shortages(cycle, facts));
                break;
            case StepKind.Reconciliation:
                Stages(MoneyStages, facts, checks);
                Findings(cycle, MoneyStages, facts, checks);
                checks.Add(Within("unserved_demand", facts.Unserved, cycle.Rules.MostUnserved, "of the consensus demand is not served"));
                checks.Add(Within("budget_gap", facts.BudgetGap, cycle.Rules.MostBudgetGap, "of the budget's revenue lie between it and the plan"));
                checks.Add(KpisKnown(facts));
                break;
            default:
                Stages(AllStages, facts, checks);
                checks.Add(Check("plan_of_record", cycle.PlanOfRecord is not null, "A plan is approved.", "No plan is approved yet."));
                break;
        }

        return new GateReport(kind, facts.Revision, [.. checks]);
    }

    /// <summary>The stages a plan of record has been through.</summary>
    internal static Stage[] AllStages { get; } = [.. DemandStages, .. SupplyStages, .. MoneyStages];

    /// <summary>What of a plan's stages is missing or older than what it stands on, as a sentence each.</summary>
    internal static IEnumerable<string> Unsettled(IReadOnlyList<Stage> stages, GateFacts facts)
    {
        foreach (var stage in stages)
        {
            var known = facts.Stages.FirstOrDefault(s => s.Stage == stage);
            if (known is null or { Freshness: StageFreshness.Missing })
                yield return $"The stage {Word(stage)} has not been computed.";
            else if (known.Freshness == StageFreshness.Stale)
                yield return $"The stage {Word(stage)} is older than what it stands on.";
        }
    }

    private static void Stages(IReadOnlyList<Stage> stages, GateFacts facts, List<GateCheck> checks)
    {
        var unsettled = Unsettled(stages, facts).ToList();
        checks.Add(Check(
            "stages_current", unsettled.Count == 0, $"{string.Join(", ", stages.Select(Word))}: computed from what the plan is now.", $"{string.Join(" ", unsettled)} Maybe compute the plan."));
    }

    private static GateCheck DataGate(GateFacts facts) => facts.Data switch
    {
        null => new GateCheck("data_gate", GateOutcome.Held, "The quality of the data snapshot was not judged. Maybe no check had run when it was made."),
        { Held: false } open => new GateCheck("data_gate", GateOutcome.Passed, $"The data gate was open; the data quality score was {Data.Checks.DataQuality.Text(open.Score)}."),
        { OverrideReason: { } reason } overridden => new GateCheck("data_gate", GateOutcome.Passed, $"The data gate was held ({string.Join(" ", overridden.Reasons)}) and overridden: {reason}"),
        var held => new GateCheck("data_gate", GateOutcome.Held, $"The data gate was held: {string.Join(" ", held.Reasons)}"),
    };

    private static void Findings(PlanningCycle cycle, Stage[] stages, GateFacts facts, List<GateCheck> checks)
    {
        var open = facts.Findings.Where(f => stages.Contains(f.Stage) && f.Severity == Severity.Error
            && AcknowledgedOf(cycle, AcknowledgementKind.Finding, f.Code) < facts.Findings.Where(x => x.Code == f.Code).Sum(x => x.Count)).ToList();
        checks.Add(Check(
            "findings_acknowledged", open.Count == 0, "No error finding is left unacknowledged.",
            string.Join(" ", open.Select(f => $"{f.Count:#,0} x {f.Code}, as: {f.Example}"))));
    }

    private static GateCheck Submitted(PlanningCycle cycle, GateFacts facts)
    {
        var faults = new List<string>();
        foreach (var function in cycle.Rules.MustSubmit)
        {
            if (!cycle.Submissions.Exists(s => s.Function == function && s.Stands))
                faults.Add($"{Word(function)} has not submitted.");
            else if (facts.ChangedSinceSubmission.Contains(function))
                faults.Add($"The input of {Word(function)} changed after it was submitted.");
        }

        return Check("submissions", faults.Count == 0, $"Submitted: {string.Join(", ", cycle.Rules.MustSubmit.Select(Word))}.", string.Join(" ", faults));
    }

    private static GateCheck Shortages(PlanningCycle cycle, GateFacts facts)
    {
        var open = facts.Shortages.Where(s => s.Cause is null && AcknowledgedOf(cycle, AcknowledgementKind.Shortage, s.Key) == 0).ToList();
        return Check(
            "shortages_explained", open.Count == 0, $"{facts.Shortages.Count:#,0} shortages, each with its cause or reviewed.",
            $"{open.Count:#,0} of {facts.Shortages.Count:#,0} shortages have no cause and nobody reviewed them, as: {open.FirstOrDefault()?.Text}");
    }

    private static GateCheck Within(string name, Measured fact, double most, string what)
    {
        if (fact.Value is not { } value)
            return new GateCheck(name, fact.IsUnknown ? GateOutcome.Held : GateOutcome.NotMeasurable, $"Not measurable, because {fact.NotMeasurable ?? "it has not been computed"}.");
        return new GateCheck(name, Math.Abs(value) <= most ? GateOutcome.Passed : GateOutcome.Held, $"{value * 100:0.##} % {what}; {most * 100:0.##} % are the limit.");
    }

    private static GateCheck KpisKnown(GateFacts facts)
    {
        if (facts.Kpis.Count == 0)
            return new GateCheck("kpis_known", GateOutcome.Held, "No KPI has been computed.");
        var without = facts.Kpis.Where(k => k.Fact.IsUnknown).Select(k => k.Name).ToList();
        return Check(
            "kpis_known", without.Count == 0, $"{facts.Kpis.Count(k => k.Fact.Value is not null)} KPIs are known, {facts.Kpis.Count(k => k.Fact.Value is null)} say why they are not measurable.",
            $"Neither a value nor a reason: {string.Join(", ", without)}.");
    }

    private static int AcknowledgedOf(PlanningCycle cycle, AcknowledgementKind kind, string key) =>
        cycle.Acknowledgements.LastOrDefault(a => a.Kind == kind && a.Key == key)?.Count ?? 0;

    private static GateCheck Check(string name, bool passed, string yes, string no) => new(name, passed ? GateOutcome.Passed : GateOutcome.Held, passed ? yes : no);

    internal static string Word<T>(T member)
        where T : struct, Enum => ChoiceWords.Spell(member.ToString()).Replace('_', ' ');
}
