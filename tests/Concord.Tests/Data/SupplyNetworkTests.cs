using Concord.Planning.Data;

namespace Concord.Tests.Data;

public sealed class SupplyNetworkTests
{
    private static readonly Location Plant = Facts.Location("P1") with { Type = LocationType.Plant };

    [Fact]
    public void AnItemShowsItsComponentsSuppliersAndItsOwnDemandOnly()
    {
        var network = Of("BIKE", Company());

        Assert.Equal(["supplier:S1", "plant:P1", "warehouse:W1", "market:Europe / Retail"], network.Nodes.Select(n => n.Id));
        Assert.Equal(
            ["plant:P1 Lane warehouse:W1", "supplier:S1 Supply plant:P1", "warehouse:W1 Demand market:Europe / Retail"],
            network.Edges.Select(e => $"{e.From} {e.Kind} {e.To}").Order(StringComparer.Ordinal));
        Assert.Equal(10, network.Edges.Single(e => e.Kind == NetworkEdgeKind.Demand).Quantity);
    }

    [Fact]
    public void TheWholeNetworkShowsEverySite()
    {
        var network = Of(null, Company());
        Assert.Equal(7, network.Nodes.Count);
        Assert.Contains(network.Edges, e => e.From == "supplier:S2");
        Assert.Contains(network.Edges, e => e.From == "warehouse:W2");
    }

    [Fact]
    public void DemandOlderThanAYearIsNotCountedAndWhatMasterDataLacksStaysVisible()
    {
        var network = Of(null, [
            Facts.Item("A"), Facts.Sale("A", Facts.CutOff.AddYears(-1)) with { Location = new("W1") },
            Facts.Sale("A", Facts.CutOff, 3) with { Location = new("GONE"), Customer = new("NOBODY") }, Facts.Sale("A", Facts.CutOff.AddDays(-1)),
        ]);
        var demand = Assert.Single(network.Edges);
        Assert.Equal(("warehouse:GONE", "market:(none)", 3), (demand.From, demand.To, demand.Quantity));
        Assert.Contains(network.Nodes, n => n.Id == "warehouse:GONE" && n.Facts[0].Value == "missing");
        Assert.Contains("Demand of 1 order lines has no edge", network.UnitNote, StringComparison.Ordinal);
    }

    [Fact]
    public void ACircleInTheBillsEnds()
    {
        var network = Of("BIKE", [.. Company(), Facts.Bill("WHEEL", "BIKE")]);
        Assert.Contains(network.Nodes, n => n.Id == "supplier:S1");
    }

    private static object[] Company() =>
    [
        Facts.MadeItem("BIKE"), Facts.Item("WHEEL"), Facts.Item("OTHER") with { Family = "Other" }, Plant, Facts.Location("W1"), Facts.Location("W2"),
        Facts.Supplier("S1"), Facts.Supplier("S2"), Facts.SupplierItem("S1", "WHEEL"), Facts.SupplierItem("S2", "OTHER") with { Location = new("W2") },
        Facts.Bill("BIKE", "WHEEL"), Facts.Routing("BIKE", "LINE"), Facts.Lane("P1", "W1"), Facts.Lane("P1", "W2"), Facts.Customer("C1"),
        Facts.Customer("C2") with { Region = "Asia" },
        Facts.Sale("BIKE", Facts.CutOff) with { Location = new("W1") }, Facts.Sale("OTHER", Facts.CutOff) with { Location = new("W2"), Customer = new("C2") },
    ];

    private static SupplyNetwork Of(string? item, object[] facts) =>
        SupplyNetwork.Of(new MemoryDataset(Facts.CutOff, facts), item is null ? null : new ItemId(item), null, CancellationToken.None);
}
