using Concord.Tests.Storage.Data;

namespace Concord.Tests.Data;

/// <summary>How facts known today looked on an earlier day, by each table's as-of rule.</summary>
public sealed class AsOfViewTests
{
    private static readonly DateOnly CutOff = new(2025, 2, 28);

    private static TestStore Ground()
    {
        var test = new TestStore();
        test.Import(
            "units: unit / EA", "items: item,unit / A,EA", "locations: location,type / P1,plant", "customers: customer / C1", "suppliers: supplier / S1");
        return test;
    }

    [Fact]
    public void Sales_after_the_cut_off_are_not_seen()
    {
        using var test = Ground();
        test.Import("sales_history: order,item,customer,order_date,quantity / 1,A,C1,2025-02-28,5 / 2,A,C1,2025-03-01,7");
        Assert.Equal(["1"], test.Rows("sales_history", "order", CutOff));
        Assert.Equal(2, test.Store.Live(CutOff).BatchesOfAnyDate(Concord.Planning.Data.DataModel.Table("sales_history")).Sum(b => b.RowCount));
        Assert.Equal(new DateOnly(2025, 3, 1), test.Store.LatestFactDate());
    }

    [Fact]
    public void One_order_with_a_mistaken_date_does_not_make_the_data_newer()
    {
        using var test = Ground();
        var days = Enumerable.Range(0, 10_100).Select(i => $" / {i},A,C1,{CutOff.AddDays(-i % 100):yyyy-MM-dd},5");
        test.Import($"sales_history: order,item,customer,order_date,quantity{string.Concat(days)} / X,A,C1,2025-03-20,7");
        Assert.Equal(CutOff, test.Store.LatestFactDate());
        test.Import("sales_history: order,item,customer,order_date,quantity / Y,A,C1,2025-03-21,7");
        Assert.Equal(new DateOnly(2025, 3, 21), test.Store.LatestFactDate());
    }

    [Fact]
    public void Undated_indicator_values_were_always_known()
    {
        using var test = Ground();
        test.Import("indicators: indicator,date,value,published_date / gdp,2025-01-01,1, / gdp,2025-02-01,2,2025-03-15");
        Assert.Equal(["1"], test.Rows("indicators", "value", CutOff));
    }

    [Theory]
    [InlineData("2025-02-01,2025-03-10,,10,0,open", "10,0,open", "open, due later")]
    [InlineData("2025-02-01,2025-02-10,,10,4,open", "10,4,open", "late and partly received: the rest is open")]
    [InlineData("2025-03-01,2025-03-10,,10,0,open", null, "ordered after the cut-off")]
    [InlineData("2025-02-01,2025-02-10,2025-02-12,10,10,closed", null, "received before the cut-off")]
    [InlineData("2025-02-01,2025-02-10,2025-03-02,10,10,closed", "10,0,open", "received after the cut-off: open again, as it was")]
    [InlineData("2025-02-01,2025-03-10,,10,10,closed", "10,0,open", "received in full on an unknown day, due after the cut-off")]
    [InlineData("2025-02-01,2025-02-10,,10,10,closed", null, "received in full on an unknown day, due before the cut-off")]
    [InlineData("2025-02-01,2025-03-10,,10,0,cancelled", null, "cancelled")]
    public void An_order_is_seen_as_it_was_on_the_cut_off(string row, string? expected, string why)
    {
        using var test = Ground();
        test.Import($"purchase_orders: order,item,supplier,location,order_date,due_date,received_date,quantity,received_quantity,status / 1,A,S1,P1,{row}");
        var seen = test.Rows("purchase_orders", "quantity,received_quantity,status", CutOff);
        Assert.True(expected is null ? seen.Count == 0 : seen is [var one] && one == expected, why);
    }

    [Fact]
    public void Stock_is_the_newest_state_whatever_its_date()
    {
        using var test = Ground();
        test.Import("stock!: item,location,quantity,stock_date / A,P1,10,2025-08-07");
        Assert.Equal(["10"], test.Rows("stock", "quantity", CutOff));
    }

    [Fact]
    public void Prices_keep_their_history_and_their_known_future()
    {
        using var test = Ground();
        test.Import("prices: item,valid_from,price,currency / A,2024-01-01,9,EUR / A,2025-06-01,11,EUR");
        Assert.Equal(["11", "9"], test.Rows("prices", "price", CutOff));
    }
}
