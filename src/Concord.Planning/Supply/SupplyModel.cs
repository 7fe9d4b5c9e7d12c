namespace Concord.Planning.Supply;

/// <summary>
/// A supply problem as integer-indexed arrays: what may be made, bought and moved, with which resources, to serve which demand. Immutable. Made from a plan by <c>SupplyModelBuilder</c>
/// at the level of items or of families, solved by <c>SupplyPlanner</c>, and the yardstick of <c>SupplyCheck</c>. docs/model/supply.md has its equations.
/// Every array over buckets has <see cref="Buckets"/> values; bucket 0 is the first of the horizon.
/// </summary>
public sealed record SupplyModel
{
    /// <summary>Names of the buckets, for messages.</summary>
    public required IReadOnlyList<string> BucketLabels { get; init; }

    public int Buckets => BucketLabels.Count;

    public required IReadOnlyList<SupplyNode> Nodes { get; init; }

    public required IReadOnlyList<SupplyActivity> Activities { get; init; }

    public required IReadOnlyList<SupplyResource> Resources { get; init; }

    public required IReadOnlyList<SupplyDemand> Demands { get; init; }

    /// <summary>Weights of what is no money: being late, losing demand, missing safety stock, overload. Made by <see cref="SupplyPenaltyRule"/>.</summary>
    public required SupplyPenalties Penalties { get; init; }
}

/// <summary>An item, or a family, at a site: what has a stock.</summary>
/// <param name="Item">Number of the item, or name of the family.</param>
/// <param name="Site">The location.</param>
/// <param name="OpeningStock">At the cut-off [units], usable; may be negative, which is demand to be filled first. It counts as received in the first bucket where it does not keep.</param>
/// <param name="FirmReceipts">What released orders still bring, by bucket [units].</param>
/// <param name="SafetyStock">Stock wanted at the end of each bucket [units].</param>
/// <param name="EndStock">Stock wanted at the end of the last bucket, safety stock included, so that the plan does not drain the warehouse [units]; 0 for none beyond the safety stock.</param>
/// <param name="HoldingCost">By bucket, of a unit that lies there at its end [currency per unit].</param>
/// <param name="ShelfLife">Buckets in which a unit may be used, that of its receipt included; 0 when it keeps.</param>
/// <param name="DisposalCost">Of a unit written off [currency per unit]; NaN where nothing may be written off.</param>
/// <param name="Storage">The resource its stock takes at the end of a bucket, -1 for none.</param>
/// <param name="StorageUse">Units of that resource per unit of stock.</param>
public sealed record SupplyNode(
    string Item, string Site, double OpeningStock, double[] FirmReceipts, double[] SafetyStock, double EndStock, double[] HoldingCost,
    int ShelfLife = 0, double DisposalCost = double.NaN, int Storage = -1, double StorageUse = 0)
{
    public override string ToString() => $"{Item} at {Site}";
}

public enum ActivityKind
{
    Make,
    Buy,
    Move,
}

/// <summary>A quantity of something per unit of an activity.</summary>
/// <param name="Index">A node, or a resource.</param>
/// <param name="Quantity">Per unit started.</param>
public readonly record struct PerUnit(int Index, double Quantity);

/// <summary>
/// A way to bring stock to a node: a routing with its bill, a supplier, or a lane. Its variable is the quantity started in a bucket; <see cref="Yield"/> of it arrives <see cref="Lead"/> buckets
/// later, the share <see cref="LateShare"/> one bucket after that. Of what arrives in the last bucket the late share counts there too: else that bucket's
/// demand would be made before it for no other reason than that the horizon ends. What would arrive wholly after the horizon is lost to the plan and need not be started.
/// </summary>
/// <param name="Label">The routing, the supplier, or the lane, for people.</param>
/// <param name="Node">What it brings.</param>
/// <param name="Inputs">Nodes it takes from, in the bucket in which it starts, per unit started.</param>
/// <param name="Uses">Resources it takes, in the bucket in which it starts, per unit started.</param>
/// <param name="Yield">Good units per unit started, above 0.</param>
/// <param name="Lead">Whole buckets from start to arrival, 0 or more.</param>
/// <param name="LateShare">Share of the arrival that falls into the bucket after [0..1).</param>
/// <param name="Cost">Of a unit started, by bucket [currency per unit], 0 or more, without hours: these are costs of the resource.</param>
/// <param name="Fixed">The quantity to start, by bucket, where the frozen zone or a planner has fixed it; NaN where the plan is free. Where it is fixed <paramref name="Most"/> does not count.</param>
/// <param name="FixedBy">Why, for people; null when nothing is fixed.</param>
/// <param name="Most">The most that may be started, by bucket; infinity for no limit.</param>
/// <param name="MinimumLot">Least quantity of an order [units], 0 for none. The linear program does not know it; lots are rounded afterwards.</param>
/// <param name="LotMultiple">Orders are whole multiples of this [units], 0 for none.</param>
public sealed record SupplyActivity(
    ActivityKind Kind, string Label, int Node, IReadOnlyList<PerUnit> Inputs, IReadOnlyList<PerUnit> Uses, double Yield, int Lead, double LateShare,
    double[] Cost, double[] Fixed, string? FixedBy, double[] Most, double MinimumLot = 0, double LotMultiple = 0);

public enum SupplyResourceKind
{
    Machine,
    Labour,
    Supplier,
    Storage,
    Lane,
    Receiving,
    Shipping,
}

/// <summary>What limits activities, or stock.</summary>
/// <param name="Capacity">By bucket [hours, units or pallets]; infinity where it is not limited.</param>
/// <param name="Overtime">Most above capacity, by bucket.</param>
/// <param name="Cost">Of a unit used within capacity, by bucket [currency per unit of the resource].</param>
/// <param name="OvertimeCost">Of a unit used above capacity, overload included, by bucket [currency per unit].</param>
public sealed record SupplyResource(
    SupplyResourceKind Kind, string Name, double[] Capacity, double[] Overtime, double[] Cost, double[] OvertimeCost);

/// <summary>What is asked of a node, by one class of customers.</summary>
/// <param name="Priority">1 is served first, 9 last.</param>
/// <param name="Quantity">By bucket [units].</param>
/// <param name="OpeningBackorders">Past due at the cut-off and still wanted [units].</param>
/// <param name="MostLate">Buckets a unit may be late before it is lost; int.MaxValue for always wanted, which is never lost. Opening backorders count as due in the bucket before the first.</param>
/// <param name="Value">What a unit brings, by bucket [currency per unit]: scales the penalties.</param>
public sealed record SupplyDemand(int Node, int Priority, double[] Quantity, double OpeningBackorders, int MostLate, double[] Value);

/// <summary>
/// What one unit of a shortcoming counts in the objective, by member of the model. They steer the plan and are shown apart from its cost. <see cref="SupplyPenaltyRule"/> makes them from the
/// money of the model so that service comes before safety stock, and safety stock before money.
/// </summary>
/// <param name="Late">By demand: of a unit late at the end of a bucket [currency per unit and bucket].</param>
/// <param name="Lost">By demand: of a unit lost [currency per unit].</param>
/// <param name="SafetyStock">By node: of a unit of safety stock missing at the end of a bucket [currency per unit and bucket].</param>
/// <param name="EndStock">By node: of a unit missing of the closing stock [currency per unit].</param>
/// <param name="Debt">By node: of a unit of stock below zero at the end of a bucket, and of a unit that must be written off where nothing may be [currency per unit and bucket].</param>
/// <param name="Overload">By resource: of a unit used beyond capacity and overtime [currency per unit].</param>
/// <param name="Unkept">By activity: of a unit of a fixed quantity that cannot be started [currency per unit].</param>
public sealed record SupplyPenalties(double[] Late, double[] Lost, double[] SafetyStock, double[] EndStock, double[] Debt, double[] Overload, double[] Unkept);
