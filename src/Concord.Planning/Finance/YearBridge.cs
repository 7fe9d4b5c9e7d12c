using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Finance;

/// <summary>From the budget of a period to what is expected of it, in bars that sum exactly [reporting currency].</summary>
/// <param name="Budget">Of the whole period.</param>
/// <param name="SoFar">What came up to the cut-off, less its budget: past buckets are not taken apart further.</param>
/// <param name="Volume">Of the buckets planned, as in <see cref="BridgeBars"/>.</param>
/// <param name="Expected">What came and what is planned.</param>
public sealed record PeriodBars(decimal Budget, decimal SoFar, decimal Volume, decimal Mix, decimal Price, decimal Cost, decimal NotBudgeted, decimal Expected)
{
    public decimal Gap => Expected - Budget;
}

/// <summary>The bridge of a part.</summary>
/// <param name="Members">A member of each attribute of the level; none for the total.</param>
/// <param name="Unknown">Share of the planned volume without a price or a cost [0..1]: it is in no bar.</param>
public sealed record PeriodBridgeRow(string[] Members, PeriodBars Revenue, PeriodBars Margin, double Unknown);

/// <summary>The gap to budget over a period that may have begun before the cut-off: <see cref="BudgetBridge"/> for the buckets that are planned, one bar for those that are past.</summary>
/// <param name="First">First bucket of the period.</param>
/// <param name="Last">Last bucket, inclusive.</param>
/// <param name="Past">Buckets of it that are past.</param>
/// <param name="Rows">The total first, then the members, the largest gap of revenue first.</param>
/// <param name="NoBudget">Why there is nothing to compare with; null when there is.</param>
/// <param name="Notes">What the bridge leaves out.</param>
public sealed record YearBridge(int First, int Last, int Past, IReadOnlyList<PeriodBridgeRow> Rows, string? NoBudget, IReadOnlyList<string> Notes)
{
    /// <param name="input">A plan with the measures of finance.</param>
    /// <param name="level">Attribute of the rows beside the total; null for the total alone.</param>
    /// <param name="filter">Only this part.</param>
    /// <param name="first">First bucket of the period.</param>
    /// <param name="last">Last bucket, inclusive.</param>
    /// <exception cref="ArgumentException">An attribute that demand does not have.</exception>
    public static YearBridge Of(StageInput input, string? level, Coordinates filter, int first, int last)
    {
        var structure = input.Structure;
        if (structure.SeriesCount("revenue") == 0)
            return new YearBridge(first, last, 0, [], "The plan has no series of demand.", []);

        // Where the budget is stated by family, its split over items is an assumption: a mix among them would be one of assumptions.
        var product = input.Dataset.Rows<BudgetLine>().Any(b => b.Item is null) ? "family" : "item";
        var horizon = structure.Horizon.BucketsOf(structure.Calendar);
        var (planned, end) = (Math.Max(first, horizon.Start.Value), Math.Min(last, horizon.End.Value - 1));
        var decimals = Math.Clamp(input.Rules.Finance.Decimals, 0, 6);
        var ahead = planned > end ? new BudgetBridge([], "No bucket of the period is planned.", null) : BudgetBridge.Of(input.Cube, structure, level is null ? [] : [level], filter, product, planned, end, decimals);
        var split = planned <= end && structure.Calendar[planned].First < structure.Horizon.First;
        var past = PastSums.Of(input, level, filter, first, Math.Min(last, split ? planned : planned - 1), new MoneyLine(decimals));
        if (ahead.Rows.Count == 0 && !past.HasBudget)
            return new YearBridge(first, last, Math.Max(0, planned - first), [], ahead.NoBudget, []);
        var rows = past.Merge(ahead.Rows);
        List<string> notes = [];
        if (ahead.Note is { } note)
            notes.Add(note);
        if (ahead.NoBudget is { } why && planned <= end)
            notes.Add(why);
        if (!past.HasBudget && planned > first)
            notes.Add($"The budget has nothing before {structure.Calendar[planned].Label}: what came before is in no bar.");
        if (past.WithoutCost > 0)
            notes.Add($"The margin so far leaves out the cost of {past.WithoutCost:#,0} series that have no standard cost.");
        return new YearBridge(first, last, Math.Max(0, planned - first), [rows[0], .. rows.Skip(1).OrderByDescending(r => Math.Abs(r.Revenue.Gap))], null, notes);
    }
}

/// <summary>Actual sales and their budget before the cut-off, by group.</summary>
internal sealed class PastSums
{
    private readonly SortedDictionary<string, (string[] Members, decimal Revenue, decimal Cost, decimal BudgetRevenue, decimal BudgetCost)> _sums = new(StringComparer.Ordinal);

    public bool HasBudget { get; private set; }

    public int WithoutCost { get; private set; }

    public static PastSums Of(StageInput input, string? level, Coordinates filter, int first, int last, MoneyLine money)
    {
        var sums = new PastSums();
        var count = Math.Max(0, last - first + 1);
        var space = input.Structure.Of(MeasureRegistry.Measure("revenue"));
        var actual = ActualSales.Of(input, money, first, count);
        sums.WithoutCost = actual.WithoutCost;
        var (revenue, cost) = (SeriesMatrix.From(input.Cube.Values("budget_revenue"), space.Count, first, count), SeriesMatrix.From(input.Cube.Values("budget_cost"), space.Count, first, count));
        sums.HasBudget = revenue.Values.AsSpan().IndexOfAnyExcept(double.NaN) >= 0;
        foreach (var grouping in level is null ? [space.Attributes.Group([], filter)] : new[] { space.Attributes.Group([], filter), space.Attributes.Group([level], filter) })
        {
            for (var group = 0; group < grouping.Count; group++)
            {
                decimal came = 0, costs = 0, budget = 0, budgetCost = 0;
                foreach (var s in grouping.SeriesOf(group))
                {
                    for (var b = 0; b < count && sums.HasBudget; b++)
                    {
                        // Of a bucket that the cut-off splits, the budget of the days before it.
                        var share = 1 - PlanBudget.RestOf(input.Structure, first + b);
                        came += MoneyLine.Add(actual.Revenue.Row(s)[b]);
                        costs += MoneyLine.Add(actual.Cost.Row(s)[b]);
                        budget += MoneyLine.Add(money.Round(revenue.Row(s)[b] * share));
                        budgetCost += MoneyLine.Add(money.Round(cost.Row(s)[b] * share));
                    }
                }

                sums._sums[Key(grouping.Keys[group])] = (grouping.Keys[group], came, costs, budget, budgetCost);
            }
        }

        return sums;
    }

    /// <summary>Past and planned together; the total first.</summary>
    public List<PeriodBridgeRow> Merge(IReadOnlyList<BridgeRow> ahead)
    {
        var known = ahead.ToDictionary(r => Key(r.Members), StringComparer.Ordinal);
        foreach (var row in ahead)
            _sums.TryAdd(Key(row.Members), (row.Members, 0, 0, 0, 0));
        return [.. _sums.Select(s => Row(s.Value.Members, s.Value, known.GetValueOrDefault(s.Key)))];
    }

    private static PeriodBridgeRow Row(string[] members, (string[] Members, decimal Revenue, decimal Cost, decimal BudgetRevenue, decimal BudgetCost) past, BridgeRow? ahead)
    {
        static PeriodBars Bars(decimal came, decimal budget, BridgeBars? bars) => bars is null
            ? new PeriodBars(budget, came - budget, 0, 0, 0, 0, 0, came)
            : new PeriodBars(budget + bars.Budget, came - budget, bars.Volume, bars.Mix, bars.Price, bars.Cost, bars.NotBudgeted, came + bars.Plan);
        return new PeriodBridgeRow(
            members, Bars(past.Revenue, past.BudgetRevenue, ahead?.Revenue), Bars(past.Revenue - past.Cost, past.BudgetRevenue - past.BudgetCost, ahead?.Margin), ahead?.Unknown ?? 0);
    }

    private static string Key(string[] members) => string.Join('\u001f', members);
}
