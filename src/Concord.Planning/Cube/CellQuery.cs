namespace Concord.Planning.Cube;

/// <summary>A question for values.</summary>
/// <param name="Measures">Names of measures, at least one.</param>
/// <param name="Level">Attributes the rows are made of, outermost first; empty for the total alone.</param>
/// <param name="Filter">Only this part of the plan.</param>
/// <param name="First">First bucket.</param>
/// <param name="Last">Last bucket, inclusive.</param>
/// <param name="Unit">What quantities are stated in.</param>
public sealed record CellQuery(IReadOnlyList<string> Measures, IReadOnlyList<string> Level, Coordinates Filter, int First, int Last, ValueUnit Unit)
{
    /// <summary>True for a row for each outer group too, and one for the total.</summary>
    public bool Subtotals { get; init; }

    /// <summary>True to show in past buckets what came of a measure that is a plan: see <see cref="Data.Measures.MeasureDefinition.Actual"/>.</summary>
    public bool Actuals { get; init; }

    /// <summary>True for the totals of the fiscal quarters and years the buckets touch, over all of their buckets.</summary>
    public bool Periods { get; init; }
}

/// <summary>A row of the answer: a member of each of the first attributes of the level.</summary>
/// <param name="Members">As many as its depth; none for the total.</param>
public sealed record CellRow(string[] Members)
{
    public int Depth => Members.Length;
}

/// <summary>The answer, column by column.</summary>
/// <param name="Rows">In the order of a tree: a group before its parts.</param>
/// <param name="Quarters">Indexes in the calendar's list of quarters, when they were asked for.</param>
/// <param name="Years">Indexes in the calendar's list of fiscal years.</param>
/// <param name="Measures">One for each measure asked for, in that order.</param>
public sealed record CellTable(int First, int Last, IReadOnlyList<CellRow> Rows, IReadOnlyList<int> Quarters, IReadOnlyList<int> Years, IReadOnlyList<CellColumn> Measures)
{
    public int Buckets => Last - First + 1;
}

/// <summary>The values of a measure.</summary>
/// <param name="Measure">Its name.</param>
/// <param name="Reason">Why it has no value at this level at all; null when it may have.</param>
/// <param name="Values">Row by row, one for each bucket; NaN for none.</param>
/// <param name="Quarters">Row by row, one for each quarter.</param>
/// <param name="Years">Row by row, one for each fiscal year.</param>
/// <param name="Units">The unit of each row; null where there is no total.</param>
/// <param name="NoTotal">Why a row has no total; null where it has.</param>
/// <param name="Series">How many series each row adds up; 0 where the measure has none there.</param>
/// <param name="Outside">For each row the series that have a value but cannot be stated in the unit, a conversion or a price being missing: its values are without them.</param>
/// <param name="Locked">Row by row, for each bucket the series whose value is locked; empty when nothing of the measure is.</param>
/// <param name="Edited">Row by row, for each bucket 1 when a series of it has another value than the stage wrote; empty when none has.</param>
public sealed record CellColumn(
    string Measure, string? Reason, double[] Values, double[] Quarters, double[] Years, string?[] Units, string?[] NoTotal, int[] Series, int[] Outside, int[] Locked, int[] Edited);
