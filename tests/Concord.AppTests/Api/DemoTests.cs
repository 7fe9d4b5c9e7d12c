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

            await using var again = await RunningServer.Start(folder, arguments: ["--demo"]);
            Assert.Empty((await again.Http.Get("/jobs")).AsArray());
            Assert.Single((await again.Http.Get("/imports")).AsArray(), i => (string?)i!["status"] == "live");
            Assert.False(Directory.Exists(Path.Combine(folder, "demo-files")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
