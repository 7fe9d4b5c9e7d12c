using System.Collections.Immutable;
using Concord.Planning.Data.Measures;
using Concord.Planning.Demand;

namespace Concord.Planning.Cycle;

/// <summary>How far a cycle is.</summary>
public enum CycleState
{
    /// <summary>Its steps are worked on.</summary>
    Open,

    /// <summary>It has its plan of record. Its records can still be kept up.</summary>
    Approved,

    /// <summary>It does not change any more: the next cycle was opened, or it was given up.</summary>
    Closed,
}

/// <summary>Who does something, with the roles the person has for all of the plan.</summary>
public sealed record Actor(string Name, IReadOnlyList<Role> Roles)
{
    /// <summary>True with at least one of these roles.</summary>
    public bool Is(params ReadOnlySpan<Role> any)
    {
        foreach (var role in any)
        {
            if (Roles.Contains(role))
                return true;
        }

        return false;
    }
}

/// <summary>
/// One month's run through the steps of S&amp;OP, from a data snapshot to an approved plan. Immutable: what happens in a cycle is a function that gives the
/// cycle after it (<see cref="Opening"/>, <see cref="Stepping"/>, <see cref="Recording"/>, <see cref="Approving"/>).
/// </summary>
/// <param name="Id">Number in the store; 0 as long as it has none.</param>
/// <param name="Name">For people, unique.</param>
/// <param name="FirstPlanned">The day after the cut-off: the cycle is that of its month.</param>
/// <param name="SnapshotId">The data snapshot it plans on.</param>
/// <param name="Scenarios">The scenarios it works on, the leading one first: gates look at that one.</param>
/// <param name="Predecessor">The cycle it was opened from; null for the first.</param>
public sealed record PlanningCycle(
    long Id, string Name, DateOnly FirstPlanned, long SnapshotId, ImmutableList<long> Scenarios, string OpenedBy, DateTimeOffset OpenedAt, CycleState State, long? Predecessor)
{
    /// <summary>Thresholds and dates of this cycle.</summary>
    public CycleRules Rules { get; init; } = CycleRules.Standard;

    /// <summary>In their order, each kind once.</summary>
    public ImmutableList<CycleStep> Steps { get; init; } = [];

    /// <summary>What the functions submitted, withdrawn ones too, oldest first.</summary>
    public ImmutableList<Submission> Submissions { get; init; } = [];

    public ImmutableList<ProductDecision> ProductDecisions { get; init; } = [];

    public ImmutableList<CycleRecord> Records { get; init; } = [];

    public ImmutableList<Acknowledgement> Acknowledgements { get; init; } = [];

    /// <summary>What executives said of scenarios, oldest first.</summary>
    public ImmutableList<Approval> Approvals { get; init; } = [];

    /// <summary>What happened, oldest first; only added to.</summary>
    public ImmutableList<CycleEvent> Log { get; init; } = [];

    /// <summary>The last number given to a product decision or record of this cycle.</summary>
    public int LastNumber { get; init; }

    /// <summary>The scenario gates look at.</summary>
    public long LeadingScenario => Scenarios[0];

    /// <summary>The approval that made the plan of record; null before it.</summary>
    public Approval? PlanOfRecord => Approvals.LastOrDefault(a => a.Verdict == Verdict.Approved);

    public CycleStep Step(StepKind kind) => Steps.First(s => s.Kind == kind);

    internal PlanningCycle With(CycleStep step) => this with { Steps = Steps.SetItem(Steps.FindIndex(s => s.Kind == step.Kind), step) };

    internal PlanningCycle Logged(Actor by, DateTimeOffset at, string what, string? reason = null) => this with { Log = Log.Add(new CycleEvent(at, by.Name, what, reason)) };

    /// <exception cref="CycleRefusalException">The cycle is not open.</exception>
    internal void RequireOpen()
    {
        if (State != CycleState.Open)
            throw new CycleRefusalException("cycle_not_open", $"The cycle '{Name}' is {(State == CycleState.Approved ? "approved" : "closed")}: its steps are over.", "Maybe open the next cycle.");
    }

    /// <exception cref="CycleRefusalException">The cycle is closed.</exception>
    internal void RequireNotClosed()
    {
        if (State == CycleState.Closed)
            throw new CycleRefusalException("cycle_closed", $"The cycle '{Name}' is closed and does not change.", "Maybe write it into the cycle that is open now.");
    }
}

/// <summary>Something that happened in a cycle.</summary>
/// <param name="Reason">Why, where a reason was asked for or given.</param>
public sealed record CycleEvent(DateTimeOffset At, string Who, string What, string? Reason);

/// <summary>What a company asks of its cycles.</summary>
public sealed record CycleRules
{
    public static CycleRules Standard { get; } = new();

    /// <summary>Working days after the opening on which each step is due, in the order of <see cref="StepKind"/>; the day of opening is day 0.</summary>
    public ImmutableArray<int> DueWorkingDays { get; init; } = [1, 3, 6, 9, 11, 14];

    /// <summary>The functions that must submit before the demand review closes.</summary>
    public ImmutableArray<InputFunction> MustSubmit { get; init; } = [InputFunction.Sales, InputFunction.Marketing, InputFunction.Finance];

    /// <summary>The most consensus demand the supply plan may leave unserved [share of it] when reconciliation closes.</summary>
    public double MostUnserved { get; init; } = 0.05;

    /// <summary>The most planned revenue may stand away from the budget, above or below [share of the budget], when reconciliation closes.</summary>
    public double MostBudgetGap { get; init; } = 0.1;

    /// <summary>Equal when they say the same.</summary>
    public bool Equals(CycleRules? other) => other is not null && DueWorkingDays.SequenceEqual(other.DueWorkingDays) && MustSubmit.SequenceEqual(other.MustSubmit)
        && MostUnserved.Equals(other.MostUnserved) && MostBudgetGap.Equals(other.MostBudgetGap);

    public override int GetHashCode() => HashCode.Combine(DueWorkingDays.Length, MustSubmit.Length, MostUnserved, MostBudgetGap);
}

/// <summary>Why a cycle refuses a request.</summary>
public enum RefusalKind
{
    /// <summary>It does not fit the state the cycle is in.</summary>
    Unfit,

    /// <summary>A part of the request cannot be used.</summary>
    Invalid,

    /// <summary>What it speaks of is not there.</summary>
    Unknown,

    /// <summary>Who asks has not the authority.</summary>
    Forbidden,
}

/// <summary>A request a cycle refuses. The message is for people.</summary>
/// <param name="code">For programs: lower case with underscores, stable.</param>
/// <param name="hint">A way out, starting with "Maybe"; null for none.</param>
public sealed class CycleRefusalException(string code, string message, string? hint = null, RefusalKind kind = RefusalKind.Unfit) : Exception(message)
{
    public string Code { get; } = code;

    public string? Hint { get; } = hint;

    public RefusalKind Kind { get; } = kind;

    /// <summary>What holds the gate or the approval, where it is that.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];
}
