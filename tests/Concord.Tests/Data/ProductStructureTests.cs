using Concord.Planning.Data;

namespace Concord.Tests.Data;

public sealed class ProductStructureTests
{
    [Fact]
    public void EachItemIsThereOnceAtItsFewestSteps()
    {
        // A -> B -> D, A -> C -> D, A -> D: D is one step from A.
        var structure = Down("A", Facts.Bill("A", "B"), Facts.Bill("A", "C"), Facts.Bill("B", "D"), Facts.Bill("C", "D"), Facts.Bill("A", "D"));

        Assert.Equal(["A:0", "B:1", "C:1", "D:1"], structure.Nodes.Select(n => $"{n.Id}:{n.Level}"));
        Assert.Equal(5, structure.Edges.Count);
        Assert.DoesNotContain(structure.Edges, e => e.Cycle);
        Assert.False(structure.Cut);
    }

    [Fact]
    public void ACircleIsShownAndCut()
    {
        var structure = Down("A", Facts.Bill("A", "B"), Facts.Bill("B", "C"), Facts.Bill("C", "A"), Facts.Bill("C", "D"));

        Assert.Equal(["A", "B", "C", "D"], structure.Nodes.Select(n => n.Id).Order(StringComparer.Ordinal));
        var closing = Assert.Single(structure.Edges, e => e.Cycle);
        Assert.Equal(("C", "A"), (closing.From, closing.To));
        var itself = Assert.Single(Down("A", Facts.Bill("A", "A")).Edges);
        Assert.True(itself.Cycle);
    }

    [Fact]
    public void UpShowsWhereAnItemIsUsedAndLevelsEnd()
    {
        var dataset = With(Facts.Bill("A", "B"), Facts.Bill("B", "C"), Facts.Bill("X", "C"));
        var all = ProductStructure.Of(dataset, new ItemId("C"), StructureDirection.Up, 50, null)!;
        Assert.Equal(["C:0", "B:1", "X:1", "A:2"], all.Nodes.Select(n => $"{n.Id}:{n.Level}"));
        Assert.All(all.Edges, e => Assert.Contains($"{e.From}{e.To}", (string[])["AB", "BC", "XC"]));
        var one = ProductStructure.Of(dataset, new ItemId("C"), StructureDirection.Up, 1, null)!;
        Assert.Equal(3, one.Nodes.Count);
        Assert.True(one.Cut);
    }

    [Fact]
    public void ADateKeepsTheLinesInUse()
    {
        var dataset = With(Facts.Bill("A", "B", from: "2026-02-01", to: "2026-02-28"), Facts.Bill("A", "C", from: "2026-03-01"));
        IEnumerable<string> On(string day) => ProductStructure.Of(dataset, new ItemId("A"), StructureDirection.Down, 9, Facts.Day(day))!.Edges.Select(e => e.To);

        Assert.Empty(On("2026-01-31"));
        Assert.Equal(["B"], On("2026-02-01"));
        Assert.Equal(["B"], On("2026-02-28"));
        Assert.Equal(["C"], On("2026-03-01"));
    }

    [Fact]
    public void UnknownItemsAreNullAndUnknownComponentsAreSaid()
    {
        var dataset = new MemoryDataset(Facts.CutOff, [Facts.Item("A"), Facts.Bill("A", "GHOST"), Facts.Stock("A", "W1", 5) with { Unit = new("BOX") }]);
        Assert.Null(ProductStructure.Of(dataset, new ItemId("B"), StructureDirection.Down, 9, null));
        var structure = ProductStructure.Of(dataset, new ItemId("A"), StructureDirection.Down, 9, null)!;
        Assert.False(structure.Nodes.Single(n => n.Id == "GHOST").Known);

        // No conversion leads from BOX to A's base unit: the stock is not known, and not 5.
        Assert.Null(structure.Nodes[0].Stock);
    }

    [Fact]
    public void AChainOfAHundredThousandLevelsEnds()
    {
        var lines = Enumerable.Range(0, 100_000).Select(object (i) => Facts.Bill($"I{i}", $"I{i + 1}"));
        var structure = ProductStructure.Of(new MemoryDataset(Facts.CutOff, lines), new ItemId("I0"), StructureDirection.Down, int.MaxValue, null)!;
        Assert.Equal(100_001, structure.Nodes.Count);
        Assert.Equal(100_000, structure.Nodes[^1].Level);
    }

    private static MemoryDataset With(params BillOfMaterialLine[] lines) =>
        new(Facts.CutOff, [.. lines.SelectMany(l => new[] { l.Item, l.Component }).Distinct().Select(i => Facts.Item(i.Value)), .. lines]);

    private static ProductStructure Down(string item, params BillOfMaterialLine[] lines) =>
        ProductStructure.Of(With(lines), new ItemId(item), StructureDirection.Down, 50, null)!;
}
