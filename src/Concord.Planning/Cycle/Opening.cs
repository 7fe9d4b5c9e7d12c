using System.Collections.Immutable;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cycle;

/// <summary>What a cycle is opened with.</summary>
/// <param name="CutOff">Last day whose facts count: that of the data snapshot.</param>
/// <param name="Scenarios">At least one, the leading one first.</param>
/// <param name="Owners">Names of who is responsible, for the steps that have somebody.</param>
/// <param name="Holidays">Days that are no working days.</param>
public sealed record CycleOpening(
    string Name, DateOnly CutOff, long SnapshotId, ImmutableList<long> Scenarios, IReadOnlyDictionary<StepKind, string> Owners, IReadOnlySet<DateOnly> Holidays)
{
    public CycleRules Rules { get; init; } = CycleRules.Standard;
}

/// <summary>Opens cycles and closes them.</summary>
public static class Opening
{
    private const int LongestName = 100;

    /// <summary>
    /// A new cycle with all its steps. What its predecessor left open of assumptions, risks and actions is carried over, each with where it comes from;
    /// decisions are not: one that was not taken is to be asked anew.
    /// </summary>
    /// <param name="opening">What it is opened with.</param>
    /// <param name="predecessor">The cycle before; null for the first.</param>
    /// <exception cref="CycleRefusalException">Not by a coordinator, no name, no scenario, or the predecessor is open or later.</exception>
    public static PlanningCycle Open(CycleOpening opening, PlanningCycle? predecessor, Actor by, DateTimeOffset at)
    {
        RequireCoordinator(by, "opens cycles");
        if (opening.Name.Trim() is not { Length: > 0 and <= LongestName } name)
            throw new CycleRefusalException("no_name", $"A cycle needs a name of 1 to {LongestName} characters.", "Maybe name it after its month, as in '2026-04'.", kind: RefusalKind.Invalid);
        if (opening.Scenarios.IsEmpty || opening.Scenarios.Distinct().Count() != opening.Scenarios.Count)
            throw new CycleRefusalException("no_scenario", "A cycle works on at least one scenario, and on each once.", kind: RefusalKind.Invalid);
        if (predecessor is { State: CycleState.Open })
            throw new CycleRefusalException("cycle_open", $"The cycle '{predecessor.Name}' is still open.", "Maybe approve its plan, or close it without one.");
        var first = opening.CutOff.AddDays(1);
        if (predecessor is not null && first < predecessor.FirstPlanned)
        {
            throw new CycleRefusalException(
                "cut_off_before", $"The data end on {opening.CutOff:yyyy-MM-dd}, before those of the cycle '{predecessor.Name}', which plans from {predecessor.FirstPlanned:yyyy-MM-dd} on.",
                "Maybe make a newer data snapshot.");
        }

        var day = DateOnly.FromDateTime(at.UtcDateTime);
        var carried = Carry(predecessor);
        return new PlanningCycle(0, name, first, opening.SnapshotId, opening.Scenarios, by.Name, at, CycleState.Open, predecessor?.Id)
        {
            Rules = opening.Rules,
            Steps = [.. Enum.GetValues<StepKind>().Select(kind => new CycleStep(
                kind, opening.Owners.GetValueOrDefault(kind), DueOn(day, opening.Rules.DueWorkingDays[(int)kind], opening.Holidays), CycleStep.ChecklistOf(kind), null, null, null, null))],
            Records = carried,
            LastNumber = carried.Count,
        }.Logged(by, at, $"Opened on the data snapshot {opening.SnapshotId}, planning from {first:yyyy-MM-dd} on" + (carried.IsEmpty ? "" : $"; {carried.Count} records carried over"));
    }

    /// <summary>The day so many working days (Monday to Friday, less holidays) after a day; the day itself for 0, or the next working day when it is none.</summary>
    public static DateOnly DueOn(DateOnly day, int workingDays, IReadOnlySet<DateOnly> holidays)
    {
        while (!Works(day))
            day = day.AddDays(1);
        for (; workingDays > 0; workingDays--)
        {
            do
                day = day.AddDays(1);
            while (!Works(day));
        }

        return day;

        bool Works(DateOnly date) => WorkingWeek.MondayToFriday.Works(date.DayOfWeek) && !holidays.Contains(date);
    }

    /// <summary>Ends a cycle: for good after the next was opened, or without a plan of record, with the reason.</summary>
    /// <exception cref="CycleRefusalException">Not by a coordinator, closed already, or without a plan and without a reason.</exception>
    public static PlanningCycle Close(PlanningCycle cycle, string? reason, Actor by, DateTimeOffset at)
    {
        RequireCoordinator(by, "closes cycles");
        cycle.RequireNotClosed();
        if (cycle.PlanOfRecord is null && string.IsNullOrWhiteSpace(reason))
            throw new CycleRefusalException("no_reason", $"The cycle '{cycle.Name}' has no plan of record. Closing it all the same needs a reason; it is kept.", kind: RefusalKind.Invalid);
        return (cycle with { State = CycleState.Closed }).Logged(by, at, cycle.PlanOfRecord is null ? "Closed without a plan of record" : "Closed", reason?.Trim());
    }

    /// <summary>Adds a scenario to those a cycle works on.</summary>
    public static PlanningCycle AddScenario(PlanningCycle cycle, long scenario, string name, Actor by, DateTimeOffset at)
    {
        RequireCoordinator(by, "says which scenarios a cycle works on");
        cycle.RequireOpen();
        if (cycle.Scenarios.Contains(scenario))
            throw new CycleRefusalException("scenario_known", $"The cycle works on the scenario '{name}' already.");
        return (cycle with { Scenarios = cycle.Scenarios.Add(scenario) }).Logged(by, at, $"Works on the scenario '{name}' too");
    }

    internal static void RequireCoordinator(Actor by, string what)
    {
        if (!by.Is(Role.Coordinator))
            throw new CycleRefusalException("not_coordinator", $"The coordinator {what}, and {by.Name} is none.", kind: RefusalKind.Forbidden);
    }

    private static ImmutableList<CycleRecord> Carry(PlanningCycle? predecessor) => predecessor is null ? [] :
    [
        .. predecessor.Records.Where(r => r.Kind != RecordKind.Decision && r.Status == RecordStatus.Open)
            .Select((r, i) => r with { Number = i + 1, Carried = new CarriedFrom(predecessor.Id, r.Number) }),
    ];
}
