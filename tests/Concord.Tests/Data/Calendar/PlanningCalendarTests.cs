using Concord.Planning.Data.Calendar;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Concord.Tests.Data.Calendar;

public sealed class PlanningCalendarTests
{
    private static readonly FiscalYear July = new(7);

    [Fact]
    public void Months_know_their_fiscal_year_quarter_and_period()
    {
        var calendar = new PlanningCalendar(new Months(July), new DateOnly(2025, 5, 17), new DateOnly(2026, 7, 1));
        Assert.Equal(15, calendar.Count);
        Assert.Equal(new Bucket(0, "2025-05", new(2025, 5, 1), new(2025, 5, 31), new FiscalPeriod(2025, 4, 11)), calendar[0]);
        Assert.Equal(new Bucket(2, "2025-07", new(2025, 7, 1), new(2025, 7, 31), new FiscalPeriod(2026, 1, 1)), calendar[2]);
        Assert.Equal(new Bucket(14, "2026-07", new(2026, 7, 1), new(2026, 7, 31), new FiscalPeriod(2027, 1, 1)), calendar[14]);
        Assert.Equal(
            [new BucketGroup("FY2025", 0, 2), new BucketGroup("FY2026", 2, 12), new BucketGroup("FY2027", 14, 1)], calendar.FiscalYears);
        Assert.Equal(new BucketGroup("FY2026-Q3", 8, 3), calendar.Quarters[3]);
        Assert.Equal(10, calendar.Quarters[3].LastIndex);
    }

    [Theory]
    [InlineData(1, FiscalYearName.EndYear, 2026, 2, 2026, 1, 2)]
    [InlineData(1, FiscalYearName.StartYear, 2026, 12, 2026, 4, 12)]
    [InlineData(7, FiscalYearName.EndYear, 2025, 7, 2026, 1, 1)]
    [InlineData(7, FiscalYearName.StartYear, 2025, 7, 2025, 1, 1)]
    [InlineData(7, FiscalYearName.StartYear, 2026, 6, 2025, 4, 12)]
    [InlineData(12, FiscalYearName.EndYear, 2025, 12, 2026, 1, 1)]
    [InlineData(12, FiscalYearName.EndYear, 2025, 11, 2025, 4, 12)]
    public void A_fiscal_year_is_named_after_its_end_or_its_start(
        int startMonth, FiscalYearName name, int year, int month, int fiscalYear, int quarter, int period) =>
        Assert.Equal(new FiscalPeriod(fiscalYear, quarter, period), new FiscalYear(startMonth, name).OfMonth(year, month));

    [Theory]
    [InlineData("2020-12-31", "2020-W53", "2020-12-28", "2021-01-03", 2020, 12)]
    [InlineData("2021-01-04", "2021-W01", "2021-01-04", "2021-01-10", 2021, 1)]
    [InlineData("2026-12-31", "2026-W53", "2026-12-28", "2027-01-03", 2026, 12)]
    [InlineData("2024-12-30", "2025-W01", "2024-12-30", "2025-01-05", 2025, 1)]
    [InlineData("2024-02-29", "2024-W09", "2024-02-26", "2024-03-03", 2024, 2)]
    public void Iso_weeks_belong_to_the_year_and_month_of_their_thursday(
        string day, string label, string first, string last, int fiscalYear, int period)
    {
        var date = DateOnly.Parse(day);
        var bucket = Assert.Single(new PlanningCalendar(new IsoWeeks(new FiscalYear()), date, date).Buckets);
        Assert.Equal((label, DateOnly.Parse(first), DateOnly.Parse(last)), (bucket.Label, bucket.First, bucket.Last));
        Assert.Equal((fiscalYear, period, 7), (bucket.FiscalYear, bucket.FiscalPeriod, bucket.Days));
    }

    [Fact]
    public void Week_numbers_are_those_of_the_base_library()
    {
        var calendar = new PlanningCalendar(new IsoWeeks(new FiscalYear()), new DateOnly(1999, 1, 1), new DateOnly(2051, 1, 1));
        foreach (var bucket in calendar.Buckets)
        {
            var monday = bucket.First.ToDateTime(TimeOnly.MinValue);
            Assert.Equal($"{System.Globalization.ISOWeek.GetYear(monday)}-W{System.Globalization.ISOWeek.GetWeekOfYear(monday):00}", bucket.Label);
        }
    }

    [Fact]
    public void Weeks_split_at_month_ends_add_up_to_months()
    {
        var calendar = new PlanningCalendar(new SplitWeeks(July), new DateOnly(2026, 1, 26), new DateOnly(2026, 2, 9));
        Assert.Equal(["2026-W05a", "2026-W05b", "2026-W06", "2026-W07"], calendar.Buckets.Select(b => b.Label));
        Assert.Equal([6, 1, 7, 7], calendar.Buckets.Select(b => b.Days));
        Assert.Equal([7, 8, 8, 8], calendar.Buckets.Select(b => b.FiscalPeriod));
    }

    [Theory]
    [InlineData(1, "weeks_5_4_4", new[] { 35, 28, 28 })]
    [InlineData(2, "weeks_4_5_4", new[] { 28, 35, 28 })]
    [InlineData(3, "weeks_4_4_5", new[] { 28, 28, 35 })]
    public void Periods_of_weeks_have_one_long_period_a_quarter(int longPeriod, string name, int[] days)
    {
        var pattern = new WeekPeriods(new FiscalYear(), longPeriod);
        var calendar = new PlanningCalendar(pattern, new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 28));
        Assert.Equal(name, pattern.Name);
        Assert.Equal([.. days, .. days, .. days, .. days], calendar.Buckets.Select(b => b.Days));
        Assert.Equal(("FY2025-P01", new DateOnly(2024, 12, 30)), (calendar[0].Label, calendar.First));
    }

    [Fact]
    public void The_53rd_week_lengthens_the_last_period_of_its_year()
    {
        var year = new PlanningCalendar(new WeekPeriods(new FiscalYear()), new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31));
        Assert.Equal(12, year.Count);
        Assert.Equal(42, year[11].Days);
        Assert.Equal(new DateOnly(2027, 1, 3), year.Last);
    }

    [Fact]
    public void Buckets_tile_the_time_and_each_day_is_in_exactly_one()
    {
        var cases =
            from start in Gen.Choose(new DateOnly(1950, 1, 1).DayNumber, new DateOnly(2150, 1, 1).DayNumber)
            from days in Gen.Choose(0, 1500)
            from month in Gen.Choose(1, 12)
            from name in Gen.Elements(FiscalYearName.EndYear, FiscalYearName.StartYear)
            from kind in Gen.Choose(0, 5)
            select (From: DateOnly.FromDayNumber(start), Days: days, Pattern: PatternOf(kind, new FiscalYear(month, name)));
        Prop.ForAll(cases.ToArbitrary(), c => TilesTheTime(new PlanningCalendar(c.Pattern, c.From, c.From.AddDays(c.Days)), c.From, c.From.AddDays(c.Days)))
            .QuickCheckThrowOnFailure();
    }

    private static BucketPattern PatternOf(int kind, FiscalYear fiscal) => kind switch
    {
        0 => new Months(fiscal),
        1 => new IsoWeeks(fiscal),
        2 => new SplitWeeks(fiscal),
        _ => new WeekPeriods(fiscal, kind - 2),
    };

    private static void TilesTheTime(PlanningCalendar calendar, DateOnly from, DateOnly to)
    {
        Assert.True(calendar[0].Contains(from));
        Assert.True(calendar[^1].Contains(to));
        Assert.Equal(calendar.Count, calendar.Buckets.Select(b => b.Label).Distinct().Count());
        for (var i = 0; i < calendar.Count; i++)
        {
            var bucket = calendar[i];
            Assert.Equal(i, bucket.Index);
            Assert.InRange(bucket.Days, 1, 42);
            Assert.Equal((bucket.FiscalPeriod - 1) / 3 + 1, bucket.FiscalQuarter);
            if (i > 0)
                Assert.Equal(calendar[i - 1].Last.AddDays(1), bucket.First);
            if (i > 0 && bucket.Fiscal != calendar[i - 1].Fiscal)
                Assert.Equal(Next(calendar[i - 1].Fiscal), bucket.Fiscal);
        }

        Assert.Equal(-1, calendar.IndexOf(calendar.First.AddDays(-1)));
        Assert.Equal(-1, calendar.IndexOf(calendar.Last.AddDays(1)));
        for (var day = calendar.First; day <= calendar.Last; day = day.AddDays(1))
        {
            var index = calendar.IndexOf(day);
            Assert.True(calendar[index].Contains(day));
            Assert.Equal((calendar[index].First, calendar[index].Last), (calendar.Pattern.FirstDay(day), calendar.Pattern.LastDay(day)));
        }

        Assert.Equal(calendar.Count, calendar.FiscalYears.Sum(g => g.Count));
        Assert.Equal(calendar.Count, calendar.Quarters.Sum(g => g.Count));
        Assert.Equal(calendar.FiscalYears.Count, calendar.FiscalYears.Select(g => g.Label).Distinct().Count());
    }

    /// <summary>Time never jumps over a fiscal period, nor goes back.</summary>
    private static FiscalPeriod Next(FiscalPeriod p) =>
        p.Period == 12 ? new FiscalPeriod(p.Year + 1, 1, 1) : new FiscalPeriod(p.Year, p.Period / 3 + 1, p.Period + 1);

    [Fact]
    public void Ranges_hold_the_buckets_that_share_a_day()
    {
        var calendar = new PlanningCalendar(new Months(July), new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31));
        Assert.Equal(1..4, calendar.Touching(new DateOnly(2026, 2, 28), new DateOnly(2026, 4, 1)));
        Assert.Equal(0..12, calendar.Touching(new DateOnly(2020, 1, 1), new DateOnly(2030, 1, 1)));
        Assert.Equal(0..0, calendar.Touching(new DateOnly(2027, 1, 1), new DateOnly(2027, 2, 1)));
        Assert.Equal(0..0, calendar.Touching(new DateOnly(2026, 3, 1), new DateOnly(2026, 2, 1)));
    }

    [Fact]
    public void Working_days_leave_out_days_off_and_holidays()
    {
        var calendar = new PlanningCalendar(new Months(July), new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 31));
        HashSet<DateOnly> holidays = [new(2026, 5, 1), new(2026, 5, 14), new(2026, 5, 23)];
        Assert.Equal(19, calendar.WorkingDays(0, WorkingWeek.MondayToFriday, holidays));
        Assert.True(WorkingWeek.TryParse("67", out var weekend, out _));
        Assert.Equal(9, calendar.WorkingDays(0, weekend, holidays));
        Assert.True(WorkingWeek.TryParse("", out var never, out _));
        Assert.Equal(0, calendar.WorkingDays(0, never, holidays));
    }

    [Fact]
    public void A_bad_working_week_says_what_is_wrong()
    {
        Assert.False(WorkingWeek.TryParse("12845", out _, out var error));
        Assert.Contains("'8'", error);
        Assert.Contains("12845", error);
    }

    [Fact]
    public void Swapped_or_absurd_dates_are_refused()
    {
        Assert.Contains("swapped", Assert.Throws<ArgumentException>(
            () => new PlanningCalendar(new Months(July), new DateOnly(2026, 2, 1), new DateOnly(2026, 1, 31))).Message);
        Assert.Contains("1899", Assert.Throws<ArgumentException>(
            () => new PlanningCalendar(new Months(July), new DateOnly(1899, 12, 31), new DateOnly(2026, 1, 31))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FiscalYear(13));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WeekPeriods(July, 4));
    }
}
