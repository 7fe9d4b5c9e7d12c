using Concord.Planning.Data;
using Concord.Planning.Data.Checks;
using Concord.Storage.Data;
using Concord.Storage.Data.Segments;

namespace Concord.Tests.Storage.Data;

/// <summary>Rows that nobody would send on purpose: what is rejected costs no memory, and the store keeps its word about keys.</summary>
public sealed class HostileRowsTests
{
    private const string Ground = "units: unit,dimension / EA,count";

    [Fact]
    public void Texts_of_rejected_rows_do_not_stay_in_the_dictionaries()
    {
        using var test = new TestStore();
        test.Import(Ground);
        var table = DataModel.Table("items");
        var shared = Dictionaries(table);
        var builder = new SegmentBuilder(table, shared);
        using var source = new TextRows("items: item,unit,family / A,EA,Pumps / "
            + string.Join(" / ", Enumerable.Range(0, 500).Select(n => $"I{n},U{n},F{n}")) + " / B,EA,Pumps / C,EA,F7 / D,U1,F7 / E,EA,F8");
        var rejected = new List<RejectedRow>();

        new RowIntake(source, new ReferenceKeys(test.Store.Live(DateOnly.MaxValue)), shared).Fill(builder, 0, rejected.Add, _ => { });

        Assert.Equal(501, rejected.Count);
        Assert.Equal(4, builder.Rows);
        Assert.Equal(1, shared[table.Column("unit").Index]!.Count);
        Assert.Equal(4, builder.Dictionary(table.Column("item").Index).Count);
        Assert.Equal(3, builder.Dictionary(table.Column("family").Index).Count);
        Assert.Equal(["Pumps", "Pumps", "F7", "F8"], Enumerable.Range(0, 4).Select(r => builder.Cell(r, table.Column("family"))!));
        Assert.Equal(("I499", "U499", "F499"), (rejected[499].Values["item"], rejected[499].Values["unit"], rejected[499].Values["family"]));
    }

    [Fact]
    public void A_crowd_of_unknown_references_is_rejected_with_guesses_for_the_first_hundred()
    {
        using var test = new TestStore();
        test.Import(Ground, "items: item,unit / " + string.Join(" / ", Enumerable.Range(10_000, 2_000).Select(n => $"ITEM-NUMBER-{n},EA")));
        test.Import("item_attributes: item,attribute,value / " + string.Join(" / ", Enumerable.Range(10_000, 2_000).Select(n => $"ITEM-NUMBRE-{n},color,red")));

        var page = test.Store.RejectedRows(new RejectedRowQuery(Take: 2_000));
        Assert.Equal(2_000, page.Total);
        Assert.Equal("Maybe 'ITEM-NUMBER-10000'?", page.Rows[0].Problems[0].Advice);
        Assert.Equal(100, page.Rows.Count(r => r.Problems[0].Advice.StartsWith("Maybe '", StringComparison.Ordinal)));
        Assert.NotEmpty(page.Rows[^1].Problems[0].Advice);
    }

    [Fact]
    public void Rejected_rows_with_very_wide_cells_come_back_whole()
    {
        using var test = new TestStore();
        test.Import(Ground);
        var wide = new string('x', 900_000);
        var import = test.Import("items: item,unit,description / " + string.Join(" / ", Enumerable.Range(0, 12).Select(n => $"I{n},EA,{wide}{n}")));

        Assert.Equal(12, import.Rejected);
        Assert.Equal(
            Enumerable.Range(0, 12).Select(n => $"{wide}{n}"),
            test.Store.RejectedRows(new RejectedRowQuery()).Rows.Select(r => r.Values["description"]));
    }

    [Fact]
    public void Minus_zero_is_zero_also_as_a_key()
    {
        using var test = new TestStore();
        const string Rates = "exchange_rates: from_currency,to_currency,valid_from,rate / USD,EUR,2026-01-01";
        test.Import($"{Rates},0");
        Assert.Equal(1, test.Import($"{Rates},-0").Tables[0].Unchanged);

        test.Import(Ground, "items: item,unit / A,EA", "customers: customer / C");
        const string Orders = "sales_orders: order,line,item,customer,order_date,due_date,quantity";
        var import = test.Import($"{Orders} / 1,0,A,C,2026-01-01,2026-01-02,5 / 1,-0,A,C,2026-01-01,2026-01-02,6");
        Assert.Equal((1, 1), (import.Accepted, import.Rejected));
        Assert.Equal(RowProblemCode.DuplicateKey, test.Store.RejectedRows(new RejectedRowQuery()).Rows[0].Problems[0].Code);
    }

    private static Utf8Dictionary?[] Dictionaries(TableDefinition table) =>
        [.. table.Columns.Select(c => c.References is not null || c.Type == ColumnType.Choice ? new Utf8Dictionary() : null)];
}
