namespace Concord.AppTests.Api;

public sealed class SnapshotTests
{
    [Fact]
    public async Task ASnapshotNeverChangesWhateverComesLater()
    {
        await using var server = await RunningServer.Start();
        var import = await server.Http.Imported(SmallCompany.All);
        var snapshot = await server.Http.Post("/snapshots", new { name = "March", asOf = "2026-03-31", @override = true, reason = "a test" });
        var id = (long)snapshot["id"]!;
        var before = (await server.Http.Get($"/tables/sales_history/rows?snapshot={id}&sort=order")).ToJsonString();

        await server.Http.Imported(("sales_history.csv", "order,line,item,customer,order_date,quantity\nO1,1,ROAD-1,C1,2026-01-15,99\nO9,1,ROAD-1,C1,2026-03-30,1\n"));
        Assert.Equal(before, (await server.Http.Get($"/tables/sales_history/rows?snapshot={id}&sort=order")).ToJsonString());
        await server.Http.Post($"/imports/{import}/undo");
        Assert.Equal(before, (await server.Http.Get($"/tables/sales_history/rows?snapshot={id}&sort=order")).ToJsonString());

        var details = await server.Http.Get($"/snapshots/{id}");
        Assert.Equal(5, (int)details["rows"]!.AsArray().Single(r => (string?)r!["table"] == "sales_history")!["count"]!);
        Assert.Equal("a test", (string?)details["snapshot"]!["quality"]!["reason"]);
        Assert.Equal(details["snapshot"]!.ToJsonString(), (await server.Http.Get("/snapshots"))[0]!.ToJsonString());
    }

    [Fact]
    public async Task FactsAfterTheDateAreNotInIt()
    {
        await using var server = await RunningServer.Start();
        await server.Http.Imported(SmallCompany.All);
        var snapshot = await server.Http.Post("/snapshots", new { name = "February", asOf = "2026-02-28", @override = true, reason = "a test" });

        // Three order lines are dated in January and February, and an item is known on any date.
        Assert.Equal(3, await server.Http.Rows("sales_history", $"&snapshot={snapshot["id"]}"));
        Assert.Equal(4, await server.Http.Rows("items", $"&snapshot={snapshot["id"]}"));
    }

    [Fact]
    public async Task AHeldGateRefusesUntilItIsOverriddenWithAReason()
    {
        await using var server = await RunningServer.Start();
        await server.Http.Imported(SmallCompany.All);
        await server.Http.Put("/quality/thresholds", new { overall = 100, byArea = new { } });

        var held = await server.Http.PostRaw("/snapshots", new { name = "x", asOf = "2026-03-31" }).Problem(409);
        Assert.Equal("gate_held", (string?)held["code"]);
        Assert.NotEmpty(held["errors"]!["gate"]!.AsArray());
        Assert.Equal("reason", (string?)(await server.Http.PostRaw("/snapshots", new { name = "x", asOf = "2026-03-31", @override = true }).Problem(400))["field"]);
        Assert.Equal("name", (string?)(await server.Http.PostRaw("/snapshots", new { name = " ", asOf = "2026-03-31" }).Problem(400))["field"]);
        Assert.Equal("asOf", (string?)(await server.Http.PostRaw("/snapshots", new { name = "x", asOf = "31.03.2026" }).Problem(400))["field"]);

        await server.Http.Post("/snapshots", new { name = "x", asOf = "2026-03-31", @override = true, reason = "month end" });
        var taken = await server.Http.PostRaw("/snapshots", new { name = "x", asOf = "2026-03-31", @override = true, reason = "again" }).Problem(409);
        Assert.Equal("name_taken", (string?)taken["code"]);
        await server.Http.GetRaw("/snapshots/999").Problem(404);
        await server.Http.GetRaw("/tables/items/rows?snapshot=999").Problem(404);
    }
}
