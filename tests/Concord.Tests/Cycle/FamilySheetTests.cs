using Concord.Planning.Cube;
using Concord.Planning.Cycle;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;
using Concord.Planning.Kpi;
using Concord.Planning.Scenarios;
using Concord.Tests.Cube;

namespace Concord.Tests.Cycle;

/// <summary>The cut-off is the end of 2025: bucket 11 is December, the last that is past, bucket 12 January, the first that is planned.</summary>
public sealed class FamilySheetTests
{
    private const Grain Bought = Grain.Item | Grain.Location | Grain.Supplier;

    private static SmallPlan Company() => new SmallPlan().Item("a", "Made", price: 10).Item("b", "Bought", price: 20).Item("part", null)
        .DemandFor("a", "b")
        .Series(SmallPlan.Site, "a", "L").Series(SmallPlan.Site, "b", "L").Series(SmallPlan.Site, "part", "L")
        .Series(Bought, "b", "L", "S");

    private static FamilySheet Sheet(SmallPlan plan, string? member = null, ValueUnit unit = ValueUnit.PlanningUnits, int lag = 1, params RecordedPlan[] plans) =>
        FamilySheet.Of(PlanState.Empty with { Cube = plan.Cube() }, plan.Structure, plans, "family", member, unit, lag);

    private static SheetRow Row(FamilySheet sheet, string name) => sheet.Rows.Single(r => r.Name == name);

    /// <summary>Made: 50 on hand; January makes 40 and sells 60, February makes 40 and sells 25 while 5 are used elsewhere. Bought: 30 on hand, buys 10 and sells 15.</summary>
    private static SmallPlan TwoFamilies() => Company()
        .Put("actual_stock", 10, 45, 28, 7).Put("actual_stock", 11, 50, 30, 7)
        .Put("shipments", 11, 55, 8).Put("actual_production", 11, 62, double.NaN, double.NaN)
        .Put("production", 12, 40, double.NaN, double.NaN).Put("production", 13, 40, double.NaN, double.NaN)
        .Put("purchase", 12, 10).Put("purchase", 13, 10)
        .Put("constrained_demand", 12, 60, 15).Put("constrained_demand", 13, 25, 15)
        .Put("stock", 12, 30, 25, 7).Put("stock", 13, 40, 20, 7);

    [Fact]
    public void Stock_is_stock_before_plus_production_and_purchase_less_sales_and_other_movements()
    {
        var sheet = Sheet(TwoFamilies(), "Made");
        var at = 12 - sheet.First;
        Assert.Equal([0, -5], Row(sheet, "other_movements").Plan[at..(at + 2)]);

        // December: from 45 to 50, 62 made and 55 sold: 2 went elsewhere.
        Assert.Equal(-2, Row(sheet, "other_movements").Actual[at - 1]);

        // Bought: what came in December is not known as a purchase, so it is another movement: 28 + 10 - 8 = 30.
        Assert.Equal(10, Row(Sheet(TwoFamilies(), "Bought"), "other_movements").Actual[at - 1]);
        Assert.Equal(0, Row(Sheet(TwoFamilies(), "Bought"), "other_movements").Plan[at]);
        foreach (var family in (string?[])[null, "Made", "Bought"])
        {
            var all = Sheet(TwoFamilies(), family);
            double Value(string row, int b) => all.Rows.FirstOrDefault(r => r.Name == row)?.Plan[b] is { } v && !double.IsNaN(v) ? v : 0;
            var opening = family switch { "Made" => 50, "Bought" => 30, _ => 80 };
            for (var b = at; b < at + 2; b++)
            {
                Assert.Equal(Value("stock", b), opening + Value("production", b) + Value("purchase", b) - Value("sales", b) + Value("other_movements", b), 9);
                opening = (int)Value("stock", b);
            }
        }
    }

    [Fact]
    public void Families_sum_to_the_total_and_components_are_in_neither()
    {
        var (made, bought, total) = (Sheet(TwoFamilies(), "Made"), Sheet(TwoFamilies(), "Bought"), Sheet(TwoFamilies()));
        Assert.Equal(["Bought", "Made"], FamilySheet.Members(TwoFamilies().Structure, "family"));
        foreach (var name in (string[])["sales", "production", "purchase", "stock", "other_movements"])
        {
            var rows = new[] { made, bought }.Select(s => s.Rows.FirstOrDefault(r => r.Name == name)).OfType<SheetRow>().ToList();
            for (var b = 0; b < total.Last - total.First + 1; b++)
            {
                Assert.Equal(rows.Sum(r => double.IsNaN(r.Plan[b]) ? 0 : r.Plan[b]), Row(total, name).Plan[b] is var v && double.IsNaN(v) ? 0 : v, 9);
                Assert.Equal(rows.Sum(r => double.IsNaN(r.Actual[b]) ? 0 : r.Actual[b]), Row(total, name).Actual[b] is var a && double.IsNaN(a) ? 0 : a, 9);
            }
        }

        Assert.DoesNotContain("purchase", made.Rows.Select(r => r.Name));
        Assert.DoesNotContain("production", bought.Rows.Select(r => r.Name));
    }

    [Fact]
    public void What_is_not_known_says_why_and_is_no_zero()
    {
        var sheet = Sheet(Company().Put("constrained_demand", 12, 5, 5), "Made");
        Assert.All(Row(sheet, "stock").Plan, v => Assert.True(double.IsNaN(v)));
        Assert.Equal("the plan has no stock here", Row(sheet, "stock").NoPlan);
        Assert.Equal("the budget has nothing here", Row(sheet, "sales").NoBudget);
        Assert.Contains("when its orders come in", Row(sheet, "order_backlog").NoPlan);
        Assert.Null(sheet.Before);
        Assert.Empty(sheet.Plans);
    }

    [Fact]
    public void Unlike_units_have_no_total_but_money_has()
    {
        var plan = new SmallPlan().Item("a", "F", "PCE", price: 10).Item("b", "G", "KG", price: 2).DemandFor("a", "b")
            .Put("constrained_demand", 12, 3, 4).Put("revenue", 12, 30, 8).Put("budget_revenue", 12, 35, 9).Put("actual_revenue", 11, 12, 8);
        Assert.Contains("do not add up", Row(Sheet(plan), "sales").NoPlan);
        Assert.Null(Sheet(plan).Unit);
        var money = Sheet(plan, unit: ValueUnit.Money);
        Assert.Equal("EUR", money.Unit);
        var sales = Row(money, "sales");
        Assert.Equal((38, 44, 20), (sales.Plan[12 - money.First], sales.Budget[12 - money.First], sales.Actual[11 - money.First]));
    }

    [Fact]
    public void A_fiscal_year_is_what_came_and_what_is_planned_beside_its_budget_and_the_year_before()
    {
        var plan = Company();
        for (var b = 0; b < 12; b++)
            plan.Put("shipments", b, 10, 0).Put("budget_quantity", b + 12, 12, 0).Put("constrained_demand", b + 12, 11, 0);
        var years = Row(Sheet(plan, "Made"), "sales").Years;
        Assert.Equal(["FY2025", "FY2026"], years.Select(y => y.Label));
        Assert.Equal((120, double.NaN, 120), (years[0].Actual, years[0].Plan, years[0].Total));
        Assert.Equal((132, 144, 120), (years[1].Total, years[1].Budget, years[1].YearBefore));
        Assert.True(years[0].Complete);
    }

    [Fact]
    public void Past_buckets_are_compared_with_the_newest_plan_that_had_planned_them()
    {
        // A plan of the year 2025 made in January, and one of December on.
        RecordedPlan Recorded(string name, int first, double sales)
        {
            var plan = Company();
            for (var b = first; b < 14; b++)
                plan.Put("constrained_demand", b, sales, 0);
            var structure = plan.Structure;
            var from = structure.Calendar[first].First.AddDays(-1);
            return new RecordedPlan(name, PlanState.Empty with { Cube = plan.Cube() }, new PlanStructure(
                structure.Calendar, new Horizon(from, 12, ZoneLength.Months(1), ZoneLength.Months(2)), structure.Spaces));
        }

        var (october, december) = (Recorded("October", 9, 70), Recorded("December", 11, 80));
        var sheet = Sheet(TwoFamilies(), "Made", plans: [october, december]);
        Assert.Equal([new SheetPlan(9, "October", 1), new SheetPlan(10, "October", 2), new SheetPlan(11, "December", 1)], sheet.Plans);
        Assert.Equal([70, 70, 80], Row(sheet, "sales").Recorded[(9 - sheet.First)..(12 - sheet.First)]);
        Assert.Equal("December", sheet.Before);
        Assert.Equal(80, Row(sheet, "sales").Before[12 - sheet.First]);

        // Of two that begin in one bucket the one approved last is in force, behind and ahead.
        var again = Sheet(TwoFamilies(), "Made", plans: [october, december, Recorded("December again", 11, 85)]);
        Assert.Equal("December again", again.Plans[^1].Name);
        Assert.Equal("December again", again.Before);
        Assert.Equal(85, Row(again, "sales").Before[12 - again.First]);
        var ahead = Sheet(TwoFamilies(), "Made", lag: 3, plans: [october, december]);
        Assert.Equal([new SheetPlan(11, "October", 3)], ahead.Plans);
    }

    [Fact]
    public void Coverage_is_months_of_the_demand_that_follows()
    {
        // 90 at the end of January; from February on one a day is asked for.
        var plan = Company().Put("stock", 12, 90, 0, 0).Put("consensus_demand", 13, 28, 0).Put("consensus_demand", 14, 31, 0).Put("consensus_demand", 15, 30, 0).Put("consensus_demand", 16, 31, 0);
        var coverage = Row(Sheet(plan, "Made"), "coverage").Plan[12 - Sheet(plan, "Made").First];
        Assert.Equal(90 / (365.25 / 12), coverage, 9);
    }
}
