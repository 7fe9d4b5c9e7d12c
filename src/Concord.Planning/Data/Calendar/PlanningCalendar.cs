namespace Concord.Planning.Data.Calendar;

/// <summary>
/// The buckets of a plan, past and future, without gap or overlap. Immutable. The first and last bucket are whole, even when the days
/// asked for start or end inside them.
/// </summary>
public sealed class PlanningCalendar
{
    /// <summary>The years a calendar may touch; a date outside is almost surely a mistake in the data.</summary>
    public const int FirstYear = 1900, LastYear = 2199;

    private readonly int[] _firstDays;

    /// <param name="pattern">How time is cut.</param>
    /// <param name="from">A day in the first bucket.</param>
    /// <param name="to">A day in the last bucket, not before <paramref name="from"/>.</param>
    /// <exception cref="ArgumentException">The days are in the wrong order, or outside of <see cref="FirstYear"/> to <see cref="LastYear"/>.</exception>
    public PlanningCalendar(BucketPattern pattern, DateOnly from, DateOnly to)
    {
        if (to < from)
            throw new ArgumentException($"A planning calendar from {from:yyyy-MM-dd} to {to:yyyy-MM-dd} ends before it starts. Maybe the two dates are swapped?", nameof(to));
        if (from.Year < FirstYear || to.Year > LastYear)
            throw new ArgumentException($"A planning calendar from {from:yyyy-MM-dd} to {to:yyyy-MM-dd} leaves the years {FirstYear} to {LastYear}.", nameof(from));
        Pattern = pattern;
        var buckets = new List<Bucket>();
        for (var day = pattern.FirstDay(from); day <= to; day = buckets[^1].Last.AddDays(1))
            buckets.Add(new Bucket(buckets.Count, pattern.Label(day), day, pattern.LastDay(day), pattern.FiscalPeriod(day)));
        Buckets = [.. buckets];
        _firstDays = [.. buckets.Select(b => b.First.DayNumber)];
        Quarters = Groups(b => $"FY{b.FiscalYear}-Q{b.FiscalQuarter}");
        FiscalYears = Groups(b => $"FY{b.FiscalYear}");
    }

    public BucketPattern Pattern { get; }

    /// <summary>In order of time, at least one.</summary>
    public IReadOnlyList<Bucket> Buckets { get; }

    public int Count => _firstDays.Length;

    public Bucket this[int index] => Buckets[index];

    /// <summary>First day of the first bucket.</summary>
    public DateOnly First => Buckets[0].First;

    /// <summary>Last day of the last bucket.</summary>
    public DateOnly Last => Buckets[^1].Last;

    /// <summary>Fiscal quarters in order of time.</summary>
    public IReadOnlyList<BucketGroup> Quarters { get; }

    /// <summary>Fiscal years in order of time.</summary>
    public IReadOnlyList<BucketGroup> FiscalYears { get; }

    /// <summary>The index of the bucket that holds the day, or -1 when the calendar does not reach it. Allocates nothing.</summary>
    public int IndexOf(DateOnly day) => IndexOfDayNumber(day.DayNumber);

    /// <inheritdoc cref="IndexOf"/>
    /// <param name="dayNumber"><see cref="DateOnly.DayNumber"/>, as the columns of the dataset hold it.</param>
    public int IndexOfDayNumber(int dayNumber)
    {
        if (dayNumber > Last.DayNumber)
            return -1;
        var found = Array.BinarySearch(_firstDays, dayNumber);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>The buckets that share a day with the period, both ends inclusive; empty when there is none.</summary>
    public Range Touching(DateOnly from, DateOnly to)
    {
        if (to < from || to < First || from > Last)
            return 0..0;
        var first = from <= First ? 0 : IndexOf(from);
        var last = to >= Last ? Count - 1 : IndexOf(to);
        return first..(last + 1);
    }

    /// <summary>Days worked in a bucket [days].</summary>
    public int WorkingDays(int index, WorkingWeek week, IReadOnlySet<DateOnly> holidays) =>
        week.WorkingDays(Buckets[index].First, Buckets[index].Last, holidays);

    private List<BucketGroup> Groups(Func<Bucket, string> label)
    {
        var groups = new List<BucketGroup>();
        foreach (var bucket in Buckets)
        {
            var name = label(bucket);
            if (groups.Count > 0 && groups[^1].Label == name)
                groups[^1] = groups[^1] with { Count = groups[^1].Count + 1 };
            else
                groups.Add(new BucketGroup(name, bucket.Index, 1));
        }

        return groups;
    }
}
