using System.Text.Json.Nodes;

namespace Concord.AppTests.Api;

public sealed class MasterDataTests(CompanyServer company) : IClassFixture<CompanyServer>
{
    private HttpClient Http => company.Http;

    [Fact]
    public async Task TheDataModelIsListedWithItsColumnsAndCounts()
    {
        var tables = (await Http.Get("/tables")).AsArray();
        var sales = tables.Single(t => (string?)t!["name"] == "sales_history")!;

        Assert.Equal(Concord.Planning.Data.DataModel.Tables.Count, tables.Count);
        Assert.Equal((5, 2), ((int)sales["rows"]!, (int)sales["rejected"]!));
        Assert.Equal("up_to", (string?)sales["asOfRule"]);
        var item = sales["columns"]!.AsArray().Single(c => (string?)c!["name"] == "item")!;
        Assert.Equal("items", (string?)item["references"]);
        Assert.True((bool)item["required"]!);
    }

    [Theory]
    [InlineData("", 5)]
    [InlineData("&filter=item:eq:ROAD-1", 3)]
    [InlineData("&filter=item:eq:ROAD-1&filter=quantity:gt:9", 2)]
    [InlineData("&filter=location:empty", 2)]
    [InlineData("&filter=location:empty:false", 3)]
    [InlineData("&filter=location:ne:W1", 2)]
    [InlineData("&filter=order_date:lt:2026-02-11", 2)]
    [InlineData("&filter=item:contains:city", 2)]
    [InlineData("&search=o3", 1)]
    [InlineData("&search=nothing", 0)]
    public async Task RowsAreFilteredAndSearched(string query, int expected) => Assert.Equal(expected, await Http.Rows("sales_history", query));

    [Fact]
    public async Task RowsAreSortedAndPaged()
    {
        var down = await Http.Get("/tables/sales_history/rows?sort=-quantity&take=2");
        Assert.Equal(["12", "10"], Column(down, "quantity"));
        var next = await Http.Get("/tables/sales_history/rows?sort=-quantity&take=2&skip=2");
        Assert.Equal(["8", "6"], Column(next, "quantity"));
        Assert.Equal(5, (int)next["total"]!);
        Assert.Equal(["W1", "W1", "W1", null, null], Column(await Http.Get("/tables/sales_history/rows?sort=location"), "location"));
    }

    [Fact]
    public async Task ExportsCanBeImportedAgain()
    {
        var csv = await Http.GetStringAsync("/api/v1/tables/items.csv");
        await using var other = await RunningServer.Start();
        await other.Http.Imported(SmallCompany.Units, ("items.csv", csv));

        Assert.Equal(csv, await other.Http.GetStringAsync("/api/v1/tables/items.csv"));
        Assert.Equal(5, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task TheProductStructureGoesDownAndUp()
    {
        var down = await Http.Get("/items/ROAD-1/structure");
        Assert.Equal(["ROAD-1:0", "FRAME:1", "WHEEL:1"], Nodes(down));
        Assert.Equal(3, down["edges"]!.AsArray().Count);
        Assert.Equal(40, (double)down["nodes"]!.AsArray().Single(n => (string?)n!["id"] == "WHEEL")!["stock"]!);

        var up = await Http.Get("/items/WHEEL/structure?direction=up&levels=1");
        Assert.Equal(["WHEEL:0", "CITY-1:1", "FRAME:1", "ROAD-1:1"], Nodes(up));
        Assert.True((bool)up["cut"]!);

        static IEnumerable<string> Nodes(JsonNode structure) => structure["nodes"]!.AsArray().Select(n => $"{n!["id"]}:{n["level"]}");
    }

    [Fact]
    public async Task TheNetworkConnectsSuppliersLocationsAndMarkets()
    {
        var network = await Http.Get("/network");
        var edges = network["edges"]!.AsArray().Select(e => $"{e!["from"]} {e["kind"]} {e["to"]}").ToHashSet();

        Assert.Contains("supplier:S1 supply plant:P1", edges);
        Assert.Contains("plant:P1 lane warehouse:W1", edges);
        Assert.Contains("warehouse:W1 demand market:North / Retail", edges);

        // ROAD-1 counts one bike equivalent each, CITY-1 a half: 10 + 12 + 6 / 2 for the retail customer of the north.
        var retail = network["edges"]!.AsArray().Single(e => (string?)e!["to"] == "market:North / Retail")!;
        Assert.Equal(25, (double)retail["quantity"]!);
        Assert.Contains("no edge", (string?)network["unitNote"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task HistoryIsAddedUpInThePlanningUnit()
    {
        var history = await Http.Get("/history?groupBy=family&bucket=month");

        Assert.Equal(["2026-01", "2026-02", "2026-03"], history["buckets"]!.AsArray().Select(b => (string)b!));
        Assert.Equal("Road Bikes", (string?)history["series"]![0]!["name"]);
        Assert.Equal([10, 12, 8], history["series"]![0]!["values"]!.AsArray().Select(v => (double)v!));
        Assert.Equal([0, 2, 3], history["series"]![1]!["values"]!.AsArray().Select(v => (double)v!));
        Assert.Contains("BIKE-EQ", (string?)history["unitNote"], StringComparison.Ordinal);
        var weeks = await Http.Get("/history?groupBy=item&bucket=week&top=1&item=ROAD-1");
        Assert.Equal("2026-W03", (string?)weeks["buckets"]![0]);
    }

    [Theory]
    [InlineData("/tables/item/rows", 404, "Maybe 'items'?")]
    [InlineData("/tables/nothing.csv", 404, null)]
    [InlineData("/tables/items/rows?filter=family", 400, null)]
    [InlineData("/tables/items/rows?filter=famly:eq:x", 400, "Maybe 'family'?")]
    [InlineData("/tables/items/rows?filter=family:equal:x", 400, null)]
    [InlineData("/tables/items/rows?filter=launch_date:gt:yesterday", 400, null)]
    [InlineData("/tables/items/rows?filter=weight_kg:contains:1", 400, null)]
    [InlineData("/tables/items/rows?sort=itm", 400, "Maybe 'item'?")]
    [InlineData("/tables/items/rows?take=501", 400, "Maybe ask for several pages with skip, or export the table as CSV.")]
    [InlineData("/tables/items/rows?take=many", 400, null)]
    [InlineData("/tables/items/rows?sort=item&skip=100001", 400, null)]
    [InlineData("/items/ROAD-2/structure", 404, "Maybe 'ROAD-1'?")]
    [InlineData("/items/ROAD-1/structure?direction=sideways", 400, null)]
    [InlineData("/items/ROAD-1/structure?levels=0", 400, null)]
    [InlineData("/items/ROAD-1/structure?date=2026-02-30", 400, null)]
    [InlineData("/network?item=ROAD-2", 404, "Maybe 'ROAD-1'?")]
    [InlineData("/network?family=Road%20Bike", 404, "Maybe 'Road Bikes'?")]
    [InlineData("/history?groupBy=familly", 400, "Maybe 'family'?")]
    [InlineData("/history?bucket=day", 400, null)]
    [InlineData("/history?top=0", 400, null)]
    public async Task WhatDoesNotFitIsRefusedWithAHint(string path, int status, string? hint)
    {
        var problem = await Http.GetRaw(path).Problem(status);
        if (hint is not null)
            Assert.Equal(hint, (string?)problem["hint"]);
        Assert.False(string.IsNullOrEmpty((string?)problem["field"]));
    }

    private static IEnumerable<string?> Column(JsonNode page, string name)
    {
        var index = page["columns"]!.AsArray().Select(c => (string)c!).ToList().IndexOf(name);
        return page["rows"]!.AsArray().Select(r => (string?)r![index]);
    }
}
