namespace Concord.Storage.Demo;

/// <summary>
/// The days of the demo: 48 months of history up to the cut-off, then on to the end of the next year. Days are counted from 0, which is the
/// Monday on or before the first day of the history, so that <c>day / 7</c> is the week and <c>day % 7</c> the weekday (0 = Monday).
/// </summary>
internal sealed class DemoCalendar
{
    /// <summary>Days kept beyond the last week, for dates that lie a lead time ahead.</summary>
    private const int Reserve = 250;

    private readonly int _base;
    private readonly bool[] _working;
    private readonly int[] _ordinal;
    private readonly int[] _dayOfOrdinal;

    public DemoCalendar(DateOnly asOf)
    {
        AsOf = asOf;
        Start = asOf.AddDays(1).AddMonths(-HistoryMonths);
        _base = Start.DayNumber - (((int)Start.DayOfWeek + 6) % 7);
        FirstDay = Start.DayNumber - _base;
        LastDay = asOf.DayNumber - _base;
        End = new DateOnly(asOf.Year + 1, 12, 31);
        Weeks = ((End.DayNumber - _base) / 7) + 1;
        HistoryWeeks = (LastDay / 7) + 1;
        Months = ((End.Year - Start.Year) * 12) + End.Month - Start.Month + 1;

        var days = (Weeks * 7) + Reserve;
        _working = new bool[days];
        _ordinal = new int[days];
        var open = new List<int>(days);
        var holidays = new HashSet<DateOnly>();
        for (var year = Start.Year - 1; year <= End.Year + 1; year++)
            holidays.UnionWith(Holidays(year).Select(h => h.Date));
        for (var day = 0; day < days; day++)
        {
            _working[day] = day % 7 < 5 && !holidays.Contains(Date(day));
            _ordinal[day] = open.Count;
            if (_working[day])
                open.Add(day);
        }

        _dayOfOrdinal = [.. open];
    }

    public const int HistoryMonths = 48;

    public DateOnly AsOf { get; }

    /// <summary>First day of the history.</summary>
    public DateOnly Start { get; }

    /// <summary>Last day of the year after the cut-off.</summary>
    public DateOnly End { get; }

    public int FirstDay { get; }

    /// <summary>The cut-off as a day.</summary>
    public int LastDay { get; }

    public int Weeks { get; }

    /// <summary>Weeks up to and with the one of the cut-off.</summary>
    public int HistoryWeeks { get; }

    /// <summary>Months from <see cref="Start"/> to <see cref="End"/>.</summary>
    public int Months { get; }

    public DateOnly Date(int day) => DateOnly.FromDayNumber(_base + day);

    public int Day(DateOnly date) => date.DayNumber - _base;

    /// <summary>Months since the start of the history.</summary>
    public int Month(DateOnly date) => ((date.Year - Start.Year) * 12) + date.Month - Start.Month;

    public DateOnly MonthStart(int month) => new DateOnly(Start.Year, Start.Month, 1).AddMonths(month);

    public bool IsWorking(int day) => _working[day];

    /// <summary>The working day that many working days later; 0 gives the day itself or the next working day.</summary>
    public int AddWorking(int day, int count) => _dayOfOrdinal[Math.Clamp(_ordinal[day] + count, 0, _dayOfOrdinal.Length - 1)];

    /// <summary>That many calendar days later, or the next working day after.</summary>
    public int AddCalendar(int day, int count) => AddWorking(Math.Min(day + count, _working.Length - 1), 0);

    /// <summary>The last working day on or before a date.</summary>
    public DateOnly WorkingOnOrBefore(DateOnly date)
    {
        var day = Day(date);
        while (day > 0 && !_working[day])
            day--;
        return Date(day);
    }

    public DateOnly WorkingOnOrAfter(DateOnly date) => Date(AddWorking(Day(date), 0));

    /// <summary>Days on which every site is closed.</summary>
    public static IEnumerable<(DateOnly Date, string Name)> Holidays(int year)
    {
        var easter = Easter(year);
        yield return (new(year, 1, 1), "New Year");
        yield return (easter.AddDays(-2), "Good Friday");
        yield return (easter.AddDays(1), "Easter Monday");
        yield return (new(year, 5, 1), "Labour Day");
        yield return (easter.AddDays(39), "Ascension Day");
        yield return (easter.AddDays(50), "Whit Monday");
        yield return (new(year, 12, 24), "Christmas Eve");
        yield return (new(year, 12, 25), "Christmas Day");
        yield return (new(year, 12, 26), "Boxing Day");
        yield return (new(year, 12, 31), "New Year's Eve");
    }

    /// <summary>Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8).</summary>
    private static DateOnly Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100;
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var n = h + l - (7 * m) + 114;
        return new DateOnly(year, n / 31, (n % 31) + 1);
    }
}
