namespace Concord.Planning.Data.Calendar;

/// <summary>One period of the planning calendar.</summary>
/// <param name="Index">Position in <see cref="PlanningCalendar.Buckets"/>, from 0.</param>
/// <param name="Label">Name for people and files, unique in the calendar: <c>2026-03</c>, <c>2026-W05</c>, <c>2026-W05a</c>, <c>FY2026-P03</c>.</param>
/// <param name="First">First day.</param>
/// <param name="Last">Last day, inclusive.</param>
/// <param name="Fiscal">Fiscal year, quarter and period the whole bucket counts to.</param>
public sealed record Bucket(int Index, string Label, DateOnly First, DateOnly Last, FiscalPeriod Fiscal)
{
    /// <summary>Calendar days, at least 1.</summary>
    public int Days => Last.DayNumber - First.DayNumber + 1;

    public int FiscalYear => Fiscal.Year;

    public int FiscalQuarter => Fiscal.Quarter;

    public int FiscalPeriod => Fiscal.Period;

    public bool Contains(DateOnly day) => day >= First && day <= Last;

    /// <summary>Days this bucket shares with the period from <paramref name="first"/> to <paramref name="last"/>, both inclusive; 0 when none.</summary>
    public int DaysShared(DateOnly first, DateOnly last) =>
        Math.Max(0, Math.Min(Last.DayNumber, last.DayNumber) - Math.Max(First.DayNumber, first.DayNumber) + 1);

    public override string ToString() => Label;
}

/// <summary>Neighbouring buckets that make a fiscal quarter or a fiscal year, as the totals of a grid need them.</summary>
/// <param name="Label"><c>FY2026-Q1</c> or <c>FY2026</c>.</param>
/// <param name="FirstIndex">Index of the first bucket.</param>
/// <param name="Count">Buckets in the group, at least 1. At the ends of the calendar a group may lack buckets it would have in full.</param>
public sealed record BucketGroup(string Label, int FirstIndex, int Count)
{
    public int LastIndex => FirstIndex + Count - 1;
}
