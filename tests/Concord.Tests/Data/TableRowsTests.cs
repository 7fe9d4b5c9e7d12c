using Concord.Planning.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Concord.Tests.Data;

public sealed class TableRowsTests
{
    private static readonly TableDefinition Items = DataModel.Table<Item>();

    [Fact]
    public void SortedPagesAreSlicesOfTheWholeSortedTable()
    {
        var weights = Gen.Choose(-3, 3).Select(w => w == 0 ? (double?)null : w).ArrayOf();
        Prop.ForAll(Arb.From(weights), Arb.From(Gen.Choose(0, 6)), Arb.From(Gen.Elements(true, false)), (values, take, descending) =>
        {
            var items = values.Select((w, i) => Facts.Item($"I{i:000}") with { Weight = w }).ToList();
            var dataset = new MemoryDataset(Facts.CutOff, items, batchSize: 3);
            var known = items.Where(i => i.Weight is not null);
            var expected = (descending ? known.OrderByDescending(i => i.Weight) : known.OrderBy(i => i.Weight)).Concat(items.Where(i => i.Weight is null)).Select(i => i.Id.Value).ToList();

            for (var skip = 0; skip <= expected.Count; skip += 2)
            {
                var page = TableRows.Of(dataset, Items, new TableQuery([], null, Items.Column("weight_kg"), descending, skip, take), CancellationToken.None);
                Assert.Equal(expected.Skip(skip).Take(take), page.Rows.Select(r => r[0]));
                Assert.Equal(expected.Count, page.Total);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("item", FilterOperator.Eq, "B", "B")]
    [InlineData("item", FilterOperator.Gt, "A", "B C")]
    [InlineData("item", FilterOperator.Lt, "B", "A")]
    [InlineData("brand", FilterOperator.Contains, "ac", "A")]
    [InlineData("brand", FilterOperator.Ne, "Acme", "B C")]
    [InlineData("brand", FilterOperator.Empty, "", "B C")]
    [InlineData("brand", FilterOperator.Empty, "false", "A")]
    [InlineData("weight_kg", FilterOperator.Gt, "1", "B")]
    [InlineData("weight_kg", FilterOperator.Eq, "1", "A")]
    [InlineData("weight_kg", FilterOperator.Ne, "1", "B C")]
    [InlineData("weight_kg", FilterOperator.Empty, "true", "C")]
    [InlineData("launch_date", FilterOperator.Lt, "2026-01-02", "A")]
    [InlineData("launch_date", FilterOperator.Empty, "false", "A")]
    public void AFilterKeepsWhatItSays(string column, FilterOperator op, string value, string expected)
    {
        var filter = new RowFilter(Items.Column(column), op, value);
        Assert.Null(filter.Fault());
        Assert.Equal(expected, string.Join(' ', Query([filter], null).Rows.Select(r => r[0])));
    }

    [Theory]
    [InlineData("weight_kg", FilterOperator.Gt, "1,5")]
    [InlineData("weight_kg", FilterOperator.Eq, "NaN")]
    [InlineData("weight_kg", FilterOperator.Contains, "1")]
    [InlineData("launch_date", FilterOperator.Eq, "01.02.2026")]
    [InlineData("launch_date", FilterOperator.Empty, "yes")]
    public void AFilterThatCannotWorkSaysWhy(string column, FilterOperator op, string value)
    {
        var filter = new RowFilter(Items.Column(column), op, value);
        Assert.NotNull(filter.Fault());
        Assert.Throws<ArgumentException>(() => Query([filter], null));
    }

    [Fact]
    public void SearchLooksIntoAllTexts()
    {
        Assert.Equal(["A"], Query([], "ACM").Rows.Select(r => r[0]));
        Assert.Equal(3, Query([], "road").Total);
        Assert.Equal(0, Query([], "2026").Total);
    }

    private static TableRows Query(IReadOnlyList<RowFilter> filters, string? search)
    {
        var dataset = new MemoryDataset(
            Facts.CutOff, [Facts.Item("A") with { Brand = "Acme", Weight = 1, LaunchDate = new(2026, 1, 1) }, Facts.Item("B") with { Weight = 2 }, Facts.Item("C")]);
        return TableRows.Of(dataset, Items, new TableQuery(filters, search, null, false, 0, 100), CancellationToken.None);
    }
}
