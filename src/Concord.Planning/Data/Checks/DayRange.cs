namespace Concord.Planning.Data.Checks;

/// <summary>Days from the first to the last, both included, as day numbers; open ends are the ends of the integers. Empty when reversed.</summary>
internal readonly record struct DayRange(int First, int Last)
{
    public static DayRange Of(DateOnly? from, DateOnly? to) => new(from?.DayNumber ?? int.MinValue, to?.DayNumber ?? int.MaxValue);

    public bool Holds(DateOnly day) => First <= day.DayNumber && day.DayNumber <= Last;

    /// <summary>True when a day on or after <paramref name="day"/> lies in the range.</summary>
    public bool HoldsFrom(DateOnly day) => First <= Last && Last >= day.DayNumber;

    public override string ToString() =>
        $"{(First == int.MinValue ? "always" : Text(First))} to {(Last == int.MaxValue ? "open" : Text(Last))}";

    /// <summary>
    /// Reports each row that starts before an earlier one of the same key has ended. Rows of equal key are sorted by first day and
    /// each is held against the row that reaches furthest, so that every overlapping row is named once. Reversed ranges are passed over.
    /// </summary>
    public static void ReportOverlaps<TRow>(
        IEnumerable<TRow> rows, Func<TRow, string> key, Func<TRow, DayRange> range, CheckReport report, Action<TRow, TRow, string> add)
    {
        foreach (var group in rows.GroupBy(key).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var furthest = default(TRow);
            var furthestDay = 0;
            var any = false;
            foreach (var row in group.OrderBy(r => range(r).First))
            {
                report.Looked();
                var days = range(row);
                if (days.First > days.Last)
                    continue;
                if (any && days.First <= furthestDay)
                    add(furthest!, row, group.Key);
                if (!any || days.Last > furthestDay)
                    (furthest, furthestDay, any) = (row, days.Last, true);
            }
        }
    }

    private static string Text(int day) => DateOnly.FromDayNumber(day).ToString("yyyy-MM-dd");
}
