using Concord.Planning.Data;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Supply;

/// <summary>What the stage supply says beside its measures.</summary>
/// <param name="Level">What was planned in.</param>
/// <param name="Buckets">Names of the buckets, first of the horizon first.</param>
/// <param name="Cost">The cost terms of the final plan by items, lots rounded [reporting currency].</param>
/// <param name="Committed">What the plan costs beside that: decided already, or at another rate.</param>
/// <param name="Objective">Cost and penalties of the optimal plan, before items and lots.</param>
/// <param name="Penalty">The penalties in it.</param>
/// <param name="Shortages">Demand not served in its bucket, and why; largest first.</param>
/// <param name="Bottlenecks">Resources that are full; those whose relief is worth most first.</param>
/// <param name="LotStock">Stock that minimum and multiple order quantities cause; the most valuable first.</param>
/// <param name="Unbalanced">What is feasible for a family and not for its items.</param>
/// <param name="Notes">What could not be kept, such as a fixed quantity without material.</param>
/// <param name="Effort">How large the linear programs were.</param>
public sealed record SupplyDetails(
    SupplyLevel Level, IReadOnlyList<string> Buckets, SupplyCost Cost, SupplyCommitted Committed, double Objective, double Penalty, IReadOnlyList<NamedShortage> Shortages, IReadOnlyList<Bottleneck> Bottlenecks,
    IReadOnlyList<LotStock> LotStock, IReadOnlyList<UnbalancedFamily> Unbalanced, IReadOnlyList<string> Notes, SupplyEffort Effort, IReadOnlyList<Finding> Findings) : StageDetails(Findings)
{
    /// <summary>What machines and labour work for; empty in plans of earlier versions.</summary>
    public IReadOnlyList<ResourceWork> Work { get; init; } = [];

    /// <summary>All shortages by bucket and cause, those too many to be listed too; empty in plans of earlier versions.</summary>
    public IReadOnlyList<ShortageTotal> ShortageTotals { get; init; } = [];
}

/// <summary>Shortages of a cause, due in a bucket.</summary>
/// <param name="Cause">Null for what a family could deliver and its items cannot.</param>
/// <param name="Value">What customers would pay for them [reporting currency]; those without a price count nothing.</param>
public sealed record ShortageTotal(string Bucket, ShortageCause? Cause, int Count, double Value);

/// <summary>A shortage of the plan.</summary>
/// <param name="Item">The item or family.</param>
/// <param name="Bucket">Bucket in which it is due.</param>
/// <param name="Quantity">Late or lost at the end of that bucket [units; of families planning units].</param>
/// <param name="At">Bucket in which the cause binds.</param>
/// <param name="Relief">What one more unit of the cause would be worth [reporting currency, penalties included]; null where it is not known.</param>
public sealed record NamedShortage(
    string Item, string Site, int Priority, string Bucket, double Quantity, double Lost, ShortageCause Cause, string Name, string At, double? Relief, string Message)
{
    /// <summary>Family of its items; null where they have none.</summary>
    public string? Family { get; init; }

    /// <summary>What customers would pay for it [reporting currency]; null without a price, and in plans of earlier versions.</summary>
    public double? Value { get; init; }

    /// <summary>What serving it would take of the resource that is its cause [h]; null for other causes.</summary>
    public double? Hours { get; init; }

    /// <summary>Channels that wait, the one that asks most first.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Regions that wait, the one that asks most first.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];
}

/// <summary>A resource that is full in a bucket.</summary>
/// <param name="Load">What the final plan asks of it, work orders included.</param>
/// <param name="Capacity">What it has, before work orders.</param>
/// <param name="Overload">Of the load, beyond capacity and overtime.</param>
/// <param name="Relief">What one more unit of it would be worth in the optimal plan [reporting currency, penalties included].</param>
public sealed record Bottleneck(string Resource, SupplyResourceKind Kind, string Bucket, double Load, double Capacity, double Overtime, double Overload, double Relief);

/// <summary>Deliveries a family could make and its items cannot, because stock or production of one item does not serve another.</summary>
/// <param name="Quantity">Not delivered in the bucket as planned [planning units].</param>
public sealed record UnbalancedFamily(string Family, string Site, int Priority, string Bucket, double Quantity)
{
    /// <summary>What customers would pay for it [reporting currency]; null without a price, and in plans of earlier versions.</summary>
    public double? Value { get; init; }
}

/// <summary>What a machine or labour works for.</summary>
/// <param name="Wanted">By bucket, what demand would ask of it if nothing limited it: no pre-building, nothing late [h].</param>
/// <param name="Families">What the plan has it work for; the most hours first. They sum to the load.</param>
public sealed record ResourceWork(string Resource, double[] Wanted, IReadOnlyList<FamilyHours> Families);

/// <summary>Hours of a resource for a family.</summary>
/// <param name="Family">The family; null for items without one and for work orders released before the plan.</param>
/// <param name="Hours">By bucket [h].</param>
public sealed record FamilyHours(string? Family, double[] Hours);
