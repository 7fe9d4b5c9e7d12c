using Concord.Planning.Cube;
using Concord.Planning.Cycle;
using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Scenarios;
using Concord.Tests.Cube;
using Concord.Tests.Data;

namespace Concord.Tests.Cycle;

/// <summary>Buckets 0 to 11 are 2025 and past, 12 to 23 are planned; worked by hand.</summary>
public sealed class ProductPortfolioTests
{
    private static ProductPortfolio Of(SmallPlan plan, params object[] facts) => ProductPortfolio.Of(
        new StageInput(PlanState.Empty with { Cube = plan.Cube() }, plan.Structure, new MemoryDataset(new(2025, 12, 31), [.. facts]), PlanningRules.Standard), "item", Coordinates.All, PortfolioRules.Standard);

    private static StandardCost Cost(string item, double cost) => new() { Item = new(item), Cost = cost, Currency = "EUR" };

    /// <summary>A sells 70 a month at 10, B 20, C 10: 8,400, 2,400 and 1,200 EUR a year. Planned is half as much again of A.</summary>
    private static SmallPlan Three()
    {
        var plan = new SmallPlan().Item("a", price: 10).Item("b", price: 10).Item("c", price: 10).DemandFor("a", "b", "c");
        for (var bucket = 0; bucket < 24; bucket++)
            plan.Put(bucket < 12 ? "sales_history" : "consensus_demand", bucket, bucket < 12 ? 70 : 105, 20, 10);
        return plan;
    }

    [Fact]
    public void Rows_are_A_up_to_eighty_percent_B_up_to_ninety_five_and_C_after()
    {
        // Before a stands nothing, before b 70 %, before c 90 %.
        var portfolio = Of(Three());
        Assert.Equal(("EUR", 12_000d), (portfolio.Unit, portfolio.Value));
        Assert.Equal([("a", "A", .7), ("b", "A", .2), ("c", "B", .1)], portfolio.Rows.Select(r => (r.Member, r.Abc, Math.Round(r.Share, 9))));
        Assert.Equal(.5, portfolio.Rows[0].PlannedGrowth!.Value, 9);
        Assert.Null(portfolio.Rows[0].Growth);
        Assert.Equal((new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)), (portfolio.Rows[0].FirstSale!.Value, portfolio.Rows[0].LastSale!.Value));
    }

    [Fact]
    public void Margin_is_value_less_standard_cost_of_what_has_one()
    {
        // a earns 4 of 10, b loses 2 of 10; c has no cost. Together 3,360 - 480 of 10,800.
        var portfolio = Of(Three(), Facts.Item("a"), Facts.Item("b"), Facts.Item("c"), Cost("a", 6), Cost("b", 12));
        Assert.Equal((3360d, .4), (portfolio.Rows[0].Margin!.Value, Math.Round(portfolio.Rows[0].MarginShare!.Value, 9)));
        Assert.Equal((-480d, -.2), (portfolio.Rows[1].Margin!.Value, Math.Round(portfolio.Rows[1].MarginShare!.Value, 9)));
        Assert.Null(portfolio.Rows[2].Margin);
        Assert.Equal(2880d / 10_800, portfolio.MarginShare!.Value, 9);
    }

    [Fact]
    public void Stock_lasts_as_long_as_the_plan_needs_for_it()
    {
        // 210 of a at 6 EUR; 105 a month are planned for 365 days, 11.99 months of 30.4375 days.
        var plan = Three().Series(SmallPlan.Site, "a", "L").Put("actual_stock", 11, 210);
        var row = Of(plan, Facts.Item("a"), Cost("a", 6)).Rows[0];
        Assert.Equal(1260, row.StockValue!.Value, 9);
        Assert.Equal(210 / (1260 / (365 / 30.4375)), row.CoverageMonths!.Value, 9);
    }

    [Fact]
    public void A_part_has_the_stock_of_the_part_and_none_where_stock_is_not_told_apart_like_that()
    {
        // 210 of a at L, 90 at M, where nothing is sold.
        var plan = Three().Series(SmallPlan.Site, "a", "L").Series(SmallPlan.Site, "a", "M").Put("actual_stock", 11, 210, 90);
        double? Stock(Coordinates part) => ProductPortfolio.Of(
            new StageInput(PlanState.Empty with { Cube = plan.Cube() }, plan.Structure, new MemoryDataset(new(2025, 12, 31), [Facts.Item("a"), Cost("a", 6)]), PlanningRules.Standard), "item", part,
            PortfolioRules.Standard).Rows[0].StockValue;
        Assert.Equal(1800, Stock(Coordinates.All)!.Value, 9);
        Assert.Equal(1260, Stock(Coordinates.Of(("location", "L")))!.Value, 9);
        Assert.Null(Stock(Coordinates.Of(("channel", "C"))));
    }

    private static ProductPortfolio Under(PlanStructure structure, SmallPlan plan) => ProductPortfolio.Of(
        new StageInput(PlanState.Empty with { Cube = plan.Cube() }, structure, new MemoryDataset(structure.Horizon.CutOff, []), PlanningRules.Standard), "item", Coordinates.All, PortfolioRules.Standard);

    [Fact]
    public void A_horizon_of_half_a_year_is_compared_with_the_same_half_year_before()
    {
        var plan = Three();
        var half = new PlanStructure(plan.Structure.Calendar, new Horizon(new(2025, 12, 31), 6, ZoneLength.Months(1), ZoneLength.Months(2)), plan.Structure.Spaces);
        Assert.Equal([.5, 0, 0], Under(half, plan).Rows.Select(r => Math.Round(r.PlannedGrowth!.Value, 9)));
    }

    [Fact]
    public void A_cut_off_within_a_month_leaves_both_years_twelve_months_long()
    {
        // 10 a month from January 2023 to November 2025; half of December is past.
        var plan = new SmallPlan().Item("a", price: 1).DemandFor("a");
        for (var bucket = 0; bucket < 35; bucket++)
            plan.Put("sales_history", bucket, 10);
        var calendar = new PlanningCalendar(new Months(new FiscalYear()), new(2023, 1, 1), new(2026, 12, 31));
        var row = Under(new PlanStructure(calendar, new Horizon(new(2025, 12, 15), 12, ZoneLength.Months(1), ZoneLength.Months(2)), plan.Structure.Spaces), plan).Rows[0];
        Assert.Equal((120, 0), (row.Value, row.Growth!.Value));
    }

    [Fact]
    public void Variation_is_of_the_months_from_the_first_sale_on()
    {
        // 5 and 15 in turn: mean 10, standard deviation 5.
        Assert.Equal((.5, false), Rounded(ProductPortfolio.Variation([0, 0, 5, 15, 5, 15, 5, 15])));
        Assert.Equal((null, false), ProductPortfolio.Variation([0, 5, 15, 5, 15, 5]));
        Assert.Equal((null, false), ProductPortfolio.Variation([0, 0, 0]));
    }

    [Fact]
    public void A_season_that_comes_every_year_is_no_variation()
    {
        var months = new double[48];
        for (var t = 0; t < months.Length; t++)
            months[t] = t % 12 == 5 ? 300 : 100;
        var (variation, seasonal) = ProductPortfolio.Variation(months);
        Assert.True(seasonal);
        Assert.Equal(0, variation!.Value, 9);
    }

    /// <summary>a sells 100 a month at a margin of 40 %; c, with 4 % of the value at most, what it is told in the two years, and 1 a month is planned of it. 2024 and 2025 are past.</summary>
    private static DelistCase? DelistOfC(double before, double last, double? cost, params object[] more)
    {
        var plan = new SmallPlan().Item("a", price: 10).Item("c", price: 10).DemandFor("a", "c");
        for (var bucket = 0; bucket < 36; bucket++)
            plan.Put(bucket < 24 ? "sales_history" : "consensus_demand", bucket, 100, bucket < 12 ? before : bucket < 24 ? last : 1);
        var structure = new PlanStructure(
            new PlanningCalendar(plan.Pattern, new DateOnly(2024, 1, 1), new DateOnly(2026, 12, 31)), new Horizon(new DateOnly(2025, 12, 31), 12, ZoneLength.Months(1), ZoneLength.Months(2)), plan.Structure.Spaces);
        List<object> facts = [Facts.Item("a"), Cost("a", 6), .. more];
        if (!more.OfType<Item>().Any())
            facts.Add(Facts.Item("c"));
        if (cost is { } known)
            facts.Add(Cost("c", known));
        var input = new StageInput(PlanState.Empty with { Cube = plan.Cube() }, structure, new MemoryDataset(new(2025, 12, 31), facts), PlanningRules.Standard);
        var row = ProductPortfolio.Of(input, "item", Coordinates.All, PortfolioRules.Standard).Rows.Single(r => r.Member == "c");
        Assert.Equal("C", row.Abc);
        return row.Delist;
    }

    [Theory]
    [InlineData(4, 3.6, 9.5, true)] // falls by 10 %, earns 5 % where the portfolio earns 39 %
    [InlineData(4, 3.6, 12.0, true)] // falls at a loss
    [InlineData(4, 3.6, 6.0, false)] // falls but earns well
    [InlineData(4, 3.9, 12.0, false)] // a loss, but by 2.5 % it hardly falls
    [InlineData(4, 4.4, 12.0, false)] // grows
    [InlineData(4, 2.0, 6.0, true)] // halved, whatever it earns
    [InlineData(4, 2.0, null, true)] // halved, and nobody knows what it earns
    [InlineData(4, 3.0, 6.0, false)] // a quarter less is not yet more than a quarter
    [InlineData(0, 3.0, 12.0, false)] // sold for a year only: nothing to fall from
    public void A_small_item_is_a_candidate_when_it_falls_and_earns_little_or_fades(double before, double last, double? cost, bool isCandidate) =>
        Assert.Equal(isCandidate, DelistOfC(before, last, cost) is not null);

    [Fact]
    public void A_candidate_says_what_its_end_would_cost()
    {
        // Planned are 12 of it at 10 EUR; it earns 4 of 10.
        var delist = DelistOfC(4, 2, 6)!;
        Assert.Equal((120, 48), (Math.Round(delist.ValueLost, 6), Math.Round(delist.MarginLost!.Value, 6)));
        Assert.Contains("50 % less than the year before, margin 40 % where the portfolio makes 40 %", delist.Why);
        var unknown = DelistOfC(4, 2, null)!;
        Assert.Null(unknown.MarginLost);
        Assert.DoesNotContain("margin", unknown.Why);
    }

    [Fact]
    public void What_ends_anyway_has_just_begun_or_is_built_in_is_no_candidate()
    {
        Assert.Null(DelistOfC(4, 2, 6, Facts.Item("c") with { EndOfLifeDate = new(2026, 6, 30) }));
        Assert.Null(DelistOfC(4, 2, 6, Facts.Item("c") with { Stage = LifecycleStage.Launch }));
        Assert.Null(DelistOfC(4, 2, 6, Facts.Bill("a", "c")));
        Assert.NotNull(DelistOfC(4, 2, 6, Facts.Bill("c", "a")));
    }

    private static (double?, bool) Rounded((double? Variation, bool IsSeasonal) made) => (Math.Round(made.Variation!.Value, 9), made.IsSeasonal);
}
