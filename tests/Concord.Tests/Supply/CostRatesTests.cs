using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Scenarios;
using Concord.Planning.Supply;
using Concord.Tests.Data;
using Xunit;

namespace Concord.Tests.Supply;

public sealed class CostRatesTests
{
    private static readonly LocationId P1 = new("P1");

    [Fact]
    public void Hours_cost_what_the_resource_says_in_the_currency_of_its_plant()
    {
        var rates = Rates(
            Facts.Location("P1") with { Currency = "USD" }, Facts.Resource("R1") with { CostPerHour = 20, OvertimeCostPerHour = 35 },
            Facts.Rate("USD", "EUR", 0.8), Facts.Rate("USD", "EUR", 0.9, "2026-06-01"));
        Assert.Equal([16, 16, 18, 18, 18, 18], rates.HourCost(new("R1")));
        Assert.Equal([28, 28, 31.5, 31.5, 31.5, 31.5], rates.OvertimeCost(new("R1")));
        Assert.Empty(rates.Findings);
    }

    [Fact]
    public void Hours_without_a_cost_count_the_rule_and_are_found_once()
    {
        var rates = new CostRates(new SupplyCase { Rules = new() { HourCost = 12 } }.With(Facts.Location("P1"), Facts.Resource("R1"), Facts.Resource("R2")).Input());
        Assert.Equal(12, rates.HourCost(new("R1"))[0]);
        Assert.Equal(18, rates.OvertimeCost(new("R2"))[0]);
        Assert.Contains(rates.Findings, f => f is { Code: "NO_HOUR_COST", Value: "2", Entity: "R1" });
    }

    [Fact]
    public void A_currency_without_a_rate_makes_a_cost_unknown_never_zero()
    {
        var rates = Rates(Facts.Location("P1"), Facts.Resource("R1") with { CostPerHour = 20, Currency = "JPY" });
        Assert.All(rates.HourCost(new("R1")), c => Assert.True(double.IsNaN(c)));
        Assert.Contains(rates.Findings, f => f is { Code: "NO_EXCHANGE_RATE", Entity: "R1" });
    }

    [Fact]
    public void A_purchase_has_the_price_break_of_its_usual_order()
    {
        // A case is 12 pieces. Orders of 240 and 480 pieces: 30 cases on average, so the break from 25 cases on counts: 96 / 12 = 8.
        var rates = Rates(
            Facts.Item("A"), Facts.Conversion("CS", "EA", 12), Facts.Supplier("S1"), Facts.SupplierItem("S1", "A") with { Unit = new("CS"), Price = 120 },
            Break(10, 108), Break(25, 96), Break(50, 84),
            Facts.PurchaseOrder("1", "A") with { Quantity = 240 }, Facts.PurchaseOrder("2", "A") with { Quantity = 40, Unit = new("CS") });
        Assert.Equal(8, rates.PurchasePrice(new("A"), new("W1"), new("S1"))[0]);
    }

    [Fact]
    public void A_minimum_order_reaches_the_price_break_by_itself()
    {
        var rates = Rates(Facts.Item("A"), Facts.Supplier("S1"), Facts.SupplierItem("S1", "A") with { MinimumOrderQuantity = 10 }, Break(10, 9));
        Assert.Equal(9, rates.PurchasePrice(new("A"), new("W1"), new("S1"))[0]);
    }

    [Fact]
    public void A_purchase_without_a_price_counts_its_standard_cost()
    {
        var rates = Rates(Facts.Item("A"), Facts.Supplier("S1"), Facts.SupplierItem("S1", "A") with { Price = null }, Facts.Cost("A", 7));
        Assert.Equal(7, rates.PurchasePrice(new("A"), new("W1"), new("S1"))[0]);
        Assert.Contains(rates.Findings, f => f.Code == "PRICE_BY_COST");
    }

    [Fact]
    public void The_most_specific_standard_cost_of_the_day_counts()
    {
        var rates = Rates(
            Facts.Location("P1"), Facts.Item("A"), Facts.Cost("A", 60, null, "2026-05-31"), Facts.Cost("A", 66, "2026-06-01"),
            Facts.Cost("A", 55, "2026-08-01") with { Location = P1, VariableCost = 40 });
        Assert.Equal([60, 60, 66, 66, 55, 55], rates.StandardCost(new("A"), P1));
        Assert.Equal([double.NaN, double.NaN, double.NaN, double.NaN, 40, 40], rates.VariableCost(new("A"), P1));
    }

    [Fact]
    public void Without_a_standard_cost_the_components_and_hours_count()
    {
        // 2 x 5 / (1 - 0.2) = 12.50 of material, 0.5 h x 20 = 10 of work, over a yield of 0.9: 25.
        var rates = Rates(
            Facts.Location("P1"), Facts.MadeItem("A"), Facts.Item("B"), Facts.Bill("A", "B") with { Scrap = 0.2 }, Facts.Resource("R1") with { CostPerHour = 20 },
            Facts.Routing("A", "R1") with { Yield = 0.9 }, Facts.Cost("B", 5));
        Assert.Equal(25, rates.StandardCost(new("A"), P1)[0], 9);
        Assert.Contains(rates.Findings, f => f is { Code: "COST_BY_COMPONENTS", Entity: "A at P1" });
    }

    [Fact]
    public void A_bill_that_closes_on_itself_has_no_cost()
    {
        var rates = Rates(Facts.Location("P1"), Facts.MadeItem("A"), Facts.MadeItem("B"), Facts.Bill("A", "B"), Facts.Bill("B", "A"));
        Assert.True(double.IsNaN(rates.StandardCost(new("A"), P1)[0]));
        Assert.Contains(rates.Findings, f => f.Code == "NO_COST");
    }

    [Fact]
    public void Holding_is_by_days_and_half_a_bucket_for_each_of_two()
    {
        // 36.5 % a year of 100: 0.10 a day; April has 30 days, May 31: (3 + 3.1) / 2. Nothing follows the last bucket of 30 days.
        var rates = Rates(Facts.Location("P1") with { HoldingCostRate = 36.5 }, Facts.Item("A"), Facts.Cost("A", 100));
        Assert.Equal(0.03, rates.HoldingRate(P1)[0], 12);
        Assert.Equal(3.05, rates.HoldingCost(new("A"), P1)[0], 12);
        Assert.Equal(1.5, rates.HoldingCost(new("A"), P1)[5], 12);
    }

    [Fact]
    public void Pallets_come_from_units_per_pallet_else_from_volume()
    {
        var rates = Rates(Facts.Item("A"), Facts.Item("B") with { UnitsPerPallet = null, Volume = 0.144 }, Facts.Item("C") with { UnitsPerPallet = null });
        Assert.Equal(0.1, rates.PalletsPerUnit(new("A")));
        Assert.Equal(0.1, rates.PalletsPerUnit(new("B")), 12);
        Assert.True(double.IsNaN(rates.PalletsPerUnit(new("C"))));
    }

    [Fact]
    public void Drivers_of_cost_move_what_they_name()
    {
        var input = new SupplyCase().With(Facts.Location("P1"), Facts.Item("A"), Facts.Item("B"), Facts.StockPolicy("A", "P1"), Facts.StockPolicy("B", "P1"), Facts.Cost("A", 10), Facts.Cost("B", 10))
            .Drive(DriverKind.Cost, 1.1, Coordinates.Of(("item", "A")), first: 2).Input();
        var rates = new CostRates(input);
        Assert.Equal([10, 10, 11, 11, 11, 11], rates.StandardCost(new("A"), P1));
        Assert.Equal(10, rates.StandardCost(new("B"), P1)[3]);
    }

    private static CostRates Rates(params object[] records) => new(new SupplyCase().With(records).Input());

    private static PriceBreak Break(double from, double price) => new() { Supplier = new("S1"), Item = new("A"), FromQuantity = from, Price = price };
}
