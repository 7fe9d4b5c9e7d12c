using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Xunit;

namespace Concord.Tests.Cube;

/// <summary>One worked example for each rule of <see cref="Spreading"/>. Bucket 12 is the first that is planned.</summary>
public sealed class SpreadingTests
{
    private const double None = double.NaN;
    private const int B = 12;

    internal static Entry Entry(EntryRule rule, double value = 0, string measure = "sales_input", int first = B, int last = B) =>
        new(1, measure, Coordinates.All, first, last, rule, value, ValueUnit.ItemUnits, "ada", DateTimeOffset.UnixEpoch);

    private static SmallPlan Plan(params double[] values) =>
        new SmallPlan().Item("a").Item("b").Item("c").Item("d").DemandFor("a", "b", "c", "d").Put("sales_input", B, values);

    internal static (SpreadOutcome Outcome, PlanCube Cube) Apply(SmallPlan plan, params Entry[] entries)
    {
        var (cube, outcome) = (plan.Cube(), SpreadOutcome.Applied);
        foreach (var entry in entries)
        {
            var edit = new CubeEdit(cube, plan.Structure.SeriesCount);
            outcome = new Spreading(plan.Structure, edit).Apply(entry);
            cube = outcome.Refusal is null ? edit.Build() : cube;
        }

        return (outcome, cube);
    }

    private static double[] Row(SmallPlan plan, PlanCube cube, string measure, int bucket) =>
        [.. Enumerable.Range(0, plan.Structure.SeriesCount(measure)).Select(s => cube.Values(measure)[s, bucket])];

    /// <summary>Applies entries to a plan and says what its series then have in bucket 12.</summary>
    private static double[] After(SmallPlan plan, params Entry[] entries)
    {
        var (outcome, cube) = Apply(plan, entries);
        Assert.Null(outcome.Refusal);
        return Row(plan, cube, entries[^1].Measure, B);
    }

    private static SpreadOutcome Refused(SmallPlan plan, params Entry[] entries)
    {
        var outcome = Apply(plan, entries).Outcome;
        Assert.NotNull(outcome.Refusal);
        return outcome;
    }

    [Fact]
    public void What_is_set_is_shared_in_proportion_to_what_is_there() => Assert.Equal([20, 40, 140, None], After(Plan(10, 20, 70, None), Entry(EntryRule.Set, 200)));

    [Fact]
    public void An_increment_and_a_factor_are_shared_in_proportion_too()
    {
        Assert.Equal([11, 22, 77, 0], After(Plan(10, 20, 70, 0), Entry(EntryRule.Add, 10)));
        Assert.Equal([9, 18, 63, 0], After(Plan(10, 20, 70, 0), Entry(EntryRule.Add, -10)));
        Assert.Equal([15, 30, 105, None], After(Plan(10, 20, 70, None), Entry(EntryRule.Multiply, 1.5)));
        Assert.Equal([0, 0, 0, None], After(Plan(10, 20, 70, None), Entry(EntryRule.Multiply, 0)));
    }

    [Fact]
    public void Only_the_coordinates_of_an_entry_change()
    {
        var entry = Entry(EntryRule.Set, 60) with { Coordinates = Coordinates.Of(("item", "a"), ("item", "b")) };
        Assert.Equal([20, 40, 70, 5], After(Plan(10, 20, 70, 5), entry));
    }

    /// <summary>The lock holds 10 of 200; the others share 190 by 20 : 70.</summary>
    [Fact]
    public void Locked_series_keep_their_value_and_the_others_share_what_is_left()
    {
        var lockA = Entry(EntryRule.Lock) with { Coordinates = Coordinates.Of(("item", "a")) };
        var row = After(Plan(10, 20, 70, None), lockA, Entry(EntryRule.Set, 190));
        Assert.Equal([10, 40, 140, None], row);
        var unlock = lockA with { Rule = EntryRule.Unlock };
        Assert.Equal([20, 40, 140, None], After(Plan(10, 20, 70, None), lockA, unlock, Entry(EntryRule.Set, 200)));
    }

    [Fact]
    public void A_zero_base_is_spread_like_the_forecast_then_like_last_year_then_equally()
    {
        var (forecast, history) = (new[] { 1d, 3, None, 0 }, new[] { 2d, 2, 4, -5 });
        Assert.Equal([25, 75, None, 0], After(Plan(0, None, None, 0).Put("statistical_forecast", B, forecast).Put("sales_history", 3, history), Entry(EntryRule.Set, 100)));
        // History counts from a year before the horizon on; returns weigh nothing.
        Assert.Equal([25, 25, 50, None], After(Plan().Put("statistical_forecast", B, 0, 0).Put("sales_history", 0, history), Entry(EntryRule.Set, 100)));
        Assert.Equal([25, 25, 25, 25], After(Plan(0, None, 0).Put("sales_history", B, history), Entry(EntryRule.Set, 100)));
    }

    [Fact]
    public void An_entry_can_be_spread_equally_or_like_another_measure()
    {
        Assert.Equal([25, 25, 25, 25], After(Plan(10, 20, 70, None), Entry(EntryRule.Set, 100) with { Spread = EntrySpread.Equal }));
        Assert.Equal([12, 22, 72, 2], After(Plan(10, 20, 70, None), Entry(EntryRule.Add, 8) with { Spread = EntrySpread.Equal }));
        var like = Plan(10, 20, 70, None).Put("order_backlog", B, 1, 0, 0, 4);
        Assert.Equal([20, 0, 0, 80], After(like, Entry(EntryRule.Set, 100) with { Spread = EntrySpread.Like, Like = "order_backlog" }));
        Assert.Equal([12, 20, 70, 8], After(like, Entry(EntryRule.Add, 10) with { Spread = EntrySpread.Like, Like = "order_backlog" }));
        Assert.Equal([20, 40, 140, None], After(like, Entry(EntryRule.Set, 200) with { Spread = EntrySpread.Like }));
    }

    [Fact]
    public void A_measure_to_spread_like_that_has_nothing_gives_way_to_last_year_and_one_that_does_not_exist_is_refused()
    {
        var plan = Plan(10, 20, 70, None).Put("sales_history", 5, 3, 1);
        Assert.Equal([75, 25, 0, None], After(plan, Entry(EntryRule.Set, 100) with { Spread = EntrySpread.Like, Like = "order_backlog" }));
        Assert.Contains("Maybe 'order_backlog'", Refused(plan, Entry(EntryRule.Set, 100) with { Spread = EntrySpread.Like, Like = "order_backlg" }).Refusal);
    }

    /// <summary>-12 in equal parts is -4 each. The first has 1 only: the other two give 5.5 each.</summary>
    [Fact]
    public void Taking_away_in_equal_parts_leaves_none_below_zero()
    {
        var minus = Entry(EntryRule.Add, -12) with { Spread = EntrySpread.Equal };
        Assert.Equal([1, 14.5, 64.5, 0], After(Plan(1, 20, 70, 0), Entry(EntryRule.Add, -11) with { Spread = EntrySpread.Equal, Coordinates = Coordinates.Of(("item", "b"), ("item", "c")) }));
        Assert.Equal([0, 14.5, 64.5, 0], After(Plan(1, 20, 70, 0), minus));
        Assert.Equal([6, 16, 66, None], After(Plan(10, 20, 70, None), minus));
        // What is to be taken by the backlog of item a is more than a has: the others give the rest by what they have.
        var like = Entry(EntryRule.Add, -19) with { Spread = EntrySpread.Like, Like = "order_backlog" };
        Assert.Equal([0, 18, 63, None], After(Plan(10, 20, 70, None).Put("order_backlog", B, 5), like));
        Assert.Equal([0, 0, 0, None], After(Plan(10, 20, 70, None), minus with { Value = -100 }));
    }

    [Fact]
    public void A_total_over_time_is_shared_over_buckets_and_series_together()
    {
        var plan = Plan(10, 30).Put("sales_input", B + 1, 40, 20);
        var (outcome, cube) = Apply(plan, Entry(EntryRule.Set, 1000, last: B + 1) with { Total = true });
        Assert.Null(outcome.Refusal);
        Assert.Equal([100, 300, None, None], Row(plan, cube, "sales_input", B));
        Assert.Equal([400, 200, None, None], Row(plan, cube, "sales_input", B + 1));
        // Without it each bucket gets the value.
        (_, cube) = Apply(plan, Entry(EntryRule.Set, 1000, last: B + 1));
        Assert.Equal([250, 750, None, None], Row(plan, cube, "sales_input", B));
        Assert.Equal(2000d / 3, Row(plan, cube, "sales_input", B + 1)[0], 9);
        Assert.Equal(1000, Row(plan, cube, "sales_input", B + 1)[..2].Sum());
    }

    [Fact]
    public void Money_is_shared_in_proportion_in_money_and_leaves_out_what_has_no_price()
    {
        var plan = new SmallPlan().Item("a", price: 10).Item("b", price: 50).Item("c").DemandFor("a", "b", "c").Put("sales_input", B, 10, 2, 7);
        var (outcome, cube) = Apply(plan, Entry(EntryRule.Set, 400) with { Unit = ValueUnit.Money });
        Assert.Equal([20, 4, 7], Row(plan, cube, "sales_input", B));
        Assert.Equal("1 value has no conversion to money; what is there stays.", outcome.Note);
        Assert.Equal([20, 4, 7], After(plan, Entry(EntryRule.Set, 400) with { Unit = ValueUnit.Money, Spread = EntrySpread.Equal }));
        Assert.Contains("a conversion or a price is missing", Refused(
            plan, Entry(EntryRule.Set, 1) with { Unit = ValueUnit.Money, Coordinates = Coordinates.Of(("item", "c")) }).Refusal);
    }

    [Fact]
    public void Unlike_items_are_typed_in_planning_units_and_refused_in_their_own()
    {
        var plan = new SmallPlan().Item("bike", unit: "PCE", planningUnit: "BOX").Item("oil", unit: "L", planningUnit: "BOX", factor: 0.5).DemandFor("bike", "oil").Put("sales_input", B, 10, 20);
        Assert.Equal([20, 40], After(plan, Entry(EntryRule.Set, 40) with { Unit = ValueUnit.PlanningUnits }));
        Assert.Contains("PCE and L do not add up", Refused(plan, Entry(EntryRule.Set, 40)).Refusal);
        // A factor needs no total: what is locked stays, and gives its growth to nobody, since litres do not make up for pieces.
        var lockOil = Entry(EntryRule.Lock) with { Coordinates = Coordinates.Of(("item", "oil")) };
        Assert.Equal([15, 30], After(plan, Entry(EntryRule.Multiply, 1.5)));
        Assert.Equal([5, 20], After(plan, lockOil, Entry(EntryRule.Multiply, 0.5)));
    }

    [Fact]
    public void Whole_numbers_sum_to_the_whole()
    {
        Assert.Equal([3, 4, 3, None], After(Plan(1, 1, 1, None), Entry(EntryRule.Set, 10) with { Whole = true }));
        // 2.5, 3.5 and 4.5 with 3 on top in equal parts are 3.5, 4.5 and 5.5, that run to 3.5, 8 and 13.5: 4, 4 and 5.5, as the whole has a fraction.
        Assert.Equal([4, 4, 5.5, None], After(Plan(2.5, 3.5, 4.5, None), Entry(EntryRule.Add, 3) with { Whole = true, Spread = EntrySpread.Equal, Coordinates = Coordinates.Of(("item", "a"), ("item", "b"), ("item", "c")) }));
        Assert.Equal([4, 4, 6, None], After(Plan(2.5, 3.5, 5, None), Entry(EntryRule.Add, 3) with { Whole = true, Spread = EntrySpread.Equal, Coordinates = Coordinates.Of(("item", "a"), ("item", "b"), ("item", "c")) }));
    }

    private static SmallPlan Events(params double[] values) =>
        new SmallPlan().Item("a").Item("b").Item("c").Item("d").DemandFor("a", "b", "c", "d").Put("event_effect", B, values).Put("statistical_forecast", B, 100, 100, 100, 100);

    [Fact]
    public void A_factor_keeps_the_pattern_of_values_of_both_signs_and_of_measures_that_are_spread_like_others()
    {
        Assert.Equal([100, -40, None, 0], After(Events(50, -20, None, 0), Entry(EntryRule.Multiply, 2, "event_effect")));
        Assert.Equal([100, 20, None, 0], After(Events(50, 10, None, 0), Entry(EntryRule.Multiply, 2, "event_effect")));
        Assert.Equal([-50, 20, None, 0], After(Events(50, -20, None, 0), Entry(EntryRule.Multiply, -1, "event_effect")));
        // 50 are to be 60. Times 1.2 the free ones are -24 and 24; the 10 the locked one does not take they share by size.
        var locked = Entry(EntryRule.Lock, measure: "event_effect") with { Coordinates = Coordinates.Of(("item", "a")) };
        Assert.Equal([50, -19, 29, None], After(Events(50, -20, 20, None), locked, Entry(EntryRule.Multiply, 1.2, "event_effect")));
    }

    [Fact]
    public void A_measure_that_is_spread_like_another_starts_with_that()
    {
        Assert.Equal([25, 25, 25, 25], After(Events(50, -20, None, 0), Entry(EntryRule.Set, 100, "event_effect")));
        Assert.Equal([51, -19, 1, 1], After(Events(50, -20, None, 0), Entry(EntryRule.Add, 4, "event_effect")));
        Assert.Equal([49, -21, -1, -1], After(Events(50, -20, None, 0), Entry(EntryRule.Add, -4, "event_effect")));
    }

    /// <summary>60 and -20 are 40; 56 is 16 more, a fifth of their size of 80: 12 and 4.</summary>
    [Fact]
    public void Values_of_both_signs_move_by_equal_percentages_of_their_size()
    {
        var own = Entry(EntryRule.Set, 56, "event_effect") with { Spread = EntrySpread.Like };
        Assert.Equal([72, -16, None, 0], After(Events(60, -20, None, 0), own));
        Assert.Equal([72, -16, None, 0], After(Events(60, -20, None, 0), own with { Whole = true }));
    }

    [Fact]
    public void Whole_numbers_of_both_signs_keep_their_signs()
    {
        // 3.3 and -2.7 with 0.4 on top by size are 3.52 and -2.48: 4 above zero, so that -3 are below.
        Assert.Equal([4, -3, None, None], After(Events(3.3, -2.7), Entry(EntryRule.Set, 1, "event_effect") with { Spread = EntrySpread.Like, Whole = true }));
    }

    [Fact]
    public void Stock_is_spread_like_the_demand_of_its_item_at_its_location_over_all_customers()
    {
        var plan = new SmallPlan().Item("a").Item("b")
            .Series(SmallPlan.Demand, "a", "X", "shop", "EU").Series(SmallPlan.Demand, "a", "X", "web", "EU").Series(SmallPlan.Demand, "b", "X", "web", "EU").Series(SmallPlan.Demand, "a", "Y", "web", "EU")
            .Series(SmallPlan.Site, "b", "X").Series(SmallPlan.Site, "a", "X").Series(SmallPlan.Site, "b", "Z")
            .Put("consensus_demand", B, 10, 20, 70, 500);
        Assert.Equal([70, 30, None], After(plan, Entry(EntryRule.Set, 100, "safety_stock")));
    }

    [Fact]
    public void Customers_who_share_the_stock_of_an_item_share_its_weight()
    {
        var plan = new SmallPlan().Item("a").Item("b")
            .Series(SmallPlan.Demand, "a", "X", "shop", "EU").Series(SmallPlan.Demand, "a", "X", "web", "EU").Series(SmallPlan.Demand, "b", "X", "web", "EU")
            .Series(SmallPlan.Site, "a", "X").Series(SmallPlan.Site, "b", "X").Put("stock", B, 50, 50);
        Assert.Equal([25, 25, 50], After(plan, Entry(EntryRule.Set, 100) with { Spread = EntrySpread.Like, Like = "stock" }));
        // Of the one customer that is typed for, the whole stock counts.
        Assert.Equal([None, 50, 50], After(plan, Entry(EntryRule.Set, 100) with { Spread = EntrySpread.Like, Like = "stock", Coordinates = Coordinates.Of(("channel", "web")) }));
    }

    [Fact]
    public void A_copy_takes_every_series_from_another_measure_or_an_earlier_bucket()
    {
        var plan = Plan(1, 1, 1, 1).Put("statistical_forecast", B, 10, 0, None, 5).Put("sales_input", B - 12, 100, 200, None, 300);
        Assert.Equal([20, 0, None, 10], After(plan, Entry(EntryRule.Copy, 2) with { Like = "statistical_forecast" }));
        Assert.Equal([110, 220, None, 330], After(plan, Entry(EntryRule.Copy, 1.1) with { Shift = 12 }).Select(v => Math.Round(v, 9)));
        var lockD = Entry(EntryRule.Lock) with { Coordinates = Coordinates.Of(("item", "d")) };
        Assert.Equal([10, 0, None, 1], After(plan, lockD, Entry(EntryRule.Copy, 1) with { Like = "statistical_forecast" }));
        // 2.5, 0 and 1.25 run to 2.5, 2.5 and 3.75: 2, 2 and 4.
        Assert.Equal([2, 0, None, 2], After(plan, Entry(EntryRule.Copy, 0.25) with { Like = "statistical_forecast", Whole = true }));
    }

    [Fact]
    public void A_copy_of_returns_is_never_below_zero_where_the_measure_is_not()
    {
        var plan = Plan().Put("sales_history", B - 12, 10, -4);
        var (outcome, cube) = Apply(plan, Entry(EntryRule.Copy, 1) with { Like = "sales_history", Shift = 12 });
        Assert.Equal([10, 0, None, None], Row(plan, cube, "sales_input", B));
        Assert.Equal("1 value below zero became zero in the copy.", outcome.Note);
    }

    [Fact]
    public void A_reset_goes_back_to_what_the_stage_wrote_but_for_locked_series()
    {
        var plan = Plan(10, 20, 70, None).PutLayer("sales_input", LayerKind.Written, B, 1, None, 3, 4);
        var lockC = Entry(EntryRule.Lock) with { Coordinates = Coordinates.Of(("item", "c")) };
        Assert.Equal([1, None, 70, 4], After(plan, lockC, Entry(EntryRule.Reset)));
        Assert.Equal([1, None, 3, 4], After(plan, Entry(EntryRule.Set, 500), Entry(EntryRule.Reset)));
    }

    [Fact]
    public void What_is_typed_as_the_sum_of_locked_values_is_theirs()
    {
        var locks = Entry(EntryRule.Lock) with { Coordinates = Coordinates.Of(("item", "a"), ("item", "b")) };
        // 0.1 + 0.2 is 0.30000000000000004.
        Assert.Equal([0.1, 0.2, 0, None], After(Plan(0.1, 0.2, 5, None), locks, Entry(EntryRule.Set, 0.3)));
        var refused = Refused(Plan(10, 20, 70, None), locks, Entry(EntryRule.Set, 29.5));
        Assert.Equal(("The locked values alone are 30, more than the 29.5 that the whole is to be.", "Maybe unlock some of them."), (refused.Refusal, refused.Hint));
        Assert.Contains("All 2 values are locked", Refused(Plan(10, 20), locks, Entry(EntryRule.Set, 31) with { Coordinates = locks.Coordinates }).Refusal);
    }

    [Fact]
    public void Nothing_times_a_factor_is_nothing()
    {
        Assert.Contains("no value to multiply", Refused(Plan(), Entry(EntryRule.Multiply, 2)).Refusal);
        Assert.Equal([0, None, None, None], After(Plan(0).Put("statistical_forecast", B, 1, 1), Entry(EntryRule.Multiply, 2)));
        // Buckets without a value do not keep the others from being multiplied.
        Assert.Equal([20, None, None, None], After(Plan(10), Entry(EntryRule.Multiply, 2, first: B - 1, last: B + 1)));
    }

    [Fact]
    public void What_cannot_be_is_refused_with_its_reason()
    {
        var plan = Plan(10, 20, 70, None);
        Assert.Contains("would be -1, and it is never below zero", Refused(plan, Entry(EntryRule.Set, -1)).Refusal);
        Assert.Contains("never below zero", Refused(plan, Entry(EntryRule.Add, -101)).Refusal);
        Assert.Contains("never below zero", Refused(plan, Entry(EntryRule.Multiply, -1)).Refusal);
        Assert.Contains("is not a number that can be planned", Refused(plan, Entry(EntryRule.Set, double.NaN)).Refusal);
        Assert.Contains("is not a number that can be planned", Refused(plan, Entry(EntryRule.Multiply, double.PositiveInfinity)).Refusal);
        Assert.Contains("nothing above 1e15 can be planned", Refused(plan, Entry(EntryRule.Set, 1e300)).Refusal);
        Assert.Contains("nothing above 1e15 can be planned", Refused(plan, Entry(EntryRule.Multiply, 1e300)).Refusal);
        Assert.Contains("nothing above 1e15 can be planned", Refused(Events(5, -5), Entry(EntryRule.Multiply, 1e300, "event_effect")).Refusal);
        Assert.Contains("cannot be", Refused(plan, Entry(EntryRule.Copy, double.NaN)).Refusal);
        Assert.Contains("cannot be -1 times", Refused(plan, Entry(EntryRule.Copy, -1)).Refusal);
        Assert.Contains("nothing above 1e15 can be planned", Refused(plan, Entry(EntryRule.Copy, 1e300)).Refusal);
        Assert.Contains("outside of the planning calendar", Refused(plan, Entry(EntryRule.Copy, 1) with { Shift = 13 }).Refusal);
        Assert.Contains("cannot be copied", Refused(plan, Entry(EntryRule.Copy, 1) with { Like = "stock" }).Refusal);
        Assert.Contains("no measure 'nonsense' to copy", Refused(plan, Entry(EntryRule.Copy, 1) with { Like = "nonsense" }).Refusal);
        Assert.Contains("no measure 'nonsense'", Refused(plan, Entry(EntryRule.Set, 1, "nonsense")).Refusal);
        Assert.Contains("not in the planning calendar", Refused(plan, Entry(EntryRule.Set, 1, last: 24)).Refusal);
        Assert.Contains("not in the planning calendar", Refused(plan, Entry(EntryRule.Set, 1, first: -1)).Refusal);
        Assert.Contains("no series of Sales input at item zz", Refused(plan, Entry(EntryRule.Set, 1) with { Coordinates = Coordinates.Of(("item", "zz")) }).Refusal);
        Assert.Contains("not told apart by supplier", Refused(plan, Entry(EntryRule.Set, 1) with { Coordinates = Coordinates.Of(("supplier", "s")) }).Refusal);
        Assert.Contains("not told apart by", Refused(plan, Entry(EntryRule.Set, 1, "load")).Refusal);
        Assert.Contains("does not add up over series", Refused(plan, Entry(EntryRule.Set, 1, "forecast_low_80")).Refusal);
        var stock = new SmallPlan().Item("a").Series(SmallPlan.Site, "a", "X");
        Assert.Contains("not their sum", Refused(stock, Entry(EntryRule.Set, 1, "safety_stock", last: B + 1) with { Total = true }).Refusal);
    }

    [Fact]
    public void A_note_of_one_bucket_is_not_lost_in_the_next()
    {
        var prices = new SmallPlan().Item("a", price: 10).Item("b").DemandFor("a", "b").Put("sales_input", B, 1, 1).Put("sales_input", B + 1, 1, 1);
        var (outcome, cube) = Apply(prices, Entry(EntryRule.Set, 100, last: B + 1) with { Unit = ValueUnit.Money });
        Assert.NotNull(outcome.Note);
        Assert.Equal([10, 1], Row(prices, cube, "sales_input", B + 1));
    }
}
