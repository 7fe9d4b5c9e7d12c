using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Finance;

/// <summary>From the budget to the plan in bars that sum exactly. All in the reporting currency.</summary>
/// <param name="Budget">Where it starts.</param>
/// <param name="Volume">Selling more or less of everything, at budgeted prices (or margins) and in the budgeted mix.</param>
/// <param name="Mix">Selling other shares of the products than budgeted, at budgeted prices (or margins).</param>
/// <param name="Price">Other prices than budgeted.</param>
/// <param name="Cost">Other unit costs than budgeted; below zero when they are higher. 0 in a bridge of revenue.</param>
/// <param name="NotBudgeted">What is planned, or budgeted, of products the budget states no volume for: their prices cannot be compared.</param>
/// <param name="Plan">Where it ends.</param>
public sealed record BridgeBars(decimal Budget, decimal Volume, decimal Mix, decimal Price, decimal Cost, decimal NotBudgeted, decimal Plan)
{
    public decimal Gap => Plan - Budget;
}

/// <summary>The bridge of a part of the plan.</summary>
/// <param name="Members">A member of each attribute of the level; none for the total.</param>
/// <param name="BudgetVolume">Volume of the products the budget states one for [planning units; unlike units added].</param>
/// <param name="PlanVolume">Volume planned of these.</param>
/// <param name="Unknown">Share of the planned volume without a price or a cost [0..1]: it is in no bar.</param>
public sealed record BridgeRow(string[] Members, BridgeBars Revenue, BridgeBars Margin, double BudgetVolume, double PlanVolume, double Unknown);

/// <summary>
/// Volume, mix, price and cost: what makes the gap to budget. With q the volume, p the price and c the unit cost of a product, b for budget and a for plan (Horngren, Datar and Rajan, Cost
/// Accounting, ch. on sales-volume, sales-quantity and sales-mix variances):
/// <code>
/// volume = (Qa - Qb) x sum(pb qb) / Qb            Q: volume of all products in one planning unit
/// mix    = sum(pb qa) - sum(pb qb) x Qa / Qb
/// price  = sum((pa - pb) qa)
/// cost   = sum((cb - ca) qa)
/// </code>
/// For the margin, pb - cb stands for pb in volume and mix. Unlike planning units have no mix among each other: their bars are added. Each flexed amount is rounded once, so bars sum to the gap exactly.
/// </summary>
/// <param name="NoBudget">Why there is nothing to compare with; null when there is a budget.</param>
/// <param name="Note">What the bridge leaves out; null for nothing.</param>
public sealed record BudgetBridge(IReadOnlyList<BridgeRow> Rows, string? NoBudget, string? Note)
{
    /// <summary>Bridges over some buckets of the horizon; those without a budget are left out, and noted.</summary>
    /// <param name="cube">A plan with the measures of finance.</param>
    /// <param name="level">Attributes of the rows, outermost first; empty for the company alone. The total is always the first row.</param>
    /// <param name="product">The attribute among whose members the mix is: <c>family</c> where the budget is stated by family, else <c>item</c>.</param>
    /// <param name="first">First bucket.</param>
    /// <param name="last">Last bucket, inclusive.</param>
    /// <param name="decimals">Decimal places of the currency.</param>
    /// <exception cref="ArgumentException">An attribute that does not exist.</exception>
    public static BudgetBridge Of(PlanCube cube, PlanStructure structure, IReadOnlyList<string> level, Coordinates filter, string product, int first, int last, int decimals = 2)
    {
        var revenue = MeasureRegistry.Measure("revenue");
        if (structure.SeriesCount("revenue") == 0)
            return new BudgetBridge([], "The plan has no series of demand.", null);
        var space = structure.Of(revenue);
        var money = new MoneyLine(decimals);
        var count = Math.Max(0, last - first + 1);
        SeriesMatrix Values(string measure) => SeriesMatrix.From(cube.Values(measure), space.Count, first, count);
        var budget = PlanBudget.Read(cube, structure, money, space.Count, first, count);
        if (!Array.Exists(budget.HasCost, has => has))
            return new BudgetBridge([], Array.Exists(budget.HasRevenue, has => has) ? "The budget states revenue and no cost of sales: there is no bridge." : budget.Why ?? "There is no bucket to compare.", null);
        var left = budget.HasCost.Count(has => !has);
        var sums = new BridgeSums(space, structure, money, budget, Values("constrained_demand"), Values("revenue"), Values("cost_of_sales"), Values("budget_quantity"));
        var rows = new List<BridgeRow>();
        for (var depth = 0; depth <= level.Count; depth++)
        {
            string[] outer = [.. level.Take(depth)];
            var groups = space.Attributes.Group(outer, filter);
            var products = space.Attributes.Group([.. outer, product], filter);
            rows.AddRange(sums.Rows(groups, products));
        }

        return new BudgetBridge(rows, null, left > 0 ? $"{left} of {count} buckets have no budget and are left out." : null);
    }
}

/// <summary>Adds up what the bars are made of: by group, product and planning unit.</summary>
internal sealed class BridgeSums(
    SeriesSpace space, PlanStructure structure, MoneyLine money, PlanBudget budget, SeriesMatrix demand, SeriesMatrix revenue, SeriesMatrix cost, SeriesMatrix volume)
{
    /// <summary>Of one product in one planning unit.</summary>
    private sealed class Product
    {
        public double BudgetVolume, PlanVolume;
        public decimal BudgetRevenue, BudgetCost, PlanRevenue, PlanCost;
    }

    public IEnumerable<BridgeRow> Rows(Grouping groups, Grouping products)
    {
        for (var group = 0; group < groups.Count; group++)
        {
            var found = new SortedDictionary<(int Unit, int Product), Product>();
            double known = 0, unknown = 0;
            foreach (var s in groups.SeriesOf(group))
            {
                var key = (space.Units.PlanningUnitOf[s], products.GroupOf[s]);
                if (!found.TryGetValue(key, out var sum))
                    found.Add(key, sum = new Product());
                Add(s, sum, ref known, ref unknown);
            }

            yield return Row(groups.Keys[group], found, known + unknown > 0 ? unknown / (known + unknown) : 0);
        }
    }

    private void Add(int s, Product sum, ref double known, ref double unknown)
    {
        var factor = space.Units.PlanningFactors[s] > 0 ? space.Units.PlanningFactors[s] : 1;
        for (var b = 0; b < demand.Count; b++)
        {
            if (!budget.HasCost[b])
                continue;
            var planned = volume.Row(s)[b];
            sum.BudgetVolume += double.IsNaN(planned) ? 0 : planned * PlanBudget.RestOf(structure, demand.First + b);
            sum.BudgetRevenue += MoneyLine.Add(budget.Revenue.Row(s)[b]);
            sum.BudgetCost += MoneyLine.Add(budget.Cost.Row(s)[b]);
            var quantity = demand.Row(s)[b];
            if (double.IsNaN(quantity))
                continue;
            if (double.IsNaN(revenue.Row(s)[b]) || double.IsNaN(cost.Row(s)[b]))
            {
                unknown += Math.Abs(quantity) * factor;
                continue;
            }

            known += Math.Abs(quantity) * factor;
            sum.PlanVolume += quantity * factor;
            sum.PlanRevenue += MoneyLine.Add(revenue.Row(s)[b]);
            sum.PlanCost += MoneyLine.Add(cost.Row(s)[b]);
        }
    }

    private BridgeRow Row(string[] members, SortedDictionary<(int Unit, int Product), Product> found, double unknown)
    {
        var all = found.Values;
        decimal budgetRevenue = all.Sum(p => p.BudgetRevenue), budgetCost = all.Sum(p => p.BudgetCost), planRevenue = all.Sum(p => p.PlanRevenue), planCost = all.Sum(p => p.PlanCost);
        decimal volumeRevenue = 0, volumeCost = 0, mixRevenue = 0, mixCost = 0, price = 0, costs = 0, otherRevenue = 0, otherCost = 0;
        double budgetVolume = 0, planVolume = 0;
        foreach (var unit in found.GroupBy(f => f.Key.Unit))
        {
            var comparable = new List<Product>();
            foreach (var (_, product) in unit)
            {
                if (product.BudgetVolume > 0)
                {
                    comparable.Add(product);
                    continue;
                }

                otherRevenue += product.PlanRevenue - product.BudgetRevenue;
                otherCost += product.PlanCost - product.BudgetCost;
            }

            var (qb, qa) = (comparable.Sum(p => p.BudgetVolume), comparable.Sum(p => p.PlanVolume));
            if (comparable.Count == 0)
                continue;
            (budgetVolume, planVolume) = (budgetVolume + qb, planVolume + qa);
            decimal rb = comparable.Sum(p => p.BudgetRevenue), cb = comparable.Sum(p => p.BudgetCost);

            // Flexed once for the volume of all, once product by product: the difference is the mix.
            decimal flexRevenue = comparable.Sum(p => Flex(p.BudgetRevenue, p.PlanVolume / p.BudgetVolume)), flexCost = comparable.Sum(p => Flex(p.BudgetCost, p.PlanVolume / p.BudgetVolume));
            decimal atMixRevenue = Flex(rb, qa / qb), atMixCost = Flex(cb, qa / qb);
            (volumeRevenue, volumeCost) = (volumeRevenue + atMixRevenue - rb, volumeCost + atMixCost - cb);
            (mixRevenue, mixCost) = (mixRevenue + flexRevenue - atMixRevenue, mixCost + flexCost - atMixCost);
            price += comparable.Sum(p => p.PlanRevenue) - flexRevenue;
            costs += flexCost - comparable.Sum(p => p.PlanCost);
        }

        return new BridgeRow(
            members,
            new BridgeBars(budgetRevenue, volumeRevenue, mixRevenue, price, 0, otherRevenue, planRevenue),
            new BridgeBars(budgetRevenue - budgetCost, volumeRevenue - volumeCost, mixRevenue - mixCost, price, costs, otherRevenue - otherCost, planRevenue - planCost),
            budgetVolume, planVolume, unknown);
    }

    private decimal Flex(decimal amount, double ratio) => money.Round(amount * (decimal)Math.Min(ratio, 1e9));
}
