using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Finance;
using Concord.Planning.Scenarios;
using Concord.Tests.Data;
using Concord.Tests.Supply;

namespace Concord.Tests.Finance;

/// <summary>The plan starts in April 2026 and has six months; the calendar has the year before it. Standard cost 60, net price 100.</summary>
public sealed class FinancialStatementTests
{
    private static readonly string[] Sold = ["A", "W1", "Retail", "Europe"];

    private static (StageInput Input, FinanceDetails Details) Plan(params object[] more)
    {
        var company = new SupplyCase().With(
            Facts.Item("A") with { Family = "F" }, Facts.Location("W1"), Facts.Price("A"), Facts.Cost("A"), Facts.Customer("C1") with { Location = new("W1") },
            Facts.Sale("A", Facts.Day("2026-03-16"), 31) with { Price = 90, ShippedDate = Facts.Day("2026-03-16") }).With(more).Put("constrained_demand", Sold, 10, 20).Put("stock", ["A", "W1"], 5, 4);
        var input = company.Input();
        var output = FinancialPlanning.Run(input, null, TestContext.Current.CancellationToken);
        var cube = output.Written.Aggregate(input.Cube, (c, w) => c.With(w.Key, new MeasureLayers(w.Value, w.Value, Layer.Empty)));
        return (input with { State = input.State with { Cube = cube } }, (FinanceDetails)output.Details);
    }

    private static BudgetLine Budget(string month, double quantity, double revenue, double cost) => new()
    {
        Version = "budget", Family = "F", Month = Facts.Day(month), Quantity = quantity, Revenue = revenue, Cost = cost, Currency = "EUR",
    };

    [Fact]
    public void A_year_is_what_came_and_what_is_planned_by_the_same_cost()
    {
        var (input, details) = Plan();
        var statement = FinancialStatement.Of(input, details);
        var year = statement.Lines.Single(l => l.Measure == "revenue").Years.Single(y => y.Label == "FY2026");
        Assert.Equal((31 * 90, 3000, 5790), (year.Actual, year.Plan, year.Total));
        year = statement.Lines.Single(l => l.Measure == "margin").Years.Single(y => y.Label == "FY2026");
        Assert.Equal((31 * 30, 1200, 2130), (year.Actual, year.Plan, year.Total));
        Assert.Equal(2130 / 5790d, statement.Lines.Single(l => l.Measure == "margin_percent").Years.Single(y => y.Label == "FY2026").Total, 12);
        Assert.True(double.IsNaN(year.Budget));
        Assert.NotNull(statement.NoBudget);
    }

    [Fact]
    public void What_the_plan_has_no_value_of_says_so()
    {
        var plan = Plan();
        var line = FinancialStatement.Of(plan.Input, plan.Details).Lines.Single(l => l.Measure == "transport_cost");
        Assert.Contains("no transport cost", line.Why);
        Assert.All(line.Plan, v => Assert.True(double.IsNaN(v)));
    }

    [Fact]
    public void The_bridge_of_a_year_has_one_bar_for_what_is_past_and_sums_exactly()
    {
        // March: budget 3,000, came 2,790: 210 short. April: 12 budgeted at 95, 10 planned at 100: volume -2 x 95, price 10 x 5.
        var (input, _) = Plan(Budget("2026-03-01", 30, 3000, 1800), Budget("2026-04-01", 12, 1140, 720));
        var april = input.Structure.FirstPlanned;
        var bars = YearBridge.Of(input, null, Coordinates.All, april - 1, april).Rows[0].Revenue;
        Assert.Equal(new PeriodBars(4140, -210, -190, 0, 50, 0, 0, 3790), bars);
        Assert.Equal(bars.Gap, bars.SoFar + bars.Volume + bars.Mix + bars.Price + bars.Cost + bars.NotBudgeted);
        var margin = YearBridge.Of(input, "family", Coordinates.All, april - 1, april).Rows;
        Assert.Equal([[], ["F"]], margin.Select(r => r.Members));
        Assert.Equal(margin[0].Margin, margin[1].Margin);
        Assert.Equal(930 - 1200, margin[0].Margin.SoFar);
    }

    [Fact]
    public void Parts_of_a_total_come_largest_first_and_sum_to_it()
    {
        var (input, _) = Plan();
        var april = input.Structure.FirstPlanned;
        var found = Contributions.Of(input.Cube, input.Structure, MeasureRegistry.Measure("revenue"), "family", Coordinates.All, april - 1, april + 1, ValueUnit.PlanningUnits, true, 10);
        Assert.Equal((5790, "EUR", 1), (found.Total, found.Unit, found.Count));
        Assert.Equal([new Contribution("F", 5790)], found.Rows);
        Assert.Equal(4, Contributions.Of(input.Cube, input.Structure, MeasureRegistry.Measure("stock"), "family", Coordinates.All, april, april + 1, ValueUnit.PlanningUnits, true, 10).Total);
        Assert.Throws<ArgumentException>(() => Contributions.Of(input.Cube, input.Structure, MeasureRegistry.Measure("margin_percent"), "family", Coordinates.All, april, april, ValueUnit.PlanningUnits, true, 10));
    }
}
