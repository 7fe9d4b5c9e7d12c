using System.Collections.Immutable;
using Concord.Planning.Demand;

namespace Concord.Planning.Cycle;

/// <summary>A step in the minutes.</summary>
/// <param name="DaysLate">Days from the due date to its end, or to the day of the minutes while it is open; 0 when it is in time.</param>
public sealed record MinutesStep(StepKind Kind, string Title, string? Owner, DateOnly Due, string? ClosedBy, DateTimeOffset? ClosedAt, int DaysLate, GateOverride? Override);

/// <summary>What a person did in a cycle. Who sat at the table is not known; who did what is.</summary>
/// <param name="Ticked">Items of checklists.</param>
/// <param name="Records">Decisions, assumptions, risks and actions written.</param>
/// <param name="Verdicts">On plans.</param>
public sealed record MinutesPerson(
    string Name, ImmutableList<StepKind> Closed, ImmutableList<InputFunction> Submitted, int Ticked, int Records, int ProductDecisions, int Acknowledged, int Verdicts);

/// <summary>The minutes of a cycle: what was done, decided and left to do, put together from its records. Nobody writes them.</summary>
/// <param name="Predecessor">Name of the cycle before; null for the first.</param>
/// <param name="Steps">In their order.</param>
/// <param name="People">Those who did something, the one who did most first.</param>
/// <param name="Decisions">Taken, or not taken after all.</param>
/// <param name="ToDecide">Decisions still to take.</param>
/// <param name="Risks">The most expensive first, by likelihood times effect.</param>
/// <param name="Actions">Open ones first, by due date.</param>
/// <param name="Submissions">What the functions submitted, withdrawn ones too.</param>
/// <param name="Verdicts">Oldest first, with the figures that were judged.</param>
/// <param name="Changed">What is different from the plan of record of the cycle before; null where there is none.</param>
public sealed record Minutes(
    string Cycle, DateOnly FirstPlanned, CycleState State, string OpenedBy, DateTimeOffset OpenedAt, long SnapshotId, string? Predecessor, DateOnly AsOf,
    ImmutableList<MinutesStep> Steps, ImmutableList<MinutesPerson> People, ImmutableList<CycleRecord> Decisions, ImmutableList<CycleRecord> ToDecide,
    ImmutableList<CycleRecord> Assumptions, ImmutableList<CycleRecord> Risks, ImmutableList<CycleRecord> Actions, ImmutableList<Submission> Submissions,
    ImmutableList<ProductDecision> ProductDecisions, ImmutableList<Acknowledgement> Acknowledgements, ImmutableList<Approval> Verdicts, PlanWaterfall? Changed)
{
    /// <summary>Puts the minutes together.</summary>
    /// <param name="predecessor">Name of the cycle before; null for the first.</param>
    /// <param name="changed">From the last plan of record to the plan of this cycle; null where there is none.</param>
    /// <param name="asOf">The day they are made, which says how late an open step is.</param>
    public static Minutes Of(PlanningCycle cycle, string? predecessor, PlanWaterfall? changed, DateOnly asOf) => new(
        cycle.Name, cycle.FirstPlanned, cycle.State, cycle.OpenedBy, cycle.OpenedAt, cycle.SnapshotId, predecessor, asOf,
        [.. cycle.Steps.Select(s => StepOf(s, asOf))], PeopleOf(cycle),
        [.. Of(cycle, RecordKind.Decision).Where(r => r.Status != RecordStatus.Open).OrderBy(r => r.Number)],
        [.. Of(cycle, RecordKind.Decision).Where(r => r.Status == RecordStatus.Open).OrderBy(r => r.Date ?? DateOnly.MaxValue).ThenBy(r => r.Number)],
        [.. Of(cycle, RecordKind.Assumption).OrderBy(r => r.Status).ThenBy(r => r.Number)],
        [.. Of(cycle, RecordKind.Risk).OrderBy(r => r.Status).ThenByDescending(r => r.ExpectedEffect ?? double.NegativeInfinity).ThenBy(r => r.Number)],
        [.. Of(cycle, RecordKind.Action).OrderBy(r => r.Status).ThenBy(r => r.Date ?? DateOnly.MaxValue).ThenBy(r => r.Number)],
        cycle.Submissions, cycle.ProductDecisions, cycle.Acknowledgements, cycle.Approvals, changed);

    private static IEnumerable<CycleRecord> Of(PlanningCycle cycle, RecordKind kind) => cycle.Records.Where(r => r.Kind == kind);

    private static MinutesStep StepOf(CycleStep step, DateOnly asOf)
    {
        var end = step.ClosedAt is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : asOf;
        return new MinutesStep(step.Kind, step.Title, step.Owner, step.Due, step.ClosedBy, step.ClosedAt, Math.Max(0, end.DayNumber - step.Due.DayNumber), step.Override);
    }

    private static ImmutableList<MinutesPerson> PeopleOf(PlanningCycle cycle)
    {
        // A record that was carried over was written in the cycle before.
        var written = cycle.Records.Where(r => r.Carried is null).ToList();
        var ticks = cycle.Steps.SelectMany(s => s.Checklist).Where(i => i.IsDone).ToList();
        List<string> names =
        [
            cycle.OpenedBy, .. cycle.Steps.Select(s => s.ClosedBy).OfType<string>(), .. cycle.Submissions.Select(s => s.By), .. ticks.Select(i => i.TickedBy!), .. written.Select(r => r.Author),
            .. cycle.ProductDecisions.Select(d => d.By), .. cycle.Acknowledgements.Select(a => a.By), .. cycle.Approvals.Select(a => a.By),
        ];
        return
        [
            .. names.GroupBy(n => n, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key).Select(name => new MinutesPerson(
                name, [.. cycle.Steps.Where(s => s.ClosedBy == name).Select(s => s.Kind)], [.. cycle.Submissions.Where(s => s.By == name && s.Stands).Select(s => s.Function).Distinct()],
                ticks.Count(i => i.TickedBy == name), written.Count(r => r.Author == name), cycle.ProductDecisions.Count(d => d.By == name), cycle.Acknowledgements.Count(a => a.By == name),
                cycle.Approvals.Count(a => a.By == name))),
        ];
    }
}
