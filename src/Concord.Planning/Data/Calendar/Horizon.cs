namespace Concord.Planning.Data.Calendar;

/// <summary>
/// A part of the horizon with its own rules on who may change what. In the words of ASCM / APICS: frozen ends at the demand time fence,
/// flexible ends at the planning time fence.
/// </summary>
public enum Zone
{
    /// <summary>Orders are released and capacity is committed; changes need an authority, on record.</summary>
    Frozen,

    /// <summary>The plan can move within what suppliers and shifts allow.</summary>
    Flexible,

    /// <summary>The plan steers investment, hiring and contracts.</summary>
    Strategic,
}

/// <summary>A length of time counted in weeks or months.</summary>
public readonly record struct ZoneLength
{
    private ZoneLength(int count, bool months)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Count = count;
        InMonths = months;
    }

    /// <summary>Zero or more.</summary>
    public int Count { get; }

    /// <summary>True when counted in months, false when in weeks.</summary>
    public bool InMonths { get; }

    public static ZoneLength Weeks(int count) => new(count, months: false);

    public static ZoneLength Months(int count) => new(count, months: true);

    /// <summary>The day this length after a day.</summary>
    public DateOnly After(DateOnly day) => InMonths ? day.AddMonths(Count) : day.AddDays(7 * Count);

    public override string ToString() => $"{Count} {(InMonths ? "month" : "week")}{(Count == 1 ? "" : "s")}";
}

/// <summary>
/// The future a plan covers: 3 to 36 months from the day after the cut-off, cut into the zones frozen, flexible and strategic, in this order.
/// </summary>
public sealed record Horizon
{
    public const int ShortestMonths = 3, LongestMonths = 36;

    /// <param name="cutOff">Last day whose facts count; the horizon starts on the day after.</param>
    /// <param name="months">Length, 3 to 36.</param>
    /// <param name="frozen">Length of the frozen zone; may be zero.</param>
    /// <param name="flexible">Length of the flexible zone; may be zero. What is left of the horizon is strategic, and may be nothing.</param>
    /// <exception cref="ArgumentException">The length is out of range, or the two zones together are longer than the horizon.</exception>
    public Horizon(DateOnly cutOff, int months, ZoneLength frozen, ZoneLength flexible)
    {
        if (months is < ShortestMonths or > LongestMonths)
            throw new ArgumentException($"A horizon of {months} months is outside of {ShortestMonths} to {LongestMonths}.", nameof(months));
        CutOff = cutOff;
        LengthInMonths = months;
        First = cutOff.AddDays(1);
        Last = First.AddMonths(months).AddDays(-1);
        FlexibleFrom = frozen.After(First);
        StrategicFrom = flexible.After(FlexibleFrom);
        if (StrategicFrom > Last.AddDays(1))
            throw new ArgumentException($"The zones frozen ({frozen}) and flexible ({flexible}) are together longer than the horizon of {months} months. Maybe weeks and months are mixed up?", nameof(flexible));
    }

    public DateOnly CutOff { get; }

    public int LengthInMonths { get; }

    /// <summary>The day after the cut-off.</summary>
    public DateOnly First { get; }

    /// <summary>Last day, inclusive.</summary>
    public DateOnly Last { get; }

    /// <summary>First day after the frozen zone: the demand time fence.</summary>
    public DateOnly FlexibleFrom { get; }

    /// <summary>First day after the flexible zone: the planning time fence.</summary>
    public DateOnly StrategicFrom { get; }

    /// <summary>The zone of a day; null before and after the horizon.</summary>
    public Zone? ZoneOf(DateOnly day) =>
        day < First || day > Last ? null
        : day < FlexibleFrom ? Zone.Frozen
        : day < StrategicFrom ? Zone.Flexible
        : Zone.Strategic;

    /// <summary>
    /// The zone of a bucket: that of its first day in the horizon, so that a bucket across a fence has the stricter zone.
    /// Null when the bucket is past (ends on or before the cut-off) or starts after the horizon.
    /// </summary>
    public Zone? ZoneOf(Bucket bucket) => bucket.Last < First ? null : ZoneOf(bucket.First < First ? First : bucket.First);

    /// <summary>The buckets of a calendar the horizon touches. A bucket the cut-off splits is among them: it is planned as actual to date plus the rest.</summary>
    public Range BucketsOf(PlanningCalendar calendar) => calendar.Touching(First, Last);
}
