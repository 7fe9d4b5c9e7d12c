using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Planning.Supply;

namespace Concord.Planning.Finance;

/// <summary>A part of a difference that is known.</summary>
/// <param name="Reason">In words.</param>
/// <param name="Amount">What finance has more, or less when below zero [reporting currency].</param>
public sealed record KnownDifference(string Reason, double Amount);

/// <summary>A cost term of the supply plan beside finance's recomputation of it, over the horizon [reporting currency].</summary>
/// <param name="Term">As in <see cref="SupplyCost"/>.</param>
/// <param name="Supply">What the optimiser counted.</param>
/// <param name="Finance">What finance has: the sum of its lines.</param>
/// <param name="Known">What of the difference is known to be so.</param>
/// <param name="Rounding">The most that rounding lines can make: half a minor unit for each line.</param>
public sealed record CostTerm(string Term, double Supply, double Finance, IReadOnlyList<KnownDifference> Known, double Rounding)
{
    /// <summary>What is left of the difference when all that is known is taken away; within <see cref="Rounding"/> when both agree.</summary>
    public double Unexplained => Finance - Supply - Known.Sum(k => k.Amount);

    /// <summary>True when both agree within rounding, and the last digits of the sums.</summary>
    public bool Agrees => Math.Abs(Unexplained) <= Rounding + (1e-6 * Math.Max(1, Math.Abs(Supply)));
}

/// <summary>Whether the cost the supply plan was chosen by is the cost finance computes from its measures. Penalties are no cost and are in neither.</summary>
public sealed record FinanceReconciliation(IReadOnlyList<CostTerm> Terms)
{
    public bool Agrees => Terms.All(t => t.Agrees);

    /// <summary>Compares term by term.</summary>
    /// <param name="cost">The cost terms of the supply plan as it was stored, after lots and items.</param>
    /// <param name="committed">What the supply plan could not decide, or counts at another rate.</param>
    /// <param name="input">The plan with the measures of supply and finance.</param>
    public static FinanceReconciliation Of(SupplyCost cost, SupplyCommitted committed, StageInput input)
    {
        var rates = new CostRates(input);
        var step = Math.Pow(10, -input.Rules.Finance.Decimals) / 2;
        CostTerm Term(string name, double[] supply, string? measure, params KnownDifference[] known)
        {
            var (sum, lines) = measure is null ? (0, 0) : Sum(input, measure, rates);
            return new CostTerm(name, supply.Sum(), sum, [.. known.Where(k => k.Amount != 0)], lines * step);
        }

        return new FinanceReconciliation(
        [
            Term(
                "regular", cost.Regular, "production_cost", new KnownDifference("Hours of released work orders: finance pays for them, the optimiser cannot decide them any more.", committed.Regular),
                new KnownDifference("Hours beyond capacity and overtime: finance pays a regular hour, the optimiser an overtime hour.", committed.OverloadRegular)),
            Term(
                "overtime", cost.Overtime, "overtime_cost", new KnownDifference("Overtime of released work orders: finance pays for it, the optimiser cannot decide it any more.", committed.Overtime),
                new KnownDifference("Hours beyond capacity and overtime: the optimiser pays an overtime hour, finance a regular one.", -committed.OverloadOvertime)),
            Term("purchase", cost.Purchase, "purchase_cost", new KnownDifference("Purchase orders already placed: finance pays for them, the optimiser cannot decide them any more.", committed.Purchase)),
            Term("transport", cost.Transport, "transport_cost"),
            Term("making", cost.Making, null, new KnownDifference("Costs of making apart from hours and material: finance has no measure for them.", -cost.Making.Sum())),
            Term(
                "holding", cost.Holding, "holding_cost", new KnownDifference("Stock at the cut-off, half of the first bucket: the optimiser cannot change it.", OpeningHolding(input, rates)),
                new KnownDifference("Stock in inspection, blocked, or where it may not be: the optimiser does not have it.", committed.HeldStock),
                new KnownDifference("Stock of unknown worth: finance has no value for it, the optimiser a token that keeps it low.", -committed.UnknownStock)),
            Term("disposal", cost.Disposal, null, new KnownDifference("Disposal is no line of finance: it takes stock value away.", -cost.Disposal.Sum())),
        ]);
    }

    private static (double Sum, int Lines) Sum(StageInput input, string measure, CostRates rates)
    {
        var series = input.Structure.SeriesCount(measure);
        var matrix = SeriesMatrix.From(input.Cube.Values(measure), series, rates.First, rates.Count);
        var lines = 0;
        foreach (var value in matrix.Values)
            lines += double.IsNaN(value) || value == 0 ? 0 : 1;
        return ((double)FinanceLines.Total(matrix).Sum(), lines);
    }

    private static double OpeningHolding(StageInput input, CostRates rates)
    {
        var at = input.Structure.Calendar.IndexOf(input.Structure.Horizon.CutOff);
        if (at < 0 || rates.Count == 0 || !input.Structure.Spaces.TryGetValue(MeasureRegistry.Measure("stock").Grain & ~Grain.Bucket, out var space))
            return 0;
        var stock = input.Cube.Values("actual_stock");
        var sum = 0d;
        for (var s = 0; s < space.Count; s++)
        {
            var quantity = stock[s, at];
            if (!(quantity > 0) || !space.Attributes.Present[s])
                continue;
            var c = space.Attributes.Catalog.Coordinate(s);
            var value = quantity * rates.StandardCost(new ItemId(c[0]), new LocationId(c[1]))[0] * rates.HoldingRate(new LocationId(c[1]))[0] / 2;
            sum += double.IsNaN(value) ? 0 : value;
        }

        return sum;
    }
}
