using Concord.Planning.Cube;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;
using Xunit;

namespace Concord.Tests.Cube;

/// <summary>Worked examples of reading. Buckets 0 to 11 are the months of 2025, which are past; 12 to 23 those of 2026.</summary>
public sealed class CellReaderTests
{
    private const double None = double.NaN;
    private const int B = 12;

    private static CellQuery Query(string[] measures, string[] level, int first = B, int last = B, ValueUnit unit = ValueUnit.ItemUnits) =>
        new(measures, level, Coordinates.All, first, last, unit);

    private static CellTable Read(SmallPlan plan, CellQuery query) => CellReader.Read(plan.Cube(), plan.Structure, query);

    private static SmallPlan Bikes() => new SmallPlan()
        .Item("r1", "Road", price: 100).Item("r2", "Road", price: 200).Item("c1", "City", price: 50)
        .DemandFor("r1", "c1", "r2");

    [Fact]
    public void Rows_stand_in_the_order_of_a_tree_and_each_group_sums_its_parts()
    {
        var table = Read(Bikes().Put("sales_input", B, 1, 20, 300), Query(["sales_input"], ["family", "item"]) with { Subtotals = true });
        Assert.Equal(["", "City", "City/c1", "Road", "Road/r1", "Road/r2"], table.Rows.Select(r => string.Join('/', r.Members)));
        Assert.Equal([0, 1, 2, 1, 2, 2], table.Rows.Select(r => r.Depth));
        Assert.Equal([321, 20, 20, 301, 1, 300], table.Measures[0].Values);
        Assert.Equal([3, 1, 1, 2, 1, 1], table.Measures[0].Series);
        Assert.All(table.Measures[0].Units, u => Assert.Equal("PCE", u));
        Assert.Equal([20, 301], Read(Bikes().Put("sales_input", B, 1, 20, 300), Query(["sales_input"], ["family"])).Measures[0].Values);
    }

    [Fact]
    public void Series_that_cannot_be_stated_in_the_unit_are_counted_where_they_are_left_out()
    {
        // Nobody knows a price of r2, nor of c2, which has no value that could be missed.
        var plan = new SmallPlan().Item("r1", "Road", price: 100).Item("r2", "Road").Item("c1", "City", price: 50).Item("c2", "City", planningUnit: "BOX", factor: None)
            .DemandFor("r1", "r2", "c1", "c2").Put("sales_input", B, 1, 20, 300).Put("sales_input", B + 1, 1, 20, 300, None);
        var money = Read(plan, Query(["sales_input"], ["family"], B, B + 1, ValueUnit.Money) with { Subtotals = true }).Measures[0];
        Assert.Equal([15100, 15100, 15000, 15000, 100, 100], money.Values);
        Assert.Equal([1, 0, 1], money.Outside);
        Assert.Equal([0, 0, 0], Read(plan, Query(["sales_input"], ["family"], B, B + 1) with { Subtotals = true }).Measures[0].Outside);

        var boxes = plan.Cube();
        var edit = new CubeEdit(boxes, plan.Structure.SeriesCount);
        edit.Scatter("sales_input", LayerKind.Values, B, [3], [8]);
        var planning = CellReader.Read(edit.Build(), plan.Structure, Query(["sales_input"], ["item"], unit: ValueUnit.PlanningUnits)).Measures[0];
        Assert.Equal([300, None, 1, 20], planning.Values);
        Assert.Equal([0, 1, 0, 0], planning.Outside);
    }

    [Fact]
    public void No_value_is_not_zero()
    {
        var column = Read(Bikes().Put("sales_input", B, 0, None, None), Query(["sales_input"], ["family"], B, B + 1)).Measures[0];
        Assert.Equal([None, None, 0, None], column.Values);
    }

    [Fact]
    public void Quarters_and_fiscal_years_are_taken_over_all_of_their_buckets()
    {
        var plan = new SmallPlan { Pattern = new Months(new FiscalYear(4)) }.Item("a").DemandFor("a").Series(SmallPlan.Site, "a", "L");
        for (var bucket = 0; bucket < 24; bucket++)
            plan.Put("sales_input", bucket, bucket).Put("stock", bucket, 100 + bucket).Put("average_stock_value", bucket, bucket);

        // Bucket 12 is January 2026: the last quarter (January to March, 12 to 14) of the fiscal year that ends in March 2026 (3 to 14).
        var table = Read(plan, Query(["sales_input", "stock", "average_stock_value"], []) with { Periods = true });
        Assert.Equal("FY2026-Q4", plan.Structure.Calendar.Quarters[Assert.Single(table.Quarters)].Label);
        Assert.Equal("FY2026", plan.Structure.Calendar.FiscalYears[Assert.Single(table.Years)].Label);
        Assert.Equal(12 + 13 + 14, table.Measures[0].Quarters[0]);
        Assert.Equal(102, table.Measures[0].Years[0]);
        // Stock: the last month. The average: weighted by days, 31, 28 and 31.
        Assert.Equal((114, 114), (table.Measures[1].Quarters[0], table.Measures[1].Years[0]));
        Assert.Equal(((12 * 31) + (13 * 28) + (14 * 31)) / 90d, table.Measures[2].Quarters[0], 12);
        // Of the first fiscal year the calendar has three months only.
        Assert.Equal(0 + 1 + 2, Read(plan, Query(["sales_input"], [], 2, 2) with { Periods = true }).Measures[0].Years[0]);
        Assert.Equal([6, 7], Read(plan, Query(["sales_input"], [], 19, 23) with { Periods = true }).Quarters);
    }

    [Fact]
    public void An_average_over_time_passes_over_buckets_without_a_value()
    {
        var plan = new SmallPlan().Item("a").Series(SmallPlan.Site, "a", "L").Put("average_stock_value", B, 10).Put("average_stock_value", B + 1, None).Put("average_stock_value", B + 2, 30);
        Assert.Equal([20], Read(plan, Query(["average_stock_value"], []) with { Periods = true }).Measures[0].Quarters);
        Assert.Equal([None], Read(plan, Query(["average_stock_value"], [], 17, 17) with { Periods = true }).Measures[0].Quarters);
    }

    /// <summary>Error 10 of 40, none of 0 and 30 of 60: 75 %, no value and 50 %. Together 40 of 100: 60 %, not the mean of the two.</summary>
    [Fact]
    public void A_ratio_is_taken_anew_at_every_level_and_over_time()
    {
        var plan = Bikes().Put("absolute_error", 3, 10, 30, 0).Put("sales_history", 3, 40, 60, 0).Put("absolute_error", 4, 0, None, 50).Put("sales_history", 4, 50, 50, 50);
        var column = Read(plan, Query(["forecast_accuracy"], ["item"], 3, 4) with { Subtotals = true, Periods = true }).Measures[0];
        Assert.Equal("%", column.Units[0]);
        // Rows: total, c1, r1, r2. Buckets 3 and 4.
        Assert.Equal([0.6, 1 - (50 / 150d), 0.5, None, 0.75, 1, None, 0], column.Values);
        // A quarter: the errors of its months over the sales of its months.
        Assert.Equal([1 - (90 / 250d), 1 - (30 / 110d), 1 - (10 / 90d), 0], column.Quarters.Select(v => Math.Round(v, 12)), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void Quantiles_have_no_total()
    {
        var column = Read(Bikes().Put("forecast_low_80", B, 1, 2, 3), Query(["forecast_low_80"], ["family"]) with { Periods = true }).Measures[0];
        Assert.Equal([2, None], column.Values);
        Assert.Equal("Forecast, low 80 % of several series does not add up.", column.NoTotal[1]);
        Assert.Null(column.Units[1]);
        Assert.All(column.Quarters, v => Assert.Equal(None, v));
    }

    [Fact]
    public void Quantities_are_read_in_planning_units_and_in_money()
    {
        var plan = new SmallPlan().Item("bike", unit: "PCE", planningUnit: "BOX", factor: 2, price: 100).Item("oil", unit: "L", planningUnit: "BOX", factor: 0.5, price: 8).Item("free", unit: "PCE")
            .DemandFor("bike", "oil", "free").Put("sales_input", B, 10, 40, 7).Put("budget_quantity", B, 20, 5, None).Put("actual_revenue", B, 1, 2, 3);

        CellColumn In(ValueUnit unit, string measure = "sales_input", params string[] items) =>
            Read(plan, new CellQuery([measure], [], Coordinates.Of([.. items.Select(i => ("item", i))]), B, B, unit)).Measures[0];

        Assert.Equal(("PCE and L do not add up. Maybe look at planning units or money?", None), (In(ValueUnit.ItemUnits).NoTotal[0], In(ValueUnit.ItemUnits).Values[0]));
        Assert.Equal(17, In(ValueUnit.ItemUnits, "sales_input", "bike", "free").Values[0]);
        Assert.Equal((40, "BOX"), (In(ValueUnit.PlanningUnits, "sales_input", "bike", "oil").Values[0], In(ValueUnit.PlanningUnits, "sales_input", "bike", "oil").Units[0]));
        Assert.Contains("no planning unit in common", In(ValueUnit.PlanningUnits).NoTotal[0]);
        Assert.Equal((1320, "EUR"), (In(ValueUnit.Money).Values[0], In(ValueUnit.Money).Units[0]));
        // The budget is in planning units: 20 boxes are 10 bikes, that are 1,000 EUR; 5 boxes are 10 litres, that are 80 EUR.
        Assert.Equal(10, In(ValueUnit.ItemUnits, "budget_quantity", "bike").Values[0]);
        Assert.Equal(25, In(ValueUnit.PlanningUnits, "budget_quantity", "bike", "oil").Values[0]);
        Assert.Equal(1080, In(ValueUnit.Money, "budget_quantity", "bike", "oil").Values[0]);
        // Money is money in every unit.
        Assert.Equal((6, "EUR"), (In(ValueUnit.ItemUnits, "actual_revenue").Values[0], In(ValueUnit.ItemUnits, "actual_revenue").Units[0]));
    }

    [Fact]
    public void A_ratio_of_unlike_quantities_has_a_value_in_a_unit_they_add_up_in_only()
    {
        var plan = new SmallPlan().Item("bike", unit: "PCE", planningUnit: "BOX", factor: 2).Item("oil", unit: "L", planningUnit: "BOX", factor: 0.5)
            .DemandFor("bike", "oil").Put("delivered_in_time", 3, 5, 40).Put("asked_quantity", 3, 10, 40);
        var items = Read(plan, Query(["fill_rate"], ["item"], 3, 3) with { Subtotals = true }).Measures[0];
        Assert.Equal([None, 0.5, 1], items.Values);
        Assert.Contains("do not add up", items.NoTotal[0]);
        Assert.Equal(30 / 40d, Read(plan, Query(["fill_rate"], [], 3, 3, ValueUnit.PlanningUnits)).Measures[0].Values[0]);
    }

    [Fact]
    public void Measures_of_different_grains_share_rows_and_one_that_is_not_told_apart_there_says_why()
    {
        var plan = Bikes().Series(SmallPlan.Site, "c1", "L").Series(SmallPlan.Site, "x", "L").Item("x", "Extra").Put("sales_input", B, 1, 2, 3).Put("stock", B, 50, 60);
        var table = Read(plan, Query(["sales_input", "stock", "load"], ["family"]));
        Assert.Equal(["City", "Extra", "Road"], table.Rows.Select(r => r.Members[0]));
        Assert.Equal([2, None, 4], table.Measures[0].Values);
        Assert.Equal([1, 0, 2], table.Measures[0].Series);
        Assert.Equal([50, 60, None], table.Measures[1].Values);
        Assert.Equal("Load has no series in this plan.", table.Measures[2].Reason);

        var byChannel = Read(plan, Query(["sales_input", "stock"], ["channel"]));
        Assert.Equal("Stock is not told apart by channel.", byChannel.Measures[1].Reason);
        Assert.Equal([6, None], [.. byChannel.Measures[0].Values, .. byChannel.Measures[1].Values]);
        Assert.Null(byChannel.Measures[0].Reason);
    }

    [Fact]
    public void Past_buckets_can_show_what_came_of_a_plan()
    {
        var plan = Bikes().Put("sales_input", 11, 1, 1, 1).Put("sales_history", 11, 10, 20, 30).Put("sales_input", B, 2, 2, 2).Put("sales_history", B, 7, 7, 7);
        var query = Query(["sales_input"], ["family"], 11, B);
        Assert.Equal([1, 2, 2, 4], Read(plan, query).Measures[0].Values);
        Assert.Equal([20, 2, 40, 4], Read(plan, query with { Actuals = true }).Measures[0].Values);
        Assert.Equal([20], Read(plan, query with { Actuals = true, Last = 11, Filter = Coordinates.Of(("family", "City")) }).Measures[0].Values);
        Assert.Equal([2], Read(plan, query with { Actuals = true, First = B, Filter = Coordinates.Of(("family", "City")) }).Measures[0].Values);
        Assert.Equal([2000], Read(plan, new CellQuery(["sales_input"], [], Coordinates.Of(("item", "r1"), ("item", "c1")), 11, 11, ValueUnit.Money) { Actuals = true }).Measures[0].Values);
    }

    [Fact]
    public void Locked_series_are_counted_and_edited_cells_marked()
    {
        var plan = Bikes().PutLayer("sales_input", LayerKind.Written, B, 5, 5, 5).Put("sales_input", B, 5, 6, None).PutLayer("sales_input", LayerKind.Locks, B, 1, None, 1);
        var column = Read(plan, Query(["sales_input"], ["family"], B, B + 1) with { Subtotals = true }).Measures[0];
        Assert.Equal([1, 0, 1, 0, 1, 0], column.Edited);
        Assert.Equal([2, 0, 0, 0, 2, 0], column.Locked);
        var other = Read(plan, Query(["order_backlog"], ["family"])).Measures[0];
        Assert.Equal((0, 0), (other.Edited.Length, other.Locked.Length));
    }

    [Fact]
    public void One_value_can_be_asked_for()
    {
        var plan = Bikes().Put("sales_input", B, 1, 20, 300);
        double Value(Coordinates part, ValueUnit unit) => CellReader.Value(plan.Cube(), plan.Structure, MeasureRegistry.Measure("sales_input"), part, B, unit);
        Assert.Equal(301, Value(Coordinates.Of(("family", "Road")), ValueUnit.ItemUnits));
        Assert.Equal(60_100, Value(Coordinates.Of(("family", "Road")), ValueUnit.Money));
        Assert.Equal(None, Value(Coordinates.Of(("family", "nobody")), ValueUnit.ItemUnits));
    }

    [Fact]
    public void A_question_that_cannot_be_answered_says_what_is_near()
    {
        Assert.Contains("'sales_input'", Assert.Throws<ArgumentException>(() => Read(Bikes(), Query(["sales_inptu"], []))).Message);
        Assert.Contains("Maybe 'family'", Assert.Throws<ArgumentException>(() => Read(Bikes(), Query(["sales_input"], ["famly"]))).Message);
        Assert.Contains("0 to 23", Assert.Throws<ArgumentException>(() => Read(Bikes(), Query(["sales_input"], [], 0, 24))).Message);
        Assert.Throws<ArgumentException>(() => Read(Bikes(), Query(["sales_input"], [], 5, 4)));
    }
}
