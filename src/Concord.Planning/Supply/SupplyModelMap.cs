using Concord.Planning.Data;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Supply;

/// <summary>What the numbers of a supply model stand for in the plan, and what the model leaves out because it is decided already.</summary>
public sealed record SupplyModelMap
{
    public required SupplyLevel Level { get; init; }

    /// <summary>Index in the calendar of bucket 0.</summary>
    public required int First { get; init; }

    public required IReadOnlyList<NodePlace> Nodes { get; init; }

    public required IReadOnlyList<ActivityPlace> Activities { get; init; }

    public required IReadOnlyList<ResourcePlace> Resources { get; init; }

    /// <summary>For each demand the series it is made of.</summary>
    public required IReadOnlyList<IReadOnlyList<DemandMember>> Demands { get; init; }

    /// <summary>Open purchase orders.</summary>
    public required IReadOnlyList<FirmPurchase> FirmPurchases { get; init; }

    /// <summary>What was assumed for the model; its rates' findings are among them.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The rates the model was made with.</summary>
    public required CostRates Rates { get; init; }

    /// <summary>Where the model is by families: the model by items, and how they belong together. Null where the model is by items itself.</summary>
    public SupplyFamilies? Families { get; init; }
}

/// <param name="Item">The item, or the name of the family.</param>
/// <param name="Series">In the grain item x location; -1 for families and for demand that names no location.</param>
/// <param name="Held">Stock on hand that is not the model's: in inspection or blocked, by bucket [units].</param>
/// <param name="FirmMade">What released work orders complete, by bucket [units]; part of the firm receipts.</param>
/// <param name="Requirement">Mean of what is asked of the node in a bucket, limits aside [units].</param>
public sealed record NodePlace(string Item, string Site, int Series, double[] Held, double[] FirmMade, double Requirement);

/// <param name="Series">In production, purchase or transport; -1 for families.</param>
/// <param name="From">The node it moves from; -1 for others.</param>
/// <param name="Supplier">Who delivers; null for others.</param>
/// <param name="LeadDays">Calendar days from start to use.</param>
/// <param name="MaximumLot">Most of one order [units].</param>
/// <param name="Priority">1 is preferred.</param>
public sealed record ActivityPlace(int Series, int From, SupplierId? Supplier, double LeadDays, double MaximumLot, int Priority);

/// <param name="Series">In capacity for machines and labour, in storage capacity for storage; -1 for others.</param>
/// <param name="Capacity">By bucket, before work orders; infinity where it is not limited.</param>
/// <param name="Firm">Hours that released work orders take, by bucket; the model's capacity is less by them [h].</param>
/// <param name="FirmOvertime">The part of these beyond capacity [h].</param>
public sealed record ResourcePlace(int Series, double[] Capacity, double[] Firm, double[] FirmOvertime);

/// <param name="Series">In purchase.</param>
/// <param name="Quantity">[units].</param>
public readonly record struct FirmPurchase(int Series, int Bucket, double Quantity);

/// <summary>How the items of a model belong to the families of another.</summary>
/// <param name="Model">The model by items.</param>
/// <param name="Map">What it stands for.</param>
/// <param name="NodeOf">For each node by items the node by families.</param>
/// <param name="Units">For each node by items, units of the node by families in one unit of its own: planning units; 1 where it is by itself.</param>
/// <param name="Parts">For each activity by families the activities by items it stands for.</param>
/// <param name="Demands">For each demand by families the demands by items it stands for.</param>
public sealed record SupplyFamilies(
    SupplyModel Model, SupplyModelMap Map, int[] NodeOf, double[] Units, IReadOnlyList<int[]> Parts, IReadOnlyList<int[]> Demands);
