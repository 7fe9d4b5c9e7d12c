using System.Collections.Immutable;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cycle;

/// <summary>The steps of a cycle, in their order.</summary>
public enum StepKind
{
    /// <summary>Facts are brought in, checked and frozen.</summary>
    Data,

    /// <summary>What comes into the range and what leaves it.</summary>
    ProductReview,

    /// <summary>What customers will ask for: the consensus of all functions.</summary>
    DemandReview,

    /// <summary>What can be made, bought and moved, and what cannot.</summary>
    SupplyReview,

    /// <summary>Demand, supply and money brought together, open questions prepared for a decision. <i>ASCM: pre-S&amp;OP.</i></summary>
    Reconciliation,

    /// <summary>Management decides.</summary>
    ExecutiveReview,
}

/// <summary>Something to do in a step.</summary>
/// <param name="TickedBy">Who did it; null while it is open.</param>
public sealed record ChecklistItem(string Text, string? TickedBy, DateTimeOffset? TickedAt)
{
    public bool IsDone => TickedBy is not null;
}

/// <summary>That somebody with the authority closed a step although its gate was held.</summary>
/// <param name="Reasons">What held it then.</param>
public sealed record GateOverride(string By, DateTimeOffset At, string Reason, ImmutableList<string> Reasons);

/// <summary>A step of a cycle.</summary>
/// <param name="Owner">Name of who is responsible; null when nobody is named: then it is whoever has the role.</param>
/// <param name="Due">The day by which it should be closed.</param>
/// <param name="ClosedBy">Who closed it; null while it is open.</param>
/// <param name="Revision">The revision of the leading scenario at which it was closed.</param>
/// <param name="Override">Set when it was closed although its gate was held.</param>
public sealed record CycleStep(
    StepKind Kind, string? Owner, DateOnly Due, ImmutableList<ChecklistItem> Checklist, string? ClosedBy, DateTimeOffset? ClosedAt, long? Revision, GateOverride? Override)
{
    public bool IsClosed => ClosedBy is not null;

    /// <summary>The role whose work the step is.</summary>
    public Role Role => Kind switch
    {
        StepKind.Data => Role.Coordinator,
        StepKind.ProductReview => Role.Product,
        StepKind.DemandReview => Role.DemandPlanner,
        StepKind.SupplyReview => Role.SupplyPlanner,
        StepKind.Reconciliation => Role.Finance,
        _ => Role.Executive,
    };

    /// <summary>The step as people say it.</summary>
    public string Title => TitleOf(Kind);

    public static string TitleOf(StepKind kind) => kind switch
    {
        StepKind.Data => "Data",
        StepKind.ProductReview => "Product review",
        StepKind.DemandReview => "Demand review",
        StepKind.SupplyReview => "Supply review",
        StepKind.Reconciliation => "Reconciliation",
        _ => "Executive review",
    };

    /// <summary>What there is to do in a step besides what its gate checks by itself.</summary>
    internal static ImmutableList<ChecklistItem> ChecklistOf(StepKind kind)
    {
        string[] texts = kind switch
        {
            StepKind.Data => ["Rejected rows are repaired or dismissed", "Stock and open orders are those of the cut-off"],
            StepKind.ProductReview => ["Launches and ends of life of the horizon are decided", "Like items of launches are named"],
            StepKind.DemandReview => ["Large changes against the last plan are explained", "Promotions and other events are up to date"],
            StepKind.SupplyReview => ["Bottlenecks are gone through with production", "Supplier limits are confirmed"],
            StepKind.Reconciliation => ["Scenarios are compared", "Questions for the executives are written down as decisions to take"],
            _ => ["The proposal and its alternatives were presented"],
        };
        return [.. texts.Select(t => new ChecklistItem(t, null, null))];
    }
}
