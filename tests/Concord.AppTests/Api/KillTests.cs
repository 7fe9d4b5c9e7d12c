namespace Concord.AppTests.Api;

public sealed class KillTests
{
    [Fact]
    public async Task AnImportWhoseProcessIsKilledLeavesNothing()
    {
        var folder = Directory.CreateTempSubdirectory("concord-kill-").FullName;
        try
        {
            long master;
            await using (var server = await RunningServer.Start(folder))
            {
                master = await server.Http.Imported(SmallCompany.MasterData);
                await server.Http.Quality();
            }

            // Moments all over the import, the publishing at its end included: shares at which the process is killed.
            var random = new Random(7);
            for (var round = 0; round < 5; round++)
            {
                var moment = round == 4 ? 0.97 : random.NextDouble();
                await using (var server = await RunningServer.Start(folder))
                {
                    var job = await server.Http.Post("/imports", new { uploadId = await server.Http.Upload(SmallCompany.LongHistory(300_000, $"K{round}-")) });
                    while ((double)(job = await server.Http.Get($"/jobs/{job["id"]}"))["share"]! < moment && (string?)job["state"] is "queued" or "running")
                        await Task.Delay(random.Next(3));
                    await server.Kill();
                }

                await using var restarted = await RunningServer.Start(folder);
                var imports = (await restarted.Http.Get("/imports")).AsArray();
                Assert.DoesNotContain(imports, i => (string?)i!["status"] == "running");
                var live = imports.Where(i => (string?)i!["status"] == "live").Select(i => (long)i!["id"]!).ToList();
                Assert.Contains(master, live);

                // Killed after it was live is fine; then all of it must be there. Anything between is what this test is about.
                var rows = await restarted.Http.Rows("sales_history");
                Assert.Equal(300_000L * (live.Count - 1), rows);
                foreach (var late in live.Where(id => id != master))
                    await restarted.Http.Post($"/imports/{late}/undo");
                Assert.Equal(0, await restarted.Http.Rows("sales_history"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task AServerThatIsStoppedMidImportEndsCleanAndLeavesNothing()
    {
        var folder = Directory.CreateTempSubdirectory("concord-stop-").FullName;
        try
        {
            await using (var server = await RunningServer.Start(folder))
            {
                await server.Http.Imported(SmallCompany.MasterData);
                var job = await server.Http.Post("/imports", new { uploadId = await server.Http.Upload(SmallCompany.LongHistory(600_000)) });
                while ((double)(await server.Http.Get($"/jobs/{job["id"]}"))["share"]! < 0.02)
                    await Task.Delay(5);
                Assert.Equal(0, await server.Stop());
            }

            await using var restarted = await RunningServer.Start(folder);
            Assert.Equal(0, await restarted.Http.Rows("sales_history"));
            Assert.Equal("cancelled", (string?)(await restarted.Http.Get("/imports"))[0]!["status"]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
