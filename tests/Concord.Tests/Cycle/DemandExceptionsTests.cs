using Concord.Planning.Cube;
using Concord.Planning.Cycle;
using Concord.Planning.Data.Measures;
using Concord.Planning.Demand;
using Concord.Planning.Kpi;
using Concord.Planning.Scenarios;
using Concord.Tests.Cube;
using Concord.Tests.Data;

namespace Concord.Tests.Cycle;

/// <summary>Buckets 0 to 11 are 2025 and past, 12 to 23 are planned. A road bike of 10 EUR and a mountain bike of 20 EUR, worked by hand.</summary>
public sealed class DemandExceptionsTests
{
    private static SmallPlan Bikes() => new SmallPlan().Item("r", "Road", price: 10).Item("m", "Mountain", price: 20).DemandFor("r", "m");

    /// <summary>A hundred road bikes and fifty mountain bikes sold in every month, and planned so.</summary>
    private static SmallPlan Even()
    {
        var plan = Bikes();
        for (var bucket = 0; bucket < 24; bucket++)
        {
            if (bucket < 12)
                plan.Put("sales_history", bucket, 100, 50);
            else
                plan.Put("statistical_forecast", bucket, 100, 50).Put("consensus_demand", bucket, 100, 50).PutLayer("consensus_demand", LayerKind.Written, bucket, 100, 50);
        }

        return plan;
    }

    private static DemandExceptions Of(SmallPlan plan, IReadOnlyList<RecordedPlan>? records = null, ForecastDetails? forecast = null, InputFunction[]? waiting = null, int lag = 1) => DemandExceptions.Of(
        new StageInput(PlanState.Empty with { Cube = plan.Cube() }, plan.Structure, new MemoryDataset(new(2025, 12, 31), []), PlanningRules.Standard),
        records ?? [], forecast, waiting ?? [], ["family"], Coordinates.All, lag, DemandExceptionRules.Standard);

    /// <summary>A plan of record made at the start of a month of 2025.</summary>
    private static RecordedPlan Recorded(int month, double road, double mountain)
    {
        var plan = Bikes().Put("consensus_demand", month - 1, road, mountain);
        var calendar = plan.Structure.Calendar;
        var structure = new PlanStructure(calendar, new(calendar[month - 1].First.AddDays(-1), 12, Zones.One, Zones.Two), plan.Structure.Spaces);
        return new RecordedPlan($"2025-{month:00}", PlanState.Empty with { Cube = plan.Cube() }, structure);
    }

    private static class Zones
    {
        public static readonly Concord.Planning.Data.Calendar.ZoneLength One = Concord.Planning.Data.Calendar.ZoneLength.Months(1);
        public static readonly Concord.Planning.Data.Calendar.ZoneLength Two = Concord.Planning.Data.Calendar.ZoneLength.Months(2);
    }

    [Fact]
    public void An_even_plan_that_is_planned_as_it_was_sold_has_no_exception()
    {
        var found = Of(Even());
        Assert.Empty(found.Rows);
        Assert.Equal((2, "EUR"), (found.Groups, found.Unit));
    }

    [Fact]
    public void Errors_of_plans_of_record_count_in_money_and_bias_takes_their_place_where_it_lasts()
    {
        // October to December: road 130, 70, 150 against 100 each (off by 30, 30, 50 = 110 pieces = 1,100 EUR of 3,000); mountain 60 each against 50 (10 a month too high = 600 EUR of 3,000).
        var found = Of(Even(), [Recorded(10, 130, 60), Recorded(11, 70, 60), Recorded(12, 150, 60)]);
        Assert.Equal([DemandExceptionKind.ForecastError, DemandExceptionKind.Bias], found.Rows.Select(r => r.Kind));
        var (error, bias) = (found.Rows[0], found.Rows[1]);
        Assert.Equal(("Road", 1100d, 500d), (error.Members[0], error.AtStake!.Value, error.Signed!.Value));
        Assert.Equal(1100d / 3000, error.Share!.Value, 9);
        Assert.Equal(("Mountain", 600d, .2), (bias.Members[0], bias.AtStake!.Value, bias.Share!.Value));
        Assert.Contains("too high every time: 600 EUR (20 %) over 3 buckets", bias.Why, StringComparison.Ordinal);
        Assert.Equal("plans of record, lag 1, 2025-10 to 2025-12", found.Basis);
    }

    [Fact]
    public void Two_months_on_the_same_side_are_no_bias_yet()
    {
        var found = Of(Even(), [Recorded(11, 130, 50), Recorded(12, 130, 50)]);
        var only = Assert.Single(found.Rows);
        Assert.Equal((DemandExceptionKind.ForecastError, 600d), (only.Kind, only.AtStake!.Value));
    }

    [Fact]
    public void Without_a_plan_of_record_at_the_lag_the_backtest_tells()
    {
        var plan = Bikes();
        for (var bucket = 0; bucket < 12; bucket++)
            plan.Put("sales_history", bucket, 100, 50).Put("cleansed_history", bucket, bucket % 2 == 0 ? 80 : 120, 50);
        for (var bucket = 12; bucket < 24; bucket++)
            plan.Put("statistical_forecast", bucket, 100, 50);

        // Twelve months are no more than a season: the naive forecast is the month before, 40 off each time. MASE 0.8: 32 pieces a month, 6 months at 10 EUR = 1,920 EUR of 6,000.
        SeriesForecast Made(int series, string item, double error) => new(series, [item, "L", "C", "R"], "ses", [], error, 0, 1, 4, SeriesClass.Smooth, "", "");
        var found = Of(plan, forecast: new ForecastDetails([], [Made(0, "r", .8), Made(1, "m", .8)]));
        var only = Assert.Single(found.Rows);
        Assert.Equal((DemandExceptionKind.ForecastError, "Road", 1920d), (only.Kind, only.Members[0], only.AtStake!.Value));
        Assert.Equal(.32, only.Share!.Value, 9);
        Assert.StartsWith("backtest", found.Basis, StringComparison.Ordinal);
    }

    [Fact]
    public void Backtest_errors_of_series_of_a_group_are_independent()
    {
        // Two road bikes of 10 EUR, 30 and 40 pieces off a month by the backtest: 50 together, 3,000 EUR in half a year.
        var plan = new SmallPlan().Item("a", "Road", price: 10).Item("b", "Road", price: 10).DemandFor("a", "b");
        for (var bucket = 0; bucket < 12; bucket++)
            plan.Put("cleansed_history", bucket, bucket % 2 == 0 ? 85 : 115, bucket % 2 == 0 ? 80 : 120);
        SeriesForecast Made(int series) => new(series, [], "ses", [], 1, 0, 1, 4, SeriesClass.Smooth, "", "");
        var only = Assert.Single(Of(plan, forecast: new ForecastDetails([], [Made(0), Made(1)])).Rows);
        Assert.Equal(3000, only.AtStake!.Value, 6);
    }

    [Fact]
    public void A_plan_away_from_last_year_and_from_the_last_quarter_is_a_jump_by_the_distance_to_the_nearest()
    {
        // Consensus 180 a month against 100 last year and 120 in the last quarter. The quarter a year before that is not known: growth is not taken into account.
        var plan = Even();
        for (var bucket = 9; bucket < 12; bucket++)
            plan.Put("sales_history", bucket, 120, 50);
        for (var bucket = 12; bucket < 15; bucket++)
            plan.Put("consensus_demand", bucket, 180, 50).PutLayer("consensus_demand", LayerKind.Written, bucket, 180, 50).Put("statistical_forecast", bucket, 180, 50);
        var jump = Assert.Single(Of(plan).Rows);
        Assert.Equal((DemandExceptionKind.Jump, 1800d, .5), (jump.Kind, jump.AtStake!.Value, jump.Share!.Value));
        Assert.Contains("2026-01 to 2026-03 is 5,400 EUR, 50 % above everything to compare with: last year 3,000 EUR", jump.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_like_last_year_is_no_jump_however_far_from_the_last_quarter()
    {
        var plan = Even();
        for (var bucket = 9; bucket < 12; bucket++)
            plan.Put("sales_history", bucket, 300, 50);
        Assert.Empty(Of(plan).Rows);
    }

    [Fact]
    public void An_override_counts_bucket_by_bucket_and_tells_what_was_typed_from_what_functions_moved()
    {
        // Road: the stage wrote 110 (an input), somebody typed 140 in January and 80 in February: away 40 + 20 + 10 x 10 = 160 pieces, in sum +40 - 20 + 100 = 120; typed 30 - 30 = 0.
        var plan = Even();
        for (var bucket = 12; bucket < 24; bucket++)
            plan.Put("consensus_demand", bucket, bucket == 12 ? 140 : bucket == 13 ? 80 : 110, 50).PutLayer("consensus_demand", LayerKind.Written, bucket, 110, 50);
        var found = Assert.Single(Of(plan).Rows);
        Assert.Equal((DemandExceptionKind.Override, "Road", 1600d, 1200d), (found.Kind, found.Members[0], found.AtStake!.Value, found.Signed!.Value));
        Assert.Equal(1600d / 12_000, found.Share!.Value, 9);
        Assert.Contains("0 EUR typed on it, +1,200 EUR by inputs", found.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_with_an_input_elsewhere_and_none_in_the_next_quarter_is_missing_and_so_is_one_that_has_not_submitted()
    {
        var plan = Even().Put("sales_input", 20, 100);
        var found = Of(plan, [Recorded(10, 130, 50), Recorded(11, 70, 50), Recorded(12, 150, 50)], waiting: [InputFunction.Marketing]);

        // Road is usually 1,100 of 3,000 EUR off: 36.7 % of the next quarter's 3,000 EUR. Mountain is never off, so that both together are 1,100 of 6,000 EUR off.
        var missing = found.Rows.Where(r => r.Kind == DemandExceptionKind.MissingInput).ToList();
        Assert.Equal(2, missing.Count);
        Assert.All(missing, m => Assert.Equal(1100, m.AtStake!.Value, 6));
        Assert.Equal([InputFunction.Marketing], missing.Single(m => m.Members.Count == 0).Functions);
        Assert.Equal([InputFunction.Sales], missing.Single(m => m.Members.Count == 1).Functions);
    }

    [Fact]
    public void Without_any_price_values_are_base_units()
    {
        var plan = new SmallPlan().Item("r", "Road").DemandFor("r");
        for (var bucket = 12; bucket < 24; bucket++)
            plan.Put("statistical_forecast", bucket, 100).Put("consensus_demand", bucket, 120).PutLayer("consensus_demand", LayerKind.Written, bucket, 120);
        var found = Of(plan);
        Assert.Equal("base units", found.Unit);
        Assert.Equal(240, Assert.Single(found.Rows).AtStake!.Value);
    }
}
