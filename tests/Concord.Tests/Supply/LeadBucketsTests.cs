using Concord.Planning.Supply;
using Xunit;

namespace Concord.Tests.Supply;

public sealed class LeadBucketsTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(-3, 0, 0)]
    [InlineData(double.NaN, 0, 0)]
    [InlineData(6, 0, 0.2)]
    [InlineData(30, 1, 0)]
    [InlineData(45, 1, 0.5)]
    [InlineData(75, 2, 0.5)]
    public void Days_are_whole_buckets_and_the_share_that_comes_one_later(double days, int buckets, double late)
    {
        var lead = LeadBuckets.Of(days, 30);
        Assert.Equal(buckets, lead.Buckets);
        Assert.Equal(late, lead.LateShare, 12);
    }

    [Fact]
    public void The_mean_delay_is_the_lead_time()
    {
        for (var days = 0d; days < 200; days += 0.7)
        {
            var lead = LeadBuckets.Of(days, 30.4);
            Assert.Equal(days, (lead.Buckets + lead.LateShare) * 30.4, 0.04);
            Assert.InRange(lead.LateShare, 0, 1 - 1e-12);
        }
    }

    [Fact]
    public void Five_working_days_are_a_week() => Assert.Equal(7, LeadBuckets.CalendarDays(5));
}
