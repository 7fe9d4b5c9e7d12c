using Concord.Planning.Data.Calendar;
using Xunit;

namespace Concord.Tests.Data.Calendar;

public sealed class HorizonTests
{
    private static readonly Horizon Horizon = new(new DateOnly(2025, 2, 28), 18, ZoneLength.Weeks(6), ZoneLength.Months(3));

    [Fact]
    public void It_starts_after_the_cut_off_and_has_its_length_in_months()
    {
        Assert.Equal(new DateOnly(2025, 3, 1), Horizon.First);
        Assert.Equal(new DateOnly(2026, 8, 31), Horizon.Last);
        Assert.Equal(new DateOnly(2025, 4, 12), Horizon.FlexibleFrom);
        Assert.Equal(new DateOnly(2025, 7, 12), Horizon.StrategicFrom);
    }

    [Theory]
    [InlineData("2025-02-28", null)]
    [InlineData("2025-03-01", Zone.Frozen)]
    [InlineData("2025-04-11", Zone.Frozen)]
    [InlineData("2025-04-12", Zone.Flexible)]
    [InlineData("2025-07-11", Zone.Flexible)]
    [InlineData("2025-07-12", Zone.Strategic)]
    [InlineData("2026-08-31", Zone.Strategic)]
    [InlineData("2026-09-01", null)]
    public void Each_day_has_its_zone(string day, Zone? zone) => Assert.Equal(zone, Horizon.ZoneOf(DateOnly.Parse(day)));

    [Fact]
    public void A_bucket_across_a_fence_has_the_stricter_zone()
    {
        var months = new PlanningCalendar(new Months(new FiscalYear()), new DateOnly(2025, 2, 1), new DateOnly(2026, 9, 1));
        var zones = months.Buckets.Select(Horizon.ZoneOf).ToList();
        Assert.Equal([null, Zone.Frozen, Zone.Frozen, Zone.Flexible, Zone.Flexible, Zone.Flexible, Zone.Strategic], zones.Take(7));
        Assert.Null(zones[^1]);
        Assert.Equal(1..19, Horizon.BucketsOf(months));
    }

    [Fact]
    public void A_bucket_the_cut_off_splits_is_planned()
    {
        var midMonth = new Horizon(new DateOnly(2025, 2, 14), 3, ZoneLength.Weeks(0), ZoneLength.Weeks(0));
        var months = new PlanningCalendar(new Months(new FiscalYear()), new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31));
        Assert.Equal(1..5, midMonth.BucketsOf(months));
        Assert.Null(midMonth.ZoneOf(months[0]));
        Assert.Equal(Zone.Strategic, midMonth.ZoneOf(months[1]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(37)]
    public void Its_length_is_3_to_36_months(int months) =>
        Assert.Contains($"{months} months", Assert.Throws<ArgumentException>(
            () => new Horizon(new DateOnly(2025, 2, 28), months, ZoneLength.Weeks(0), ZoneLength.Weeks(0))).Message);

    [Fact]
    public void Zones_longer_than_the_horizon_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new Horizon(new DateOnly(2025, 2, 28), 6, ZoneLength.Months(4), ZoneLength.Months(3)));
        Assert.Contains("frozen (4 months) and flexible (3 months)", error.Message);
        Assert.Equal(Zone.Flexible, new Horizon(new DateOnly(2025, 2, 28), 6, ZoneLength.Months(4), ZoneLength.Months(2)).ZoneOf(new DateOnly(2025, 8, 31)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ZoneLength.Weeks(-1));
    }
}
