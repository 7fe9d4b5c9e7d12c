namespace Concord.AppTests.Api;

public sealed class ExplainTests
{
    [Fact]
    public async Task AFactNamesItsImportAndRowsAndFollowsItsItemToAnotherFamily()
    {
        await using var server = await RunningServer.Start();
        var http = server.Http;
        var import = await http.Imported(SmallCompany.All);
        var snapshot = await http.Post("/snapshots", new { name = "March", asOf = "2026-03-31", @override = true, reason = "a test" });
        var job = await http.Ended(await http.Post("/plan", new { snapshotId = (long)snapshot["id"]! }));
        Assert.True((string?)job["state"] == "succeeded", job.ToJsonString());

        // In February 12 road bikes were asked for, and 4 city bikes, which are half a bike equivalent each. The plan starts in January.
        var bikes = await http.Post("/scenarios/1/explain", Of("category", "Bikes", 1));
        Assert.Equal((14, "BIKE-EQ"), ((double)bikes["value"]!, (string?)bikes["unit"]));
        var source = Assert.Single(bikes["sources"]!.AsArray())!;
        Assert.Equal((import, 2, 14), ((long)source["importId"]!, (int)source["rows"]!, (double)source["quantity"]!));
        Assert.EndsWith(": Sales history", (string?)source["title"], StringComparison.Ordinal);
        Assert.Equal(
            ["O2 / 1 line 3 12", "O3 / 1 line 4 2"], bikes["rows"]!.AsArray().Select(r => $"{r!["key"]} line {r["line"]} {r["quantity"]}"));

        // March: 8 of customer C2, whom no location serves.
        Assert.Equal(8, (double)(await http.Post("/scenarios/1/explain", Of("location", "(none)", 2)))["value"]!);

        Assert.Equal(12, (double)(await http.Post("/scenarios/1/explain", Of("family", "Road Bikes", 1)))["value"]!);
        await http.Post("/scenarios/1/patches", new { patches = new[] { new { table = "items", key = new[] { "CITY-1" }, values = new { family = "Road Bikes" } } } });
        var moved = await http.Post("/scenarios/1/explain", Of("family", "Road Bikes", 1));
        Assert.Equal((14, 2), ((double)moved["value"]!, moved["rows"]!.AsArray().Count));

        // What the plan copies from master data follows them too: 1 pallet place in April, whatever the warehouse had.
        await http.Post("/scenarios/1/patches", new { patches = new[] { new { table = "locations", key = new[] { "W1" }, values = new { storage_capacity_pallets = "1" } } } });
        var places = await http.Post("/scenarios/1/explain", new { measure = "storage_capacity", from = 3, to = 3, coordinates = new { location = new[] { "W1" } } });
        Assert.Equal((1, 0), ((double)places["value"]!, (long)places["sources"]![0]!["importId"]!));

        static object Of(string attribute, string member, int bucket) =>
            new { measure = "sales_history", from = bucket, to = bucket, coordinates = new Dictionary<string, string[]> { [attribute] = [member] } };
    }
}
