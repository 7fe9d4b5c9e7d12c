using System.Globalization;

namespace Concord.Planning.Data.Calendar;

/// <summary>
/// How time is cut into buckets, and to which fiscal period each bucket counts. Buckets tile the time: each day is in exactly one.
/// A plan by month and one by week of the same company use two patterns over one <see cref="FiscalYear"/>.
/// </summary>
public abstract class BucketPattern(FiscalYear fiscal)
{
    /// <summary>Every way to cut time, for a fiscal year.</summary>
    public static IReadOnlyList<BucketPattern> All(FiscalYear fiscal) =>
        [new Months(fiscal), new IsoWeeks(fiscal), new SplitWeeks(fiscal), new WeekPeriods(fiscal, 3), new WeekPeriods(fiscal, 2), new WeekPeriods(fiscal, 1)];

    /// <summary>The pattern of a name; null when there is none.</summary>
    public static BucketPattern? Of(string name, FiscalYear fiscal) => All(fiscal).FirstOrDefault(p => p.Name == name);

    /// <summary>The choice of a company's settings: <c>month</c>, <c>iso_week</c>, <c>split_week</c>, <c>weeks_4_4_5</c> …</summary>
    public abstract string Name { get; }

    public FiscalYear Fiscal { get; } = fiscal;

    /// <summary>First day of the bucket that holds the day.</summary>
    public abstract DateOnly FirstDay(DateOnly day);

    /// <summary>Last day of the bucket that holds the day.</summary>
    public abstract DateOnly LastDay(DateOnly day);

    /// <summary>The label of the bucket that starts on that day.</summary>
    public abstract string Label(DateOnly first);

    /// <summary>The fiscal period to which the whole bucket that starts on that day counts.</summary>
    public abstract FiscalPeriod FiscalPeriod(DateOnly first);

    /// <summary>The Monday on or before a day.</summary>
    protected static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>ISO 8601: a week belongs to the year of its Thursday.</summary>
    protected static string IsoLabel(DateOnly monday)
    {
        var thursday = monday.AddDays(3);
        return string.Create(CultureInfo.InvariantCulture, $"{thursday.Year:0000}-W{(thursday.DayOfYear - 1) / 7 + 1:00}");
    }
}

/// <summary>Calendar months.</summary>
public sealed class Months(FiscalYear fiscal) : BucketPattern(fiscal)
{
    public override string Name => "month";

    public override DateOnly FirstDay(DateOnly day) => new(day.Year, day.Month, 1);

    public override DateOnly LastDay(DateOnly day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));

    public override string Label(DateOnly first) => first.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public override FiscalPeriod FiscalPeriod(DateOnly first) => Fiscal.OfMonth(first.Year, first.Month);
}

/// <summary>
/// ISO 8601 weeks, Monday to Sunday. A week counts to the month, and so to the fiscal period, of its Thursday: the month that holds most
/// of its days. With a fiscal year from January, fiscal year and ISO week year agree.
/// </summary>
public sealed class IsoWeeks(FiscalYear fiscal) : BucketPattern(fiscal)
{
    public override string Name => "iso_week";

    public override DateOnly FirstDay(DateOnly day) => Monday(day);

    public override DateOnly LastDay(DateOnly day) => Monday(day).AddDays(6);

    public override string Label(DateOnly first) => IsoLabel(first);

    public override FiscalPeriod FiscalPeriod(DateOnly first)
    {
        var thursday = first.AddDays(3);
        return Fiscal.OfMonth(thursday.Year, thursday.Month);
    }
}

/// <summary>
/// ISO weeks cut at month ends, so that weeks add up to months exactly. The parts of a week that spans two months are told apart
/// by a letter: <c>2026-W05a</c>, <c>2026-W05b</c>.
/// </summary>
public sealed class SplitWeeks(FiscalYear fiscal) : BucketPattern(fiscal)
{
    public override string Name => "split_week";

    public override DateOnly FirstDay(DateOnly day)
    {
        var monday = Monday(day);
        return monday.Month == day.Month ? monday : new DateOnly(day.Year, day.Month, 1);
    }

    public override DateOnly LastDay(DateOnly day)
    {
        var sunday = Monday(day).AddDays(6);
        return sunday.Month == day.Month ? sunday : new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));
    }

    public override string Label(DateOnly first)
    {
        var monday = Monday(first);
        var label = IsoLabel(monday);
        return monday.Month == monday.AddDays(6).Month ? label : label + (first == monday ? 'a' : 'b');
    }

    public override FiscalPeriod FiscalPeriod(DateOnly first) => Fiscal.OfMonth(first.Year, first.Month);
}

/// <summary>
/// Fiscal periods of whole weeks: in each quarter two of four weeks and one of five. The fiscal year starts on the Monday nearest to the
/// first day of its start month; in a year of 53 weeks the last period takes the extra one.
/// </summary>
public sealed class WeekPeriods : BucketPattern
{
    /// <summary>Weeks from the start of the year to the start of each period.</summary>
    private readonly int[] _startWeek = new int[12];

    /// <param name="fiscal">Start month and name of the fiscal year.</param>
    /// <param name="longPeriod">Which period of each quarter has five weeks: 3 for 4-4-5, 2 for 4-5-4, 1 for 5-4-4.</param>
    /// <exception cref="ArgumentOutOfRangeException">The long period is not 1 to 3.</exception>
    public WeekPeriods(FiscalYear fiscal, int longPeriod = 3)
        : base(fiscal)
    {
        if (longPeriod is < 1 or > 3)
            throw new ArgumentOutOfRangeException(nameof(longPeriod), longPeriod, "The period of five weeks is 1, 2 or 3 of each quarter.");
        for (var period = 1; period < 12; period++)
            _startWeek[period] = _startWeek[period - 1] + ((period - 1) % 3 == longPeriod - 1 ? 5 : 4);
        Name = longPeriod switch { 1 => "weeks_5_4_4", 2 => "weeks_4_5_4", _ => "weeks_4_4_5" };
    }

    public override string Name { get; }

    public override DateOnly FirstDay(DateOnly day)
    {
        var (startYear, period) = Locate(day);
        return YearStart(startYear).AddDays(7 * _startWeek[period]);
    }

    public override DateOnly LastDay(DateOnly day)
    {
        var (startYear, period) = Locate(day);
        var next = period == 11 ? YearStart(startYear + 1) : YearStart(startYear).AddDays(7 * _startWeek[period + 1]);
        return next.AddDays(-1);
    }

    public override string Label(DateOnly first) => FiscalPeriod(first).ToString();

    public override FiscalPeriod FiscalPeriod(DateOnly first)
    {
        var (startYear, period) = Locate(first);
        return new FiscalPeriod(Fiscal.Label(startYear), period / 3 + 1, period + 1);
    }

    /// <summary>The week that holds the 4th of a month starts on the Monday nearest to its 1st.</summary>
    private DateOnly YearStart(int year) => Monday(new DateOnly(year, Fiscal.StartMonth, 4));

    private (int StartYear, int Period) Locate(DateOnly day)
    {
        var startYear = day.Year + 1;
        while (YearStart(startYear) > day)
            startYear--;
        var week = (day.DayNumber - YearStart(startYear).DayNumber) / 7;
        var period = 11;
        while (_startWeek[period] > week)
            period--;
        return (startYear, period);
    }
}
