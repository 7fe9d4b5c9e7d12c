using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Finance;
using Concord.Planning.Scenarios;
using Concord.Planning.Supply;
using Concord.Tests.Data;
using Concord.Tests.Supply;

namespace Concord.Tests.Finance;

/// <summary>April 2026 has 30 days, May 31, June 30; the cut-off is 31 March. Bucket 12 is April.</summary>
public sealed class FinancialPlanningTests
{
    private static readonly string[] Sold = ["A", "W1", "Retail", "Europe"];

    private static SupplyCase Company() => new SupplyCase().With(
        Facts.Item("A"), Facts.Location("W1") with { HoldingCostRate = 36.5 }, Facts.Location("W2"), Facts.Lane("W1", "W2") with { CostPerPallet = 25 },
        Facts.Customer("C1") with { Location = new("W1"), PaymentDays = 45 }, Facts.Supplier("S1") with { PaymentDays = 30 }, Facts.SupplierItem("S1", "A") with { Location = new("W1") },
        Facts.Price("A"), Facts.Cost("A") with { VariableCost = 50 }, Facts.Sale("A", Facts.Day("2026-03-16"), 31) with { Price = 100, ShippedDate = Facts.Day("2026-03-16") },
        Facts.Resource("R1", "W1") with { CostPerHour = 40, OvertimeCostPerHour = 60 }, Facts.StockPolicy("A", "W1"), Facts.StockPolicy("A", "W2"), Facts.Stock("A", "W1", 20));

    private static (PlanCube Cube, FinanceDetails Details, StageInput Input) Run(SupplyCase company, FinanceRules? rules = null)
    {
        var input = company.Input();
        input = input with { Rules = input.Rules with { Finance = rules ?? new FinanceRules { OpeningCash = 1000 } } };
        var output = FinancialPlanning.Run(input, null, TestContext.Current.CancellationToken);
        Assert.Equal(FinancialPlanning.Definition.Writes.Order(), output.Written.Keys.Order());
        var cube = output.Written.Aggregate(input.Cube, (c, w) => c.With(w.Key, new MeasureLayers(w.Value, w.Value, Layer.Empty)));
        return (cube, (FinanceDetails)output.Details, input with { State = input.State with { Cube = cube } });
    }

    private static double[] Row((PlanCube Cube, FinanceDetails Details, StageInput Input) run, string measure, params string[] coordinate)
    {
        var series = run.Input.Structure.Of(MeasureRegistry.Measure(measure)).Attributes.Catalog.Find(coordinate);
        Assert.True(series >= 0, $"{measure} has no series {string.Join('/', coordinate)}");
        return [.. Enumerable.Range(12, 6).Select(b => run.Cube.Values(measure)[series, b])];
    }

    [Fact]
    public void Revenue_cost_and_margin_are_quantity_times_rate()
    {
        var run = Run(Company().Put("constrained_demand", Sold, 10, 0, 2.5));
        Assert.Equal([1000, 0, 250], Row(run, "revenue", Sold)[..3]);
        Assert.Equal([600, 0, 150], Row(run, "cost_of_sales", Sold)[..3]);
        Assert.Equal([500, 0, 125], Row(run, "variable_cost_of_sales", Sold)[..3]);
        Assert.Equal([400, 0, 100], Row(run, "margin", Sold)[..3]);
        Assert.Equal([500, 0, 125], Row(run, "contribution_margin", Sold)[..3]);
        Assert.True(double.IsNaN(Row(run, "revenue", Sold)[3]));
        Assert.Equal(1250m, run.Details.Sum("revenue"));
    }

    [Fact]
    public void Lines_are_rounded_before_they_are_added()
    {
        // 3 channels at 0.335: each line is 0.34, the total 1.02 and not 1.01.
        var company = new SupplyCase().With(Facts.Item("A"), Facts.Location("W1"), Facts.Price("A", 0.335), Facts.Cost("A", 0.1));
        foreach (var channel in (string[])["Retail", "Web", "Dealer"])
            company.Put("constrained_demand", ["A", "W1", channel, "Europe"], 1);
        Assert.Equal(1.02m, Run(company).Details.Sum("revenue"));
    }

    [Fact]
    public void Drivers_move_prices_and_costs()
    {
        var company = Company().Put("constrained_demand", Sold, 10, 10).Drive(DriverKind.Price, 1.1, Coordinates.Of(("item", "A")), 1, 5).Drive(DriverKind.Cost, 0.9);
        var run = Run(company);
        Assert.Equal([1000, 1100], Row(run, "revenue", Sold)[..2]);
        Assert.Equal([540, 540], Row(run, "cost_of_sales", Sold)[..2]);
    }

    [Fact]
    public void Production_purchase_and_freight_are_paid_at_their_rates()
    {
        // Hours: 100 of load, 10 of them overtime. Purchase 30 at 10. Freight: 25 units are 2.5 pallets at 25.
        var run = Run(Company().Put("load", ["R1"], 100).Put("overtime", ["R1"], 10).Put("purchase", ["A", "W1", "S1"], 30).Put("transport", ["A", "W1", "W2", "road"], 25));
        Assert.Equal(3600, Row(run, "production_cost", "R1")[0]);
        Assert.Equal(600, Row(run, "overtime_cost", "R1")[0]);
        Assert.Equal(300, Row(run, "purchase_cost", "A", "W1", "S1")[0]);
        Assert.Equal(62.5, Row(run, "transport_cost", "A", "W1", "W2", "road")[0]);
    }

    [Fact]
    public void Stock_is_valued_and_held_at_the_mean_of_its_ends()
    {
        // 20 at the cut-off, 40, 0: values 1,200, 2,400, 0. A tenth of a percent a day: 30 days of 1,800 are 54, 31 days of 1,200 are 37.20.
        var run = Run(Company().Put("stock", ["A", "W1"], 40, 0));
        Assert.Equal(1200m, run.Details.OpeningStockValue);
        Assert.Equal([2400, 0], Row(run, "stock_value", "A", "W1")[..2]);
        Assert.Equal([54, 37.2], Row(run, "holding_cost", "A", "W1")[..2]);
    }

    [Fact]
    public void Customers_pay_after_their_days()
    {
        // March's 3,100 came evenly over 31 days; with 45 days all of it is open at its end, and of April's end the last 15 days: 1,500.
        // April's 3,000 is open in full at the end of April; at the end of May (31 days later) 14 of its 30 days are: 1,400.
        var run = Run(Company().Put("constrained_demand", Sold, 30, 0, 0, 0));
        Assert.Equal(3100m, run.Details.OpeningReceivables);
        Assert.Equal([4500, 1400, 0, 0], Row(run, "receivables", "Retail", "Europe")[..4]);
        Assert.Equal([1600, 3100, 1400, 0], Row(run, "cash_flow")[..4]);
        Assert.Equal([2600, 5700, 7100, 7100], Row(run, "cash")[..4]);
        Assert.Equal([4500, 1400, 0, 0], Row(run, "working_capital")[..4]);
    }

    [Fact]
    public void Payment_days_of_a_channel_are_those_of_its_customers_by_quantity()
    {
        // C1 bought 31 at 45 days, C2 31 at 15 days: 30 days. The 3,100 of C1 and the 1,550 of C2 of March are open for the days from 2 March on: 30 of 31.
        var run = Run(Company().With(
            Facts.Customer("C2") with { Location = new("W1"), PaymentDays = 15 },
            Facts.Sale("A", Facts.Day("2026-03-18"), 31) with { Order = "X", Customer = new("C2"), Price = 50, ShippedDate = Facts.Day("2026-03-18") }));
        Assert.Equal(4500m, run.Details.OpeningReceivables);
    }

    [Fact]
    public void Suppliers_are_paid_after_their_days()
    {
        // Received and unpaid: 5 at 12 on 20 March, due on 19 April. One of February is paid. May's 31 x 10 is open at its end but for the first day.
        PurchaseOrder Received(string order, string day) => Facts.PurchaseOrder(order, "A") with
        {
            OrderDate = Facts.Day("2026-01-10"),
            DueDate = Facts.Day(day),
            ClosedDate = Facts.Day(day),
            Quantity = 5,
            ClosedQuantity = 5,
            Price = 12,
            Currency = "EUR",
            Status = OrderStatus.Closed,
        };
        var run = Run(Company().With(Received("P1", "2026-03-20"), Received("P2", "2026-02-20")).Put("purchase", ["A", "W1", "S1"], 0, 31, 0, 0));
        Assert.Equal(60m, run.Details.OpeningPayables);
        Assert.Equal([0, 300, 0], Row(run, "payables", "S1")[..3]);

        // Customers pay 1,600 in April and 1,500 in May; suppliers get the 60, then 10.
        Assert.Equal([1540, 1490], Row(run, "cash_flow")[..2]);
    }

    [Fact]
    public void Cash_below_zero_is_the_funding_need_and_a_ceiling_is_watched()
    {
        var company = Company().Put("load", ["R1"], 200, 0).Put("overtime", ["R1"], 0, 0);
        company.Drive(DriverKind.CashCeiling, -2000);
        var run = Run(company);
        Assert.Equal(5400m, run.Details.FundingNeed);
        Assert.Equal(12, run.Details.FundingBucket);
        Assert.Contains(run.Details.Findings, f => f.Code == "CASH_BELOW_CEILING" && f.Message.Contains("least in 2026-04"));
    }

    [Fact]
    public void What_has_no_price_is_in_no_total_and_is_told_with_its_share()
    {
        var company = Company().With(Facts.Item("N"), Facts.Cost("N")).Put("constrained_demand", Sold, 30).Put("constrained_demand", ["N", "W1", "Retail", "Europe"], 10);
        var run = Run(company);
        Assert.True(double.IsNaN(Row(run, "revenue", "N", "W1", "Retail", "Europe")[0]));
        Assert.True(double.IsNaN(Row(run, "margin", "N", "W1", "Retail", "Europe")[0]));
        Assert.Equal(3000m, run.Details.Sum("revenue"));
        var missing = run.Details.Missing.Single(m => m.Measure == "revenue");
        Assert.Equal((1, 0.25), (missing.Series, missing.Share));
        Assert.Contains(run.Details.Findings, f => f.Code == "PLAN_WITHOUT_PRICE" && f.Message.Contains("25 %"));
    }

    [Fact]
    public void Where_nothing_has_a_price_revenue_has_no_value_rather_than_zero()
    {
        string[] one = ["N", "W1", "Retail", "Europe"], other = ["M", "W1", "Retail", "Europe"];
        var run = Run(Company().With(Facts.Item("N"), Facts.Cost("N"), Facts.Item("M"), Facts.Cost("M")).Put("constrained_demand", one, 10).Put("constrained_demand", other, 0));
        foreach (var series in (string[][])[one, other])
        {
            Assert.True(double.IsNaN(Row(run, "revenue", series)[0]));
            Assert.True(double.IsNaN(Row(run, "margin", series)[0]));
        }

        Assert.Equal(1, run.Details.Missing.Single(m => m.Measure == "revenue").Share);
        Assert.False(double.IsNaN(Row(run, "cost_of_sales", other)[0]));
    }

    [Fact]
    public void Purchases_without_a_price_are_missing_from_cash_and_every_total_says_so()
    {
        var company = Company().With(Facts.Item("N"), Facts.SupplierItem("S1", "N") with { Price = null, Location = new("W1") }, Facts.StockPolicy("N", "W1"))
            .Put("purchase", ["A", "W1", "S1"], 10).Put("purchase", ["N", "W1", "S1"], 30).Put("stock", ["A", "W1"], 5).Put("stock", ["N", "W1"], 5);
        var run = Run(company);
        Assert.Equal(100m, run.Details.Sum("purchase_cost"));
        foreach (var total in (string[])["purchase_cost", "payables", "working_capital", "cash_flow", "cash"])
            Assert.Equal(0.75, run.Details.Missing.Single(m => m.Measure == total && m.Lacks == "purchase price").Share);
        Assert.Contains(run.Details.Findings, f => f.Code == "PLAN_WITHOUT_COST" && f.Message.Contains("75 %") && f.Message.Contains("cash flow"));
        Assert.Contains(run.Details.Missing, m => m is { Measure: "working_capital", Lacks: "standard cost", Share: 0.5 });
        Assert.Equal("without 1 of 2 series whose purchase cost is not known", MoneyGaps.Note(run.Cube, run.Input.Structure, "cash", 12, 6));
        Assert.Null(MoneyGaps.Note(run.Cube, run.Input.Structure, "transport_cost", 12, 6));
    }

    [Fact]
    public void The_gap_is_plan_less_budget_where_there_is_a_budget()
    {
        BudgetLine April = Facts.Budget("Road Bikes", new DateOnly(2026, 4, 1)) with { Cost = 700 };
        var run = Run(Company().With(April).Put("constrained_demand", Sold, 12, 5));
        Assert.Equal(200, Row(run, "budget_gap", Sold)[0]);
        Assert.Equal(1200 - 720 - 300, Row(run, "budget_margin_gap", Sold)[0]);
        Assert.True(double.IsNaN(Row(run, "budget_gap", Sold)[1]));
        Assert.Contains(run.Details.Findings, f => f.Code == "NO_BUDGET" && f.Message.Contains("5 of 6"));
    }

    [Fact]
    public void Without_a_supply_plan_it_says_so()
    {
        var run = Run(Company());
        Assert.Contains(run.Details.Findings, f => f.Code == "NO_SUPPLY_PLAN");
        Assert.Equal(0m, run.Details.Sum("revenue"));
    }

    [Fact]
    public void An_empty_plan_crashes_nothing()
    {
        var run = Run(new SupplyCase());
        Assert.Equal(0m, run.Details.FundingNeed);
    }

    [Fact]
    public void Finance_finds_the_costs_the_optimiser_counted()
    {
        // April: 100 h regular, 10 h overtime, 30 bought on top of a placed order of 10, 25 sent, stock 40 after 20.
        var company = Company().With(Facts.PurchaseOrder("P1", "A") with { Supplier = new("S1") })
            .Put("load", ["R1"], 110).Put("overtime", ["R1"], 10).Put("purchase", ["A", "W1", "S1"], 40).Put("transport", ["A", "W1", "W2", "road"], 25).Put("stock", ["A", "W1"], 40, 0, 0, 0, 0, 0);
        var run = Run(company);
        double[] In(double value) => [value, 0, 0, 0, 0, 0];

        // Holding as the optimiser has it: 40 in stock count half of April's 3 % and half of May's 3.1 % of 60.
        var cost = new SupplyCost(In(4000), In(600), In(300), In(62.5), In(0), In(40 * 60 * (0.03 + 0.031) / 2), In(0));
        var committed = new SupplyCommitted(0, 0, 0, 0, 100, 0, 0);
        var found = FinanceReconciliation.Of(cost, committed, run.Input);
        Assert.True(found.Agrees, string.Join("; ", found.Terms.Select(t => $"{t.Term} {t.Supply} {t.Finance} {t.Unexplained}")));
        Assert.Equal(100, Assert.Single(found.Terms.Single(t => t.Term == "purchase").Known).Amount);
        Assert.Equal(18, Assert.Single(found.Terms.Single(t => t.Term == "holding").Known).Amount, 9);
        Assert.False(FinanceReconciliation.Of(cost with { Regular = In(3900) }, committed, run.Input).Agrees);
    }

    [Fact]
    public void What_the_optimiser_counted_and_what_it_could_not_decide_is_what_finance_pays()
    {
        // Hours of a work order beyond capacity, a bought part in pounds that get dearer while it is on its way, a placed order, blocked stock: each is in the plan's money, and none is decided by the plan.
        var company = new SupplyCase().With(
            Facts.Item("A"), Facts.Item("N") with { Type = ItemType.RawMaterial }, Facts.Location("W1") with { Type = LocationType.Plant, HoldingCostRate = 12 }, Facts.Customer("C1") with { Location = new("W1") },
            Facts.StockPolicy("A", "W1"), Facts.StockPolicy("N", "W1"), Facts.Price("A"), Facts.Cost("A"), Facts.Cost("N", 7),
            Facts.Resource("R1", "W1") with { CostPerHour = 40, OvertimeCostPerHour = 60, OvertimeLimit = 0.5 }, Facts.Routing("A", "R1", "W1") with { LeadTime = 0 }, Facts.Bill("A", "N"),
            Facts.Supplier("S1"), Facts.SupplierItem("S1", "N") with { LeadTime = 45, Price = 5, Currency = "GBP" },
            Facts.Rate("GBP", "EUR", 1.1, "2026-01-01"), Facts.Rate("GBP", "EUR", 1.3, "2026-06-01"),
            Facts.PurchaseOrder("P1", "N") with { Supplier = new("S1"), Location = new("W1"), Quantity = 60, DueDate = Facts.Day("2026-05-10") },
            new WorkOrder
            {
                Order = "M1", Item = new("A"), Location = new("W1"), OrderDate = Facts.Day("2026-03-20"), DueDate = Facts.Day("2026-04-10"), Quantity = 40, ClosedQuantity = 0, Status = OrderStatus.Open,
            },
            Facts.Stock("N", "W1", 500), Facts.Stock("A", "W1", 10) with { Lot = "B", Status = StockStatus.Blocked }).Put("capacity", ["R1"], 5, 400, 400, 400, 400, 400).Demand("A", "W1", 60, 300, 200, 400, 300, 100);
        var input = company.Input();
        StageInput After(StageInput before, StageOutput output) => before with
        {
            State = before.State with { Cube = output.Written.Aggregate(before.Cube, (c, w) => c.With(w.Key, new MeasureLayers(w.Value, w.Value, Layer.Empty))) },
        };

        var supply = SupplyPlanning.Run(input, null, TestContext.Current.CancellationToken);
        var planned = After(input, supply);
        var paid = After(planned, FinancialPlanning.Run(planned, null, TestContext.Current.CancellationToken));
        var details = (SupplyDetails)supply.Details;
        var found = FinanceReconciliation.Of(details.Cost, details.Committed, paid);
        Assert.True(found.Agrees, string.Join("; ", found.Terms.Select(t => $"{t.Term} {t.Supply} {t.Finance} {t.Unexplained}")));
        Assert.True(details.Committed is { Regular: > 0, Overtime: > 0, Purchase: 60 * 5 * 1.1, HeldStock: > 0 }, $"{details.Committed}");
        Assert.True(details.Cost.Purchase.Sum() > 0);
    }
}
