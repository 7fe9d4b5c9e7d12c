namespace Concord.AppTests.Api;

public sealed class CheckTests
{
    [Fact]
    public async Task ChecksRunByThemselvesAfterAnImportAndAreStaleOnlyUntilThen()
    {
        await using var server = await RunningServer.Start();
        var nothing = await server.Http.Get("/quality");
        Assert.True((bool)nothing["stale"]!);
        Assert.Null(nothing["overall"]);
        Assert.False((bool)nothing["gate"]!["open"]!);

        await server.Http.Imported(SmallCompany.All);
        var quality = await server.Http.Quality();
        Assert.False((bool)quality["stale"]!);
        Assert.InRange((double)quality["overall"]!, 1, 99.99);
        Assert.Equal(7, quality["areas"]!.AsArray().Count);
        Assert.Equal("2026-03-20", (string?)quality["asOf"]);

        // FRAME is made and nobody said how; CITY-1 and ROAD-1 neither.
        var findings = await server.Http.Get("/findings?code=MADE_ITEM_WITHOUT_ROUTING");
        Assert.Equal(["CITY-1", "FRAME", "ROAD-1"], findings["rows"]!.AsArray().Select(f => (string)f!["entity"]!).Order(StringComparer.Ordinal));
        Assert.Contains(findings["byCode"]!.AsArray(), c => (string?)c!["code"] == "MADE_ITEM_WITHOUT_ROUTING" && (int)c["count"]! == 3);
        Assert.Equal(1, (int)(await server.Http.Get("/findings?code=MADE_ITEM_WITHOUT_ROUTING&search=frame"))["total"]!);
        var csv = await server.Http.GetStringAsync("/api/v1/findings.csv?code=MADE_ITEM_WITHOUT_ROUTING");
        Assert.Equal(4, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task TheAsOfDateFollowsTheDataUntilSomebodySetsIt()
    {
        await using var server = await RunningServer.Start();
        Assert.Equal("today", (string?)(await server.Http.Get("/settings/as-of"))["source"]);
        await server.Http.Imported(SmallCompany.All);
        Assert.Equal("latest_fact", (string?)(await server.Http.Get("/settings/as-of"))["source"]);

        await server.Http.Put("/settings/as-of", new { asOf = "2026-02-28" });
        Assert.Equal(3, await server.Http.Rows("sales_history"));
        Assert.Equal("2026-02-28", (string?)(await server.Http.Quality())["asOf"]);
        var back = await server.Http.Put("/settings/as-of", new { asOf = (string?)null });
        Assert.Equal("2026-03-20", (string?)back["effective"]);
        await server.Http.PutRaw("/settings/as-of", new { asOf = "0026-03-20" }).Problem(400);
        await server.Http.PutRaw("/settings/as-of", new { }).Problem(400);
    }

    [Fact]
    public async Task ThresholdsHoldTheGate()
    {
        await using var server = await RunningServer.Start();
        await server.Http.Imported(SmallCompany.All);
        await server.Http.Quality();
        var strict = await server.Http.Put("/quality/thresholds", new { overall = 1, byArea = new { production = 100, demand = 0 } });
        Assert.Equal(100, (double)strict["byArea"]!["production"]!);
        Assert.Equal(strict.ToJsonString(), (await server.Http.Get("/quality/thresholds")).ToJsonString());

        var areas = (await server.Http.Get("/quality"))["areas"]!.AsArray();
        Assert.True((bool)areas.Single(a => (string?)a!["area"] == "production")!["held"]!);
        Assert.Equal("overall", (string?)(await server.Http.PutRaw("/quality/thresholds", new { overall = 101, byArea = new { } }).Problem(400))["field"]);
        Assert.Equal("byArea.demand", (string?)(await server.Http.PutRaw("/quality/thresholds", new { overall = 1, byArea = new { demand = -1 } }).Problem(400))["field"]);
        await server.Http.PutRaw("/quality/thresholds", new { overall = 1, byArea = new { demnd = 1 } }).Problem(400);
    }

    [Fact]
    public async Task ChecksCanBeAskedForAndAreListed()
    {
        await using var server = await RunningServer.Start();
        await server.Http.Imported(SmallCompany.All);
        var job = await server.Http.Ended(await server.Http.Post("/findings/run", new { asOf = "2026-02-28" }));
        Assert.Equal(("check", "succeeded"), ((string?)job["kind"], (string?)job["state"]));
        Assert.Equal("succeeded", (string?)(await server.Http.Ended(await server.Http.Post("/findings/run")))["state"]);

        var checks = (await server.Http.Get("/checks")).AsArray();
        Assert.True(checks.Count(c => !(bool)c!["rowLevel"]!) >= 30);
        Assert.Contains(checks, c => (string?)c!["code"] == "UNKNOWN_REFERENCE" && (bool)c["rowLevel"]!);
        Assert.All(checks, c => Assert.False(string.IsNullOrEmpty((string?)c!["why"])));

        Assert.Equal("Maybe 'error'?", (string?)(await server.Http.GetRaw("/findings?severity=eror").Problem(400))["hint"]);
        Assert.Equal("Maybe 'MISSING_VALUE'?", (string?)(await server.Http.GetRaw("/findings?code=MISING_VALUE").Problem(400))["hint"]);
        await server.Http.GetRaw("/findings?area=product").Problem(400);
        await server.Http.GetRaw("/findings.csv?table=nothing").Problem(400);
        await server.Http.PostRaw("/findings/run", new { asOf = "soon" }).Problem(400);
        await server.Http.GetRaw("/jobs/nope").Problem(404);
        await server.Http.DeleteAsync("/api/v1/jobs/nope").Problem(404);
    }
}
