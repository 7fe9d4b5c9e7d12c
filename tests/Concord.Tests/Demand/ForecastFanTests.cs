using Concord.Planning.Cube;
using Concord.Planning.Demand;
using Concord.Tests.Cube;

namespace Concord.Tests.Demand;

public sealed class ForecastFanTests
{
    private static SmallPlan Two() => new SmallPlan().Item("a", price: 10).Item("b", price: 20).DemandFor("a", "b")
        .Put("statistical_forecast", 12, 100, 50)
        .Put("forecast_low_80", 12, 70, 10).Put("forecast_high_80", 12, 130, 90)
        .Put("forecast_low_95", 12, 40, 0).Put("forecast_high_95", 12, 160, 130);

    [Fact]
    public void Distances_of_independent_series_add_up_as_squares()
    {
        // 30 and 40 are 50; 60 and 50 are 78.1 below, 60 and 80 are 100 above.
        var plan = Two();
        var fan = ForecastFan.Of(plan.Cube(), plan.Structure, Coordinates.All, ValueUnit.PlanningUnits);
        Assert.Equal((12, 2, "PCE"), (fan.FirstBucket, fan.Series, fan.Unit));
        Assert.Equal((150d, 100d, 200d), (fan.Mean[0], fan.Low80[0], fan.High80[0]));
        Assert.Equal(150 - Math.Sqrt(6100), fan.Low95[0], 9);
        Assert.Equal(250, fan.High95[0], 9);
        Assert.True(double.IsNaN(fan.Mean[1]));
    }

    [Fact]
    public void A_single_series_keeps_its_own_interval_and_money_is_quantity_times_price()
    {
        var plan = Two();
        var fan = ForecastFan.Of(plan.Cube(), plan.Structure, Coordinates.Of(("item", "b")), ValueUnit.Money);
        Assert.Equal((1000d, 200d, 1800d, 0d, 2600d), (fan.Mean[0], fan.Low80[0], fan.High80[0], fan.Low95[0], fan.High95[0]));
    }
}
