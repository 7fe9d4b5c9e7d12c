namespace Concord.AppTests.Api;

public sealed class DemoTests
{
    [Fact]
    public async Task TheDemoCompanyComesOnceWhateverHappensAtItsFirstStart()
    {
        var folder = Directory.CreateTempSubdirectory("concord-demo-").FullName;
        try
        {
            // Stopped while it is made: the next start makes it anew.
            await using (var server = await RunningServer.Start(folder, arguments: ["--demo"]))
            {
                Assert.Equal("demo", (string?)(await server.Http.Get("/jobs"))[0]!["kind"]);
                Assert.Equal(0, await server.Stop());
            }

            await using (var server = await RunningServer.Start(folder, arguments: ["--demo"]))
            {
                var quality = await server.Http.Quality();
                Assert.False((bool)quality["stale"]!);
                Assert.Equal("2026-10-31", (string?)quality["asOf"]);
                Assert.True((bool)(await server.Http.Get("/about"))["demo"]!);
                Assert.Equal(240, await server.Http.Rows("items", "&filter=type:eq:finished_good"));
                Assert.Equal(0, await server.Stop());
            }

            // Stopped while it made the cycles: the next start goes on where it was.
            await using var again = await RunningServer.Start(folder, arguments: ["--demo"]);
            var job = await again.Http.Ended((await again.Http.Get("/jobs")).AsArray().Single(j => (string?)j!["kind"] == "demo")!);
            Assert.True((string?)job["state"] == "succeeded", job.ToJsonString());
            Assert.Single((await again.Http.Get("/imports")).AsArray(), i => (string?)i!["status"] == "live");
            Assert.False(Directory.Exists(Path.Combine(folder, "demo-files")));
            string[] expected = ["November 2026 open", "October 2026 closed", "September 2026 closed", "August 2026 closed"];
            Assert.Equal(expected, (await again.Http.Get("/cycles")).AsArray().Select(c => $"{c!["name"]} {c["state"]}"));
            Assert.Equal(3, (await again.Http.Get("/plans-of-record")).AsArray().Count);
            var cycle = await again.Http.Get("/cycles/4");
            Assert.Equal(3, cycle["scenarios"]!.AsArray().Count);
            Assert.Equal("sales", (string?)Assert.Single(cycle["submissions"]!.AsArray())!["function"]);
            Assert.Equal(5, cycle["records"]!.AsArray().Count);
            Assert.All((await again.Http.Get($"/scenarios/{cycle["scenarios"]![0]}/stages")).AsArray(), s => Assert.Equal("current", (string?)s!["freshness"]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
