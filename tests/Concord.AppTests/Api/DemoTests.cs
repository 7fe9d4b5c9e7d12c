namespace Concord.AppTests.Api;

public sealed class DemoTests(DemoServer demo)
{
    [Fact]
    public async Task TheDemoCompanyComesOnceAndStandsInTheMiddleOfACycle()
    {
        var server = await demo.Server();
        Assert.Empty((await server.Http.Get("/jobs")).AsArray());
        var quality = await server.Http.Quality();
        Assert.False((bool)quality["stale"]!);
        Assert.Equal("2026-10-31", (string?)quality["asOf"]);
        Assert.True((bool)(await server.Http.Get("/about"))["demo"]!);
        Assert.Equal(240, await server.Http.Rows("items", "&filter=type:eq:finished_good"));
        Assert.Single((await server.Http.Get("/imports")).AsArray(), i => (string?)i!["status"] == "live");
        Assert.False(Directory.Exists(Path.Combine(server.Folder, "demo-files")));

        string[] expected = ["November 2026 open", "October 2026 closed", "September 2026 closed", "August 2026 closed"];
        Assert.Equal(expected, (await server.Http.Get("/cycles")).AsArray().Select(c => $"{c!["name"]} {c["state"]}"));
        Assert.Equal(3, (await server.Http.Get("/plans-of-record")).AsArray().Count);
        var cycle = await server.Http.Get("/cycles/4");
        Assert.Equal(3, cycle["scenarios"]!.AsArray().Count);
        Assert.Equal("sales", (string?)Assert.Single(cycle["submissions"]!.AsArray())!["function"]);
        Assert.Equal(5, cycle["records"]!.AsArray().Count);
        Assert.All((await server.Http.Get($"/scenarios/{cycle["scenarios"]![0]}/stages")).AsArray(), s => Assert.Equal("current", (string?)s!["freshness"]));
    }
}
