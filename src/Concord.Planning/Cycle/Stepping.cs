using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cycle;

/// <summary>Works through the steps of a cycle.</summary>
public static class Stepping
{
    /// <summary>Roles that may close a step although its gate is held; the same that override the frozen zone.</summary>
    public static IReadOnlyList<Role> Authority { get; } = [Role.Coordinator, Role.Executive];

    /// <summary>Says who is responsible for a step and when it is due.</summary>
    public static PlanningCycle Assign(PlanningCycle cycle, StepKind kind, string? owner, DateOnly due, Actor by, DateTimeOffset at)
    {
        cycle.RequireOpen();
        Opening.RequireCoordinator(by, "gives steps to people");
        var step = cycle.Step(kind) with { Owner = string.IsNullOrWhiteSpace(owner) ? null : owner.Trim(), Due = due };
        return cycle.With(step).Logged(by, at, $"{step.Title}: {step.Owner ?? "nobody in particular"}, due {due:yyyy-MM-dd}");
    }

    /// <summary>Ticks an item of the checklist, or takes the tick away.</summary>
    /// <param name="item">Its place, from 0.</param>
    public static PlanningCycle Tick(PlanningCycle cycle, StepKind kind, int item, bool done, Actor by, DateTimeOffset at)
    {
        RequireWorkable(cycle, kind);
        var step = OpenStep(cycle, kind);
        RequireOwner(step, by);
        if (item < 0 || item >= step.Checklist.Count)
            throw new CycleRefusalException("no_such_item", $"The checklist of the step {step.Title} has no item {item}; it has {step.Checklist.Count}.", kind: RefusalKind.Unknown);
        var old = step.Checklist[item];
        if (old.IsDone == done)
            return cycle;
        return cycle.With(step with { Checklist = step.Checklist.SetItem(item, old with { TickedBy = done ? by.Name : null, TickedAt = done ? at : null }) })
            .Logged(by, at, $"{step.Title}: {(done ? "done" : "open again")}: {old.Text}");
    }

    /// <summary>Adds an item to the checklist of a step.</summary>
    public static PlanningCycle AddItem(PlanningCycle cycle, StepKind kind, string text, Actor by, DateTimeOffset at)
    {
        RequireWorkable(cycle, kind);
        var step = OpenStep(cycle, kind);
        RequireOwner(step, by);
        if (string.IsNullOrWhiteSpace(text))
            throw new CycleRefusalException("no_text", "An item of a checklist needs a text.", kind: RefusalKind.Invalid);
        return cycle.With(step with { Checklist = step.Checklist.Add(new ChecklistItem(text.Trim(), null, null)) }).Logged(by, at, $"{step.Title}: to do: {text.Trim()}");
    }

    /// <summary>Closes a step. Its gate must be open, unless an authority overrides it with a reason.</summary>
    /// <param name="gate">What the gate says now: <see cref="Gates.Judge"/> of this cycle.</param>
    /// <param name="overrideReason">Why a held gate does not matter; null to be refused by it.</param>
    /// <exception cref="CycleRefusalException">Not by its owner or role or the coordinator, closed already, the gate is held, or the override is by nobody who may.</exception>
    public static PlanningCycle Close(PlanningCycle cycle, GateReport gate, string? overrideReason, Actor by, DateTimeOffset at)
    {
        RequireWorkable(cycle, gate.Step);
        var step = OpenStep(cycle, gate.Step);
        RequireOwner(step, by);
        if (!gate.IsHeld)
            return cycle.With(step with { ClosedBy = by.Name, ClosedAt = at, Revision = gate.Revision }).Logged(by, at, $"{step.Title} closed at revision {gate.Revision}");
        if (overrideReason is null)
        {
            throw new CycleRefusalException(
                "gate_held", $"The gate of the step {step.Title} is held: {string.Join(" ", gate.Reasons)}", "Maybe mend that first; or ask the coordinator or an executive to override it, with a reason.")
            { Reasons = gate.Reasons };
        }

        if (!by.Is([.. Authority]))
            throw new CycleRefusalException("not_authority", $"A held gate is overridden by coordinator or executive, and {by.Name} is neither.", kind: RefusalKind.Forbidden);
        if (string.IsNullOrWhiteSpace(overrideReason))
            throw new CycleRefusalException("no_reason", "Overriding a gate needs a reason; it is kept with the step.", kind: RefusalKind.Invalid);
        var held = new GateOverride(by.Name, at, overrideReason.Trim(), gate.Reasons);
        return cycle.With(step with { ClosedBy = by.Name, ClosedAt = at, Revision = gate.Revision, Override = held })
            .Logged(by, at, $"{step.Title} closed at revision {gate.Revision} although its gate was held: {string.Join(" ", gate.Reasons)}", held.Reason);
    }

    /// <summary>Opens a step again, and with it all that come after: they stood on it.</summary>
    /// <exception cref="CycleRefusalException">Not by the coordinator, not closed, or no reason.</exception>
    public static PlanningCycle Reopen(PlanningCycle cycle, StepKind kind, string reason, Actor by, DateTimeOffset at)
    {
        Opening.RequireCoordinator(by, "opens steps again");
        cycle.RequireOpen();
        if (!cycle.Step(kind).IsClosed)
            throw new CycleRefusalException("step_open", $"The step {CycleStep.TitleOf(kind)} is open.");
        if (string.IsNullOrWhiteSpace(reason))
            throw new CycleRefusalException("no_reason", "Opening a step again needs a reason; it is kept with the cycle.", kind: RefusalKind.Invalid);
        return OpenFrom(cycle, kind).Logged(by, at, $"{CycleStep.TitleOf(kind)} opened again", reason.Trim());
    }

    internal static PlanningCycle OpenFrom(PlanningCycle cycle, StepKind kind) => cycle with
    {
        Steps = [.. cycle.Steps.Select(s => s.Kind >= kind ? s with { ClosedBy = null, ClosedAt = null, Revision = null, Override = null } : s)],
    };

    /// <summary>The executive review ends after the approval; the steps before it are over then.</summary>
    private static void RequireWorkable(PlanningCycle cycle, StepKind kind)
    {
        if (kind == StepKind.ExecutiveReview)
            cycle.RequireNotClosed();
        else
            cycle.RequireOpen();
    }

    private static CycleStep OpenStep(PlanningCycle cycle, StepKind kind)
    {
        var step = cycle.Step(kind);
        return step.IsClosed
            ? throw new CycleRefusalException("step_closed", $"The step {step.Title} was closed by {step.ClosedBy} on {step.ClosedAt:yyyy-MM-dd}.", "Maybe ask the coordinator to open it again.")
            : step;
    }

    private static void RequireOwner(CycleStep step, Actor by)
    {
        if (step.Owner != by.Name && !by.Is(step.Role, Role.Coordinator))
        {
            throw new CycleRefusalException(
                "not_owner", $"The step {step.Title} belongs to {step.Owner ?? "the " + Gates.Word(step.Role)}; {by.Name} is neither that nor the coordinator.", kind: RefusalKind.Forbidden);
        }
    }
}
