using Concord.Planning.Scenarios;

namespace Concord.Planning.Finance;

/// <summary>The parts of a financial statement.</summary>
public enum StatementBlock
{
    /// <summary>Revenue, cost of sales and what is left of it.</summary>
    Profit,

    /// <summary>What the plan spends. It is in the standard cost already, so it is not taken from the margin again.</summary>
    Spending,
    Cash,
    WorkingCapital,
}

/// <summary>A line of the statement. Arrays have a value for each bucket of the statement; NaN for none.</summary>
/// <param name="Measure">The measure planned: what a figure is made of is told by its values at any level.</param>
/// <param name="ActualMeasure">The measure of the facts; null where the past is computed, or not known.</param>
/// <param name="AtEnd">True for a balance at the end of the bucket.</param>
/// <param name="Share">True for a share, 1 for 100 %; all else is in the reporting currency.</param>
/// <param name="Why">Why the plan has no value of it; null when it has.</param>
/// <param name="Note">What its total leaves out; null for nothing.</param>
public sealed record StatementLine(
    string Measure, string Title, StatementBlock Block, string? ActualMeasure, bool AtEnd, bool Share, double[] Actual, double[] Plan, double[] Budget, IReadOnlyList<PeriodFigures> Quarters,
    IReadOnlyList<PeriodFigures> Years, string? Why, string? Note);

/// <summary>How long capital is bound, at the end of each bucket [days]; NaN where the 90 days before are not all known.</summary>
/// <param name="Stock">Stock value over the cost of sales of a day.</param>
/// <param name="Receivables">Receivables over the revenue of a day.</param>
/// <param name="Payables">Payables over the purchase cost of a day.</param>
public sealed record CapitalDays(double[] Stock, double[] Receivables, double[] Payables);

/// <summary>
/// The plan in money, for the company: what came up to the cut-off, what is planned after it, by bucket, quarter and fiscal year, beside the budget. All in the reporting currency; totals are sums of rounded lines.
/// </summary>
/// <param name="First">First bucket: the start of the fiscal year in which the plan starts, or of the one before where the calendar has it.</param>
/// <param name="Last">Last bucket, inclusive.</param>
/// <param name="LowBucket">The bucket at whose end cash is lowest; -1 without a cash plan.</param>
/// <param name="LowCash">Cash then.</param>
/// <param name="Ceilings">For each bucket of the statement the least cash the plan's drivers allow; NaN for none.</param>
/// <param name="Missing">What totals lack.</param>
/// <param name="NoBudget">Why there is no budget, or not all of it; null when it is there.</param>
public sealed record FinancialStatement(
    string Currency, int First, int Last, IReadOnlyList<StatementLine> Lines, decimal OpeningCash, int LowBucket, decimal LowCash, decimal FundingNeed, double[] Ceilings, CapitalDays Days,
    IReadOnlyList<MissingPart> Missing, string? NoBudget)
{
    /// <summary>Makes the statement.</summary>
    /// <param name="input">A plan with its facts.</param>
    /// <param name="details">What the stage finance said of it.</param>
    public static FinancialStatement Of(StageInput input, FinanceDetails details) => new StatementLines(input, details).Make();
}
