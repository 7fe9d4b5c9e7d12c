namespace Concord.Planning.Supply;

/// <summary>
/// A plan for a <see cref="SupplyModel"/>: arrays of its members times its buckets, index <c>member * Buckets + bucket</c>. Made by the linear program or by hand; judged by <c>SupplyCheck</c>.
/// </summary>
/// <param name="Start">By activity: quantity started [units].</param>
/// <param name="Stock">By node: stock at the end of the bucket [units]; below zero only where the opening stock is, and never deeper.</param>
/// <param name="Disposal">By node: written off [units].</param>
/// <param name="SafetyShortfall">By node: safety stock missing at the end of the bucket, at most all of it [units]. What is missing of the closing stock is not in it.</param>
/// <param name="Delivered">By demand: served in the bucket, late or not [units].</param>
/// <param name="Backorders">By demand: past due and still wanted at the end of the bucket [units].</param>
/// <param name="Lost">By demand: given up in the bucket [units].</param>
/// <param name="Overtime">By resource: used above capacity, up to its overtime.</param>
/// <param name="Overload">By resource: used above capacity and overtime: what the plan cannot do, shown instead of hidden.</param>
public sealed record SupplyPlan(
    double[] Start, double[] Stock, double[] Disposal, double[] SafetyShortfall, double[] Delivered, double[] Backorders, double[] Lost, double[] Overtime, double[] Overload)
{
    /// <summary>A plan of zeros.</summary>
    public static SupplyPlan Empty(SupplyModel model)
    {
        var t = model.Buckets;
        double[] Zeros(int members) => new double[members * t];
        return new SupplyPlan(
            Zeros(model.Activities.Count), Zeros(model.Nodes.Count), Zeros(model.Nodes.Count), Zeros(model.Nodes.Count),
            Zeros(model.Demands.Count), Zeros(model.Demands.Count), Zeros(model.Demands.Count), Zeros(model.Resources.Count), Zeros(model.Resources.Count));
    }
}

/// <summary>The cost terms of a plan, by bucket [currency]; penalties are apart.</summary>
public sealed record SupplyCost(double[] Regular, double[] Overtime, double[] Purchase, double[] Transport, double[] Making, double[] Holding, double[] Disposal)
{
    /// <summary>All of it, over the horizon.</summary>
    public double Total => Regular.Sum() + Overtime.Sum() + Purchase.Sum() + Transport.Sum() + Making.Sum() + Holding.Sum() + Disposal.Sum();
}

/// <summary>What kind of thing kept demand from being served in time.</summary>
public enum ShortageCause
{
    Resource,
    Supplier,
    Material,
    LeadTime,
    FrozenZone,
    Storage,
    Transport,

    /// <summary>Nothing makes, buys or moves the item: no source is in the master data.</summary>
    NoSource,

    /// <summary>It could be served, but serving it costs more than being late counts.</summary>
    Cost,
}

/// <summary>Demand that is not served in its bucket, and what it was that kept it from being served.</summary>
/// <param name="Demand">Index of the demand.</param>
/// <param name="Bucket">Bucket in which it is due.</param>
/// <param name="Quantity">Units late or lost at the end of that bucket.</param>
/// <param name="Lost">Of these, units that are never served.</param>
/// <param name="Name">The resource, supplier, item, lane or zone.</param>
/// <param name="At">Bucket in which that binds.</param>
/// <param name="Relief">What one more unit of it would be worth there [currency per unit, penalties included]; NaN where that is not known.</param>
/// <param name="Message">A sentence with the values.</param>
public sealed record Shortage(int Demand, int Bucket, double Quantity, double Lost, ShortageCause Cause, string Name, int At, double Relief, string Message);

/// <summary>What one more unit would be worth to the plan [currency per unit, penalties included], from the duals of the linear program; index <c>member * Buckets + bucket</c>.</summary>
/// <param name="Node">By node: of a unit of stock that came in from nowhere. High where demand waits for it.</param>
/// <param name="Resource">By resource: of a unit of capacity. Above zero only where it is full: that is a bottleneck.</param>
public sealed record SupplyPrices(double[] Node, double[] Resource);

/// <summary>How large the linear programs were.</summary>
public sealed record SupplyEffort(int Components, int Columns, int Rows, int Entries, long Iterations);

/// <summary>What planning a model gave.</summary>
/// <param name="Plan">The plan; passed by <c>SupplyCheck</c> before it is handed on.</param>
/// <param name="Objective">Cost and penalties [currency].</param>
/// <param name="Penalty">Penalties alone [currency].</param>
/// <param name="Shortages">By bucket and size.</param>
/// <param name="Notes">Sentences about what could not be kept, such as a fixed quantity without material.</param>
/// <param name="Prices">What relief would be worth, and where.</param>
/// <param name="Basis">For planning a model of the same shape again, sooner. Not kept on disk.</param>
public sealed record SupplyOutcome(
    SupplyPlan Plan, SupplyCost Cost, double Objective, double Penalty, IReadOnlyList<Shortage> Shortages, IReadOnlyList<string> Notes, SupplyPrices Prices, SupplyEffort Effort, SupplyBasis? Basis);

/// <summary>Where a solver stopped: the statuses of columns and rows of each connected component.</summary>
public sealed record SupplyBasis(IReadOnlyList<byte[]> Statuses);
