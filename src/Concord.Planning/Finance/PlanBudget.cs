using Concord.Planning.Cube;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Finance;

/// <summary>The budget as lines beside those of the plan: rounded, and of a bucket that the cut-off splits only the part of its remaining days.</summary>
/// <param name="Revenue">By series of demand; 0 where nothing is budgeted.</param>
/// <param name="Cost">By series of demand.</param>
/// <param name="HasRevenue">For each bucket whether the company has a budget of its revenue.</param>
/// <param name="HasCost">For each bucket whether it has one of revenue and cost.</param>
/// <param name="Why">Why there is nothing, or not everything, to compare with; null when all is there.</param>
internal sealed record PlanBudget(SeriesMatrix Revenue, SeriesMatrix Cost, bool[] HasRevenue, bool[] HasCost, string? Why)
{
    public static PlanBudget Read(StageInput input, MoneyLine money, int series, int first, int count) => Read(input.Cube, input.Structure, money, series, first, count);

    public static PlanBudget Read(PlanCube cube, PlanStructure structure, MoneyLine money, int series, int first, int count)
    {
        SeriesMatrix Lines(string measure, out bool[] has)
        {
            var lines = SeriesMatrix.From(cube.Values(measure), series, first, count);
            has = new bool[count];
            for (var s = 0; s < series; s++)
            {
                var row = lines.Row(s);
                for (var b = 0; b < count; b++)
                {
                    has[b] |= !double.IsNaN(row[b]);
                    row[b] = double.IsNaN(row[b]) ? 0 : money.Round(row[b] * RestOf(structure, first + b));
                }
            }

            return lines;
        }

        var revenue = Lines("budget_revenue", out var hasRevenue);
        var cost = Lines("budget_cost", out var hasCost);
        for (var b = 0; b < count; b++)
            hasCost[b] &= hasRevenue[b];
        var missing = hasRevenue.Count(h => !h);
        var why = missing == count
            ? "The budget states no revenue for the horizon: there is no gap to budget."
            : missing > 0 ? $"The budget states no revenue for {missing} of {count} buckets of the horizon, first {structure.Calendar[first + Array.IndexOf(hasRevenue, false)].Label}: there is no gap to budget there." : null;
        return new PlanBudget(revenue, cost, hasRevenue, hasCost, why);
    }

    /// <summary>The share of a bucket's days that is planned: 1 unless the cut-off splits it.</summary>
    public static double RestOf(PlanStructure structure, int bucket)
    {
        var b = structure.Calendar[bucket];
        return (double)b.DaysShared(structure.Horizon.First, b.Last) / b.Days;
    }

    /// <summary>
    /// Plan less budget in buckets that have one. Where the plan sells nothing the gap is the budget, below zero. No value where the plan's money is not known, so that a price that is
    /// missing is no gap.
    /// </summary>
    /// <param name="plan">Lines.</param>
    /// <param name="quantities">What they are made from.</param>
    /// <param name="budget">Lines, 0 for none.</param>
    /// <param name="has">Buckets that have a budget.</param>
    public static SeriesMatrix Gap(SeriesMatrix plan, SeriesMatrix quantities, SeriesMatrix budget, bool[] has)
    {
        var gap = new SeriesMatrix(plan.Series, plan.First, plan.Count);
        for (var s = 0; s < plan.Series; s++)
        {
            for (var b = 0; b < plan.Count; b++)
            {
                var (own, wanted) = (plan.Row(s)[b], budget.Row(s)[b]);
                if (has[b] && !(double.IsNaN(own) && (wanted == 0 || !double.IsNaN(quantities.Row(s)[b]))))
                    gap.Row(s)[b] = double.IsNaN(own) ? -wanted : MoneyLine.Less(own, wanted);
            }
        }

        return gap;
    }
}
