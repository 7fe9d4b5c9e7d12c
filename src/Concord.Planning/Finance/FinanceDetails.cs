using Concord.Planning.Data;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Finance;

/// <summary>What the stage finance says beside its measures. All money is in the reporting currency.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="FirstBucket">Index in the calendar of the first value of each array.</param>
/// <param name="Totals">The company's total of each measure by bucket: sums of rounded lines.</param>
/// <param name="OpeningStockValue">Stock at the cut-off at standard cost.</param>
/// <param name="OpeningReceivables">What customers owe at the cut-off.</param>
/// <param name="OpeningPayables">What suppliers are owed at the cut-off.</param>
/// <param name="OpeningCash">As the rules state it.</param>
/// <param name="FundingNeed">The most that cash falls below zero at the end of a bucket, 0 when it does not.</param>
/// <param name="FundingBucket">Index in the calendar of that bucket; -1 for none.</param>
/// <param name="Missing">What the totals lack.</param>
public sealed record FinanceDetails(
    IReadOnlyList<Finding> Findings, string Currency, int FirstBucket, IReadOnlyList<FinanceTotal> Totals, decimal OpeningStockValue, decimal OpeningReceivables,
    decimal OpeningPayables, decimal OpeningCash, decimal FundingNeed, int FundingBucket, IReadOnlyList<MissingPart> Missing) : StageDetails(Findings)
{
    /// <summary>The total of a measure over the horizon.</summary>
    public decimal Sum(string measure) => Totals.Where(t => t.Measure == measure).Sum(t => t.Values.Sum());

    /// <summary>The total of a measure by bucket; empty when it was not computed.</summary>
    public decimal[] ByBucket(string measure) => Totals.FirstOrDefault(t => t.Measure == measure)?.Values ?? [];
}

/// <summary>The company's total of a measure.</summary>
/// <param name="Values">By bucket of the horizon.</param>
public sealed record FinanceTotal(string Measure, decimal[] Values);

/// <summary>The part of a measure that has no value because something is missing.</summary>
/// <param name="Measure">The measure whose total lacks it.</param>
/// <param name="Lacks">What is missing, as <c>net price</c>.</param>
/// <param name="Series">Series it is missing for.</param>
/// <param name="Share">Of the quantity the measure is computed from [0..1]: in planning units, where there are any. Of a total of several lines, as cash, of the quantity of the line that lacks it.</param>
/// <param name="Examples">Some of them.</param>
public sealed record MissingPart(string Measure, string Lacks, int Series, double Share, IReadOnlyList<string> Examples);
